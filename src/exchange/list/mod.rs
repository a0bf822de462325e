//! A list of needs from somebody's file: which row is the heading, which column is what, and what each row asks for.
//!
//! Nothing is lost without a word: rows that are no needs (titles, repeated headings, sums, notes) are named with
//! what they were taken for, columns that nobody knows go into the remark, and whatever cannot be read is a
//! [`Problem`] with its cell (`B7`).

mod amount;
pub mod columns;
pub mod heading;
mod row;
mod spec;
#[cfg(test)]
mod tests;

pub use columns::{Column, Mapping, field, heading_row};
pub use heading::Use;
pub use row::{server, server_function, written};

use super::table::{Row, Table, place};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::dossier;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a list, with the cell where its editor finds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// The cell, `B7`; the row's number where it is about the whole row; empty where about the whole sheet.
    pub cell: String,
    /// Stable code, such as `list-cell-error`.
    pub code: &'static str,
    /// True where something counts for nothing because of it; false for a remark.
    pub bars: bool,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}

impl Problem {
    /// What is wrong and what to do, in sentences; `rows` of them have it.
    pub fn said(&self, rows: usize, lang: Lang) -> String {
        let more = match rows {
            0 | 1 => Words::default(),
            rows => Words::new(format!("（共 {rows} 行）"), format!(" ({rows} rows)")),
        };
        let (stop, space) = match lang {
            Lang::Zh => ("。", ""),
            Lang::En => (".", " "),
        };
        let bare = |words: &Words| words.get(lang).trim_end_matches(['。', '.']).to_owned();
        format!("{}{}{stop}{space}{}{stop}", bare(&self.message), more.get(lang), bare(&self.remedy))
    }
}

/// Why a row is no need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// Stands above the headings.
    Title,
    /// Is the heading, or repeats it.
    Heading,
    /// Sums others up.
    Total,
    /// One cell in a list of several columns: a title between rows, a note, a signature.
    Lone,
}

impl Skip {
    /// What it was taken for.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Title => ("标题", "title"),
            Self::Heading => ("表头", "headings"),
            Self::Total => ("合计", "total"),
            Self::Lone => ("只有一个单元格的行", "row of one cell"),
        };
        Words::new(zh, en)
    }
}

/// A list as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The heading row.
    pub heading: Option<u32>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its needs: the row's number, and column of the resource table → text.
    pub rows: Vec<(u32, BTreeMap<String, String>)>,
    /// Rows that are no needs, and what they were taken for.
    pub skipped: Vec<(u32, Skip)>,
    /// What is wrong, by row.
    pub problems: Vec<Problem>,
}

/// Reads a sheet.
pub fn read(table: &Table, mapping: &Mapping, edition: &Edition) -> List {
    let (mut list, rows) = each(table, heading_row(table, mapping, edition), mapping, edition);
    list.rows = amount::pool(rows, edition, &mut list.problems);
    list
}

/// Reads a sheet with this heading row, of which each row stands for itself: amounts of one pool stay apart.
pub(crate) fn read_apart(table: &Table, heading: u32, mapping: &Mapping, edition: &Edition) -> List {
    let (list, rows) = each(table, Some(heading), mapping, edition);
    List { rows: rows.into_iter().map(|(number, cells, _)| (number, cells)).collect(), ..list }
}

/// The list without its rows, and the rows.
fn each(table: &Table, heading: Option<u32>, mapping: &Mapping, edition: &Edition) -> (List, amount::Rows) {
    let mut list = List { heading, ..List::default() };
    let Some(heading) = list.heading else {
        list.problems.push(no_heading(table));
        return (list, Vec::new());
    };
    let headings = columns::headings(table, heading);
    list.columns = columns::columns(&headings, mapping, edition);
    said_of_columns(&mut list, mapping);
    let known = list.columns.iter().filter(|c| !matches!(c.held, Use::Remark | Use::Aside)).count();
    let mut rows = Vec::new();
    for row in &table.rows {
        let skip = match row.number {
            number if number < heading => Some(Skip::Title),
            number if number == heading || repeats(table, row, &headings) => Some(Skip::Heading),
            _ if is_total(row) => Some(Skip::Total),
            _ if known > 2 && row.filled().count() == 1 => Some(Skip::Lone),
            _ => None,
        };
        match skip {
            Some(skip) => list.skipped.push((row.number, skip)),
            None if row.filled().next().is_some() => {
                let (cells, amount) = row::cells(table, row, &list.columns, edition, &mut list.problems);
                if !cells.is_empty() {
                    rows.push((row.number, cells, amount));
                }
            }
            None => {}
        }
    }
    (list, rows)
}

/// Of the sheets of a workbook the one that is meant: the first that is shown and reads like a list, else the first
/// that is shown and holds anything.
pub fn first(tables: &[Table], mapping: &Mapping, edition: &Edition) -> Option<usize> {
    let shown = || tables.iter().enumerate().filter(|(_, table)| !table.hidden && !table.rows.is_empty());
    let list = shown().find(|(_, table)| heading_row(table, mapping, edition).is_some());
    list.or_else(|| shown().next()).map(|(at, _)| at)
}

/// What a line of texts holds by itself, where it reads like headings: at least two of them must be known.
pub fn headed(line: &[String], edition: &Edition) -> Option<Vec<Column>> {
    let known = line.iter().filter(|text| heading::heading(text, edition).is_some()).count();
    (known >= 2).then(|| columns::columns(line, &Mapping::default(), edition))
}

