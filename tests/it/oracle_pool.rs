//! Combinations against a naive enumeration of whole numbers.

use super::oracle_world::{DIMENSIONS, World, world};
use govcloud::basics::Money;
use govcloud::catalog::{Grammar, Item};
use govcloud::dossier::Outcome;
use govcloud::fitting::{Engine, Order, Proof};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A divisible need of a world without custom sizes, in the cheap order.
fn pool(seed: u64) -> World {
    let mut world = world(seed);
    world.edition.items.retain(|item| !matches!(item.grammar, Grammar::Custom(_)));
    world.edition.items.truncate(4);
    let items = world.edition.items.iter().enumerate();
    world.edition.by_code = items.map(|(row, item)| (item.code.clone(), row)).collect();
    world.need.divisible = true;
    world.need.count = 1;
    world.need.traits.clear();
    world.terms.order = Order::Cheap;
    world
}

/// The least cost of a combination of one function in reach, by trying everything.
fn least(world: &World) -> Option<Money> {
    let near = |code: &str| {
        code == world.need.function || code.split('/').next() == world.need.function.split('/').next()
    };
    let functions: BTreeSet<&str> = world.edition.items.iter().map(|item| item.function.as_str()).collect();
    let functions = functions.into_iter().filter(|code| near(code));
    functions.flat_map(|function| covers(world, function)).min()
}

fn covers(world: &World, function: &str) -> Vec<Money> {
    let serves = |item: &&Item| {
        let completes = item.completes.iter().any(|f| f == function);
        item.function == function || (completes && matches!(item.grammar, Grammar::Component(_)))
    };
    let day = world.terms.as_of;
    let sold = |item: &&Item| item.valid.0.is_none_or(|d| d <= day) && item.valid.1.is_none_or(|d| d >= day);
    let items: Vec<&Item> = world.edition.items.iter().filter(serves).filter(sold).collect();
    let mut found = vec![Vec::new()];
    for item in items {
        let most = if matches!(item.grammar, Grammar::Package(_)) { 9 } else { 24 };
        let most = item.quota.unwrap_or(most).min(most);
        let mut next = Vec::new();
        for taken in &found {
            for units in 0..=most {
                next.push(
                    taken.iter().copied().chain((units > 0).then_some((item, units))).collect::<Vec<_>>(),
                );
            }
        }
        found = next;
    }
    found.into_iter().filter_map(|taken| cost(world, function, &taken)).collect()
}

/// What a combination costs, if it is one and covers the need.
fn cost(world: &World, function: &str, taken: &[(&Item, i64)]) -> Option<Money> {
    let mut got: BTreeMap<&str, i64> = BTreeMap::new();
    let mut held: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut instances, mut sum, mut filled) = (0, Money::ZERO, BTreeSet::new());
    for (item, units) in taken {
        let supplier = item.supplier.iter().map(|s| ("supplier", BTreeSet::from([s.as_str()])));
        let traits = item.traits.iter().filter(|(_, values)| !values.is_empty());
        let traits =
            traits.map(|(code, values)| (code.as_str(), values.iter().map(String::as_str).collect()));
        for (code, values) in traits.chain(supplier) {
            let common: BTreeSet<&str> = held.get(code).map_or(values.clone(), |held| held & &values);
            (!common.is_empty()).then_some(())?;
            held.insert(code, common);
        }
        match &item.grammar {
            Grammar::Package(amounts) => {
                instances += units;
                amounts.iter().for_each(|(code, amount)| *got.entry(code).or_default() += amount * units);
            }
            Grammar::Component(range) => {
                (range.step > 0 && filled.insert(&range.dimension)).then_some(())?;
                // Only what is asked for is filled.
                world.need.amounts.contains_key(&range.dimension).then_some(())?;
                *got.entry(&range.dimension).or_default() += range.step * units;
                let alone = splits(item, *units).last().copied().unwrap_or(0);
                instances += if item.function == function { alone } else { 0 };
            }
            Grammar::Custom(_) => return None,
        }
        sum = sum.plus(item.price.as_ref()?.total(*units, world.need.months)?)?;
    }
    let components = taken.iter().filter(|(item, _)| matches!(item.grammar, Grammar::Component(_)));
    let carried =
        |(item, units): &(&Item, i64)| splits(item, *units).first().is_some_and(|k| *k <= instances);
    components.into_iter().all(carried).then_some(())?;
    let offers =
        world.terms.supplier.iter().all(|s| held.get("supplier").is_none_or(|all| all.contains(s.as_str())));
    let reached =
        world.need.amounts.iter().all(|(code, want)| got.get(code.as_str()).is_some_and(|got| got >= want));
    (offers && reached).then_some(sum)
}

/// Numbers of instances that can share so many steps, each its least and not more than its most.
fn splits(item: &Item, units: i64) -> Vec<i64> {
    let Grammar::Component(range) = &item.grammar else { return vec![] };
    let least = ((range.least + range.step - 1) / range.step).max(1);
    let most = range.most.map_or(units, |most| most / range.step);
    (1..=units).filter(|k| k * least <= units && units <= k * most).collect()
}

#[test]
fn the_least_cost_of_a_combination() {
    let (mut composed, mut proven) = (0, 0);
    for seed in 0..3_000 {
        let world = pool(seed);
        if world.need.amounts.is_empty() || world.need.amounts.values().any(|amount| *amount > 7) {
            continue;
        }
        let mut terms = world.terms.clone();
        terms.max_distance = 1;
        // Only siblings are near here.
        let mut edition = world.edition.clone();
        edition.functions.iter_mut().for_each(|function| function.near.clear());
        let answer = Engine::new(Arc::new(edition)).fit(&world.need, &terms);
        if answer.outcome != Outcome::Composed && answer.outcome != Outcome::Unfit {
            continue;
        }
        let expected = least(&world);
        let combination = answer.combination.as_ref().filter(|found| found.cost.total.is_some());
        let found = combination.and_then(|found| found.cost.total);
        assert_eq!(found, expected, "seed {seed} {:?}", answer.combination);
        if let Some(combination) = combination {
            composed += 1;
            proven += usize::from(combination.proof == Proof::Optimal);
            let covered = combination.totals.iter().all(|(_, needed, got)| got >= needed);
            assert!(covered, "seed {seed}: {:?}", combination.totals);
        }
    }
    assert!(composed > 100, "only {composed} of the cases are combinations");
    assert!(proven * 100 >= composed * 95, "only {proven} of {composed} proven");
    assert_eq!(DIMENSIONS.len(), 3);
}
