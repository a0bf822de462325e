//! # 第十九条
//!
//! > 使用部门迁出或撤除在省政务云部署的信息系统时,应向省营商环境局提出申请,经审核同意后实施。
//!
//! Computed: how and when the system leaves is stated, for a day after it is applied for; it leaves after the
//! approval only.
//!
//! Not computed: whether it ought to leave.
//!
//! Interpretation: the article asks for no reasons of a decision; they are asked for, so that the department can
//! mend what it applied for.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use super::a14::reasons_of;
use crate::basics::{Path, Words, date::iso};
use crate::dossier::{Errand, Kind};

/// What article 19 asks of the steps of a case.
pub const LIFE: &[Provision] = &[
    Provision {
        id: "a19-application",
        citation: Citation {
            article: 19,
            quote: "迁出或撤除在省政务云部署的信息系统时,应向省营商环境局提出申请",
        },
        says: ("迁出或撤除前申请", "Leaving is applied for beforehand"),
        reading: None,
        codes: &[LEFT_BEFORE, LEAVE_OPEN],
        check: application,
    },
    Provision {
        id: "a19-decision",
        citation: Citation { article: 19, quote: "经审核同意后实施" },
        says: ("退回或不予同意终止的写明理由", "Sending back or refusing has its reasons"),
        reading: Some((
            "本办法未要求写明理由；没有理由，使用部门无从补正",
            "the measure asks for no reasons; without them the department cannot mend anything",
        )),
        codes: &[REASONS_OPEN],
        check: |case, notes| reasons_of(Kind::Leave, case, notes, &REASONS_OPEN),
    },
    Provision {
        id: "a19-approved",
        citation: Citation { article: 19, quote: "经审核同意后实施" },
        says: ("经审核同意后迁出或撤除", "The system leaves after the approval"),
        reading: None,
        codes: &[NOT_APPROVED, BEFORE_APPROVAL],
        check: approved,
    },
];

const LEFT_BEFORE: Code = Code {
    code: "a19-left-before",
    severity: Severity::Bars,
    message: ("计划终止日期早于申请日期。", "The planned day of leaving is before the application."),
    remedy: (
        "迁出或撤除须经审核同意后实施，请调整日期。",
        "A system leaves after the approval: move the date.",
    ),
};

const LEAVE_OPEN: Code = Code {
    code: "a19-leave-open",
    severity: Severity::ToDo,
    message: ("尚未填写终止方式或计划终止日期。", "How or when the system leaves is not stated."),
    remedy: ("选择迁出或撤除，填写计划日期。", "Choose how it leaves, and state the planned day."),
};

const REASONS_OPEN: Code = Code {
    code: "a19-reasons-open",
    severity: Severity::ToDo,
    message: ("退回或不予同意终止，但没有写明理由。", "Leaving is sent back or refused without reasons."),
    remedy: ("逐项写明理由和需要补正的内容。", "State item by item why, and what is to be mended."),
};

const NOT_APPROVED: Code = Code {
    code: "a19-not-approved",
    severity: Severity::Bars,
    message: ("终止未经审核同意，不能实施。", "Leaving is not approved and cannot be carried out."),
    remedy: ("等待{authority}审核同意。", "Wait for the approval of {authority}."),
};

const BEFORE_APPROVAL: Code = Code {
    code: "a19-before-approval",
    severity: Severity::Bars,
    message: ("移交在审核同意之前进行。", "The hand-over is dated before the approval."),
    remedy: ("核对移交日期。", "Check the day of the hand-over."),
};

fn application(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Leave {
        return Verdict::NotApplicable;
    }
    let stated = notes.stated(&LEAVE_OPEN, case.now(), &["leave.kind", "leave.date"]);
    match case.now().date("leave.date") {
        Some(day) if day < case.as_of() => {
            let first = iso(case.as_of());
            let expected = Words::new(format!("不早于 {first}"), format!("{first} or later"));
            notes.find(&LEFT_BEFORE, Path::field("leave.date"), expected, Words::same(iso(day)));
            Verdict::Fails
        }
        _ => stated,
    }
}

fn approved(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::HandOver) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let Some(approval) = procedure.approval() else {
        return notes.lacks(&NOT_APPROVED, ("审核同意", "Approved"));
    };
    notes.follows(&BEFORE_APPROVAL, (case.now(), "handover.date"), (case.of(approval), "decision.date"))
}
