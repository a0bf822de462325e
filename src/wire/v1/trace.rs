//! How a review came about, as JSON: every provision tried, in order, with its verdict, the facts and numbers that
//! it looked at, and what it found. Written only: who receives one judges the case again.

use super::review::{finding, verdict, words};
use crate::basics::{Date, Words, date};
use crate::measure::jurisdiction::{Parameter, Source};
use crate::measure::{Jurisdiction, Look, Trace, Tried};
use serde_json::{Value, json};

/// The name of this format.
pub const FORMAT: &str = "govcloud-trace";

/// A trace, with the numbers as the place sets them.
///
/// ```json
/// {"format":"govcloud-trace","version":1,"ruleset":"…","textHash":"…","catalog":{"id":"…","hash":"…"},
///  "jurisdiction":"heilongjiang","jurisdictionHash":"…","asOf":"2026-11-23","provisions":[
///   {"provision":"a16-trial","article":16,"quote":"…","says":{"zh":"…","en":"…"},"interpretation":{"zh":"…","en":"…"},
///    "verdict":"holds","facts":[{"path":"/fields/test.end","value":{"zh":"…","en":"…"}}],
///    "parameters":[{"id":"test-days","on":"2026-11-23","value":15,"unit":{…},"name":{…},"from":"2021-04-25","to":null,
///                   "source":{"kind":"measure","article":16,"quote":"…"}}],
///    "findings":[…]}]}
/// ```
///
/// `interpretation` is null where the words are taken as they stand; a fact that is unknown has the value null, and
/// so has a number that no place sets on the day.
pub fn trace(trace: &Trace, place: &Jurisdiction) -> Value {
    let review = &trace.review;
    json!({
        "format": FORMAT,
        "version": 1,
        "ruleset": review.ruleset,
        "textHash": review.text_hash.to_string(),
        "catalog": {"id": review.catalog.0, "hash": review.catalog.1.to_string()},
        "jurisdiction": review.jurisdiction,
        "jurisdictionHash": review.jurisdiction_hash.to_string(),
        "asOf": date::iso(review.as_of),
        "provisions": trace.tried.iter().map(|tried| provision(tried, place)).collect::<Vec<_>>(),
    })
}

fn provision(tried: &Tried, place: &Jurisdiction) -> Value {
    let text = |(zh, en): (&str, &str)| words(&Words::new(zh, en));
    let mut written = verdict(&tried.verdict);
    let (mut facts, mut parameters) = (Vec::new(), Vec::new());
    for look in &tried.looks {
        match look {
            Look::Fact { path, value } => {
                facts.push(json!({"path": path.as_str(), "value": value.as_ref().map(words)}));
            }
            Look::Parameter { id, on } => parameters.push(parameter(id, *on, place.parameter(id, *on))),
        }
    }
    if let Value::Object(members) = &mut written {
        members.insert("provision".into(), tried.provision.id.into());
        members.insert("article".into(), tried.provision.citation.article.into());
        members.insert("quote".into(), tried.provision.citation.quote.into());
        members.insert("says".into(), text(tried.provision.says));
        members.insert("interpretation".into(), tried.provision.reading.map(text).into());
        members.insert("facts".into(), facts.into());
        members.insert("parameters".into(), parameters.into());
        members.insert("findings".into(), tried.findings.iter().map(finding).collect::<Vec<_>>().into());
    }
    written
}

fn parameter(id: &str, on: Date, found: Option<&Parameter>) -> Value {
    let Some(parameter) = found else {
        return json!({"id": id, "on": date::iso(on), "value": null});
    };
    let (from, to) = parameter.dates;
    json!({
        "id": id,
        "on": date::iso(on),
        "value": parameter.value,
        "unit": words(&parameter.unit),
        "name": words(&parameter.name),
        "from": date::iso(from),
        "to": to.map(date::iso),
        "source": source(&parameter.source),
    })
}

/// Where a number comes from: the measure, the place's own rule, other law or practice (an interpretation), or a default that a place is
/// meant to set itself (示例).
fn source(source: &Source) -> Value {
    match source {
        Source::Measure(citation) => {
            json!({"kind": "measure", "article": citation.article, "quote": citation.quote})
        }
        Source::Own(text) => json!({"kind": "own", "text": words(text)}),
        Source::Outside(text) => json!({"kind": "outside", "text": words(text)}),
        Source::Default(text) => json!({"kind": "default", "text": words(text)}),
    }
}
