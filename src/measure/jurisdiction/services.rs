//! The security services that a level of protection (等保) usually brings along, as a place sets them.
//!
//! *Interpretation*: the measure asks for filing and assessment (article 24) and names no service. A table is advice from
//! practice, used only where somebody asks for it ([`fitting::fleet::implied`](crate::fitting::fleet::implied)).

use super::sound::{at, twice};
use super::{JurisdictionProblem, Source};
use crate::basics::{Path, Words};
use std::collections::BTreeSet;

/// The table of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelServices {
    /// Where it comes from.
    pub source: Source,
    /// Functions that stand for all the others: a system that asks for one of them is left as it is.
    pub packages: Vec<String>,
    /// The services, in the order in which they are added.
    pub usual: Vec<LevelService>,
}

impl LevelServices {
    /// One that was told of, without where it comes from.
    pub fn told(packages: Vec<String>, usual: Vec<LevelService>) -> Self {
        Self { source: Source::Own(Words::default()), packages, usual }
    }
}

/// One service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelService {
    /// From which level on, 1 to 5.
    pub from_level: u8,
    /// The code of its function in the catalog; a catalog that declares no such function is asked for nothing.
    pub function: String,
    /// How many.
    pub each: Each,
}

/// How many of a service a system takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Each {
    /// One.
    System,
    /// One for each server.
    Server,
}

impl Each {
    /// Both, with their names in files.
    pub const ALL: [(&'static str, Self); 2] = [("system", Self::System), ("server", Self::Server)];

    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Server => "server",
        }
    }
}

/// The name of the table in files.
pub(super) const MEMBER: &str = "levelServices";

/// The faults of a table, by the places where they stand in its file.
pub(super) fn check(table: &LevelServices, found: &mut Vec<JurisdictionProblem>) {
    let mut known = BTreeSet::new();
    for (row, service) in table.usual.iter().enumerate() {
        let path = at(MEMBER).at("usual").at(&row.to_string());
        if !(1..=5).contains(&service.from_level) {
            found.push(JurisdictionProblem::new(
                path.at("fromLevel"),
                "jurisdiction-range",
                [
                    &format!("{} 超出范围", service.from_level),
                    &format!("{} is out of range", service.from_level),
                    "写 1 至 5 之间的整数",
                    "Write a whole number from 1 to 5",
                ],
            ));
        }
        if !known.insert(&service.function) {
            found.push(twice(path.at("function"), &service.function));
        }
    }
    for (row, code) in table.packages.iter().enumerate() {
        if !known.insert(code) {
            found.push(twice(at(MEMBER).at("packages").at(&row.to_string()), code));
        }
    }
}

/// The place of a source that is the measure's, which names no service.
pub(super) fn of_measure(table: &LevelServices) -> Option<Path> {
    matches!(table.source, Source::Measure(_)).then(|| at(MEMBER).at("source"))
}

/// The table of the province.
pub(super) fn province() -> LevelServices {
    let usual = [
        (2, "security/firewall/cloud", Each::System),
        (2, "security/host/protection", Each::Server),
        (2, "security/log-audit/tenant", Each::System),
        (3, "security/scan/host", Each::Server),
        (3, "security/bastion/host", Each::System),
        (3, "security/db-audit/database", Each::System),
        (3, "security/ips/network", Each::System),
        (3, "security/waf/web", Each::System),
    ];
    let service = |(from_level, function, each): (u8, &str, Each)| LevelService {
        from_level,
        function: function.to_owned(),
        each,
    };
    LevelServices {
        source: Source::Default(Words::new(
            "示例：等保二级、三级系统通常配套的安全服务，出自常见做法；本办法未规定任何一项（解释）",
            "Example (示例): what systems of levels 2 and 3 usually take, from common practice; the measure names none (解释)",
        )),
        packages: vec!["security/package/classified".to_owned()],
        usual: usual.map(service).to_vec(),
    }
}
