//! Rows and cells of a CSV text (RFC 4180, and what spreadsheets make of it), read and written.

use super::Error;

/// A row with the number that a spreadsheet shows for it, the first being 1.
pub(crate) struct Row {
    pub(crate) number: usize,
    pub(crate) cells: Vec<String>,
}

/// What a file for spreadsheets begins with, so that they read it as UTF-8.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes a row, its end included. Cells with a divider, a quote or a line end stand in quotes.
pub(crate) fn row<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let quoted = |cell: &str| {
        if cell.contains(['"', ',', ';', '\t', '\r', '\n']) || cell != cell.trim() {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\r\n"
}

/// A text as a cell that no spreadsheet takes for a formula: one that begins (after spaces) with `= + - @` or
/// their full-width forms, or with a tab or a line end, gets an apostrophe before it, which spreadsheets read as
/// 'this is text'. [`text_of`] takes it off again.
pub(crate) fn text_cell(text: &str) -> String {
    if looks_like_formula(text) || text.starts_with('\'') { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`text_cell`] made this cell of. A cell that it never makes is as it is.
pub(crate) fn text_of(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| looks_like_formula(rest) || rest.starts_with('\'')).unwrap_or(cell)
}

fn looks_like_formula(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    text.starts_with(['\t', '\r', '\n'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

/// Splits a text into rows. Cells are divided by the comma, semicolon or tab that the first row has most
/// of; a cell in quotes may hold any of them, line ends, and quotes written twice. Empty rows are counted
/// and left out.
///
/// # Errors
/// Where a quote is not closed, or text follows a closing quote.
pub(crate) fn rows(text: &str) -> Result<Vec<Row>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        divider: divider(text),
        rows: Vec::new(),
        cells: Vec::new(),
        cell: String::new(),
        number: 1,
    };
    let mut state = State::Begin;
    let (mut line, mut column) = (1, 0);
    let mut opened = (1, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        column += 1;
        state = match (state, c) {
            (State::Quoted, '"') if chars.peek() == Some(&'"') => {
                chars.next();
                column += 1;
                reader.cell.push('"');
                State::Quoted
            }
            (State::Quoted, '"') => State::Closed,
            (State::Quoted, c) => {
                reader.cell.push(c);
                State::Quoted
            }
            (State::Begin, '"') => {
                opened = (line, column);
                State::Quoted
            }
            (_, '\r') if chars.peek() == Some(&'\n') => state,
            (_, '\n' | '\r') => {
                reader.end_row();
                State::Begin
            }
            (_, c) if c == reader.divider => {
                reader.end_cell();
                State::Begin
            }
            (State::Closed, ' ') => State::Closed,
            (State::Closed, c) => {
                let detail = format!("引号之后出现“{c}” / '{c}' after a closing quote");
                return Err(Error::Syntax { line, column, detail });
            }
            (State::Begin | State::Plain, c) => {
                reader.cell.push(c);
                State::Plain
            }
        };
        if c == '\n' {
            (line, column) = (line + 1, 0);
        }
    }
    if matches!(state, State::Quoted) {
        let detail = "引号没有闭合 / a quote is not closed".to_owned();
        return Err(Error::Syntax { line: opened.0, column: opened.1, detail });
    }
    reader.end_row();
    Ok(reader.rows)
}

#[derive(Clone, Copy)]
enum State {
    Begin,
    Plain,
    Quoted,
    Closed,
}

struct Reader {
    divider: char,
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    number: usize,
}

impl Reader {
    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell).trim().to_owned());
    }

    fn end_row(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(Row { number: self.number, cells });
        }
        self.number += 1;
    }
}

fn divider(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |c: char| first.chars().filter(|x| *x == c).count();
    // Of equals the comma wins: `max_by_key` gives the last.
    [';', '\t', ','].into_iter().max_by_key(|c| count(*c)).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        rows(text).unwrap().into_iter().map(|row| (row.number, row.cells)).collect()
    }

    #[test]
    fn quotes_line_ends_and_dividers() {
        let expected = |rows: &[(usize, &[&str])]| -> Vec<(usize, Vec<String>)> {
            rows.iter().map(|(n, cells)| (*n, cells.iter().map(|c| (*c).to_owned()).collect())).collect()
        };
        assert_eq!(read("a,b\n1,2\n"), expected(&[(1, &["a", "b"]), (2, &["1", "2"])]));
        assert_eq!(read("\u{feff}a;b\r\n\"1;2\";3"), expected(&[(1, &["a", "b"]), (2, &["1;2", "3"])]));
        assert_eq!(
            read("a\tb\n\"x\ny\"\t\"say \"\"hi\"\"\"\nc\t"),
            expected(&[(1, &["a", "b"]), (2, &["x\ny", "say \"hi\""]), (3, &["c", ""]),])
        );
        assert_eq!(read("a,b\n\n,\n1, 2 \r3"), expected(&[(1, &["a", "b"]), (4, &["1", "2"]), (5, &["3"])]));
        assert_eq!(read(""), []);
        assert_eq!(read("a\"b"), expected(&[(1, &["a\"b"])]));
    }

    #[test]
    fn what_is_written_is_read_and_is_no_formula() {
        for text in [
            "8核",
            "",
            "a,b",
            "say \"hi\"",
            "\"quoted\"",
            "a\nb",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            "'",
            "'=1",
            "''",
            "'tis",
            "x=1",
            "a;b",
            "a\tb",
        ] {
            let written = row([text_cell(text).as_str(), "end"]);
            let cell = written.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{written}");
            let back = rows(&format!("a,b\r\n{written}")).unwrap();
            assert_eq!(back.last().map(|row| text_of(&row.cells[0])), Some(text), "{written}");
        }
        for text in ["\t=1", "\r=1", "\n=1", "  =1"] {
            assert!(text_cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(text_of("'abc"), "'abc", "an apostrophe that a person typed is a letter");
    }

    #[test]
    fn faulty_quotes_name_their_place() {
        assert!(matches!(rows("a,b\n1,\"x\n"), Err(Error::Syntax { line: 2, column: 3, .. })));
        assert!(matches!(rows("a\n\"x\"y"), Err(Error::Syntax { line: 2, column: 4, .. })));
    }
}
