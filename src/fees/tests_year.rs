//! Money through the year: worked examples, and properties over random histories against an oracle that walks
//! day by day and shares no arithmetic with what it checks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use crate::basics::{Date, Money, date};
use crate::catalog::{Edition, Period, Proration, WholeMonth};
use crate::dossier::{Event, Holder, PriceStanding, Service, Taken};
use crate::fees::audit::{Audit, Ceiling, Sums, audit};
use crate::fees::calendar::Settlement;
use crate::fees::estimate::Why;
use crate::fees::next_budget::{DepartmentBudget, next_budget};
use crate::fees::proration::{Rule, SaidBy};
use crate::fees::services::{history, lines};
use crate::fees::year::SettlementYear;
use chrono::{Datelike as _, Days};
use std::collections::BTreeMap;
use std::sync::Arc;

const RULES: [Proration; 3] =
    [Proration::Day, Proration::Month(WholeMonth::Started), Proration::Month(WholeMonth::Complete)];

fn rule(proration: Proration) -> Rule {
    Rule { proration, said_by: SaidBy::Catalog }
}

fn day(text: &str) -> Date {
    date::parse(text).unwrap()
}

fn year(of: i32) -> SettlementYear {
    SettlementYear::of(&Settlement::default(), of).unwrap()
}

fn holder(department: &str, case: &str) -> Arc<Holder> {
    Arc::new(Holder { department: department.into(), case: case.into(), system: format!("系统{case}") })
}

fn taken(name: &str, count: i64, yuan: &str, period: Period) -> Taken {
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

/// A small generator, so that the cases are the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

fn later(day: Date, days: u64) -> Date {
    day + Days::new(days)
}

fn random_taken(random: &mut Random, name: u64) -> Taken {
    let period = random.one(&[Period::Month, Period::Month, Period::Year, Period::Day]);
    let cents = random.below(500_000);
    let mut taken = taken(&format!("n{name}"), 1 + random.below(40) as i64, "0", period);
    taken.price = (random.below(12) > 0)
        .then(|| Money::micros(i128::from(cents) * 10_000 + i128::from(random.below(3))));
    taken.standing =
        random.one(&[PriceStanding::Contract, PriceStanding::Contract, PriceStanding::Illustrative]);
    taken
}

/// Services to run from a day on: some of the names, some with what ran before.
fn random_set(random: &mut Random, before: &[Taken]) -> Vec<Taken> {
    let mut set: Vec<Taken> = Vec::new();
    for name in 0..4 {
        match (random.below(3), before.iter().find(|t| t.name == format!("n{name}"))) {
            (0, _) => {}
            (1, Some(as_it_was)) => set.push(as_it_was.clone()),
            _ => set.push(random_taken(random, name)),
        }
    }
    if random.below(4) == 0 || set.is_empty() {
        set.push(random_taken(random, 9));
    }
    let fee = before.iter().find(|t| t.period == Period::Once).cloned();
    set.extend(fee.or_else(|| (random.below(5) == 0).then(|| taken("fee", 2, "33.33", Period::Once))));
    set
}

/// A history that does not contradict itself.
fn random_events(random: &mut Random) -> Vec<Event> {
    let mut on = later(day("2023-08-20"), random.below(900));
    let mut set = random_set(random, &[]);
    let mut events = vec![Event::Activated { from: on, services: set.clone() }];
    for _ in 0..random.below(5) {
        on = later(on, 1 + random.below(200));
        set = random_set(random, &set);
        events.push(Event::Changed { from: on, services: set.clone() });
    }
    if random.below(3) > 0 {
        events.push(Event::Ended { last: later(on, random.below(300)) });
    }
    events
}

fn random_services(random: &mut Random) -> Vec<Service> {
    let cases = 1 + random.below(4);
    (0..cases)
        .flat_map(|case| {
            let holder = holder(["甲厅", "乙局"][random.below(2) as usize], &format!("C{case}"));
            history(&holder, &random_events(random)).unwrap()
        })
        .collect()
}

/// The first settlement year of any history, and one after every change of all.
const YEARS: std::ops::Range<i32> = 2023..2032;

fn audits(services: &[Service], proration: Proration) -> Vec<Audit<'_>> {
    YEARS.map(|it| audit(services, rule(proration), &year(it), year(it).closes, None)).collect()
}

