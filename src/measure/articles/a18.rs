//! # 第十八条
//!
//! > 使用部门信息系统所需云资源需要调整时,应向省营商环境局提出申请,经审核同意后实施。涉及重大变更的,按照本办法第十四条至第十六条规定程序执行。
//!
//! Computed: a change differs from what runs, and is planned for a day after it is applied for; what the place's
//! triggers make a major change is called one; a change is carried out after its approval only. A major change
//! passes articles 14 to 16 again: the provisions of those articles ask for it.
//!
//! Not computed: what else a person may hold to be major.
//!
//! Interpretation: 重大变更 is an open term. Its triggers are parameters of the place, each with its source.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use super::a14::reasons_of;
use crate::basics::{Path, Words, date::iso};
use crate::dossier::{Errand, Kind};

#[path = "a18_compare.rs"]
mod compare;
#[path = "a18_growth.rs"]
mod growth;
#[path = "a18_major.rs"]
mod major;

/// What article 18 asks of the steps of a case.
pub const LIFE: &[Provision] = &[
    Provision {
        id: "a18-application",
        citation: Citation {
            article: 18, quote: "所需云资源需要调整时,应向省营商环境局提出申请"
        },
        says: (
            "变更在实施前申请，且与现状不同",
            "A change is applied for before it is made, and changes something",
        ),
        reading: None,
        codes: &[NOTHING_CHANGES, MADE_BEFORE],
        check: application,
    },
    major::MAJOR,
    Provision {
        id: "a18-decision",
        citation: Citation { article: 18, quote: "经审核同意后实施" },
        says: ("退回或不予同意变更的写明理由", "Sending back or refusing a change has its reasons"),
        reading: Some((
            "本办法未要求写明理由；没有理由，使用部门无从补正",
            "the measure asks for no reasons; without them the department cannot mend anything",
        )),
        codes: &[REASONS_OPEN],
        check: |case, notes| reasons_of(Kind::Change, case, notes, &REASONS_OPEN),
    },
    Provision {
        id: "a18-approved",
        citation: Citation { article: 18, quote: "经审核同意后实施" },
        says: ("经审核同意后实施变更", "A change is carried out after its approval"),
        reading: None,
        codes: &[NOT_APPROVED, BEFORE_APPROVAL],
        check: approved,
    },
];

const NOTHING_CHANGES: Code = Code {
    code: "a18-nothing-changes",
    severity: Severity::ToDo,
    message: ("变更申请与现状相同。", "The application asks for what runs already."),
    remedy: ("修改需要调整的内容，或不提交变更。", "Change what is to be adjusted, or apply for nothing."),
};

const MADE_BEFORE: Code = Code {
    code: "a18-made-before",
    severity: Severity::Bars,
    message: ("计划实施日期早于申请日期。", "The change is planned for a day before the application."),
    remedy: ("变更须经审核同意后实施，请调整日期。", "A change is made after its approval: move the date."),
};

const REASONS_OPEN: Code = Code {
    code: "a18-reasons-open",
    severity: Severity::ToDo,
    message: ("退回或不予同意变更，但没有写明理由。", "A change is sent back or refused without reasons."),
    remedy: ("逐项写明理由和需要补正的内容。", "State item by item why, and what is to be mended."),
};

const NOT_APPROVED: Code = Code {
    code: "a18-not-approved",
    severity: Severity::Bars,
    message: ("变更未经审核同意，不能实施。", "The change is not approved and cannot be carried out."),
    remedy: ("等待{authority}审核同意。", "Wait for the approval of {authority}."),
};

const BEFORE_APPROVAL: Code = Code {
    code: "a18-before-approval",
    severity: Severity::Bars,
    message: ("变更在审核同意之前实施。", "The change was carried out before its approval."),
    remedy: ("核对实施日期。", "Check the day."),
};

fn application(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Change {
        return Verdict::NotApplicable;
    }
    let planned = match case.now().date("plan.deploy") {
        // The form asks for the date; nothing is to be added.
        None => Verdict::Unknown(vec![Path::field("plan.deploy")]),
        Some(day) if day >= case.as_of() => Verdict::Holds,
        Some(day) => {
            let first = iso(case.as_of());
            let expected = Words::new(format!("不早于 {first}"), format!("{first} or later"));
            notes.find(&MADE_BEFORE, Path::field("plan.deploy"), expected, Words::same(iso(day)));
            Verdict::Fails
        }
    };
    let same = match growth::same_as_running(case) {
        None => Verdict::Unknown(vec![Path::root().at("journal")]),
        Some(false) => Verdict::Holds,
        Some(true) => {
            let expected = Words::new("与现状不同", "Something else than what runs");
            notes.find(&NOTHING_CHANGES, Path::root().at("needs"), expected, Words::new("相同", "The same"));
            Verdict::Fails
        }
    };
    planned.and(same)
}

fn approved(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Activate) {
        Ok(procedure) if procedure.kind == Kind::Change => procedure,
        Ok(_) => return Verdict::NotApplicable,
        Err(verdict) => return verdict,
    };
    let Some(approval) = procedure.approval() else {
        return notes.lacks(&NOT_APPROVED, ("审核同意", "Approved"));
    };
    notes.follows(&BEFORE_APPROVAL, (case.now(), "activation.date"), (case.of(approval), "decision.date"))
}
