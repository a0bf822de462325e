//! Article 24: 备案 and 测评.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words, date::iso};
use chrono::Months;

pub(super) const FILING: Provision = Provision {
    id: "a24-filing",
    citation: Citation { article: 24, quote: "网络安全等级保护定级备案" },
    says: ("须备案的系统已备案", "A system that must be filed is filed"),
    reading: Some((
        "第二级以上须备案，出自等级保护的通行要求",
        "filing from level 2, by common practice of graded protection",
    )),
    codes: &[FILED_OPEN, RUNNING_NOT_FILED, FILING_AHEAD],
    check: filed,
};

pub(super) const NUMBER: Provision = Provision {
    id: "a24-filing-number",
    citation: Citation { article: 24, quote: "定级备案" },
    says: ("已备案的写明编号和日期", "A filing has its number and date"),
    reading: None,
    codes: &[NUMBER_OPEN],
    check: number,
};

pub(super) const TEMPLATE: Provision = Provision {
    id: "a24-refiling",
    citation: Citation { article: 24, quote: "定级备案" },
    says: ("按新版备案表备案", "The filing is on the present template"),
    reading: Some((
        "2025-11-30前须按新版备案表重新备案，出自公开报道，不出自本办法；两种编号均可填写",
        "re-filing on the new template by 2025-11-30 is reported publicly and not of the measure; either number \
         will do",
    )),
    codes: &[REFILING_OPEN],
    check: template,
};

pub(super) const ASSESSMENT: Provision = Provision {
    id: "a24-assessment",
    citation: Citation { article: 24, quote: "测评" },
    says: ("在运行系统按期测评", "A running system is assessed in time"),
    reading: Some((
        "第三级每年、第二级每两年测评一次，出自等级保护的通行要求；更高等级未设间隔",
        "yearly at level 3, every two years at level 2, by common practice; none is set for higher levels",
    )),
    codes: &[ASSESSMENT_OPEN, ASSESSMENT_OLD],
    check: assessment,
};

