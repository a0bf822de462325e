//! Small cases that say what each rule means; the oracle in `tests/it` tries what nobody thought of.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::{Date, Money, Words};
use crate::catalog::*;
use std::collections::{BTreeMap, BTreeSet};

fn day() -> Date {
    Date::from_ymd_opt(2026, 11, 23).unwrap()
}

fn price(yuan: i64) -> Price {
    Price {
        amount: Money::yuan(yuan),
        currency: Currency::Yuan,
        period: Period::Month,
        tiers: vec![],
        tier_mode: TierMode::Graduated,
        terms: vec![],
        rounding: Rounding::Fen,
        standing: Standing::Official,
        source: String::new(),
    }
}

fn item(code: &str, function: &str, grammar: Grammar, yuan: i64) -> Item {
    Item {
        code: code.into(),
        name: Words::same(code),
        spec: String::new(),
        function: function.into(),
        completes: vec![],
        grammar,
        traits: BTreeMap::new(),
        supplier: None,
        price: Some(price(yuan)),
        quota: None,
        valid: (None, None),
        source: String::new(),
        note: String::new(),
        initials: String::new(),
        row: 0,
    }
}

fn package(code: &str, vcpu: i64, memory: i64, yuan: i64) -> Item {
    let amounts = [("vcpu".to_owned(), vcpu), ("memory".to_owned(), memory)].into();
    item(code, "compute/vm/general", Grammar::Package(amounts), yuan)
}

fn range(dimension: &str, step: i64, least: i64, most: Option<i64>) -> Range {
    Range { dimension: dimension.into(), step, least, most, price: Some(price(1)) }
}

fn disk(code: &str, step: i64, yuan: i64) -> Item {
    let mut disk =
        item(code, "storage/block/plain", Grammar::Component(range("disk", step, 0, Some(1_000))), yuan);
    disk.completes = vec!["compute/vm/general".into()];
    disk
}

fn edition(items: Vec<Item>) -> Arc<Edition> {
    let mut edition = Edition::empty("test");
    for code in ["vcpu", "memory", "disk"] {
        let unit = Unit { name: Words::same("u"), holds: 1 };
        edition.dimensions.push(Dimension { code: code.into(), name: Words::same(code), units: vec![unit] });
    }
    edition.by_code = items.iter().enumerate().map(|(row, item)| (item.code.clone(), row)).collect();
    edition.items = items;
    Arc::new(edition)
}

fn need(amounts: &[(&str, i64)]) -> Need {
    Need {
        row: 0,
        id: "n1".into(),
        name: String::new(),
        function: "compute/vm/general".into(),
        amounts: amounts.iter().map(|(code, amount)| ((*code).to_owned(), *amount)).collect(),
        traits: BTreeMap::new(),
        prefers: BTreeMap::new(),
        count: 1,
        months: 12,
        divisible: false,
        reason: String::new(),
        pick: None,
        consent: false,
        special: false,
    }
}

fn keys(answer: &Answer) -> Vec<&str> {
    answer.ranked.iter().map(|ranked| ranked.key.as_str()).collect()
}

