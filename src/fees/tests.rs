//! The fees against published price tables, and what must hold of every calendar and budget.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::basics::{Date, Dice, Lang, Money, Words};
use crate::catalog::{
    Currency, Edition, Grammar, Item, Period, Price, Range, Rounding, Standing, Term, Tier, TierMode,
};
use crate::dossier::{Need, Outcome, Part, Record};
use std::collections::BTreeMap;

fn price(yuan: &str, period: Period) -> Price {
    Price {
        amount: Money::parse(yuan, 1).unwrap(),
        currency: Currency::Yuan,
        period,
        tiers: vec![],
        tier_mode: TierMode::Graduated,
        terms: vec![Term { months: 12, keeps: 8_000 }, Term { months: 36, keeps: 7_500 }],
        rounding: Rounding::Yuan,
        standing: Standing::Illustrative,
        source: "s".into(),
    }
}

fn range(dimension: &str, price: Option<Price>) -> Range {
    Range { dimension: dimension.into(), step: 1, least: 1, most: None, price }
}

fn item(code: &str, grammar: Grammar, price: Option<Price>) -> Item {
    Item {
        code: code.into(),
        name: Words::new(format!("项目{code}"), format!("Item {code}")),
        spec: String::new(),
        function: "f".into(),
        completes: vec![],
        grammar,
        traits: BTreeMap::new(),
        supplier: None,
        price,
        quota: None,
        valid: (None, None),
        source: "s".into(),
        note: String::new(),
        initials: String::new(),
        row: 1,
    }
}

fn edition(items: Vec<Item>) -> Edition {
    let by_code = items.iter().enumerate().map(|(at, item)| (item.code.clone(), at)).collect();
    Edition { items, by_code, ..Edition::empty("test") }
}

/// The commercial list: components by the month, a package, 'rounded to yuan' on every sum.
fn commercial() -> Edition {
    let component =
        |code, yuan| item(code, Grammar::Component(range(code, None)), Some(price(yuan, Period::Month)));
    let package = item("2c8g", Grammar::Package(BTreeMap::new()), Some(price("228", Period::Month)));
    edition(vec![component("vcpu", "46"), component("memory", "17"), package])
}

fn need(row: usize, months: u32) -> Need {
    Need {
        row,
        id: format!("n{row}"),
        name: format!("需求{row}"),
        function: "f".into(),
        amounts: BTreeMap::new(),
        traits: BTreeMap::new(),
        prefers: BTreeMap::new(),
        count: 1,
        months,
        divisible: false,
        reason: String::new(),
        pick: None,
        consent: false,
        special: false,
    }
}

fn record(parts: &[(&str, i64)], instances: i64) -> Record {
    let part = |&(item, units): &(&str, i64)| Part { item: item.into(), units, steps: vec![] };
    Record {
        row: 0,
        outcome: Outcome::InCatalog,
        configuration: "k".into(),
        parts: parts.iter().map(part).collect(),
        instances,
        picked: false,
        stale: false,
        differences: BTreeMap::new(),
        certificate: None,
    }
}

fn known(edition: &Edition, record: &Record, months: u32) -> String {
    let estimate = estimate(edition, &[(&need(0, months), record)]);
    assert!(estimate.is_complete(), "{:?}", estimate.open);
    estimate.known.plain()
}

#[test]
fn the_commercial_list_to_the_yuan() {
    let list = commercial();
    for (months, small, big) in [(1, "160", "228"), (12, "1536", "2189"), (36, "4320", "6156")] {
        assert_eq!(known(&list, &record(&[("vcpu", 2), ("memory", 4)], 1), months), small);
        assert_eq!(known(&list, &record(&[("vcpu", 2), ("memory", 8)], 1), months), big);
        assert_eq!(known(&list, &record(&[("2c8g", 1)], 1), months), big);
    }
}

#[test]
fn a_line_is_rounded_once_however_many_instances() {
    // 2,188.8 × 10 = 21,888; ten times the rounded 2,189 would be 21,890.
    assert_eq!(known(&commercial(), &record(&[("2c8g", 1)], 10), 12), "21888");
}

