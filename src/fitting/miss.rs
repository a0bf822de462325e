//! Near misses: what comes nearest where nothing is feasible.
//!
//! For each base (and once for components alone) one completion is shown: in each dimension the component
//! that leaves the least short. It explains and proves nothing; that is the certificate's work.

use super::conflicts::{Analysis, given};
use super::exact::{Scale, Sum};
use super::index::{Index, Kind, OPEN};
use super::order::Piece;
use super::query::Query;

/// A configuration that misses the need. Ordered by how much it misses: constraints not kept, function
/// distance, what is short, what is in excess, codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Miss {
    unkept: usize,
    distance: u32,
    short: Sum,
    excess: Sum,
    pieces: Vec<Piece>,
    bits: Vec<u64>,
}

/// The nearest misses, at most `most` of them: parts of each, base first.
///
/// Bases that may keep most are completed first; of the others only those that may still come before the worst that
/// is kept (see [`Rough`]).
pub(crate) fn nearest(
    index: &Index,
    query: &Query<'_>,
    analysis: &Analysis<'_>,
    most: usize,
) -> Vec<Vec<Piece>> {
    let mut found: Vec<Miss> = Vec::new();
    let mut limit = Rough::MAX;
    let mut keep = |miss: Miss, limit: &mut Rough| {
        let place = found.partition_point(|other| *other < miss);
        if place < most {
            found.insert(place, miss);
            found.truncate(most);
        }
        if let Some(worst) = found.get(most.saturating_sub(1)) {
            *limit = Rough::most(query, worst);
        }
    };
    for &(distance, function) in &query.reach {
        let group = &index.groups[function];
        let (given, more) = (given(index, query, function), analysis.more(function));
        let sizes = Sizes { given, more, customs: &group.customs };
        for (unkept, bases) in analysis.promising(function) {
            for &at in bases {
                let may = (unkept, distance) <= (limit.unkept, limit.distance);
                if may && sizes.least(query, at, unkept, distance) <= limit {
                    let miss = complete(index, query, function, distance, Some(group.bases[at]));
                    miss.into_iter().for_each(|miss| keep(miss, &mut limit));
                }
            }
        }
        if group.by_components {
            let miss = complete(index, query, function, distance, None);
            miss.into_iter().for_each(|miss| keep(miss, &mut limit));
        }
    }
    found.into_iter().map(|miss| miss.pieces).collect()
}

/// What a miss comes to, roughly: sums in 2^-20 of a need, rounded down for a base that is looked at, and up for the
/// worst miss that is kept. So a base is left out only where it certainly comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rough {
    unkept: usize,
    distance: u32,
    short: u64,
    excess: u64,
}

impl Rough {
    const DIGITS: u32 = 20;
    const MAX: Self = Self { unkept: usize::MAX, distance: u32::MAX, short: u64::MAX, excess: u64::MAX };

    /// What a miss comes to at most.
    fn most(query: &Query<'_>, miss: &Miss) -> Self {
        let nothing = query.scale.zero();
        let up = |sum: &Sum| match *sum == nothing {
            true => 0,
            false => query.scale.rounded_up(sum, Self::DIGITS).unwrap_or(u64::MAX),
        };
        let short = up(&miss.short);
        // Where something is short, equal shares need not be equal sums: the excess decides nothing.
        let excess = if short == 0 { up(&miss.excess) } else { u64::MAX };
        Self { unkept: miss.unkept, distance: miss.distance, short, excess }
    }

    /// What an amount is of a need, rounded down.
    fn share(amount: u64, need: u64) -> u64 {
        // Beyond this the whole part alone says enough, and fits.
        if amount < 1 << (u64::BITS - Self::DIGITS) {
            (amount << Self::DIGITS) / need
        } else {
            (amount / need) << Self::DIGITS
        }
    }
}

/// What the bases of a function give, and what components may add to it.
struct Sizes<'a, G> {
    given: G,
    more: &'a [i64],
    /// Places in the group at which a custom size stands: it is sized to the need.
    customs: &'a [usize],
}

impl<G: Fn(usize, usize) -> i64> Sizes<'_, G> {
    /// What a completion of this base comes to at least.
    fn least(&self, query: &Query<'_>, at: usize, unkept: usize, distance: u32) -> Rough {
        let sized = self.customs.binary_search(&at).is_ok();
        let mut rough = Rough { unkept, distance, short: 0, excess: 0 };
        for (place, want) in query.wants.iter().enumerate() {
            let got = (self.given)(at, place);
            let share = |amount: i64| Rough::share(amount.unsigned_abs(), want.amount.unsigned_abs());
            let most = got.saturating_add(self.more[place]);
            if most < want.amount {
                rough.short = rough.short.saturating_add(share(want.amount - most));
            } else if got > want.amount && !sized {
                rough.excess = rough.excess.saturating_add(share(got - want.amount));
            }
        }
        rough
    }
}

