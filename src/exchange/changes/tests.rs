#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::basics::date;
use crate::dossier::Errand;
use crate::fitting::sizing::{last_month, systems};
use crate::fitting::{Engine, FitTerms};
use crate::lifecycle::adjustment::{Adviser, advise, low_rule};
use crate::wire::v1::{catalog, journal, monitoring};
use serde_json::Value;
use std::sync::Arc;

const LIFE: &str = include_str!("../../../tests/data/life.journal.json");

/// The case as it stood after so many steps.
fn case(steps: usize) -> Running {
    let mut file: Value = serde_json::from_str(LIFE).unwrap();
    file["entries"].as_array_mut().unwrap().truncate(steps);
    let journal = journal::read(&file.to_string()).unwrap();
    Running { reference: journal.reference.clone(), life: journal.life() }
}

fn name() -> String {
    case(11).life.in_force().unwrap().sheet.field("system.name").to_owned()
}

fn edition() -> Edition {
    catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap().0
}

/// What is prepared for a list of rows: system, zone, hosts, vCPU, memory, means of both.
fn prepared(rows: &[(&str, &str, &str)], cases: &[Running]) -> Vec<Prepared> {
    let heading = "system,month,opened,zone,hosts,vcpu,memory,cpu_percent,memory_percent,cpu_peak_percent,memory_peak_percent\n";
    let line = |(system, zone, held): &(&str, &str, &str)| {
        let months = ["2026-04", "2026-05", "2026-06"];
        months
            .map(|month| format!("{system},{month},2024-03,{zone},,{held},6.10,14.80,16.00,22.00\n"))
            .concat()
    };
    let text = heading.to_owned() + &rows.iter().map(line).collect::<String>();
    let on = date::parse("2026-07-06").unwrap();
    let rule = low_rule(&crate::measure::jurisdiction::heilongjiang(), on).unwrap();
    let edition = edition();
    let read = monitoring::read(&text, &monitoring::Mapping::default()).unwrap();
    let systems = systems(read.rows);
    let to = last_month(&systems);
    let engine = Arc::new(Engine::new(Arc::new(edition.clone())));
    let mut adviser = Adviser::new(engine, FitTerms::at(on), Target::default());
    let advice = advise(systems, &rule, to, Some(&mut adviser));
    prepare(&advice, cases, &Target::default(), &edition)
}

#[test]
fn a_running_system_that_is_low_gets_the_draft_of_its_change() {
    let (name, case) = (name(), case(11));
    let all = prepared(&[(&name, "", "925,3689")], std::slice::from_ref(&case));
    let ready = all[0].draft.as_ref().unwrap();
    let draft = &ready.changed.draft;
    assert_eq!((all.len(), draft.errand, &ready.reference), (1, Errand::Change, &case.reference));
    assert!(draft.field("change.reason").contains('→') && draft.field("change.major").is_empty());
    let runs = &case.life.in_force().unwrap().sheet;
    assert_ne!(draft.needs, runs.needs, "rows have the amounts that are proposed");
    assert_eq!(draft.needs.len(), runs.needs.len());
    assert!(!ready.changed.cells.is_empty());
    let files = files(&all, &Made::default());
    assert!(files.len() == 1 && files[0].0.starts_with(&case.reference) && files[0].0.ends_with(".json"));
    assert_eq!(case::read(&files[0].1).unwrap().draft, *draft, "the file is the draft");
}

#[test]
fn zones_of_one_system_come_into_one_draft() {
    let (name, cases) = (name(), [case(11)]);
    let one = prepared(&[(&name, "", "925,3689")], &cases);
    let both = prepared(&[(&name, "", "925,3689"), (&name, "互联网", "4,16")], &cases);
    assert_eq!((one.len(), both.len()), (1, 1));
    assert!(both[0].proposed.zh.contains("; ") && both[0].draft.is_ok());
    let (alone, together) = (one[0].saving.clone(), both[0].saving.clone());
    assert!(together.unwrap().before >= alone.unwrap().before);
}

#[test]
fn what_is_not_prepared_says_why() {
    let name = name();
    let why = |rows: &[(&str, &str, &str)], cases: &[Running]| {
        let all = prepared(rows, cases);
        assert!(files(&all, &Made::default()).is_empty());
        all[0].draft.as_ref().err().cloned()
    };
    let row = [(name.as_str(), "", "925,3689")];
    assert_eq!(why(&row, &[]), Some(Unready::NoCase));
    assert_eq!(why(&[("别的系统", "", "925,3689")], &[case(11)]), Some(Unready::NoCase));
    let other = Running { reference: "X-2".to_owned(), ..case(11) };
    assert!(matches!(why(&row, &[case(11), other]), Some(Unready::Cases(all)) if all.len() == 2));
    assert_eq!(why(&[(&name, "", "1,1")], &[case(11)]), Some(Unready::NotProposed));
    // Before it was opened nothing runs; while something is at work in the case, no second change is begun.
    assert_eq!(why(&row, &[case(3)]), Some(Unready::NoCase));
    let all: Value = serde_json::from_str(LIFE).unwrap();
    let steps = all["entries"].as_array().unwrap().len();
    let busy = (1..=steps).map(case).find(|case| case.life.is_running() && case.life.at_work().is_some());
    assert!(matches!(why(&row, &[busy.unwrap()]), Some(Unready::AtWork(_))));
}

#[test]
fn the_account_sums_what_is_known_and_counts_what_is_not() {
    let name = name();
    let all =
        prepared(&[(&name, "", "925,3689"), ("别的系统", "", "64,256"), ("小系统", "", "1,1")], &[case(11)]);
    for lang in [Lang::Zh, Lang::En] {
        let sheet = account(&all, &edition(), lang);
        assert_eq!(sheet.rows.len(), 3);
        assert!(sheet.all_rows().all(|row| row.len() == sheet.headings.len()));
        let known = all.iter().filter_map(|one| one.saving.as_ref()?.total());
        let known = known.fold(Money::ZERO, |sum, one| sum.plus(one).unwrap());
        assert_eq!((sheet.total[2].clone(), sheet.total[4].clone()), (Cell::Whole(1), Cell::Yuan(known)));
    }
    let mut unknown = all.clone();
    let at = unknown.iter().position(|one| one.saving.is_some()).unwrap();
    unknown[at].saving = unknown[at].saving.clone().map(|saving| Saving { after: None, ..saving });
    assert_eq!(total(&unknown).1, 1);
    let sheet = account(&unknown, &edition(), Lang::Zh);
    assert!(sheet.rows[at][4] == Cell::text("未知") && sheet.total[5].shown().contains("未计入"));
}

#[test]
fn no_name_of_a_system_leads_out_of_the_folder() {
    for (name, kept) in
        [("../../etc/passwd", "______etc_passwd"), ("某厅 系统:A/B", "某厅_系统_A_B"), ("", "")]
    {
        assert_eq!(plain(name), kept);
    }
    assert!(plain(&"长".repeat(300)).chars().count() <= 60);
}
