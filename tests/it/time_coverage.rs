//! Neither gap nor overlap in time. A standard case is judged on every month from 2021-04 on for ten years, and on the
//! day of each change, the day before and the day after, in every place that ships.

use crate::judge::demonstration;
use crate::whole_case::complete;
use govcloud::basics::{Date, date};
use govcloud::dossier::{Draft, Life};
use govcloud::fitting::Engine;
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::jurisdiction::ids::KNOWN;
use govcloud::measure::jurisdiction::{Dates, Jurisdiction};
use govcloud::measure::{Side, Verdict, compare};
use govcloud::wire::v1::journal;
use govcloud::wire::v1::jurisdiction::{SHIPPED, shipped};
use std::collections::BTreeSet;
use std::sync::Arc;

fn day(text: &str) -> Date {
    date::parse(text).unwrap()
}

/// First and last days of everything in a place that has a time.
fn changes(place: &Jurisdiction) -> BTreeSet<Date> {
    let periods = place.parameters.iter().map(|p| p.dates).chain(place.papers.iter().map(|p| p.dates));
    let ends = |(first, last): Dates| [Some(first), last.and_then(|last| last.succ_opt())];
    periods.chain([place.in_force]).flat_map(ends).flatten().collect()
}

/// Every month of ten years, and the days around each change.
fn days(place: &Jurisdiction) -> BTreeSet<Date> {
    let month = |n| day("2021-04-01").checked_add_months(chrono::Months::new(n)).unwrap();
    let around = |day: Date| [day.pred_opt().unwrap(), day, day.succ_opt().unwrap()];
    (0..=120).map(month).chain(changes(place).into_iter().flat_map(around)).collect()
}

/// The standard case as of each of these days.
fn judged(place: &Arc<Jurisdiction>, days: &BTreeSet<Date>) -> Vec<(Date, Judgement)> {
    let (engine, draft) = (Arc::new(Engine::new(demonstration())), complete());
    let on = |day| Judge::with_engine(engine.clone(), place.clone(), day).judge(&draft);
    days.iter().map(|&day| (day, on(day))).collect()
}

fn places() -> impl Iterator<Item = Arc<Jurisdiction>> {
    SHIPPED.into_iter().map(|id| Arc::new(shipped(id).unwrap()))
}

#[test]
fn a_number_has_one_value_from_its_first_day_on() {
    for place in places() {
        for (id, _) in KNOWN {
            let periods: Vec<Dates> =
                place.parameters.iter().filter(|p| p.id == *id).map(|p| p.dates).collect();
            let first = periods.iter().map(|(first, _)| *first).min();
            for day in days(&place) {
                let values =
                    periods.iter().filter(|(from, to)| *from <= day && to.is_none_or(|to| day <= to));
                let expected = usize::from(first.is_some_and(|first| first <= day));
                assert_eq!(values.count(), expected, "{} on {day}: {id}", place.id);
                assert_eq!(place.number(id, day).is_some(), expected == 1, "{} on {day}: {id}", place.id);
            }
        }
    }
}

#[test]
fn before_the_measure_nothing_is_in_force_and_after_it_no_number_is_missed() {
    for place in places() {
        let judged = judged(&place, &days(&place));
        assert!(judged.len() > 121, "{}", judged.len());
        for (day, judgement) in &judged {
            let review = &judgement.review;
            if *day < self::day("2021-04-25") {
                let codes: Vec<&str> = review.findings.iter().map(|f| f.code).collect();
                assert_eq!(codes, ["a29-not-in-force"], "{} on {day}", place.id);
                let rest = review.judged.iter().filter(|j| j.citation.article != 29);
                assert!(rest.clone().all(|j| j.verdict == Verdict::NotApplicable), "{} on {day}", place.id);
                assert!(
                    KNOWN.iter().all(|(id, _)| place.number(id, *day).is_none()),
                    "{} on {day}",
                    place.id
                );
                assert_eq!(judgement.calendar, None, "nobody knows when anything is due");
                continue;
            }
            assert!(review.findings.iter().all(|f| f.citation.article != 29), "{} on {day}", place.id);
            assert!(judgement.calendar.is_some(), "{} on {day}", place.id);
            for judged in &review.judged {
                let Verdict::Unknown(missing) = &judged.verdict else { continue };
                let number = missing.iter().find(|path| path.as_str().starts_with("/parameters"));
                assert_eq!(number, None, "{} on {day}: {}", place.id, judged.provision);
            }
        }
    }
}

#[test]
fn a_number_changes_on_its_day_and_on_no_other() {
    for place in places() {
        let judged = judged(&place, &days(&place));
        let mut seen = BTreeSet::new();
        for pair in judged.windows(2) {
            let side = |at: usize| Side { review: &pair[at].1.review, place: &place };
            let day = pair[1].0;
            for number in compare(side(0), side(1)).parameters {
                let begins =
                    |p: &&govcloud::measure::jurisdiction::Parameter| p.id == number.id && p.dates.0 == day;
                let own = place.parameters.iter().find(begins);
                let own = own.unwrap_or_else(|| panic!("{}: {} changes on {day}", place.id, number.id));
                assert_eq!(number.after, Some(own.value), "{}: {} on {day}", place.id, number.id);
                seen.insert((number.id, day));
            }
        }
        let firsts = place.parameters.iter().map(|p| (p.id.clone(), p.dates.0));
        assert_eq!(seen, firsts.collect(), "{}: every change is seen", place.id);
    }
}

/// The steps of a whole life, each as the next step of what was done before it.
fn steps() -> Vec<(Arc<Life>, Arc<Draft>)> {
    let journal = journal::read(include_str!("../data/life.journal.json")).unwrap();
    let acts = journal.life().acts;
    let before = |number| acts.iter().take_while(move |act| act.number < number).map(|act| (**act).clone());
    acts.iter().map(|act| (Arc::new(Life::of(before(act.number))), act.sheet.clone())).collect()
}

#[test]
fn no_step_of_a_case_misses_a_number_on_any_day() {
    let (engine, steps) = (Arc::new(Engine::new(demonstration())), steps());
    for place in places() {
        for day in days(&place) {
            let mut judge = Judge::with_engine(engine.clone(), place.clone(), day);
            for (life, sheet) in steps.iter().filter(|(_, sheet)| !sheet.errand.is_application()) {
                judge.follow(life.clone());
                let review = judge.judge(sheet).review;
                if day < self::day("2021-04-25") {
                    let codes: Vec<&str> = review.findings.iter().map(|f| f.code).collect();
                    assert_eq!(codes, ["a29-not-in-force"], "{} on {day}: {:?}", place.id, sheet.errand);
                    continue;
                }
                assert!(review.findings.iter().all(|f| f.citation.article != 29), "{} on {day}", place.id);
                for judged in &review.judged {
                    let Verdict::Unknown(missing) = &judged.verdict else { continue };
                    let number = missing.iter().find(|path| path.as_str().starts_with("/parameters"));
                    assert_eq!(number, None, "{} on {day}: {}", place.id, judged.provision);
                }
            }
        }
    }
}
