//! Reading of workbooks (XLSX) and of text files in the encodings of Chinese offices.

mod archive;
mod cells;
#[cfg(feature = "program")]
pub mod encoding;
mod pack;
#[cfg(test)]
mod tests;

pub use pack::pack;

use super::error::Error;
use super::table::Table;

/// Reads the sheets of a workbook. Formulas count as what was last computed of them.
///
/// # Errors
/// Where the file is no workbook, refers to something outside, or is more than is read; see [`Error`].
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Error> {
    archive::check(bytes)?;
    // What was not foreseen of a hostile file ends as a damaged file, not as the end of the program.
    let read = std::panic::catch_unwind(|| cells::tables(bytes));
    let tables = read.unwrap_or_else(|_| Err(Error::Broken("unreadable".to_owned())))?;
    if tables.iter().all(|table| table.rows.is_empty()) {
        return Err(Error::Empty);
    }
    Ok(tables)
}
