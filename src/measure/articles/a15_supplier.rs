//! Article 15: the supplier is determined after the approval.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::Errand;

pub(super) const AFTER_APPROVAL: Provision = Provision {
    id: "a15-after-approval",
    citation: Citation { article: 15, quote: "审核通过后,使用部门依法履行政府采购程序" },
    says: ("审核通过后采购", "The procurement follows the approval"),
    reading: None,
    codes: &[NOT_APPROVED, BEFORE_APPROVAL, DATE_OPEN],
    check: after_approval,
};

pub(super) const METHOD: Provision = Provision {
    id: "a15-method",
    citation: Citation { article: 15, quote: "通过推荐式竞争性磋商的方式确定云服务商" },
    says: ("以推荐式竞争性磋商确定云服务商", "The supplier is determined by 推荐式竞争性磋商"),
    reading: None,
    codes: &[OTHER_METHOD, METHOD_OPEN],
    check: method,
};

pub(super) const SUPPLIER: Provision = Provision {
    id: "a15-supplier",
    citation: Citation { article: 15, quote: "确定云服务商" },
    says: ("写明确定的云服务商", "The supplier that was determined is named"),
    reading: None,
    codes: &[SUPPLIER_OPEN],
    check: |case, notes| match case.step(Errand::Procure) {
        Ok(_) => notes.stated(&SUPPLIER_OPEN, case.now(), &["procurement.supplier"]),
        Err(verdict) => verdict,
    },
};

const NOT_APPROVED: Code = Code {
    code: "a15-not-approved",
    severity: Severity::Bars,
    message: ("申请尚未审核通过，不能采购。", "The application is not approved, so nothing can be procured."),
    remedy: ("等待{authority}审核通过。", "Wait for the approval of {authority}."),
};

const BEFORE_APPROVAL: Code = Code {
    code: "a15-before-approval",
    severity: Severity::Bars,
    message: ("云服务商在审核通过之前确定。", "The supplier was determined before the approval."),
    remedy: (
        "核对确定日期；审核通过前的采购不作为依据。",
        "Check the day; a choice made before the approval is none.",
    ),
};

const DATE_OPEN: Code = Code {
    code: "a15-date-open",
    severity: Severity::ToDo,
    message: ("尚未填写确定云服务商的日期。", "The day of the choice is not stated."),
    remedy: ("填写成交或确定日期。", "State the day of the award."),
};

const OTHER_METHOD: Code = Code {
    code: "a15-other-method",
    severity: Severity::Judgement,
    message: (
        "未采用推荐式竞争性磋商，依据是否成立由审核判断。",
        "Another way than 推荐式竞争性磋商 was taken; the reviewer judges whether its basis holds.",
    ),
    remedy: ("核对所列依据。", "Check the basis given."),
};

const METHOD_OPEN: Code = Code {
    code: "a15-method-open",
    severity: Severity::ToDo,
    message: (
        "尚未写明采购方式，或采用其他方式的依据。",
        "The way of procurement is not stated, or the basis of another one.",
    ),
    remedy: (
        "选择采购方式；采用其他方式的写明依据。",
        "Choose the way; where it is another one, state its basis.",
    ),
};

const SUPPLIER_OPEN: Code = Code {
    code: "a15-supplier-open",
    severity: Severity::ToDo,
    message: ("尚未填写确定的云服务商。", "The supplier is not named."),
    remedy: ("填写云服务商名称。", "Name the supplier."),
};

fn after_approval(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Procure) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let stated = notes.stated(&DATE_OPEN, case.now(), &["procurement.date"]);
    let Some(approval) = procedure.approval() else {
        return notes.lacks(&NOT_APPROVED, ("审核通过", "Approved"));
    };
    if stated != Verdict::Holds {
        return stated;
    }
    notes.follows(&BEFORE_APPROVAL, (case.now(), "procurement.date"), (case.of(approval), "decision.date"))
}

fn method(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if let Err(verdict) = case.step(Errand::Procure) {
        return verdict;
    }
    match (case.now().code("procurement.method"), case.now().text("procurement.method_basis")) {
        (None, _) => notes.open(&METHOD_OPEN, &["procurement.method"]),
        (Some("negotiation"), _) => Verdict::Holds,
        (Some(_), None) => notes.open(&METHOD_OPEN, &["procurement.method_basis"]),
        (Some(_), Some(basis)) => {
            let expected = Words::new("推荐式竞争性磋商", "推荐式竞争性磋商");
            notes.find(&OTHER_METHOD, Path::field("procurement.method"), expected, Words::same(basis));
            Verdict::NeedsJudgement
        }
    }
}
