//! The demonstration edition keeps what it promises.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use super::{read, write};
use crate::basics::{Lang, Money};
use crate::catalog::{Currency, Edition, Grammar, Period, Price, Provenance, Standing};

const DEMO: &str = include_str!("../../../../www/catalogs/demo.json");

fn demo() -> Edition {
    read(DEMO).expect("the demonstration edition is a catalog").0
}

fn prices(edition: &Edition) -> impl Iterator<Item = &Price> {
    edition.items.iter().flat_map(|item| {
        let steps = match &item.grammar {
            Grammar::Custom(ranges) => ranges.iter().filter_map(|r| r.price.as_ref()).collect(),
            _ => Vec::new(),
        };
        item.price.iter().chain(steps)
    })
}

#[test]
fn it_has_no_fault_but_the_one_of_its_source() {
    let (edition, problems) = read(DEMO).unwrap();
    // The published bands 1000–3000 and 3000–20000 touch, and the list does not say where 3000 belongs.
    let found: Vec<_> = problems.iter().map(|p| (p.column.as_str(), p.code, p.bars)).collect();
    assert_eq!(found, [("spec", "catalog-band-touch", false)]);
    assert_eq!(edition.items[problems[0].row.unwrap() - 1].code, "BJ-04");
    assert!(edition.demonstration);
}

#[test]
fn written_back_it_is_the_same() {
    let edition = demo();
    let mut again = read(&write(&edition)).unwrap().0;
    again.hash = edition.hash;
    assert_eq!(again, edition);
}

#[test]
fn every_price_is_illustrative_and_says_so() {
    let edition = demo();
    for price in prices(&edition) {
        assert_eq!(price.standing, Standing::Illustrative);
        assert_eq!(edition.source(&price.source).unwrap().provenance, Provenance::Illustrative);
    }
    for item in &edition.items {
        let priced =
            item.price.is_some() || matches!(&item.grammar, Grammar::Custom(r) if r[0].price.is_some());
        assert_eq!(priced, item.note.contains("示例价"), "{}: {}", item.code, item.note);
        assert_eq!(!priced, item.note.contains("价格未知"), "{}: {}", item.code, item.note);
    }
}

#[test]
fn it_shows_each_kind_of_price() {
    let edition = demo();
    let any = |test: &dyn Fn(&Price) -> bool| prices(&edition).any(test);
    assert!(any(&|p| p.currency == Currency::WanYuan && p.period == Period::Year));
    assert!(any(&|p| p.currency == Currency::Yuan && p.period == Period::Month));
    assert!(any(&|p| p.period == Period::Once));
    assert!(any(&|p| !p.tiers.is_empty()) && any(&|p| !p.terms.is_empty()));
    assert!(edition.items.iter().any(|i| i.price.is_none()));
}

#[test]
fn packages_of_the_ladder_cost_the_sum_of_their_components() {
    let edition = demo();
    let unit = |code| edition.item(code).unwrap().price.as_ref().unwrap().amount;
    let (core, gigabyte) = (unit("BJ-01"), unit("BJ-02"));
    // Storage is sold by the year, the rest by the month.
    let disk = unit("BJ-03").share(1, 12).unwrap();
    for item in edition.items.iter().filter(|i| i.source == "dongguan" && i.price.is_some()) {
        let Grammar::Package(amounts) = &item.grammar else { panic!("{}", item.code) };
        let cores = core.times(amounts["vcpu"].into()).unwrap();
        let memory = gigabyte.times((amounts["memory"] / 1024).into()).unwrap();
        let disk = disk.times(amounts["disk.plain"].into()).unwrap();
        let sum = cores.plus(memory).unwrap().plus(disk).unwrap();
        assert_eq!(item.price.as_ref().unwrap().amount, sum, "{}", item.code);
    }
    assert_eq!(unit("DG-01"), Money::yuan(190));
}

#[test]
fn each_item_names_a_source_and_each_name_has_both_languages() {
    let edition = demo();
    for item in &edition.items {
        assert!(edition.source(&item.source).is_some(), "{}", item.code);
        assert!(!item.name.zh.is_empty() && !item.name.en.is_empty(), "{}", item.code);
    }
    let count = |source: &str| edition.items.iter().filter(|i| i.source == source).count();
    // Beijing's list has 11 lines; Dongguan's 16, two of which are the two dimensions of one custom size.
    assert_eq!((count("beijing-mpa"), count("dongguan"), count("shanwei")), (11, 15, 19));
}

#[test]
fn each_function_is_sold_but_the_one_that_shows_what_nobody_sells() {
    let edition = demo();
    let sold = |code: &str| edition.items.iter().any(|i| i.function == code);
    let unsold: Vec<_> =
        edition.functions.iter().filter(|f| !sold(&f.code)).map(|f| f.code.as_str()).collect();
    assert_eq!(unsold, ["security/crypto/server"]);
}

/// The list of 北京市药监局 (2023), entered as the needs of one system.
const BEIJING: &str = include_str!("../../../../tests/data/beijing-mpa-needs.json");

#[test]
fn the_list_of_a_department_adds_up_to_its_own_figures() {
    let edition = demo();
    let rows: serde_json::Value = serde_json::from_str(BEIJING).unwrap();
    let mut sums = std::collections::BTreeMap::new();
    for row in rows.as_array().unwrap() {
        let cells = row["cells"].as_object().unwrap();
        let function = edition.function(cells["function"].as_str().unwrap()).expect("declared");
        let count: i64 = cells["count"].as_str().unwrap().parse().unwrap();
        assert_eq!(cells["months"], "12");
        for (column, text) in cells {
            let Some(code) = column.strip_prefix("d.") else { continue };
            assert!(function.asks.iter().any(|a| a == code), "{} asks for {code}", function.code);
            let (_, dimension) = edition.dimension(code).unwrap();
            let amount = dimension.parse(text.as_str().unwrap()).unwrap();
            *sums.entry(code).or_insert(0) += count * amount;
        }
    }
    let shown: Vec<String> = sums
        .iter()
        .map(|(code, amount)| {
            format!("{code} {}", edition.dimension(code).unwrap().1.show(*amount, Lang::Zh))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "account 12 账号",
            "balancer_ip 47 个",
            "bandwidth 2186 Mbps",
            "disk.fast 104766 GB",
            "disk.plain 34434 GB",
            "disk.static 2 TB",
            "host 96 台",
            "instance 26 套",
            "memory 3689 GB",
            "public_ip 20 个",
            "vcpu 925 核",
        ]
    );
}

#[test]
fn what_cannot_stand_in_for_another_is_not_near_it() {
    let edition = demo();
    // Services that are counted alike (套, 台) are near by their place in the tree alone: a firewall must
    // not become the fit for a cryptographic server.
    for area in ["security/", "middleware/", "database/"] {
        for function in edition.functions.iter().filter(|f| f.code.starts_with(area)) {
            assert_eq!(
                function.code.split('/').count(),
                3,
                "{} would be near to all of {area}",
                function.code
            );
            assert_eq!(function.near, Vec::<String>::new());
        }
    }
}
