//! # 第二十八条
//!
//! > 省内各市地政务云管理工作可参照本办法执行。
//!
//! Computed: what the place of the case asks for by its own data: papers, network zones, administrative divisions, and
//! the time to allocate resources, against which the planned deployment is held. What it changes of other articles' numbers is
//! checked by those articles.
//!
//! Not computed: whether the place was right to ask for it; whoever serves the form answers for its data.
//!
//! Interpretation: working days are Monday to Friday but for the days that the place lists, and the day of approval
//! is not counted. An application is not approved so far, so its own day stands for that of the approval. A department
//! belongs to the division that its 统一社会信用代码 names in characters 3 to 8 (登记管理机关行政区划码, GB 32100-2015);
//! where a place lists no divisions, nothing is held against them.

use super::super::jurisdiction::{CodeList, RequiredPaper, Source, ids};
use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Lang, Path, Words};
use crate::dossier::{FieldKind, fields};

#[path = "a28_time.rs"]
mod time;

const WORDS: Citation = Citation { article: 28, quote: "可参照本办法执行" };
const DIVISION: Option<(&str, &str)> = Some((
    "本办法未规定；以统一社会信用代码第3至8位（登记管理机关行政区划码，GB 32100-2015）与适用地区所列区划逐一比对",
    "not in the measure; characters 3 to 8 of the unified social credit code (the division of registration, GB 32100-2015) \
     are held against the divisions that the place lists",
));

/// What article 28 asks of an application: what the place asks by its own data.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a28-papers",
        citation: WORDS,
        says: ("附适用地区要求的材料", "The papers that the place asks for are attached"),
        reading: None,
        codes: &[PAPER_OPEN],
        check: papers,
    },
    Provision {
        id: "a28-zones",
        citation: WORDS,
        says: ("网络区域是适用地区所设的区域", "The zones are zones of the place"),
        reading: None,
        codes: &[ZONE_ELSEWHERE],
        check: zones,
    },
    Provision {
        id: "a28-divisions",
        citation: WORDS,
        says: ("使用部门属于适用地区的行政区划", "The department is of a division of the place"),
        reading: DIVISION,
        codes: &[DIVISION_ELSEWHERE],
        check: divisions,
    },
    Provision {
        id: "a28-allocation",
        citation: WORDS,
        says: ("显示分配资源的期限", "The time to allocate resources is shown"),
        reading: time::WORKING_DAYS,
        codes: &[time::ALLOCATION_DUE],
        check: time::allocation,
    },
    Provision {
        id: "a28-deploy",
        citation: WORDS,
        says: ("计划部署不早于分配期限", "The planned deployment is not before resources are due"),
        reading: time::WORKING_DAYS,
        codes: &[time::DEPLOY_EARLY],
        check: time::deploy,
    },
];

const PAPER_OPEN: Code = Code {
    code: "a28-paper-open",
    severity: Severity::ToDo,
    message: ("适用地区要求的材料尚未上传。", "A paper that the place asks for is not attached so far."),
    remedy: ("上传该材料；出处见所示来源。", "Attach it; the source says where the demand comes from."),
};

const ZONE_ELSEWHERE: Code = Code {
    code: "a28-zone-elsewhere",
    severity: Severity::Judgement,
    message: ("所选网络区域不是适用地区所设的区域。", "A zone that was chosen is none of the place's."),
    remedy: (
        "改选该地区的区域，或由{authority}判断。",
        "Choose a zone of the place, or leave it to {authority}.",
    ),
};

const DIVISION_ELSEWHERE: Code = Code {
    code: "a28-division-elsewhere",
    severity: Severity::Judgement,
    message: (
        "统一社会信用代码所示的行政区划不在适用地区所列之内。",
        "The division that the unified social credit code names is none of the place's.",
    ),
    remedy: (
        "核对代码和适用地区；代码无误的，由{authority}判断。",
        "Check the code and the place; if the code is right, it is left to {authority}.",
    ),
};

fn papers(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let asked = case.terms.jurisdiction.papers_on(case.as_of());
    asked.map(|paper| attached(case, notes, paper)).fold(Verdict::NotApplicable, Verdict::and)
}

