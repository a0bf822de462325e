//! The oracle's own idea of fitting: slow, plain, and without a line in common with the engine.

use super::oracle_world::World;
use govcloud::basics::Money;
use govcloud::catalog::{Edition, Grammar, Item, Price, Range};
use govcloud::fitting::Order;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Everything the order looks at, by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) function: String,
    pub(crate) parts: Vec<(String, i64, Vec<i64>)>,
    pub(crate) distance: u32,
    pub(crate) unmet: u32,
    pub(crate) short: i128,
    pub(crate) excess: i128,
    pub(crate) price: Option<Money>,
}

/// One part as it is tried: item, units, steps.
type Try<'a> = (&'a Item, i64, Vec<i64>);

pub(crate) struct Naive<'a> {
    world: &'a World,
    /// Thousandths of each amount that must be reached.
    pub(crate) keeps: i64,
}

pub(crate) fn compare(order: Order, a: &Plain, b: &Plain) -> Ordering {
    strictly(order, a, b).then(a.parts.len().cmp(&b.parts.len())).then(a.parts.cmp(&b.parts))
}

/// The order without codes.
pub(crate) fn strictly(order: Order, a: &Plain, b: &Plain) -> Ordering {
    let price = |p: &Plain| (p.price.is_none(), p.price);
    let near = |p: &Plain| (p.distance, p.unmet, p.excess);
    match order {
        Order::Near => (a.short, near(a), price(a)).cmp(&(b.short, near(b), price(b))),
        Order::Cheap => (a.short, price(a), near(a)).cmp(&(b.short, price(b), near(b))),
    }
}

