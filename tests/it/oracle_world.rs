//! Small random editions and needs for the oracle: every rule of fitting occurs, everything is countable.

use govcloud::basics::{Date, Dice, Digest, Money, Words};
use govcloud::catalog::{
    Currency, Dimension, Edition, Function, Grammar, Item, Period, Price, Range, Rounding, Standing, Term,
    Tier, TierMode, Unit,
};
use govcloud::dossier::Need;
use govcloud::fitting::{FitTerms, Order};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const DIMENSIONS: [&str; 3] = ["a", "b", "c"];
const FUNCTIONS: [&str; 5] = ["f/x", "f/y", "g/z", "g/w", "h"];

pub(crate) struct World {
    pub(crate) edition: Edition,
    pub(crate) need: Need,
    pub(crate) terms: FitTerms,
}

pub(crate) fn day(number: u32) -> Date {
    Date::from_ymd_opt(2026, 11, number).unwrap()
}

pub(crate) fn world(seed: u64) -> World {
    let mut dice = Dice::new(seed.wrapping_mul(0xD134_2543_DE82_EF95));
    let items: Vec<Item> = (0..dice.between(0, 6)).map(|at| item(&mut dice, at as usize)).collect();
    let mut edition = Edition::empty("oracle");
    edition.hash = Digest::of(&seed.to_le_bytes());
    edition.dimensions = DIMENSIONS.map(dimension).to_vec();
    edition.functions = FUNCTIONS.map(function).to_vec();
    edition.by_code = items.iter().enumerate().map(|(row, item)| (item.code.clone(), row)).collect();
    edition.items = items;
    World { edition, need: need(&mut dice), terms: terms(&mut dice) }
}

fn dimension(code: &str) -> Dimension {
    let unit = Unit { name: Words::same("u"), holds: 1 };
    Dimension { code: code.into(), name: Words::same(code), units: vec![unit] }
}

fn function(code: &str) -> Function {
    let near = if code == "f/x" { vec!["g/z".to_owned()] } else { vec![] };
    Function { code: code.into(), name: Words::same(code), near, asks: vec![], instances: true }
}

fn item(dice: &mut Dice, at: usize) -> Item {
    // Codes out of step with rows, some with characters that a key must escape.
    let letter = ["M", "2x", "K+", "Z", "B", "Q[1]", "A"][at % 7];
    let sold_as = dice.between(0, 9);
    let function = dice.one(&["f/x", "f/x", "f/x", "f/y", "g/z", "g/w", "h"]);
    let (grammar, component) = match sold_as {
        0..=3 => {
            let amounts = DIMENSIONS.iter().filter(|_| dice.chance(70)).copied().collect::<Vec<_>>();
            (Grammar::Package(amounts.iter().map(|d| ((*d).into(), dice.between(0, 8))).collect()), false)
        }
        4..=7 => {
            let dimension = dice.one(&DIMENSIONS);
            (Grammar::Component(range(dice, dimension)), true)
        }
        _ => {
            let all: Vec<_> = DIMENSIONS.iter().filter(|_| dice.chance(70)).copied().collect();
            (Grammar::Custom(all.into_iter().map(|d| range(dice, d)).collect()), false)
        }
    };
    let completes = FUNCTIONS.iter().filter(|_| component && dice.chance(35)).map(|f| (*f).into()).collect();
    Item {
        code: format!("{letter}{at}"),
        name: Words::same("item"),
        spec: String::new(),
        function: function.into(),
        completes,
        grammar,
        traits: traits(dice),
        supplier: dice.chance(40).then(|| dice.one(&["S", "T"]).to_owned()),
        price: price(dice),
        quota: dice.chance(20).then(|| dice.between(0, 9)),
        valid: (dice.chance(5).then(|| day(20)), dice.chance(10).then(|| day(dice.between(20, 24) as u32))),
        source: String::new(),
        note: String::new(),
        initials: String::new(),
        row: at + 1,
    }
}

fn range(dice: &mut Dice, dimension: &str) -> Range {
    let step = if dice.chance(3) { 0 } else { dice.between(1, 3) };
    let least = dice.between(0, 3) * dice.between(0, 2);
    let most = dice.chance(70).then(|| dice.between(1, 8));
    Range { dimension: dimension.into(), step, least, most, price: price(dice) }
}

fn traits(dice: &mut Dice) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (code, values) in [("t", ["p", "q"]), ("u", ["r", "s"])] {
        if dice.chance(40) {
            let held = values.iter().filter(|_| dice.chance(55)).map(|value| (*value).to_owned());
            all.insert(code.to_owned(), held.collect());
        }
    }
    all
}

fn price(dice: &mut Dice) -> Option<Price> {
    let tier = |dice: &mut Dice, from: i64| Tier { from, amount: Money::yuan(dice.between(0, 5)) };
    let mut tiers = Vec::new();
    if dice.chance(30) {
        let from = dice.between(1, 4);
        tiers.push(tier(dice, from));
        tiers.push(tier(dice, from + 3));
    }
    let term = Term { months: 12, keeps: 8_333 };
    let price = Price {
        amount: Money::yuan(dice.between(0, 6)),
        currency: Currency::Yuan,
        period: if dice.chance(20) { Period::Year } else { Period::Month },
        tiers,
        tier_mode: if dice.chance(60) { TierMode::AllUnits } else { TierMode::Graduated },
        terms: if dice.chance(20) { vec![term] } else { vec![] },
        rounding: if dice.chance(30) { Rounding::Yuan } else { Rounding::Fen },
        standing: if dice.chance(50) { Standing::Illustrative } else { Standing::Official },
        source: String::new(),
    };
    dice.chance(88).then_some(price)
}

fn need(dice: &mut Dice) -> Need {
    let mut amounts = BTreeMap::new();
    for dimension in DIMENSIONS {
        if dice.chance(60) {
            amounts.insert(dimension.to_owned(), dice.between(1, 9));
        }
    }
    if dice.chance(3) {
        amounts.insert("unknown".into(), 1);
    }
    let value = |dice: &mut Dice, code: &str| -> String {
        let values: [&str; 3] = if code == "t" { ["p", "q", "n"] } else { ["r", "s", "n"] };
        let known = if dice.chance(10) { 3 } else { 2 };
        dice.one(&values[..known]).to_owned()
    };
    let choose = |dice: &mut Dice, per_cent: u64| -> BTreeMap<String, String> {
        let codes = ["t", "u"].into_iter().filter(|_| dice.chance(per_cent)).collect::<Vec<_>>();
        codes.into_iter().map(|code| (code.to_owned(), value(dice, code))).collect()
    };
    Need {
        row: 0,
        id: "n1".into(),
        name: String::new(),
        function: dice.one(&["f/x", "f/x", "f/x", "f/y", "h", "nowhere"]).to_owned(),
        amounts,
        traits: choose(dice, 30),
        prefers: choose(dice, 40),
        count: dice.between(1, 3),
        months: dice.one(&[&1, &7, &12]).to_owned(),
        divisible: false,
        reason: String::new(),
        pick: None,
        consent: false,
        special: false,
    }
}

fn terms(dice: &mut Dice) -> FitTerms {
    let mut terms = FitTerms::at(day(23));
    terms.order = if dice.chance(50) { Order::Near } else { Order::Cheap };
    terms.max_distance = dice.between(0, 3) as u32;
    terms.supplier = dice.chance(20).then(|| dice.one(&["S", "T", "nobody"]).to_owned());
    terms
}
