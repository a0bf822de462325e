//! When the keeper saves, when it tries again, and what it shows meanwhile.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::device::{self, block_on};
use super::memory::Fault;
use super::*;
use crate::dossier::{Draft, Errand, NeedRow};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

fn draft(text: &str, rows: usize) -> Draft {
    let mut draft = Draft::default();
    draft.set_field("system.name", text);
    draft.needs =
        (0..rows).map(|n| Arc::new(NeedRow { id: format!("n{n}"), ..NeedRow::default() })).collect();
    draft
}

async fn stands(drafts: &Drafts, id: &str) -> String {
    drafts.load(id).await.unwrap().draft.field("system.name").to_owned()
}

/// Milliseconds from the first edit until something is kept, while edits go on or not.
async fn until_kept(rows: usize, goes_on: bool) -> u64 {
    let drafts = Drafts::lasting("a");
    let kept = Rc::new(Cell::new(None));
    let into = Rc::clone(&kept);
    let keeper = Keeper::begin(&drafts, None, move |state| {
        if let SaveState::Saved { at, .. } = state {
            into.set(into.get().or(Some(*at)));
        }
    });
    let keeper = keeper.await;
    let began = device::now();
    let mut edits = 0;
    loop {
        if edits == 0 || goes_on {
            edits += 1;
            keeper.edited(&draft(&edits.to_string(), rows), "t");
        }
        device::wait(25).await;
        if let Some(at) = kept.get() {
            return at - began;
        }
    }
}

#[test]
fn a_save_begins_with_a_pause_and_waits_for_no_more_than_four() {
    block_on(async {
        let cases = [(0, false, 60), (60, false, 60), (61, false, 160), (0, true, 240), (61, true, 640)];
        for (rows, goes_on, expected) in cases {
            assert_eq!(until_kept(rows, goes_on).await, expected, "{rows} rows, edits go on: {goes_on}");
        }
        device::set_hidden(true);
        let hidden = until_kept(0, true).await;
        device::set_hidden(false);
        assert_eq!(hidden, 60, "nobody types into a page that is hidden");
    })
    .unwrap();
}

#[test]
fn what_is_shown_follows_what_is_kept() {
    block_on(async {
        let drafts = Drafts::lasting("a");
        let seen = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&seen);
        let step = StepOf { reference: "2026-000001".into(), errand: Errand::Change };
        let on_state = move |state: &SaveState| into.borrow_mut().push(state.clone());
        let keeper = Keeper::begin(&drafts, Some(step.clone()), on_state).await;
        assert_eq!((keeper.state(), keeper.revision(), keeper.waits()), (SaveState::Untouched, 0, false));
        assert_eq!(keeper.flush().await, SaveState::Untouched, "there is nothing to keep");
        let at = device::now();
        keeper.edited(&draft("一", 0), "t");
        assert!(keeper.waits());
        let saved = SaveState::Saved { revision: 1, at };
        assert_eq!(keeper.flush().await, saved);
        assert_eq!(*seen.borrow(), [SaveState::Saving, saved]);
        assert_eq!((keeper.revision(), keeper.waits(), keeper.step()), (1, false, Some(&step)));
        assert_eq!(drafts.load(&keeper.id()).await.unwrap().step, Some(step));
    })
    .unwrap();
}

#[test]
fn a_draft_is_open_elsewhere_until_it_is_closed_there() {
    block_on(async {
        let drafts = Drafts::lasting("a");
        let first = Keeper::begin(&drafts, None, |_| {}).await;
        let other = Keeper::begin(&drafts, None, |_| {}).await;
        assert!(!first.open_elsewhere() && !other.open_elsewhere());
        first.edited(&draft("一", 0), "t");
        first.flush().await;
        let elsewhere = async || Keeper::open(&drafts, &first.id(), |_| {}).await.unwrap().0.open_elsewhere();
        assert!(elsewhere().await);
        first.edited(&draft("二", 0), "t");
        assert!(
            matches!(first.close().await, SaveState::Saved { revision: 2, .. }),
            "closing keeps what is left"
        );
        assert!(!elsewhere().await);
    })
    .unwrap();
}

#[test]
fn a_save_that_fails_is_tried_again_less_and_less_often_or_with_the_next_edit() {
    block_on(async {
        let drafts = Drafts::lasting("a");
        let keeper = Keeper::begin(&drafts, None, |_| {}).await;
        let fault = &drafts.memory().unwrap().fault;
        // Waits until the store was tried once more; seconds.
        let tried = async || {
            let began = device::now();
            while fault.get().is_some() {
                device::wait(10).await;
            }
            fault.set(Some(Fault::Full));
            (device::now() - began + 500) / 1000
        };
        fault.set(Some(Fault::Full));
        keeper.edited(&draft("一", 0), "t");
        let mut waits = Vec::new();
        for _ in 0..8 {
            waits.push(tried().await);
        }
        assert_eq!(waits, [0, 2, 4, 8, 16, 30, 30, 30]);
        device::wait(3_000).await;
        keeper.edited(&draft("二", 0), "t");
        assert_eq!(keeper.state(), SaveState::Failed(Error::Full), "an edit alone mends nothing");
        assert_eq!(tried().await, 0, "an edit asks for a try");
        fault.set(None);
        device::wait(40_000).await;
        assert!(matches!(keeper.state(), SaveState::Saved { revision: 1, .. }));
        assert_eq!(stands(&drafts, &keeper.id()).await, "二");
    })
    .unwrap();
}

#[test]
fn what_waiting_cannot_mend_is_tried_again_only_with_the_next_edit() {
    block_on(async {
        let drafts = Drafts::lasting("a");
        let keeper = Keeper::begin(&drafts, None, |_| {}).await;
        keeper.edited(&draft("一", 0), "t");
        keeper.flush().await;
        device::wait(1_000).await;
        let (key, good) = drafts.memory().unwrap().scan(&["head"]).remove(0);
        drafts.memory().unwrap().put_now(&key, &good.replace("\"version\":1", "\"version\":3"));
        keeper.edited(&draft("二", 0), "t");
        device::wait(1_000).await;
        assert_eq!(keeper.state(), SaveState::Failed(Error::Newer));
        drafts.memory().unwrap().put_now(&key, &good);
        device::wait(3_600_000).await;
        assert_eq!((keeper.state(), keeper.waits()), (SaveState::Failed(Error::Newer), true));
        keeper.edited(&draft("三", 0), "t");
        device::wait(1_000).await;
        assert_eq!((stands(&drafts, &keeper.id()).await.as_str(), keeper.waits()), ("三", false));
    })
    .unwrap();
}

#[test]
fn a_closing_page_never_writes_down_what_is_older_than_what_is_kept() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let secret = Secret::Passphrase("one two three four".into());
        let keeper = Keeper::begin(&drafts, None, |_| {}).await;
        drafts.turn_on(&secret, |_| {}).await.unwrap();
        keeper.edited(&draft("一", 0), "t");
        device::wait(1_000).await;
        assert!(!keeper.waits());
        keeper.edited(&draft("二", 0), "t");
        keeper.park();
        assert_eq!(drafts.raw_scan(&["late"]).await.unwrap(), [], "what was sealed is kept since");
        // What is sealed keeps up with the edits.
        device::wait(30).await;
        keeper.edited(&draft("三", 0), "t");
        device::wait(25).await;
        keeper.park();
        let tab = drafts.of("a");
        tab.unlock(&secret, |_| {}).await.unwrap();
        assert_eq!(stands(&tab, &keeper.id()).await, "三");
    })
    .unwrap();
}
