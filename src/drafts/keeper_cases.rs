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
        assert_eq!(tried().await, 30, "but for one only: the device is as full as before");
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
        assert_eq!(drafts.raw_scan(&["late"]).await.unwrap().len(), 1);
        let tab = drafts.of("a");
        tab.unlock(&secret, |_| {}).await.unwrap();
        assert_eq!(stands(&tab, &keeper.id()).await, "三");
    })
    .unwrap();
}

#[test]
fn what_was_sealed_stays_at_hand_while_it_cannot_be_kept() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let keeper = Keeper::begin(&drafts, None, |_| {}).await;
        assert_eq!(keeper.state(), SaveState::MemoryOnly, "there is no storage, and that is said at once");
        drafts.turn_on(&Secret::Passphrase("one two three four".into()), |_| {}).await.unwrap();
        drafts.full_next();
        keeper.edited(&draft("一", 0), "t");
        device::wait(100).await;
        assert_eq!(keeper.state(), SaveState::Failed(Error::Full));
        keeper.park();
        assert_eq!(drafts.raw_scan(&["late"]).await.unwrap().len(), 1);
    })
    .unwrap();
}

/// Drafts whose transactions take a second, and what a keeper of them shows.
async fn slow() -> (Drafts, Keeper, Rc<RefCell<Vec<SaveState>>>) {
    let drafts = Drafts::lasting("a");
    let seen = Rc::new(RefCell::new(Vec::new()));
    let into = Rc::clone(&seen);
    let keeper = Keeper::begin(&drafts, None, move |state| into.borrow_mut().push(state.clone())).await;
    assert!(drafts.list().await.unwrap().is_empty());
    drafts.memory().unwrap().slow.set(1_000);
    (drafts, keeper, seen)
}

#[test]
fn what_is_typed_while_a_save_is_under_way_is_kept_by_the_next() {
    block_on(async {
        let (drafts, keeper, seen) = slow().await;
        let began = device::now();
        keeper.edited(&draft("一", 0), "t");
        device::wait(500).await;
        keeper.edited(&draft("二", 0), "t");
        device::wait(800).await;
        assert_eq!((keeper.state(), keeper.waits()), (SaveState::Saving, true), "not all is kept yet");
        device::wait(3_000).await;
        let saved = |revision, ms| SaveState::Saved { revision, at: began + ms };
        let expected = [SaveState::Saving, saved(1, 60), SaveState::Saving, saved(2, 1_120)];
        assert_eq!(*seen.borrow(), expected);
        assert_eq!((stands(&drafts, &keeper.id()).await.as_str(), keeper.waits()), ("二", false));
    })
    .unwrap();
}

#[test]
fn there_is_one_save_at_a_time() {
    block_on(async {
        // Flushed while a save is under way: what was typed since comes after it, without a pause.
        let (_, keeper, _) = slow().await;
        let began = device::now();
        keeper.edited(&draft("一", 0), "t");
        device::wait(500).await;
        keeper.edited(&draft("二", 0), "t");
        assert!(matches!(keeper.flush().await, SaveState::Saved { revision: 2, .. }));
        let took = device::now() - began;
        assert!((2_060..2_070).contains(&took), "{took}");
        // Flushed before the pause has ended: the save that the pause would have begun is not needed.
        let (_, keeper, seen) = slow().await;
        let at = device::now();
        keeper.edited(&draft("一", 0), "t");
        keeper.flush().await;
        device::wait(3_000).await;
        assert_eq!(*seen.borrow(), [SaveState::Saving, SaveState::Saved { revision: 1, at }]);
    })
    .unwrap();
}

#[test]
fn a_keeper_that_has_kept_everything_comes_to_rest() {
    // A thread of its own, in which nothing else waits.
    let rested = std::thread::spawn(|| {
        let began = block_on(async {
            let drafts = Drafts::lasting("a");
            let keeper = Keeper::begin(&drafts, None, |_| {}).await;
            drafts.full_next();
            keeper.edited(&draft("一", 0), "t");
            device::wait(1_000).await;
            assert_eq!(keeper.state(), SaveState::Failed(Error::Full));
            assert!(matches!(keeper.flush().await, SaveState::Saved { revision: 1, .. }));
            device::now()
        });
        assert_eq!(block_on(std::future::pending::<()>()), None, "somebody still waits for something");
        device::now() - began.unwrap()
    });
    let took = rested.join().unwrap();
    assert!(took < 500, "the next try is not waited for once all is kept: {took}");
}
