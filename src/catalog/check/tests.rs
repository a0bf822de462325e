//! Each code is raised by one change to a catalog without faults, and not by its neighbour.

#![allow(clippy::panic, clippy::expect_used, reason = "a test fails by panicking")]

use super::*;
use crate::basics::{Date, Money};
use crate::catalog::{
    Currency, Dimension, Function, Item, Period, Price, Provenance, Range, Rounding, Source, Standing,
    Supplier, Term, Tier, TierMode, Trait, TraitValue, Unit,
};

fn words(text: &str) -> Words {
    Words::same(text)
}

fn price(yuan: i64) -> Price {
    Price {
        amount: Money::yuan(yuan),
        currency: Currency::Yuan,
        period: Period::Month,
        tiers: Vec::new(),
        tier_mode: TierMode::Graduated,
        terms: Vec::new(),
        rounding: Rounding::Fen,
        standing: Standing::Illustrative,
        source: "made-up".to_owned(),
    }
}

fn item(row: usize, code: &str, function: &str, grammar: Grammar) -> Item {
    Item {
        code: code.to_owned(),
        name: words(code),
        spec: String::new(),
        function: function.to_owned(),
        completes: Vec::new(),
        grammar,
        traits: BTreeMap::new(),
        supplier: None,
        price: Some(price(10)),
        quota: None,
        valid: (None, None),
        source: "made-up".to_owned(),
        note: String::new(),
        initials: String::new(),
        row,
    }
}

fn range(dimension: &str, step: i64, least: i64, most: Option<i64>) -> Range {
    Range { dimension: dimension.to_owned(), step, least, most, price: None }
}

fn package(amounts: &[(&str, i64)]) -> Grammar {
    Grammar::Package(amounts.iter().map(|(code, amount)| ((*code).to_owned(), *amount)).collect())
}

/// A catalog of two packages, a custom size and two components, without faults.
fn sound() -> Edition {
    let mut edition = Edition::empty("t");
    let source = |id: &str, provenance| Source { id: id.to_owned(), title: words(id), url: None, provenance };
    edition.sources =
        vec![source("made-up", Provenance::Illustrative), source("office", Provenance::Official)];
    let unit = |name: &str, holds| Unit { name: Words::same(name), holds };
    let dimension = |code: &str, units| Dimension { code: code.to_owned(), name: words(code), units };
    edition.dimensions = vec![
        dimension("vcpu", vec![unit("核", 1)]),
        dimension("disk", vec![unit("GB", 1), unit("TB", 1024)]),
    ];
    let value = |code: &str| TraitValue { code: code.to_owned(), name: words(code) };
    edition.traits = vec![Trait {
        code: "zone".to_owned(),
        name: words("zone"),
        values: vec![value("egov"), value("internet")],
    }];
    let function = |code: &str, asks: &[&str]| Function {
        code: code.to_owned(),
        name: words(code),
        near: Vec::new(),
        asks: asks.iter().map(|ask| (*ask).to_owned()).collect(),
        instances: true,
    };
    edition.functions = vec![
        function("vm", &["vcpu", "disk"]),
        function("block/plain", &["disk"]),
        function("block/fast", &["disk"]),
    ];
    edition.suppliers = vec![Supplier { code: "a".to_owned(), name: words("a") }];
    edition.items = vec![
        item(1, "S", "vm", package(&[("vcpu", 2)])),
        item(2, "L", "vm", package(&[("vcpu", 4)])),
        item(3, "C", "vm", Grammar::Custom(vec![range("vcpu", 2, 2, Some(64)), range("disk", 10, 0, None)])),
        item(4, "P", "block/plain", Grammar::Component(range("disk", 1, 1, None))),
        item(5, "F", "block/fast", Grammar::Component(range("disk", 1, 1, None))),
    ];
    edition.index();
    edition
}

type Change = fn(&mut Edition);

/// What `check` says after a change: row, column, code.
fn said(change: Change) -> Vec<(Option<usize>, String, &'static str)> {
    let mut edition = sound();
    change(&mut edition);
    check(&edition).into_iter().map(|p| (p.row, p.column, p.code)).collect()
}

fn custom(edition: &mut Edition) -> &mut Vec<Range> {
    match &mut edition.items[2].grammar {
        Grammar::Custom(ranges) => ranges,
        _ => panic!("the third item is a custom size"),
    }
}

