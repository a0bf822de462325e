#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
//! The moves: whole ways, refusals, and properties over random journals.

use super::moves::{self, Refusal, open_to};
use super::{MOVES, Stage, Standing};
use crate::basics::{Date, Dice};
use crate::dossier::{Act, Close, Draft, Errand, Kind, Life, NeedRow, Role};
use std::sync::Arc;

/// A sheet of few words: errand, then fields.
fn sheet(errand: Errand, fields: &[(&str, &str)]) -> Draft {
    let mut draft = Draft { errand, ..Draft::default() };
    fields.iter().for_each(|(key, text)| draft.set_field(key, text));
    draft
}

fn special(mut draft: Draft) -> Draft {
    let mut row = NeedRow { id: "n1".into(), ..NeedRow::default() };
    row.set_cell("special", "yes");
    draft.needs.push(Arc::new(row));
    draft
}

/// Takes a step if the table allows it.
fn step(life: &mut Life, sheet: Draft) -> Result<(), Refusal> {
    moves::find(life, sheet.errand, sheet.errand.role())?;
    let number = u32::try_from(life.acts.len() + 1).unwrap();
    let on = Date::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(number));
    life.take(Act::new(number, sheet.errand.role(), "某单位", on, Arc::new(sheet)));
    Ok(())
}

fn all(life: &mut Life, sheets: Vec<Draft>) {
    for sheet in sheets {
        let errand = sheet.errand;
        step(life, sheet).unwrap_or_else(|refusal| panic!("{errand:?}: {refusal:?}"));
    }
}

fn decide(outcome: &str) -> Draft {
    sheet(Errand::Decide, &[("decision.outcome", outcome)])
}

fn test(passed: &str) -> Draft {
    sheet(Errand::Test, &[("test.passed", passed)])
}

fn change(major: &str) -> Draft {
    sheet(Errand::Change, &[("change.major", major)])
}

fn to_approval() -> Vec<Draft> {
    vec![sheet(Errand::Deploy, &[]), sheet(Errand::Appraise, &[]), decide("approve")]
}

fn to_opening() -> Vec<Draft> {
    let mut sheets = to_approval();
    sheets.extend([Errand::Procure, Errand::Trial].map(|errand| sheet(errand, &[])));
    sheets.push(test("yes"));
    sheets.extend([Errand::File, Errand::Activate].map(|errand| sheet(errand, &[])));
    sheets
}

fn running() -> Life {
    let mut life = Life::default();
    all(&mut life, to_opening());
    life
}

#[test]
fn the_whole_way_to_opening() {
    let mut life = Life::default();
    let stages = [
        Stage::ToAppraise,
        Stage::ToDecide,
        Stage::ToProcure,
        Stage::ToDeploy,
        Stage::Testing,
        Stage::ToFile,
        Stage::ToActivate,
    ];
    let mut ways = to_opening().into_iter();
    for stage in stages {
        step(&mut life, ways.next().unwrap()).unwrap();
        assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, stage));
    }
    step(&mut life, ways.next().unwrap()).unwrap();
    assert_eq!((Standing::of(&life), ways.next()), (Standing::Running, None));
    assert!(life.is_running() && life.in_force().is_some());
}

#[test]
fn corrections_and_returns() {
    let mut life = Life::default();
    // Two corrections in a row, before anything is said of them.
    all(&mut life, vec![sheet(Errand::Deploy, &[]); 3]);
    all(&mut life, vec![sheet(Errand::Appraise, &[])]);
    let late = step(&mut life, sheet(Errand::Deploy, &[]));
    assert_eq!(late, Err(Refusal::TooLateToMend(Stage::ToDecide)));
    for _ in 0..2 {
        all(&mut life, vec![decide("back"), sheet(Errand::Migrate, &[])]);
        assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, Stage::ToAppraise), "appraised anew");
        all(&mut life, vec![sheet(Errand::Appraise, &[])]);
    }
    all(&mut life, vec![decide("refuse")]);
    assert_eq!(Standing::of(&life), Standing::Refused);
    assert_eq!(step(&mut life, sheet(Errand::Deploy, &[])), Err(Refusal::Final(Standing::Refused)));
}

#[test]
fn a_failed_test_leads_back_to_deployment() {
    let mut life = Life::default();
    all(&mut life, to_opening().into_iter().take(5).collect());
    all(&mut life, vec![test("no")]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, Stage::ToDeploy));
    let stays = step(&mut life, sheet(Errand::Withdraw, &[]));
    assert_eq!(stays, Err(Refusal::Deployed));
    all(&mut life, vec![sheet(Errand::Trial, &[]), test("yes"), sheet(Errand::File, &[])]);
}