/// An exact fraction that knows nothing of the product's common denominators.
#[derive(Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn plus(self, other: Self) -> Self {
        let gcd = |mut a: i128, mut b: i128| {
            while b != 0 {
                (a, b) = (b, a % b);
            }
            a.max(1)
        };
        let (top, bottom) = (self.0 * other.1 + other.0 * self.1, self.1 * other.1);
        let by = gcd(top, bottom);
        Self(top / by, bottom / by)
    }

    /// Whole cents, halves up, of a fraction of millionths.
    fn cents(self) -> i128 {
        let per_cent = self.1 * 10_000;
        (self.0 * 2 + per_cent) / (per_cent * 2)
    }
}

fn month_length(day: Date) -> i128 {
    (28..=31).rev().find(|d| day.with_day(*d).is_some()).unwrap().into()
}

/// The day a number of months later, by stepping; a day that the month lacks is its last.
fn months_later(start: Date, months: u32) -> Date {
    let (mut y, mut m) = (start.year(), start.month());
    for _ in 0..months {
        (y, m) = if m == 12 { (y + 1, 1) } else { (y, m + 1) };
    }
    (1..=start.day()).rev().find_map(|d| Date::from_ymd_opt(y, m, d)).unwrap()
}

/// The naive way: services of one line by scanning, days by walking, each bucketed into the settlement it is
/// settled in. Gives cents a settlement year.
fn oracle(line: &[&Service], proration: Proration) -> BTreeMap<i32, i128> {
    let horizon = year(YEARS.end - 1).closes;
    let (first, end) = (line[0].from, line[line.len() - 1].to);
    let last = end.unwrap_or(horizon);
    let running = |on: Date| line.iter().find(|s| s.from <= on && s.to.is_none_or(|to| on <= to)).unwrap();
    let cost = |s: &Service| s.taken.price.unwrap_or_default().as_micros() * i128::from(s.taken.count);
    let mut entries: Vec<(Date, Fraction)> = Vec::new();
    match (line[0].taken.period, proration) {
        (Period::Once, _) => entries.push((first, Fraction(cost(line[0]), 1))),
        (Period::Month | Period::Year, Proration::Month(whole)) => {
            for number in 0.. {
                let begins = months_later(first, number);
                let ends = months_later(first, number + 1).pred_opt().unwrap();
                if begins > last {
                    break;
                }
                let by = match whole {
                    WholeMonth::Started => begins,
                    WholeMonth::Complete => ends,
                };
                let counts = by <= last && (ends <= last || end.is_some());
                if counts {
                    let s = running(by);
                    let per = if s.taken.period == Period::Year { 12 } else { 1 };
                    entries.push((ends.min(last), Fraction(cost(s), per)));
                }
            }
        }
        _ => {
            let mut on = first;
            while on <= last {
                let s = running(on);
                let per = match s.taken.period {
                    Period::Month => month_length(on),
                    Period::Year => month_length(on) * 12,
                    _ => 1,
                };
                entries.push((on, Fraction(cost(s), per)));
                on = on.succ_opt().unwrap();
            }
        }
    }
    let (mut so_far, mut before) = (Fraction(0, 1), 0);
    let mut cents = BTreeMap::new();
    for it in YEARS {
        let window = year(it);
        for (_, sum) in entries.iter().filter(|(on, _)| window.from <= *on && *on <= window.closes) {
            so_far = so_far.plus(*sum);
        }
        cents.insert(it, so_far.cents() - before);
        before = so_far.cents();
    }
    cents
}