fn of(edition: &mut Edition, row: usize) -> &mut Price {
    edition.items[row - 1].price.as_mut().expect("a price")
}

fn tiers(list: &[(i64, i64)]) -> Vec<Tier> {
    list.iter().map(|(from, yuan)| Tier { from: *from, amount: Money::yuan(*yuan) }).collect()
}

fn terms(list: &[(u32, u32)]) -> Vec<Term> {
    list.iter().map(|(months, keeps)| Term { months: *months, keeps: *keeps }).collect()
}

fn days(from: u32, to: u32) -> (Option<Date>, Option<Date>) {
    (Date::from_ymd_opt(2026, 1, from), Date::from_ymd_opt(2026, 1, to))
}

/// Code, row, column, the change that raises it, the nearest change that does not.
type Case = (&'static str, Option<usize>, &'static str, Change, Change);

const DECLARED: &[Case] = &[
    (
        "catalog-declared-twice",
        None,
        "/suppliers/1/code",
        |e| e.suppliers.push(e.suppliers[0].clone()),
        |e| e.suppliers.push(Supplier { code: "A".to_owned(), name: words("A") }),
    ),
    (
        "catalog-unit-twice",
        None,
        "/dimensions/1/units/1/name",
        |e| e.dimensions[1].units[1].name = words("gb"),
        |e| e.dimensions[1].units[1].name = words("PB"),
    ),
    (
        "catalog-function-unknown",
        None,
        "/functions/0/near/0",
        |e| e.functions[0].near.push("block".to_owned()),
        |e| e.functions[0].near.push("block/fast".to_owned()),
    ),
    (
        "catalog-dimension-unknown",
        None,
        "/functions/0/asks/2",
        |e| e.functions[0].asks.push("gpu".to_owned()),
        |_| {},
    ),
    ("catalog-validity-reversed", None, "/valid", |e| e.valid = days(2, 1), |e| e.valid = days(1, 1)),
];

const ITEMS: &[Case] = &[
    (
        "catalog-code-duplicate",
        Some(2),
        "code",
        |e| e.items[1].code = "S".to_owned(),
        |e| e.items[1].code = "s".to_owned(),
    ),
    (
        "catalog-function-unknown",
        Some(4),
        "function",
        |e| e.items[3].function = "block".to_owned(),
        |e| e.items[3].function = "vm".to_owned(),
    ),
    (
        "catalog-function-unknown",
        Some(4),
        "completes/0",
        |e| e.items[3].completes.push("metal".to_owned()),
        |e| e.items[3].completes.push("vm".to_owned()),
    ),
    (
        "catalog-completes",
        Some(1),
        "completes",
        |e| e.items[0].completes.push("vm".to_owned()),
        |e| e.items[3].completes.push("vm".to_owned()),
    ),
    (
        "catalog-supplier-unknown",
        Some(1),
        "supplier",
        |e| e.items[0].supplier = Some("b".to_owned()),
        |e| e.items[0].supplier = Some("a".to_owned()),
    ),
    (
        "catalog-source-unknown",
        Some(1),
        "source",
        |e| e.items[0].source = String::new(),
        |e| e.items[0].source = "office".to_owned(),
    ),
    (
        "catalog-trait-unknown",
        Some(1),
        "traits/os",
        |e| drop(e.items[0].traits.insert("os".to_owned(), ["kylin".to_owned()].into())),
        |e| drop(e.items[0].traits.insert("zone".to_owned(), ["egov".to_owned()].into())),
    ),
    (
        "catalog-trait-value-unknown",
        Some(1),
        "traits/zone",
        |e| drop(e.items[0].traits.insert("zone".to_owned(), ["egov".to_owned(), "moon".to_owned()].into())),
        |e| {
            drop(
                e.items[0]
                    .traits
                    .insert("zone".to_owned(), ["egov".to_owned(), "internet".to_owned()].into()),
            )
        },
    ),
    (
        "catalog-trait-empty",
        Some(1),
        "traits/zone",
        |e| drop(e.items[0].traits.insert("zone".to_owned(), BTreeSet::new())),
        |e| e.items[0].traits.clear(),
    ),
    (
        "catalog-validity-reversed",
        Some(1),
        "valid",
        |e| e.items[0].valid = days(31, 30),
        |e| e.items[0].valid = days(30, 30),
    ),
];