/// The demo list: 276, 552, 852, 1152, 1500 元 a year for 1–5 Mbps, from 6 on 125+(n-5)*80 a month.
fn bandwidth() -> Edition {
    let tier = |from, yuan| Tier { from, amount: Money::yuan(yuan) };
    let mut price = price("23", Period::Month);
    price.terms.clear();
    price.tiers = vec![tier(3, 25), tier(5, 29), tier(6, 80)];
    edition(vec![item("link", Grammar::Component(range("bandwidth", None)), Some(price))])
}

#[test]
fn bandwidth_by_tiers() {
    let list = bandwidth();
    for (mbps, year) in
        [(1, "276"), (2, "552"), (3, "852"), (4, "1152"), (5, "1500"), (6, "2460"), (8, "4380")]
    {
        assert_eq!(known(&list, &record(&[("link", mbps)], 1), 12), year, "{mbps}");
    }
    assert_eq!(known(&list, &record(&[("link", 4)], 2), 12), "4380", "a line's units count together");
    let row = record(&[("link", 4)], 1);
    let rows = estimate(&list, &[(&need(0, 12), &row), (&need(1, 12), &row)]);
    assert_eq!(rows.known.plain(), "2304", "rows share no tier");
}

#[test]
fn a_custom_size_charges_its_base_and_its_steps() {
    let ranges = vec![
        range("vcpu", Some(price("46", Period::Month))),
        range("memory", Some(price("17", Period::Month))),
    ];
    let list = edition(vec![item("custom", Grammar::Custom(ranges), Some(price("10", Period::Month)))]);
    let mut record = record(&[("custom", 1)], 3);
    record.parts[0].steps = vec![2, 4];
    assert_eq!(known(&list, &record, 1), "510");
    let estimate = estimate(&list, &[(&need(0, 1), &record)]);
    let sums: Vec<String> = estimate.rows[0].fees.lines.iter().map(|l| l.sum.unwrap().plain()).collect();
    assert_eq!(sums, ["30", "276", "204"]);
}

#[test]
fn a_custom_size_without_a_price_of_its_own_is_sold_by_its_steps() {
    let priced = || Some(price("46", Period::Month));
    for (vcpu, memory, sums, complete) in
        [(priced(), priced(), 2, true), (priced(), None, 2, false), (None, None, 3, false)]
    {
        let ranges = vec![range("vcpu", vcpu), range("memory", memory)];
        let list = edition(vec![item("custom", Grammar::Custom(ranges), None)]);
        let mut record = record(&[("custom", 1)], 1);
        record.parts[0].steps = vec![2, 4];
        let estimate = estimate(&list, &[(&need(0, 1), &record)]);
        assert_eq!((estimate.rows[0].fees.lines.len(), estimate.is_complete()), (sums, complete));
        let fitted = crate::fitting::price::cost(&list, &record.parts, 1, 1);
        assert_eq!(fitted.total, estimate.total(), "fitting and fees agree");
    }
}

#[test]
fn yuan_and_wan_month_and_year_add_up() {
    let wan = Price {
        amount: Money::parse("1.2", 10_000).unwrap(),
        currency: Currency::WanYuan,
        terms: vec![],
        ..price("0", Period::Year)
    };
    let list = edition(vec![
        item("wan", Grammar::Package(BTreeMap::new()), Some(wan.clone())),
        item("month", Grammar::Package(BTreeMap::new()), Some(price("100", Period::Month))),
        item("once", Grammar::Package(BTreeMap::new()), Some(price("7", Period::Once))),
    ]);
    assert_eq!(known(&list, &record(&[("wan", 1), ("month", 1), ("once", 1)], 1), 6), "6607");
    assert_eq!(show::price(&wan).zh, "1.20 万元/年");
}

#[test]
fn an_unknown_price_keeps_the_total_open() {
    let mut list = commercial();
    list.items[1].price = None;
    let estimate = estimate(
        &list,
        &[(&need(0, 12), &record(&[("vcpu", 2), ("memory", 4)], 1)), (&need(3, 12), &record(&[], 0))],
    );
    assert_eq!(estimate.total(), None);
    assert_eq!(estimate.known.plain(), "883");
    let open: Vec<_> = estimate.open.iter().map(|o| (o.row, o.line, o.why)).collect();
    assert_eq!(open, [(0, Some(1), Why::PriceUnknown), (3, None, Why::NothingFits)]);
    assert_eq!(estimate.rows[0].fees.lines[1].sum, None);
}