#[test]
fn changes_large_and_small() {
    let mut life = running();
    all(&mut life, vec![change("no")]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Change, Stage::ToDecide));
    let second = step(&mut life, change("no"));
    assert_eq!(second, Ok(()), "before the decision it is mended");
    all(&mut life, vec![decide("approve")]);
    let second = step(&mut life, change("yes"));
    let open = Refusal::AlreadyOpen(Kind::Change, Stage::ToActivate);
    assert_eq!(second, Err(open), "a change while a change is open");
    all(&mut life, vec![sheet(Errand::Activate, &[])]);
    assert_eq!(Standing::of(&life), Standing::Running);
    all(&mut life, vec![change("yes")]);
    assert_eq!(
        Standing::of(&life),
        Standing::Open(Kind::Change, Stage::ToAppraise),
        "articles 14 to 16 again"
    );
    let mut again = to_opening();
    again.remove(0);
    all(&mut life, again);
    assert_eq!(Standing::of(&life), Standing::Running);
    assert_eq!(life.in_force().map(|act| act.errand()), Some(Errand::Change));
}

#[test]
fn advice_is_followed_or_settled() {
    let mut life = Life::default();
    all(&mut life, vec![sheet(Errand::Deploy, &[])]);
    assert_eq!(step(&mut life, sheet(Errand::Advise, &[])), Err(Refusal::NotRunning));
    let mut life = running();
    assert_eq!(step(&mut life, sheet(Errand::Settle, &[])), Err(Refusal::NoAdvice));
    all(&mut life, vec![sheet(Errand::Advise, &[])]);
    let follows = sheet(Errand::Change, &[("change.major", "no"), ("change.advised", "yes")]);
    all(&mut life, vec![follows, sheet(Errand::Advise, &[]), decide("approve")]);
    assert_eq!(life.advice.len(), 2);
    all(&mut life, vec![sheet(Errand::Activate, &[])]);
    assert_eq!(life.advice.len(), 0);
}

#[test]
fn leaving_and_leaving_in_the_middle() {
    let out = |life: &mut Life| {
        let handed = sheet(Errand::HandOver, &[("handover.complete", "yes")]);
        let cleared = sheet(Errand::Clear, &[("clearing.complete", "yes")]);
        all(life, vec![sheet(Errand::Leave, &[]), decide("approve"), handed, cleared]);
        assert_eq!(Standing::of(life), Standing::Left);
        assert!(Role::ALL.into_iter().all(|role| open_to(life, role).is_empty()));
    };
    out(&mut running());
    // While a change is open: it lapses with the system.
    let mut life = running();
    all(&mut life, vec![change("no")]);
    out(&mut life);
    assert!(life.procedures.iter().any(|p| p.close == Some(Close::Lapsed)));
    // While it is being tested, for the system stands on the cloud.
    let mut life = Life::default();
    all(&mut life, to_opening().into_iter().take(5).collect());
    out(&mut life);
    // Before that it is withdrawn.
    let mut life = Life::default();
    all(&mut life, to_approval());
    assert_eq!(step(&mut life, sheet(Errand::Leave, &[])), Err(Refusal::NotRunning));
    all(&mut life, vec![sheet(Errand::Withdraw, &[])]);
    assert_eq!(Standing::of(&life), Standing::Withdrawn);
    // Not allowed to leave: what waited goes on.
    let mut life = running();
    all(&mut life, vec![change("no"), sheet(Errand::Leave, &[]), decide("refuse")]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Change, Stage::ToDecide));
}

#[test]
fn a_special_purchase_passes_every_gate() {
    let mut life = Life::default();
    let apply = special(sheet(Errand::Deploy, &[]));
    all(&mut life, vec![apply.clone(), sheet(Errand::Appraise, &[]), decide("approve")]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, Stage::ToGovernment));
    let early = step(&mut life, sheet(Errand::Procure, &[]));
    assert_eq!(early, Err(Refusal::NotNow(Stage::ToGovernment)));
    all(&mut life, vec![sheet(Errand::Government, &[("government.approved", "no")])]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, Stage::SentBack));
    all(&mut life, vec![apply, sheet(Errand::Appraise, &[]), decide("approve")]);
    all(
        &mut life,
        vec![sheet(Errand::Government, &[("government.approved", "yes")]), sheet(Errand::Procure, &[])],
    );
    all(&mut life, vec![sheet(Errand::Confirm, &[("confirm.meets", "no")])]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, Stage::ToConfirm), "asked again");
    all(&mut life, vec![sheet(Errand::Confirm, &[("confirm.meets", "yes")]), sheet(Errand::Purchase, &[])]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Apply, Stage::ToDeploy));
}

