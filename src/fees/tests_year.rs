//! Money through the year: worked examples.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use crate::basics::{Date, Money, date};
use crate::catalog::{Period, Proration, WholeMonth};
use crate::dossier::{Event, Holder, PriceStanding, Service, Taken};
use crate::fees::audit::{Ceiling, audit};
use crate::fees::calendar::Settlement;
use crate::fees::estimate::Why;
use crate::fees::next_budget::next_budget;
use crate::fees::proration::{Rule, SaidBy};
use crate::fees::services::{history, lines};
use crate::fees::year::SettlementYear;
use std::sync::Arc;

pub(super) const RULES: [Proration; 3] =
    [Proration::Day, Proration::Month(WholeMonth::Started), Proration::Month(WholeMonth::Complete)];

pub(super) fn rule(proration: Proration) -> Rule {
    Rule { proration, said_by: SaidBy::Catalog }
}

pub(super) fn day(text: &str) -> Date {
    date::parse(text).unwrap()
}

pub(super) fn year(of: i32) -> SettlementYear {
    SettlementYear::of(&Settlement::default(), of).unwrap()
}

pub(super) fn holder(department: &str, case: &str) -> Arc<Holder> {
    Arc::new(Holder { department: department.into(), case: case.into(), system: format!("系统{case}") })
}

pub(super) fn taken(name: &str, count: i64, yuan: &str, period: Period) -> Taken {
    Taken {
        supplier: "甲云".into(),
        item: format!("I-{name}"),
        name: name.into(),
        function: "compute/vm/general".into(),
        unit: "台".into(),
        count,
        price: Money::parse(yuan, 1).ok(),
        period,
        standing: PriceStanding::Contract,
    }
}

fn service(taken: Taken, from: &str, to: Option<&str>) -> Service {
    Service { holder: holder("某厅", "C1"), taken, from: day(from), to: to.map(day) }
}

/// What each settlement year from 2025 on comes to: counted, sum.
fn years(services: &[Service], proration: Proration) -> Vec<Vec<(String, String)>> {
    let of = |it: i32| {
        let audit = audit(services, rule(proration), &year(it), year(it).closes, None);
        let row =
            |row: &super::AuditRow<'_>| (row.counted.words().zh, row.sum.map_or("?".into(), Money::plain));
        audit.rows.iter().map(row).collect()
    };
    (2025..2028).map(of).collect()
}

#[test]
fn a_service_from_activation_to_termination() {
    // From 15 March 2026 to 10 November 2026, 310 元 a month.
    let ran = [service(taken("vm", 1, "310", Period::Month), "2026-03-15", Some("2026-11-10"))];
    let expected = |parts: [&[(&str, &str)]; 2]| {
        let row = |row: &[(&str, &str)]| row.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        vec![vec![], row(parts[0]), row(parts[1])]
    };
    // 17/31 of March, six whole months; then October and 10 days of 30.
    let by_day = expected([&[("6 个月 + 17/31 月", "2030")], &[("1 个月 + 10/30 月", "413.33")]]);
    assert_eq!(years(&ran, Proration::Day), by_day);
    // Months end on the 14th: six are complete by 30 September; the seventh ends on 14 October, the eighth has begun.
    let started = expected([&[("6 个月", "1860")], &[("2 个月", "620")]]);
    assert_eq!(years(&ran, Proration::Month(WholeMonth::Started)), started);
    let complete = expected([&[("6 个月", "1860")], &[("1 个月", "310")]]);
    assert_eq!(years(&ran, Proration::Month(WholeMonth::Complete)), complete);
}

#[test]
fn what_is_paid_by_the_year_once_or_by_the_day() {
    let ran = [
        service(taken("year", 1, "1200", Period::Year), "2026-07-01", Some("2027-06-30")),
        service(taken("day", 2, "1.5", Period::Day), "2026-09-01", Some("2026-10-10")),
        service(taken("once", 3, "99.99", Period::Once), "2026-09-30", None),
    ];
    for proration in RULES {
        let found = years(&ran, proration);
        let sums = |at: usize| found[at].iter().map(|(_, sum)| sum.as_str()).collect::<Vec<_>>();
        assert_eq!((sums(1), sums(2)), (vec!["90", "299.97", "300"], vec!["30", "900"]), "{proration:?}");
    }
    let texts: Vec<String> = years(&ran, Proration::Day)[1].iter().map(|(words, _)| words.clone()).collect();
    assert_eq!(texts, ["30 天", "一次性", "3 个月"]);
}

