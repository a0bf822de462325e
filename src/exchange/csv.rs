//! A table as CSV: RFC 4180, UTF-8 with a byte order mark, no cell that a spreadsheet takes for a formula.

use super::sheet::{Cell, Sheet};
use crate::basics::{Lang, Words};
use crate::wire::csv::{BYTE_ORDER_MARK, row, text_cell};

/// Writes a table: the headings first, then its rows, the total last. What it rests on stands in a last column of
/// every row, so that a row keeps it when it is sorted, filtered or copied. Amounts are plain decimals of 元.
pub fn write(sheet: &Sheet, lang: Lang) -> String {
    let basis = Words::new("依据", "Basis");
    let headings = sheet.headings.iter().map(String::as_str).chain([basis.get(lang)]).map(text_cell);
    let headings: Vec<String> = headings.collect();
    let about = about(sheet, lang);
    let mut text = String::from(BYTE_ORDER_MARK) + &row(headings.iter().map(String::as_str));
    for cells in sheet.all_rows() {
        let cells = cells.iter().map(cell).chain([text_cell(&about)]);
        let cells: Vec<String> = cells.collect();
        text.push_str(&row(cells.iter().map(String::as_str)));
    }
    text
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text_cell(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Yuan(money) => money.plain(),
        Cell::Number(number) => number.to_string(),
    }
}

/// What the table rests on, in one line.
fn about(sheet: &Sheet, lang: Lang) -> String {
    let (colon, stop) = match lang {
        Lang::Zh => ("：", "；"),
        Lang::En => (": ", "; "),
    };
    let lines = sheet.about.iter().map(|(label, text)| format!("{label}{colon}{text}"));
    std::iter::once(sheet.title.clone()).chain(lines).collect::<Vec<_>>().join(stop)
}
