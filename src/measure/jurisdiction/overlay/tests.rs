#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::super::{heilongjiang, ids};
use super::*;
use crate::basics::date::parse;

fn day(text: &str) -> Date {
    parse(text).unwrap()
}

fn setting(id: &str, value: i64, dates: Dates) -> Setting {
    Setting { id: id.to_owned(), value, source: Source::Own(Words::same("rule")), dates }
}

fn overlay(parameters: Vec<Setting>) -> Overlay {
    Overlay {
        id: "city".to_owned(),
        name: Words::same("City"),
        model: true,
        in_force: (day("2022-01-01"), None),
        organs: [None, None, None, None],
        parameters,
        papers: Vec::new(),
        terms: Vec::new(),
        profiles: None,
        services: None,
        lists: Vec::new(),
        workdays: Workdays::default(),
    }
}

#[test]
fn without_anything_of_its_own_it_is_the_base_under_another_name() {
    let base = heilongjiang();
    let place = overlay(Vec::new()).over(&base).unwrap();
    assert_eq!((place.base.as_deref(), place.in_force.0), (Some("heilongjiang"), day("2022-01-01")));
    assert_eq!(
        (&place.parameters, &place.papers, &place.terms),
        (&base.parameters, &base.papers, &base.terms)
    );
    assert_ne!(place.hash, base.hash);
    assert_eq!(place.clone().sealed(), place);
}

#[test]
fn on_days_without_a_number_of_its_own_that_of_the_base_is_in_force() {
    let middle = setting(ids::TEST_DAYS, 30, (day("2023-01-01"), Some(day("2023-12-31"))));
    let last = setting(ids::TEST_DAYS, 45, (day("2025-06-01"), None));
    let place = overlay(vec![middle, last]).over(&heilongjiang()).unwrap();
    for (on, days) in [
        ("2022-12-31", 15),
        ("2023-01-01", 30),
        ("2023-12-31", 30),
        ("2024-01-01", 15),
        ("2025-05-31", 15),
        ("2025-06-01", 45),
    ] {
        assert_eq!(place.number(ids::TEST_DAYS, day(on)), Some(days), "{on}");
        let in_force = place.parameters.iter().filter(|p| p.id == ids::TEST_DAYS && within(p.dates, day(on)));
        assert_eq!(in_force.count(), 1, "{on}");
    }
    // They stand together, in the order of time.
    let days: Vec<_> = place.parameters.iter().map(|p| (p.id.as_str(), p.value)).take(4).collect();
    assert_eq!(days, [15, 30, 15, 45].map(|days| (ids::TEST_DAYS, days)));
}

#[test]
fn a_number_that_has_only_a_name_gets_its_value_and_unit() {
    let from = day("2022-01-01");
    let place = overlay(vec![setting(ids::ALLOCATION_WORKING_DAYS, 5, (from, None))]);
    let place = place.over(&heilongjiang()).unwrap();
    let parameter = place.parameter(ids::ALLOCATION_WORKING_DAYS, from).unwrap();
    assert_eq!((parameter.value, parameter.unit.zh.as_str()), (5, "个工作日"));
    let unset: Vec<&str> = place.unset.iter().map(|unset| unset.id.as_str()).collect();
    assert_eq!(unset, [ids::NEAR_SHORTFALL_PERCENT]);
    assert_eq!(place.allocation_due(day("2026-11-23")), Some(day("2026-11-30")));
    assert_eq!(heilongjiang().allocation_due(day("2026-11-23")), None);
}

#[test]
fn lists_and_terms_take_the_place_of_those_of_the_base_and_days_are_added() {
    let base = heilongjiang();
    let source = Source::Own(Words::same("rule"));
    let term = FilledTerm { says: Words::same("says"), ..base.terms[1].clone() };
    let zones = CodeList { entries: base.lists[0].entries[..2].to_vec(), ..base.lists[0].clone() };
    let divisions =
        CodeList { id: ids::DIVISIONS.into(), name: Words::same("d"), entries: Vec::new(), source };
    let mut city = overlay(Vec::new());
    (city.terms, city.lists) = (vec![term.clone()], vec![zones.clone(), divisions.clone()]);
    city.workdays.holidays.insert(day("2026-10-01"));
    let place = city.over(&base).unwrap();
    let own = place.term(term.term.citation.article, term.term.citation.quote);
    assert_eq!((own, place.terms.len()), (Some(&term), base.terms.len()));
    assert_eq!(place.lists, [zones, divisions]);
    assert!(!place.workdays.is_worked(day("2026-10-01")) && base.workdays.is_worked(day("2026-10-01")));
}

#[test]
fn periods_are_cut_to_the_day() {
    let period = |from: &str, to: &str| (day(from), parse(to));
    let whole = period("2022-01-01", "");
    let cut = |taken| without(whole, taken);
    assert_eq!(cut(period("2021-01-01", "2021-12-31")), [whole]);
    assert_eq!(cut(period("2021-01-01", "2022-01-01")), [period("2022-01-02", "")]);
    assert_eq!(cut(period("2022-01-01", "")), []);
    assert_eq!(cut(period("2022-01-02", "")), [period("2022-01-01", "2022-01-01")]);
    assert_eq!(
        cut(period("2022-02-01", "2022-02-28")),
        [period("2022-01-01", "2022-01-31"), period("2022-03-01", "")]
    );
    assert_eq!(
        without(period("2022-01-01", "2022-12-31"), period("2022-12-31", "")),
        [period("2022-01-01", "2022-12-30")]
    );
}

#[test]
fn a_stricter_base_binds_only_on_its_own_days() {
    let base = overlay(vec![setting(ids::TEST_DAYS, 30, (day("2024-01-01"), None))]);
    let base = base.over(&heilongjiang()).unwrap();
    let before = (day("2022-01-01"), Some(day("2023-12-31")));
    let own = |dates| overlay(vec![setting(ids::TEST_DAYS, 20, dates)]).over(&base);
    assert_eq!(own(before).unwrap().number(ids::TEST_DAYS, day("2023-06-01")), Some(20));
    let refused = own((day("2022-01-01"), None)).unwrap_err();
    assert_eq!(refused.iter().map(|p| p.code).collect::<Vec<_>>(), ["jurisdiction-looser"]);
    assert!(refused[0].remedy.zh.contains("不小于 30"), "{}", refused[0].remedy.zh);
}
