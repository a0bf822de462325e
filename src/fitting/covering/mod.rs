//! Least-cost covering in whole numbers: an exact kernel.

mod cuts;
mod dual;
mod model;
mod node;
mod round;
mod search;

pub use model::{Column, Problem};

use search::Search;

/// Rows are brought to a need of about 2 to this power before bounds are computed.
const SCALE: u32 = 28;

/// What is known of a problem after the work that was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Units of each column of the best cover found.
    pub units: Option<Vec<i64>>,
    /// What no cover undercuts; `i128::MAX` where nothing covers the needs.
    pub bound: i128,
    /// The work that was done, in amounts multiplied.
    pub work: u64,
    /// Nodes that were looked at.
    pub nodes: u64,
}

/// Covers the needs at the least cost, with at most about so much work.
pub fn least(problem: &Problem, work: u64) -> Answer {
    Search::new(problem, work).run()
}