/// Joins services into lines by scanning for one that begins the day after another ends.
fn oracle_lines(services: &[Service], proration: Proration) -> Vec<Vec<&Service>> {
    let by_months =
        |s: &Service| proration != Proration::Day && matches!(s.taken.period, Period::Month | Period::Year);
    let follows = |a: &Service, b: &Service| {
        a.holder.case == b.holder.case
            && a.taken.name == b.taken.name
            && a.taken.period != Period::Once
            && by_months(a) == by_months(b)
            && a.to.and_then(|to| to.succ_opt()) == Some(b.from)
    };
    let begins = services.iter().filter(|s| !services.iter().any(|before| follows(before, s)));
    begins
        .map(|first| {
            let mut line = vec![first];
            while let Some(next) = services.iter().find(|s| follows(line[line.len() - 1], s)) {
                line.push(next);
            }
            line
        })
        .collect()
}

#[test]
fn figures_agree_with_an_oracle_that_walks_day_by_day() {
    let mut random = Random(20_210_425);
    for case in 0..400 {
        let services = random_services(&mut random);
        for proration in RULES {
            let expected: Vec<(&Service, BTreeMap<i32, i128>)> = oracle_lines(&services, proration)
                .into_iter()
                .map(|line| (line[0], oracle(&line, proration)))
                .collect();
            for table in audits(&services, proration) {
                assert!(table.problems.is_empty() && table.left_out.is_empty());
                let cents: i128 = expected.iter().map(|(_, by_year)| by_year[&table.year.year]).sum();
                let at = format!("case {case}, {proration:?}, {}", table.year.year);
                assert_eq!(table.total.known.as_micros(), cents * 10_000, "{at}");
                for (holder, sums) in table.by_system() {
                    let own = expected.iter().filter(|(first, _)| first.holder.as_ref() == holder);
                    let cents: i128 = own.map(|(_, by_year)| by_year[&table.year.year]).sum();
                    assert_eq!(sums.known.as_micros(), cents * 10_000, "{at}, {holder:?}");
                }
            }
        }
    }
}

fn total<'k, K: 'k>(sums: impl IntoIterator<Item = (K, Sums)>) -> Sums {
    let plus = |a: Money, b: Money| a.plus(b).unwrap();
    sums.into_iter().fold(Sums::default(), |a, (_, b)| Sums {
        rows: a.rows + b.rows,
        known: plus(a.known, b.known),
        illustrative: plus(a.illustrative, b.illustrative),
        open: a.open + b.open,
    })
}

#[test]
fn systems_departments_and_services_add_up_to_the_total() {
    let mut random = Random(9);
    for _ in 0..300 {
        let services = random_services(&mut random);
        for proration in RULES {
            for table in audits(&services, proration) {
                assert_eq!(total(table.by_system()), table.total);
                assert_eq!(total(table.by_department()), table.total);
                assert_eq!(total(table.by_service()), table.total);
                let rows = table.rows.iter().filter_map(|row| row.sum);
                assert_eq!(rows.fold(Money::ZERO, |a, b| a.plus(b).unwrap()), table.total.known);
                assert!(table.rows.iter().all(|row| row.sum.is_none_or(|sum| sum >= Money::ZERO)));
                assert_eq!(table.rows.iter().filter(|row| row.sum.is_none()).count(), table.total.open);
                // A department's figures are its own: without the others they are the same.
                for (department, sums) in table.by_department() {
                    let own = |s: &&Service| s.holder.department == department;
                    let own: Vec<Service> = services.iter().filter(own).cloned().collect();
                    let alone = audit(&own, table.rule, &table.year, table.through, None);
                    assert_eq!(alone.total, sums);
                }
            }
        }
    }
}

