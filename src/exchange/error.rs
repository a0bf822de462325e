//! Why a file is not read as a table: each reason with its place and what to do.

use super::table::{MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT};
use crate::basics::Words;
use crate::wire;

/// Why a file is not read.
#[derive(Debug)]
pub enum Error {
    /// More bytes than are read.
    TooLarge,
    /// An old binary workbook (.xls), or one that is locked with a password: both look the same from outside.
    OldOrLocked,
    /// No workbook, or a damaged one.
    Broken(String),
    /// More parts than a workbook needs.
    TooManyParts(usize),
    /// A part that grows to more than is allowed, whatever it says of itself; all together where it has no name.
    Inflates {
        /// The part.
        part: String,
        /// Most bytes, unpacked.
        most: u64,
    },
    /// A part declares a document type, which a workbook never does: what it refers to is never fetched.
    DocumentType(String),
    /// A part refers to something outside the file that is no plain link.
    External(String),
    /// A row beyond the last that is read.
    TooManyRows {
        /// The sheet; empty for a text file.
        sheet: String,
        /// The row.
        row: u32,
    },
    /// A column beyond the last that is read.
    TooManyColumns {
        /// The sheet; empty for a text file.
        sheet: String,
        /// The cell.
        cell: String,
    },
    /// More cells than are read.
    TooManyCells {
        /// The sheet; empty for a text file.
        sheet: String,
    },
    /// A text longer than a spreadsheet holds.
    TooLong {
        /// The sheet; empty for a text file.
        sheet: String,
        /// The cell.
        cell: String,
    },
    /// No sheet holds anything.
    Empty,
    /// A text that is neither UTF-8 nor GB18030.
    Encoding {
        /// The line in which it stops being either.
        line: usize,
    },
    /// Broken quotes.
    Csv(wire::Error),
}

impl Error {
    /// The sentence for people.
    pub fn words(&self) -> Words {
        match self {
            Self::TooLarge => Words::new(
                format!("文件超过 {} MB，请拆分后再导入", MOST_BYTES >> 20),
                format!("The file is larger than {} MB: divide it", MOST_BYTES >> 20),
            ),
            Self::OldOrLocked => Words::new(
                "这是旧版 .xls 文件或加了密码的工作簿，请另存为不加密的 .xlsx 再导入",
                "This is an old .xls file or a workbook with a password: save it as .xlsx without one",
            ),
            Self::Broken(why) => Words::new(
                format!("文件不是 XLSX 工作簿或已损坏（{why}），请用 Excel 或 WPS 打开后另存"),
                format!(
                    "The file is no XLSX workbook, or damaged ({why}): open and save it in a spreadsheet"
                ),
            ),
            Self::TooManyParts(parts) => Words::new(
                format!("工作簿含 {parts} 个部件，超过允许的数量；请只保留清单所在的工作表"),
                format!(
                    "The workbook has {parts} parts, more than are read: keep the sheet of the list only"
                ),
            ),
            Self::Inflates { part, most } => Words::new(
                format!("工作簿的部件“{part}”解压后超过 {} MB，未读取", most >> 20),
                format!("The part '{part}' unpacks to more than {} MB: it was not read", most >> 20),
            ),
            Self::DocumentType(part) => Words::new(
                format!("工作簿的部件“{part}”声明了文档类型，未读取；请用 Excel 或 WPS 另存"),
                format!(
                    "The part '{part}' declares a document type and is not read: save it in a spreadsheet"
                ),
            ),
            Self::External(part) => Words::new(
                format!("工作簿引用了外部文件（{part}），未读取；请先断开外部链接（数据—编辑链接）"),
                format!("The workbook refers to files outside it ({part}): break its links first"),
            ),
            Self::Empty => Words::new("文件里没有任何内容", "The file holds nothing"),
            Self::Encoding { line } => Words::new(
                format!("第 {line} 行起既不是 UTF-8 也不是 GB18030 文本，请另存为 CSV UTF-8"),
                format!("From line {line} on it is neither UTF-8 nor GB18030: save it as CSV UTF-8"),
            ),
            Self::Csv(error) => error.words(),
            _ => self.beyond(),
        }
    }

    /// The sentence for what lies beyond the last row, column, cell or character that is read.
    fn beyond(&self) -> Words {
        let (sheet, zh, en) = match self {
            Self::TooManyRows { sheet, row } => (
                sheet,
                format!("第 {row} 行超出上限，最多读取 {MOST_ROWS} 行"),
                format!("row {row} is beyond the {MOST_ROWS} rows that are read"),
            ),
            Self::TooManyColumns { sheet, cell } => (
                sheet,
                format!("单元格 {cell} 超出上限，最多读取 {MOST_COLUMNS} 列"),
                format!("cell {cell} is beyond the {MOST_COLUMNS} columns that are read"),
            ),
            Self::TooManyCells { sheet } => (
                sheet,
                format!("有内容的单元格超过 {MOST_CELLS} 个"),
                format!("more than {MOST_CELLS} cells hold something"),
            ),
            Self::TooLong { sheet, cell } => (
                sheet,
                format!("单元格 {cell} 的文字超过 {MOST_TEXT} 个字"),
                format!("the text of cell {cell} is longer than {MOST_TEXT} characters"),
            ),
            _ => return Words::default(),
        };
        if sheet.is_empty() {
            return Words::new(zh, en);
        }
        Words::new(format!("工作表“{sheet}”：{zh}"), format!("Sheet '{sheet}': {en}"))
    }
}