const GRAMMARS: &[Case] = &[
    (
        "catalog-package-empty",
        Some(1),
        "package",
        |e| e.items[0].grammar = package(&[("vcpu", 0)]),
        |e| e.items[0].grammar = package(&[("vcpu", 1), ("disk", 0)]),
    ),
    ("catalog-package-empty", Some(3), "custom", |e| custom(e).clear(), |e| custom(e).truncate(1)),
    (
        "catalog-dimension-unknown",
        Some(1),
        "package/gpu",
        |e| e.items[0].grammar = package(&[("gpu", 1)]),
        |e| e.items[0].grammar = package(&[("disk", 1)]),
    ),
    (
        "catalog-dimension-unknown",
        Some(4),
        "component/dimension",
        |e| e.items[3].grammar = Grammar::Component(range("gpu", 1, 1, None)),
        |e| e.items[3].grammar = Grammar::Component(range("vcpu", 1, 1, None)),
    ),
    (
        "catalog-range-twice",
        Some(3),
        "custom/1/dimension",
        |e| custom(e)[1].dimension = "vcpu".to_owned(),
        |e| custom(e).truncate(1),
    ),
    ("catalog-step-zero", Some(3), "custom/1/step", |e| custom(e)[1].step = 0, |e| custom(e)[1].step = 1),
    (
        "catalog-least-off-step",
        Some(3),
        "custom/0/least",
        |e| custom(e)[0].least = 3,
        |e| custom(e)[0].least = 4,
    ),
    (
        "catalog-least-above-most",
        Some(3),
        "custom/0/most",
        |e| custom(e)[0] = range("vcpu", 2, 6, Some(4)),
        |e| custom(e)[0] = range("vcpu", 2, 4, Some(4)),
    ),
    (
        "catalog-least-above-most",
        Some(3),
        "custom/0/most",
        |e| custom(e)[0] = range("vcpu", 8, 0, Some(4)),
        |e| custom(e)[0] = range("vcpu", 4, 0, Some(4)),
    ),
    (
        "catalog-most-off-step",
        Some(3),
        "custom/0/most",
        |e| custom(e)[0].most = Some(65),
        |e| custom(e)[0].most = Some(66),
    ),
];

const PRICES: &[Case] = &[
    (
        "catalog-price-zero",
        Some(4),
        "price/amount",
        |e| *of(e, 4) = price(0),
        |e| of(e, 4).amount = Money::micros(1),
    ),
    (
        "catalog-source-unknown",
        Some(4),
        "price/source",
        |e| of(e, 4).source = "hearsay".to_owned(),
        |e| of(e, 4).source = "office".to_owned(),
    ),
    (
        "catalog-standing",
        Some(4),
        "price/standing",
        |e| of(e, 4).standing = Standing::Official,
        |e| {
            of(e, 4).standing = Standing::Official;
            of(e, 4).source = "office".to_owned();
        },
    ),
    (
        "catalog-tier-contradicts",
        Some(4),
        "price/tiers/1/from",
        |e| of(e, 4).tiers = tiers(&[(5, 9), (5, 8)]),
        |e| of(e, 4).tiers = tiers(&[(5, 9), (6, 8)]),
    ),
    (
        "catalog-tier-contradicts",
        Some(4),
        "price/tiers/0/from",
        |e| of(e, 4).tiers = tiers(&[(1, 9)]),
        |e| of(e, 4).tiers = tiers(&[(1, 10)]),
    ),
    (
        "catalog-tier-order",
        Some(4),
        "price/tiers/1/from",
        |e| of(e, 4).tiers = tiers(&[(6, 9), (5, 8)]),
        |e| of(e, 4).tiers = tiers(&[(4, 9), (5, 11)]),
    ),
    (
        "catalog-term-order",
        Some(4),
        "price/terms/1/months",
        |e| of(e, 4).terms = terms(&[(12, 9000), (12, 8000)]),
        |e| of(e, 4).terms = terms(&[(12, 9000), (13, 8000)]),
    ),
    (
        "catalog-term-dearer",
        Some(4),
        "price/terms/1/keeps",
        |e| of(e, 4).terms = terms(&[(12, 8000), (36, 8001)]),
        |e| of(e, 4).terms = terms(&[(12, 8000), (36, 8000)]),
    ),
    (
        "catalog-tier-order",
        Some(3),
        "custom/1/price/tiers/1/from",
        |e| custom(e)[1].price = Some(Price { tiers: tiers(&[(6, 9), (5, 8)]), ..price(1) }),
        |e| custom(e)[1].price = Some(price(1)),
    ),
    // One table by its name: 4 cores for less than 2.
    (
        "catalog-price-contradicts",
        Some(2),
        "price/amount",
        |e| {
            e.items[1].name = e.items[0].name.clone();
            *of(e, 2) = price(9);
        },
        |e| {
            e.items[1].name = e.items[0].name.clone();
            *of(e, 2) = price(10);
        },
    ),
    (
        "catalog-band-touch",
        Some(5),
        "spec",
        |e| bands(e, "IOPS 1000-3000", "IOPS 3000-20000"),
        |e| bands(e, "IOPS 1000-3000", "IOPS 3001-20000"),
    ),
    (
        "catalog-band-overlap",
        Some(5),
        "spec",
        |e| bands(e, "IOPS 1000-3000", "IOPS 2999-20000"),
        |e| bands(e, "IOPS 1000-3000", "MBPS 2999-20000"),
    ),
];

