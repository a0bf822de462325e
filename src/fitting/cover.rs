//! Least-cost covering of totals by whole numbers of columns and components: branch and bound, exact.
//!
//! A simple kernel for small pools: within its work it proves the least cost; beyond, it says how far from it
//! the best found may be. Costs are taken from the prices themselves; bounds from the least a unit can cost.

use super::index::OPEN;
use super::price::{part_price, worthwhile};
use crate::catalog::{Grammar, Item, Price, Rounding, TierMode};

/// A package, or a custom size of fixed steps.
pub(crate) struct Column<'a> {
    pub(crate) row: usize,
    /// What one gives of each total.
    pub(crate) gives: Vec<i64>,
    pub(crate) steps: Vec<i64>,
    pub(crate) quota: i64,
    pub(crate) rate: Rate<'a>,
}

/// A component for one dimension.
pub(crate) struct Filler<'a> {
    pub(crate) row: usize,
    pub(crate) step: i64,
    /// Least and most steps of one instance.
    pub(crate) least: i64,
    pub(crate) most: i64,
    pub(crate) quota: i64,
    /// True where instances may consist of it alone.
    pub(crate) own: bool,
    pub(crate) rate: Rate<'a>,
}

/// What units of an item cost.
pub(crate) struct Rate<'a> {
    item: &'a Item,
    steps: Vec<i64>,
    months: u32,
    priced: bool,
    /// One unit never costs less, in millionths.
    floor: i128,
    /// By so much rounding may undercut that, once an item.
    slack: i128,
    /// True where units cost exactly `floor` each.
    linear: bool,
}

/// Units of an item in a cover.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    pub(crate) row: usize,
    pub(crate) units: i64,
    pub(crate) steps: Vec<i64>,
}

/// A cover and its cost.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) cost: i128,
    pub(crate) taken: Vec<Taken>,
    pub(crate) got: Vec<i64>,
}

/// The best cover found, and what no cover undercuts.
pub(crate) struct Cover {
    pub(crate) found: Option<Found>,
    pub(crate) bound: i128,
}

/// So many columns are searched; a column left out still counts for the bound.
const WIDTH: usize = 48;

impl<'a> Rate<'a> {
    /// The rate of an item; `None` where its price is unknown and prices count. Where they do not, a column
    /// costs one and a component nothing: the fewest instances win.
    pub(crate) fn of(item: &'a Item, steps: &[i64], months: u32, priced: bool) -> Option<Self> {
        let mut rate = Self { item, steps: steps.to_vec(), months, priced, floor: 0, slack: 0, linear: true };
        if !priced {
            rate.floor = i128::from(!matches!(item.grammar, Grammar::Component(_)));
            return Some(rate);
        }
        rate.cost(1)?;
        if let Some(price) = &item.price {
            rate.add(price, 1);
        }
        if let Grammar::Custom(ranges) = &item.grammar {
            for (range, &steps) in ranges.iter().zip(steps).filter(|(_, steps)| **steps > 0) {
                rate.add(range.price.as_ref()?, steps);
            }
        }
        Some(rate)
    }

    fn add(&mut self, price: &Price, units: i64) {
        let amounts = price.tiers.iter().map(|tier| tier.amount).chain([price.amount]);
        let least = amounts.min().unwrap_or_default().as_micros();
        let (periods, per) = price.periods(self.months);
        let step = match price.rounding {
            Rounding::None => 1,
            Rounding::Fen => 10_000,
            Rounding::Yuan => 1_000_000,
        };
        let numerator = least.saturating_mul(i128::from(price.keeps(self.months))).saturating_mul(periods);
        let denominator = per * 10_000;
        self.floor = self.floor.saturating_add((numerator / denominator).saturating_mul(units.into()));
        if !price.tiers.is_empty() || numerator % (denominator * step) != 0 {
            self.linear = false;
            self.slack += step / 2 + 1;
        }
    }

