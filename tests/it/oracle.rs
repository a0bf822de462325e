//! The engine against a naive enumeration, on random small cases.

use super::oracle_miss;
use super::oracle_naive::{Naive, compare, strictly};
use super::oracle_world::{World, world};
use govcloud::basics::{Dice, Digest};
use govcloud::catalog::{Edition, Grammar, Range};
use govcloud::dossier::{Outcome, Part};
use govcloud::fitting::{
    Answer, Certificate, Change, Constraint, Engine, Offered, Order as FitOrder, Ranked, check, key,
};
use govcloud::wire::v1::certificate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Cases for the list, in two threads.
const CASES: u64 = 100_000;

fn answer(world: &World, alternatives: usize) -> Answer {
    let engine = Engine::new(Arc::new(world.edition.clone()));
    let mut terms = world.terms.clone();
    terms.alternatives = alternatives;
    engine.fit(&world.need, &terms)
}

/// Runs a property over seeds, on two threads, and names the first seed that breaks it.
fn each(seeds: u64, property: impl Fn(u64) + Send + Sync) {
    let property = &property;
    std::thread::scope(|scope| {
        for thread in 0..2 {
            scope.spawn(move || {
                for seed in (thread..seeds).step_by(2) {
                    property(seed);
                }
            });
        }
    });
}

fn keys(answer: &Answer) -> Vec<String> {
    answer.ranked.iter().map(|ranked| ranked.key.clone()).collect()
}

fn plain_keys(naive: &Naive<'_>) -> Vec<String> {
    let part = |(item, units, steps): (String, i64, Vec<i64>)| Part { item, units, steps };
    naive.ranked().into_iter().map(|p| key::key(&p.parts.into_iter().map(part).collect::<Vec<_>>())).collect()
}

#[test]
fn the_whole_list_in_order() {
    each(CASES, |seed| {
        let world = world(seed);
        let expected = plain_keys(&Naive::new(&world));
        let all = answer(&world, 10_000);
        assert_eq!(keys(&all), expected, "seed {seed}");
        let few = answer(&world, 2);
        assert_eq!(keys(&few), expected[..expected.len().min(3)], "seed {seed}, three best");
        assert!(all.ranked.iter().all(|ranked| ranked.feasible()), "seed {seed}: what is ranked is feasible");
        assert_eq!(all.outcome == Outcome::Unfit, expected.is_empty(), "seed {seed}");
        let inside = all.ranked.iter().any(|ranked| ranked.outcome() == Outcome::InCatalog);
        assert_eq!(
            few.outcome == Outcome::InCatalog,
            inside,
            "seed {seed}: inside the catalog in every order"
        );
    });
}

#[test]
fn the_figures_of_the_list() {
    each(5_000, |seed| {
        let world = world(seed);
        let product: i128 = world.need.amounts.values().map(|amount| i128::from(*amount)).product();
        for (ranked, plain) in answer(&world, 50).ranked.iter().zip(Naive::new(&world).ranked()) {
            assert_eq!(ranked.cost.total, plain.price, "seed {seed} {}", ranked.key);
            assert_eq!((ranked.distance, ranked.unmet), (Some(plain.distance), plain.unmet), "seed {seed}");
            let excess = ranked.excess.unwrap();
            assert_eq!(excess.numerator() * product, plain.excess * excess.denominator(), "seed {seed}");
        }
    });
}

#[test]
fn nothing_of_any_kind_is_better() {
    each(2_000, |seed| {
        let world = world(seed);
        let order = world.terms.order;
        let naive = Naive::new(&world);
        let any = naive.of_any_kind();
        let best = any.iter().min_by(|a, b| strictly(order, a, b));
        let ranked = naive.ranked();
        assert_eq!(best.is_some(), !ranked.is_empty(), "seed {seed}: feasible or not");
        if let (Some(best), Some(first)) = (best, ranked.first()) {
            assert!(strictly(order, best, first).is_eq(), "seed {seed}: {best:?} before {first:?}");
        }
        let sorted = ranked.windows(2).all(|pair| compare(order, &pair[0], &pair[1]).is_lt());
        assert!(sorted, "seed {seed}: no two configurations are the same");
    });
}

#[test]
fn concessions_as_defined() {
    each(10_000, |seed| {
        let mut world = world(seed);
        let keeps = Dice::new(seed).between(0, 9) * 100;
        let dimensions = super::oracle_world::DIMENSIONS.iter();
        world.terms.tolerance = dimensions.map(|d| ((*d).to_owned(), (1_000 - keeps) as u32)).collect();
        let mut naive = Naive::new(&world);
        if world.need.amounts.contains_key("unknown") || !naive.ranked().is_empty() {
            return;
        }
        naive.keeps = keeps;
        let expected = plain_keys(&naive);
        let answer = answer(&world, 10_000);
        assert_eq!(keys(&answer), expected, "seed {seed}");
        let outcome = if expected.is_empty() { Outcome::Unfit } else { Outcome::Conceded };
        assert_eq!(answer.outcome, outcome, "seed {seed}");
    });
}