#[test]
fn each_used_day_is_audited_once_and_no_other() {
    let mut random = Random(16);
    for case in 0..400 {
        let services = random_services(&mut random);
        for proration in RULES {
            let mut days: BTreeMap<usize, Vec<(Date, Date)>> = BTreeMap::new();
            for table in audits(&services, proration) {
                for row in &table.rows {
                    assert!(
                        row.to <= table.year.closes,
                        "case {case}: what is used later is not audited yet"
                    );
                    days.entry(row.at).or_default().push((row.from, row.to));
                }
            }
            for (at, service) in services.iter().enumerate() {
                let parts = &days[&at];
                let once = service.taken.period == Period::Once;
                assert_eq!(parts[0].0, service.from, "case {case}, {proration:?}: {service:?}");
                let gapless = parts.windows(2).all(|pair| pair[0].1.succ_opt() == Some(pair[1].0));
                assert!(gapless, "case {case}, {proration:?}: {parts:?}");
                let last = parts[parts.len() - 1].1;
                match service.to {
                    _ if once => assert_eq!((parts.len(), last), (1, service.from)),
                    Some(to) => assert_eq!(last, to, "case {case}, {proration:?}: {service:?}"),
                    // At most the month of service that has not ended when the last window closes.
                    None => assert!(later(last, 31) > year(YEARS.end - 1).closes),
                }
            }
        }
    }
}

#[test]
fn a_service_cut_in_two_costs_what_it_cost_whole() {
    let mut random = Random(31);
    let mut cuts = 0;
    for case in 0..600 {
        let whole = random_services(&mut random);
        let at = random.below(whole.len() as u64) as usize;
        let service = &whole[at];
        let last = service.to.unwrap_or(day("2031-01-01"));
        let days = crate::basics::date::days_after(service.from, last);
        if service.taken.period == Period::Once || days < 1 {
            continue;
        }
        cuts += 1;
        let first_end = later(service.from, random.below(days as u64));
        let mut cut = whole.clone();
        let second = Service { from: first_end.succ_opt().unwrap(), ..service.clone() };
        cut[at].to = Some(first_end);
        cut.insert(random.below(cut.len() as u64 + 1) as usize, second);
        for proration in RULES {
            for (before, after) in audits(&whole, proration).iter().zip(audits(&cut, proration)) {
                let sums = |table: &Audit<'_>| -> Vec<(Holder, Money, Money)> {
                    let of =
                        |(holder, sums): (&Holder, Sums)| (holder.clone(), sums.known, sums.illustrative);
                    table.by_system().into_iter().map(of).collect()
                };
                assert_eq!(sums(before), sums(&after), "case {case}, {proration:?}");
                assert_eq!(before.total.known, after.total.known);
            }
        }
    }
    assert!(cuts > 400, "{cuts}");
}

#[test]
fn due_and_forecast_become_the_audit_where_nothing_changes() {
    let mut random = Random(77);
    for case in 0..300 {
        let services = random_services(&mut random);
        for proration in RULES {
            let it = 2024 + random.below(4) as i32;
            let as_of = later(year(it).from, random.below(366));
            let settlement = Settlement::default();
            let of = |as_of| next_budget(&services, rule(proration), &settlement, &year(it), as_of).unwrap();
            let (early, closed) = (of(as_of), of(year(it).closes));
            let whole = audit(&services, rule(proration), &year(it), year(it).closes, None);
            let next = audit(&services, rule(proration), &year(it + 1), year(it + 1).closes, None);
            let known = |sums: Sums| sums.known;
            let both = known(early.total.due).plus(known(early.total.rest)).unwrap();
            assert_eq!(both, whole.total.known, "case {case}, {proration:?}, {as_of}");
            assert_eq!((closed.total.due, closed.total.rest), (whole.total, Sums::default()));
            assert_eq!((closed.total.next, early.total.next), (next.total, next.total));
            let by_department: BTreeMap<&str, Sums> =
                closed.rows.iter().filter(|(_, b)| b.due.rows > 0).map(|(name, b)| (*name, b.due)).collect();
            assert_eq!(by_department, whole.by_department());
            let columns: [fn(&DepartmentBudget) -> Sums; 3] = [|b| b.due, |b| b.rest, |b| b.next];
            for column in columns {
                let rows = early.rows.iter().map(|(name, budget)| (*name, column(budget)));
                assert_eq!(total(rows), column(&early.total));
            }
            assert_eq!(early.rows.iter().map(|(_, b)| b.systems).sum::<usize>(), early.total.systems);
        }
    }
}

