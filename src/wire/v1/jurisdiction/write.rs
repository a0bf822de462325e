//! Writing a place back.

use super::{FORMAT, VERSION};
use crate::basics::{Date, date};
use crate::measure::Citation;
use crate::measure::jurisdiction::{
    CodeList, Dates, FilledTerm, Jurisdiction, Parameter, RequiredPaper, Section, Source, Workdays,
};
use crate::wire::json::words_out as words;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Writes a place in the format, indented, one way only: the same place gives the same bytes. A place that
/// follows another one is written as one that stands for itself, with everything that applies in it.
pub fn write(place: &Jurisdiction) -> String {
    let organs = &place.organs;
    let mut out = Map::new();
    out.insert("format".into(), FORMAT.into());
    out.insert("version".into(), VERSION.into());
    out.insert("id".into(), place.id.as_str().into());
    out.insert("name".into(), words(&place.name));
    if place.model {
        out.insert("model".into(), true.into());
    }
    out.insert("inForce".into(), dates(place.in_force));
    let organs = json!({
        "authority": words(&organs.authority),
        "centre": words(&organs.centre),
        "treasury": words(&organs.treasury),
        "government": words(&organs.government),
    });
    out.insert("organs".into(), organs);
    let sections: Vec<&str> = place.changeable.iter().copied().map(Section::name).collect();
    out.insert("changeable".into(), json!(sections));
    let around = place.in_force;
    out.insert("parameters".into(), place.parameters.iter().map(|p| parameter(p, around)).collect());
    let unset = |u: &crate::measure::jurisdiction::Unset| json!({ "id": u.id, "name": words(&u.name), "unit": words(&u.unit) });
    out.insert("unset".into(), place.unset.iter().map(unset).collect());
    out.insert("papers".into(), place.papers.iter().map(|p| paper(p, around)).collect());
    out.insert("terms".into(), place.terms.iter().map(term).collect());
    out.insert("lists".into(), place.lists.iter().map(list).collect());
    if let Some(table) = &place.profiles {
        out.insert("profiles".into(), super::profiles::written(table));
    }
    if let Some(table) = &place.services {
        out.insert("levelServices".into(), super::services::written(table));
    }
    if place.workdays != Workdays::default() {
        let days = |days: &BTreeSet<Date>| days.iter().copied().map(date::iso).collect::<Vec<_>>();
        let Workdays { holidays, worked } = &place.workdays;
        out.insert("workdays".into(), json!({ "holidays": days(holidays), "worked": days(worked) }));
    }
    // A `Value` always has a text; the alternative is unreachable and harmless.
    serde_json::to_string_pretty(&Value::Object(out)).unwrap_or_default() + "\n"
}

fn dates((first, last): Dates) -> Value {
    let mut out = Map::new();
    out.insert("from".into(), date::iso(first).into());
    if let Some(last) = last {
        out.insert("to".into(), date::iso(last).into());
    }
    Value::Object(out)
}

/// The time of an entry, where it is not that of the place.
fn put_valid(out: &mut Map<String, Value>, own: Dates, around: Dates) {
    if own != around {
        out.insert("valid".into(), dates(own));
    }
}

pub(super) fn source(source: &Source) -> Value {
    match source {
        Source::Measure(Citation { article, quote }) => json!({ "article": article, "quote": quote }),
        Source::Own(text) => json!({ "own": words(text) }),
        Source::Outside(text) => json!({ "outside": words(text) }),
        Source::Default(text) => json!({ "default": words(text) }),
    }
}

fn parameter(parameter: &Parameter, around: Dates) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), parameter.id.as_str().into());
    out.insert("name".into(), words(&parameter.name));
    out.insert("value".into(), parameter.value.into());
    out.insert("unit".into(), words(&parameter.unit));
    out.insert("source".into(), source(&parameter.source));
    put_valid(&mut out, parameter.dates, around);
    out.insert("change".into(), parameter.change.name().into());
    Value::Object(out)
}

fn paper(paper: &RequiredPaper, around: Dates) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), paper.id.as_str().into());
    out.insert("role".into(), paper.role.as_str().into());
    out.insert("name".into(), words(&paper.name));
    if !paper.errands.is_empty() {
        let errands: Vec<&str> = paper.errands.iter().map(|errand| errand.code()).collect();
        out.insert("errands".into(), json!(errands));
    }
    if let Some(level) = paper.from_level {
        out.insert("fromLevel".into(), level.into());
    }
    out.insert("source".into(), source(&paper.source));
    put_valid(&mut out, paper.dates, around);
    Value::Object(out)
}

fn term(term: &FilledTerm) -> Value {
    json!({
        "article": term.term.citation.article,
        "term": term.term.citation.quote,
        "says": words(&term.says),
        "by": term.by,
        "source": source(&term.source),
    })
}

fn list(list: &CodeList) -> Value {
    let entries = list.entries.iter().map(|(code, name)| json!({ "code": code, "name": words(name) }));
    json!({
        "id": list.id,
        "name": words(&list.name),
        "entries": entries.collect::<Vec<_>>(),
        "source": source(&list.source),
    })
}
