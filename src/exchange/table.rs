//! A table as somebody's file holds it, before anybody has said what its columns mean; and how much of one is read.

use super::error::Error;
use crate::wire::csv;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 10 << 20;
/// Most rows of a sheet, headings and titles included: a fleet of 100,000 servers and what stands around it.
pub const MOST_ROWS: u32 = 100_100;
/// Most columns of a sheet.
pub const MOST_COLUMNS: u32 = 256;
/// Most cells of all sheets together that hold something.
pub const MOST_CELLS: usize = 1_000_000;
/// Longest text of a cell, in characters: what a spreadsheet itself can hold.
pub const MOST_TEXT: usize = 32_767;

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name; empty for a file that has one sheet and no name for it.
    pub name: String,
    /// True where the workbook hides it.
    pub hidden: bool,
    /// Its rows that hold something, by rising number.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it, the first being 1.
    pub number: u32,
    /// Its cells from column A on; shorter than the sheet is wide where nothing follows.
    pub cells: Vec<Value>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number, as the shortest decimal that gives it back.
    Number(String),
    /// A date, `2026-11-23`, with the time behind it where it has one.
    Day(String),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula whose result the file does not hold.
    Uncomputed,
    /// Part of merged cells whose value stands at this row number and column (from 0), above it.
    Merged(u32, usize),
}

impl Value {
    /// A text cell; nothing where the text is blank.
    pub fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// As it is shown; empty for cells that hold nothing of their own.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Day(text) | Self::Error(text) => text,
            Self::Empty | Self::Uncomputed | Self::Merged(..) => "",
        }
    }

    /// True where the cell holds something of its own.
    pub fn is_something(&self) -> bool {
        !matches!(self, Self::Empty | Self::Merged(..))
    }
}

impl Row {
    /// The cell of a column, from 0.
    pub fn cell(&self, at: usize) -> &Value {
        self.cells.get(at).unwrap_or(&Value::Empty)
    }

    /// Its cells that hold something, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Value)> {
        self.cells.iter().enumerate().filter(|(_, value)| value.is_something())
    }
}

impl Table {
    /// A table of plain texts, the first row being row 1.
    pub fn of_texts<'t>(rows: impl IntoIterator<Item = &'t [String]>) -> Self {
        let row = |(number, cells): (u32, &[String])| Row {
            number,
            cells: cells.iter().map(|text| Value::text(text)).collect(),
        };
        let rows = (1..).zip(rows).map(row).filter(|row| row.filled().next().is_some()).collect();
        Self { rows, ..Self::default() }
    }

    /// The row of this number, where it holds something.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }

    /// What a cell shows: for a part of merged cells what stands in the first of them.
    pub fn shown<'t>(&'t self, row: &'t Row, at: usize) -> &'t str {
        match row.cell(at) {
            Value::Merged(top, left) => self.row(*top).map_or("", |row| row.cell(*left).shown()),
            value => value.shown(),
        }
    }

    /// Columns up to the last that holds something.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// The name of a column, from 0: `A`, `Z`, `AA`.
pub fn column(at: usize) -> String {
    let (mut name, mut rest) = (String::new(), at + 1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name
}

/// The name of a cell: `B7`.
pub fn place(row: u32, at: usize) -> String {
    format!("{}{row}", column(at))
}

/// Reads a CSV text (see `wire::csv`). Marks against formulas are taken off again.
///
/// # Errors
/// Where quotes are broken, or the file is larger than is read.
pub fn read_csv(text: &str) -> Result<Table, Error> {
    let mut reader = CsvReader::new(text)?;
    while reader.read(text, usize::MAX)? {}
    Ok(reader.table)
}

/// [`read_csv`] some rows at a time. Every call is given the same text.
#[derive(Debug)]
pub struct CsvReader {
    rows: csv::Reader,
    cells: usize,
    /// What was read so far.
    pub table: Table,
}

impl CsvReader {
    /// Begins.
    ///
    /// # Errors
    /// Where the text is longer than is read.
    pub fn new(text: &str) -> Result<Self, Error> {
        if text.len() > 2 * MOST_BYTES {
            return Err(Error::TooLarge);
        }
        Ok(Self { rows: csv::Reader::new(text), cells: 0, table: Table::default() })
    }

    /// Where reading goes on, in bytes.
    pub fn at(&self) -> usize {
        self.rows.at()
    }

    /// Reads up to so many rows more; `false` once there are no more.
    ///
    /// # Errors
    /// Where quotes are broken, or the file is larger than is read.
    pub fn read(&mut self, text: &str, most: usize) -> Result<bool, Error> {
        for _ in 0..most {
            let Some(read) = self.rows.next(text) else { return Ok(false) };
            let read = read.map_err(Error::Csv)?;
            self.row(u32::try_from(read.number).unwrap_or(u32::MAX), &read.cells)?;
        }
        Ok(true)
    }

    fn row(&mut self, number: u32, read: &[String]) -> Result<(), Error> {
        let mut row = Row { number, cells: Vec::with_capacity(read.len()) };
        within(String::new(), number, read.len().saturating_sub(1))?;
        for (at, text) in read.iter().enumerate() {
            if text.len() > MOST_TEXT && text.chars().count() > MOST_TEXT {
                return Err(Error::TooLong { sheet: String::new(), cell: place(number, at) });
            }
            row.cells.push(Value::text(csv::text_of(text)));
        }
        while matches!(row.cells.last(), Some(Value::Empty)) {
            row.cells.pop();
        }
        self.cells += row.filled().count();
        if self.cells > MOST_CELLS {
            return Err(Error::TooManyCells { sheet: String::new() });
        }
        self.table.rows.push(row);
        Ok(())
    }
}

/// Says where a cell lies beyond what is read.
///
/// # Errors
/// Where it does.
pub(super) fn within(sheet: String, row: u32, at: usize) -> Result<(), Error> {
    if row > MOST_ROWS {
        return Err(Error::TooManyRows { sheet, row });
    }
    if at >= MOST_COLUMNS as usize {
        return Err(Error::TooManyColumns { sheet, cell: place(row, at) });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].map(column).to_vec();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        assert_eq!(place(7, 1), "B7");
    }

    #[test]
    fn a_text_file_keeps_its_row_numbers_and_loses_its_marks() {
        let table = read_csv("\u{feff}名称,内存(GB)\r\n\r\n'=web,8\r\n,,\r\n").unwrap();
        assert_eq!(table.rows.len(), 2);
        assert_eq!((table.rows[1].number, table.rows[1].cell(0).shown()), (3, "=web"));
        assert_eq!(table.shown(&table.rows[1], 9), "");
    }

    #[test]
    fn what_is_too_much_is_said_with_its_place() {
        let wide = "a,".repeat(300);
        assert!(matches!(read_csv(&wide), Err(Error::TooManyColumns { cell, .. }) if cell == "KO1"));
        let long = format!("a\n\"{}\"", "长".repeat(MOST_TEXT + 1));
        assert!(matches!(read_csv(&long), Err(Error::TooLong { cell, .. }) if cell == "A2"));
        let many = "1\n".repeat(MOST_ROWS as usize + 1);
        assert!(matches!(read_csv(&many), Err(Error::TooManyRows { row, .. }) if row == MOST_ROWS + 1));
        assert!(matches!(read_csv("a\n\"b"), Err(Error::Csv(_))));
    }
}
