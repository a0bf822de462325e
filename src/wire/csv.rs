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
    let mut reader = Reader::new(text);
    std::iter::from_fn(|| reader.next(text)).collect()
}

/// [`rows`] one by one, so that a long text can be read piece by piece. Every call is given the same text.
#[derive(Debug)]
pub(crate) struct Reader {
    divider: u8,
    /// Where reading goes on, in bytes.
    at: usize,
    number: usize,
    line: usize,
    /// Where the line begins, in bytes.
    begin: usize,
    over: bool,
}

/// What a cell ends with.
#[derive(PartialEq)]
enum End {
    Cell,
    Row,
    Text,
}

impl Reader {
    /// At the beginning of a text, behind its byte order mark.
    pub(crate) fn new(text: &str) -> Self {
        let at = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let divider = divider(text.get(at..).unwrap_or_default());
        Self { divider, at, number: 1, line: 1, begin: at, over: false }
    }

    /// Where reading goes on, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The next row that holds something; nothing at the end, and behind an error.
    pub(crate) fn next(&mut self, text: &str) -> Option<Result<Row, Error>> {
        while !self.over {
            let mut cells = Vec::new();
            let end = loop {
                match self.cell(text, &mut cells) {
                    Ok(End::Cell) => {}
                    Ok(end) => break end,
                    Err(error) => {
                        self.over = true;
                        return Some(Err(error));
                    }
                }
            };
            self.over = end == End::Text;
            let number = self.number;
            self.number += 1;
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Some(Ok(Row { number, cells }));
            }
        }
        None
    }

    fn cell(&mut self, text: &str, cells: &mut Vec<String>) -> Result<End, Error> {
        let bytes = text.as_bytes();
        if bytes.get(self.at) == Some(&b'"') {
            let cell = self.quoted(text)?;
            cells.push(cell.trim().to_owned());
            while bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
            }
            return self.end(text).map_or_else(|| Err(self.behind_quote(text)), Ok);
        }
        // What divides is ASCII, which no byte of another letter is.
        let rest = bytes.get(self.at..).unwrap_or_default();
        let stops = |byte: &u8| *byte == self.divider || matches!(byte, b'\n' | b'\r');
        let end = self.at + rest.iter().position(stops).unwrap_or(rest.len());
        cells.push(text.get(self.at..end).unwrap_or_default().trim().to_owned());
        self.at = end;
        Ok(self.end(text).unwrap_or(End::Text))
    }

    /// The content of a cell in quotes; reading goes on behind the closing one.
    fn quoted(&mut self, text: &str) -> Result<String, Error> {
        let opened = (self.line, self.column(text, self.at));
        let mut cell = String::new();
        self.at += 1;
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            let Some(length) = rest.find('"') else {
                let detail = "引号没有闭合 / a quote is not closed".to_owned();
                return Err(Error::Syntax { line: opened.0, column: opened.1, detail });
            };
            let piece = rest.get(..length).unwrap_or_default();
            if let Some(last) = piece.rfind('\n') {
                self.line += piece.bytes().filter(|byte| *byte == b'\n').count();
                self.begin = self.at + last + 1;
            }
            cell.push_str(piece);
            self.at += length + 1;
            if text.as_bytes().get(self.at) != Some(&b'"') {
                return Ok(cell);
            }
            cell.push('"');
            self.at += 1;
        }
    }

    /// What stands here, if it ends a cell; reading goes on behind it.
    fn end(&mut self, text: &str) -> Option<End> {
        let bytes = text.as_bytes();
        match bytes.get(self.at) {
            None => Some(End::Text),
            Some(byte) if *byte == self.divider => {
                self.at += 1;
                Some(End::Cell)
            }
            Some(b'\n' | b'\r') => {
                if bytes.get(self.at..self.at + 2) == Some(b"\r\n") {
                    self.at += 1;
                }
                self.at += 1;
                if bytes.get(self.at - 1) == Some(&b'\n') {
                    (self.line, self.begin) = (self.line + 1, self.at);
                }
                Some(End::Row)
            }
            Some(_) => None,
        }
    }

    fn behind_quote(&self, text: &str) -> Error {
        let c = text.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        let detail = format!("引号之后出现“{c}” / '{c}' after a closing quote");
        Error::Syntax { line: self.line, column: self.column(text, self.at), detail }
    }

    /// The column of a byte in its line, counted in letters from 1.
    fn column(&self, text: &str, at: usize) -> usize {
        text.get(self.begin..at).map_or(0, |line| line.chars().count()) + 1
    }
}

fn divider(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |c: u8| first.bytes().filter(|x| *x == c).count();
    // Of equals the comma wins: `max_by_key` gives the last.
    [b';', b'\t', b','].into_iter().max_by_key(|c| count(*c)).unwrap_or(b',')
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
