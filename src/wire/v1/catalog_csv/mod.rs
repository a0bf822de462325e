//! A catalog from a CSV file and a [`Mapping`]. See `src/docs/catalog.md`.
//!
//! Each row is put into the shape of a native item and read as one, so that both formats know the same
//! faults; only the place of a problem is said in the file's own words, its row and the column's heading.

pub mod mapping;

pub use mapping::{Mapping, Rule};

use super::catalog::{self, walk::Desk};
use crate::basics::Words;
use crate::catalog::{CatalogProblem, Edition};
use crate::wire::csv::{self, Row};
use crate::wire::{Error, canonical};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Reads a CSV file. Rows are numbered as a spreadsheet numbers them: the header is row 1.
///
/// The edition's hash is that of the native document that it makes: the same catalog has one hash in
/// both formats.
///
/// # Errors
/// Where quotes are broken, there is no header, or a heading stands twice.
pub fn read(text: &str, mapping: &Mapping) -> Result<(Edition, Vec<CatalogProblem>), Error> {
    let mut rows = csv::rows(text)?.into_iter();
    let header = rows.next().ok_or_else(|| no_header("没有表头 / there is no header"))?;
    let mut seen = BTreeSet::new();
    for heading in header.cells.iter().filter(|h| !h.is_empty()) {
        if !seen.insert(heading.as_str()) {
            return Err(no_header(&format!(
                "表头“{heading}”出现两次 / the heading '{heading}' stands twice"
            )));
        }
    }
    let columns = Columns::of(&header.cells, mapping);
    let mut desk = Desk::default();
    columns.unknown(header.number, &mut desk);
    let mut edition = Edition { items: Vec::new(), by_code: BTreeMap::new(), ..mapping.declarations.clone() };
    for row in rows {
        if row.cells.len() > header.cells.len() {
            desk.problems.push(too_many(&row, header.cells.len()));
            continue;
        }
        if let Some(value) = columns.item(&row, mapping) {
            edition.items.extend(catalog::item_from(&value, row.number, &edition.dimensions, &mut desk));
        }
    }
    let (mut edition, mut problems) = catalog::finish(edition, desk);
    for problem in problems.iter_mut().filter(|p| p.row.is_some_and(|row| row != header.number)) {
        problem.column = columns.heading(&problem.column);
    }
    problems.sort();
    let native: Value = serde_json::from_str(&catalog::write(&edition))?;
    edition.hash = canonical::digest(&native)?;
    Ok((edition, problems))
}

fn no_header(detail: &str) -> Error {
    Error::Syntax { line: 1, column: 0, detail: detail.to_owned() }
}

fn too_many(row: &Row, most: usize) -> CatalogProblem {
    CatalogProblem {
        row: Some(row.number),
        column: String::new(),
        code: "catalog-csv-cells",
        bars: true,
        message: Words::new(
            format!("本行有 {} 个单元格，表头只有 {most} 个", row.cells.len()),
            format!("This row has {} cells, the header only {most}", row.cells.len()),
        ),
        remedy: Words::new("含逗号的内容请加引号", "Put a text that holds a comma in quotes"),
    }
}

/// The header, with the field of each column.
struct Columns<'a> {
    headings: &'a [String],
    fields: Vec<String>,
}

impl<'a> Columns<'a> {
    fn of(headings: &'a [String], mapping: &Mapping) -> Self {
        let field = |heading: &String| mapping.columns.get(heading).unwrap_or(heading).clone();
        Self { headings, fields: headings.iter().map(field).collect() }
    }

    /// Says which headings are no fields.
    fn unknown(&self, row: usize, desk: &mut Desk) {
        for (heading, field) in self.headings.iter().zip(&self.fields) {
            if field.is_empty() || catalog::is_field(field) {
                continue;
            }
            desk.problems.push(CatalogProblem {
                row: Some(row),
                column: heading.clone(),
                code: "catalog-column-unknown",
                bars: false,
                message: Words::new(
                    format!("列“{heading}”不是目录项的字段，其内容未被读取"),
                    format!("The column '{heading}' is no field of an item; what it holds was not read"),
                ),
                remedy: Words::new(
                    "在映射的 columns 中写明它的字段；不需要则映射为空",
                    "Name its field in the mapping's columns; map it to nothing where it is not needed",
                ),
            });
        }
    }