/// Lines of texts as rows of the resource table, by these columns.
pub fn lines(lines: &[Vec<String>], columns: &[Column], edition: &Edition) -> Vec<BTreeMap<String, String>> {
    let table = Table::of_texts(lines.iter().map(Vec::as_slice));
    let cells = |row: &Row| {
        let (cells, amount) = row::cells(&table, row, columns, edition, &mut Vec::new());
        (row.number, cells, amount)
    };
    let rows = amount::pool(table.rows.iter().map(cells).collect(), edition, &mut Vec::new());
    rows.into_iter().map(|(_, cells)| cells).collect()
}

impl List {
    /// Everything that is wrong, by row: with the file, and with the needs as they were read from [`List::rows`]. Of
    /// a cell that cannot be read at all nothing more is said.
    pub fn all_problems(&self, needs: &[dossier::Problem]) -> Vec<Problem> {
        let unread: BTreeSet<&str> =
            self.problems.iter().filter(|p| p.bars).map(|p| p.cell.as_str()).collect();
        let located = needs.iter().filter_map(|problem| self.located(problem));
        let mut all: Vec<Problem> = located.filter(|p| !unread.contains(p.cell.as_str())).collect();
        all.extend(self.problems.iter().cloned());
        all.sort();
        all.dedup();
        all
    }

    /// What is wrong with a need of the list, said of its cell. The need's row is that of [`List::rows`].
    fn located(&self, problem: &dossier::Problem) -> Option<Problem> {
        let steps: Vec<String> = problem.path.steps().collect();
        let [table, row, rest @ ..] = steps.as_slice() else { return None };
        let (number, _) = self.rows.get(row.parse::<usize>().ok().filter(|_| table == "needs")?)?;
        let column = rest.first().map_or("", String::as_str);
        let holds = |c: &&Column| c.held == Use::Field(column.to_owned());
        let spec = |c: &&Column| c.held == Use::Spec && column.starts_with("d.");
        let counted = |c: &&Column| c.held == Use::Field("count".into()) && column.starts_with("d.");
        let find = |meant: &dyn Fn(&&Column) -> bool| self.columns.iter().find(|c| meant(c));
        let at = find(&holds).or_else(|| find(&spec)).or_else(|| find(&counted)).map(|c| c.at);
        Some(Problem {
            row: *number,
            cell: at.map_or_else(|| number.to_string(), |at| place(*number, at)),
            code: problem.code,
            bars: problem.bars,
            message: problem.message.clone(),
            remedy: problem.remedy.clone(),
        })
    }
}

fn no_heading(table: &Table) -> Problem {
    Problem {
        row: table.rows.first().map_or(1, |row| row.number),
        cell: String::new(),
        code: "list-heading-missing",
        bars: true,
        message: Words::new(
            "前 30 行里没有找到表头：至少要有两列的表头能够识别",
            "No headings were found in the first 30 rows: at least two must be known",
        ),
        remedy: Words::new(
            "请在第一行写明列名，例如 名称、CPU核数、内存(GB)、台数；或下载模板",
            "Put the names of the columns into the first row: name, vCPU, memory (GB), count; or use the template",
        ),
    }
}

/// What is said of the columns themselves.
fn said_of_columns(list: &mut List, mapping: &Mapping) {
    let row = list.heading.unwrap_or(1);
    let twice = list.columns.iter().filter_map(|c| Some((c.at, c.heading.clone(), c.twice?)));
    let twice: Vec<_> = twice
        .map(|(at, heading, first)| {
            let first = list.columns.iter().find(|c| c.at == first).map_or("", |c| c.heading.as_str());
            Problem {
                row,
                cell: place(row, at),
                code: "list-column-twice",
                bars: false,
                message: Words::new(
                    format!("“{heading}”与“{first}”含义相同，已放入备注"),
                    format!("'{heading}' means the same as '{first}'; it is put into the remark"),
                ),
                remedy: Words::new("请指明其中一列的含义", "Say what one of them is"),
            }
        })
        .collect();
    let there = |heading: &String| list.columns.iter().any(|c| c.heading == *heading);
    let missing = mapping.columns.keys().filter(|heading| !there(heading)).map(|heading| Problem {
        row,
        cell: String::new(),
        code: "list-column-missing",
        bars: false,
        message: Words::new(format!("表头没有“{heading}”这一列"), format!("There is no column '{heading}'")),
        remedy: Words::new("请核对列名", "Check the name of the column"),
    });
    let missing: Vec<_> = missing.collect();
    list.problems.extend(twice.into_iter().chain(missing));
}

/// True where all that a row holds are the headings of its columns: lists for print repeat them on each page.
fn repeats(table: &Table, row: &Row, headings: &[String]) -> bool {
    let same =
        |(at, _): &(usize, _)| headings.get(*at).is_some_and(|heading| table.shown(row, *at) == heading);
    row.filled().count() >= 2 && row.filled().all(|filled| same(&filled))
}

/// True where a row says of itself that it sums others up.
pub(super) fn is_total(row: &Row) -> bool {
    const TOTALS: [&str; 10] =
        ["合计", "总计", "小计", "共计", "总和", "汇总", "total", "subtotal", "sum", "grandtotal"];
    row.filled().take(3).any(|(_, value)| {
        let text = heading::normal(value.shown());
        let text = text.split(['(', ':']).next().unwrap_or_default();
        TOTALS.contains(&text)
    })
}

/// A text without case, width, spaces and marks.
pub(super) fn normal(text: &str) -> String {
    heading::normal(text)
}
