//! # 第二十八条
//!
//! > 省内各市地政务云管理工作可参照本办法执行。
//!
//! Computed: what the place of the case asks for by its own data: papers, network zones, and the time to allocate
//! resources, against which the planned deployment is held. What it changes of other articles' numbers is
//! checked by those articles.
//!
//! Not computed: whether the place was right to ask for it; whoever serves the form answers for its data.
//!
//! Interpretation: working days are Monday to Friday but for the days that the place lists, and the day of approval
//! is not counted. An application is not approved so far, so its own day stands for that of the approval.

use super::super::jurisdiction::{RequiredPaper, Source, ids};
use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Date, Lang, Path, Words, date::iso};
use crate::dossier::{FieldKind, fields};

const WORDS: Citation = Citation { article: 28, quote: "可参照本办法执行" };
const WORKING_DAYS: Option<(&str, &str)> = Some((
    "本办法未规定分配期限；工作日指周一至周五，节假日和调休以适用地区所列为准，当日不计入",
    "the measure sets no time for allocation; working days are Monday to Friday but for the days that the place lists, \
     the first not counted",
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
        id: "a28-allocation",
        citation: WORDS,
        says: ("显示分配资源的期限", "The time to allocate resources is shown"),
        reading: WORKING_DAYS,
        codes: &[ALLOCATION_DUE],
        check: allocation,
    },
    Provision {
        id: "a28-deploy",
        citation: WORDS,
        says: ("计划部署不早于分配期限", "The planned deployment is not before resources are due"),
        reading: WORKING_DAYS,
        codes: &[DEPLOY_EARLY],
        check: deploy,
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

const ALLOCATION_DUE: Code = Code {
    code: "a28-allocation-due",
    severity: Severity::Advice,
    message: ("适用地区规定了分配资源的期限。", "The place sets a time to allocate resources."),
    remedy: ("据此安排部署时间。", "Plan the deployment by it."),
};

const DEPLOY_EARLY: Code = Code {
    code: "a28-deploy-early",
    severity: Severity::Advice,
    message: (
        "计划部署日期早于资源分配的期限。",
        "The planned deployment is before resources need to be allocated.",
    ),
    remedy: (
        "推后部署日期，或与{authority}商定。",
        "Move the deployment back, or settle it with {authority}.",
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
    let (name, source) = (&paper.name, paper.source.words());
    let path = field_of(case, &paper.role);
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

fn zones(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let list = case.terms.jurisdiction.list(ids::ZONES).filter(|list| !list.entries.is_empty());
    let Some(list) = list else { return Verdict::NotApplicable };
    let Some(chosen) = case.now().codes("network.zones") else {
        return Verdict::Unknown(vec![Path::field("network.zones")]);
    };
    let elsewhere: Vec<&str> = chosen.iter().copied().filter(|zone| list.name_of(zone).is_none()).collect();
    if elsewhere.is_empty() {
        return Verdict::Holds;
    }
    let found: Vec<Words> = elsewhere.into_iter().map(zone_name).collect();
    notes.find(
        &ZONE_ELSEWHERE,
        Path::field("network.zones"),
        together(list.entries.iter().map(|(_, name)| name)),
        together(&found),
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

/// The last day for allocating, and the working days it takes; `None` where the place sets no time.
fn due(case: &Case<'_>) -> Option<(Date, i64)> {
    let days = case.number(ids::ALLOCATION_WORKING_DAYS).ok()?;
    Some((case.terms.jurisdiction.allocation_due(case.as_of())?, days))
}

fn allocation(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some((day, days)) = due(case) else { return Verdict::NotApplicable };
    let (today, day) = (iso(case.as_of()), iso(day));
    notes.find(
        &ALLOCATION_DUE,
        Path::field("plan.deploy"),
        Words::new(
            format!("审核通过后{days}个工作日内；如 {today} 通过，不晚于 {day}"),
            format!("Within {days} working days after the approval; by {day} if approved on {today}"),
        ),
        Words::new("尚未审核", "Not approved so far"),
    );
    // Whether it is kept shows after the approval.
    Verdict::NeedsJudgement
}

fn deploy(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some((day, _)) = due(case) else { return Verdict::NotApplicable };
    let path = Path::field("plan.deploy");
    match case.now().date("plan.deploy") {
        None => Verdict::Unknown(vec![path]),
        Some(deploy) if deploy >= day => Verdict::Holds,
        Some(deploy) => {
            let day = iso(day);
            let expected = Words::new(format!("不早于 {day}"), format!("{day} or later"));
            notes.find(&DEPLOY_EARLY, path, expected, Words::same(iso(deploy)));
            Verdict::Fails
        }
    }
}
