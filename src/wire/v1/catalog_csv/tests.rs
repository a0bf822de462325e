#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::{Lang, Money};
use crate::catalog::{Grammar, Period, Rounding, TierMode};

const DEMO: &str = include_str!("../../../../www/catalogs/demo.json");
const LIST: &str = include_str!("../../../../www/catalogs/example.csv");
const MAPPING: &str = include_str!("../../../../www/catalogs/example.mapping.json");

fn demo() -> Edition {
    crate::wire::v1::catalog::read(DEMO).unwrap().0
}

fn found(problems: &[CatalogProblem]) -> Vec<(Option<usize>, &str, &str)> {
    problems.iter().map(|p| (p.row, p.column.as_str(), p.code)).collect()
}

#[test]
fn a_published_list_by_the_example_mapping() {
    let mapping = Mapping::read(MAPPING, None).unwrap();
    let (edition, problems) = read(LIST, &mapping).unwrap();
    assert_eq!(found(&problems), [(Some(5), "spec", "catalog-band-touch")]);
    let items: Vec<(String, String, String)> = edition
        .items
        .iter()
        .map(|item| {
            let Grammar::Component(range) = &item.grammar else { panic!("{}", item.code) };
            let step = edition.dimension(&range.dimension).unwrap().1.show(range.step, Lang::Zh);
            (item.code.clone(), item.function.clone(), format!("{} {step}", range.dimension))
        })
        .collect();
    let expected = [
        ("BJ-2", "compute/vm/general", "vcpu 1 核"),
        ("BJ-3", "compute/vm/general", "memory 1 GB"),
        ("BJ-4", "storage/block/plain", "disk.plain 1 GB"),
        ("BJ-5", "storage/block/fast", "disk.fast 1 GB"),
        ("BJ-6", "storage/static", "disk.static 1 TB"),
        ("BJ-7", "network/internet/bandwidth", "bandwidth 1 Mbps"),
        ("BJ-8", "network/internet/ip", "address 1 个"),
        ("BJ-9", "network/balancer/host", "address 1 个"),
        ("BJ-10", "network/remote/bastion", "account 1 账号"),
        ("BJ-11", "network/remote/vpn", "set 1 套"),
        ("BJ-12", "operation/monitor/host", "host 1 主机"),
    ];
    assert_eq!(items, expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    assert_eq!(edition.items[6].name.zh, "互联网IP地址租用服务");
    assert!(edition.items.iter().all(|i| i.price.is_none()), "the list gives no price, so none is made up");
}

#[test]
fn the_same_catalog_has_one_hash_in_both_formats() {
    let mapping = Mapping::read(MAPPING, None).unwrap();
    let (edition, _) = read(LIST, &mapping).unwrap();
    let native = crate::wire::v1::catalog::write(&edition);
    assert_eq!(crate::wire::v1::catalog::read(&native).unwrap().0.hash, edition.hash);
    let mut other = mapping.clone();
    other.declarations.id = "another".to_owned();
    assert_ne!(read(LIST, &other).unwrap().0.hash, edition.hash);
}

const NATIVE: &str = "\u{feff}code,name/zh,name/en,spec,function,package/vcpu,package/memory,traits/zone,supplier,\
price/amount,price/currency,price/period,price/rounding,price/standing,price/source,price/terms,source,quota,valid/from\n\
P1,甲型,Type A,\"2核,4G\",云主机,2,4 GB,egov|internet,a,160,元,月,yuan,示例,price-commercial,12:0.8|36:0.75,editor,3,2026-01-01\n\
P2,乙型,Type B,,compute/vm/general,4,8 GB,,,0.32,万元,年,,illustrative,price-commercial,,editor,,\n";

#[test]
fn native_headings() {
    let (edition, problems) = read(NATIVE, &Mapping::native(demo())).unwrap();
    assert_eq!(problems, []);
    let item = edition.item("P1").unwrap();
    assert_eq!((item.row, item.quota, item.spec.as_str()), (2, Some(3), "2核,4G"));
    assert_eq!(item.function, "compute/vm/general");
    assert_eq!(item.traits["zone"].iter().collect::<Vec<_>>(), ["egov", "internet"]);
    let price = item.price.as_ref().unwrap();
    assert_eq!(
        (price.amount, price.period, price.rounding),
        (Money::yuan(160), Period::Month, Rounding::Yuan)
    );
    assert_eq!(price.terms.iter().map(|t| (t.months, t.keeps)).collect::<Vec<_>>(), [(12, 8000), (36, 7500)]);
    let other = edition.item("P2").unwrap().price.as_ref().unwrap();
    assert_eq!(
        (other.amount, other.period, other.tier_mode),
        (Money::yuan(3200), Period::Year, TierMode::Graduated)
    );
}

#[test]
fn custom_sizes_and_tiers_in_columns() {
    let text = "code,name/zh,function,source,custom/0/dimension,custom/0/step,custom/0/most,custom/0/price/amount,\
                custom/0/price/currency,custom/0/price/period,custom/0/price/standing,custom/0/price/source,\
                custom/1/dimension,custom/1/step\n\
                C,定制,compute/vm/general,editor,vcpu,2,64,92,yuan,month,illustrative,editor,memory,4 GB\n";
    let (edition, problems) = read(text, &Mapping::native(demo())).unwrap();
    assert_eq!(problems, []);
    let Grammar::Custom(ranges) = &edition.items[0].grammar else { panic!("a custom size") };
    assert_eq!((ranges[0].most, ranges[1].step), (Some(64), 4096));
    assert_eq!(ranges[0].price.as_ref().map(|p| p.amount), Some(Money::yuan(92)));
    let text = "code,name/zh,function,source,component/dimension,component/step,price/amount,price/currency,\
                price/period,price/standing,price/source,price/tiers\n\
                B,带宽,network/internet/bandwidth,editor,bandwidth,1,23,yuan,month,illustrative,editor,3:25|6:80\n";
    let (edition, problems) = read(text, &Mapping::native(demo())).unwrap();
    assert_eq!(problems, []);
    let tiers = &edition.items[0].price.as_ref().unwrap().tiers;
    assert_eq!(
        tiers.iter().map(|t| (t.from, t.amount)).collect::<Vec<_>>(),
        [(3, Money::yuan(25)), (6, Money::yuan(80))]
    );
}

#[test]
fn problems_name_the_row_of_the_spreadsheet_and_the_heading() {
    for (from, to, row, column, code, kept) in [
        (",4 GB,", ",4 XB,", 2, "package/memory", "catalog-unit-unknown", 1),
        ("云主机", "cloud", 2, "function", "catalog-function-unknown", 1),
        ("egov|internet", "egov|moon", 2, "traits/zone", "catalog-trait-value-unknown", 1),
        ("0.32,万元", "cheap,万元", 3, "price/amount", "catalog-price-amount", 2),
        ("0.32,万元,年", "0.32,万元,", 3, "price/period", "catalog-price-period", 2),
        ("12:0.8", "12", 2, "price/terms", "catalog-field-missing", 2),
        ("12:0.8|36", "36:0.8|12", 2, "price/terms", "catalog-term-order", 2),
        ("\nP2", "\nP1", 3, "code", "catalog-code-duplicate", 1),
        ("\nP2,乙型,", "\nP2,乙型,\"a,b\",c,d,e,f,g,h,", 3, "", "catalog-csv-cells", 1),
    ] {
        let text = NATIVE.replacen(from, to, 1);
        assert_ne!(text, NATIVE, "{from}");
        let (edition, problems) = read(&text, &Mapping::native(demo())).unwrap();
        assert_eq!(found(&problems), [(Some(row), column, code)], "{from} → {to}");
        assert_eq!(edition.items.len(), kept, "{from} → {to}");
    }
    let mut mapping = Mapping::native(demo());
    mapping.columns.insert("内存大小".to_owned(), "package/memory".to_owned());
    let text = NATIVE.replacen("package/memory", "内存大小", 1).replacen(",4 GB,", ",4 XB,", 1);
    assert_eq!(found(&read(&text, &mapping).unwrap().1), [(Some(2), "内存大小", "catalog-unit-unknown")]);
}

#[test]
fn the_published_header_is_understood() {
    let text = "category,subcategory,item,spec,unit,price,currency,period,quantity_seen,notes\n\
                网络,互联网带宽,带宽,,1Mb,23,CNY,月,,\n";
    let mut mapping = Mapping::published(demo());
    mapping.defaults =
        [("source", "editor"), ("component/dimension", "bandwidth"), ("component/step", "1 Mb")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into();
    // What a price is worth is not guessed.
    let (edition, problems) = read(text, &mapping).unwrap();
    let missing = "catalog-field-missing";
    assert_eq!(found(&problems), [(Some(2), "price/source", missing), (Some(2), "price/standing", missing)]);
    assert_eq!(edition.items[0].price, None);
    mapping.defaults.insert("price/standing".to_owned(), "示例".to_owned());
    mapping.defaults.insert("price/source".to_owned(), "price-demo".to_owned());
    let (edition, problems) = read(text, &mapping).unwrap();
    assert_eq!(problems, []);
    let item = edition.item("ROW-2").unwrap();
    assert_eq!((item.name.zh.as_str(), item.function.as_str()), ("带宽", "network/internet/bandwidth"));
    assert_eq!(item.price.as_ref().map(|p| (p.amount, p.period)), Some((Money::yuan(23), Period::Month)));
}

#[test]
fn headings_that_are_no_fields_are_named_once() {
    let text = "code,name/zh,function,source,package/vcpu,colour,\nP,甲,云主机,editor,2,red,\nQ,乙,云主机,editor,2,red,\n";
    let (edition, problems) = read(text, &Mapping::native(demo())).unwrap();
    assert_eq!(found(&problems), [(Some(1), "colour", "catalog-column-unknown")]);
    assert_eq!(edition.items.len(), 2);
}

#[test]
fn rules_apply_in_order_and_leave_rows_out() {
    let text = "item,kind\n甲,vm\n乙,vm-old\n合计,\n";
    let mut mapping = Mapping::native(demo());
    mapping.code_prefix = "X".to_owned();
    mapping.columns = [("item", "name/zh"), ("kind", "")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    mapping.defaults.insert("source".to_owned(), "editor".to_owned());
    let rule = |when: (&str, &str), set: &[(&str, &str)]| Rule {
        when: BTreeMap::from([(when.0.to_owned(), when.1.to_owned())]),
        set: set.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        leave_out: set.is_empty(),
    };
    mapping.rules = vec![
        rule(("kind", "vm*"), &[("function", "云主机"), ("package/vcpu", "2"), ("note", "both")]),
        rule(("kind", "vm-old"), &[("package/vcpu", "1"), ("note", "")]),
        rule(("item", "合计"), &[]),
    ];
    let (edition, problems) = read(text, &mapping).unwrap();
    assert_eq!(problems, []);
    let shown: Vec<_> =
        edition.items.iter().map(|i| (i.code.as_str(), i.note.as_str(), &i.grammar)).collect();
    let package = |cores| Grammar::Package(BTreeMap::from([("vcpu".to_owned(), cores)]));
    assert_eq!(shown, [("X2", "both", &package(2)), ("X3", "", &package(1))]);
}

#[test]
fn what_is_no_list_or_no_mapping_is_an_error() {
    let mapping = Mapping::native(demo());
    assert!(matches!(read("", &mapping), Err(Error::Syntax { line: 1, .. })));
    assert!(matches!(read("code,code\n", &mapping), Err(Error::Syntax { line: 1, .. })));
    assert!(matches!(read("code\n\"x", &mapping), Err(Error::Syntax { line: 2, column: 1, .. })));
    assert!(matches!(Mapping::read("{}", None), Err(Error::Syntax { .. })));
    let bare = r#"{"format": "govcloud-catalog-mapping", "version": 1}"#;
    assert!(
        matches!(Mapping::read(bare, None), Err(Error::Shape { at, .. }) if at.as_str() == "/declarations")
    );
    assert!(Mapping::read(bare, Some(&demo())).is_ok());
    assert!(matches!(Mapping::read(&bare.replace("-mapping", ""), None), Err(Error::Format { .. })));
    assert!(matches!(Mapping::read(&bare.replace("1}", "2}"), None), Err(Error::Version { .. })));
    let faulty = MAPPING.replacen(r#""name": "Mb""#, r#""name": "mbps""#, 1);
    let place = "/declarations/dimensions/5/units/1/name";
    assert!(matches!(Mapping::read(&faulty, None), Err(Error::Shape { at, .. }) if at.as_str() == place));
}

/// The bandwidth rows of a published demonstration price table. Its text says 125 + (n − 5) × 80 a month from
/// 6 Mbps on; its last row says 960 a year, less than the 1,500 of 5 Mbps.
const TABLE: &str = "item,unit,price,currency,period\n公网带宽,1Mbps,276,CNY,年\n公网带宽,2Mbps,552,CNY,年\n公网带宽,3Mbps,852,CNY,年\n\
公网带宽,4Mbps,1152,CNY,年\n公网带宽,5Mbps,1500,CNY,年\n公网带宽,6Mbps,960,CNY,年\n";

#[test]
fn a_price_table_that_contradicts_itself_is_reported() {
    let mut mapping = Mapping::published(demo());
    mapping.columns.insert("unit".to_owned(), "package/bandwidth".to_owned());
    mapping.defaults = [
        ("function", "network/internet/bandwidth"),
        ("source", "price-demo"),
        ("price/standing", "illustrative"),
        ("price/source", "price-demo"),
    ]
    .map(|(field, text)| (field.to_owned(), text.to_owned()))
    .into();
    let (edition, problems) = read(TABLE, &mapping).unwrap();
    assert_eq!(found(&problems), [(Some(7), "price", "catalog-price-contradicts")]);
    assert!(problems[0].message.zh.contains("第 6 行（ROW-6）"), "{}", problems[0].message.zh);
    assert_eq!(edition.items.len(), 6, "which row is wrong is for the publisher to say");
}

#[test]
fn whatever_stands_in_a_cell_is_read() {
    let odd = [
        "",
        "\"",
        "\"\"\"\"",
        ",",
        "\n",
        "\r",
        "\u{feff}",
        "|",
        ":",
        "|:|",
        "-1",
        "1e9",
        "９",
        "9999999999999999999999",
        "甲/乙",
    ];
    let cells: Vec<(usize, char)> = NATIVE.char_indices().filter(|(_, c)| matches!(c, ',' | '\n')).collect();
    let mut read_at_all = 0;
    for (at, _) in cells {
        for text in odd {
            let faulty = format!("{}{text}{}", &NATIVE[..=at], &NATIVE[at + 1..]);
            if let Ok((edition, _)) = read(&faulty, &Mapping::native(demo_once().clone())) {
                read_at_all += 1;
                assert!(edition.items.len() <= 4, "{faulty}");
            }
        }
    }
    assert!(read_at_all > 100, "{read_at_all}");
}

fn demo_once() -> &'static Edition {
    static DEMO: std::sync::OnceLock<Edition> = std::sync::OnceLock::new();
    DEMO.get_or_init(demo)
}
