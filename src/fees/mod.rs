//! 服务费: what the recorded configurations cost, when it falls due, and the table for the department's budget.
//!
//! Articles 3, 4 and 9 of the measure: the catalog's prices times the service really taken; used before it is
//! paid and audited before it is paid; paid by the department in the next year out of its budget. What is
//! computed and what is interpreted stands in [`guide`].

pub mod audit;
pub mod budget;
pub mod calendar;
pub mod estimate;
pub mod next_budget;
pub mod proration;
pub mod services;
pub mod settle;
pub mod show;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_year;
#[cfg(test)]
mod tests_year_random;
pub mod year;

#[doc = include_str!("../docs/fees.md")]
pub mod guide {}

pub use audit::{Audit, AuditRow, Ceiling, Sums, audit};
pub use budget::Budget;
pub use calendar::{Calendar, Settlement, Window};
pub use estimate::{Charge, Estimate, EstimateRow, Line, Open, RowFees, Why, estimate};
pub use next_budget::{NextBudget, next_budget};
pub use proration::{Counted, Rule, SaidBy};
pub use year::SettlementYear;
