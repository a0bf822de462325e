//! What a fleet chooses from: for each distinct need and supplier its configurations, what each costs by itself, and
//! what it takes of what is shared.

use super::Fleet;
use crate::basics::Money;
use crate::catalog::{Edition, Grammar, Item, Price, Rounding};
use crate::dossier::{Need, Outcome, Part};
use crate::fitting::price::{cost, part_price};
use crate::fitting::{Answer, Certificate, FitTerms};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Largest sum that is counted with; a price beyond it is none.
pub(super) const BEYOND: i128 = 1 << 100;
/// Numbers of units that are looked at one by one.
const LOOKED_AT: i64 = 2_048;

/// One configuration for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What kind of answer it is.
    pub outcome: Outcome,
    /// Its stable name.
    pub key: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// What all instances of one row cost by themselves, without volume tiers of the fleet; `None` is unknown.
    pub alone: Option<Money>,
    /// True where a price of it is illustrative (示例).
    pub illustrative: bool,
    /// What is counted apart from the shared: millionths of a yuan.
    pub(super) fixed: i128,
    /// What it takes of what is shared: place in `Model::shared`, units.
    pub(super) takes: Vec<(usize, i64)>,
}

/// Something of one supplier that rows share.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    pub(super) kind: Kind,
    /// The most that the fleet could take of it.
    pub(super) most: i64,
}

/// How it is shared.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// So many units are there.
    Quota(i64),
    /// The units of all rows together decide the price.
    Volume(Box<Price>, u32),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    Quota(usize, String),
    /// Supplier, item, range of a custom size, months.
    Volume(usize, String, Option<usize>, u32),
}

/// What is chosen from.
#[derive(Debug, Default)]
pub(super) struct Model {
    /// By need and supplier; empty where nothing fits.
    pub(super) choices: Vec<Vec<Vec<Choice>>>,
    /// Why nothing fits, by need and supplier.
    pub(super) why: Vec<Vec<Option<Arc<Certificate>>>>,
    pub(super) shared: Vec<Shared>,
    /// By system: need and how many times.
    pub(super) lines: Vec<Vec<(usize, i64)>>,
    pub(super) names: BTreeMap<Name, usize>,
}

impl Choice {
    /// One that was told of; what it takes of what is shared is the solver's matter and not in it.
    pub fn told(
        outcome: Outcome,
        key: String,
        parts: Vec<Part>,
        alone: Option<Money>,
        illustrative: bool,
    ) -> Self {
        Self { outcome, key, parts, alone, illustrative, fixed: 0, takes: Vec::new() }
    }
}

impl Shared {
    /// What so many units cost.
    pub(super) fn cost(&self, units: i64) -> i128 {
        match &self.kind {
            Kind::Quota(_) => 0,
            Kind::Volume(price, months) => price.total(units, *months).map_or(BEYOND, Money::as_micros),
        }
    }

    /// True where so many units cannot be had.
    pub(super) fn over(&self, units: i64) -> bool {
        matches!(self.kind, Kind::Quota(quota) if units > quota)
    }

    /// Units above what is there.
    pub(super) fn excess(&self, units: i64) -> i64 {
        match self.kind {
            Kind::Quota(quota) => (units - quota).max(0),
            Kind::Volume(..) => 0,
        }
    }

    /// No less than this can `cost(u) − value · u` be, for any u that can be had; and the u where it is least.
    pub(super) fn least(&self, value: i128) -> (i128, i64) {
        let Kind::Volume(price, _) = &self.kind else {
            let Kind::Quota(quota) = self.kind else { return (0, 0) };
            return if value > 0 { (-value * i128::from(quota), quota) } else { (0, 0) };
        };
        let at = |units: i64| (self.cost(units) - value * i128::from(units), units);
        if self.most <= LOOKED_AT {
            return (0..=self.most).map(at).min().unwrap_or((0, 0));
        }
        // Between the starts of tiers the cost is a line but for its rounding.
        let ends = price.tiers.iter().flat_map(|tier| [tier.from - 1, tier.from]).chain([1, self.most]);
        let ends = ends.filter(|units| (1..=self.most).contains(units)).map(at);
        let slack = match price.rounding {
            Rounding::None => 1,
            Rounding::Fen => 10_000,
            Rounding::Yuan => 1_000_000,
        };
        ends.map(|(least, units)| (least - slack, units)).chain([(0, 0)]).min().unwrap_or((0, 0))
    }
}

impl Model {
    /// With the lines of a fleet, and nothing fitted yet.
    pub(super) fn new(fleet: &Fleet) -> Self {
        let lines =
            |system: &super::System| system.lines.iter().map(|line| (line.need, line.times())).collect();
        Self { lines: fleet.systems.iter().map(lines).collect(), ..Self::default() }
    }

    /// Takes in what one supplier answers to one need; needs come in their order, the suppliers of each in theirs.
    pub(super) fn take(
        &mut self,
        edition: &Edition,
        need: &Need,
        terms: &FitTerms,
        supplier: usize,
        answer: &Answer,
    ) {
        if supplier == 0 {
            self.choices.push(Vec::new());
            self.why.push(Vec::new());
        }
        let mut found = Vec::new();
        if let Some(combination) = &answer.combination {
            found.push((answer.outcome, combination.key.clone(), combination.parts.clone(), 1));
        } else {
            let picked = answer.picked.iter();
            let ranked = answer.ranked.iter().filter(|_| answer.picked.is_none());
            for one in picked.chain(ranked) {
                let outcome =
                    if answer.outcome == Outcome::Conceded { Outcome::Conceded } else { one.outcome() };
                found.push((outcome, one.key.clone(), one.parts.clone(), need.count));
            }
        }
        let mut choices: Vec<Choice> = Vec::new();
        for (outcome, key, parts, instances) in found.into_iter().take(terms.alternatives + 1) {
            let alone = cost(edition, &parts, instances, need.months);
            let known = alone.total.is_some();
            // What has no price is taken where it comes first, and never instead of something.
            if choices.first().is_some_and(|first| first.alone.is_none() || !known) {
                continue;
            }
            let mut choice = Choice {
                outcome,
                key,
                alone: alone.total,
                illustrative: alone.illustrative,
                fixed: 0,
                takes: Vec::new(),
                parts,
            };
            self.count(edition, &mut choice, (instances, need.months), supplier);
            choices.push(choice);
        }
        if let (Some(all), Some(why)) = (self.choices.last_mut(), self.why.last_mut()) {
            all.push(choices);
            why.push(answer.certificate.clone());
        }
    }

