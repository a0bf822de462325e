//! The list of a fleet: which column names the system and which its level (等保); and what came of it, as tables.
//!
//! A list of 100,000 servers holds few different ones: rows that say the same in the columns that a need is read from
//! are read once.

#[cfg(feature = "fleet")]
pub mod module;
mod packed;
mod reading;
pub mod rows;
mod tables;
#[cfg(test)]
mod tests;
mod work;

pub use reading::Reading;
pub use tables::{
    OUTCOMES, about, compared, of_rows, of_systems, sheets, standing, summary, supplier, template,
};
pub use work::{Asked, Given, Made, Stage, Work};

use super::list::{Column, Mapping, Problem};
use super::table::{Table, place};
use crate::basics::Words;
use crate::catalog::Edition;
use crate::fitting::fleet::Fleet;
use std::borrow::Cow;
use std::sync::Arc;

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
pub fn read(table: &Table, mapping: &Mapping, own: &Own, edition: &Arc<Edition>) -> Listed {
    let mut reading = Reading::new(Cow::Borrowed(table), mapping, own, edition);
    while reading.step(usize::MAX) {}
    reading.listed()
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
