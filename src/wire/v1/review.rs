//! Findings and reviews as JSON. Written only: who receives a review judges the case again and compares.

use crate::basics::{Path, Words, date};
use crate::dossier::Problem;
use crate::lifecycle::{Bar, Judgement};
use crate::measure::compare::{Number, Turned};
use crate::measure::{Comparison, Finding, Judged, Review, Severity, Verdict};
use serde_json::{Value, json};

/// A text in both languages: `{"zh", "en"}`.
pub fn words(words: &Words) -> Value {
    json!({"zh": words.zh, "en": words.en})
}

/// How much a finding weighs, as it is named in files.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Bars => "bars",
        Severity::ToDo => "todo",
        Severity::Judgement => "judgement",
        Severity::Advice => "advice",
    }
}

/// `{"verdict": "holds" | "fails" | "unknown" | "not-applicable" | "needs-judgement"}`, with the places of the
/// missing facts under `missing` where it is unknown.
pub fn verdict(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Holds => json!({"verdict": "holds"}),
        Verdict::Fails => json!({"verdict": "fails"}),
        Verdict::Unknown(missing) => {
            let missing: Vec<&str> = missing.iter().map(Path::as_str).collect();
            json!({"verdict": "unknown", "missing": missing})
        }
        Verdict::NotApplicable => json!({"verdict": "not-applicable"}),
        Verdict::NeedsJudgement => json!({"verdict": "needs-judgement"}),
    }
}

/// A review: by what it was judged, what was found, and the verdict of every provision.
///
/// ```json
/// {"ruleset":"heilongjiang-2021/4","textHash":"…","catalog":{"id":"…","hash":"…"},"jurisdiction":"heilongjiang",
///  "jurisdictionHash":"…","asOf":"2026-11-23","findings":[…],"judged":[{"provision":"…","article":5,"verdict":"holds"}]}
/// ```
pub fn review(review: &Review) -> Value {
    json!({
        "ruleset": review.ruleset,
        "textHash": review.text_hash.to_string(),
        "catalog": {"id": review.catalog.0, "hash": review.catalog.1.to_string()},
        "jurisdiction": review.jurisdiction,
        "jurisdictionHash": review.jurisdiction_hash.to_string(),
        "asOf": date::iso(review.as_of),
        "findings": review.findings.iter().map(finding).collect::<Vec<_>>(),
        "judged": review.judged.iter().map(judged).collect::<Vec<_>>(),
    })
}

fn judged(judged: &Judged) -> Value {
    let mut written = verdict(&judged.verdict);
    if let Value::Object(members) = &mut written {
        members.insert("provision".into(), judged.provision.into());
        members.insert("article".into(), judged.citation.article.into());
    }
    written
}

/// What differs from one review of a case to another: `parameters` with `before` and `after` (`null` where no value
/// is in force), findings that are `gone` or `new`, findings that are `changed` (`before`, `after`), `verdicts`.
pub fn comparison(comparison: &Comparison) -> Value {
    let number = |n: &Number| {
        json!({
            "id": n.id, "name": words(&n.name), "unit": words(&n.unit), "before": n.before, "after": n.after,
        })
    };
    let turned = |t: &Turned| {
        json!({
            "provision": t.provision, "article": t.citation.article,
            "before": verdict(&t.before), "after": verdict(&t.after),
        })
    };
    let changed =
        |(before, after): &(Finding, Finding)| json!({"before": finding(before), "after": finding(after)});
    json!({
        "parameters": comparison.parameters.iter().map(number).collect::<Vec<_>>(),
        "gone": comparison.gone.iter().map(finding).collect::<Vec<_>>(),
        "new": comparison.new.iter().map(finding).collect::<Vec<_>>(),
        "changed": comparison.changed.iter().map(changed).collect::<Vec<_>>(),
        "verdicts": comparison.verdicts.iter().map(turned).collect::<Vec<_>>(),
    })
}

/// A finding, with the article and the quoted words.
pub fn finding(finding: &Finding) -> Value {
    json!({
        "code": finding.code,
        "article": finding.citation.article,
        "quote": finding.citation.quote,
        "severity": severity(finding.severity),
        "path": finding.path.as_str(),
        "expected": words(&finding.expected),
        "found": words(&finding.found),
        "message": words(&finding.message),
        "remedy": words(&finding.remedy),
    })
}

/// A problem of the typing.
pub fn problem(problem: &Problem) -> Value {
    json!({
        "code": problem.code,
        "bars": problem.bars,
        "path": problem.path.as_str(),
        "message": words(&problem.message),
        "remedy": words(&problem.remedy),
    })
}

/// What was said of a draft when it was handed in: problems of the typing and what bars. The portal computes
/// the same and compares.
pub fn judgement(judgement: &Judgement) -> Value {
    let bar = |bar: &Bar| {
        json!({
            "path": bar.path.as_str(),
            "code": bar.code,
            "article": bar.article,
            "message": words(&bar.message),
            "remedy": words(&bar.remedy),
        })
    };
    json!({
        "problems": judgement.problems.iter().map(problem).collect::<Vec<_>>(),
        "barredBy": judgement.barred_by.iter().map(bar).collect::<Vec<_>>(),
        "review": review(&judgement.review),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Citation;

    #[test]
    fn a_finding_is_written_whole() {
        let written = finding(&Finding {
            citation: Citation { article: 16, quote: "不少于15天" },
            code: "a16-trial-too-short",
            severity: Severity::Bars,
            path: Path::field("trial.end"),
            expected: Words::new("至少 15 天", "at least 15 days"),
            found: Words::new("14 天", "14 days"),
            message: Words::new("测试期过短", "The test is too short"),
            remedy: Words::new("延长测试", "Test longer"),
        });
        assert_eq!(written["path"], "/fields/trial.end");
        assert_eq!(written["severity"], "bars");
        assert_eq!(written["expected"]["zh"], "至少 15 天");
        assert_eq!(written.as_object().map(serde_json::Map::len), Some(9));
    }

    #[test]
    fn an_unknown_verdict_names_what_is_missing() {
        let unknown = verdict(&Verdict::Unknown(vec![Path::field("a"), Path::need(0, "count")]));
        assert_eq!(unknown, json!({"verdict": "unknown", "missing": ["/fields/a", "/needs/0/count"]}));
        assert_eq!(verdict(&Verdict::Fails), json!({"verdict": "fails"}));
    }
}
