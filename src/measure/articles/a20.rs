//! # 第二十条
//!
//! > 使用部门在申请政务云资源时,所需资源应从省政务云资源服务目录中选择,目录中没有的云资源应当在目录中选择功能和性能相近的进行适配。凡是省政务云能够提供的服务,各使用部门不得单独购置。
//!
//! Computed, from the record that `fitting` made of each row: it is chosen from the catalog; what was fitted
//! is confirmed by the department; a choice that is no longer sold is noticed; a concession has the
//! department's consent; what the cloud can provide is not asked for apart.
//!
//! Not computed: whether a neighbouring function, or something that falls short within a tolerance, is
//! 功能和性能相近. That is an open term, left to the reviewer.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::{Need, Outcome, Record};

#[path = "a20_fit.rs"]
mod fit;

/// What article 20 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a20-catalog",
        citation: Citation {
            article: 20, quote: "所需资源应从省政务云资源服务目录中选择"
        },
        says: ("所需资源从目录中选择", "What is needed is chosen from the catalog"),
        reading: None,
        codes: &[NEEDS_OPEN, ROW_OPEN, STALE],
        check: catalog,
    },
    fit::FIT,
    Provision {
        id: "a20-apart",
        citation: Citation {
            article: 20, quote: "凡是省政务云能够提供的服务,各使用部门不得单独购置"
        },
        says: ("云上能提供的不单独购置", "What the cloud provides is not bought apart"),
        reading: None,
        codes: &[APART, APART_OR_CONCESSION],
        check: |case, notes| rows(case, |need, record| apart(notes, need, record)),
    },
    Provision {
        id: "a20-undertaking",
        citation: Citation { article: 20, quote: "各使用部门不得单独购置" },
        says: ("承诺不单独购置", "It is undertaken not to buy apart"),
        reading: None,
        codes: &[UNDERTAKING_OPEN],
        check: |case, notes| notes.tick(&UNDERTAKING_OPEN, case.now(), "undertake.no_separate"),
    },
];

const NEEDS_OPEN: Code = Code {
    code: "a20-needs-open",
    severity: Severity::ToDo,
    message: ("尚未填写所需资源。", "No resources are asked for so far."),
    remedy: ("在资源表中至少填写一行。", "Fill in at least one row of the resource table."),
};

const ROW_OPEN: Code = Code {
    code: "a20-row-open",
    severity: Severity::ToDo,
    message: ("该行尚未与目录比对。", "This row is not compared with the catalog so far."),
    remedy: ("补全该行的功能和数值。", "Complete the row's function and amounts."),
};

const STALE: Code = Code {
    code: "a20-choice-stale",
    severity: Severity::ToDo,
    message: (
        "所选配置已不在目录中或不再满足需求。",
        "The chosen configuration is no longer sold, or no longer meets the need.",
    ),
    remedy: ("重新选择配置。", "Choose again."),
};

const APART: Code = Code {
    code: "a20-apart-though-available",
    severity: Severity::Bars,
    message: (
        "省政务云能够提供或适配，不得单独购置。",
        "The cloud can provide or fit this; it cannot be bought apart.",
    ),
    remedy: (
        "取消单独购置，采用目录中的配置。",
        "Withdraw the request and take a configuration of the catalog.",
    ),
};

const APART_OR_CONCESSION: Code = Code {
    code: "a20-apart-or-concession",
    severity: Severity::Judgement,
    message: (
        "目录只能让步适配，是否属于“不能适配”由审核判断。",
        "Only a concession would fit; the reviewer judges whether that counts as not fitting.",
    ),
    remedy: ("说明让步为何不可接受。", "Say why the concession will not do."),
};

const UNDERTAKING_OPEN: Code = Code {
    code: "a20-undertaking-open",
    severity: Severity::ToDo,
    message: (
        "尚未承诺不单独购置云上能够提供的服务。",
        "It is not undertaken so far not to buy apart what the cloud provides.",
    ),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};

/// The verdicts of all recorded rows together.
fn rows(case: &Case<'_>, mut verdict: impl FnMut(&Need, &Record) -> Verdict) -> Verdict {
    let recorded = case.rows().iter().filter_map(|(need, record)| record.map(|record| (need, record)));
    recorded.fold(Verdict::NotApplicable, |all, (need, record)| all.and(verdict(need, record)))
}

fn catalog(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let chosen = Words::new("从目录中选择", "Chosen from the catalog");
    let mut missing = Vec::new();
    if case.rows().is_empty() && case.unread().is_empty() {
        let path = Path::root().at("needs");
        notes.find(&NEEDS_OPEN, path.clone(), chosen.clone(), Words::new("没有需求", "No needs"));
        missing.push(path);
    }
    // Rows that could not be read have problems of their own.
    missing.extend(case.unread().iter().map(|&row| Path::need(row, "function")));
    let mut stale = false;
    for (need, record) in case.rows() {
        let path = || Path::need(need.row, "pick");
        match record {
            None => {
                let path = path();
                notes.find(&ROW_OPEN, path.clone(), chosen.clone(), Words::new("尚未比对", "Not compared"));
                missing.push(path);
            }
            Some(record) if record.stale => {
                let found = Words::same(need.pick.clone().unwrap_or_default());
                notes.find(
                    &STALE,
                    path(),
                    Words::new("目录中可用的配置", "A configuration of the catalog"),
                    found,
                );
                stale = true;
            }
            Some(_) => {}
        }
    }
    match (stale, missing.is_empty()) {
        (true, _) => Verdict::Fails,
        (false, false) => Verdict::Unknown(missing),
        (false, true) => Verdict::Holds,
    }
}

fn apart(notes: &mut Notes<'_>, need: &Need, record: &Record) -> Verdict {
    if !need.special {
        return Verdict::Holds;
    }
    let path = Path::need(need.row, "special");
    let asked = Words::new("申请单独购置", "Asks to buy apart");
    match record.outcome {
        Outcome::Unfit => Verdict::NotApplicable,
        Outcome::Conceded => {
            notes.find(
                &APART_OR_CONCESSION,
                path,
                Words::new("不能提供且不能适配", "Neither provided nor fitted"),
                asked,
            );
            Verdict::NeedsJudgement
        }
        Outcome::InCatalog | Outcome::Fitted | Outcome::Composed => {
            notes.find(&APART, path, Words::new("采用目录中的配置", "A configuration of the catalog"), asked);
            Verdict::Fails
        }
    }
}
