#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::catalog::{Currency, Grammar, Period, Rounding, Standing};
use serde_json::json;

/// A catalog with these items.
fn catalog(items: Value) -> Value {
    json!({
        "format": "govcloud-catalog", "version": 1, "id": "t-1", "title": {"zh": "试验", "en": "Trial"},
        "sources": [{"id": "s", "title": "来源", "provenance": "illustrative"}],
        "dimensions": [
            {"code": "vcpu", "name": "vCPU", "units": [{"name": "核", "holds": 1}]},
            {"code": "memory", "name": {"zh": "内存", "en": "Memory"},
             "units": [{"name": "GB", "holds": 1024}, {"name": "MB", "holds": 1}]}
        ],
        "traits": [{"code": "zone", "name": "区", "values": [{"code": "egov", "name": "政务外网"}]}],
        "functions": [{"code": "compute/vm/general", "name": "云主机", "asks": ["vcpu", "memory"], "instances": true}],
        "items": items
    })
}

fn good() -> Value {
    json!({
        "code": "P1", "name": {"zh": "基础型", "en": "Basic"}, "function": "compute/vm/general",
        "package": {"vcpu": "2 核", "memory": "4 GB"}, "traits": {"zone": ["egov"]}, "source": "s",
        "price": {"amount": "0.096", "currency": "yuan", "period": "hour", "standing": "illustrative", "source": "s",
                  "tiers": [{"from": 10, "amount": "0.09"}], "terms": [{"months": 12, "keeps": "0.8"}],
                  "rounding": "yuan"}
    })
}

fn read_value(value: &Value) -> (Edition, Vec<CatalogProblem>) {
    read(&value.to_string()).expect("usable")
}

/// Row, column, code, whether it bars.
type Said = (Option<usize>, String, &'static str, bool);

/// Reads a good item, the good item with `path` set to `value`, and a good item again; gives what was
/// said of the second, and how many items were kept.
fn with(pointer: &str, value: Value) -> (Vec<Said>, usize) {
    let mut faulty = good();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = faulty.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        other => other[key] = value,
    }
    faulty["code"] = if pointer == "/code" { faulty["code"].clone() } else { "P2".into() };
    let mut last = good();
    last["code"] = "P3".into();
    let (edition, problems) = read_value(&catalog(json!([good(), faulty, last])));
    let problems = problems.into_iter().map(|p| (p.row, p.column, p.code, p.bars)).collect();
    (problems, edition.items.len())
}

#[test]
fn a_catalog_is_read_exactly() {
    let (edition, problems) = read_value(&catalog(json!([good()])));
    assert_eq!(problems, []);
    let item = edition.item("P1").unwrap();
    let amounts = [("vcpu".to_owned(), 2), ("memory".to_owned(), 4096)];
    assert_eq!(item.grammar, Grammar::Package(amounts.into_iter().collect()));
    let price = item.price.as_ref().unwrap();
    assert_eq!(price.amount.as_micros(), 96_000);
    assert_eq!((price.currency, price.period), (Currency::Yuan, Period::Hour));
    assert_eq!((price.rounding, price.standing), (Rounding::Yuan, Standing::Illustrative));
    assert_eq!(
        (price.tiers[0].from, price.tiers[0].amount.as_micros(), price.terms[0].keeps),
        (10, 90_000, 8000)
    );
    assert_eq!(item.row, 1);
}

#[test]
fn proration_is_read_written_and_never_half_believed() {
    use crate::catalog::{Proration, WholeMonth};
    for (declared, expected, said) in [
        (json!(null), None, None),
        (json!({"by": "day"}), Some(Proration::Day), None),
        (json!({"by": "按日"}), Some(Proration::Day), None),
        (json!({"by": "month", "months": "started"}), Some(Proration::Month(WholeMonth::Started)), None),
        (json!({"by": "月", "months": "满月"}), Some(Proration::Month(WholeMonth::Complete)), None),
        (json!({"by": "month"}), None, Some(("/proration/months", "catalog-field-missing"))),
        (json!({"months": "started"}), None, Some(("/proration/by", "catalog-field-missing"))),
        (json!({"by": "week"}), None, Some(("/proration/by", "catalog-choice"))),
        (json!({"by": "month", "months": "half"}), None, Some(("/proration/months", "catalog-choice"))),
        (json!({"by": "day", "months": "started"}), None, Some(("/proration/months", "catalog-proration"))),
        (json!("day"), None, Some(("/proration", "catalog-value-kind"))),
    ] {
        let mut document = catalog(json!([good()]));
        document["proration"] = declared.clone();
        let (edition, problems) = read_value(&document);
        let problems: Vec<_> = problems.iter().map(|p| (p.column.as_str(), p.code)).collect();
        assert_eq!((edition.proration, problems), (expected, said.into_iter().collect()), "{declared}");
        assert_eq!(read(&write(&edition)).unwrap().0.proration, expected, "{declared}");
    }
}

