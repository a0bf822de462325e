//! What a cloud's monitoring wrote down, month by month, from a CSV file; and what was said of it, as JSON and as
//! CSV. The format is described in `src/docs/utilisation.md`.
//!
//! ```csv
//! system,month,opened,zone,hosts,vcpu,memory,disk,cpu_percent,memory_percent
//! 示例系统甲,2026-01,2025-03,政务外网,2,32,128,1600,2.56,15.22
//! ```
//!
//! `/` and an empty cell are not known, never nought. Whatever else cannot be read is a problem with its row and
//! its column, and the value is not known.

pub mod columns;
pub mod report;
mod row;
pub mod sheet;
#[cfg(test)]
mod tests;

pub use columns::{FIELDS, Field, Mapping};

use crate::basics::Words;
use crate::fitting::sizing::{Usage, systems};
use crate::wire::{Error, csv};
use columns::Columns;

/// What is wrong with a file, with the place where its editor finds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The row as a spreadsheet numbers it, the header being row 1.
    pub row: usize,
    /// The column's heading; empty for the whole row.
    pub column: String,
    /// Stable code, such as `monitoring-percent`.
    pub code: &'static str,
    /// True where something of the file counts for nothing because of it; false for a remark.
    pub bars: bool,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}

/// A file as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Monitored {
    /// Its rows.
    pub rows: Vec<Usage>,
    /// What is wrong with it, by row.
    pub problems: Vec<Problem>,
}

/// Reads a file.
///
/// # Errors
/// Where quotes are broken, there is no header, one thing stands in two columns, or no column says how much was in
/// use.
pub fn read(text: &str, mapping: &Mapping) -> Result<Monitored, Error> {
    let mut rows = csv::rows(text)?.into_iter();
    let Some(header) = rows.next() else {
        let detail = "没有表头 / there is no header".to_owned();
        return Err(Error::Syntax { line: 1, column: 0, detail });
    };
    let number = header.number;
    let columns = Columns::of(header.cells, mapping)?;
    let mut monitored = Monitored::default();
    unknown_columns(&columns, number, &mut monitored.problems);
    if !columns.has(Field::Month) && mapping.month.is_none() {
        monitored.problems.push(no_month(number));
    }
    for row in rows {
        if row.cells.len() > columns.headings.len() {
            monitored.problems.push(too_many(&row, columns.headings.len()));
            continue;
        }
        let usage = row::read(&row, &columns, mapping, &mut monitored.problems);
        monitored.rows.push(usage);
    }
    contradictions(&columns, &mut monitored);
    monitored.problems.sort();
    Ok(monitored)
}

fn unknown_columns(columns: &Columns, row: usize, problems: &mut Vec<Problem>) {
    for heading in columns.unknown.iter().filter_map(|at| columns.headings.get(*at)) {
        problems.push(Problem {
            row,
            column: heading.clone(),
            code: "monitoring-column-unknown",
            bars: false,
            message: Words::new(
                format!("不认识“{heading}”列，其内容未被读取"),
                format!("The column '{heading}' is not known; what it holds was not read"),
            ),
            remedy: Words::new(
                "指明该列的含义；不需要则不必理会",
                "Say what it is; nothing to do where it is not needed",
            ),
        });
    }
}

fn no_month(row: usize) -> Problem {
    Problem {
        row,
        column: String::new(),
        code: "monitoring-month-missing",
        bars: true,
        message: Words::new("文件没有月份列", "The file has no column of months"),
        remedy: Words::new(
            "补上月份列，或指定全部数据所属的月份",
            "Add one, or say which month all of it is about",
        ),
    }
}

fn too_many(row: &csv::Row, most: usize) -> Problem {
    Problem {
        row: row.number,
        column: String::new(),
        code: "monitoring-cells",
        bars: true,
        message: Words::new(
            format!("本行有 {} 个单元格，表头只有 {most} 个，未被读取", row.cells.len()),
            format!("This row has {} cells, the header only {most}: it was not read", row.cells.len()),
        ),
        remedy: Words::new("含逗号的内容请加引号", "Put a text that holds a comma in quotes"),
    }
}

/// What rows say against each other.
fn contradictions(columns: &Columns, monitored: &mut Monitored) {
    let Monitored { rows, problems } = monitored;
    for system in systems(rows.iter().cloned()) {
        let name = &system.name;
        for (month, rows) in system.contradictions() {
            let shown: Vec<String> = rows.iter().map(usize::to_string).collect();
            problems.push(Problem {
                row: rows.last().copied().unwrap_or_default(),
                column: columns.heading(Field::Month).to_owned(),
                code: "monitoring-contradiction",
                bars: true,
                message: Words::new(
                    format!("“{name}”{month} 的第 {} 行相互矛盾，均不采信", shown.join("、")),
                    format!(
                        "Rows {} contradict each other on '{name}' in {month}: none is believed",
                        shown.join(", ")
                    ),
                ),
                remedy: Words::new("每个系统每个区域每月保留一行", "Keep one row a system, zone and month"),
            });
        }
        if let Some(opened) = system.opened.filter(|_| system.opened_differs) {
            problems.push(Problem {
                row: system.row,
                column: columns.heading(Field::Opened).to_owned(),
                code: "monitoring-opened-differs",
                bars: false,
                message: Words::new(
                    format!("“{name}”各行的开通月份不一致，以最晚的 {opened} 为准"),
                    format!("The rows of '{name}' differ on its opening; the latest, {opened}, counts"),
                ),
                remedy: Words::new("核对开通月份", "Check when it was opened"),
            });
        }
    }
}