    /// Tells what a choice costs by itself from what it takes of what is shared.
    fn count(&mut self, edition: &Edition, choice: &mut Choice, of: (i64, u32), supplier: usize) {
        let (instances, months) = of;
        for part in choice.parts.clone() {
            let Some(item) = edition.item(&part.item) else { continue };
            let units = part.units.saturating_mul(instances);
            if let Some(quota) = item.quota {
                let place = self.place(Name::Quota(supplier, item.code.clone()), Kind::Quota(quota));
                choice.takes.push((place, units));
            }
            if choice.alone.is_none() {
                continue;
            }
            let prices = prices(item, &part);
            let tiered =
                prices.iter().any(|(_, price, _)| price.is_some_and(|price| !price.tiers.is_empty()));
            if !tiered {
                choice.fixed += part_price(item, part.units, &part.steps, instances, months)
                    .map_or(BEYOND, Money::as_micros);
                continue;
            }
            for (range, price, steps) in prices {
                let Some(price) = price else { continue };
                let units = units.saturating_mul(steps);
                if price.tiers.is_empty() {
                    choice.fixed += price.total(units, months).map_or(BEYOND, Money::as_micros);
                } else {
                    let name = Name::Volume(supplier, item.code.clone(), range, months);
                    let place = self.place(name, Kind::Volume(Box::new(price.clone()), months));
                    choice.takes.push((place, units));
                }
            }
        }
    }

    fn place(&mut self, name: Name, kind: Kind) -> usize {
        let next = self.shared.len();
        let at = *self.names.entry(name).or_insert(next);
        if at == next {
            self.shared.push(Shared { kind, most: 0 });
        }
        at
    }

    /// Once all is taken in: what can never be short or cheaper is shared no longer, and alternatives stay only where
    /// something is.
    pub(super) fn close(&mut self) {
        let mut times = vec![0i64; self.choices.len()];
        for (need, more) in self.lines.iter().flatten() {
            if let Some(times) = times.get_mut(*need) {
                *times = times.saturating_add(*more);
            }
        }
        for (choices, times) in self.choices.iter().zip(&times) {
            for choices in choices {
                let mut most: BTreeMap<usize, i64> = BTreeMap::new();
                for (place, units) in choices.iter().flat_map(|choice| &choice.takes) {
                    let known = most.entry(*place).or_default();
                    *known = (*known).max(*units);
                }
                for (place, units) in most {
                    if let Some(shared) = self.shared.get_mut(place) {
                        shared.most = shared.most.saturating_add(units.saturating_mul(*times));
                    }
                }
            }
        }
        let loose: Vec<bool> = self
            .shared
            .iter()
            .map(|shared| match &shared.kind {
                Kind::Quota(quota) => shared.most <= *quota,
                Kind::Volume(price, _) => price.tiers.first().is_none_or(|tier| shared.most < tier.from),
            })
            .collect();
        let shared = &self.shared;
        for choices in self.choices.iter_mut().flatten() {
            for choice in choices.iter_mut() {
                let (free, bound): (Vec<_>, Vec<_>) =
                    choice.takes.drain(..).partition(|(place, _)| loose.get(*place) == Some(&true));
                choice.takes = bound;
                let costs = free.iter().filter_map(|(place, units)| Some(shared.get(*place)?.cost(*units)));
                choice.fixed += costs.sum::<i128>();
            }
            if choices.first().is_some_and(|first| first.takes.is_empty()) {
                choices.truncate(1);
            }
        }
    }

    /// What a supplier offers to a need.
    pub(super) fn of(&self, need: usize, supplier: usize) -> &[Choice] {
        self.choices.get(need).and_then(|of| of.get(supplier)).map_or(&[], Vec::as_slice)
    }

    /// What a system counts with a supplier: rows that nothing fits, that are conceded, whose price is unknown.
    pub(super) fn lacks(&self, system: usize, supplier: usize) -> (i64, i64, i64) {
        let mut lacks = (0, 0, 0);
        for (need, times) in self.lines.get(system).into_iter().flatten() {
            match self.of(*need, supplier).first() {
                None => lacks.0 += times,
                Some(first) => {
                    lacks.1 += if first.outcome == Outcome::Conceded { *times } else { 0 };
                    lacks.2 += if first.alone.is_none() { *times } else { 0 };
                }
            }
        }
        lacks
    }
}

/// The prices of a part: its own, and those of the ranges of a custom size with the steps taken.
fn prices<'a>(item: &'a Item, part: &Part) -> Vec<(Option<usize>, Option<&'a Price>, i64)> {
    let mut prices = Vec::new();
    if item.has_base() {
        prices.push((None, item.price.as_ref(), 1));
    }
    if let Grammar::Custom(ranges) = &item.grammar {
        let steps = ranges.iter().zip(&part.steps).enumerate().filter(|(_, (_, steps))| **steps > 0);
        prices.extend(steps.map(|(at, (range, steps))| (Some(at), range.price.as_ref(), *steps)));
    }
    prices
}