    /// Numbers of units at which a tier for all units begins.
    fn starts(&self) -> Vec<i64> {
        let ranges = match &self.item.grammar {
            Grammar::Custom(ranges) => ranges.as_slice(),
            Grammar::Package(_) | Grammar::Component(_) => &[],
        };
        let stepped = ranges.iter().zip(&self.steps).map(|(range, steps)| (range.price.as_ref(), *steps));
        let prices =
            stepped.chain([(self.item.price.as_ref(), 1)]).filter(|(_, steps)| *steps > 0 && self.priced);
        let priced = prices.filter_map(|(price, steps)| Some((price?, steps)));
        let of_all = priced.filter(|(price, _)| price.tier_mode == TierMode::AllUnits);
        of_all
            .flat_map(|(p, steps)| p.tiers.iter().map(move |tier| (tier.from.max(1) - 1) / steps + 1))
            .collect()
    }

    /// What so many units cost, in millionths.
    fn cost(&self, units: i64) -> Option<i128> {
        match self.priced {
            _ if units == 0 => Some(0),
            true => part_price(self.item, units, &self.steps, 1, self.months).map(|money| money.as_micros()),
            false => Some(self.floor * i128::from(units)),
        }
    }
}

/// Covers the totals at the least cost, with at most so many nodes of work.
pub(crate) fn least(
    totals: &[i64],
    columns: &[&Column<'_>],
    fillers: &[Vec<&Filler<'_>>],
    nodes: u64,
) -> Cover {
    let all = columns;
    let mut columns: Vec<&Column<'_>> = all.iter().copied().filter(|one| !dominated(one, all)).collect();
    columns.sort_by(|a, b| score(a, totals).total_cmp(&score(b, totals)).then(a.row.cmp(&b.row)));
    let slack: i128 =
        all.iter().map(|c| c.rate.slack).chain(fillers.iter().flatten().map(|f| f.rate.slack)).sum();
    let root = bound(&rates(&columns, fillers)[0], totals).map(|bound| (bound - slack).max(0));
    let narrowed = columns.len() > WIDTH;
    columns.truncate(WIDTH);
    let rates = rates(&columns, fillers);
    let mut search =
        Search { columns: &columns, fillers, totals, rates, slack, nodes, exact: true, best: None };
    search.go(0, totals.to_vec(), 0, &mut Vec::new());
    let complete = !narrowed && search.exact && search.nodes > 0;
    let bound = match (&search.best, root) {
        (Some(best), _) if complete => best.cost,
        (None, _) if complete => i128::MAX,
        (_, root) => root.unwrap_or(i128::MAX),
    };
    Cover { found: search.best, bound }
}

/// True where another column gives at least as much of everything, without a quota, for no more.
fn dominated(one: &Column<'_>, all: &[&Column<'_>]) -> bool {
    all.iter().any(|other| {
        let more = other.gives.iter().zip(&one.gives).all(|(a, b)| a >= b);
        let linear = one.rate.linear && other.rate.linear && other.quota == OPEN;
        let same = other.gives == one.gives && other.rate.floor == one.rate.floor && one.quota == OPEN;
        linear
            && more
            && other.rate.floor <= one.rate.floor
            && (if same { other.row < one.row } else { other.row != one.row })
    })
}

/// Cost for each share of the totals that a column gives. Decides only in which order columns are tried.
fn score(column: &Column<'_>, totals: &[i64]) -> f64 {
    let share =
        |(&gives, &total): (&i64, &i64)| if total > 0 { (gives as f64 / total as f64).min(1.0) } else { 0.0 };
    column.rate.floor as f64 / column.gives.iter().zip(totals).map(share).sum::<f64>().max(1e-12)
}

/// For each column on and each dimension the least cost of an amount: cost and amount.
type Rates = Vec<Vec<Option<(i128, i128)>>>;

fn rates(columns: &[&Column<'_>], fillers: &[Vec<&Filler<'_>>]) -> Rates {
    let lesser = |a: Option<(i128, i128)>, b: (i128, i128)| match a {
        Some(a) if a.0.saturating_mul(b.1) <= b.0.saturating_mul(a.1) => Some(a),
        _ => Some(b),
    };
    let filled = |all: &Vec<&Filler<'_>>| {
        all.iter().fold(None, |least, f| lesser(least, (f.rate.floor, f.step.into())))
    };
    let mut rates = vec![fillers.iter().map(filled).collect::<Vec<_>>()];
    for column in columns.iter().rev() {
        let mut row = rates.last().cloned().unwrap_or_default();
        for (least, &gives) in row.iter_mut().zip(&column.gives).filter(|(_, gives)| **gives > 0) {
            *least = lesser(*least, (column.rate.floor, gives.into()));
        }
        rates.push(row);
    }
    rates.reverse();
    rates
}

