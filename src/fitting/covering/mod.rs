//! Least-cost covering in whole numbers: min c·x with A·x ≥ b, 0 ≤ x ≤ u, x whole, nothing below nought.
//!
//! All of it is whole numbers: the same problem gives the same bytes natively and in wasm, and what is claimed is
//! proven by arithmetic that does not round. The steps, a file each:
//!
//! - `model`: rows are divided by what they have in common, amounts cut to the need.
//! - `dual`: lower bounds from multipliers (Lagrange), climbed by a bounded dual simplex method whose directions
//!   are approximate and whose bounds are exact.
//! - `node`: what is left once some units are taken; limits from cost and need, forced units, dominance.
//! - `round`: covers from fractions.
//! - `cuts`: rows by mixed-integer rounding, of rows, of their sum and of the tableau.
//! - `root`: bound, reduced costs, dominance and cuts before anything is divided.
//! - `search`: divides at the fraction that raises the bound most; follows the more promising half, and comes back
//!   to the most promising node put off.
//!
//! A knapsack of several capacities is the same problem: with y = 1 − x, what is left out covers what is too much.

mod cuts;
mod dual;
pub mod hard;
mod model;
mod node;
mod root;
mod round;
mod search;
#[cfg(test)]
mod tests;

pub use model::{Column, Problem};

use search::Search;

/// Rows are brought to a need of about 2 to this power before bounds are computed.
const SCALE: u32 = 28;

/// What the product grants one question, however hard it is: some 30 ms in wasm on the two cores of `speed.md`
/// (`cargo x bench covering`).
pub const GRANTED: u64 = 2_200_000;

/// What is known of a problem after the work that was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Units of each column of the best cover found.
    pub units: Option<Vec<i64>>,
    /// What no cover undercuts, in the unit of the costs; `i128::MAX` where nothing covers the needs. Where it is
    /// what the units cost, nothing costs less.
    pub bound: i128,
    /// The work that was done, in amounts multiplied: some ten nanoseconds each in a browser.
    pub work: u64,
    /// Nodes that were looked at.
    pub nodes: u64,
}

/// Covers the needs at the least cost, with at most about so much work (see [`Answer::work`]); work, not time, so
/// that the answer is the same on every machine. With little work the best cover found comes with a bound that is
/// proven all the same. Of a problem that is not [sound](Problem::sound) nothing is said.
pub fn least(problem: &Problem, work: u64) -> Answer {
    if !problem.sound() {
        return Answer { units: None, bound: 0, work: 0, nodes: 0 };
    }
    Search::new(problem, work).run()
}