impl<'a> Naive<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world, keeps: 1_000 }
    }

    /// The list that the documentation defines, in order.
    pub(crate) fn ranked(&self) -> Vec<Plain> {
        let mut all = Vec::new();
        for (function, distance) in self.functions() {
            for base in self.bases(&function) {
                for based in self.sized(base) {
                    self.filled(&function, distance, based, &mut all);
                }
            }
        }
        // Components may be a configuration of several functions: of the nearest they count, and of no other.
        all.retain(|plain| self.nearest(plain) == plain.function);
        all.sort_by(|a, b| compare(self.world.terms.order, a, b));
        all
    }

    /// The nearest function of which these parts are a configuration.
    fn nearest(&self, plain: &Plain) -> String {
        let items: Vec<&Item> =
            plain.parts.iter().map(|(code, ..)| item(&self.world.edition, code)).collect();
        let base = items.iter().find(|item| !matches!(item.grammar, Grammar::Component(_)));
        let serves = |item: &Item, f: &String| item.function == *f || item.completes.contains(f);
        let whole = |f: &String| items.iter().any(|i| i.function == *f) && items.iter().all(|i| serves(i, f));
        let found = self.functions().into_iter().map(|(function, _)| function).find(whole);
        base.map(|base| base.function.clone()).or(found).unwrap()
    }

    /// Every feasible configuration of any kind: any units of any components, any steps, wanted or not.
    pub(crate) fn of_any_kind(&self) -> Vec<Plain> {
        let mut all = Vec::new();
        for (function, distance) in self.functions() {
            for base in self.bases(&function) {
                let sizes = match base {
                    None => vec![None],
                    Some(base) => any_steps(base).into_iter().map(|steps| Some((base, 1, steps))).collect(),
                };
                for based in sizes {
                    let mut found = vec![based.iter().cloned().collect::<Vec<Try<'a>>>()];
                    for dimension in super::oracle_world::DIMENSIONS {
                        let offers = self.components(&function, dimension);
                        let grown: Vec<Vec<Try<'a>>> = found
                            .iter()
                            .filter(|parts| self.may_be_filled(parts, dimension))
                            .flat_map(|parts| {
                                offers.iter().flat_map(move |item| {
                                    any_units(item).into_iter().map(move |units| {
                                        parts.iter().cloned().chain([(*item, units, vec![])]).collect()
                                    })
                                })
                            })
                            .collect();
                        found.extend(grown);
                    }
                    all.extend(found.into_iter().filter_map(|parts| self.judge(&function, distance, parts)));
                }
            }
        }
        all
    }

    /// A custom size is taken as far as it goes before a component is added.
    fn may_be_filled(&self, parts: &[Try<'a>], dimension: &str) -> bool {
        let Some((Item { grammar: Grammar::Custom(ranges), .. }, _, steps)) = parts.first() else {
            return true;
        };
        let Some(want) = self.world.need.amounts.get(dimension) else { return true };
        let at = ranges.iter().position(|range| range.dimension == dimension);
        at.is_none_or(|at| {
            let most = ranges[at].most.map(|most| most / ranges[at].step);
            most.is_some_and(|most| most * ranges[at].step < *want && steps[at] == most)
        })
    }

    pub(crate) fn functions(&self) -> Vec<(String, u32)> {
        let edition = &self.world.edition;
        let known: BTreeSet<&String> = edition
            .functions
            .iter()
            .map(|f| &f.code)
            .chain(edition.items.iter().map(|item| &item.function))
            .collect();
        let near = |a: &str, b: &str| {
            let says = |a: &str, b: &str| edition.function(a).is_some_and(|f| f.near.contains(&b.to_owned()));
            let family = |code: &str| code.rfind('/').map(|at| code[..at].to_owned());
            a != b && (says(a, b) || says(b, a) || (family(a).is_some() && family(a) == family(b)))
        };
        let mut found: Vec<(String, u32)> = Vec::new();
        if known.contains(&self.world.need.function) {
            found.push((self.world.need.function.clone(), 0));
        }
        for distance in 1..=self.world.terms.max_distance {
            for code in &known {
                let reached = found.iter().any(|(from, d)| *d == distance - 1 && near(from, code));
                if reached && !found.iter().any(|(known, _)| known == *code) {
                    found.push(((*code).clone(), distance));
                }
            }
        }
        found
    }

    pub(crate) fn bases(&self, function: &str) -> Vec<Option<&'a Item>> {
        let whole =
            |item: &&Item| !matches!(item.grammar, Grammar::Component(_)) && item.function == function;
        let bases = self.world.edition.items.iter().filter(whole).filter(|item| sensible(item));
        std::iter::once(None).chain(bases.map(Some)).collect()
    }

    pub(crate) fn components(&self, function: &str, dimension: &str) -> Vec<&'a Item> {
        let serves = |item: &&Item| item.function == function || item.completes.iter().any(|f| f == function);
        let fills = |item: &&Item| matches!(&item.grammar, Grammar::Component(r) if r.dimension == dimension);
        self.world.edition.items.iter().filter(|item| sensible(item)).filter(serves).filter(fills).collect()
    }

    /// The sizes of a base that are ranked: the least steps that reach the need or all there are, and more
    /// where more is cheaper than everything below.
    fn sized(&self, base: Option<&'a Item>) -> Vec<Option<Try<'a>>> {
        let Some(base) = base else { return vec![None] };
        let Grammar::Custom(ranges) = &base.grammar else { return vec![Some((base, 1, vec![]))] };
        let mut sizes: Vec<Vec<i64>> = vec![vec![]];
        for range in ranges {
            let want = self.world.need.amounts.get(&range.dimension).copied().unwrap_or(0);
            let all: Vec<i64> = steps_of(range).collect();
            let least = all.iter().copied().find(|steps| steps * range.step >= want).or(all.last().copied());
            let from = least.unwrap_or(0);
            let choices = self.records(range.price.as_ref(), all.into_iter().filter(|steps| *steps >= from));
            let with = |size: &Vec<i64>, steps: i64| size.iter().copied().chain([steps]).collect();
            sizes =
                sizes.iter().flat_map(|size| choices.iter().map(move |&steps| with(size, steps))).collect();
        }
        sizes.into_iter().map(|steps| Some((base, 1, steps))).collect()
    }

    /// Of rising numbers of units the first, and each that costs less than all before it.
    fn records(&self, price: Option<&Price>, units: impl Iterator<Item = i64>) -> Vec<i64> {
        let need = &self.world.need;
        let mut kept: Vec<(i64, Option<Money>)> = Vec::new();
        for units in units {
            let cost = price.and_then(|price| price.total(units * need.count, need.months));
            if kept.last().is_none_or(|(_, least)| cost.is_some() && cost < *least) {
                kept.push((units, cost));
            }
        }
        kept.into_iter().map(|(units, _)| units).collect()
    }

    fn floor(&self, want: i64) -> i64 {
        (want * self.keeps + 999) / 1_000
    }

    fn filled(&self, function: &str, distance: u32, based: Option<Try<'a>>, all: &mut Vec<Plain>) {
        let mut found: Vec<Vec<Try<'a>>> = vec![based.into_iter().collect()];
        for (dimension, &want) in &self.world.need.amounts {
            let mut next = Vec::new();
            for parts in found {
                let got = given(&parts, dimension);
                if got >= self.floor(want) {
                    next.push(parts.clone());
                }
                for item in self.components(function, dimension).into_iter().filter(|_| got < want) {
                    let Grammar::Component(range) = &item.grammar else { continue };
                    let most = item.quota.map_or(i64::MAX, |quota| quota / self.world.need.count);
                    let units: Vec<i64> =
                        any_units(item).into_iter().filter(|units| *units <= most).collect();
                    let reaching = units.iter().copied().filter(|units| got + units * range.step >= want);
                    let mut choices = self.records(item.price.as_ref(), reaching);
                    let short = units.last().filter(|units| got + *units * range.step >= self.floor(want));
                    if choices.is_empty() {
                        choices.extend(short);
                    }
                    for units in choices {
                        next.push(parts.iter().cloned().chain([(item, units, vec![])]).collect());
                    }
                }
            }
            found = next;
        }
        for parts in found {
            if parts.iter().any(|(item, ..)| item.function == function) {
                all.extend(self.judge(function, distance, parts));
                continue;
            }
            let asked = |dimension: &&&str| !self.world.need.amounts.contains_key(**dimension);
            for dimension in super::oracle_world::DIMENSIONS.iter().filter(asked) {
                for item in
                    self.components(function, dimension).iter().filter(|item| item.function == function)
                {
                    let most = item.quota.map_or(i64::MAX, |quota| quota / self.world.need.count);
                    let units = any_units(item).into_iter().filter(|units| *units <= most);
                    for units in self.records(item.price.as_ref(), units) {
                        let parts = parts.iter().cloned().chain([(*item, units, vec![])]).collect();
                        all.extend(self.judge(function, distance, parts));
                    }
                }
            }
        }
    }

    /// The figures of a configuration, if it is one and feasible.
    fn judge(&self, function: &str, distance: u32, mut parts: Vec<Try<'a>>) -> Option<Plain> {
        let (need, terms) = (&self.world.need, &self.world.terms);
        parts.iter().any(|(item, ..)| item.function == function).then_some(())?;
        let day = terms.as_of;
        let mut price = Some(Money::ZERO);
        let mut held: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (item, units, steps) in &parts {
            let sold = item.valid.0.is_none_or(|d| d <= day) && item.valid.1.is_none_or(|d| d >= day);
            (sold && item.quota.is_none_or(|quota| units * need.count <= quota)).then_some(())?;
            let supplier = item.supplier.iter().map(|s| ("supplier", BTreeSet::from([s.as_str()])));
            let traits = item.traits.iter().filter(|(_, values)| !values.is_empty());
            let traits =
                traits.map(|(code, values)| (code.as_str(), values.iter().map(String::as_str).collect()));
            for (code, values) in traits.chain(supplier) {
                let common: BTreeSet<&str> = held.get(code).map_or(values.clone(), |held| held & &values);
                (!common.is_empty()).then_some(())?;
                held.insert(code, common);
            }
            price =
                price.zip(cost(item, *units, steps, need.count, need.months)).and_then(|(a, b)| a.plus(b));
        }
        let offers = |code: &str, value: &str| held.get(code).is_none_or(|values| values.contains(value));
        need.traits.iter().all(|(code, value)| offers(code, value)).then_some(())?;
        terms.supplier.iter().all(|supplier| offers("supplier", supplier)).then_some(())?;
        let product: i128 = need.amounts.values().map(|amount| i128::from(*amount)).product();
        let (mut short, mut excess) = (0, 0);
        for (dimension, &want) in &need.amounts {
            let got = given(&parts, dimension);
            (got >= self.floor(want)).then_some(())?;
            let weight = product / i128::from(want);
            short += i128::from((want - got).max(0)) * weight;
            excess += i128::from((got - want).max(0)) * weight;
        }
        let unmet = need.prefers.iter().filter(|(code, value)| !offers(code, value)).count() as u32;
        let base = usize::from(!matches!(parts[0].0.grammar, Grammar::Component(_)));
        parts[base..].sort_by_key(|(item, ..)| &item.code);
        let parts = parts.into_iter().map(|(item, units, steps)| (item.code.clone(), units, steps)).collect();
        Some(Plain { function: function.to_owned(), parts, distance, unmet, short, excess, price })
    }
}