/// What open amounts cost at least at these rates; `None` where nothing gives them.
fn bound(rates: &[Option<(i128, i128)>], open: &[i64]) -> Option<i128> {
    let each = open.iter().zip(rates).filter(|(open, _)| **open > 0);
    each.map(|(&open, rate)| rate.map(|(cost, amount)| i128::from(open).saturating_mul(cost) / amount))
        .try_fold(0, |most: i128, bound| Some(most.max(bound?)))
}

struct Search<'a, 'b> {
    columns: &'a [&'a Column<'b>],
    fillers: &'a [Vec<&'a Filler<'b>>],
    totals: &'a [i64],
    rates: Rates,
    slack: i128,
    nodes: u64,
    /// False once something was left untried.
    exact: bool,
    best: Option<Found>,
}

impl Search<'_, '_> {
    fn go(&mut self, at: usize, open: Vec<i64>, cost: i128, taken: &mut Vec<Taken>) {
        self.nodes = self.nodes.saturating_sub(1);
        let Some(bound) = bound(&self.rates[at], &open) else { return };
        let hopeless = self.best.as_ref().is_some_and(|best| cost + bound - self.slack >= best.cost);
        if hopeless || self.nodes == 0 {
            return;
        }
        let Some(column) = self.columns.get(at) else {
            return self.fill(&open, cost, taken);
        };
        for units in self.counts(column, &open) {
            let Some(more) = column.rate.cost(units) else { continue };
            let rest = open
                .iter()
                .zip(&column.gives)
                .map(|(open, gives)| open.saturating_sub(gives.saturating_mul(units)));
            let rest = rest.collect();
            if units > 0 {
                taken.push(Taken { row: column.row, units, steps: column.steps.clone() });
            }
            self.go(at + 1, rest, cost.saturating_add(more), taken);
            if units > 0 {
                taken.pop();
            }
            if self.nodes == 0 {
                return;
            }
        }
    }

    /// Numbers of a column worth trying, the most first: up to what covers what is open, or gives instances
    /// enough to carry the components that do; and more where a tier for all units begins.
    fn counts(&self, column: &Column<'_>, open: &[i64]) -> Vec<i64> {
        let wanted = open.iter().zip(&column.gives).filter(|(open, gives)| **open > 0 && **gives > 0);
        let covering = wanted.map(|(open, gives)| (open - 1) / gives + 1).max().unwrap_or(0);
        let fillers = open.iter().zip(self.fillers).filter(|(open, _)| **open > 0);
        let carrying = fillers.flat_map(|(&open, all)| all.iter().map(move |f| (open, f)));
        let carrying =
            carrying.filter_map(|(open, f)| f.units(open).into_iter().map(|units| carriers(units, f)).max());
        let most = covering.max(carrying.max().unwrap_or(0)).min(column.quota);
        let more = column.rate.starts().into_iter().filter(|start| *start > most && *start <= column.quota);
        let mut counts: Vec<i64> = more.collect();
        counts.sort_unstable();
        counts.dedup();
        let mut all: Vec<i64> = (0..=most).rev().collect();
        all.extend(counts);
        all
    }

    /// Fills what the columns leave open with components, at most one a dimension.
    fn fill(&mut self, open: &[i64], cost: i128, taken: &[Taken]) {
        let instances = taken.iter().map(|taken| taken.units).sum();
        self.choose(0, open, cost, instances, &mut Vec::new(), taken);
    }

