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

/// What a candidate comes to at least, in all that the order looks at before the codes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AtLeast<'a> {
    pub(crate) distance: u32,
    pub(crate) unmet: u32,
    pub(crate) short: &'a Sum,
    pub(crate) excess: &'a Sum,
    /// `None` where it is sure to be unknown, which comes last.
    pub(crate) price: Option<Money>,
}

impl AtLeast<'_> {
    /// By everything but the price and the codes.
    fn before_price(&self, b: &Candidate) -> Ordering {
        let key = self.short.cmp(&b.short).then(self.distance.cmp(&b.distance));
        key.then(self.unmet.cmp(&b.unmet)).then_with(|| self.excess.cmp(&b.excess))
    }

    /// The order, up to the codes. What is conceded comes before everything: a department is never asked to
    /// consent to more than it must.
    fn compare(&self, order: Order, b: &Candidate) -> Ordering {
        match order {
            Order::Near => self.before_price(b).then_with(|| by_price(self.price, b.price)),
            Order::Cheap => {
                let key = self.short.cmp(&b.short).then_with(|| by_price(self.price, b.price));
                key.then_with(|| self.before_price(b))
            }
        }
    }
}

impl Candidate {
    fn reached(&self) -> AtLeast<'_> {
        let Self { distance, unmet, short, excess, price, .. } = self;
        AtLeast { distance: *distance, unmet: *unmet, short, excess, price: *price }
    }
}

/// Compares prices; an unknown one comes last.
pub(crate) fn by_price(a: Option<Money>, b: Option<Money>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then(a.cmp(&b))
}

/// The whole order. Less is better.
pub(crate) fn compare(order: Order, a: &Candidate, b: &Candidate) -> Ordering {
    let key = a.reached().compare(order, b);
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

    /// False where an item is never among the best, because there are so many just like it with a lower code: a
    /// configuration takes one of them at most, and each of the others makes a better one.
    pub(crate) fn takes(&self, repeats: usize) -> bool {
        repeats < self.size
    }

    /// False where no candidate that comes to at least this can still enter.
    pub(crate) fn admits(&self, at_least: AtLeast<'_>) -> bool {
        let full = self.found.len() >= self.size;
        let Some(worst) = self.found.last().filter(|_| full) else { return true };
        at_least.compare(self.order, worst) != Ordering::Greater
    }

    /// What a candidate has to be as good as, by everything before price and codes, to enter: `None` as long as
    /// anything may, or where something else is looked at before.
    pub(crate) fn worst(&self) -> Option<&Candidate> {
        let full = self.order == Order::Near && self.found.len() >= self.size;
        self.found.last().filter(|_| full)
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