fn given(parts: &[Try<'_>], dimension: &str) -> i64 {
    let one = |(item, units, steps): &Try<'_>| match &item.grammar {
        Grammar::Package(amounts) => amounts.get(dimension).copied().unwrap_or(0),
        Grammar::Component(range) if range.dimension == dimension => range.step * units,
        Grammar::Component(_) => 0,
        Grammar::Custom(ranges) => {
            let of = ranges.iter().zip(steps).find(|(range, _)| range.dimension == dimension);
            of.map_or(0, |(range, steps)| range.step * steps)
        }
    };
    parts.iter().map(one).sum()
}

fn cost(item: &Item, units: i64, steps: &[i64], count: i64, months: u32) -> Option<Money> {
    let stepped = match &item.grammar {
        Grammar::Custom(ranges) => ranges.iter().any(|range| range.price.is_some()),
        _ => false,
    };
    // A custom size that prices its steps alone has no base to pay.
    let mut sum = match &item.price {
        Some(price) => price.total(units * count, months)?,
        None if stepped => Money::ZERO,
        None => return None,
    };
    if let Grammar::Custom(ranges) = &item.grammar {
        for (range, steps) in ranges.iter().zip(steps).filter(|(_, steps)| **steps != 0) {
            sum = sum.plus(range.price.as_ref()?.total(steps * count, months)?)?;
        }
    }
    Some(sum)
}