    fn choose(
        &mut self,
        at: usize,
        open: &[i64],
        cost: i128,
        instances: i64,
        chosen: &mut Vec<(usize, usize, i64)>,
        taken: &[Taken],
    ) {
        if self.best.as_ref().is_some_and(|best| cost >= best.cost) {
            return;
        }
        let Some(&lack) = open.get(at) else {
            return self.settle(open, cost, instances, chosen, taken);
        };
        if lack <= 0 {
            return self.choose(at + 1, open, cost, instances, chosen, taken);
        }
        for (which, filler) in self.fillers[at].iter().enumerate() {
            for units in filler.units(lack) {
                let Some(more) = filler.rate.cost(units).filter(|_| units <= filler.quota) else { continue };
                chosen.push((at, which, units));
                self.choose(at + 1, open, cost.saturating_add(more), instances, chosen, taken);
                chosen.pop();
            }
        }
    }

    /// Takes a whole cover, if there are instances enough to carry its components; else raises a component
    /// that makes instances of its own until there are.
    fn settle(
        &mut self,
        open: &[i64],
        cost: i128,
        bases: i64,
        chosen: &[(usize, usize, i64)],
        taken: &[Taken],
    ) {
        let filler = |at: usize, which: usize| self.fillers[at][which];
        let own: Vec<usize> =
            (0..chosen.len()).filter(|at| filler(chosen[*at].0, chosen[*at].1).own).collect();
        let alone = own.iter().map(|at| chosen[*at].2 / filler(chosen[*at].0, chosen[*at].1).least.max(1));
        let there = bases.saturating_add(alone.sum());
        let needed =
            chosen.iter().map(|&(at, which, units)| carriers(units, filler(at, which))).max().unwrap_or(0);
        if needed <= there {
            return self.take(open, cost, chosen, taken);
        }
        // Raising one of several is not all that could be done.
        self.exact &= own.len() < 2;
        for at in own {
            let (dimension, which, units) = chosen[at];
            let filler = self.fillers[dimension][which];
            let least = filler.least.max(1);
            let from = (units / least).saturating_add(needed - there).saturating_mul(least);
            let before = filler.rate.cost(units).unwrap_or(0);
            for units in filler.from(from) {
                let Some(more) = filler.rate.cost(units).filter(|_| units <= filler.quota) else { continue };
                let cost = cost - before + more;
                if self.best.as_ref().is_none_or(|best| cost < best.cost) {
                    let mut raised = chosen.to_vec();
                    raised[at].2 = units;
                    self.take(open, cost, &raised, taken);
                }
            }
        }
    }

    fn take(&mut self, open: &[i64], cost: i128, chosen: &[(usize, usize, i64)], taken: &[Taken]) {
        let mut got: Vec<i64> = self.totals.iter().zip(open).map(|(total, open)| total - open).collect();
        let mut taken = taken.to_vec();
        for &(at, which, units) in chosen {
            let filler = self.fillers[at][which];
            got[at] = got[at].saturating_add(units.saturating_mul(filler.step));
            taken.push(Taken { row: filler.row, units, steps: Vec::new() });
        }
        self.best = Some(Found { cost, taken, got });
    }
}

impl Filler<'_> {
    /// Numbers of steps worth taking for an amount above nought.
    fn units(&self, lack: i64) -> Vec<i64> {
        self.from((lack - 1) / self.step + 1)
    }

    /// So many steps, or more where that is cheaper, each as instances can share them.
    fn from(&self, units: i64) -> Vec<i64> {
        let from = spread(units, self);
        let price = self.rate.item.price.as_ref().filter(|_| self.rate.priced);
        let more = worthwhile(price, from, self.quota, 1, self.rate.months);
        std::iter::once(from).chain(more).map(|units| spread(units, self)).collect()
    }
}

/// Instances that so many steps need at least.
fn carriers(units: i64, filler: &Filler<'_>) -> i64 {
    if filler.most == OPEN { 1 } else { (units - 1) / filler.most + 1 }
}

/// The least number of steps, so many or more, that instances can share with each its least.
fn spread(units: i64, filler: &Filler<'_>) -> i64 {
    let mut units = units.max(filler.least);
    while carriers(units, filler).saturating_mul(filler.least) > units {
        units = carriers(units, filler).saturating_mul(filler.least);
    }
    units
}