#[test]
fn what_was_bought_apart_is_not_bought_again() {
    let mut life = Life::default();
    let apply = special(sheet(Errand::Deploy, &[]));
    all(&mut life, vec![apply.clone(), sheet(Errand::Appraise, &[]), decide("approve")]);
    all(&mut life, vec![sheet(Errand::Government, &[("government.approved", "yes")])]);
    all(&mut life, vec![sheet(Errand::Procure, &[]), sheet(Errand::Confirm, &[("confirm.meets", "yes")])]);
    all(&mut life, [Errand::Purchase, Errand::Trial].map(|errand| sheet(errand, &[])).to_vec());
    all(&mut life, vec![test("yes"), sheet(Errand::File, &[]), sheet(Errand::Activate, &[])]);
    // The change lists what was bought apart, under another name: nothing is bought.
    let mut same = Draft { needs: apply.needs.clone(), ..change("no") };
    Arc::make_mut(&mut same.needs[0]).set_cell("name", "原有设备");
    all(&mut life, vec![same.clone(), decide("approve")]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Change, Stage::ToActivate));
    all(&mut life, vec![sheet(Errand::Activate, &[])]);
    // Twice as many of it: that is another purchase.
    Arc::make_mut(&mut same.needs[0]).set_cell("count", "2");
    all(&mut life, vec![same, decide("approve")]);
    assert_eq!(Standing::of(&life), Standing::Open(Kind::Change, Stage::ToGovernment));
}

#[test]
fn every_step_is_a_move_somewhere_and_in_one_role_only() {
    for errand in Errand::ALL {
        assert!(MOVES.iter().any(|one| one.errand == errand), "{errand:?}");
        let life = running();
        for role in Role::ALL.into_iter().filter(|role| *role != errand.role()) {
            assert_eq!(moves::find(&life, errand, role).err(), Some(Refusal::WrongRole(errand)));
        }
    }
}

#[test]
fn every_refusal_says_why_in_both_languages() {
    let some = [
        Refusal::WrongRole(Errand::Decide),
        Refusal::Final(Standing::Left),
        Refusal::NotBegun,
        Refusal::Opened,
        Refusal::NothingOpen,
        Refusal::AlreadyOpen(Kind::Change, Stage::ToDecide),
        Refusal::NotRunning,
        Refusal::TooLateToMend(Stage::ToProcure),
        Refusal::Deployed,
        Refusal::NoAdvice,
        Refusal::NotNow(Stage::Testing),
    ];
    for refusal in some {
        let words = refusal.words();
        assert!(!words.zh.is_empty() && !words.en.is_empty() && !words.zh.contains("{}"), "{refusal:?}");
    }
}

#[test]
fn duties_of_others_show_as_whose_turn_it_is() {
    use crate::measure::register::REGISTER;
    for (article, role) in [(8, Role::Authority), (11, Role::Centre), (12, Role::Supplier)] {
        let row = REGISTER.iter().find(|row| row.article == article).unwrap();
        assert_eq!(row.duty_of(), Some(role));
        for stage in Stage::ALL.into_iter().filter(|stage| stage.turn() == role) {
            assert!(row.note.0.contains(stage.name().0), "article {article} does not name {stage:?}");
            assert!(row.note.1.contains(stage.name().0), "article {article} does not name {stage:?}");
        }
    }
}

/// Provisions on steps that no move demands, and why not.
const NOT_DEMANDED: &[(&str, &str)] = &[
    ("a04-ceiling", "a person judges it"),
    ("a04-actual-year", "a person judges it"),
    ("a04-last-year", "advice"),
    ("a13-done", "it bars in whatever form a day stands, and asks for none"),
    ("a13-order", "a person judges it"),
    ("a16-at-once", "a person judges it"),
    ("a24-regraded", "a person judges it"),
];