    /// The row as a native item; `None` where a rule leaves it out.
    fn item(&self, row: &Row, mapping: &Mapping) -> Option<Value> {
        let cell = |heading: &str| {
            let at = self.headings.iter().position(|h| h == heading)?;
            row.cells.get(at).map(String::as_str)
        };
        let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
        texts.extend(mapping.defaults.iter().map(|(field, text)| (field.as_str(), text.as_str())));
        let cells =
            self.fields.iter().zip(&row.cells).filter(|(field, text)| !field.is_empty() && !text.is_empty());
        texts.extend(cells.map(|(field, text)| (field.as_str(), text.as_str())));
        for rule in &mapping.rules {
            let holds = |(heading, asked): (&String, &String)| {
                let text = cell(heading).unwrap_or_default();
                asked.strip_suffix('*').map_or(text == asked, |beginning| text.starts_with(beginning))
            };
            if rule.when.iter().all(holds) {
                if rule.leave_out {
                    return None;
                }
                texts.extend(rule.set.iter().map(|(field, text)| (field.as_str(), text.as_str())));
            }
        }
        let code = format!("{}{}", mapping.code_prefix, row.number);
        if !mapping.code_prefix.is_empty() {
            texts.entry("code").or_insert(&code);
        }
        // Currency or standing by default make no price: without an amount it is unknown.
        if texts.get("price/amount").is_none_or(|text| text.is_empty()) {
            texts.retain(|field, _| !field.starts_with("price/"));
        }
        let mut item = Map::new();
        for (field, text) in texts {
            if !text.is_empty() && catalog::is_field(field) {
                put(&mut item, field, value(field, text, &mapping.declarations));
            }
        }
        Some(Value::Object(item))
    }

    /// The heading of the column that a field of an item came from; the field where no column has it.
    fn heading(&self, field: &str) -> String {
        let holds = |name: &str| {
            field.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let columns = self.headings.iter().zip(&self.fields).filter(|(_, name)| !name.is_empty());
        let found = columns.filter(|(_, name)| holds(name)).max_by_key(|(_, name)| name.len());
        found.map_or_else(|| field.to_owned(), |(heading, _)| heading.clone())
    }
}

/// The text of a cell as the native value of its field.
fn value(field: &str, text: &str, declarations: &Edition) -> Value {
    let list = || text.split('|').map(str::trim).filter(|part| !part.is_empty());
    let pairs = |first: &str, second: &str| {
        let pair = |part: &str| {
            let (a, b) = part.split_once([':', '：']).unwrap_or((part, ""));
            let members = [(first, a), (second, b)];
            let members = members.into_iter().filter(|(_, text)| !text.trim().is_empty());
            Value::Object(members.map(|(name, text)| (name.to_owned(), text.trim().into())).collect())
        };
        list().map(pair).collect()
    };
    match field {
        "completes" => list().collect(),
        "function" => function(text, declarations).into(),
        "price/tiers" => pairs("from", "amount"),
        "price/terms" => pairs("months", "keeps"),
        _ if field.starts_with("traits/") => list().collect(),
        _ => text.into(),
    }
}

/// A function by its code, or by its name in either language.
fn function<'a>(text: &'a str, declarations: &'a Edition) -> &'a str {
    let named = declarations.functions.iter().find(|f| f.name.zh == text || f.name.en == text);
    match declarations.function(text) {
        Some(_) => text,
        None => named.map_or(text, |f| f.code.as_str()),
    }
}

/// Puts a value where its field says; `custom/0/step` stands in a list.
fn put(item: &mut Map<String, Value>, field: &str, value: Value) {
    let Some((head, rest)) = field.split_once('/') else {
        item.insert(field.to_owned(), value);
        return;
    };
    if head != "custom" {
        let member = item.entry(head).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(member) = member {
            put(member, rest, value);
        }
        return;
    }
    let (at, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let at: usize = at.parse().unwrap_or(0);
    let list = item.entry(head).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        // Fields come sorted, so a gap means that the row leaves a range out: nothing is made up for it.
        let at = at.min(list.len());
        if at == list.len() {
            list.push(Value::Object(Map::new()));
        }
        if let Some(Value::Object(range)) = list.get_mut(at) {
            put(range, rest, value);
        }
    }
}

#[cfg(test)]
mod tests;
