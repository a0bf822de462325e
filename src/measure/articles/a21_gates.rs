//! Article 21: review, approval of the government, supplier, confirmation, procurement: each a gate.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::{Errand, Procedure};
use crate::measure::Facts;

pub(super) const GOVERNMENT: Provision = Provision {
    id: "a21-government",
    citation: Citation { article: 21, quote: "经省营商环境局审核,报省政府批准" },
    says: ("审核后报省政府批准", "The approval of the government follows the review"),
    reading: None,
    codes: &[NOT_REVIEWED, BEFORE_REVIEW, GOVERNMENT_OPEN],
    check: government,
};

pub(super) const SUPPLIER: Provision = Provision {
    id: "a21-supplier",
    citation: Citation {
        article: 21, quote: "报省政府批准,按照第十五条规定程序选择云服务商"
    },
    says: ("批准后选择云服务商", "The choice of the supplier follows the approval"),
    reading: None,
    codes: &[NOT_APPROVED, BEFORE_APPROVAL],
    check: supplier,
};

pub(super) const MANAGEMENT: Provision = Provision {
    id: "a21-management",
    citation: Citation { article: 21, quote: "经该云服务商确认采购设备符合纳管要求后" },
    says: (
        "选定的云服务商确认是否符合纳管要求",
        "The supplier that was chosen says whether the equipment can be taken into management",
    ),
    reading: None,
    codes: &[NO_SUPPLIER, BEFORE_SUPPLIER, BY_OTHER, CONFIRMATION_OPEN],
    check: management,
};

pub(super) const PROCUREMENT: Provision = Provision {
    id: "a21-procurement",
    citation: Citation {
        article: 21, quote: "确认采购设备符合纳管要求后,由使用部门依法履行政府采购程序"
    },
    says: ("确认符合纳管要求后采购", "The procurement follows the confirmation"),
    reading: None,
    codes: &[NOT_CONFIRMED, BEFORE_CONFIRMATION, PURCHASE_OPEN],
    check: procurement,
};

pub(super) const GATES: Provision = Provision {
    id: "a21-gates",
    citation: Citation { article: 21, quote: "经省营商环境局审核,报省政府批准" },
    says: ("单独购置各环节齐备", "Nothing of a special purchase is missing"),
    reading: None,
    codes: &[MISSING],
    check: gates,
};

pub(super) const fn bars(
    code: &'static str,
    message: (&'static str, &'static str),
    remedy: (&'static str, &'static str),
) -> Code {
    Code { code, severity: Severity::Bars, message, remedy }
}

const fn to_do(code: &'static str, message: (&'static str, &'static str)) -> Code {
    Code { code, severity: Severity::ToDo, message, remedy: ("补充填写。", "State it.") }
}

const DATE: (&str, &str) = ("核对日期。", "Check the day.");

const NOT_REVIEWED: Code = bars(
    "a21-not-reviewed",
    ("单独购置尚未审核同意，不能报批。", "The special purchase is not reviewed, so it cannot be approved."),
    ("先由{authority}审核。", "Have {authority} review it first."),
);
const BEFORE_REVIEW: Code = bars(
    "a21-approved-before-review",
    ("批准日期早于审核日期。", "The approval is dated before the review."),
    DATE,
);
const GOVERNMENT_OPEN: Code = to_do(
    "a21-government-open",
    ("政府批准缺少结论、文号或日期。", "The approval lacks its outcome, document or day."),
);
const NOT_APPROVED: Code = bars(
    "a21-not-approved",
    ("单独购置尚未经{government}批准。", "The special purchase is not approved by {government}."),
    ("批准后再采购。", "Procure after the approval."),
);
const BEFORE_APPROVAL: Code = bars(
    "a21-supplier-before-approval",
    ("云服务商在批准之前确定。", "The supplier was determined before the approval."),
    DATE,
);
const NO_SUPPLIER: Code = bars(
    "a21-no-supplier",
    ("云服务商尚未确定，不能确认纳管。", "No supplier is determined who could confirm."),
    ("先按第十五条确定云服务商。", "Determine the supplier first (article 15)."),
);
const BEFORE_SUPPLIER: Code = bars(
    "a21-confirmed-before-supplier",
    ("确认日期早于云服务商确定日期。", "The confirmation is dated before the choice of the supplier."),
    DATE,
);
const BY_OTHER: Code = bars(
    "a21-confirmed-by-other",
    ("出具纳管确认的不是选定的云服务商。", "The confirmation is not by the supplier that was chosen."),
    (
        "由采购确定的云服务商确认；名称有误的更正。",
        "Have the chosen supplier confirm; mend the name where it is mistaken.",
    ),
);
const CONFIRMATION_OPEN: Code = to_do(
    "a21-confirmation-open",
    ("纳管确认缺少出具单位、结论或日期。", "The confirmation lacks who gives it, its outcome or its day."),
);
const NOT_CONFIRMED: Code = bars(
    "a21-not-confirmed",
    (
        "云服务商尚未确认设备符合纳管要求，不能采购。",
        "The supplier has not confirmed that the equipment can be managed.",
    ),
    ("确认后再采购。", "Procure after the confirmation."),
);
const BEFORE_CONFIRMATION: Code = bars(
    "a21-bought-before-confirmation",
    ("采购在纳管确认之前完成。", "The procurement is dated before the confirmation."),
    DATE,
);
const PURCHASE_OPEN: Code =
    to_do("a21-purchase-open", ("单独购置缺少采购合同或日期。", "The purchase lacks its contract or day."));