#[test]
fn near_misses_as_defined() {
    let seen = AtomicU64::new(0);
    each(10_000, |seed| {
        let world = world(seed);
        let (all, few) = (answer(&world, 10_000), answer(&world, 1));
        if all.outcome != Outcome::Unfit {
            assert!(all.near_misses.is_empty(), "seed {seed}");
            return;
        }
        let part = |(item, units, steps)| Part { item, units, steps };
        let expected: Vec<String> = oracle_miss::all(&world)
            .into_iter()
            .map(|(.., parts)| key::key(&parts.into_iter().map(part).collect::<Vec<_>>()))
            .collect();
        let keys = |answer: &Answer| answer.near_misses.iter().map(|m| m.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&all), expected, "seed {seed}");
        assert_eq!(keys(&few), expected[..expected.len().min(2)], "seed {seed}, the two nearest");
        seen.fetch_add(u64::from(expected.len() > 2), Ordering::Relaxed);
    });
    assert!(seen.load(Ordering::Relaxed) > 300, "{} cases say something", seen.load(Ordering::Relaxed));
}

#[test]
fn certificates_are_true() {
    let seen = AtomicU64::new(0);
    each(3_000, |seed| {
        let world = world(seed);
        let answer = answer(&world, 0);
        assert_eq!(answer.certificate.is_some(), answer.outcome == Outcome::Unfit, "seed {seed}");
        let Some(certificate) = &answer.certificate else { return };
        assert_eq!(
            check::check(certificate, &world.edition),
            Ok(()),
            "seed {seed}
{}",
            certificate.text()
        );
        assert_eq!(
            certificate::read(&certificate::write(certificate)).as_ref(),
            Ok(&**certificate),
            "seed {seed}"
        );
        seen.fetch_add(1, Ordering::Relaxed);
        for (what, false_one) in tampered(certificate) {
            assert!(
                check::check(&false_one, &world.edition).is_err(),
                "seed {seed}: {what}
{}",
                false_one.text()
            );
            assert_ne!(false_one.digest(), certificate.digest(), "seed {seed}: {what}");
        }
    });
    assert!(seen.into_inner() > 500, "many cases fit nothing");
}

/// Whatever is changed in the file of a true certificate, it is no certificate any more, or is refused.
#[test]
fn a_changed_file_is_never_a_true_certificate() {
    let (tried, read) = (AtomicU64::new(0), AtomicU64::new(0));
    each(400, |seed| {
        let world = world(seed);
        let answer = answer(&world, 0);
        let Some(true_one) = &answer.certificate else { return };
        let text = certificate::write(true_one);
        for changed in mutants(&text, seed) {
            tried.fetch_add(1, Ordering::Relaxed);
            let Ok(other) = certificate::read(&changed) else { continue };
            if other == **true_one {
                // Only what does not count for text was changed.
                assert_eq!(changed.trim_end(), text.trim_end(), "seed {seed}");
                continue;
            }
            read.fetch_add(1, Ordering::Relaxed);
            assert_ne!(other.digest(), true_one.digest(), "seed {seed}");
            // Another need may be stated truly; the same need may not be answered otherwise.
            let needs = |c: &Certificate| {
                let mut c = c.clone();
                (c.conflicts, c.relaxations, c.offered) = Default::default();
                c
            };
            if needs(&other) == needs(true_one) {
                assert!(check::check(&other, &world.edition).is_err(), "seed {seed}\n{changed}");
            }
        }
    });
    assert!(tried.into_inner() > 5_000 && read.into_inner() > 500, "many files were changed and still read");
}

/// A file with a line left out, doubled, moved, or with a word of it changed.
fn mutants(text: &str, seed: u64) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let joined = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let mut all = Vec::new();
    for at in 0..lines.len() {
        let mut less = lines.clone();
        less.remove(at);
        all.push(joined(&less));
        let mut twice = lines.clone();
        twice.insert(at, lines[at]);
        all.push(joined(&twice));
        if at > 0 {
            let mut moved = lines.clone();
            moved.swap(at - 1, at);
            all.push(joined(&moved));
        }
        let words: Vec<&str> = lines[at].split(' ').collect();
        let place = Dice::new(seed ^ at as u64).between(0, words.len() as i64 - 1) as usize;
        for other in ["0", "1", "999", "function", "%", "%20;", "x"] {
            let mut words = words.clone();
            words[place] = other;
            let line = words.join(" ");
            let mut changed = lines.clone();
            changed[at] = &line;
            all.push(joined(&changed));
        }
    }
    all
}

