//! A block from a spreadsheet, put into the table.
//!
//! Excel and WPS hand over tab-separated lines, cells with line breaks or tabs in double quotes. A first
//! line that reads like headings says which column is which; without one the block fills the table from
//! the cell where it was pasted.

use super::layout::Layout;
use crate::catalog::Edition;
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
    let heads = lines.first().and_then(|first| headings(first, edition));
    let mut block = Block { headed: heads.is_some(), ..Block::default() };
    let columns = match heads {
        Some(columns) => {
            let first = lines.remove(0);
            block.unplaced =
                first.iter().zip(&columns).filter(|(_, c)| c.is_none()).map(|(h, _)| h.clone()).collect();
            columns
        }
        None => from_column(at, layout),
    };
    block.cut = lines.len().saturating_sub(MOST_ROWS);
    block.rows = lines.iter().take(MOST_ROWS).map(|line| row(line, &columns, edition)).collect();
    block
}

/// The table's columns from `at` to the right.
fn from_column(at: &str, layout: &Layout) -> Vec<Option<String>> {
    let all = std::iter::once("name".to_owned())
        .chain(std::iter::once("function".to_owned()))
        .chain(layout.dimensions.iter().map(|d| format!("d.{d}")))
        .chain(layout.zone.iter().map(|z| format!("t.{z}")))
        .chain(std::iter::once("count".to_owned()));
    let all: Vec<String> = all.collect();
    let first = all.iter().position(|c| c == at).unwrap_or(0);
    all.into_iter().skip(first).map(Some).collect()
}

/// Which column each heading means; `None` for the whole line where fewer than two are known.
fn headings(line: &[String], edition: &Edition) -> Option<Vec<Option<String>>> {
    let found: Vec<Option<String>> = line.iter().map(|h| heading(h, edition)).collect();
    (found.iter().flatten().count() >= 2).then_some(found)
}

/// Words that people put over columns, beside the catalog's own names.
const ALIASES: &[(&str, &[&str])] = &[
    (
        "name",
        &["名称", "主机名", "主机名称", "虚拟机名称", "服务器", "用途", "资源名称", "name", "host", "server"],
    ),
    ("function", &["类型", "功能", "服务", "资源类型", "服务类型", "function", "service"]),
    ("d.vcpu", &["cpu", "vcpu", "核", "核数", "cpu核数", "cpu数量", "cores"]),
    ("d.memory", &["内存", "内存大小", "内存数量", "memory", "ram", "mem"]),
    ("d.disk.plain", &["硬盘", "磁盘", "数据盘", "普通存储", "存储", "存储空间", "disk", "storage"]),
    ("d.disk.fast", &["高性能存储", "高速盘", "ssd", "高性能盘", "系统盘"]),
    ("d.bandwidth", &["带宽", "bandwidth"]),
    ("t.zone", &["区域", "网络", "网络区域", "部署区域", "zone", "network"]),
    ("t.arch", &["架构", "cpu架构", "arch", "architecture"]),
    ("t.os", &["操作系统", "系统", "os"]),
    ("count", &["数量", "台数", "个数", "count", "quantity"]),
    ("months", &["月数", "服务周期", "使用期限", "months", "term"]),
    ("reason", &["理由", "说明", "reason"]),
    ("remark", &["备注", "remark", "note"]),
];

fn heading(text: &str, edition: &Edition) -> Option<String> {
    let plain = plain(text);
    let named =
        |words: &crate::basics::Words| plain == words.zh.to_lowercase() || plain == words.en.to_lowercase();
    if let Some(d) = edition.dimensions.iter().find(|d| named(&d.name) || plain == d.code) {
        return Some(format!("d.{}", d.code));
    }
    if let Some(t) = edition.traits.iter().find(|t| named(&t.name) || plain == t.code) {
        return Some(format!("t.{}", t.code));
    }
    let (column, _) = ALIASES.iter().find(|(_, names)| names.contains(&plain.as_str()))?;
    let known = match column.split_once('.') {
        Some(("d", code)) => edition.dimension(code).is_some(),
        Some(("t", code)) => edition.trait_of(code).is_some(),
        _ => true,
    };
    known.then(|| (*column).to_owned())
}

/// A heading without its unit in brackets, spaces and case: `内存 (GB)` → `内存`.
fn plain(text: &str) -> String {
    let text = text.split(['(', '（', '/', '[']).next().unwrap_or("");
    text.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>().to_lowercase()
}

fn row(line: &[String], columns: &[Option<String>], edition: &Edition) -> PastedRow {
    let mut row = PastedRow::new();
    let mut rest: Vec<String> = Vec::new();
    for (at, text) in line.iter().enumerate() {
        let text = text.trim();
        match columns.get(at) {
            _ if text.is_empty() => {}
            Some(Some(column)) => {
                row.insert(column.clone(), coded(column, text, edition));
            }
            _ => rest.push(text.to_owned()),
        }
    }
    if !rest.is_empty() {
        let remark = row.entry("remark".to_owned()).or_default();
        rest.splice(0..0, Some(std::mem::take(remark)).filter(|r| !r.is_empty()));
        *remark = rest.join("; ");
    }
    row
}

/// The code of a name, where the column holds codes and the name is known; else the text as it is.
pub fn coded(column: &str, text: &str, edition: &Edition) -> String {
    let same = |words: &crate::basics::Words| words.zh == text || words.en.eq_ignore_ascii_case(text);
    let found = match column.split_once('.') {
        _ if column == "function" => edition.functions.iter().find(|f| same(&f.name)).map(|f| &f.code),
        Some(("t" | "p", code)) => {
            let values = edition.trait_of(code).map(|t| t.values.as_slice()).unwrap_or_default();
            values.iter().find(|v| same(&v.name) || close(&v.name.zh, text)).map(|v| &v.code)
        }
        _ => None,
    };
    found.map_or_else(|| text.to_owned(), Clone::clone)
}

/// `互联网` names `互联网区`, and the other way round.
fn close(name: &str, text: &str) -> bool {
    text.chars().count() >= 2 && (name.starts_with(text) || text.starts_with(name))
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
            units: vec![Unit { name: unit.into(), holds: 1 }],
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
