//! The cells of a workbook, one after the other: never a whole rectangle, which a single far cell would blow up.

use super::super::error::Error;
use super::super::table::{self, MOST_CELLS, MOST_TEXT, Row, Table, Value};
use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use std::io::Cursor;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The sheets of a workbook that hold cells.
pub(super) fn tables(bytes: &[u8]) -> Result<Vec<Table>, Error> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| locked(&e))?;
    let sheets = book.sheets_metadata().to_vec();
    let mut left = MOST_CELLS;
    let mut tables = Vec::new();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let mut table =
            Table { hidden: sheet.visible != SheetVisible::Visible, name: sheet.name, rows: Vec::new() };
        fill(&mut book, &mut table, &mut left)?;
        merge(&mut book, &mut table);
        tables.push(table);
    }
    Ok(tables)
}

fn locked(error: &XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::OldOrLocked,
        other => Error::Broken(other.to_string()),
    }
}

fn fill(book: &mut Book<'_>, table: &mut Table, left: &mut usize) -> Result<(), Error> {
    let mut cells = match book.worksheet_cells_reader(&table.name) {
        // A sheet that holds a picture only.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        cells => cells.map_err(|e| locked(&e))?,
    };
    let mut sorted = true;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|e| locked(&e))? {
        let (row, at) = cell.pos;
        let value = match value(cell.value) {
            Value::Empty if cell.formula.is_some() => Value::Uncomputed,
            value => value,
        };
        if value == Value::Empty {
            continue;
        }
        let (number, at) = (row.saturating_add(1), at as usize);
        table::within(table.name.clone(), number, at)?;
        if value.shown().len() > MOST_TEXT && value.shown().chars().count() > MOST_TEXT {
            return Err(Error::TooLong { sheet: table.name.clone(), cell: table::place(number, at) });
        }
        *left = left.checked_sub(1).ok_or_else(|| Error::TooManyCells { sheet: table.name.clone() })?;
        let last = table.rows.last().map_or(0, |row| row.number);
        sorted &= last <= number;
        if last != number {
            table.rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = table.rows.last_mut() {
            put(row, at, value);
        }
    }
    if !sorted {
        join(&mut table.rows);
    }
    Ok(())
}

fn put(row: &mut Row, at: usize, value: Value) {
    if row.cells.len() <= at {
        row.cells.resize(at + 1, Value::Empty);
    }
    if let Some(cell) = row.cells.get_mut(at) {
        *cell = value;
    }
}

/// Rows in order, each once: a file may hold them in any.
fn join(rows: &mut Vec<Row>) {
    rows.sort_by_key(|row| row.number);
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        match joined.last_mut().filter(|last| last.number == row.number) {
            Some(last) => {
                for (at, value) in row.cells.into_iter().enumerate().filter(|(_, v)| v.is_something()) {
                    put(last, at, value);
                }
            }
            None => joined.push(row),
        }
    }
    *rows = joined;
}

fn value(data: DataRef<'_>) -> Value {
    match data {
        DataRef::Empty => Value::Empty,
        DataRef::Int(number) => Value::Number(number.to_string()),
        DataRef::Float(number) => Value::Number(number.to_string()),
        DataRef::String(text) => Value::text(&text),
        DataRef::SharedString(text) => Value::text(text),
        DataRef::Bool(yes) => Value::text(if yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => day(&date),
        DataRef::DateTimeIso(text) => Value::Day(text),
        DataRef::DurationIso(text) => Value::text(&text),
        DataRef::Error(error) => Value::Error(error.to_string()),
    }
}

/// A date as it is written; the workbook says whether it counts from 1900 or from 1904.
fn day(date: &ExcelDateTime) -> Value {
    if date.is_duration() {
        return Value::Number(date.as_f64().to_string());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => Value::Day(day),
        _ => Value::Day(format!("{day} {hour:02}:{minute:02}")),
    }
}

/// Marks the cells below the first of merged cells. Regions that nothing is said of are no harm, so that whatever
/// cannot be read of them is left.
fn merge(book: &mut Book<'_>, table: &mut Table) {
    let regions = book.merge_cells_by_sheet_name(&table.name).unwrap_or_default();
    let width = table.width();
    let mut work = MOST_CELLS;
    for region in regions {
        let (top, left) = (region.start.0.saturating_add(1), region.start.1 as usize);
        let last = region.end.0.saturating_add(1);
        let right = (region.end.1 as usize).min(width.saturating_sub(1));
        let from = table.rows.partition_point(|row| row.number <= top);
        for row in table.rows.iter_mut().skip(from).take_while(|row| row.number <= last) {
            for at in left..=right {
                let Some(rest) = work.checked_sub(1) else { return };
                work = rest;
                if !row.cell(at).is_something() {
                    put(row, at, Value::Merged(top, left));
                }
            }
        }
    }
}