fn complete(
    index: &Index,
    query: &Query<'_>,
    function: usize,
    distance: u32,
    base: Option<usize>,
) -> Option<Miss> {
    let zero = || query.scale.zero();
    let bits = base.map_or_else(|| vec![u64::MAX; index.words], |row| index.bits(row).to_vec());
    let mut miss = Miss { unkept: 0, distance, short: zero(), excess: zero(), pieces: Vec::new(), bits };
    let mut sizes: Vec<(usize, i64)> = Vec::new();
    if let Some(row) = base {
        let sold = index.sold[row].as_ref()?;
        (sold.on(query.terms.as_of) && sold.quota >= query.count).then_some(())?;
        let mut steps = Vec::new();
        match &sold.kind {
            Kind::Package(amounts) => sizes.clone_from(amounts),
            Kind::Component(_) => return None,
            Kind::Custom(ranges) => {
                for range in ranges {
                    let want = query.wants.iter().find(|want| want.dimension == Some(range.dimension));
                    let want = want.map_or(0, |want| want.amount);
                    let from = units(want, range.step).max(range.least).min(range.most);
                    sizes.push((range.dimension, from.saturating_mul(range.step)));
                    steps.push(from);
                }
            }
        }
        miss.pieces.push(Piece { rank: index.rank[row], row, units: 1, steps });
    }
    for (place, want) in query.wants.iter().enumerate() {
        let got = sizes.iter().find(|(d, _)| Some(*d) == want.dimension).map_or(0, |(_, amount)| *amount);
        fill(index, query, function, place, got, &mut miss);
    }
    let held = query.required.iter().zip(&miss.bits).map(|(required, bits)| (required & !bits).count_ones());
    miss.unkept += usize::try_from(held.sum::<u32>()).unwrap_or(usize::MAX);
    let own = |piece: &Piece| index.sold[piece.row].as_ref().is_some_and(|sold| sold.function == function);
    let whole = !miss.pieces.is_empty() && (base.is_some() || miss.pieces.iter().any(own));
    if let Some(components) = miss.pieces.get_mut(usize::from(base.is_some())..) {
        components.sort();
    }
    whole.then_some(miss)
}

/// Fills one dimension with the component that leaves least short, or with none.
fn fill(index: &Index, query: &Query<'_>, function: usize, place: usize, got: i64, miss: &mut Miss) {
    let want = &query.wants[place];
    let rows = want.dimension.and_then(|d| index.groups[function].components.get(&d));
    let try_one = |row: usize| {
        let sold = index.sold[row].as_ref().filter(|sold| sold.on(query.terms.as_of))?;
        let Kind::Component(range) = &sold.kind else { return None };
        let quota = if sold.quota == OPEN { OPEN } else { sold.quota / query.count };
        let most = range.most.min(quota);
        let steps = units(want.amount - got, range.step).max(range.least).min(most);
        let bits: Vec<u64> = miss.bits.iter().zip(index.bits(row)).map(|(all, one)| all & one).collect();
        let unheld: u32 = query.required.iter().zip(&bits).map(|(r, bits)| (r & !bits).count_ones()).sum();
        let total = i128::from(got) + i128::from(steps) * i128::from(range.step);
        let over = total - i128::from(want.amount);
        let usable = range.least <= most && index.consistent(&bits);
        usable.then(|| ((over < 0, unheld, over.abs(), index.rank[row]), row, steps, bits, total))
    };
    let best = rows.into_iter().flatten().filter_map(|&row| try_one(row)).min_by(|a, b| a.0.cmp(&b.0));
    let mut total = i128::from(got);
    if let Some((_, row, units, bits, sum)) = best.filter(|_| got < want.amount) {
        miss.pieces.push(Piece { rank: index.rank[row], row, units, steps: Vec::new() });
        (miss.bits, total) = (bits, sum);
    }
    let over = total - i128::from(want.amount);
    let sum = if over < 0 { &mut miss.short } else { &mut miss.excess };
    let mut part = query.scale.zero();
    query.scale.add(&mut part, place, over.abs());
    *sum = Scale::plus(sum, &part);
    miss.unkept += usize::from(over < 0);
}

/// Whole steps that reach an amount.
fn units(amount: i64, step: i64) -> i64 {
    let amount = amount.max(0);
    amount / step + i64::from(amount % step > 0)
}