#[test]
fn a_change_within_a_month_of_service_is_paid_once() {
    let events = [
        Event::Activated { from: day("2026-01-10"), services: vec![taken("vm", 1, "300", Period::Month)] },
        Event::Changed { from: day("2026-03-25"), services: vec![taken("vm", 2, "300", Period::Month)] },
        Event::Ended { last: day("2026-05-09") },
    ];
    let ran = history(&holder("某厅", "C1"), &events).unwrap();
    let sums = |proration| years(&ran, proration)[1].iter().map(|(_, sum)| sum.clone()).collect::<Vec<_>>();
    // Four months of service, the third of which (10 March to 9 April) began with one and ended with two.
    assert_eq!(sums(Proration::Month(WholeMonth::Started)), ["900", "600"]);
    assert_eq!(sums(Proration::Month(WholeMonth::Complete)), ["600", "1200"]);
    // 22/31 + 1 + 24/31 months of one, 7/31 + 1 + 9/31 of two.
    assert_eq!(sums(Proration::Day), ["745.16", "909.68"]);
}

#[test]
fn cents_that_one_settlement_drops_come_with_the_next() {
    // 10 元 a year for two years from 15 March: the shares of a month are no whole 分, the years are.
    let ran = [service(taken("year", 1, "10", Period::Year), "2026-03-15", Some("2028-03-14"))];
    let sums: Vec<_> = years(&ran, Proration::Day).into_iter().flatten().map(|(_, sum)| sum).collect();
    // 6 17/31 months come to 5.4570, 12 more to 15.4570; 5 14/31 more to 20.
    assert_eq!(sums, ["5.46", "10"]);
    let last = audit(&ran, rule(Proration::Day), &year(2028), year(2028).closes, None);
    assert_eq!(last.total.known.plain(), "4.54");
}

#[test]
fn an_unknown_price_and_an_illustrative_one_are_said() {
    let mut unknown = taken("unknown", 1, "1", Period::Month);
    unknown.price = None;
    let mut example = taken("example", 1, "100", Period::Month);
    example.standing = PriceStanding::Illustrative;
    let mut huge = taken("huge", i64::MAX, "1", Period::Month);
    huge.price = Some(Money::micros(i128::MAX / 2));
    let ran = [unknown, example, huge].map(|taken| service(taken, "2026-09-01", None));
    let table = audit(&ran, Rule::of(None, None), &year(2026), year(2026).closes, None);
    let whys: Vec<_> = table.rows.iter().map(|row| (row.service.taken.name.as_str(), row.why)).collect();
    assert_eq!(
        whys,
        [("example", None), ("huge", Some(Why::TooLarge)), ("unknown", Some(Why::PriceUnknown))]
    );
    let sums = table.total;
    assert_eq!((sums.known.plain(), sums.illustrative.plain(), sums.open), ("100".into(), "100".into(), 2));
    assert!(!table.is_complete());
}

#[test]
fn what_has_not_happened_is_not_audited() {
    let ran = [service(taken("vm", 1, "310", Period::Month), "2026-07-01", Some("2026-12-31"))];
    let at = |as_of: &str| audit(&ran, rule(Proration::Day), &year(2026), day(as_of), None);
    let early = at("2026-08-10");
    assert_eq!((early.total.known.plain().as_str(), early.is_closed()), ("410", false));
    assert_eq!((at("2026-11-01").total.known.plain().as_str(), at("2026-09-30").is_closed()), ("930", true));
    assert!(at("2026-06-30").rows.is_empty() && at("2025-06-30").rows.is_empty());
    let budget =
        next_budget(&ran, rule(Proration::Day), &Settlement::default(), &year(2026), day("2026-08-10"));
    let total = budget.unwrap().total;
    let columns = [total.due, total.rest, total.next].map(|sums| sums.known.plain());
    assert_eq!(columns, ["410", "520", "930"]);
}

