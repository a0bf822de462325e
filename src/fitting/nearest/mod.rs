//! The nearest few of many items: packages on a shelf, found without looking at most of them.
//!
//! A [`Shelf`] keeps whole amounts column by column in leaves of eight, and over them boxes (the least and
//! the most of each column), sixteen to a node. Items with different traits stand in different trees. What is asked
//! goes down the nearest box first; a box is left out when it cannot reach an amount, or when *no* item in it can
//! come before the worst that is kept. That is proven in whole numbers: `need::Term` rounds each share of a box
//! down, and what is kept is rounded up.
//!
//! The order of what remains is exact: rounded sums decide only where they lie farther apart than their rounding,
//! and fractions over the need's amounts where they do not (see `kept`).

mod build;
mod kept;
mod need;
mod score;
#[cfg(test)]
mod tests;
mod walk;

pub use need::{Asked, Want};
pub use walk::Work;
pub(crate) use walk::{Limit, limit};

pub(crate) use score::SHARE;

use score::Block;

/// Children of a node, in fours.
const FAN: usize = 16;
const FOURS: usize = FAN / 4;

/// Items of a leaf: few, so that boxes are narrow.
const LEAF: usize = 8;

/// Packages made ready for questions: amounts, traits, and an order among those with the same excess.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Columns of amounts.
    width: usize,
    /// The right shift of each column that makes its most fit a lane; nought for nearly all.
    shifts: Vec<u32>,
    /// The binary digits behind the point of a summed share: as many as fit the largest amounts.
    fine: u32,
    classes: Vec<Class>,
    nodes: Vec<Node>,
    /// The least and the most of each child, a block a column, [`Shelf::width`] a node.
    lows: Vec<Block<FOURS>>,
    highs: Vec<Block<FOURS>>,
    /// The shifted amounts of the items, a block a column, [`Shelf::width`] a leaf.
    leaves: Vec<Block<{ LEAF / 4 }>>,
    /// Items in each leaf.
    counts: Vec<u8>,
    /// By place (leaf, then lane): the row that it was given as.
    rows: Vec<u32>,
    /// By place: what decides between items of equal excess.
    order: Vec<u32>,
    /// By place: the amounts as they are.
    amounts: Vec<i64>,
    /// By place: the trait bits, [`Shelf::words`] an item.
    bits: Vec<u64>,
    words: usize,
}

/// Items with the same traits, or the few that are left over, with all that any of them has.
#[derive(Debug)]
struct Class {
    bits: Vec<u64>,
    root: u32,
    leaf: bool,
}

/// A box of boxes: its children stand one behind the other.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    first: u32,
    count: u8,
    leaves: bool,
}

/// The items that a shelf is made of.
#[derive(Clone, Copy, Debug)]
pub struct Items<'a> {
    /// Amounts an item.
    pub width: usize,
    /// The amounts, item by item: not negative, below 2^50, each in its dimension's smallest unit.
    pub amounts: &'a [i64],
    /// Words of trait bits an item.
    pub words: usize,
    /// The trait bits, item by item: a set bit is a value that the item offers.
    pub bits: &'a [u64],
    /// What decides between items of equal excess, less first: price and code, say. One an item.
    pub order: &'a [u32],
}