/// Certificates that say something else than this true one: each must be refused.
fn tampered(certificate: &Certificate) -> Vec<(&'static str, Certificate)> {
    let mut all = Vec::new();
    let mut with = |what, change: &dyn Fn(&mut Certificate)| {
        let mut other = certificate.clone();
        change(&mut other);
        if other != *certificate {
            all.push((what, other));
        }
    };
    with("another edition", &|c| c.edition.push('x'));
    with("another state of the edition", &|c| c.edition_hash = Digest::of(b"other"));
    with("a conflict left out", &|c| drop(c.conflicts.pop_first()));
    with("a relaxation left out", &|c| drop(c.relaxations.pop_last()));
    with("an amount offered left out", &|c| drop(c.offered.pop_first()));
    with("a conflict that is not the smallest", &|c| {
        let Some(mut conflict) = c.conflicts.pop_first() else { return };
        conflict.insert(Constraint::Function);
        conflict.extend(c.traits.keys().cloned().map(Constraint::Trait));
        c.conflicts.insert(conflict);
    });
    with("a conflict that is none", &|c| {
        let Some(mut conflict) = c.conflicts.pop_first() else { return };
        conflict.pop_first();
        c.conflicts.insert(conflict);
    });
    with("more offered than there is", &|c| {
        let more = |o: Offered| Offered { most: o.most.map_or(Some(1), |most| Some(most + 1)), ..o };
        c.offered = std::mem::take(&mut c.offered).into_iter().map(more).collect();
    });
    for by in [-1, 1] {
        with("a relaxation with another value", &|c| {
            let change = |change: Change| match change {
                Change::Amount { dimension, from, to } => Change::Amount { dimension, from, to: to + by },
                other => other,
            };
            let changes = |set: BTreeSet<Change>| set.into_iter().map(change).collect();
            c.relaxations = std::mem::take(&mut c.relaxations).into_iter().map(changes).collect();
        });
    }
    with("a relaxation of more than must be", &|c| {
        let Some(mut changes) = c.relaxations.pop_first() else { return };
        changes.insert(Change::Function { to: "elsewhere".into() });
        c.relaxations.insert(changes);
    });
    all
}

#[test]
fn neither_rows_nor_names_nor_units_matter() {
    each(2_000, |seed| {
        let mut world = world(seed);
        let before = answer(&world, 20);
        let items = &mut world.edition.items;
        let mut dice = Dice::new(seed);
        for at in (1..items.len()).rev() {
            items.swap(at, dice.between(0, at as i64) as usize);
        }
        world.edition.by_code = rows(&world.edition);
        assert_eq!(
            format!("{:?}", answer(&world, 20)),
            format!("{before:?}"),
            "seed {seed}: the order of the file"
        );

        let mut renamed =
            World { edition: world.edition.clone(), need: world.need.clone(), terms: world.terms.clone() };
        renamed.edition.items.iter_mut().for_each(|item| item.code.insert_str(0, "Nn"));
        renamed.edition.by_code = rows(&renamed.edition);
        let after = answer(&renamed, 20);
        let named =
            |ranked: &Ranked| ranked.parts.iter().map(|part| format!("Nn{}", part.item)).collect::<Vec<_>>();
        let names = |ranked: &Ranked| ranked.parts.iter().map(|part| part.item.clone()).collect::<Vec<_>>();
        let expected: Vec<_> = before.ranked.iter().map(named).collect();
        assert_eq!(after.ranked.iter().map(names).collect::<Vec<_>>(), expected, "seed {seed}: names");
        assert_eq!(after.certificate, before.certificate, "seed {seed}: names are in no certificate");

        let scaled = answer(&scaled(&world, 1_024), 20);
        assert_eq!(keys(&scaled), keys(&before), "seed {seed}: a smaller smallest unit");
        let shares = |answer: &Answer| answer.ranked.iter().map(|ranked| ranked.excess).collect::<Vec<_>>();
        assert_eq!(shares(&scaled), shares(&before), "seed {seed}");

        let near = world.terms.order == FitOrder::Near;
        world.terms.order = if near { FitOrder::Cheap } else { FitOrder::Near };
        let other = answer(&world, 20);
        assert_eq!(other.outcome, before.outcome, "seed {seed}: the outcome does not depend on the order");
        assert_eq!(other.certificate, before.certificate, "seed {seed}");
    });
}

fn rows(edition: &Edition) -> BTreeMap<String, usize> {
    edition.items.iter().enumerate().map(|(row, item)| (item.code.clone(), row)).collect()
}

/// The same world with dimension `a` counted in a unit so many times smaller.
fn scaled(world: &World, times: i64) -> World {
    let mut scaled =
        World { edition: world.edition.clone(), need: world.need.clone(), terms: world.terms.clone() };
    let range = |range: &mut Range| {
        if range.dimension == "a" {
            range.step *= times;
            range.least *= times;
            range.most = range.most.map(|most| most * times);
        }
    };
    for item in &mut scaled.edition.items {
        match &mut item.grammar {
            Grammar::Package(amounts) => amounts.get_mut("a").into_iter().for_each(|amount| *amount *= times),
            Grammar::Component(one) => range(one),
            Grammar::Custom(all) => all.iter_mut().for_each(range),
        }
    }
    scaled.need.amounts.get_mut("a").into_iter().for_each(|amount| *amount *= times);
    scaled
}