/// No step of nought, and a most that can be had.
fn sensible(item: &Item) -> bool {
    let range = |range: &Range| range.step > 0 && steps_of(range).next().is_some();
    match &item.grammar {
        Grammar::Package(_) => true,
        Grammar::Component(one) => range(one) && !any_units(item).is_empty(),
        Grammar::Custom(all) => all.iter().all(range),
    }
}

/// Steps that are sold; without a most, as many as any need here could want.
fn steps_of(range: &Range) -> impl Iterator<Item = i64> + use<> {
    let (step, least, most) = (range.step.max(1), range.least, range.most.unwrap_or(36));
    (0..=36).filter(move |steps| steps * step >= least && steps * step <= most)
}

fn any_steps(base: &Item) -> Vec<Vec<i64>> {
    let Grammar::Custom(ranges) = &base.grammar else { return vec![vec![]] };
    let mut sizes: Vec<Vec<i64>> = vec![vec![]];
    for range in ranges {
        let with = |size: &Vec<i64>, steps: i64| size.iter().copied().chain([steps]).collect();
        sizes = sizes.iter().flat_map(|size| steps_of(range).map(move |steps| with(size, steps))).collect();
    }
    sizes
}

fn any_units(item: &Item) -> Vec<i64> {
    let Grammar::Component(range) = &item.grammar else { return vec![] };
    steps_of(range).filter(|units| *units > 0).collect()
}

/// The item of a code, for the tests.
pub(crate) fn item<'a>(edition: &'a Edition, code: &str) -> &'a Item {
    edition.items.iter().find(|item| item.code == code).unwrap()
}
