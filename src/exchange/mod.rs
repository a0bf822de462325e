//! Spreadsheets both ways: lists that people keep, read as needs ([`list`]); and what leaves the house as CSV or XLSX for
//! people who go on working with it.
//!
//! A [`Sheet`] says what it is before it says what it holds: settlement, day, ruleset, catalog edition, rule of
//! counting, and what of it is illustrative (示例), interpreted (解释) or missing. Texts are text cells and never
//! formulas; amounts are numbers.

mod basis;
#[cfg(feature = "spreadsheet")]
pub mod book;
pub mod changes;
pub mod csv;
pub mod error;
pub mod filings;
pub mod fit;
pub mod fleet;
pub mod list;
#[cfg(feature = "sheets")]
pub mod module;
pub mod monitoring;
pub mod passage;
pub mod sheet;
pub mod table;
#[cfg(test)]
mod tests;
#[cfg(feature = "spreadsheet")]
pub mod xlsx;
pub mod year;

pub use basis::About;
pub use error::Error;
pub use sheet::{Cell, Sheet};