fn bands(edition: &mut Edition, plain: &str, fast: &str) {
    edition.items[3].spec = plain.to_owned();
    edition.items[4].spec = fast.to_owned();
}

#[test]
fn a_catalog_without_faults_has_none() {
    assert_eq!(said(|_| {}), []);
}

#[test]
fn each_code_is_raised_and_not_raised() {
    for (code, row, column, raises, passes) in [DECLARED, ITEMS, GRAMMARS, PRICES].into_iter().flatten() {
        assert_eq!(said(*raises), [(*row, (*column).to_owned(), *code)], "{code} at {column}");
        assert_eq!(said(*passes), [], "{code} at {column} is not raised by its neighbour");
    }
}

#[test]
fn each_code_of_the_room_is_tried() {
    let sources = [
        include_str!("declared.rs"),
        include_str!("items.rs"),
        include_str!("prices.rs"),
        include_str!("tables.rs"),
    ];
    let mut codes = BTreeSet::new();
    for source in sources {
        codes.extend(source.split('"').filter(|text| text.starts_with("catalog-")));
    }
    let tried: BTreeSet<&str> =
        [DECLARED, ITEMS, GRAMMARS, PRICES].into_iter().flatten().map(|case| case.0).collect();
    assert_eq!(codes, tried);
}

#[test]
fn every_problem_says_what_to_do_in_both_languages() {
    for (code, _, _, raises, _) in [DECLARED, ITEMS, GRAMMARS, PRICES].into_iter().flatten() {
        let mut edition = sound();
        raises(&mut edition);
        for problem in check(&edition) {
            for words in [&problem.message, &problem.remedy] {
                assert!(!words.zh.is_empty() && !words.en.is_empty() && words.zh != words.en, "{code}");
            }
        }
    }
}

#[test]
fn what_is_unreliable_is_left_out_and_nothing_else() {
    let mut edition = sound();
    edition.items[1].code = "S".to_owned();
    of(&mut edition, 4).tiers = tiers(&[(6, 9), (5, 8)]);
    custom(&mut edition)[0].price = Some(price(1));
    custom(&mut edition)[1].price = Some(Price { tiers: tiers(&[(6, 9), (5, 8)]), ..price(1) });
    let problems = check(&edition);
    keep_sound(&mut edition, &problems);
    assert_eq!(edition.items.iter().map(|i| i.row).collect::<Vec<_>>(), [1, 3, 4, 5]);
    assert_eq!(edition.item("S").map(|i| i.row), Some(1));
    assert_eq!(edition.item("P").expect("kept").price, None);
    let prices: Vec<_> = custom_of(&edition).iter().map(|r| r.price.is_some()).collect();
    assert_eq!(prices, [true, false]);
    assert!(edition.item("C").expect("kept").price.is_some());
}

fn custom_of(edition: &Edition) -> &[Range] {
    match &edition.item("C").expect("kept").grammar {
        Grammar::Custom(ranges) => ranges,
        _ => panic!("a custom size"),
    }
}
