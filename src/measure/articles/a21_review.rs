//! Article 21: the review of a special purchase, with the present catalog.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use super::gates::{bars, special};
use crate::basics::{Path, Words};
use crate::dossier::{Errand, Outcome};

pub(super) const REVIEW: Provision = Provision {
    id: "a21-review",
    citation: Citation {
        article: 21, quote: "省政务云不能提供且不能适配的,可申请单独购置"
    },
    says: ("审核时仍不能提供且不能适配", "Nothing fits at the time of the review either"),
    reading: None,
    codes: &[NOW_AVAILABLE, TO_JUDGE],
    check: review,
};

const NOW_AVAILABLE: Code = bars(
    "a21-now-available",
    (
        "按当前目录已能提供或适配，不能同意单独购置。",
        "The cloud provides or fits this by now; buying it apart cannot be approved.",
    ),
    ("退回申请，采用目录中的配置。", "Send it back, so that a configuration of the catalog is taken."),
);
const TO_JUDGE: Code = Code {
    code: "a21-review-to-judge",
    severity: Severity::Judgement,
    message: (
        "同意后报{government}批准；国家有关文件是否适用由审核判断。",
        "Once approved it goes to {government}; the reviewer judges whether the national documents bear on it.",
    ),
    remedy: ("对照所附文件审核。", "Compare it with the documents."),
};

fn review(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let asked: Vec<usize> = match special(case, Errand::Decide) {
        Ok(procedure) => procedure.special_rows().collect(),
        Err(verdict) => return verdict,
    };
    match case.now().code("decision.outcome") {
        None => return Verdict::Unknown(vec![Path::field("decision.outcome")]),
        Some("approve") => {}
        Some(_) => return Verdict::NotApplicable,
    }
    let Some(applied) = case.applied() else { return Verdict::Unknown(vec![Path::root().at("journal")]) };
    let fitted = applied.resources.needs.iter().zip(&applied.resources.records);
    let rows: Vec<_> = fitted.filter(|(need, _)| asked.contains(&need.row)).collect();
    if rows.len() < asked.len() {
        // The present catalog does not know what the row asks for.
        return Verdict::Unknown(vec![Path::root().at("journal")]);
    }
    let mut verdict = Verdict::NotApplicable;
    for (need, record) in rows {
        let name = Words::same(if need.name.is_empty() { &need.function } else { &need.name });
        let expected = Words::new("不能提供且不能适配", "Neither provided nor fitted");
        let unfit = record.outcome == Outcome::Unfit || record.outcome == Outcome::Conceded;
        let (code, one) =
            if unfit { (&TO_JUDGE, Verdict::NeedsJudgement) } else { (&NOW_AVAILABLE, Verdict::Fails) };
        notes.find(code, Path::field("decision.outcome"), expected, name);
        verdict = verdict.and(one);
    }
    verdict
}
