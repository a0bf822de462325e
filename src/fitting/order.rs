//! The order among configurations: compared exactly, never by a rounded number.

use super::exact::Sum;
use super::terms::Order;
use crate::basics::Money;
use std::cmp::Ordering;

/// A configuration found by the search, with all that the order looks at.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) distance: u32,
    pub(crate) unmet: u32,
    /// What is missing to the need; nothing unless a concession is looked for.
    pub(crate) short: Sum,
    pub(crate) excess: Sum,
    pub(crate) price: Option<Money>,
    /// The base first, then the components by code.
    pub(crate) pieces: Vec<Piece>,
}

/// A part: place of the item when sorted by code, row, units, steps. Compared in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    pub(crate) rank: u32,
    pub(crate) row: usize,
    pub(crate) units: i64,
    pub(crate) steps: Vec<i64>,
}

/// Compares by what does not need a price. Total for `near` up to the price; a bound for pruning.
pub(crate) fn before_price(a: (u32, u32, &Sum, &Sum), b: &Candidate) -> Ordering {
    let (distance, unmet, short, excess) = a;
    let key = short.cmp(&b.short).then(distance.cmp(&b.distance)).then(unmet.cmp(&b.unmet));
    key.then_with(|| excess.cmp(&b.excess))
}

/// Compares prices; an unknown one comes last.
pub(crate) fn by_price(a: Option<Money>, b: Option<Money>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then(a.cmp(&b))
}

/// The whole order. Less is better. What is conceded comes before everything: a department is never asked
/// to consent to more than it must.
pub(crate) fn compare(order: Order, a: &Candidate, b: &Candidate) -> Ordering {
    let rest = || before_price((a.distance, a.unmet, &a.short, &a.excess), b);
    let key = match order {
        Order::Near => rest().then_with(|| by_price(a.price, b.price)),
        Order::Cheap => a.short.cmp(&b.short).then_with(|| by_price(a.price, b.price)).then_with(rest),
    };
    key.then_with(|| a.pieces.len().cmp(&b.pieces.len())).then_with(|| a.pieces.cmp(&b.pieces))
}

/// The best few, in order.
#[derive(Debug)]
pub(crate) struct Best {
    order: Order,
    size: usize,
    pub(crate) found: Vec<Candidate>,
}

impl Best {
    pub(crate) fn new(order: Order, size: usize) -> Self {
        Self { order, size: size.max(1), found: Vec::new() }
    }

    /// False where no candidate that is at least as far in each of these can still enter.
    pub(crate) fn admits(&self, at_least: (u32, u32, &Sum, &Sum)) -> bool {
        let full = self.found.len() >= self.size;
        let Some(worst) = self.found.last().filter(|_| full) else { return true };
        match self.order {
            Order::Near => before_price(at_least, worst) != Ordering::Greater,
            Order::Cheap => at_least.2 <= &worst.short,
        }
    }

    /// False where no candidate that costs at least this can still enter.
    pub(crate) fn admits_price(&self, at_least: Option<Money>) -> bool {
        let full = self.found.len() >= self.size;
        let Some(worst) = self.found.last().filter(|_| full) else { return true };
        self.order != Order::Cheap
            || worst.short > Sum::Small(0)
            || by_price(at_least, worst.price) != Ordering::Greater
    }

    /// Puts a candidate in its place, if it has one among the best.
    pub(crate) fn offer(&mut self, candidate: Candidate) {
        let place =
            self.found.partition_point(|other| compare(self.order, other, &candidate) == Ordering::Less);
        if place < self.size {
            self.found.insert(place, candidate);
            self.found.truncate(self.size);
        }
    }
}