#[test]
fn prices_above_the_catalog_are_noted() {
    let catalog = include_str!("../../www/catalogs/demo.json");
    let (edition, _) = crate::wire::v1::catalog::read(catalog).unwrap();
    let of = |item: &str, price: &str, period, count| {
        let taken = Taken { item: item.into(), ..taken("x", count, price, period) };
        let ran = [service(taken, "2026-09-01", None)];
        audit(&ran, Rule::of(None, None), &year(2026), year(2026).closes, Some(&edition)).rows[0].ceiling
    };
    let item =
        edition.items.iter().find(|item| item.price.as_ref().is_some_and(|p| p.period == Period::Month));
    let (code, amount) = item.map(|item| (item.code.as_str(), item.price.as_ref().unwrap().amount)).unwrap();
    let cent = Money::micros(10_000);
    let more = amount.plus(cent).unwrap();
    assert_eq!(of(code, &amount.plain(), Period::Month, 3), Ceiling::Within);
    assert_eq!(of(code, &more.plain(), Period::Month, 3), Ceiling::Above);
    let a_year = amount.times(12).unwrap();
    assert_eq!(of(code, &a_year.plain(), Period::Year, 3), Ceiling::Within);
    assert_eq!(of(code, &a_year.plus(cent).unwrap().plain(), Period::Year, 3), Ceiling::Above);
    assert_eq!(of(code, "0.01", Period::Once, 1), Ceiling::NotCompared);
    assert_eq!(of("nowhere", "0.01", Period::Month, 1), Ceiling::NotCompared);
}

#[test]
fn contradictions_are_named_and_nothing_rests_on_them() {
    let vm = || taken("vm", 1, "300", Period::Month);
    let list = [
        service(vm(), "2026-01-01", None),
        service(vm(), "2026-06-01", None),
        service(taken("once", 1, "5", Period::Once), "2026-02-01", None),
        service(taken("once", 2, "5", Period::Once), "2026-02-01", None),
        service(taken("back", 1, "5", Period::Month), "2026-03-01", Some("2026-02-01")),
        service(taken("sound", 1, "100", Period::Month), "2026-09-01", None),
    ];
    let table = audit(&list, rule(Proration::Day), &year(2026), year(2026).closes, None);
    let said: Vec<_> = table.problems.iter().map(|p| (p.path.as_str(), p.code)).collect();
    assert_eq!(
        said,
        [
            ("/services/1/from", "service-overlap"),
            ("/services/3/from", "service-twice"),
            ("/services/4/to", "service-end-before-start")
        ]
    );
    assert_eq!(
        (table.left_out.as_slice(), table.total.known.plain().as_str()),
        (&[0, 1, 2, 3, 4][..], "100")
    );
    // A second service inside a first that ended later, and a third that meets the first only.
    let nested = [("2026-01-01", "2026-12-31"), ("2026-02-01", "2026-02-28"), ("2026-06-01", "2026-07-31")];
    let nested = nested.map(|(from, to)| service(vm(), from, Some(to)));
    let overlaps: Vec<_> = lines(&nested, rule(Proration::Day)).1.into_iter().map(|p| p.path).collect();
    assert_eq!(
        overlaps.iter().map(|p| p.as_str()).collect::<Vec<_>>(),
        ["/services/1/from", "/services/2/from"]
    );
    // One case under two departments is said, and summed apart.
    let mut two = [service(vm(), "2026-01-01", Some("2026-01-31")), service(vm(), "2026-02-01", None)];
    two[1].holder = holder("别的厅", "C1");
    let table = audit(&two, rule(Proration::Day), &year(2026), year(2026).closes, None);
    assert_eq!(
        table.problems.iter().map(|p| (p.code, p.bars)).collect::<Vec<_>>(),
        [("service-holder-differs", false)]
    );
    assert_eq!(table.by_department().len(), 2);
}