#[test]
fn a_history_loses_no_event() {
    let mut random = Random(13);
    for case in 0..1_000 {
        let events = random_events(&mut random);
        let ran = history(&holder("某厅", "C1"), &events).unwrap();
        // On each day what runs is what the last event before it said.
        let mut on = day("2023-08-01");
        while on < day("2028-06-01") {
            let mut expected: Vec<&Taken> = Vec::new();
            for event in &events {
                match event {
                    Event::Activated { from, services } | Event::Changed { from, services }
                        if *from <= on =>
                    {
                        expected = services.iter().collect();
                    }
                    Event::Ended { last } if *last < on => expected.clear(),
                    _ => {}
                }
            }
            let here = |s: &&Service| s.from <= on && s.to.is_none_or(|to| on <= to);
            let mut running: Vec<&Taken> = ran.iter().filter(here).map(|s| &s.taken).collect();
            expected.sort();
            running.sort();
            assert_eq!(running, expected, "case {case}, {on}");
            on = later(on, 1 + random.below(9));
        }
    }
}

/// Events in any order, with whatever in them.
fn any_events(random: &mut Random) -> Vec<Event> {
    let mut any = Vec::new();
    for _ in 0..random.below(6) {
        let on = later(day("2024-01-01"), random.below(60));
        let mut services = Vec::new();
        for _ in 0..random.below(4) {
            let name = random.below(3);
            services.push(random_taken(random, name));
        }
        any.push(match random.below(3) {
            0 => Event::Activated { from: on, services },
            1 => Event::Changed { from: on, services },
            _ => Event::Ended { last: on },
        });
    }
    any
}

#[test]
fn a_contradiction_is_always_named_and_never_settled() {
    let mut random = Random(1);
    let (mut sound, mut refused) = (0, 0);
    for case in 0..20_000 {
        let events = any_events(&mut random);
        match history(&holder("某厅", "C1"), &events) {
            Ok(services) => {
                sound += usize::from(!events.is_empty());
                let (_, problems) = lines(&services, Rule::of(Some(&Edition::empty("none")), None));
                assert_eq!(problems, [], "case {case}: {events:?}");
                // Days rise, it begins with an activation, and nothing follows an end.
                let from = |event: &Event| match event {
                    Event::Activated { from, .. } | Event::Changed { from, .. } => *from,
                    Event::Ended { last } => *last,
                };
                let ends = |event: &Event| matches!(event, Event::Ended { .. });
                for (at, pair) in events.windows(2).enumerate() {
                    let later = if ends(&pair[1]) {
                        from(&pair[0]) <= from(&pair[1])
                    } else {
                        from(&pair[0]) < from(&pair[1])
                    };
                    assert!(later && !ends(&pair[0]), "case {case}, event {at}: {events:?}");
                }
                assert!(events.first().is_none_or(|e| matches!(e, Event::Activated { .. })));
                assert!(events.iter().skip(1).all(|e| !matches!(e, Event::Activated { .. })));
            }
            Err(problems) => {
                refused += 1;
                assert!(!problems.is_empty());
                for problem in problems {
                    let at: usize = problem.path.steps().nth(1).unwrap().parse().unwrap();
                    assert!(problem.bars && at < events.len() && !problem.message.en.is_empty());
                }
            }
        }
    }
    assert!(sound > 100 && refused > 10_000, "{sound} {refused}");
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
