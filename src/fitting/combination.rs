//! 组合适配: whole numbers of items that cover a divisible need together.
//!
//! What takes part: the packages of one function, its custom sizes at the largest, and for each dimension at
//! most one component, all with a value of each trait in common and sold by one supplier. A component may be
//! spread over the instances that are there, to each at least its least and at most its most. Items without
//! a price take part only where nothing else covers the need.

use super::cover::{self, Column, Filler};
use super::covering::GRANTED;
use super::exact::Ratio;
use super::index::{Index, Kind};
use super::key::key;
use super::price::{Cost, cost};
use super::query::Query;
use super::rate::Rate;
use super::terms::Order;
use crate::catalog::Edition;
use crate::dossier::Part;
use std::collections::{BTreeMap, BTreeSet};

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

/// How good a combination is known to be, among those that take part (see the module).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing that covers the need costs less.
    Optimal,
    /// The best found; what is proven is that nothing costs less by more than this share of it.
    Within(Ratio),
}

/// At most so many choices of trait values are tried; more leave the combination unproven.
const PROFILES: usize = 512;

/// The best combination found, by the order: the nearest function first, or the least cost.
pub(crate) fn combine(edition: &Edition, index: &Index, query: &Query<'_>) -> Option<Combination> {
    let totals: Option<Vec<i64>> =
        query.wants.iter().map(|want| want.amount.checked_mul(query.count)).collect();
    let totals = totals.filter(|totals| !totals.is_empty())?;
    for priced in [true, false] {
        let mut best: Option<(Solved, u32)> = None;
        for &(distance, function) in &query.reach {
            if query.terms.order == Order::Near && best.as_ref().is_some_and(|(_, d)| *d < distance) {
                break;
            }
            let all = Pool { edition, index, query, function, totals: &totals, priced };
            if let Some(solved) = all.solve()
                && best.as_ref().is_none_or(|(least, _)| solved.order() < least.order())
            {
                best = Some((solved, distance));
            }
        }
        if let Some((solved, _)) = best {
            return Some(solved.written(edition, query, &totals, priced));
        }
    }
    None
}

/// A combination with what is proven of it.
struct Solved {
    cost: i128,
    /// Nothing of its function costs less than this.
    bound: i128,
    parts: Vec<Part>,
    got: Vec<i64>,
}

impl Solved {
    fn order(&self) -> (i128, &[Part]) {
        (self.cost, &self.parts)
    }

    fn written(self, edition: &Edition, query: &Query<'_>, totals: &[i64], priced: bool) -> Combination {
        let gap = (self.cost - self.bound).max(0);
        let proof = match (priced, gap) {
            (true, 0) => Proof::Optimal,
            (true, _) => Proof::Within(Ratio::new(gap, self.cost)),
            // What an unknown price hides may be all of it.
            (false, _) => Proof::Within(Ratio::new(1, 1)),
        };
        let codes = query.wants.iter().map(|want| want.code.to_owned());
        let totals =
            codes.zip(totals).zip(self.got).map(|((code, &total), got)| (code, total, got)).collect();
        let cost = cost(edition, &self.parts, 1, query.months);
        Combination { key: key(&self.parts), parts: self.parts, totals, cost, proof }
    }
}

/// What one function has for a pool.
struct Pool<'a> {
    edition: &'a Edition,
    index: &'a Index,
    query: &'a Query<'a>,
    function: usize,
    totals: &'a [i64],
    priced: bool,
}