#[test]
fn a_history_that_contradicts_itself_is_none() {
    let vm = |count| vec![taken("vm", count, "300", Period::Month)];
    let on = |from: &str, count| Event::Activated { from: day(from), services: vm(count) };
    let change = |from: &str, count| Event::Changed { from: day(from), services: vm(count) };
    let end = |last: &str| Event::Ended { last: day(last) };
    let fee = |count| Event::Changed {
        from: day("2026-02-01"),
        services: vec![taken("fee", count, "9", Period::Once)],
    };
    let twice = Event::Activated { from: day("2026-01-01"), services: [vm(1), vm(2)].concat() };
    let nothing = Event::Changed { from: day("2026-02-01"), services: vec![] };
    let once =
        Event::Activated { from: day("2026-01-01"), services: vec![taken("fee", 1, "9", Period::Once)] };
    for (events, expected) in [
        (vec![change("2026-01-01", 1)], vec![("/events/0", "history-not-active")]),
        (vec![end("2026-01-01")], vec![("/events/0", "history-not-active")]),
        (vec![on("2026-01-01", 1), on("2026-02-01", 1)], vec![("/events/1", "history-activated-twice")]),
        (vec![on("2026-01-02", 1), end("2026-01-01")], vec![("/events/1", "history-end-before-start")]),
        (vec![on("2026-01-01", 1), change("2026-01-01", 2)], vec![("/events/1", "history-order")]),
        (vec![on("2026-01-01", 1), change("2025-12-01", 2)], vec![("/events/1", "history-order")]),
        (
            vec![on("2026-01-01", 1), end("2026-02-01"), change("2026-03-01", 2)],
            vec![("/events/2", "history-after-end")],
        ),
        (
            vec![on("2026-01-01", 1), end("2026-02-01"), end("2026-03-01")],
            vec![("/events/2", "history-after-end")],
        ),
        (
            vec![on("2026-01-01", 1), end("2026-02-01"), on("2026-03-01", 1)],
            vec![("/events/2", "history-after-end")],
        ),
        (vec![twice], vec![("/events/0/services/1", "history-line-twice")]),
        (vec![on("2026-01-01", 1), nothing], vec![("/events/1", "history-no-services")]),
        (vec![once.clone(), fee(2)], vec![("/events/1/services/0", "history-once-changed")]),
    ] {
        let found = history(&holder("某厅", "C1"), &events).unwrap_err();
        let said: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.code)).collect();
        assert_eq!(said, expected);
    }
    let ran = history(&holder("某厅", "C1"), &[once, fee(1)]).unwrap();
    assert_eq!(ran.len(), 1, "what is paid once is not bought again by a change");
    assert_eq!(history(&holder("某厅", "C1"), &[]), Ok(vec![]));
    let one_day = [on("2026-01-01", 1), end("2026-01-01")];
    assert_eq!(history(&holder("某厅", "C1"), &one_day).unwrap()[0].to, Some(day("2026-01-01")));
}

#[test]
fn steps_of_a_custom_size_are_compared_by_their_own_price() {
    let catalog = include_str!("../../www/catalogs/demo.json");
    let (edition, _) = crate::wire::v1::catalog::read(catalog).unwrap();
    let of = |item: &str, unit: &str, name: &str, price: &str| {
        let taken = taken(name, 2, price, Period::Month);
        let taken = Taken { item: item.into(), unit: unit.into(), ..taken };
        let ran = [service(taken, "2026-09-01", None)];
        audit(&ran, Rule::of(None, None), &year(2026), year(2026).closes, Some(&edition)).rows[0].ceiling
    };
    let custom = edition.items.iter().find_map(|item| match &item.grammar {
        crate::catalog::Grammar::Custom(ranges) => Some((item, ranges)),
        _ => None,
    });
    let (item, ranges) = custom.unwrap();
    for range in ranges {
        let (price, (_, dimension)) =
            (range.price.as_ref().unwrap(), edition.dimension(&range.dimension).unwrap());
        assert_eq!(price.period, Period::Month, "what the test is about");
        let unit = crate::fees::show::step(&edition, range).unwrap().zh;
        let name = format!("应用服务器 · {}（{}）", item.name.zh, dimension.name.zh);
        let more = price.amount.plus(Money::micros(10_000)).unwrap();
        assert_eq!(of(&item.code, &unit, &name, &price.amount.plain()), Ceiling::Within, "{name}");
        assert_eq!(of(&item.code, &unit, &name, &more.plain()), Ceiling::Above, "{name}");
    }
    assert_eq!(of(&item.code, "个", "别的", "0.01"), Ceiling::NotCompared);
}
