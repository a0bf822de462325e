//! The list of a fleet: which column names the system and which its level (等保); and what came of it, as tables.
//!
//! A list of 100,000 servers holds few different ones: rows that say the same in the columns that a need is read from
//! are read once.

pub mod rows;
mod tables;

pub use tables::{
    OUTCOMES, about, compared, of_rows, of_systems, sheets, standing, summary, supplier, template,
};

use super::list::{self, Column, List, Mapping, Problem, Use, columns, heading_row, is_total, normal};
use super::table::{Row, Table, Value, place};
use crate::basics::Words;
use crate::catalog::Edition;
use crate::dossier::{Draft, NeedRow, read};
use crate::fitting::fleet::Fleet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Headings of the column that names the system, without case, width, spaces and marks.
const SYSTEM: [&str; 12] = [
    "系统",
    "系统名称",
    "信息系统",
    "信息系统名称",
    "所属系统",
    "业务系统",
    "业务系统名称",
    "应用系统",
    "应用系统名称",
    "system",
    "systemname",
    "application",
];
/// Headings of the column of its level.
const LEVEL: [&str; 9] = [
    "等保",
    "等保级别",
    "等保等级",
    "等级保护",
    "等级保护级别",
    "安全保护等级",
    "定级",
    "mlps",
    "protectionlevel",
];

/// What a person says of the two columns, by heading; guessed where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The heading of the column that names the system.
    pub system: Option<String>,
    /// The heading of the column of its level.
    pub level: Option<String>,
}

/// A list as read.
#[derive(Debug, Default)]
pub struct Listed {
    /// The systems and their needs.
    pub fleet: Fleet,
    /// What its columns hold.
    pub columns: Vec<Column>,
    /// The column that names the system, from 0.
    pub system: Option<usize>,
    /// The column of the level, from 0.
    pub level: Option<usize>,
    /// What is wrong, and in how many rows in all; the first of them is the problem's.
    pub problems: Vec<(Problem, usize)>,
    /// Rows that ask for something and could not be read: in no figure.
    pub unread: usize,
    /// Rows that are no needs: titles, headings, sums.
    pub skipped: usize,
}

/// Reads a sheet.
pub fn read(table: &Table, mapping: &Mapping, own: &Own, edition: &Edition) -> Listed {
    let mut listed = Listed::default();
    let mut mapping = mapping.clone();
    let Some(heading) = heading_row(table, &mapping, edition) else {
        listed.problems =
            list::read(table, &mapping, edition).problems.into_iter().map(|problem| (problem, 1)).collect();
        return listed;
    };
    let headings = columns::headings(table, heading);
    let found = |said: &Option<String>, known: &[&str]| {
        headings.iter().position(|text| match said {
            Some(said) => !text.is_empty() && text == said.trim(),
            None => known.contains(&normal(text).as_str()),
        })
    };
    listed.system = found(&own.system, &SYSTEM);
    listed.level = found(&own.level, &LEVEL);
    for at in [listed.system, listed.level].into_iter().flatten() {
        if let Some(heading) = headings.get(at) {
            mapping.columns.insert(heading.clone(), None);
        }
    }
    let columns = columns::columns(&headings, &mapping, edition);
    let (groups, first) = grouped(table, heading, &columns);
    let list = list::read_apart(&first, &mapping, edition);
    take(&mut listed, table, heading, &groups, &list, edition);
    listed.columns = list.columns;
    listed
}

/// The group of each row below the heading, by row number; and a table that holds the first row of each group, with all
/// down to the heading.
fn grouped(table: &Table, heading: u32, columns: &[Column]) -> (BTreeMap<u32, u32>, Table) {
    const BESIDE: [&str; 3] = ["name", "reason", "remark"];
    // Where no column holds amounts, the name says what is counted.
    let amounts = columns.iter().any(|c| matches!(&c.held, Use::Field(field) if field.starts_with("d.")));
    let read_from = |column: &&Column| match &column.held {
        Use::Field(field) => !BESIDE.contains(&field.as_str()) || (!amounts && field == "name"),
        Use::Spec | Use::Unit => true,
        Use::Remark | Use::Aside => false,
    };
    let read_from: Vec<usize> = columns.iter().filter(read_from).map(|column| column.at).collect();
    let mut first = Table { name: table.name.clone(), hidden: table.hidden, rows: Vec::new() };
    let mut known: BTreeMap<String, u32> = BTreeMap::new();
    let mut groups = BTreeMap::new();
    let mut key = String::new();
    for row in &table.rows {
        if row.number <= heading {
            first.rows.push(row.clone());
            continue;
        }
        key.clear();
        for at in &read_from {
            key.push_str(table.shown(row, *at));
            key.push(match row.cell(*at) {
                Value::Error(_) => '\u{1d}',
                Value::Uncomputed => '\u{1e}',
                _ => '\u{1f}',
            });
        }
        // Sums and lone cells are told by what else stands in the row.
        key.push(if is_total(row) { '1' } else { '0' });
        key.push(if row.filled().take(2).count() == 1 { '1' } else { '0' });
        if let Some(group) = known.get(key.as_str()) {
            groups.insert(row.number, *group);
            continue;
        }
        known.insert(key.clone(), row.number);
        groups.insert(row.number, row.number);
        first.rows.push(Row { number: row.number, cells: whole(table, row) });
    }
    (groups, first)
}

