//! Article 24: 密码应用安全性评估.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words, date::days_after};

const WORDS: Citation = Citation { article: 24, quote: "密码应用安全性评估" };

pub(super) const ASSESSED: Provision = Provision {
    id: "a24-crypto",
    citation: WORDS,
    says: ("开展密评", "Cryptography is assessed"),
    reading: None,
    codes: &[CRYPTO_OPEN, RUNNING_NOT_ASSESSED, CRYPTO_AHEAD],
    check: assessed,
};

pub(super) const FILED: Provision = Provision {
    id: "a24-crypto-filed",
    citation: WORDS,
    says: ("密评报告按期备案", "The report of 密评 is filed in time"),
    reading: Some((
        "报告出具后30日内备案，出自国家密码管理局令第3号，不出自本办法；起始日不计入",
        "within 30 days of the report, by Order No. 3 of the State Cryptography Administration, not by the \
         measure; the first day is not counted",
    )),
    codes: &[FILED_LATE],
    check: filed,
};

const CRYPTO_OPEN: Code = Code {
    code: "a24-crypto-open",
    severity: Severity::ToDo,
    message: ("尚未说明是否已开展密评，或缺少报告日期。", "It is not stated whether 密评 was done, or when."),
    remedy: ("选择“是”或“否”；选“是”的填写报告日期。", "Choose yes or no; where yes, date the report."),
};

const RUNNING_NOT_ASSESSED: Code = Code {
    code: "a24-running-crypto-not-assessed",
    severity: Severity::Judgement,
    message: ("在运行系统尚未开展密评。", "A system that runs has had no 密评."),
    remedy: ("安排密评，或向审核人员说明。", "Have it done, or tell the reviewer why not."),
};

const CRYPTO_AHEAD: Code = Code {
    code: "a24-crypto-ahead",
    severity: Severity::Advice,
    message: ("系统须开展密评。", "密评 is still to be done."),
    remedy: ("在计划中安排密评，完成后补填日期。", "Plan it, and add the date when it is done."),
};

const FILED_LATE: Code = Code {
    code: "a24-crypto-filing-late",
    severity: Severity::Judgement,
    message: ("密评报告未在期限内备案。", "The report of 密评 was not filed in time."),
    remedy: ("尽快备案，或核对日期。", "File it soon, or check the dates."),
};

fn assessed(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let now = case.now();
    let code = match (now.yes("crypto.assessed"), now.date("crypto.assessment_date"), case.errand()) {
        (Some(true), Some(_), _) => return Verdict::Holds,
        (Some(true), None, _) => return notes.open(&CRYPTO_OPEN, &["crypto.assessment_date"]),
        (None, ..) => return notes.open(&CRYPTO_OPEN, &["crypto.assessed"]),
        (Some(false), _, errand) if errand.of_running_system() => &RUNNING_NOT_ASSESSED,
        (Some(false), _, _) => &CRYPTO_AHEAD,
    };
    notes.find(
        code,
        Path::field("crypto.assessed"),
        Words::new("已开展密评", "Assessed"),
        Words::new("未开展", "Not assessed"),
    );
    Verdict::NeedsJudgement
}

fn filed(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some(report) = case.now().date("crypto.assessment_date") else { return Verdict::NotApplicable };
    // The order in force when the report was made decides.
    let Ok(most) = case.number_on(ids::CRYPTO_FILING_DAYS, report) else {
        return Verdict::NotApplicable;
    };
    let filed = case.now().date("crypto.assessment_filed");
    let days = days_after(report, filed.unwrap_or(case.as_of()));
    if days <= most {
        return if filed.is_some() {
            Verdict::Holds
        } else {
            Verdict::Unknown(vec![Path::field("crypto.assessment_filed")])
        };
    }
    notes.find(
        &FILED_LATE,
        Path::field("crypto.assessment_filed"),
        Words::new(format!("{most} 天内"), format!("Within {most} days")),
        Words::new(format!("{days} 天"), format!("{days} days")),
    );
    Verdict::NeedsJudgement
}
