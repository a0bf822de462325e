//! A table with what it is, before it becomes a file or a text.

use crate::basics::{Decimal, Money};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text; may be empty.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// An amount in 元.
    Yuan(Money),
    /// Any other number.
    Number(Decimal),
}

impl Cell {
    /// A text cell.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// As it is shown to people: amounts with separators and at least two digits behind the point.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Yuan(money) => money.in_yuan(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// True for numbers, which stand on the right.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Short name, at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What it rests on, a label and a text a line.
    pub about: Vec<(String, String)>,
    /// Headings of the columns.
    pub headings: Vec<String>,
    /// The rows, each with a cell a heading.
    pub rows: Vec<Vec<Cell>>,
    /// The row that sums them up.
    pub total: Vec<Cell>,
}

impl Sheet {
    /// All rows, the total last.
    pub fn all_rows(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.rows.iter().chain((!self.total.is_empty()).then_some(&self.total))
    }
}