const FILED_OPEN: Code = Code {
    code: "a24-filed-open",
    severity: Severity::ToDo,
    message: ("尚未说明是否已办理等保备案。", "It is not stated whether the level is filed."),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

const RUNNING_NOT_FILED: Code = Code {
    code: "a24-running-not-filed",
    severity: Severity::Judgement,
    message: ("在运行系统尚未办理等保备案。", "A system that runs is not filed."),
    remedy: (
        "尽快向公安机关备案；能否先行迁移由审核判断。",
        "File it soon; the reviewer judges whether it may move before.",
    ),
};

const FILING_AHEAD: Code = Code {
    code: "a24-filing-ahead",
    severity: Severity::Advice,
    message: ("系统定级后须办理等保备案。", "The system is to be filed once it is graded."),
    remedy: ("在上线前后及时备案，并补填编号。", "File it in time around go-live, and add the number."),
};

const NUMBER_OPEN: Code = Code {
    code: "a24-filing-number-open",
    severity: Severity::ToDo,
    message: ("已备案，但缺少备案证明编号或日期。", "It is filed, but number or date are missing."),
    remedy: ("按备案证明填写。", "Take them from the certificate."),
};

const REFILING_OPEN: Code = Code {
    code: "a24-refiling-open",
    severity: Severity::Advice,
    message: (
        "备案早于新版备案表，未填写重新备案日期。",
        "The filing is older than the present template, and no re-filing is stated.",
    ),
    remedy: (
        "已重新备案的填写日期；未办理的尽快办理。",
        "State the date of re-filing; where there was none, see to it soon.",
    ),
};

const ASSESSMENT_OPEN: Code = Code {
    code: "a24-assessment-open",
    severity: Severity::Advice,
    message: ("尚未填写最近一次等级测评日期。", "The date of the last level assessment is not stated."),
    remedy: ("已测评的填写日期；未测评的尽快开展。", "State it; where there was none, have it done soon."),
};

const ASSESSMENT_OLD: Code = Code {
    code: "a24-assessment-old",
    severity: Severity::Judgement,
    message: ("最近一次等级测评已超过间隔。", "The last level assessment is too long ago."),
    remedy: ("安排测评，或向审核人员说明。", "Have it assessed, or tell the reviewer why not."),
};

/// Whether the system's level must be filed.
fn must_file(case: &Case<'_>) -> Result<bool, Verdict> {
    let level = case.now().level("security.level");
    let level = level.ok_or_else(|| Verdict::Unknown(vec![Path::field("security.level")]))?;
    Ok(i64::from(level) >= case.number(ids::FILING_LEVEL)?)
}

fn filed(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match must_file(case) {
        Err(unknown) => return unknown,
        Ok(false) => return Verdict::NotApplicable,
        Ok(true) => {}
    }
    match (case.now().yes("security.filed"), case.errand()) {
        (Some(true), _) => return Verdict::Holds,
        (None, _) => return notes.open(&FILED_OPEN, &["security.filed"]),
        (Some(false), errand) if errand.of_running_system() => not_filed(notes, &RUNNING_NOT_FILED),
        (Some(false), _) => not_filed(notes, &FILING_AHEAD),
    }
    Verdict::NeedsJudgement
}

fn not_filed(notes: &mut Notes<'_>, code: &Code) {
    notes.find(
        code,
        Path::field("security.filed"),
        Words::new("已备案", "Filed"),
        Words::new("未备案", "Not filed"),
    );
}

fn number(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.now().yes("security.filed") {
        None => return Verdict::Unknown(vec![Path::field("security.filed")]),
        Some(false) => return Verdict::NotApplicable,
        Some(true) => {}
    }
    notes.stated(&NUMBER_OPEN, case.now(), &["security.filing_number", "security.filing_date"])
}

fn template(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match must_file(case) {
        Err(unknown) => return unknown,
        Ok(false) => return Verdict::NotApplicable,
        Ok(true) => {}
    }
    let security = case.now();
    if security.yes("security.filed") == Some(false) {
        return Verdict::NotApplicable;
    }
    let Ok(template) = case.parameter(ids::FILING_TEMPLATE) else {
        return Verdict::NotApplicable;
    };
    match (security.date("security.filing_date"), security.date("security.refiling_date")) {
        (None, None) => Verdict::Unknown(vec![Path::field("security.filing_date")]),
        (_, Some(_)) => Verdict::Holds,
        (Some(date), None) if date >= template.dates.0 => Verdict::Holds,
        (Some(_), None) => notes.open(&REFILING_OPEN, &["security.refiling_date"]),
    }
}

fn assessment(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match must_file(case) {
        Err(unknown) => return unknown,
        Ok(needed) if !needed || !case.errand().of_running_system() => return Verdict::NotApplicable,
        Ok(_) => {}
    }
    let Some(date) = case.now().date("security.assessment_date") else {
        return notes.open(&ASSESSMENT_OPEN, &["security.assessment_date"]);
    };
    let months = match case.now().level("security.level") {
        Some(2) => case.number(ids::ASSESSMENT_MONTHS_2),
        Some(3) => case.number(ids::ASSESSMENT_MONTHS_3),
        // No source gives an interval: a person must know.
        _ => return Verdict::NeedsJudgement,
    };
    let months = match months {
        Ok(months) => u32::try_from(months).unwrap_or(u32::MAX),
        Err(unknown) => return unknown,
    };
    match date.checked_add_months(Months::new(months)) {
        Some(until) if until < case.as_of() => {
            notes.find(
                &ASSESSMENT_OLD,
                Path::field("security.assessment_date"),
                Words::new(format!("{months} 个月内"), format!("Within {months} months")),
                Words::same(iso(date)),
            );
            Verdict::NeedsJudgement
        }
        _ => Verdict::Holds,
    }
}