const MISSING: Code = bars(
    "a21-gate-missing",
    ("单独购置有环节未完成。", "A gate of the special purchase was not passed."),
    ("完成所列环节后再开通。", "Complete what is listed, then activate."),
);

/// The procedure at work where it holds a special purchase.
pub(super) fn special<'c>(case: &Case<'c>, errand: Errand) -> Result<&'c Procedure, Verdict> {
    case.step(errand).and_then(|p| if p.is_special() { Ok(p) } else { Err(Verdict::NotApplicable) })
}

fn government(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match special(case, Errand::Government) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let stated = ["government.approved", "government.document", "government.date"];
    let stated = notes.stated(&GOVERNMENT_OPEN, case.now(), &stated);
    let Some(review) = procedure.approval() else {
        return notes.lacks(&NOT_REVIEWED, ("审核同意", "Reviewed"));
    };
    stated.and(notes.follows(
        &BEFORE_REVIEW,
        (case.now(), "government.date"),
        (case.of(review), "decision.date"),
    ))
}

/// The step by which the government approved the purchase.
fn approval<'c>(case: &Case<'c>, procedure: &'c Procedure) -> Option<Facts<'c>> {
    let facts = case.of(procedure.last(Errand::Government)?);
    (facts.yes("government.approved") == Some(true)).then_some(facts)
}

fn supplier(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match special(case, Errand::Procure) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let Some(approval) = approval(case, procedure) else {
        return notes.lacks(&NOT_APPROVED, ("{government}批准", "Approved by {government}"));
    };
    notes.follows(&BEFORE_APPROVAL, (case.now(), "procurement.date"), (approval, "government.date"))
}

fn management(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match special(case, Errand::Confirm) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let keys = ["confirm.supplier", "confirm.meets", "confirm.date"];
    let stated = notes.stated(&CONFIRMATION_OPEN, case.now(), &keys);
    let Some(choice) = procedure.last(Errand::Procure) else {
        return notes.lacks(&NO_SUPPLIER, ("云服务商已确定", "A supplier"));
    };
    let (chosen, own) = (case.of(choice), case.now().text("confirm.supplier"));
    let same = match (chosen.text("procurement.supplier"), own) {
        (None, _) => Verdict::Unknown(vec![chosen.path("procurement.supplier")]),
        (Some(name), Some(own)) if name != own => {
            let path = Path::field("confirm.supplier");
            notes.find(&BY_OTHER, path, Words::same(name), Words::same(own));
            Verdict::Fails
        }
        _ => Verdict::Holds,
    };
    stated.and(same).and(notes.follows(
        &BEFORE_SUPPLIER,
        (case.now(), "confirm.date"),
        (case.of(choice), "procurement.date"),
    ))
}

/// The step by which the supplier that was chosen confirmed that the equipment can be managed. A name that is not
/// stated is asked for by that step itself, and is not taken for another's.
fn confirmation<'c>(case: &Case<'c>, procedure: &'c Procedure) -> Option<Facts<'c>> {
    let facts = case.of(procedure.last(Errand::Confirm)?);
    let chosen = procedure.last(Errand::Procure).and_then(|act| case.of(act).text("procurement.supplier"));
    let other = chosen.zip(facts.text("confirm.supplier")).is_some_and(|(chosen, own)| chosen != own);
    (facts.yes("confirm.meets") == Some(true) && !other).then_some(facts)
}

fn procurement(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match special(case, Errand::Purchase) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let stated = notes.stated(&PURCHASE_OPEN, case.now(), &["purchase.document", "purchase.date"]);
    let Some(confirmed) = confirmation(case, procedure) else {
        return notes.lacks(&NOT_CONFIRMED, ("符合纳管要求", "Confirmed"));
    };
    stated.and(notes.follows(
        &BEFORE_CONFIRMATION,
        (case.now(), "purchase.date"),
        (confirmed, "confirm.date"),
    ))
}

fn gates(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match special(case, Errand::Activate) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let gates = [
        (procedure.approval().is_some(), ("审核同意", "the review")),
        (approval(case, procedure).is_some(), ("{government}批准", "the approval of {government}")),
        (procedure.last(Errand::Procure).is_some(), ("云服务商确定", "the choice of the supplier")),
        (confirmation(case, procedure).is_some(), ("纳管确认", "the confirmation")),
        (procedure.last(Errand::Purchase).is_some(), ("单独购置", "the procurement")),
    ];
    let missing = gates.into_iter().filter(|(done, _)| !done);
    missing.fold(Verdict::Holds, |_, (_, what)| notes.lacks(&MISSING, what))
}
