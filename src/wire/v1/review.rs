//! Findings and reviews as JSON. Written only: who receives a review judges the case again and compares.

use crate::basics::{Path, Words, date};
use crate::dossier::Problem;
use crate::lifecycle::{Bar, Judgement};
use crate::measure::compare::{Number, Turned};
use crate::measure::{Comparison, Finding, Judged, Review, Severity, Verdict};
use crate::wire::json;
use serde::Serialize;
use serde_json::{Value, json};

// What is written, members by name: so the text that is written at once is that of the value.

#[derive(Serialize)]
struct WordsOut<'a> {
    en: &'a str,
    zh: &'a str,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    article: u8,
    code: &'a str,
    expected: WordsOut<'a>,
    found: WordsOut<'a>,
    message: WordsOut<'a>,
    path: &'a str,
    quote: &'a str,
    remedy: WordsOut<'a>,
    severity: &'a str,
}

#[derive(Serialize)]
struct ProblemOut<'a> {
    bars: bool,
    code: &'a str,
    message: WordsOut<'a>,
    path: &'a str,
    remedy: WordsOut<'a>,
}

#[derive(Serialize)]
struct BarOut<'a> {
    article: Option<u8>,
    code: &'a str,
    message: WordsOut<'a>,
    path: &'a str,
    remedy: WordsOut<'a>,
}

#[derive(Serialize)]
struct JudgementOut<'a> {
    #[serde(rename = "barredBy")]
    barred_by: Vec<BarOut<'a>>,
    problems: Vec<ProblemOut<'a>>,
    review: ReviewOut<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReviewOut<'a> {
    as_of: String,
    catalog: CatalogOut<'a>,
    findings: Vec<FindingOut<'a>>,
    judged: Vec<Value>,
    jurisdiction: &'a str,
    jurisdiction_hash: String,
    ruleset: &'a str,
    text_hash: String,
}

#[derive(Serialize)]
struct CatalogOut<'a> {
    hash: String,
    id: &'a str,
}

fn words_out(words: &Words) -> WordsOut<'_> {
    WordsOut { en: &words.en, zh: &words.zh }
}

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
/// {"ruleset":"heilongjiang-2021/5","textHash":"…","catalog":{"id":"…","hash":"…"},"jurisdiction":"heilongjiang",
///  "jurisdictionHash":"…","asOf":"2026-11-23","findings":[…],"judged":[{"provision":"…","article":5,"verdict":"holds"}]}
/// ```
fn review_out(review: &Review) -> ReviewOut<'_> {
    ReviewOut {
        as_of: date::iso(review.as_of),
        catalog: CatalogOut { hash: review.catalog.1.to_string(), id: &review.catalog.0 },
        findings: review.findings.iter().map(finding_out).collect(),
        judged: review.judged.iter().map(judged).collect(),
        jurisdiction: &review.jurisdiction,
        jurisdiction_hash: review.jurisdiction_hash.to_string(),
        ruleset: review.ruleset,
        text_hash: review.text_hash.to_string(),
    }
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
fn finding_out(finding: &Finding) -> FindingOut<'_> {
    FindingOut {
        article: finding.citation.article,
        code: finding.code,
        expected: words_out(&finding.expected),
        found: words_out(&finding.found),
        message: words_out(&finding.message),
        path: finding.path.as_str(),
        quote: finding.citation.quote,
        remedy: words_out(&finding.remedy),
        severity: severity(finding.severity),
    }
}

/// A problem of the typing.
fn problem_out(problem: &Problem) -> ProblemOut<'_> {
    ProblemOut {
        bars: problem.bars,
        code: problem.code,
        message: words_out(&problem.message),
        path: problem.path.as_str(),
        remedy: words_out(&problem.remedy),
    }
}

fn bar_out(bar: &Bar) -> BarOut<'_> {
    BarOut {
        article: bar.article,
        code: bar.code,
        message: words_out(&bar.message),
        path: bar.path.as_str(),
        remedy: words_out(&bar.remedy),
    }
}

fn judgement_out(judgement: &Judgement) -> JudgementOut<'_> {
    JudgementOut {
        barred_by: judgement.barred_by.iter().map(bar_out).collect(),
        problems: judgement.problems.iter().map(problem_out).collect(),
        review: review_out(&judgement.review),
    }
}

/// A finding, with the article and the quoted words.
pub fn finding(finding: &Finding) -> Value {
    value(&finding_out(finding))
}

/// A problem of the typing.
pub fn problem(problem: &Problem) -> Value {
    value(&problem_out(problem))
}

/// What was said of a draft when it was handed in: problems of the typing and what bars. The portal computes
/// the same and compares.
pub fn judgement(judgement: &Judgement) -> Value {
    value(&judgement_out(judgement))
}

/// [`judgement`] as JSON text, written at once: hundreds of findings need no tree before.
pub fn judgement_text(judgement: &Judgement) -> String {
    // Texts, numbers and lists are always written.
    serde_json::to_string(&judgement_out(judgement)).unwrap_or_default()
}

/// What is written, as a value: read again from its text, which costs nothing where it is wanted (once, when a
/// case is handed in) and spares the form a second way of writing.
fn value(written: &impl Serialize) -> Value {
    let text = serde_json::to_string(written).unwrap_or_default();
    json::parse(&text, text.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::measure::Citation;

    #[test]
    fn a_finding_is_written_whole() {
        let written = value(&finding_out(&Finding {
            citation: Citation { article: 16, quote: "不少于15天" },
            code: "a16-trial-too-short",
            severity: Severity::Bars,
            path: Path::field("trial.end"),
            expected: Words::new("至少 15 天", "at least 15 days"),
            found: Words::new("14 天", "14 days"),
            message: Words::new("测试期过短", "The test is too short"),
            remedy: Words::new("延长测试", "Test longer"),
        }));
        assert_eq!(written["path"], "/fields/trial.end");
        assert_eq!(written["severity"], "bars");
        assert_eq!(written["expected"]["zh"], "至少 15 天");
        assert_eq!(written.as_object().map(serde_json::Map::len), Some(9));
    }

    #[test]
    fn the_text_is_that_of_the_value() {
        let file = include_str!("../../../www/catalogs/demo.json");
        let (edition, _) = crate::wire::v1::catalog::read(file).unwrap();
        let place = std::sync::Arc::new(crate::measure::jurisdiction::heilongjiang());
        let today = crate::basics::Date::from_ymd_opt(2026, 11, 23).unwrap();
        let mut judge = crate::lifecycle::Judge::new(std::sync::Arc::new(edition), place, today);
        let said = judge.judge(&crate::dossier::Draft::default());
        assert!(!said.barred_by.is_empty() && !said.problems.is_empty());
        assert_eq!(judgement_text(&said), judgement(&said).to_string());
    }

    #[test]
    fn an_unknown_verdict_names_what_is_missing() {
        let unknown = verdict(&Verdict::Unknown(vec![Path::field("a"), Path::need(0, "count")]));
        assert_eq!(unknown, json!({"verdict": "unknown", "missing": ["/fields/a", "/needs/0/count"]}));
        assert_eq!(verdict(&Verdict::Fails), json!({"verdict": "fails"}));
    }
}