#[test]
fn moves_demand_what_there_is_and_all_there_is() {
    use crate::measure::{Severity, articles};
    let demanded: Vec<&str> = MOVES.iter().flat_map(|one| one.demands).copied().collect();
    for id in &demanded {
        assert!(articles::of_steps().any(|p| p.id == *id), "{id} is no provision on a step");
        assert!(!NOT_DEMANDED.iter().any(|(other, _)| other == id), "{id}");
    }
    for provision in articles::of_steps() {
        let excused = NOT_DEMANDED.iter().find(|(id, _)| *id == provision.id);
        assert!(excused.is_some() != demanded.contains(&provision.id), "{}", provision.id);
        let bars = |code: &&crate::measure::Code| matches!(code.severity, Severity::Bars | Severity::ToDo);
        if demanded.contains(&provision.id) {
            assert!(provision.codes.iter().any(|code| bars(&code)), "{} cannot stop a move", provision.id);
        }
    }
    assert!(NOT_DEMANDED.iter().all(|(id, why)| articles::provision(id).is_some() && !why.is_empty()));
}

/// The sheet of some errand, filled in somehow.
fn any_sheet(dice: &mut Dice) -> Draft {
    let errand = Errand::ALL[dice.index(Errand::ALL.len())];
    let yes = |dice: &mut Dice| dice.one(&["yes", "yes", "no", ""]);
    let fields = [
        ("change.major", yes(dice)),
        ("change.advised", yes(dice)),
        ("decision.outcome", dice.one(&["approve", "approve", "approve", "back", "refuse", ""])),
        ("government.approved", yes(dice)),
        ("confirm.meets", yes(dice)),
        ("test.passed", yes(dice)),
        ("handover.complete", yes(dice)),
        ("clearing.complete", yes(dice)),
    ];
    let draft = sheet(errand, &fields);
    if errand.is_application() && dice.index(4) == 0 { special(draft) } else { draft }
}

/// What no journal may show, whatever was tried.
fn nothing_was_skipped(life: &Life) {
    for procedure in &life.procedures {
        let did = |errand| procedure.last(errand).is_some();
        let closed_well = procedure.close == Some(Close::Done);
        if closed_well && procedure.kind != Kind::Leave {
            assert!(procedure.approval().is_some(), "opened without approval");
            if procedure.is_full() {
                assert!(
                    did(Errand::Appraise) && did(Errand::Procure) && did(Errand::Trial),
                    "articles 14 to 16"
                );
                let test = procedure.last(Errand::Test).unwrap();
                assert_eq!(test.facts.deeds.test.passed, Some(true), "opened without a test that was passed");
                assert!(did(Errand::File), "opened without filing");
            }
        }
        if did(Errand::Purchase) || (closed_well && procedure.is_special()) {
            let government = procedure.last(Errand::Government).unwrap();
            assert_eq!(government.facts.deeds.government.approved, Some(true));
            let confirmed = procedure.last(Errand::Confirm).unwrap();
            assert_eq!(confirmed.facts.deeds.confirmation.meets, Some(true));
            assert!(procedure.approval().is_some() && did(Errand::Procure) && procedure.is_special());
        }
        if closed_well && procedure.kind == Kind::Leave {
            assert!(procedure.approval().is_some() && did(Errand::HandOver) && did(Errand::Clear));
        }
    }
}

#[test]
fn random_journals_skip_nothing_lose_nothing_and_always_lead_on() {
    let mut ends = std::collections::BTreeMap::new();
    for seed in 0..4_000 {
        let (mut dice, mut life, mut taken) = (Dice::new(seed), Life::default(), Vec::new());
        for _ in 0..120 {
            let sheet = any_sheet(&mut dice);
            if step(&mut life, sheet.clone()).is_ok() {
                taken.push(sheet);
            }
            nothing_was_skipped(&life);
        }
        assert!(life.acts.iter().map(|act| &*act.sheet).eq(&taken), "nothing is lost");
        let standing = Standing::of(&life);
        let on = Role::ALL.into_iter().any(|role| !open_to(&life, role).is_empty());
        assert_ne!(on, standing.is_final(), "{standing:?}");
        if let Some(role) = standing.turn() {
            assert!(!open_to(&life, role).is_empty(), "{standing:?}: whose turn it is can do nothing");
        }
        let again = Life::of(life.acts.iter().map(|act| (**act).clone()));
        assert_eq!(again, life, "progress is what the journal says");
        *ends.entry(standing.code()).or_insert(0) += 1;
    }
    // Random ways reach most places; the rest is walked above.
    assert!(ends.len() > 8, "{ends:?}");
}