impl Pool<'_> {
    /// The best combination of each set of items that go together.
    fn solve(&self) -> Option<Solved> {
        let columns = self.columns();
        let fillers = self.fillers();
        let rows: Vec<usize> =
            columns.iter().map(|c| c.row).chain(fillers.iter().flatten().map(|f| f.row)).collect();
        let (sets, whole) = self.together(&rows);
        let work = GRANTED / (sets.len() as u64).max(1);
        let mut best: Option<Solved> = None;
        let mut bound = if whole { i128::MAX } else { 0 };
        for set in sets {
            let held = |row: usize| set.contains(&row);
            let columns: Vec<&Column> = columns.iter().filter(|column| held(column.row)).collect();
            let fillers: Vec<Vec<&Filler>> =
                fillers.iter().map(|all| all.iter().filter(|one| held(one.row)).collect()).collect();
            let enough = best.as_ref().map_or(i128::MAX, |best| best.cost);
            let cover = cover::least(self.totals, &columns, &fillers, work, enough);
            bound = bound.min(cover.bound);
            let Some(found) = cover.found else { continue };
            let solved =
                Solved { cost: found.cost, bound: 0, parts: self.parts(&found.taken), got: found.got };
            if best.as_ref().is_none_or(|least| solved.order() < least.order()) {
                best = Some(solved);
            }
        }
        best.map(|best| Solved { bound: bound.min(best.cost), ..best })
    }

    fn parts(&self, taken: &[cover::Taken]) -> Vec<Part> {
        let part = |taken: &cover::Taken| Part {
            item: self.edition.items[taken.row].code.clone(),
            units: taken.units,
            steps: taken.steps.clone(),
        };
        let mut parts: Vec<Part> = taken.iter().map(part).collect();
        parts.sort();
        parts
    }

    /// Packages, and custom sizes at their largest.
    fn columns(&self) -> Vec<Column<'_>> {
        let (index, query) = (self.index, self.query);
        let column = |&row: &usize| {
            let sold = index.sold[row].as_ref()?;
            let usable = sold.on(query.terms.as_of) && query.holds(index.bits(row)) && sold.quota > 0;
            (usable && index.consistent(index.bits(row))).then_some(())?;
            let (sizes, steps): (Vec<(usize, i64)>, Vec<i64>) = match &sold.kind {
                Kind::Package(amounts) => (amounts.clone(), Vec::new()),
                Kind::Component(_) => return None,
                Kind::Custom(ranges) => {
                    let steps = ranges.iter().map(|range| {
                        let place =
                            query.wants.iter().position(|want| want.dimension == Some(range.dimension));
                        let total = place.map_or(0, |place| self.totals[place]);
                        (total / range.step + i64::from(total % range.step > 0))
                            .max(range.least)
                            .min(range.most)
                    });
                    let steps: Vec<i64> = steps.collect();
                    let sizes = ranges
                        .iter()
                        .zip(&steps)
                        .map(|(r, &steps)| (r.dimension, r.step.saturating_mul(steps)));
                    (sizes.collect(), steps)
                }
            };
            let of = |dimension: Option<usize>| {
                sizes.iter().find(|(d, _)| Some(*d) == dimension).map_or(0, |s| s.1)
            };
            let gives: Vec<i64> = query.wants.iter().map(|want| of(want.dimension)).collect();
            let item = &self.edition.items[row];
            let rate = Rate::of(item, &steps, query.months, self.priced)?;
            gives.iter().any(|amount| *amount > 0).then_some(Column {
                row,
                gives,
                steps,
                quota: sold.quota,
                rate,
            })
        };
        index.groups[self.function].bases.iter().filter_map(column).collect()
    }

    /// Components for each dimension.
    fn fillers(&self) -> Vec<Vec<Filler<'_>>> {
        let filler = |&row: &usize| {
            let (sold, bits) = (self.index.sold[row].as_ref()?, self.index.bits(row));
            let Kind::Component(range) = &sold.kind else { return None };
            let usable =
                sold.on(self.query.terms.as_of) && self.query.holds(bits) && self.index.consistent(bits);
            (usable && range.least <= range.most.min(sold.quota)).then_some(())?;
            let rate = Rate::of(&self.edition.items[row], &[], self.query.months, self.priced)?;
            let (own, quota) = (sold.function == self.function, sold.quota);
            Some(Filler { row, step: range.step, least: range.least, most: range.most, quota, own, rate })
        };
        let rows = |dimension: Option<usize>| {
            dimension
                .and_then(|d| self.index.groups[self.function].components.get(&d))
                .map_or(&[][..], Vec::as_slice)
        };
        self.query.wants.iter().map(|want| rows(want.dimension).iter().filter_map(filler).collect()).collect()
    }

    /// The largest sets of items that have a value of each trait in common, and whether these are all.
    fn together(&self, rows: &[usize]) -> (Vec<BTreeSet<usize>>, bool) {
        let distinct: BTreeMap<&[u64], Vec<usize>> = rows.iter().fold(BTreeMap::new(), |mut map, &row| {
            map.entry(self.index.bits(row)).or_insert_with(Vec::new).push(row);
            map
        });
        // Intersections of what items offer, closed under intersection: each is a set of values to agree on.
        let mut agreed: BTreeSet<Vec<u64>> = [vec![u64::MAX; self.index.words]].into();
        let mut whole = true;
        for bits in distinct.keys() {
            let meet = |held: &Vec<u64>| held.iter().zip(*bits).map(|(a, b)| a & b).collect::<Vec<u64>>();
            let met: Vec<Vec<u64>> =
                agreed.iter().map(meet).filter(|bits| self.index.consistent(bits)).collect();
            agreed.extend(met);
            if agreed.len() > PROFILES {
                whole = false;
                break;
            }
        }
        let offers = |bits: &[u64], agreed: &[u64]| bits.iter().zip(agreed).all(|(b, a)| b & a == *a);
        let sets = agreed.iter().map(|agreed| {
            let held = distinct.iter().filter(|(bits, _)| offers(bits, agreed));
            held.flat_map(|(_, rows)| rows).copied().collect::<BTreeSet<usize>>()
        });
        let sets: BTreeSet<BTreeSet<usize>> = sets.filter(|set| !set.is_empty()).collect();
        let largest = |set: &&BTreeSet<usize>| {
            !sets.iter().any(|other| other.len() > set.len() && set.is_subset(other))
        };
        (sets.iter().filter(largest).cloned().collect(), whole)
    }
}
