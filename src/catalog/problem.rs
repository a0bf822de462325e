//! What is wrong with a catalog. About the file, not about a case: no article is cited.

use crate::basics::Words;

/// A fault of a catalog, with the place where its editor finds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CatalogProblem {
    /// The item's row: in JSON its place among `items`, from 1; in CSV the row as a spreadsheet numbers
    /// it, the header being row 1. `None` for the declarations.
    pub row: Option<usize>,
    /// The field of the item, such as `price/tiers/1/from`, or the column's heading in a CSV file; for
    /// the declarations a JSON pointer, such as `/dimensions/2/units`.
    pub column: String,
    /// Stable code, such as `catalog-unit-unknown`.
    pub code: &'static str,
    /// True where the edition should not be used before this is put right; false for a warning.
    pub bars: bool,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}