#[test]
fn illustrative_prices_mark_line_and_total() {
    let mut list = commercial();
    list.items[0].price.as_mut().unwrap().standing = Standing::Official;
    let both = estimate(&list, &[(&need(0, 1), &record(&[("vcpu", 1), ("memory", 1)], 1))]);
    assert_eq!((both.known.plain(), both.illustrative.plain()), ("63".into(), "17".into()));
    let official = estimate(&list, &[(&need(0, 1), &record(&[("vcpu", 1)], 1))]);
    assert!(both.is_illustrative() && !official.is_illustrative());
}

#[test]
fn beyond_all_sums_is_open_and_not_wrong() {
    let mut list = commercial();
    list.items[2].price.as_mut().unwrap().amount = Money::micros(i128::MAX / 2);
    let estimate = estimate(&list, &[(&need(0, 12), &record(&[("2c8g", i64::MAX)], i64::MAX))]);
    assert_eq!(estimate.open.iter().map(|o| o.why).collect::<Vec<_>>(), [Why::TooLarge]);
}

fn day(text: &str) -> Date {
    crate::basics::date::parse(text).unwrap()
}

fn due(start: &str, months: u32, settlement: &Settlement) -> Vec<(String, String, i32, String)> {
    let list = commercial();
    let estimate = estimate(&list, &[(&need(0, months), &record(&[("vcpu", 1)], 1))]);
    let calendar = calendar::calendar(day(start), &estimate, settlement);
    let window = |w: &Window| (w.to.to_string(), w.submitted_by.to_string(), w.paid_in, w.used.plain());
    calendar.windows.iter().map(window).collect()
}

#[test]
fn used_audited_submitted_paid() {
    // 46 × 12 × 0.8 = 441.6, rounded to 442; 6 of 12 months are complete by 30 September.
    let expected = [("2027-09-30", "2027-09-30", 2028, "221"), ("2028-03-31", "2028-09-30", 2029, "221")];
    let got = due("2027-04-01", 12, &Settlement::default());
    assert_eq!(got, expected.map(|(a, b, c, d)| (a.into(), b.into(), c, d.into())));
}

#[test]
fn a_month_counts_where_its_last_day_falls() {
    // 15 September – 14 October is complete in the next window only.
    let first = due("2027-09-15", 1, &Settlement::default());
    assert_eq!(first[0].1, "2028-09-30");
    let exact = due("2027-09-01", 1, &Settlement::default());
    assert_eq!(exact[0].1, "2027-09-30");
}

#[test]
fn calendar_years_are_audited_the_september_after() {
    let settlement = Settlement { closes: (12, 31), ..Settlement::default() };
    let got = due("2027-07-01", 12, &settlement);
    let dates: Vec<_> = got.iter().map(|w| (w.0.as_str(), w.1.as_str(), w.2)).collect();
    assert_eq!(dates, [("2027-12-31", "2028-09-30", 2029), ("2028-06-30", "2029-09-30", 2030)]);
}

#[test]
fn the_end_of_a_short_month_is_no_gap() {
    let months: Vec<_> = due(
        "2027-10-31",
        5,
        &Settlement { closes: (2, 31), submitted: (2, 31), years_to_payment: 1, parts: None },
    );
    assert_eq!(months.iter().map(|w| w.0.as_str()).collect::<Vec<_>>(), ["2028-02-28", "2028-03-30"]);
}

#[test]
fn what_is_paid_once_falls_into_the_first_window_and_open_use_marks_its_windows() {
    let fee = Price { terms: vec![], ..price("7", Period::Once) };
    let list = edition(vec![
        item("once", Grammar::Package(BTreeMap::new()), Some(fee)),
        item("unknown", Grammar::Package(BTreeMap::new()), None),
    ]);
    let estimate = estimate(
        &list,
        &[(&need(0, 24), &record(&[("once", 1)], 1)), (&need(1, 3), &record(&[("unknown", 1)], 1))],
    );
    let calendar = calendar::calendar(day("2027-04-01"), &estimate, &Settlement::default());
    let got: Vec<_> = calendar.windows.iter().map(|w| (w.used.plain(), w.open)).collect();
    assert_eq!(got, [("7".into(), true), ("0".into(), false), ("0".into(), false)]);
}

