#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use super::*;

const DEMO: &str = include_str!("../../../www/catalogs/demo.json");

fn demo() -> Edition {
    crate::wire::v1::catalog::read(DEMO).expect("a catalog").0
}

/// Codes found, best first.
fn find(query: &str, filter: &Filter) -> Vec<String> {
    let edition = demo();
    let found = Index::new(&edition).find(query, filter, None);
    found.rows().map(|row| edition.items[row].code.clone()).collect()
}

fn all(query: &str) -> Vec<String> {
    find(query, &Filter::default())
}

#[test]
fn by_code_name_initials_and_specification() {
    assert_eq!(all("bj-04"), ["BJ-04"]);
    assert_eq!(all("高性能存储"), ["BJ-04"]);
    assert_eq!(all("gxncc"), ["BJ-04"]);
    assert_eq!(all("20000"), ["BJ-04"]);
    assert_eq!(all("ＢＪ－０４"), ["BJ-04"]);
    assert_eq!(all("load balancing"), ["BJ-08", "HZ-07"]);
    assert!(all("no such thing").is_empty());
}

#[test]
fn every_word_must_be_found_wherever_it_stands() {
    assert_eq!(all("内存型 16核"), ["DG-08"]);
    assert_eq!(all("16核 内存型"), ["DG-08"]);
    assert_eq!(all("x86xnzj 32核 128g"), ["DG-10"]);
    assert!(all("内存型 64核").is_empty());
}

#[test]
fn the_best_come_first_and_equals_stay_in_order() {
    // The code itself, then codes that begin with it.
    assert_eq!(all("hz-1")[0], "HZ-10-S");
    assert_eq!(all("dg-1"), ["DG-10", "DG-11"]);
    // 内存: the name, then names that begin with it, then names that hold it, then specifications.
    let found = all("内存");
    let at = |code: &str| found.iter().position(|c| c == code).expect(code);
    assert!(at("BJ-02") < at("HZ-12-S") && at("HZ-12-S") < at("DG-05") && at("DG-05") < at("DG-01"));
    assert!(at("DG-01") < at("DG-02"));
    // Initials at the beginning before initials in the middle.
    let found = all("nc");
    let at = |code: &str| found.iter().position(|c| c == code).expect(code);
    assert!(at("BJ-02") < at("DG-05"));
}

#[test]
fn an_empty_query_finds_all_in_order() {
    let edition = demo();
    let found = Index::new(&edition).find(" ", &Filter::default(), None);
    assert!(found.rows().eq(0..edition.items.len()));
}

/// Typing on, taking back, another word, another filter: what was found before makes no difference.
#[test]
fn what_was_found_before_saves_time_only() {
    let index = Index::new(&demo());
    let network = Filter { function: "network".into(), ..Filter::default() };
    let compute = Filter { function: "compute".into(), ..Filter::default() };
    let mut before = None;
    let typed =
        ["", "s", "sd", "sd x", "d x", "d xn", "云", "云 主机", "主机", "g", "nc", "内 nc", "zz", "z"];
    for filter in [&Filter::default(), &network, &compute, &network] {
        for query in typed {
            let anew = index.find(query, filter, None);
            assert_eq!(index.find(query, filter, before.as_ref()), anew, "{query}");
            before = Some(anew);
        }
    }
}

#[test]
fn filters() {
    let of = |filter: Filter| find("", &filter);
    let function = |code: &str| of(Filter { function: code.into(), ..Filter::default() });
    assert_eq!(function("storage/block"), ["BJ-03", "BJ-04", "HZ-04"]);
    assert_eq!(function("storage/block/"), function("storage/block"));
    assert!(function("storage/bl").is_empty(), "half a step is no path");
    let zone = |value: &str| {
        let traits = BTreeMap::from([("zone".to_owned(), value.to_owned())]);
        of(Filter { traits, function: "network".into(), ..Filter::default() })
    };
    assert!(zone("line").contains(&"LINE-1".to_owned()) && !zone("egov").contains(&"LINE-1".to_owned()));
    assert!(zone("egov").contains(&"BJ-10".to_owned()), "an item without the trait offers every value");
    let supplier = of(Filter { supplier: Some("b".into()), ..Filter::default() });
    assert!(supplier.contains(&"XC-B-1".to_owned()) && supplier.contains(&"DG-01".to_owned()));
    assert!(!supplier.contains(&"XC-A-1".to_owned()));
    let priced = of(Filter { priced: true, ..Filter::default() });
    assert!(priced.contains(&"DG-11".to_owned()) && !priced.contains(&"BJ-07".to_owned()));
    assert_eq!(find("存储", &Filter { function: "storage/static".into(), ..Filter::default() }), ["BJ-05"]);
}

#[test]
fn an_empty_catalog_and_hostile_texts() {
    let mut edition = Edition::empty("none");
    assert!(Index::new(&edition).find("a", &Filter::default(), None).is_empty());
    edition = demo();
    edition.items[0].name.zh = "甲\u{1f}乙\n丙\u{0}İ".into();
    let index = Index::new(&edition);
    let rows = |query: &str| index.find(query, &Filter::default(), None).rows().collect::<Vec<_>>();
    assert_eq!(rows("乙"), [0]);
    assert_eq!(rows("bj-04").len(), 1);
    for query in ["\u{1f}", "\n", " \t", "\u{0}x", "ﬀ", "İ"] {
        rows(query);
    }
}

#[test]
fn the_same_as_looking_at_each_item() {
    let edition = demo();
    let index = Index::new(&edition);
    for query in ["s", "云", "服务 i", "g 1", "-", "核", "数据库 国产", "a b"] {
        let words: Vec<&str> = query.split(' ').collect();
        let expected = edition.items.iter().enumerate().filter(|(_, item)| {
            let initials = initials::readings(&item.name.zh).join(" ");
            let parts = [&item.code, &initials, &item.name.zh, &item.name.en, &item.spec];
            words.iter().all(|word| parts.iter().any(|part| part.to_lowercase().contains(word)))
        });
        let expected: Vec<usize> = expected.map(|(row, _)| row).collect();
        let mut found: Vec<usize> = index.find(query, &Filter::default(), None).rows().collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
}
