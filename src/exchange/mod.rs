//! Tables for spreadsheets: what leaves the house as CSV or XLSX for people who go on working with it.
//!
//! A [`Sheet`] says what it is before it says what it holds: settlement, day, ruleset, catalog edition, rule of
//! counting, and what of it is illustrative (示例), interpreted (解释) or missing. Texts are text cells and never
//! formulas; amounts are numbers.

mod basis;
pub mod csv;
pub mod filings;
pub mod monitoring;
pub mod sheet;
#[cfg(test)]
mod tests;
#[cfg(feature = "spreadsheet")]
pub mod xlsx;
pub mod year;

pub use basis::About;
pub use sheet::{Cell, Sheet};