#[test]
fn one_bad_value_leaves_out_one_item_and_names_its_place() {
    for (pointer, value, column, code) in [
        ("/package/memory", json!("4 XB"), "package/memory", "catalog-unit-unknown"),
        ("/package/memory", json!(4.5), "package/memory", "catalog-number-float"),
        ("/package/memory", json!("viel"), "package/memory", "catalog-amount"),
        ("/package/memory", json!("0.0001 GB"), "package/memory", "catalog-amount"),
        ("/package/gpu", json!(1), "package/gpu", "catalog-dimension-unknown"),
        ("/package", json!({"vcpu": 0}), "package", "catalog-package-empty"),
        ("/package", json!("2C4G"), "package", "catalog-value-kind"),
        ("/component", json!({"dimension": "vcpu", "step": 1}), "", "catalog-grammar"),
        ("/function", json!("compute/vm"), "function", "catalog-function-unknown"),
        ("/function", json!(7), "function", "catalog-value-kind"),
        ("/function", json!(null), "function", "catalog-field-missing"),
        ("/traits/os", json!(["kylin"]), "traits/os", "catalog-trait-unknown"),
        ("/traits/zone", json!(["moon"]), "traits/zone", "catalog-trait-value-unknown"),
        ("/traits/zone", json!([]), "traits/zone", "catalog-trait-empty"),
        ("/supplier", json!("x"), "supplier", "catalog-supplier-unknown"),
        ("/quota", json!(-1), "quota", "catalog-value-kind"),
        ("/valid", json!({"from": "soon"}), "valid/from", "catalog-date"),
        ("/valid", json!({"from": "2026-02-01", "to": "2026-01-01"}), "valid", "catalog-validity-reversed"),
    ] {
        let (problems, kept) = with(pointer, value.clone());
        assert_eq!(problems, [(Some(2), column.to_owned(), code, true)], "{pointer} = {value}");
        assert_eq!(kept, 2, "{pointer} = {value}");
    }
}

#[test]
fn a_bad_price_is_an_unknown_price() {
    for (pointer, value, column, code) in [
        ("/price/amount", json!(0.096), "price/amount", "catalog-number-float"),
        ("/price/amount", json!("-1"), "price/amount", "catalog-price-amount"),
        ("/price/amount", json!("46 元"), "price/amount", "catalog-price-amount"),
        ("/price/amount", json!("0.0000001"), "price/amount", "catalog-price-amount"),
        ("/price/currency", json!("USD"), "price/currency", "catalog-choice"),
        ("/price/period", json!(null), "price/period", "catalog-price-period"),
        ("/price/standing", json!(null), "price/standing", "catalog-field-missing"),
        ("/price/standing", json!("official"), "price/standing", "catalog-standing"),
        ("/price/tiers/0/from", json!("many"), "price/tiers/0/from", "catalog-value-kind"),
        (
            "/price/tiers",
            json!([{"from": 1, "amount": "5"}]),
            "price/tiers/0/from",
            "catalog-tier-contradicts",
        ),
        ("/price/terms/0/keeps", json!("80"), "price/terms/0/keeps", "catalog-price-term"),
    ] {
        let mut faulty = good();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        faulty.pointer_mut(parent).unwrap()[key] = value.clone();
        let (edition, problems) = read_value(&catalog(json!([faulty])));
        let found: Vec<_> = problems.iter().map(|p| (p.row, p.column.as_str(), p.code, p.bars)).collect();
        assert_eq!(found, [(Some(1), column, code, true)], "{pointer} = {value}");
        assert_eq!(edition.item("P1").unwrap().price, None, "{pointer} = {value}");
    }
}

