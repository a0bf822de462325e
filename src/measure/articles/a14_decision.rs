//! Article 14: appraisal, then review.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::{Errand, Kind};

pub(super) const APPRAISAL: Provision = Provision {
    id: "a14-appraisal",
    citation: Citation { article: 14, quote: "组织省政务大数据中心对方案进行论证" },
    says: ("论证有结论和日期", "The appraisal has its conclusion and day"),
    reading: None,
    codes: &[APPRAISAL_OPEN],
    check: appraisal,
};

pub(super) const ORDER: Provision = Provision {
    id: "a14-order",
    citation: Citation { article: 14, quote: "对方案进行论证,并依论证结论进行审核" },
    says: ("先论证，后审核", "The review follows the appraisal"),
    reading: None,
    codes: &[NOT_APPRAISED, BEFORE_APPRAISAL],
    check: order,
};

pub(super) const DECISION: Provision = Provision {
    id: "a14-decision",
    citation: Citation { article: 14, quote: "依论证结论进行审核" },
    says: ("审核以论证结论为依据", "The review goes by the conclusion of the appraisal"),
    reading: None,
    codes: &[AGAINST],
    check: decision,
};

pub(super) const REASONS: Provision = Provision {
    id: "a14-reasons",
    citation: Citation { article: 14, quote: "进行审核" },
    says: ("退回或不予同意的写明理由", "Sending back or refusing has its reasons"),
    reading: Some((
        "本办法未要求写明理由；没有理由，使用部门无从补正",
        "the measure asks for no reasons; without them the department cannot mend anything",
    )),
    codes: &[REASONS_OPEN],
    check: |case, notes| match case.step(Errand::Decide) {
        Ok(procedure) if procedure.is_full() => reasons(case, notes, &REASONS_OPEN),
        Ok(_) => Verdict::NotApplicable,
        Err(verdict) => verdict,
    },
};

const APPRAISAL_OPEN: Code = Code {
    code: "a14-appraisal-open",
    severity: Severity::ToDo,
    message: ("论证缺少结论或日期。", "The appraisal lacks conclusion or day."),
    remedy: ("选择论证结论，填写论证日期。", "Choose the conclusion and state the day."),
};

const NOT_APPRAISED: Code = Code {
    code: "a14-not-appraised",
    severity: Severity::Bars,
    message: ("方案尚未论证，不能审核。", "The plan was not appraised, so it cannot be decided on."),
    remedy: ("由{centre}先行论证。", "Have {centre} appraise it first."),
};

const BEFORE_APPRAISAL: Code = Code {
    code: "a14-decided-before-appraisal",
    severity: Severity::Bars,
    message: ("审核日期早于论证日期。", "The decision is dated before the appraisal."),
    remedy: ("核对审核日期。", "Check the day of the decision."),
};

const AGAINST: Code = Code {
    code: "a14-against-appraisal",
    severity: Severity::Bars,
    message: ("论证不通过，不能审核通过。", "The plan did not pass the appraisal; it cannot be approved."),
    remedy: (
        "退回补正后重新论证，或不予同意。",
        "Send it back to be mended and appraised again, or refuse it.",
    ),
};

const REASONS_OPEN: Code = Code {
    code: "a14-reasons-open",
    severity: Severity::ToDo,
    message: ("退回或不予同意，但没有写明理由。", "It is sent back or refused without reasons."),
    remedy: ("逐项写明理由和需要补正的内容。", "State item by item why, and what is to be mended."),
};

fn appraisal(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.step(Errand::Appraise) {
        Ok(_) => notes.stated(&APPRAISAL_OPEN, case.now(), &["appraisal.conclusion", "appraisal.date"]),
        Err(verdict) => verdict,
    }
}

fn order(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Decide) {
        Ok(procedure) if procedure.is_full() => procedure,
        Ok(_) => return Verdict::NotApplicable,
        Err(verdict) => return verdict,
    };
    let Some(appraisal) = procedure.last(Errand::Appraise) else {
        return notes.lacks(&NOT_APPRAISED, ("论证在前", "Appraised before"));
    };
    notes.follows(&BEFORE_APPRAISAL, (case.now(), "decision.date"), (case.of(appraisal), "appraisal.date"))
}

fn decision(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Decide) {
        Ok(procedure) if procedure.is_full() => procedure,
        Ok(_) => return Verdict::NotApplicable,
        Err(verdict) => return verdict,
    };
    let Some(outcome) = case.now().code("decision.outcome") else {
        return Verdict::Unknown(vec![Path::field("decision.outcome")]);
    };
    // That there is an appraisal at all is asked for above.
    let conclusion = procedure.last(Errand::Appraise).and_then(|a| case.of(a).code("appraisal.conclusion"));
    match (conclusion, outcome) {
        (None, _) => Verdict::Unknown(vec![Path::root().at("journal")]),
        (Some("fail"), "approve") => {
            let expected = Words::new("退回补正或不予同意", "Sent back or refused");
            let found = Words::new("论证不通过，审核通过", "Not passed, and approved");
            notes.find(&AGAINST, Path::field("decision.outcome"), expected, found);
            Verdict::Fails
        }
        _ => Verdict::Holds,
    }
}

/// A decision that sends back or refuses says why. Articles 18 and 19 ask the same.
pub(in super::super) fn reasons(case: &Case<'_>, notes: &mut Notes<'_>, code: &Code) -> Verdict {
    match case.now().code("decision.outcome") {
        None => Verdict::Unknown(vec![Path::field("decision.outcome")]),
        Some("approve") => Verdict::Holds,
        Some(_) => notes.stated(code, case.now(), &["decision.reason"]),
    }
}

/// The reasons of a decision on a change that is no major one, or on leaving.
pub(in super::super) fn reasons_of(
    kind: Kind,
    case: &Case<'_>,
    notes: &mut Notes<'_>,
    code: &Code,
) -> Verdict {
    match case.step(Errand::Decide) {
        Ok(procedure) if procedure.kind == kind && !procedure.is_full() => reasons(case, notes, code),
        Ok(_) => Verdict::NotApplicable,
        Err(verdict) => verdict,
    }
}
