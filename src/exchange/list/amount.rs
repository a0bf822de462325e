//! Lists with one amount a row: 名称, 单位, 数量. What is bought by the core, the gigabyte and the address is listed so,
//! as in the lists that departments publish.

use super::Problem;
use super::heading::{self, Use, normal};
use super::row::{function, server_function, unit_of};
use crate::basics::Words;
use crate::catalog::{Edition, Grammar};
use std::collections::BTreeMap;

/// Longest text that is taken for a unit where nobody knows it: longer ones are words of another kind, since 单位 is
/// an office too.
const LONGEST_UNIT: usize = 3;

/// Rows of a list: number, cells, and whether the row was read as one amount.
pub(super) type Rows = Vec<(u32, BTreeMap<String, String>, bool)>;

/// A row's one amount.
#[derive(Debug)]
pub(super) struct Amount {
    /// The function that is meant.
    function: String,
    /// The dimension that is counted.
    dimension: String,
    /// How much, as its column takes it.
    text: String,
    /// What the unit's column holds beside a unit.
    pub(super) rest: Option<String>,
}

/// Reads a row that has a count and no amount as an amount, where its name says what is counted. `unit` is what
/// stands in the column of units: `核`, `1GB`, `1IP(内网)`.
pub(super) fn amount(
    cells: &BTreeMap<String, String>,
    unit: Option<&str>,
    edition: &Edition,
) -> Option<Amount> {
    if cells.keys().any(|column| column.starts_with("d.")) {
        return None;
    }
    let (count, text) = (cells.get("count")?, |column| cells.get(column).map_or("", String::as_str));
    let (named, of) = (text("name"), text("function"));
    let meant = meant(named, of, edition).or_else(|| meant(of, "", edition))?;
    let (_, counted) = edition.dimension(&meant.1)?;
    let (times, unit, rest) = match unit.map(unit_in) {
        None => (1, None, None),
        Some((times, name)) if unit_of(&name, counted).is_some() => (times, Some(name), None),
        Some((times, name)) if name.chars().count() <= LONGEST_UNIT => (times, Some(name), None),
        Some(_) => (1, None, unit.map(str::to_owned)),
    };
    let count = match times {
        1 => count.clone(),
        _ => count.parse::<u64>().ok()?.checked_mul(times)?.to_string(),
    };
    let text = super::row::amount(&count, unit.as_deref(), counted).unwrap_or(count);
    Some(Amount { function: meant.0, dimension: meant.1, text, rest })
}

/// The function and the dimension that a name means. An item of the catalog goes first, then a function that counts
/// one thing only, then a dimension by its name.
fn meant(name: &str, of: &str, edition: &Edition) -> Option<(String, String)> {
    let bare = |text: &str| normal(text).trim_end_matches("服务").to_owned();
    let wanted = bare(name);
    if wanted.is_empty() {
        return None;
    }
    let one_thing = |code: &str| {
        let asks = &edition.functions.iter().find(|f| f.code == code)?.asks;
        asks.first().filter(|_| asks.len() == 1).cloned()
    };
    let items = edition.items.iter().filter(|i| bare(&i.name.zh) == wanted || bare(&i.name.en) == wanted);
    let mut items = items.filter_map(|item| match &item.grammar {
        Grammar::Component(range) => Some((item.function.clone(), range.dimension.clone())),
        _ => Some((item.function.clone(), one_thing(&item.function)?)),
    });
    if let Some(first) = items.next() {
        // One name for several things says nothing.
        return items.all(|other| other == first).then_some(first);
    }
    if let Some(code) = function(name, edition) {
        return one_thing(&code).map(|dimension| (code, dimension));
    }
    let heading = heading::heading(name, edition)?;
    let code = heading.uses.iter().find_map(|held| match held {
        Use::Field(field) => field.strip_prefix("d.").map(str::to_owned),
        _ => None,
    })?;
    let asks = |f: &&crate::catalog::Function| f.asks.contains(&code);
    let said = function(of, edition).and_then(|of| edition.functions.iter().find(|f| f.code == of));
    let alone = || edition.functions.iter().find(|f| f.asks == [code.as_str()]);
    let found = said.filter(asks).or_else(alone).or_else(|| server_function(edition).filter(asks))?;
    Some((found.code.clone(), code))
}

