//! # 第二十四条
//!
//! > 使用部门应加强信息系统安全管理,开展本部门信息系统的网络安全等级保护定级备案、自查、测评及密码应用安全性评估等工作。
//!
//! Computed: the level is stated and is the higher one of its two parts; the filing with its number and date;
//! self-check, assessment and 密评 with their dates.
//!
//! Not computed: whether level, self-check or assessment are right. The article sets no date by which these
//! tasks must be done and does not make them a condition of an application; so what is not done yet is
//! shown, to the reviewer for a system that runs, as advice for one to come, and bars nothing.
//!
//! Interpretations, each from outside the measure and marked so: filing from level 2, on the 2025 template; level = the higher part;
//! assessment yearly at level 3, every two years at level 2; a report of 密评 filed within 30 days;
//! the services that a level usually takes; a new filing where a change comes with another level.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words, date::iso};

#[path = "a24_change.rs"]
mod change;
#[path = "a24_crypto.rs"]
mod crypto;
#[path = "a24_filing.rs"]
mod filing;
#[path = "a24_services.rs"]
mod services;

/// What article 24 asks of the steps of a case.
pub const LIFE: &[Provision] = &[change::REGRADED];

/// What article 24 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a24-level",
        citation: Citation { article: 24, quote: "网络安全等级保护定级备案" },
        says: ("已定级", "The system is graded"),
        reading: None,
        codes: &[LEVEL_OPEN],
        check: level,
    },
    Provision {
        id: "a24-level-parts",
        citation: Citation { article: 24, quote: "网络安全等级保护定级备案" },
        says: ("等级取两部分中较高者", "The level is the higher one of its parts"),
        reading: Some((
            "等级取业务信息和系统服务中较高者，出自等级保护定级的通行要求",
            "the higher part decides, by common practice of grading",
        )),
        codes: &[LEVEL_NOT_HIGHER],
        check: parts,
    },
    filing::FILING,
    filing::NUMBER,
    filing::TEMPLATE,
    SELFCHECK,
    filing::ASSESSMENT,
    crypto::ASSESSED,
    crypto::FILED,
    services::SERVICES,
    Provision {
        id: "a24-dates",
        citation: Citation {
            article: 24, quote: "定级备案、自查、测评及密码应用安全性评估等工作"
        },
        says: ("所填日期不晚于判定之日", "What is said to be done was done by the day"),
        reading: None,
        codes: &[DATE_AHEAD],
        check: dates,
    },
];

const SELFCHECK: Provision = Provision {
    id: "a24-selfcheck",
    citation: Citation { article: 24, quote: "自查" },
    says: ("在运行系统已自查", "A running system was checked by its department"),
    reading: None,
    codes: &[SELFCHECK_OPEN],
    check: |case, notes| match (case.errand(), case.now().date("security.selfcheck_date")) {
        (errand, _) if !errand.of_running_system() => Verdict::NotApplicable,
        (_, Some(_)) => Verdict::Holds,
        (_, None) => notes.open(&SELFCHECK_OPEN, &["security.selfcheck_date"]),
    },
};

const LEVEL_OPEN: Code = Code {
    code: "a24-level-open",
    severity: Severity::ToDo,
    message: ("尚未填写安全保护等级。", "The protection level is not stated."),
    remedy: ("完成定级后填写。", "Grade the system, then state the level."),
};

const LEVEL_NOT_HIGHER: Code = Code {
    code: "a24-level-not-higher",
    severity: Severity::Judgement,
    message: ("安全保护等级不是两部分等级中较高者。", "The level is not the higher one of its two parts."),
    remedy: ("核对定级报告。", "Compare it with the grading report."),
};

const SELFCHECK_OPEN: Code = Code {
    code: "a24-selfcheck-open",
    severity: Severity::Advice,
    message: ("尚未填写最近一次安全自查日期。", "The date of the last self-check is not stated."),
    remedy: ("已自查的填写日期；未自查的尽快开展。", "State it; where there was none, do it soon."),
};

const DATE_AHEAD: Code = Code {
    code: "a24-date-ahead",
    severity: Severity::Bars,
    message: ("该日期在判定之日以后，工作尚未完成。", "This date is yet to come, so it is not done."),
    remedy: (
        "核对日期；尚未完成的请改选“否”或留空。",
        "Check the date; what is not done is “no” or left empty.",
    ),
};

fn level(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.now().level("security.level") {
        Some(_) => Verdict::Holds,
        None => notes.open(&LEVEL_OPEN, &["security.level"]),
    }
}

fn parts(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let now = case.now();
    let (information, service) =
        (now.level("security.level_information"), now.level("security.level_service"));
    let Some(level) = now.level("security.level") else {
        return Verdict::Unknown(vec![Path::field("security.level")]);
    };
    let Some(higher) = information.max(service) else { return Verdict::NotApplicable };
    // With one part known, the other may be the higher one.
    let well = if information.is_some() && service.is_some() { level == higher } else { level >= higher };
    if well {
        return Verdict::Holds;
    }
    notes.find(
        &LEVEL_NOT_HIGHER,
        Path::field("security.level"),
        Words::new(format!("第 {higher} 级"), format!("Level {higher}")),
        Words::new(format!("第 {level} 级"), format!("Level {level}")),
    );
    Verdict::NeedsJudgement
}

fn dates(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let done = [
        "security.filing_date",
        "security.refiling_date",
        "security.selfcheck_date",
        "security.assessment_date",
        "crypto.assessment_date",
        "crypto.assessment_filed",
    ];
    let as_of = case.as_of();
    let mut verdict = Verdict::NotApplicable;
    for key in done {
        let Some(date) = case.now().date(key) else { continue };
        if date <= as_of {
            verdict = verdict.and(Verdict::Holds);
            continue;
        }
        let expected = Words::new(format!("不晚于 {}", iso(as_of)), format!("{} at the latest", iso(as_of)));
        notes.find(&DATE_AHEAD, Path::field(key), expected, Words::same(iso(date)));
        verdict = Verdict::Fails;
    }
    verdict
}
