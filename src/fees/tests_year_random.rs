//! Money through the year: properties over random histories, against an oracle that walks day by day and shares no
//! arithmetic with what it checks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::tests_year::{RULES, day, holder, rule, taken, year};
use crate::basics::{Date, Dice, Money};
use crate::catalog::{Edition, Period, Proration, WholeMonth};
use crate::dossier::{Event, Holder, PriceStanding, Service, Taken};
use crate::fees::audit::{Audit, Sums, audit};
use crate::fees::calendar::Settlement;
use crate::fees::next_budget::{DepartmentBudget, next_budget};
use crate::fees::proration::Rule;
use crate::fees::services::{history, lines};
use chrono::{Datelike as _, Days};
use std::collections::BTreeMap;

fn later(day: Date, days: u64) -> Date {
    day + Days::new(days)
}

fn random_taken(random: &mut Dice, name: u64) -> Taken {
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
fn random_set(random: &mut Dice, before: &[Taken]) -> Vec<Taken> {
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
fn random_events(random: &mut Dice) -> Vec<Event> {
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

fn random_services(random: &mut Dice) -> Vec<Service> {
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
    let mut random = Dice::new(20_210_425);
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
    let mut random = Dice::new(9);
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
    let mut random = Dice::new(16);
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
    let mut random = Dice::new(31);
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
    let mut random = Dice::new(77);
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
    let mut random = Dice::new(13);
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
fn any_events(random: &mut Dice) -> Vec<Event> {
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
    let mut random = Dice::new(1);
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
