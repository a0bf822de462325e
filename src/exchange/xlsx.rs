//! Tables as an XLSX workbook. Text cells are texts and never formulas; amounts are number cells.

use super::sheet::{Cell, Sheet};
use crate::basics::{Date, Words};
use chrono::Datelike as _;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Why a workbook cannot be written.
#[derive(Debug)]
pub struct Error(XlsxError);

impl Error {
    /// The sentence for people.
    pub fn words(&self) -> Words {
        Words::new(
            format!("无法生成表格文件：{}", self.0),
            format!("The workbook cannot be written: {}", self.0),
        )
    }
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        Self(error)
    }
}

/// How amounts are shown: two digits behind the point, and more only where they are needed.
const YUAN: &str = "#,##0.00####";
/// Most digits that a number cell of a spreadsheet keeps; a longer amount is written as text.
const MOST_DIGITS: usize = 15;
/// Widest column, in characters.
const WIDEST: usize = 40;

/// Writes a workbook, a sheet a table. `made` is the day that the file names as its own, so that the same tables
/// give the same bytes.
///
/// # Errors
/// Where a sheet has more rows than a spreadsheet, a name that none may have, or a text that is too long for a cell.
pub fn write(sheets: &[Sheet], made: Date) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let year = u16::try_from(made.year()).unwrap_or(1900);
    let (month, day) = (u8::try_from(made.month()).unwrap_or(1), u8::try_from(made.day()).unwrap_or(1));
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        fill(workbook.add_worksheet(), sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), Error> {
    let bold = Format::new().set_bold();
    let heading = Format::new().set_bold().set_text_wrap();
    page.set_name(&sheet.name)?;
    page.write_string_with_format(0, 0, &sheet.title, &bold)?;
    let mut row = 1;
    for (label, text) in &sheet.about {
        page.write_string(row, 0, label)?;
        page.write_string(row, 1, text)?;
        row += 1;
    }
    row += 1;
    for (column, text) in (0..).zip(&sheet.headings) {
        page.write_string_with_format(row, column, text, &heading)?;
        page.set_column_width(column, width(sheet, usize::from(column)))?;
    }
    page.set_freeze_panes(row + 1, 0)?;
    let last_column = u16::try_from(sheet.headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    if rows > 0 {
        page.autofilter(row, 0, row.saturating_add(rows), last_column)?;
    }
    for cells in &sheet.rows {
        row += 1;
        put(page, row, cells, &Format::new())?;
    }
    put(page, row + 1, &sheet.total, &bold)
}

fn put(page: &mut Worksheet, row: u32, cells: &[Cell], format: &Format) -> Result<(), Error> {
    for (column, cell) in (0..).zip(cells) {
        let (text, yuan) = match cell {
            Cell::Text(text) if text.is_empty() => continue,
            Cell::Text(text) => {
                page.write_string_with_format(row, column, text, format)?;
                continue;
            }
            Cell::Whole(whole) => (whole.to_string(), false),
            Cell::Yuan(money) => (money.plain(), true),
            Cell::Number(number) => (number.to_string(), false),
        };
        match number(&text) {
            Some(number) if yuan => {
                let format = format.clone().set_num_format(YUAN);
                page.write_number_with_format(row, column, number, &format)?;
            }
            Some(number) => drop(page.write_number_with_format(row, column, number, format)?),
            None => drop(page.write_string_with_format(row, column, text, format)?),
        }
    }
    Ok(())
}

/// A decimal as a spreadsheet keeps it: the number nearest to it, which gives the decimal back. `None` where it has
/// more digits than a spreadsheet keeps: there the text is right and the number would not be.
fn number(text: &str) -> Option<f64> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.parse().ok().filter(|_| digits <= MOST_DIGITS)
}

/// Characters that a column needs; a Chinese one counts twice.
fn width(sheet: &Sheet, column: usize) -> u32 {
    let cells = sheet.all_rows().filter_map(|row| row.get(column)).map(Cell::shown);
    let texts = cells.chain(sheet.headings.get(column).cloned());
    let wide = |text: String| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widest = texts.map(wide).max().unwrap_or(0).clamp(8, WIDEST) + 2;
    u32::try_from(widest).unwrap_or(8)
}