#[test]
fn warnings_keep_the_item() {
    let (problems, kept) = with("/prise", json!("46"));
    assert_eq!(problems, [(Some(2), "prise".to_owned(), "catalog-field-unknown", false)]);
    assert_eq!(kept, 3);
    let (problems, kept) = with("/source", json!("elsewhere"));
    assert_eq!(problems, [(Some(2), "source".to_owned(), "catalog-source-unknown", false)]);
    assert_eq!(kept, 3);
}

#[test]
fn faults_of_the_declarations_are_named_by_pointer() {
    let mut document = catalog(json!([good()]));
    document["dimensions"][1]["units"][0]["holds"] = json!(0);
    document["functions"][0]["near"] = json!(["nowhere"]);
    document["published"] = json!("yesterday");
    let (edition, problems) = read_value(&document);
    let found: Vec<_> = problems.iter().map(|p| (p.row, p.column.as_str(), p.code)).collect();
    assert_eq!(
        found,
        [
            (None, "/dimensions/1/units/0/holds", "catalog-value-kind"),
            (None, "/functions/0/near/0", "catalog-function-unknown"),
            (None, "/published", "catalog-date"),
            (Some(1), "package/memory", "catalog-unit-unknown"),
        ]
    );
    assert!(edition.items.is_empty());
}

#[test]
fn what_is_no_catalog_is_an_error_with_its_place() {
    assert!(matches!(read("{"), Err(Error::Syntax { line: 1, .. })));
    assert!(matches!(read(""), Err(Error::Syntax { .. })));
    assert!(matches!(read("[]"), Err(Error::Shape { .. })));
    assert!(matches!(read("{}"), Err(Error::Format { .. })));
    let mut document = catalog(json!([]));
    document["version"] = json!(2);
    let found = "2".to_owned();
    assert_eq!(read(&document.to_string()), Err(Error::Version { newest: 1, found }));
    let twice = catalog(json!([good()])).to_string();
    let twice = twice.replacen("\"code\":\"P1\"", "\"code\":\"P1\",\"code\":\"P2\"", 1);
    assert!(matches!(read(&twice), Err(Error::Shape { at, .. }) if at.as_str() == "/items/0/code"));
    let mut document = catalog(json!([]));
    document["items"] = json!({});
    assert!(matches!(read(&document.to_string()), Err(Error::Shape { at, .. }) if at.as_str() == "/items"));
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    let text = catalog(json!([good()])).to_string();
    assert_eq!(read(&text), read(&format!("\u{feff}{text}")));
}

#[test]
fn written_and_read_again_it_is_the_same_edition() {
    let custom = json!({
        "code": "C1", "name": "定制", "function": "compute/vm/general", "source": "s", "note": "n", "initials": "dz",
        "valid": {"from": "2026-01-01", "to": "2026-12-31"}, "quota": 9,
        "custom": [
            {"dimension": "vcpu", "step": 2, "most": 64,
             "price": {"amount": "1.2", "currency": "wanYuan", "period": "year", "standing": "illustrative",
                       "source": "s", "tierMode": "allUnits", "tiers": [{"from": 5, "amount": "1.1"}]}},
            {"dimension": "memory", "step": "512 MB", "least": "1 GB", "most": "512 GB"}
        ]
    });
    let component = json!({
        "code": "V", "name": "vCPU", "function": "compute/vm/general", "source": "s",
        "completes": ["compute/vm/general"], "component": {"dimension": "vcpu", "step": "1"}
    });
    let (edition, problems) = read_value(&catalog(json!([good(), custom, component])));
    assert_eq!(problems, []);
    let (mut again, problems) = read(&write(&edition)).unwrap();
    assert_eq!(problems, []);
    again.hash = edition.hash;
    assert_eq!(again, edition);
    assert_eq!(write(&again), write(&edition));
}

#[test]
fn the_hash_knows_the_content_and_not_the_layout() {
    let document = catalog(json!([good()]));
    let pretty = serde_json::to_string_pretty(&document).unwrap();
    let mut other = document.clone();
    other["items"][0]["price"]["amount"] = json!("0.097");
    assert_eq!(read_value(&document).0.hash, read(&pretty).unwrap().0.hash);
    assert_ne!(read_value(&document).0.hash, read_value(&other).0.hash);
}

