//! Near misses by hand: every base completed, all of them sorted, nothing left out early.

use super::oracle_naive::Naive;
use super::oracle_world::World;
use govcloud::catalog::{Grammar, Item, Range};
use std::collections::{BTreeMap, BTreeSet};

/// What decides between misses, in this order: constraints not kept, function distance, what is short, what is in
/// excess, and the parts.
pub(crate) type Miss = (usize, u32, i128, i128, Vec<(String, i64, Vec<i64>)>);

/// The values of each trait that the parts so far have in common; a trait that none names is not there.
type Common<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// A component that may fill a dimension: what decides for it, itself, its units, what is reached, what is common then.
type Filling<'a> = ((bool, usize, i64, &'a str), &'a Item, i64, i64, Common<'a>);

/// Every near miss, nearest first.
pub(crate) fn all(world: &World) -> Vec<Miss> {
    let naive = Naive::new(world);
    let mut found = Vec::new();
    for (function, distance) in naive.functions() {
        for base in naive.bases(&function) {
            found.extend(completed(world, &naive, &function, distance, base));
        }
    }
    found.sort();
    found
}

fn completed(
    world: &World,
    naive: &Naive<'_>,
    function: &str,
    distance: u32,
    base: Option<&Item>,
) -> Option<Miss> {
    let need = &world.need;
    let sold = |item: &Item| {
        let (first, last) = item.valid;
        first.is_none_or(|day| day <= world.terms.as_of) && last.is_none_or(|day| day >= world.terms.as_of)
    };
    let mut common = Common::new();
    let mut parts = Vec::new();
    let mut given: BTreeMap<&str, i64> = BTreeMap::new();
    if let Some(base) = base {
        (sold(base) && base.quota.is_none_or(|quota| quota >= need.count)).then_some(())?;
        common = joined(&common, base)?;
        let mut steps = Vec::new();
        match &base.grammar {
            Grammar::Package(amounts) => given.extend(amounts.iter().map(|(d, a)| (d.as_str(), *a))),
            Grammar::Custom(ranges) => {
                for range in ranges {
                    let want = need.amounts.get(&range.dimension).copied().unwrap_or(0);
                    steps.push(least_steps(range, want, i64::MAX, 0)?);
                    given.insert(&range.dimension, range.step * steps[steps.len() - 1]);
                }
            }
            Grammar::Component(_) => return None,
        }
        parts.push((base.code.clone(), 1, steps));
    }
    let mut own = base.is_some();
    let mut components = Vec::new();
    for (dimension, &want) in &need.amounts {
        let got = given.get(dimension.as_str()).copied().unwrap_or(0);
        if got >= want {
            continue;
        }
        let mut best: Option<Filling<'_>> = None;
        for item in naive.components(function, dimension).into_iter().filter(|item| sold(item)) {
            let Grammar::Component(range) = &item.grammar else { continue };
            let quota = item.quota.map_or(i64::MAX, |quota| quota / need.count);
            let (Some(units), Some(joined)) =
                (least_steps(range, want - got, quota, 1), joined(&common, item))
            else {
                continue;
            };
            let total = got + units * range.step;
            let key = (total < want, lost(world, &joined), (total - want).abs(), item.code.as_str());
            if best.as_ref().is_none_or(|(least, ..)| key < *least) {
                best = Some((key, item, units, total, joined));
            }
        }
        if let Some((_, item, units, total, joined)) = best {
            own |= item.function == function;
            components.push((item.code.clone(), units, vec![]));
            given.insert(dimension, total);
            common = joined;
        }
    }
    components.sort();
    parts.extend(components);
    let whole = own && !parts.is_empty();
    whole.then_some(())?;
    let product: i128 = need.amounts.values().map(|amount| i128::from(*amount)).product();
    let (mut unkept, mut short, mut excess) = (lost(world, &common), 0, 0);
    for (dimension, &want) in &need.amounts {
        let got = given.get(dimension.as_str()).copied().unwrap_or(0);
        unkept += usize::from(got < want);
        let weight = product / i128::from(want);
        short += i128::from((want - got).max(0)) * weight;
        excess += i128::from((got - want).max(0)) * weight;
    }
    Some((unkept, distance, short, excess, parts))
}

/// The least steps that reach an amount, or all there are; at least so many. `None` where none can be had.
fn least_steps(range: &Range, want: i64, quota: i64, at_least: i64) -> Option<i64> {
    let up = |amount: i64| (amount + range.step - 1) / range.step;
    let least = up(range.least).max(at_least);
    let most = range.most.map_or(i64::MAX, |most| most / range.step).min(quota);
    (least <= most).then(|| up(want).max(least).min(most))
}

/// What is common once this item has joined; `None` where nothing is.
fn joined<'a>(common: &Common<'a>, item: &'a Item) -> Option<Common<'a>> {
    let mut joined = common.clone();
    let named = item.traits.iter().filter(|(_, values)| !values.is_empty());
    let named = named.map(|(code, values)| (code.as_str(), values.iter().map(String::as_str).collect()));
    let supplier = item.supplier.iter().map(|supplier| ("supplier", BTreeSet::from([supplier.as_str()])));
    for (code, values) in named.chain(supplier) {
        let both = joined.get(code).map_or(values.clone(), |held: &BTreeSet<&str>| held & &values);
        (!both.is_empty()).then_some(())?;
        joined.insert(code, both);
    }
    Some(joined)
}

/// Hard traits, and the settled supplier, that are not among what is common.
fn lost(world: &World, common: &Common<'_>) -> usize {
    let asked = world.need.traits.iter().map(|(code, value)| (code.as_str(), value.as_str()));
    let asked = asked.chain(world.terms.supplier.iter().map(|supplier| ("supplier", supplier.as_str())));
    asked.filter(|(code, value)| common.get(code).is_some_and(|values| !values.contains(value))).count()
}
