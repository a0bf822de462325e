//! Rows of a list of services, read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;

fn row(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    let good = [
        ("item", "VM-01"),
        ("name", "数据库服务器"),
        ("unit", "台"),
        ("count", "4"),
        ("price", "320.50"),
        ("period", "month"),
        ("standing", "contract"),
        ("from", "2026-01-15"),
    ];
    let mut row: BTreeMap<String, String> =
        good.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned())).collect();
    row.extend(cells.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned())));
    row
}

fn read(cells: &[(&str, &str)]) -> (Option<ServiceRow>, Vec<(String, &'static str, bool)>) {
    let at = Path::root().at("services").at("3");
    let (read, problems) = service(&row(cells), &at, &RowTerms::default());
    for problem in &problems {
        assert!(!problem.message.zh.is_empty() && !problem.message.en.is_empty(), "{problem:?}");
        assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty(), "{problem:?}");
    }
    (read, problems.into_iter().map(|p| (p.path.as_str().to_owned(), p.code, p.bars)).collect())
}

#[test]
fn a_row_is_read_as_people_type_it() {
    let (plain, problems) = read(&[("to", "2026-06-30")]);
    assert_eq!(problems, []);
    let plain = plain.unwrap();
    assert_eq!((plain.taken.count, plain.taken.price), (4, Money::parse("320.5", 1).ok()));
    assert_eq!(
        (date::iso(plain.from), plain.to.map(date::iso)),
        ("2026-01-15".into(), Some("2026-06-30".into()))
    );
    let typed = [
        ("count", "４"),
        ("price", "３２０．５"),
        ("period", "每月"),
        ("standing", "合同价"),
        ("from", "2026年1月15日"),
        ("to", " 2026/6/30 "),
    ];
    assert_eq!(read(&typed), (Some(plain), vec![]));
}

#[test]
fn each_fault_names_its_cell() {
    for (column, text, code) in [
        ("item", "", "service-missing"),
        ("count", "", "service-missing"),
        ("count", "0", "service-count"),
        ("count", "-1", "service-count"),
        ("count", "1.5", "service-count"),
        ("count", "1000000001", "service-count"),
        ("price", "-1", "service-price"),
        ("price", "46 元", "service-price"),
        ("price", "0.0000001", "service-price"),
        ("period", "", "service-missing"),
        ("period", "hour", "service-period"),
        ("period", "week", "service-period"),
        ("standing", "", "service-missing"),
        ("standing", "rumour", "service-standing"),
        ("from", "", "service-missing"),
        ("from", "2026-02-30", "service-date"),
        ("to", "soon", "service-date"),
        ("to", "2026-01-14", "service-end-before-start"),
    ] {
        let (read, problems) = read(&[(column, text)]);
        assert_eq!(read, None, "{column} = {text}");
        assert_eq!(problems, [(format!("/services/3/{column}"), code, true)], "{column} = {text}");
    }
    let long = "长".repeat(201);
    assert_eq!(read(&[("name", &long)]).1, [("/services/3/name".to_owned(), "service-too-long", true)]);
}

#[test]
fn an_unknown_price_stays_unknown_and_stray_columns_are_said() {
    let (read, problems) = read(&[("price", " "), ("standing", ""), ("prise", "320")]);
    assert_eq!(read.unwrap().taken.price, None);
    let codes: Vec<_> = problems.iter().map(|(path, code, bars)| (path.as_str(), *code, *bars)).collect();
    assert_eq!(
        codes,
        [
            ("/services/3/prise", "service-column-unknown", false),
            ("/services/3/price", "service-price-unknown", false)
        ]
    );
}

#[test]
fn blank_rows_are_nothing_and_the_sheet_speaks_for_its_rows() {
    let at = Path::root();
    let blank: BTreeMap<String, String> = [("item".to_owned(), " ".to_owned())].into();
    assert_eq!(service(&blank, &at, &RowTerms::default()), (None, vec![]));
    assert_eq!(taken(&BTreeMap::new(), &at, &RowTerms::default()), (None, vec![]));
    let terms =
        RowTerms { supplier: "甲云", standing: Some(PriceStanding::Illustrative), ..RowTerms::default() };
    let (read, problems) = taken(&row(&[("standing", ""), ("from", ""), ("name", "")]), &at, &terms);
    let read = read.unwrap();
    assert_eq!(problems, []);
    assert_eq!((read.supplier.as_str(), read.standing), ("甲云", PriceStanding::Illustrative));
    assert_eq!(read.name, "VM-01", "a line without a name is known by its code");
}
