//! What contradicts itself in a catalog.
//!
//! Reading says what is no value; this says which values cannot stand together. It works on an
//! [`Edition`], so it serves every format that is read into one.

mod declared;
mod items;
mod prices;
mod tables;

use crate::basics::Words;
use crate::catalog::{CatalogProblem, Edition, Grammar};
use std::collections::{BTreeMap, BTreeSet};

/// The faults of an edition, sorted by row and place.
pub fn check(edition: &Edition) -> Vec<CatalogProblem> {
    let mut found = Found::default();
    declared::check(edition, &mut found);
    let known = items::Known::of(edition);
    let mut codes = BTreeMap::new();
    for item in &edition.items {
        items::check(item, &known, &mut codes, &mut found);
    }
    tables::check(edition, &mut found);
    found.problems.sort();
    found.problems
}

/// Leaves out the items, and the prices, that a barring problem makes unreliable: an item with a faulty
/// price stays with an unknown price.
pub fn keep_sound(edition: &mut Edition, problems: &[CatalogProblem]) {
    let mut items = BTreeSet::new();
    let mut prices = BTreeSet::new();
    for problem in problems.iter().filter(|p| p.bars) {
        let Some(row) = problem.row else { continue };
        match price_place(&problem.column) {
            Some(place) => prices.insert((row, place)),
            None => items.insert(row),
        };
    }
    edition.items.retain(|item| !items.contains(&item.row));
    for item in &mut edition.items {
        if prices.contains(&(item.row, None)) {
            item.price = None;
        }
        if let Grammar::Custom(ranges) = &mut item.grammar {
            for (at, range) in ranges.iter_mut().enumerate() {
                if prices.contains(&(item.row, Some(at))) {
                    range.price = None;
                }
            }
        }
    }
    edition.index();
}

/// `price/…` is the item's price, `custom/1/price/…` that of its second range; anything else is no price.
fn price_place(column: &str) -> Option<Option<usize>> {
    let mut steps = column.split('/');
    match (steps.next()?, steps.next(), steps.next()) {
        ("price", ..) => Some(None),
        ("custom", Some(at), Some("price")) => at.parse().ok().map(Some),
        _ => None,
    }
}

/// The problems found so far.
#[derive(Default)]
struct Found {
    problems: Vec<CatalogProblem>,
}

/// Whether a problem bars.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Bars,
    Warns,
}

impl Found {
    /// Puts a problem down: message and remedy, each Chinese and English.
    fn put(
        &mut self,
        (row, column): (Option<usize>, String),
        (code, weight): (&'static str, Weight),
        message: Words,
        remedy: (&str, &str),
    ) {
        let remedy = Words::new(remedy.0, remedy.1);
        let bars = weight == Weight::Bars;
        self.problems.push(CatalogProblem { row, column, code, bars, message, remedy });
    }
}

#[cfg(test)]
mod tests;