fn attached(case: &Case<'_>, notes: &mut Notes<'_>, paper: &RequiredPaper) -> Verdict {
    // Article 14 sees to the plan itself.
    let of_measure = matches!(paper.source, Source::Measure(citation) if citation.article == 14);
    let on = paper.errands.is_empty() || paper.errands.contains(&case.errand());
    if !on || (of_measure && paper.role == "plan") {
        return Verdict::NotApplicable;
    }
    if let Some(from) = paper.from_level {
        match case.now().level("security.level") {
            None => return Verdict::Unknown(vec![Path::field("security.level")]),
            Some(level) if level < from => return Verdict::NotApplicable,
            Some(_) => {}
        }
    }
    if case.now().papers_as(&paper.role) > 0 {
        return Verdict::Holds;
    }
    let (name, source, path) = (&paper.name, paper.source.words(), field_of(case, &paper.role));
    notes.find(
        &PAPER_OPEN,
        path.clone(),
        Words::new(
            format!("“{}”（来源：{}）", name.zh, source.zh),
            format!("{} (source: {})", name.get(Lang::En), source.en),
        ),
        Words::new("尚未上传", "Not attached so far"),
    );
    Verdict::Unknown(vec![path])
}

/// Where a paper of this role is attached. The field of the certificate shows only where the system is said to be
/// filed: before that the question is the place to go to.
fn field_of(case: &Case<'_>, role: &str) -> Path {
    if role == "filing" && case.now().yes("security.filed") != Some(true) {
        return Path::field("security.filed");
    }
    case.now().path_of_papers(role)
}

/// A list of the place; an empty one asks for nothing.
fn listed<'c>(case: &Case<'c>, id: &str) -> Option<&'c CodeList> {
    case.terms.jurisdiction.list(id).filter(|list| !list.entries.is_empty())
}

fn zones(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some(list) = listed(case, ids::ZONES) else { return Verdict::NotApplicable };
    let Some(chosen) = case.now().codes("network.zones") else {
        return Verdict::Unknown(vec![Path::field("network.zones")]);
    };
    let elsewhere = chosen.iter().filter(|zone| list.name_of(zone).is_none());
    let found: Vec<Words> = elsewhere.map(|zone| zone_name(zone)).collect();
    if found.is_empty() {
        return Verdict::Holds;
    }
    notes.find(
        &ZONE_ELSEWHERE,
        Path::field("network.zones"),
        together(list.entries.iter().map(|(_, name)| name)),
        together(&found),
    );
    Verdict::NeedsJudgement
}

fn divisions(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some(list) = listed(case, ids::DIVISIONS) else { return Verdict::NotApplicable };
    // A code is read only where it is whole, so its characters are where the standard puts them.
    let Some(code) = case.now().text("unit.uscc").and_then(|uscc| uscc.get(2..8)) else {
        return Verdict::Unknown(vec![Path::field("unit.uscc")]);
    };
    if list.name_of(code).is_some() {
        return Verdict::Holds;
    }
    notes.find(
        &DIVISION_ELSEWHERE,
        Path::field("unit.uscc"),
        together(list.entries.iter().map(|(_, name)| name)),
        Words::same(code),
    );
    Verdict::NeedsJudgement
}

/// What the form calls a zone.
fn zone_name(code: &str) -> Words {
    let Some(FieldKind::AnyOf(choices)) = fields::spec("network.zones").map(|spec| spec.kind) else {
        return Words::same(code);
    };
    let found = choices.iter().find(|choice| choice.0 == code);
    found.map_or_else(|| Words::same(code), |(_, zh, en)| Words::new(*zh, *en))
}

/// Several names in a row.
fn together<'w>(names: impl IntoIterator<Item = &'w Words>) -> Words {
    let (zh, en): (Vec<&str>, Vec<&str>) =
        names.into_iter().map(|name| (name.zh.as_str(), name.get(Lang::En))).unzip();
    Words::new(zh.join("、"), en.join(", "))
}
