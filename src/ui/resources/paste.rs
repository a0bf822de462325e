//! A block from a spreadsheet, put into the table.
//!
//! Excel and WPS hand over tab-separated lines, cells with line breaks or tabs in double quotes. A first
//! line that reads like headings says which column is which; without one the block fills the table from
//! the cell where it was pasted.

use super::layout::Layout;
use crate::catalog::Edition;
use crate::exchange::list::{self, Column, Use};
use std::collections::BTreeMap;

/// The most rows that one paste may bring.
pub const MOST_ROWS: usize = 5_000;

/// What a paste puts into one row: column → text.
pub type PastedRow = BTreeMap<String, String>;

/// A read block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The rows, in order.
    pub rows: Vec<PastedRow>,
    /// True where the first line was taken as headings.
    pub headed: bool,
    /// Headings that no column was found for; their cells are put into the remark, so that nothing is lost.
    pub unplaced: Vec<String>,
    /// Lines beyond [`MOST_ROWS`] that were left out.
    pub cut: usize,
}

/// True where the text is more than one cell: only then is it a block, else the browser's own paste will do.
pub fn is_block(text: &str) -> bool {
    let text = text.trim_end_matches(['\r', '\n']);
    text.contains('\t') || text.contains('\n')
}

/// Splits tab-separated text as spreadsheets write it.
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut start) = (false, true);
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if start => quoted = true,
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '\t' if !quoted => line.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            '\r' if !quoted => {}
            other => cell.push(other),
        }
        start = matches!(c, '\t' | '\n') && !quoted;
    }
    if !cell.is_empty() || !line.is_empty() {
        line.push(cell);
        lines.push(line);
    }
    lines.retain(|l| l.iter().any(|c| !c.trim().is_empty()));
    lines
}

/// Reads a block that is pasted at column `at` of the table.
pub fn read(text: &str, at: &str, layout: &Layout, edition: &Edition) -> Block {
    let mut lines = cells(text);
    let heads = lines.first().and_then(|first| list::headed(first, edition));
    let mut block = Block { headed: heads.is_some(), ..Block::default() };
    let columns = match heads {
        Some(columns) => {
            lines.remove(0);
            let unplaced = columns.iter().filter(|c| c.held == Use::Remark && !c.heading.is_empty());
            block.unplaced = unplaced.map(|c| c.heading.clone()).collect();
            columns
        }
        None => {
            let widest = lines.iter().map(Vec::len).max().unwrap_or(0);
            from_column(at, layout, widest)
        }
    };
    block.cut = lines.len().saturating_sub(MOST_ROWS);
    lines.truncate(MOST_ROWS);
    block.rows = list::lines(&lines, &columns, edition);
    block
}

/// The table's columns from `at` to the right; what stands beyond them goes into the remark.
fn from_column(at: &str, layout: &Layout, widest: usize) -> Vec<Column> {
    let all = std::iter::once("name".to_owned())
        .chain(std::iter::once("function".to_owned()))
        .chain(layout.dimensions.iter().map(|d| format!("d.{d}")))
        .chain(layout.zone.iter().map(|z| format!("t.{z}")))
        .chain(std::iter::once("count".to_owned()));
    let all: Vec<String> = all.collect();
    let first = all.iter().position(|c| c == at).unwrap_or(0);
    let held = |at: usize| all.get(first + at).map_or(Use::Remark, |column| Use::Field(column.clone()));
    let column = |at: usize| Column { at, heading: String::new(), held: held(at), unit: None, twice: None };
    (0..widest).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basics::Words;
    use crate::catalog::{Dimension, Function, Trait, TraitValue, Unit};

    fn edition() -> Edition {
        let dimension = |code: &str, zh: &str, unit: &str| Dimension {
            code: code.into(),
            name: Words::new(zh, code),
            units: vec![Unit { name: Words::same(unit), holds: 1 }],
        };
        let mut edition = Edition::empty("t");
        edition.dimensions = vec![dimension("vcpu", "vCPU", "核"), dimension("memory", "内存", "GB")];
        edition.functions = vec![Function {
            code: "compute/vm/general".into(),
            name: Words::new("云主机", "Virtual machine"),
            near: vec![],
            asks: vec!["vcpu".into(), "memory".into()],
            instances: true,
        }];
        edition.traits = vec![Trait {
            code: "zone".into(),
            name: Words::new("区域", "Zone"),
            values: vec![TraitValue {
                code: "internet".into(), name: Words::new("互联网区", "Internet")
            }],
        }];
        edition
    }

    fn read_block(text: &str, at: &str) -> Block {
        let edition = edition();
        read(text, at, &Layout::of(&edition), &edition)
    }

    #[test]
    fn headings_say_which_column_is_which() {
        let block = read_block(
            "主机名\tCPU(核)\t内存 (GB)\t网络\t机房\nweb\t4\t8\t互联网\tB2\r\ndb\t8\t32\t\t\n",
            "d.memory",
        );
        assert!(block.headed);
        assert_eq!(block.unplaced, ["机房"]);
        let first = block.rows.first().cloned().unwrap_or_default();
        let cell = |c: &str| first.get(c).map_or("", String::as_str);
        assert_eq!([cell("name"), cell("d.vcpu"), cell("d.memory")], ["web", "4", "8"]);
        assert_eq!(
            [cell("t.zone"), cell("remark")],
            ["internet", "B2"],
            "a name becomes its code, nothing is lost"
        );
        assert_eq!(block.rows.len(), 2);
    }

    #[test]
    fn without_headings_the_block_fills_from_the_cell() {
        let block = read_block("4\t8\n8\t16", "d.vcpu");
        assert!(!block.headed);
        let cells: Vec<_> = block.rows.iter().map(|r| (r.get("d.vcpu"), r.get("d.memory"))).collect();
        let text = |s: &str| s.to_owned();
        assert_eq!(cells, [(Some(&text("4")), Some(&text("8"))), (Some(&text("8")), Some(&text("16")))]);
    }

    #[test]
    fn quoted_cells_keep_tabs_lines_and_quotes() {
        assert_eq!(cells("\"a\tb\nc \"\"d\"\"\"\t2\n\n"), [["a\tb\nc \"d\"", "2"]]);
        assert_eq!(cells("5\" disk\tx"), [["5\" disk", "x"]]);
    }

    #[test]
    fn one_cell_is_no_block() {
        assert!(!is_block("web-01\r\n"));
        assert!(is_block("a\tb"));
        assert!(is_block("a\nb"));
    }
}
