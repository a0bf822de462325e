//! What the search chooses between: components, steps, and what they come to.

use super::exact::{Scale, Sum};
use super::index::{Index, Kind, OPEN};
use super::query::Query;
use crate::basics::Money;
use std::rc::Rc;

/// A component that may stand in a configuration.
pub(crate) struct Offer {
    pub(crate) row: usize,
    pub(crate) step: i64,
    pub(crate) least: i64,
    pub(crate) most: i64,
    /// True where it has the function itself and does not only complete it.
    pub(crate) own: bool,
}

/// One way to fill what is open: units of a component, steps of a range, or nothing.
pub(crate) struct Choice {
    pub(crate) taken: Taken,
    pub(crate) short: Sum,
    pub(crate) excess: Sum,
    /// What it costs; `None` is unknown.
    pub(crate) price: Option<Money>,
}

pub(crate) enum Taken {
    Nothing,
    Steps(usize, i64),
    Component { row: usize, units: i64, own: bool },
}

/// The ways to fill one thing that is open. Shared: many bases leave the same open.
pub(crate) type Slot = Rc<Vec<Choice>>;

/// What the parts chosen so far come to.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) unmet: u32,
    pub(crate) short: Sum,
    pub(crate) excess: Sum,
    pub(crate) price: Option<Money>,
    pub(crate) own: bool,
}

impl Offer {
    /// What one component may give to one instance, where it may stand in a configuration at all.
    pub(crate) fn of(index: &Index, query: &Query<'_>, function: usize, row: usize) -> Option<Self> {
        let sold = index.sold[row].as_ref()?;
        let Kind::Component(range) = &sold.kind else { return None };
        let most = if sold.quota == OPEN { range.most } else { range.most.min(sold.quota / query.count) };
        let fits = sold.on(query.terms.as_of) && query.holds(index.bits(row)) && range.least <= most;
        let own = sold.function == function;
        let fits = fits && index.consistent(index.bits(row));
        fits.then_some(Self { row, step: range.step, least: range.least, most, own })
    }
}

/// The sum of two prices; unknown where one is.
pub(crate) fn both(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    a?.plus(b?)
}

impl State {
    /// What it comes to with one more choice.
    pub(crate) fn with(&self, choice: &Choice) -> Self {
        Self {
            unmet: self.unmet,
            short: Scale::plus(&self.short, &choice.short),
            excess: Scale::plus(&self.excess, &choice.excess),
            price: both(self.price, choice.price),
            own: self.own,
        }
    }
}
