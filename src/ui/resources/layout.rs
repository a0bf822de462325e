//! Which cells a row of the resource table has.
//!
//! A server asks for several amounts, a bandwidth for one: the table shows up to four amounts beside each
//! other, and a row whose function asks for other amounts gets one wide cell for the first of them. All
//! that does not fit stands in the row's panel.

use crate::basics::Lang;
use crate::catalog::{Edition, Function};
use crate::dossier::NeedRow;

/// Amounts that stand beside each other in the table.
const MOST_DIMENSIONS: usize = 4;

/// The columns of the table, as the catalog makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Dimension codes of the amount columns.
    pub dimensions: Vec<String>,
    /// The trait that has a column (the first that the catalog declares), if any.
    pub zone: Option<String>,
}

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Column key in the draft, such as `d.vcpu`.
    pub column: String,
    /// How many columns of the table it covers.
    pub span: usize,
    /// What is typed or chosen in it.
    pub kind: CellKind,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// A text.
    Text,
    /// A function of the catalog.
    Function,
    /// An amount of this dimension.
    Amount(String),
    /// A value of this trait.
    Trait(String),
    /// A whole number.
    Whole,
}

impl Layout {
    /// The columns for an edition: the amounts that its first function with instances asks for, and its
    /// first trait.
    pub fn of(edition: &Edition) -> Self {
        let asks = Self::function(edition).map(|f| &f.asks);
        Self {
            dimensions: asks.into_iter().flatten().take(MOST_DIMENSIONS).cloned().collect(),
            zone: edition.traits.first().map(|t| t.code.clone()),
        }
    }

    /// The function that the amount columns fit: the first with instances and more than one amount.
    pub fn function(edition: &Edition) -> Option<&Function> {
        crate::exchange::list::server_function(edition)
    }

    /// How many columns hold something to type: name, function, amounts, zone, count.
    pub fn width(&self) -> usize {
        3 + self.dimensions.len() + usize::from(self.zone.is_some())
    }

    /// The cells of one row, from left to right. Their spans add up to [`Layout::width`].
    pub fn cells(&self, row: &NeedRow, edition: &Edition) -> Vec<Cell> {
        let cell = |column: &str, kind| Cell { column: column.to_owned(), span: 1, kind };
        let mut cells = vec![cell("name", CellKind::Text), cell("function", CellKind::Function)];
        let function = edition.function(row.cell("function"));
        match function.filter(|f| !self.shares_columns(f)) {
            Some(other) if !self.dimensions.is_empty() => {
                let first = other.asks.first().map_or("", String::as_str);
                let kind = CellKind::Amount(first.to_owned());
                cells.push(Cell { column: format!("d.{first}"), span: self.dimensions.len(), kind });
            }
            _ => cells
                .extend(self.dimensions.iter().map(|d| cell(&format!("d.{d}"), CellKind::Amount(d.clone())))),
        }
        cells.extend(self.zone.iter().map(|z| cell(&format!("t.{z}"), CellKind::Trait(z.clone()))));
        cells.push(cell("count", CellKind::Whole));
        cells
    }

    /// True where a function asks for more than one of the amount columns: then the columns fit it.
    fn shares_columns(&self, function: &Function) -> bool {
        function.asks.iter().filter(|a| self.dimensions.contains(a)).count() > 1
    }

    /// True where this amount can be typed in this row: the function asks for it, or is not chosen yet.
    pub fn asked(row: &NeedRow, edition: &Edition, dimension: &str) -> bool {
        edition
            .function(row.cell("function"))
            .is_none_or(|f| f.asks.is_empty() || f.asks.iter().any(|a| a == dimension))
    }
}

/// A row in a few words, for narrow screens and lists: `8 核 · 16 GB · 2 台`.
pub fn summary(row: &NeedRow, edition: &Edition, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    for dimension in &edition.dimensions {
        let typed = row.cell(&format!("d.{}", dimension.code));
        if typed.is_empty() {
            continue;
        }
        let shown = dimension.parse(typed).map_or_else(|_| typed.to_owned(), |a| dimension.show(a, lang));
        parts.push(format!("{} {shown}", dimension.name.get(lang)));
    }
    let count = row.cell("count");
    if !count.is_empty() && count != "1" {
        parts.push(format!("× {count}"));
    }
    parts.join(" · ")
}