/// The cells of a row, each with its own value.
fn whole(table: &Table, row: &Row) -> Vec<Value> {
    let own = |cell: &Value| match cell {
        Value::Merged(top, left) => table.row(*top).map_or(Value::Empty, |row| row.cell(*left).clone()),
        cell => cell.clone(),
    };
    row.cells.iter().map(own).collect()
}

fn take(
    listed: &mut Listed,
    table: &Table,
    heading: u32,
    groups: &BTreeMap<u32, u32>,
    list: &List,
    edition: &Edition,
) {
    let row = |(at, (_, cells)): (usize, &(u32, _))| {
        Arc::new(NeedRow { id: format!("n{}", at + 1), cells: Clone::clone(cells) })
    };
    let draft = Draft { needs: list.rows.iter().enumerate().map(row).collect(), ..Draft::default() };
    let reading = read::read(&draft, edition);
    let mut needs: BTreeMap<u32, usize> = BTreeMap::new();
    for need in &reading.dossier.needs {
        if let Some((number, _)) = list.rows.get(need.row) {
            needs.insert(*number, listed.fleet.need(need));
        }
    }
    let skipped: BTreeMap<u32, ()> = list.skipped.iter().map(|(row, _)| (*row, ())).collect();
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    let mut differs = None;
    for row in table.rows.iter().filter(|row| row.number > heading) {
        let Some(group) = groups.get(&row.number) else { continue };
        *times.entry(*group).or_default() += 1;
        let Some(need) = needs.get(group) else {
            if skipped.contains_key(group) {
                listed.skipped += 1
            } else {
                listed.unread += 1
            }
            continue;
        };
        let system = listed.fleet.system(listed.system.map_or("", |at| table.shown(row, at)).trim());
        listed.fleet.add(system, *need, row.number);
        let level = listed.level.and_then(|at| level(table.shown(row, at)));
        if let (Some(own), Some(level)) = (listed.fleet.systems.get_mut(system), level) {
            if own.level.is_some_and(|known| known != level) {
                differs = differs.or(Some((row.number, own.name.clone())));
            }
            own.level = own.level.max(Some(level));
        }
    }
    let problems = list.all_problems(&reading.problems);
    listed.problems = problems
        .into_iter()
        .map(|problem| {
            let rows = times.get(&problem.row).copied().unwrap_or(1);
            (problem, rows)
        })
        .collect();
    listed.problems.extend(said(listed, heading, differs).into_iter().map(|problem| (problem, 1)));
}

/// What is said of the two columns.
fn said(listed: &Listed, heading: u32, differs: Option<(u32, String)>) -> Vec<Problem> {
    let mut said = Vec::new();
    if listed.system.is_none() {
        said.push(Problem {
            row: heading,
            cell: String::new(),
            code: "fleet-system-missing",
            bars: false,
            message: Words::new(
                "没有“系统名称”一列：全部按一个系统计算，只选一家云服务商",
                "No column names the system: all count as one, with one supplier",
            ),
            remedy: Words::new("请增加一列“系统名称”", "Add a column 'system'"),
        });
    }
    if let Some((row, name)) = differs {
        said.push(Problem {
            row,
            cell: listed.level.map_or_else(String::new, |at| place(row, at)),
            code: "fleet-level-differs",
            bars: false,
            message: Words::new(
                format!("系统“{name}”的等保级别前后不同，按较高的计算"),
                format!("The level of '{name}' differs between rows: the higher counts"),
            ),
            remedy: Words::new("请核对", "Check it"),
        });
    }
    said
}

/// `三级`, `第三级`, `3`, `S3A3`: the first level that is named.
fn level(text: &str) -> Option<u8> {
    text.chars().find_map(|letter| match letter {
        '1' | '一' | '１' => Some(1),
        '2' | '二' | '２' => Some(2),
        '3' | '三' | '３' => Some(3),
        '4' | '四' | '４' => Some(4),
        '5' | '五' | '５' => Some(5),
        _ => None,
    })
}