fn random_item(random: &mut Dice, code: &str) -> Item {
    let periods = [Period::Hour, Period::Day, Period::Month, Period::Year, Period::Once];
    let roundings = [Rounding::Fen, Rounding::Yuan, Rounding::None];
    let mut price = price("1", periods[random.below(5) as usize]);
    price.amount = Money::micros(i128::from(random.below(5_000_000_000)));
    price.rounding = roundings[random.below(3) as usize];
    item(code, Grammar::Package(BTreeMap::new()), (random.below(8) > 0).then_some(price))
}

#[test]
fn parts_add_up_to_the_total_to_the_fen() {
    let mut random = Dice::new(20_210_425);
    for case in 0..2_000 {
        let list = edition((0..4).map(|at| random_item(&mut random, &format!("i{at}"))).collect());
        let rows = 1 + random.below(6) as usize;
        let needs: Vec<Need> = (0..rows).map(|row| need(row, 1 + random.below(60) as u32)).collect();
        let records: Vec<Record> = (0..rows)
            .map(|_| {
                record(
                    &[("i0", 1 + random.below(9) as i64), ("i1", 1), ("i2", 2)],
                    1 + random.below(9) as i64,
                )
            })
            .collect();
        let pairs: Vec<_> = needs.iter().zip(&records).collect();
        let estimate = estimate(&list, &pairs);
        let start = day("2026-11-23") + chrono::Days::new(random.below(800));
        let calendar = calendar::calendar(start, &estimate, &Settlement::default());
        let sum = |parts: &mut dyn Iterator<Item = Money>| parts.fold(Money::ZERO, |a, b| a.plus(b).unwrap());
        assert_eq!(sum(&mut calendar.windows.iter().map(|w| w.used)), estimate.known, "case {case}: windows");
        assert_eq!(calendar.known, estimate.known);

        let borrowed: Vec<&Need> = needs.iter().collect();
        let budget = budget::budget(&list, &borrowed, &estimate, Some(&calendar));
        for (at, window) in calendar.windows.iter().enumerate() {
            let column = sum(&mut budget.rows.iter().filter_map(|r| r.by_year.get(at).copied()));
            assert_eq!(column, window.used, "case {case}: column {at}");
        }
        for row in
            budget.rows.iter().filter(|r| r.sum.is_some_and(|s| s == s.round_to(Money::micros(10_000))))
        {
            assert_eq!(Some(sum(&mut row.by_year.iter().copied())), row.sum, "case {case}: row");
        }
    }
}

#[test]
fn the_budget_table_says_what_is_unknown_and_carries_no_formula() {
    let mut list = commercial();
    list.items[1].price = None;
    let mut first = need(0, 12);
    first.name = "=HYPERLINK(\"x\")".into();
    let record = record(&[("vcpu", 2), ("memory", 4)], 1);
    let estimate = estimate(&list, &[(&first, &record)]);
    let calendar = calendar::calendar(day("2027-04-01"), &estimate, &Settlement::default());
    let budget = budget::budget(&list, &[&first], &estimate, Some(&calendar));
    let tsv = budget.tsv(Lang::Zh);
    let lines: Vec<Vec<&str>> = tsv.lines().map(|l| l.split('\t').collect()).collect();
    assert!(lines.iter().all(|l| l.len() == 13), "{tsv}");
    assert_eq!(lines[0][10..], ["2028年支付（元）", "2029年支付（元）", "备注"]);
    assert_eq!(lines[1][0], "'=HYPERLINK(\"x\")");
    assert_eq!(lines[1][4..], ["2", "项", "46.00 元/月", "12", "883", "示例价", "441.5", "441.5", ""]);
    assert_eq!(lines[2][6..12], ["未知", "12", "未知", "目录未载价格", "未知", "未知"]);
    assert_eq!(lines[3][0], "已知部分合计");
    assert_eq!(lines[3][12], "有未知价格，总额未定");
}

#[test]
fn pasted_cells_are_text() {
    for (typed, pasted) in [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("\t=1", "' =1"),
        ("\rx", "' x"),
        ("\nx", "' x"),
        ("  =1", "'  =1"),
        ("\"a", "'\"a"),
        ("a\tb\nc", "a b c"),
        ("8核", "8核"),
        ("", ""),
    ] {
        assert_eq!(budget::spreadsheet_cell(typed), pasted);
    }
}