/// `1GB` → 1 and GB; `100 GB` → 100 and GB; what stands in brackets says nothing of the unit.
fn unit_in(text: &str) -> (u64, String) {
    let plain: String = text.chars().map(crate::basics::decimal::half_width).collect();
    let plain = plain.split('(').next().unwrap_or_default().split('/').next().unwrap_or_default().trim();
    let end = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let (times, name) = plain.split_at(end);
    (times.parse().ok().filter(|times| *times > 0).unwrap_or(1), name.trim().to_owned())
}

impl Amount {
    /// Puts the amount into the row's cells. Gives what stood there for the function, where the row named it by
    /// another word.
    pub(super) fn put(self, cells: &mut BTreeMap<String, String>, edition: &Edition) -> Option<String> {
        let instances = edition.functions.iter().any(|f| f.code == self.function && f.instances);
        cells.insert("count".into(), "1".into());
        cells.insert(format!("d.{}", self.dimension), self.text);
        if instances {
            // Nobody says how it is spread over instances.
            cells.insert("divisible".into(), "yes".into());
        }
        let said = cells.insert("function".into(), self.function.clone());
        said.filter(|said| *said != self.function)
    }
}

/// Rows one below the other that are amounts of one pool: cores and memory of the same servers. They become one need, and
/// it is said.
pub(super) fn pool(
    rows: Rows,
    edition: &Edition,
    problems: &mut Vec<Problem>,
) -> Vec<(u32, BTreeMap<String, String>)> {
    let mut pooled: Rows = Vec::with_capacity(rows.len());
    for (number, cells, amount) in rows {
        let Some((first, into, _)) =
            pooled.last_mut().filter(|(_, into, one)| *one && amount && belong(into, &cells, edition))
        else {
            pooled.push((number, cells, amount));
            continue;
        };
        let first = *first;
        for (column, text) in cells {
            match column.as_str() {
                "name" | "remark" => join(into.entry(column).or_default(), &text),
                _ => _ = into.insert(column, text),
            }
        }
        problems.push(together(number, first));
    }
    pooled.into_iter().map(|(number, cells, _)| (number, cells)).collect()
}

/// True for amounts of the same instances: one function, everything else alike, other dimensions.
fn belong(into: &BTreeMap<String, String>, cells: &BTreeMap<String, String>, edition: &Edition) -> bool {
    let function = cells.get("function").and_then(|code| edition.functions.iter().find(|f| f.code == *code));
    let free = |column: &str| matches!(column, "name" | "remark") || column.starts_with("d.");
    let rest = |of: &BTreeMap<String, String>| {
        of.iter().filter(|(c, _)| !free(c)).map(|(c, t)| (c.clone(), t.clone())).collect::<Vec<_>>()
    };
    let twice = cells.keys().any(|column| column.starts_with("d.") && into.contains_key(column));
    function.is_some_and(|f| f.instances && f.asks.len() > 1) && !twice && rest(into) == rest(cells)
}

fn join(into: &mut String, text: &str) {
    if into.is_empty() {
        text.clone_into(into);
    } else if !into.split(" + ").any(|part| part == text) {
        into.push_str(" + ");
        into.push_str(text);
    }
}

fn together(row: u32, first: u32) -> Problem {
    Problem {
        row,
        cell: row.to_string(),
        code: "list-pooled",
        bars: false,
        message: Words::new(
            format!("与第 {first} 行同属一个资源池，合为一项可拆分的需求"),
            format!("Taken together with row {first} as one divisible need"),
        ),
        remedy: Words::new(
            "如不是同一批云主机，请分别填写每台的数值和台数",
            "If they are not of the same servers, write the amounts of one server and the count",
        ),
    }
}
