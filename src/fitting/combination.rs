//! 组合适配: whole numbers of items that cover a divisible need together.

use super::exact::Ratio;
use super::price::Cost;
use crate::dossier::Part;

/// Items that cover the total of a divisible need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// Its stable name.
    pub key: String,
    /// The parts with their whole numbers over all instances.
    pub parts: Vec<Part>,
    /// Dimension code, total needed, total got.
    pub totals: Vec<(String, i64, i64)>,
    /// What it costs over the need's months.
    pub cost: Cost,
    /// How sure it is that nothing costs less.
    pub proof: Proof,
}

/// How good a combination is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing that covers the need costs less.
    Optimal,
    /// The best found; what is proven is that nothing costs less by more than this share of it.
    Within(Ratio),
}
