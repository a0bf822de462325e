//! The columns of a list: which row is the heading, which column holds what, and what the person said of it.

use super::heading::{self, Use};
use super::normal;
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::exchange::table::{Row, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Rows from the top among which the heading is looked for.
const FIRST: usize = 30;
/// Headings that must be known to make a row of them the heading.
const LEAST: usize = 2;

/// What the person said of columns: heading → column of the resource table. `None` leaves it aside, an empty text
/// puts what it holds into the remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// By heading.
    pub columns: BTreeMap<String, Option<String>>,
}

/// One column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub at: usize,
    /// What stands over it; may be empty.
    pub heading: String,
    /// What it is taken for.
    pub held: Use,
    /// The unit that its heading names.
    pub unit: Option<String>,
    /// The column before it that already holds what its heading means.
    pub twice: Option<usize>,
}

/// What is said of a row when a list goes out, and is left aside when it comes in again: Chinese, English.
pub(crate) const SAID: [(&str, &str); 9] = [
    ("行", "Row"),
    ("适配结论", "Outcome"),
    ("适配配置", "Offer"),
    ("配置编码", "Key"),
    ("云服务商", "Supplier"),
    ("差异", "Differences"),
    ("费用（元）", "Cost (CNY)"),
    ("价格说明", "Price"),
    ("问题", "Problems"),
];

/// True for a heading of what is said of a row, and for the basis that stands beside every row of a text file.
pub(super) fn is_said(text: &str, edition: &Edition) -> bool {
    let whole = normal(text);
    let plain = whole.split('(').next().unwrap_or_default();
    let said = SAID.iter().any(|(zh, en)| whole == normal(zh) || whole == normal(en));
    let gap = edition.dimensions.iter().any(|d| {
        let words = gap(&d.name);
        plain == normal(&words.zh) || plain == normal(&words.en)
    });
    said || gap || plain == "依据" || plain == "basis"
}

/// The heading of what is got more or less than needed of a dimension.
pub(crate) fn gap(name: &Words) -> Words {
    Words::new(format!("差额：{}", name.zh), format!("Difference: {}", name.get(Lang::En)))
}

/// The heading row of a sheet: of the first rows the one with the most known headings; `None` where no row has two.
pub fn heading_row(table: &Table, mapping: &Mapping, edition: &Edition) -> Option<u32> {
    let known = |row: &Row| {
        let texts = (0..row.cells.len()).map(|at| table.shown(row, at));
        let is_known = |text: &&str| {
            !text.is_empty()
                && (mapping.columns.contains_key(&one_line(text))
                    || heading::heading(text, edition).is_some())
        };
        texts.filter(is_known).collect::<BTreeSet<&str>>().len()
    };
    let scored = table.rows.iter().take(FIRST).map(|row| (known(row), row.number));
    let best =
        scored.filter(|(known, _)| *known >= LEAST).max_by_key(|(known, row)| (*known, u32::MAX - row));
    best.map(|(_, row)| row)
}

/// A heading in one line, as it is shown and remembered.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands over each column: in the heading row, else just above it, as where headings are merged.
pub fn headings(table: &Table, row: u32) -> Vec<String> {
    let Some(at) = table.rows.iter().position(|r| r.number == row) else { return Vec::new() };
    let above = at.checked_sub(1).and_then(|at| table.rows.get(at)).filter(|above| above.number + 1 == row);
    // A title over the whole table is no heading of a column.
    let above = above.filter(|above| above.filled().count() > 1);
    let text = |column: usize| {
        let own = table.rows.get(at).map_or("", |row| table.shown(row, column));
        let text = if own.is_empty() { above.map_or("", |row| table.shown(row, column)) } else { own };
        one_line(text)
    };
    (0..table.width()).map(text).collect()
}

/// What each column holds. What the person said goes first; then headings that can mean one thing only.
pub fn columns(headings: &[String], mapping: &Mapping, edition: &Edition) -> Vec<Column> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<Option<Column>> = vec![None; headings.len()];
    let guesses: Vec<_> = headings.iter().map(|text| heading::heading(text, edition)).collect();
    for round in 0..3 {
        for (at, text) in
            headings.iter().enumerate().filter(|(at, _)| found.get(*at) == Some(&None)).collect::<Vec<_>>()
        {
            let guess = guesses.get(at).cloned().flatten();
            let unit = guess.as_ref().and_then(|g| g.unit.clone());
            let uses = match (round, mapping.columns.get(text), guess) {
                (0, Some(said), _) => vec![said_use(said.as_deref(), edition)],
                (1, None, Some(guess)) if guess.uses.len() == 1 => guess.uses,
                (2, None, Some(guess)) => guess.uses,
                (2, None, None) => vec![Use::Remark],
                _ => continue,
            };
            let free = |held: &&Use| !matches!(held, Use::Field(field) if taken.contains_key(field));
            let held = uses.iter().find(free).cloned();
            let twice = match uses.first() {
                Some(Use::Field(field)) if held.is_none() => taken.get(field).copied(),
                _ => None,
            };
            let held = held.unwrap_or(Use::Remark);
            if let Use::Field(field) = &held {
                // Remarks may stand in several columns.
                if field != "remark" {
                    taken.insert(field.clone(), at);
                }
            }
            if let Some(place) = found.get_mut(at) {
                *place = Some(Column { at, heading: text.clone(), held, unit, twice });
            }
        }
    }
    found.into_iter().flatten().collect()
}

fn said_use(said: Option<&str>, edition: &Edition) -> Use {
    match said {
        None => Use::Aside,
        Some("spec") => Use::Spec,
        Some("unit") => Use::Unit,
        Some(column) if heading::exists(column, edition) => Use::Field(column.to_owned()),
        Some(_) => Use::Remark,
    }
}

/// The column of the resource table that a short name means: `vcpu`, `zone`, `prefer.os`, `count`; `spec` for a
/// configuration in one text, `unit` for the unit of a row's one amount.
pub fn field(name: &str, edition: &Edition) -> Option<String> {
    if matches!(name, "spec" | "unit") || heading::exists(name, edition) {
        return Some(name.to_owned());
    }
    if edition.dimension(name).is_some() {
        return Some(format!("d.{name}"));
    }
    let (prefix, code) = name.strip_prefix("prefer.").map_or(("t", name), |code| ("p", code));
    edition.trait_of(code).map(|_| format!("{prefix}.{code}"))
}