fn values(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn the_nearest_and_the_cheapest() {
    let engine = Engine::new(edition(vec![
        package("A", 4, 8, 100),
        package("B", 4, 16, 90),
        package("C", 8, 16, 300),
    ]));
    let mut terms = FitTerms::at(day());
    let answer = engine.fit(&need(&[("vcpu", 4), ("memory", 8)]), &terms);
    assert_eq!((answer.outcome, keys(&answer)), (Outcome::InCatalog, vec!["A", "B", "C"]));
    terms.order = Order::Cheap;
    terms.alternatives = 0;
    let answer = engine.fit(&need(&[("vcpu", 4), ("memory", 8)]), &terms);
    assert_eq!(keys(&answer), ["B"]);
    assert_eq!(answer.outcome, Outcome::InCatalog, "A is in the catalog, whatever is cheaper");
    let answer = engine.fit(&need(&[("vcpu", 5), ("memory", 8)]), &terms);
    assert_eq!((answer.outcome, keys(&answer)), (Outcome::Fitted, vec!["C"]));
    let line = &answer.ranked[0].lines[1];
    assert_eq!((line.needed, line.got, line.difference, line.share.per_cent()), (8, 16, 8, "100".into()));
    assert_eq!(engine.fit(&need(&[("vcpu", 9)]), &terms).outcome, Outcome::Unfit);
}

#[test]
fn components_fill_what_the_base_lacks() {
    let mut slow = disk("SLOW", 100, 10);
    slow.traits.insert("zone".into(), values(&["internet"]));
    let mut a = package("A", 4, 8, 100);
    a.traits.insert("zone".into(), values(&["egov", "internet"]));
    let mut b = package("B", 4, 8, 50);
    b.traits.insert("zone".into(), values(&["egov"]));
    let engine = Engine::new(edition(vec![a, b, slow, disk("FAST", 30, 9)]));
    let mut asked = need(&[("vcpu", 4), ("memory", 8), ("disk", 250)]);
    let answer = engine.fit(&asked, &FitTerms::at(day()));
    // B and SLOW share no zone and are no instance.
    assert_eq!(keys(&answer), ["B+9xFAST", "A+9xFAST", "A+3xSLOW"]);
    assert_eq!(answer.ranked[0].cost.total, Some(Money::yuan((50 + 81) * 12)));
    asked.traits.insert("zone".into(), "internet".into());
    assert_eq!(keys(&engine.fit(&asked, &FitTerms::at(day()))), ["A+9xFAST", "A+3xSLOW"]);
    asked.traits.insert("zone".into(), "dmz".into());
    assert_eq!(engine.fit(&asked, &FitTerms::at(day())).outcome, Outcome::Unfit);
}

#[test]
fn custom_sizes_go_as_far_as_they_can() {
    let ranges = vec![
        range("vcpu", 2, 2, Some(64)),
        range("memory", 4, 4, Some(512)),
        range("disk", 50, 50, Some(200)),
    ];
    let custom = item("CUSTOM", "compute/vm/general", Grammar::Custom(ranges), 5);
    let engine = Engine::new(edition(vec![custom, disk("DISK", 30, 9)]));
    let answer = engine.fit(&need(&[("vcpu", 5), ("memory", 12)]), &FitTerms::at(day()));
    assert_eq!(keys(&answer), ["CUSTOM[3,3,1]"]);
    assert_eq!(answer.ranked[0].besides, [("disk".to_owned(), 50)]);
    assert_eq!(answer.ranked[0].cost.total, Some(Money::yuan((5 + 7) * 12)));
    let answer = engine.fit(&need(&[("vcpu", 5), ("disk", 225)]), &FitTerms::at(day()));
    assert_eq!(keys(&answer), ["CUSTOM[3,1,4]+DISK"]);
    assert_eq!(engine.fit(&need(&[("vcpu", 65)]), &FitTerms::at(day())).outcome, Outcome::Unfit);
}

#[test]
fn components_alone_need_one_of_the_function() {
    let mut cpu = item("CPU", "compute/vm/general", Grammar::Component(range("vcpu", 1, 0, None)), 3);
    cpu.quota = Some(100);
    let engine = Engine::new(edition(vec![cpu, disk("DISK", 10, 1)]));
    assert_eq!(
        keys(&engine.fit(&need(&[("vcpu", 4), ("disk", 25)]), &FitTerms::at(day()))),
        ["4xCPU+3xDISK"]
    );
    assert_eq!(keys(&engine.fit(&need(&[("disk", 25)]), &FitTerms::at(day()))), ["CPU+3xDISK"]);
    let mut many = need(&[("vcpu", 4)]);
    many.count = 25;
    assert_eq!(engine.fit(&many, &FitTerms::at(day())).outcome, Outcome::InCatalog);
    many.count = 26;
    assert_eq!(engine.fit(&many, &FitTerms::at(day())).outcome, Outcome::Unfit, "the quota is 100");
}

#[test]
fn a_pick_is_kept_while_it_can_be_had() {
    let engine =
        Engine::new(edition(vec![package("A", 4, 8, 100), package("B", 8, 8, 90), package("C", 2, 2, 5)]));
    let mut asked = need(&[("vcpu", 4)]);
    let mut terms = FitTerms::at(day());
    terms.alternatives = 0;
    for (pick, picked, stale, kept, outcome) in [
        (None, false, false, "A", Outcome::InCatalog),
        (Some("B"), true, false, "B", Outcome::Fitted),
        (Some("C"), false, true, "A", Outcome::InCatalog),
        (Some("GONE"), false, true, "A", Outcome::InCatalog),
        (Some("3x+"), false, true, "A", Outcome::InCatalog),
    ] {
        asked.pick = pick.map(str::to_owned);
        let answer = engine.fit(&asked, &terms);
        let record = record(&asked, &answer);
        assert_eq!((record.picked, record.stale, record.configuration.as_str()), (picked, stale, kept));
        assert_eq!(record.outcome, outcome, "the record says what the recorded configuration is");
    }
}

#[test]
fn many_items_that_are_just_alike_cost_no_time_and_the_first_by_code_win() {
    let mut items = Vec::new();
    for at in (0..300).rev() {
        items.push(package(&format!("P-{at:03}"), 2, 4, 50));
        items.push(disk(&format!("D-{at:03}"), 10, 1));
        let cpu = Grammar::Component(range("vcpu", 1, 0, None));
        items.push(item(&format!("C-{at:03}"), "compute/vm/general", cpu, 9));
        let memory = Grammar::Component(range("memory", 1, 0, None));
        items.push(item(&format!("M-{at:03}"), "compute/vm/general", memory, 3));
    }
    let engine = Engine::new(edition(items));
    let asked = need(&[("vcpu", 4), ("memory", 8), ("disk", 30)]);
    let answer = engine.fit(&asked, &FitTerms { alternatives: 1, ..FitTerms::at(day()) });
    assert_eq!(keys(&answer), ["4xC-000+3xD-000+8xM-000", "4xC-000+3xD-000+8xM-001"]);
    let answer = engine.fit(&asked, &FitTerms { order: Order::Cheap, ..FitTerms::at(day()) });
    assert_eq!(answer.ranked.len(), 4);
}

#[test]
fn what_a_place_lets_the_department_concede() {
    use crate::measure::jurisdiction::{Parameter, heilongjiang, ids};
    let mut place = heilongjiang();
    assert!(place.unset.iter().any(|unset| unset.id == ids::NEAR_SHORTFALL_PERCENT));
    let near = place.parameters.iter().find(|parameter| parameter.id == ids::NEAR_DISTANCE).unwrap();
    let set = Parameter { id: ids::NEAR_SHORTFALL_PERCENT.to_owned(), value: 10, ..near.clone() };
    place.parameters.push(set);
    let engine = Engine::new(edition(vec![package("A", 16, 32, 100)]));
    // One core of seventeen is within a tenth; two of eighteen are not.
    for (vcpu, outcome) in [(16, Outcome::Fitted), (17, Outcome::Conceded), (18, Outcome::Unfit)] {
        let need = need(&[("vcpu", vcpu), ("memory", 31)]);
        assert_eq!(engine.fit(&need, &FitTerms::of(&place, day())).outcome, outcome, "{vcpu}");
    }
    let strict = FitTerms::of(&heilongjiang(), day());
    assert_eq!(engine.fit(&need(&[("vcpu", 17)]), &strict).outcome, Outcome::Unfit);
    // What is named for a dimension goes before what holds for all.
    let mut terms = FitTerms::of(&place, day());
    terms.tolerance.insert("vcpu".into(), 0);
    assert_eq!(engine.fit(&need(&[("vcpu", 17)]), &terms).outcome, Outcome::Unfit);
}
