#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
//! The life of `tests/data/life.journal.json`, looked at after each of its steps.

use super::ahead::{ahead, waited};
use super::docket::Docket;
use super::prefill;
use super::track::{Mark, Phase, track};
use crate::basics::date;
use crate::dossier::{Errand, Life};
use crate::ui::judging::Judging;
use crate::ui::same::Same;
use crate::ui::settings::{Place, Settings};
use crate::wire::v1::catalog;
use crate::wire::v1::jurisdiction::shipped;

fn docket() -> Docket {
    Docket::read(include_str!("../../../tests/data/life.journal.json")).unwrap()
}

/// The life as it was after so many steps.
fn after(docket: &Docket, steps: u32) -> std::sync::Arc<Life> {
    docket.life_before(steps + 1)
}

fn settings(day: &str) -> Settings {
    let (edition, _) = catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap();
    Settings { edition: Some(Same::new(edition)), as_of: date::parse(day).unwrap(), ..Settings::default() }
}

#[test]
fn the_step_that_is_waited_for_is_the_one_that_came() {
    let docket = docket();
    let came: Vec<Errand> = docket.life.acts.iter().map(|act| act.errand()).collect();
    for (at, errand) in came.iter().enumerate() {
        let life = after(&docket, u32::try_from(at).unwrap());
        let expected = match errand {
            // Nobody waits for these: they begin something.
            Errand::Migrate if at == 0 => None,
            Errand::Advise | Errand::Change | Errand::Leave => None,
            errand => Some(*errand),
        };
        assert_eq!(waited(&life), expected, "after {at} steps");
    }
    assert_eq!(waited(&docket.life), None);
}

#[test]
fn the_picture_shows_one_place_and_keeps_what_was_passed() {
    let docket = docket();
    let total = u32::try_from(docket.life.acts.len()).unwrap();
    for steps in 1..=total {
        let life = after(&docket, steps);
        let legs = track(&life);
        assert_eq!(legs.iter().map(|leg| leg.phase).collect::<Vec<_>>(), Phase::ALL);
        let now = legs.iter().flat_map(|leg| &leg.stations).filter(|one| one.mark == Mark::Now).count();
        assert_eq!(now, usize::from(waited(&life).is_some()), "after {steps} steps");
    }
    let legs = track(&docket.life);
    assert!(legs.iter().all(super::track::Leg::is_passed));
    assert_eq!(legs.iter().map(|leg| leg.stations.len()).collect::<Vec<_>>(), [1, 2, 4, 1, 3, 4]);
    assert_eq!(legs[4].done, 1);
    // Sent back: the application is waited for, and what was said of it counts no more.
    let back = track(&after(&docket, 3));
    assert_eq!((back[0].stations[0].mark, back[1].stations[1].mark), (Mark::Now, Mark::Ahead));
}

#[test]
fn forms_begin_with_what_is_known() {
    let docket = docket();
    let mended = prefill::draft(&after(&docket, 3), Errand::Migrate);
    assert_eq!(&mended, &**docket.sheet(1).unwrap());
    let change = prefill::draft(&after(&docket, 11), Errand::Change);
    assert_eq!((change.errand, &change.fields), (Errand::Change, &docket.sheet(4).unwrap().fields));
    let mut advised = prefill::draft(&after(&docket, 12), Errand::Change);
    prefill::follow_advice(&mut advised, &after(&docket, 12));
    assert_eq!(advised.field("change.advised"), "yes");
    assert!(advised.field("change.reason").contains("2400 GB"));
    assert_eq!((change.needs[0].cell("d.memory"), advised.needs[0].cell("d.memory")), ("3689 GB", "2400 GB"));
    // After a change was carried out, the next one begins with it, and not with what was said of it.
    let next = prefill::draft(&after(&docket, 15), Errand::Change);
    assert_eq!((next.field("change.reason"), next.needs[0].cell("d.memory")), ("", "2400 GB"));
    let handed = prefill::draft(&after(&docket, 17), Errand::HandOver);
    assert!(handed.field("handover.list").contains("业务数据库全部数据"));
    assert!(prefill::draft(&after(&docket, 2), Errand::Decide).fields.is_empty());
}

#[test]
fn services_come_from_the_approved_application_without_a_price() {
    let docket = docket();
    let (settings, mut judging) = (settings("2026-03-25"), Judging::default());
    let application = docket.sheet(4).unwrap();
    let from = docket.standpoint_of(&docket.life.acts[3]);
    let judgement = judging.aside(&settings, application, &from).unwrap();
    let edition = settings.edition.as_ref().unwrap();
    let rows = prefill::services(&judgement, application, edition);
    assert!(rows.len() >= application.needs.len());
    for row in &rows {
        assert!(edition.item(row.cell("item")).is_some(), "{row:?}");
        assert!(row.cell("count").parse::<i64>().unwrap() > 0);
        assert_eq!(row.cell("price"), "");
        let ceiling = prefill::ceiling(row, &judgement.estimate, edition);
        assert!(ceiling.is_none_or(|words| words.zh.contains("价）")), "says what the price is worth");
    }
    assert!(rows.iter().any(|row| prefill::ceiling(row, &judgement.estimate, edition).is_some()));
}

#[test]
fn what_bars_the_next_move_names_the_step_and_its_provisions() {
    let docket = docket();
    let mut judging = Judging::default();
    for steps in 0..=docket.life.acts.len() {
        let life = after(&docket, u32::try_from(steps).unwrap());
        let cut = Docket { journal: docket.journal.clone(), life: life.clone() };
        let found = ahead(&mut judging, &settings("2026-11-23"), &cut);
        assert_eq!(found.map(|ahead| ahead.errand), waited(&life), "after {steps} steps");
    }
}

#[test]
fn what_is_demanded_of_a_step_is_what_its_place_demands() {
    let docket = docket();
    // Deployed for testing, and the test not handed in so far; what is demanded then is said by the place.
    let tested = docket.life.acts.iter().find(|act| act.errand() == Errand::Test).unwrap();
    let from = docket.standpoint_of(tested);
    let city = shipped("city-model").unwrap();
    let cities = Settings { place: Place::Other(Same::new(city)), ..settings("2026-03-25") };
    let mut judging = Judging::default();
    let short = |settings: &Settings, judging: &mut Judging| {
        let judgement = judging.aside(settings, &tested.sheet, &from).unwrap();
        judgement.barred_by.iter().any(|bar| bar.code == "a16-trial-too-short")
    };
    // One bench for both: it goes by the place that the page names, and back again.
    assert!(!short(&settings("2026-03-25"), &mut judging));
    assert!(short(&cities, &mut judging));
    assert!(!short(&settings("2026-03-25"), &mut judging));
    // While another place is coming nothing is judged by the province's rules in its stead.
    let coming = Settings { place: Place::Coming, ..settings("2026-03-25") };
    assert!(judging.aside(&coming, &tested.sheet, &from).is_none() && !coming.can_judge());
}
