//! Near misses: what comes nearest where nothing is feasible.
//!
//! For each base (and once for components alone) one completion is shown: in each dimension the component
//! that leaves the least short. It explains and proves nothing; that is the certificate's work.

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
pub(crate) fn nearest(index: &Index, query: &Query<'_>, most: usize) -> Vec<Vec<Piece>> {
    let mut found: Vec<Miss> = Vec::new();
    for &(distance, function) in &query.reach {
        let group = &index.groups[function];
        let bases = group.bases.iter().map(|&row| Some(row));
        for base in bases.chain(group.by_components.then_some(None)) {
            let Some(miss) = complete(index, query, function, distance, base) else { continue };
            let place = found.partition_point(|other| *other < miss);
            if place < most {
                found.insert(place, miss);
                found.truncate(most);
            }
        }
    }
    found.into_iter().map(|miss| miss.pieces).collect()
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
