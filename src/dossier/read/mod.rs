//! From what was typed to facts, with the problems on the way. Cannot fail.
//!
//! What the form does not show is not read, though it is kept. A text that is no fact makes the fact
//! unknown and a [`Problem`]; a doubtful one (a wrong check character) stays a fact with a warning.

mod build;
mod deeds;
mod field;
mod need;
mod papers;
mod service;

use super::draft::Draft;
use super::fact::{Fact, Keyed};
use super::facts::Dossier;
use super::field::{Asked, FieldKind, Problem};
use super::fields::{FIELDS, shown, spec};
use crate::basics::{Path, Words};
use crate::catalog::Edition;
pub use need::{COLUMNS, need};
pub use service::{RowTerms, SERVICE_COLUMNS, SERVICE_PERIODS, ServiceRow, service, taken};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The facts of a draft, and what could not be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The facts. `records` is empty: the catalog has not been asked.
    pub dossier: Dossier,
    /// In the order of the form: fields, then rows of the resource table, then attachments.
    pub problems: Vec<Problem>,
}

/// Months of use of a row that names none, where the header of the table names none either.
pub const DEFAULT_MONTHS: u32 = 12;

/// Reads a whole draft.
pub fn read(draft: &Draft, edition: &Edition) -> Reading {
    let mut reading = facts(draft);
    let months = months(draft);
    let papers = reading.problems.iter().position(|p| p.path.as_str().starts_with("/attachments"));
    let papers = reading.problems.split_off(papers.unwrap_or(reading.problems.len()));
    for (row, cells) in draft.needs.iter().enumerate() {
        let (need, problems) = need(cells, row, edition, months);
        match need {
            Some(need) => reading.dossier.needs.push(Arc::new(need)),
            None if !problems.is_empty() => reading.dossier.unread.push(row),
            None => {}
        }
        reading.problems.extend(problems);
    }
    reading.problems.extend(papers);
    reading
}

/// Reads everything but the resource table: for callers that remember its rows.
pub fn facts(draft: &Draft) -> Reading {
    let mut problems = Vec::new();
    let mut facts: BTreeMap<&'static str, Fact> = BTreeMap::new();
    for spec in FIELDS.iter().filter(|spec| shown(spec, draft)) {
        if matches!(spec.kind, FieldKind::Paper(_)) {
            continue;
        }
        let text = draft.field(spec.key).trim();
        if text.is_empty() {
            if spec.asked == Asked::Form {
                problems.push(missing(spec));
            }
            continue;
        }
        if let Some(fact) = field::read(spec, text, &mut problems) {
            facts.insert(spec.key, fact);
        }
    }
    let keyed = Keyed::new(facts.clone());
    let mut dossier = build::dossier(draft, &mut facts);
    dossier.keyed = keyed;
    dossier.attachments = draft.attachments.clone();
    build::orders(&dossier, &mut problems);
    unknown(draft, &mut problems);
    papers::check(draft, &mut problems);
    Reading { dossier, problems }
}

/// The months that the header of the resource table gives to rows that name none.
pub fn months(draft: &Draft) -> u32 {
    let text = draft.field("needs.months").trim();
    let fact = spec("needs.months").and_then(|spec| field::read(spec, text, &mut Vec::new()));
    match fact {
        Some(Fact::Whole(months)) => u32::try_from(months).unwrap_or(DEFAULT_MONTHS),
        _ => DEFAULT_MONTHS,
    }
}

fn missing(spec: &super::FieldSpec) -> Problem {
    let (zh, en) = spec.label;
    let (message, remedy) = match spec.kind {
        FieldKind::Tick => (
            Words::new(format!("尚未承诺：{zh}"), format!("Not yet undertaken: {en}")),
            Words::new("请阅读后勾选。", "Read it, then tick it."),
        ),
        FieldKind::OneOf(_) | FieldKind::AnyOf(_) | FieldKind::YesNo => (
            Words::new(format!("尚未选择“{zh}”。"), format!("“{en}” is not chosen.")),
            Words::new("请选择。", "Choose."),
        ),
        _ => (
            Words::new(format!("尚未填写“{zh}”。"), format!("“{en}” is not filled in.")),
            Words::new("请填写。", "Fill it in."),
        ),
    };
    Problem { path: Path::field(spec.key), code: "field-missing", bars: true, message, remedy }
}

/// Texts under keys that no field has: an older file, or another program's. Kept, but said.
fn unknown(draft: &Draft, problems: &mut Vec<Problem>) {
    for key in draft.fields.keys().filter(|key| spec(key).is_none()) {
        problems.push(Problem {
            path: Path::field(key),
            code: "field-unknown",
            bars: false,
            message: Words::new(
                format!("表单没有“{key}”这一项。"),
                format!("The form has no field “{key}”."),
            ),
            remedy: Words::new("内容已保留，但不参与检查。", "It is kept, but not checked."),
        });
    }
}

#[cfg(test)]
mod tests;