/// The fenced example of a page of the documentation.
fn example(page: &str, language: &str) -> String {
    let begin = format!("```{language}\n");
    let text = page.split_once(&begin).and_then(|(_, rest)| rest.split_once("```")).expect("an example");
    text.0.to_owned()
}

const PAGE: &str = include_str!("../../../docs/catalog.md");

#[test]
fn the_examples_of_the_page_are_catalogs() {
    let (edition, problems) = read(&example(PAGE, "json")).unwrap();
    assert_eq!(problems, []);
    assert_eq!(edition.items.len(), 3);
    let mapping = crate::wire::v1::catalog_csv::Mapping::native(edition);
    let (edition, problems) = crate::wire::v1::catalog_csv::read(&example(PAGE, "csv"), &mapping).unwrap();
    assert_eq!(problems, []);
    assert_eq!(edition.items.len(), 1);
}

#[test]
fn the_page_names_each_code_and_no_other() {
    let sources = [
        include_str!("walk.rs"),
        include_str!("declare.rs"),
        include_str!("item.rs"),
        include_str!("price.rs"),
        include_str!("../catalog_csv/mod.rs"),
        include_str!("../../../catalog/check/declared.rs"),
        include_str!("../../../catalog/check/items.rs"),
        include_str!("../../../catalog/check/prices.rs"),
        include_str!("../../../catalog/check/tables.rs"),
    ];
    let codes = |text: &'static str, mark: char| {
        let words = text.split(mark).filter(|word| word.starts_with("catalog-"));
        words.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')).map(str::to_owned)
    };
    let raised: std::collections::BTreeSet<String> =
        sources.iter().flat_map(|source| codes(source, '"')).collect();
    let named: std::collections::BTreeSet<String> = codes(PAGE, '`').collect();
    assert_eq!(named, raised);
}

/// Pointers to every value of a document.
fn pointers(value: &Value, here: &str, all: &mut Vec<String>) {
    all.push(here.to_owned());
    match value {
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| pointers(value, &format!("{here}/{at}"), all));
        }
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            pointers(value, &format!("{here}/{}", key.replace('~', "~0").replace('/', "~1")), all);
        }),
        _ => {}
    }
}

#[test]
fn whatever_stands_wherever_is_read_and_what_is_kept_is_sound() {
    let custom = json!({
        "code": "C1", "name": "定制", "function": "compute/vm/general", "source": "s", "valid": {"from": "2026-01-01"},
        "custom": [{"dimension": "vcpu", "step": 2, "least": 2, "most": 64, "price": good()["price"]}]
    });
    let component = json!({
        "code": "V", "name": "vCPU", "function": "compute/vm/general", "source": "s", "spec": "IOPS 1-2", "quota": 3,
        "completes": ["compute/vm/general"], "component": {"dimension": "vcpu", "step": "1"}
    });
    let document = catalog(json!([good(), custom, component]));
    let mut all = Vec::new();
    pointers(&document, "", &mut all);
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1.5),
        json!(1e300),
        json!(""),
        json!("x"),
        json!("9999999999999999999999"),
        json!("１２"),
        json!("2026-02-30"),
        json!([]),
        json!([[]]),
        json!({}),
        json!({"": {"": []}}),
    ];
    let mut read_at_all = 0;
    for pointer in &all {
        for value in &odd {
            let mut faulty = document.clone();
            *faulty.pointer_mut(pointer).unwrap() = value.clone();
            let Ok((edition, problems)) = read(&faulty.to_string()) else { continue };
            read_at_all += 1;
            let mut sorted = problems.clone();
            sorted.sort();
            assert_eq!(problems, sorted, "{pointer} = {value}");
            // What was kept bars no more, so far as the items go: the declarations stay as they are.
            let found = check::check(&edition);
            let bars: Vec<_> = found.iter().filter(|p| p.bars && p.row.is_some()).collect();
            assert!(bars.is_empty(), "{pointer} = {value}: {bars:?}");
            // And it can be written and read again, as far as the declarations are sound.
            let again = read(&write(&edition)).map(|(again, _)| again.items.len());
            let sound = !problems.iter().any(|p| p.bars && p.row.is_none());
            assert!(!sound || again == Ok(edition.items.len()), "{pointer} = {value}: {again:?}");
        }
    }
    assert!(read_at_all > 1000, "{read_at_all}");
}
