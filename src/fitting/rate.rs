//! What whole numbers of units of an item cost, and straight lines below that.

use super::index::OPEN;
use super::price::part_price;
use crate::catalog::{Grammar, Item, Price, Rounding};

/// What units of an item cost.
pub(crate) struct Rate<'a> {
    item: &'a Item,
    steps: Vec<i64>,
    months: u32,
    priced: bool,
    /// One unit never costs less on average, but for rounding, in millionths.
    floor: i128,
    /// By so much rounding may undercut a straight line.
    slack: i128,
    /// Units at which another tier begins, ascending.
    starts: Vec<i64>,
}

/// From `low` to `high` units cost at least `base` and `each` for every unit above `low`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) base: i128,
    pub(crate) each: i128,
}

impl<'a> Rate<'a> {
    /// The rate of an item; `None` where its price is unknown and prices count. Where they do not, a column
    /// costs one and a component nothing: the fewest instances win.
    pub(crate) fn of(item: &'a Item, steps: &[i64], months: u32, priced: bool) -> Option<Self> {
        let steps = steps.to_vec();
        let mut rate = Self { item, steps, months, priced, floor: 0, slack: 0, starts: Vec::new() };
        if !priced {
            rate.floor = i128::from(!matches!(item.grammar, Grammar::Component(_)));
            return Some(rate);
        }
        rate.cost(1)?;
        if let Some(price) = &item.price {
            rate.add(price, 1);
        }
        if let Grammar::Custom(ranges) = &item.grammar {
            let stepped: Vec<i64> = rate.steps.clone();
            for (range, steps) in ranges.iter().zip(stepped).filter(|(_, steps)| *steps > 0) {
                rate.add(range.price.as_ref()?, steps);
            }
        }
        rate.starts.sort_unstable();
        rate.starts.dedup();
        Some(rate)
    }

    fn add(&mut self, price: &Price, units: i64) {
        let (periods, per) = price.periods(self.months);
        let step = match price.rounding {
            Rounding::None => 1,
            Rounding::Fen => 10_000,
            Rounding::Yuan => 1_000_000,
        };
        let scaled = |amount: i128| {
            amount.saturating_mul(i128::from(price.keeps(self.months))).saturating_mul(periods)
        };
        let amounts = price.tiers.iter().map(|tier| tier.amount).chain([price.amount]);
        let amounts: Vec<i128> = amounts.map(|amount| scaled(amount.as_micros())).collect();
        let least = amounts.iter().min().copied().unwrap_or_default();
        self.floor = self.floor.saturating_add((least / (per * 10_000)).saturating_mul(units.into()));
        if amounts.iter().any(|amount| amount % (per * 10_000 * step) != 0) {
            self.slack += step + 1;
        }
        self.starts.extend(price.tiers.iter().map(|tier| (tier.from.max(1) - 1) / units + 1));
    }

    /// What so many units cost, in millionths.
    pub(crate) fn cost(&self, units: i64) -> Option<i128> {
        match self.priced {
            _ if units == 0 => Some(0),
            true => part_price(self.item, units, &self.steps, 1, self.months).map(|money| money.as_micros()),
            false => Some(self.floor * i128::from(units)),
        }
    }

    /// A straight line below what these numbers of units cost; on it where no tier begins between them and nothing
    /// is rounded. `None` where such numbers have no price.
    pub(crate) fn line(&self, low: i64, high: i64) -> Option<Line> {
        let base = self.cost(low)?;
        if low >= high {
            return Some(Line { base, each: 0 });
        }
        // Between two ends of straight pieces the average from `low` is least at one of the ends.
        let inside = self.starts.iter().flat_map(|start| [*start - 1, *start]);
        let ends =
            inside.chain([low + 1, high]).filter(|units| *units > low && *units <= high && *units < OPEN);
        let (mut each, mut lowest) = (i128::MAX, base);
        for units in ends {
            let Some(cost) = self.cost(units) else { continue };
            each = each.min((cost - base).div_euclid(i128::from(units - low)));
            lowest = lowest.min(cost);
        }
        let each = if high == OPEN { each.min(self.floor) } else { each };
        // Where more units cost less in all, the line is level.
        let base = if each < 0 { lowest } else { base };
        Some(Line { base: base - 2 * self.slack, each: each.max(0) })
    }

    /// The first and the last of the units around these between which no tier begins.
    pub(crate) fn piece(&self, units: i64) -> (i64, i64) {
        let first = self.starts.iter().rev().find(|start| **start <= units).copied().unwrap_or(0);
        let last = self.starts.iter().find(|start| **start > units).map_or(OPEN, |start| start - 1);
        (first, last)
    }
}
