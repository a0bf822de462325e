//! Keeping, tried with two tabs over one store.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::device::block_on;
use super::late::asked;
use super::memory::Fault;
use super::model::Base;
use super::*;
use crate::basics::Digest;
use crate::dossier::{Attachment, Draft};
use std::cell::RefCell;
use std::rc::Rc;

pub(super) fn draft(text: &str) -> Draft {
    let mut draft = Draft::default();
    draft.set_field("system.name", text);
    draft
}

type Seen = Rc<RefCell<Vec<SaveState>>>;

fn watch() -> (Seen, impl Fn(&SaveState) + 'static) {
    let seen = Seen::default();
    let into = Rc::clone(&seen);
    (seen, move |state: &SaveState| into.borrow_mut().push(state.clone()))
}

fn name(loaded: &Loaded) -> String {
    loaded.draft.field("system.name").to_owned()
}

#[test]
fn what_was_edited_is_there_after_a_reload() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let (seen, on_state) = watch();
        let keeper = Keeper::begin(&drafts, None, on_state).await;
        assert!(drafts.list().await.unwrap().is_empty(), "nothing is written before the first edit");
        for text in ["一", "一二", "一二三"] {
            keeper.edited(&draft(text), text);
        }
        assert_eq!(keeper.flush().await, SaveState::MemoryOnly);
        assert_eq!(*seen.borrow(), [SaveState::Saving, SaveState::MemoryOnly]);
        let list = drafts.list().await.unwrap();
        assert_eq!(
            (list.len(), list[0].title.as_str(), list[0].revision),
            (1, "一二三", 1),
            "one save, not three"
        );
        let (_, loaded) = Keeper::open(&drafts, &keeper.id(), |_| {}).await.unwrap();
        assert_eq!(name(&loaded), "一二三");
        assert!(drafts.of("b").list().await.unwrap().is_empty(), "another owner sees nothing");
    })
    .unwrap();
}

#[test]
fn two_tabs_keep_both_texts() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let first = Keeper::begin(&drafts, None, |_| {}).await;
        first.edited(&draft("共同"), "t");
        first.flush().await;
        let (seen, on_state) = watch();
        let (second, _) = Keeper::open(&drafts, &first.id(), on_state).await.unwrap();
        assert!(second.open_elsewhere());
        first.edited(&draft("甲"), "t");
        first.flush().await;
        second.edited(&draft("乙"), "t");
        second.flush().await;
        let copy = second.id();
        assert_ne!(copy, first.id());
        assert_eq!(seen.borrow().last(), Some(&SaveState::Conflict { copy: copy.clone() }));
        let (ours, theirs) = (drafts.load(&copy).await.unwrap(), drafts.load(&first.id()).await.unwrap());
        assert_eq!((name(&ours), name(&theirs)), ("乙".into(), "甲".into()));
        assert_eq!(ours.conflict_of, Some(first.id()));
        // The loser goes on in its copy, without another conflict.
        second.edited(&draft("乙二"), "t");
        second.flush().await;
        assert_eq!((second.id(), name(&drafts.load(&copy).await.unwrap())), (copy, "乙二".into()));
    })
    .unwrap();
}

#[test]
fn what_a_closing_page_left_behind_is_kept_when_the_drafts_are_opened() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let saved = drafts.save("d", &Base::default(), "w", &"t".into(), &draft("一"), 1).await.unwrap();
        drafts.park(&asked("d", &saved.base, "w", &"t".into(), &draft("二"), 2), None);
        drafts.park(&asked("new", &Base::default(), "w3", &"t".into(), &draft("三"), 3), None);
        drafts.recover().await;
        assert_eq!(name(&drafts.load("d").await.unwrap()), "二");
        assert_eq!(name(&drafts.load("new").await.unwrap()), "三");
        // Where somebody else wrote in the meantime, it is a conflict copy like any other.
        drafts.park(&asked("d", &saved.base, "w4", &"t".into(), &draft("四"), 4), None);
        drafts.recover().await;
        let list = drafts.list().await.unwrap();
        assert_eq!(list.iter().filter(|s| s.conflict_of.as_deref() == Some("d")).count(), 1);
        assert_eq!((list.len(), name(&drafts.load("d").await.unwrap())), (3, "二".into()));
        // A save that still could leaves nothing behind.
        drafts.park(&asked("d", &saved.base, "w", &"t".into(), &draft("五"), 5), None);
        drafts.save("d", &saved.base, "w", &"t".into(), &draft("五"), 5).await.unwrap();
        assert!(drafts.memory().unwrap().scan(&["late"]).is_empty());
    })
    .unwrap();
}

#[test]
fn edits_that_only_were_parked_are_there_when_the_drafts_are_opened() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let keeper = Keeper::begin(&drafts, None, |_| {}).await;
        keeper.park();
        assert!(drafts.memory().unwrap().scan(&[]).is_empty(), "nothing to write down");
        keeper.edited(&draft("一"), "t");
        keeper.park();
        drafts.recover().await;
        assert_eq!(name(&drafts.load(&keeper.id()).await.unwrap()), "一");
        // The page lived on: its own next save is no conflict with what was recovered.
        keeper.edited(&draft("二"), "t");
        keeper.flush().await;
        let list = drafts.list().await.unwrap();
        assert_eq!((list.len(), list[0].conflict_of.clone()), (1, None));
        assert_eq!(name(&drafts.load(&keeper.id()).await.unwrap()), "二");
    })
    .unwrap();
}

#[test]
fn a_full_device_is_shown_and_tried_again() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let (seen, on_state) = watch();
        let keeper = Keeper::begin(&drafts, None, on_state).await;
        drafts.memory().unwrap().fault.set(Some(Fault::Full));
        keeper.edited(&draft("一"), "t");
        assert_eq!(keeper.flush().await, SaveState::Failed(Error::Full));
        device::wait(10_000).await;
        assert_eq!(keeper.state(), SaveState::MemoryOnly);
        assert_eq!(seen.borrow().len(), 3);
        assert_eq!(name(&drafts.load(&keeper.id()).await.unwrap()), "一");
    })
    .unwrap();
}

#[test]
fn an_answer_that_was_lost_makes_no_second_draft() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let keeper = Keeper::begin(&drafts, None, |_| {}).await;
        drafts.memory().unwrap().fault.set(Some(Fault::AnswerLost));
        keeper.edited(&draft("一"), "t");
        assert_eq!(keeper.flush().await, SaveState::Failed(Error::Timeout));
        keeper.edited(&draft("二"), "t");
        device::wait(10_000).await;
        let list = drafts.list().await.unwrap();
        assert_eq!((list.len(), list[0].revision), (1, 2));
        assert_eq!(name(&drafts.load(&keeper.id()).await.unwrap()), "二");
    })
    .unwrap();
}

#[test]
fn a_damaged_revision_is_set_aside_and_the_one_before_is_offered() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let mut base = Base::default();
        for text in ["一", "二", "三", "四"] {
            base = drafts.save("d", &base, "w", &"t".into(), &draft(text), 1).await.unwrap().base;
        }
        let revisions = drafts.memory().unwrap().scan(&["revision", "a", "d"]);
        assert_eq!(revisions.len(), model::KEPT_REVISIONS);
        let damage = |text: &str| {
            let (key, whole) = revisions.last().unwrap().clone();
            assert!(whole.contains("四"));
            let ops = vec![Op::Put(key, text.to_owned())];
            drafts.memory().unwrap().transact(&[], |_| Ok((ops, ()))).unwrap();
        };
        damage("{\"format\":");
        let loaded = drafts.load("d").await.unwrap();
        assert_eq!((name(&loaded), loaded.revision, loaded.set_aside), ("三".into(), 3, 1));
        // The next save goes on from the head, and nothing is called a conflict.
        let saved = drafts.save("d", &loaded.base, "w2", &"t".into(), &draft("五"), 1).await.unwrap();
        assert_eq!((saved.base.revision, saved.conflict), (5, false));
        assert_eq!(name(&drafts.load("d").await.unwrap()), "五");
    })
    .unwrap();
}

#[test]
fn a_damaged_head_leaves_the_revisions_readable_and_the_others_listed() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        drafts.save("d", &Base::default(), "w", &"t".into(), &draft("一"), 1).await.unwrap();
        drafts.save("e", &Base::default(), "w", &"other".into(), &draft("二"), 2).await.unwrap();
        let head = |text: &str| {
            let ops = vec![Op::Put(vec!["head".into(), "a".into(), "d".into()], text.to_owned())];
            drafts.memory().unwrap().transact(&[], |_| Ok((ops, ()))).unwrap();
        };
        let good = drafts.memory().unwrap().scan(&["head", "a", "d"])[0].1.clone();
        head(&good.replace("\"revision\":1", "\"revision\":9"));
        let list = drafts.list().await.unwrap();
        assert_eq!(list.len(), 2);
        assert!(list.iter().any(|s| s.id == "d" && matches!(s.trouble, Some(Error::Damaged(_)))));
        let loaded = drafts.load("d").await.unwrap();
        assert_eq!((name(&loaded), loaded.set_aside), ("一".into(), 1));
        let saved = drafts.save("d", &loaded.base, "w2", &"t".into(), &draft("三"), 3).await.unwrap();
        assert!(!saved.conflict);
        assert_eq!(
            drafts.memory().unwrap().scan(&["aside", "a"]).len(),
            1,
            "what was damaged is not thrown away"
        );
        head(&good.replace("\"version\":1", "\"version\":3"));
        assert_eq!(drafts.load("d").await, Err(Error::Newer));
        let refused = drafts.save("d", &saved.base, "w2", &"t".into(), &draft("四"), 4).await;
        assert_eq!(refused, Err(Error::Newer), "0 bytes are written over a newer version's record");
    })
    .unwrap();
}

#[test]
fn attachments_are_kept_while_somebody_names_them() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let (plan, stray) =
            (drafts.put_blob(b"plan", 0).await.unwrap(), drafts.put_blob(b"stray", 0).await.unwrap());
        let sent = drafts.put_blob(b"sent", 0).await.unwrap();
        let mut with_plan = draft("一");
        let attachment = |digest: Digest| Attachment {
            role: "plan".into(),
            name: "p".into(),
            media_type: String::new(),
            size: 4,
            digest,
        };
        with_plan.attachments.push(attachment(plan));
        let saved = drafts.save("d", &Base::default(), "w", &"t".into(), &with_plan, 1).await.unwrap();
        drafts.save("d", &saved.base, "w", &"t".into(), &draft("二"), 2).await.unwrap();
        let row = OutboxRow { attachments: vec![sent], ..OutboxRow::default() };
        drafts.set_outbox("d", &row).await.unwrap().unwrap();
        assert_eq!(drafts.collect(1000).await, Ok(0), "what is young stays");
        assert_eq!(drafts.collect(100_000_000).await, Ok(1));
        assert_eq!(drafts.blob(plan).await.as_deref(), Ok(&b"plan"[..]), "a kept revision still names it");
        assert_eq!(drafts.blob(stray).await, Err(Error::Missing));
        drafts.remove("d").await.unwrap();
        assert_eq!(drafts.collect(100_000_000).await, Ok(2));
    })
    .unwrap();
}

#[test]
fn the_outbox_is_written_by_whoever_saw_its_newest_row() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let row = |serial, state: &str| OutboxRow { serial, state: state.into(), ..OutboxRow::default() };
        assert_eq!(drafts.set_outbox("d", &row(0, "frozen")).await, Ok(Ok(1)));
        assert_eq!(drafts.set_outbox("d", &row(1, "sending")).await, Ok(Ok(2)));
        let late = drafts.set_outbox("d", &row(1, "frozen")).await;
        assert_eq!(late, Ok(Err(row(2, "sending"))), "the other tab learns what stands there");
        drafts.memory().unwrap().fault.set(Some(Fault::AnswerLost));
        assert_eq!(drafts.set_outbox("d", &row(2, "accepted")).await, Err(Error::Timeout));
        assert_eq!(
            drafts.set_outbox("d", &row(2, "accepted")).await,
            Ok(Ok(3)),
            "the same write again is no conflict"
        );
        assert_eq!(drafts.outbox("d").await.unwrap().unwrap().state, "accepted");
    })
    .unwrap();
}

#[test]
fn after_a_failure_of_the_program_nothing_is_written() {
    // A thread of its own: freezing lasts as long as the page, here the thread.
    let tried = std::thread::spawn(|| {
        block_on(async {
            let drafts = Drafts::open("a").await;
            drafts.save("d", &Base::default(), "w", &"t".into(), &draft("一"), 1).await.unwrap();
            freeze();
            let late = drafts.save("d", &Base::default(), "w", &"t".into(), &draft("二"), 1).await;
            (late.err(), name(&drafts.load("d").await.unwrap()))
        })
    });
    assert_eq!(tried.join().unwrap(), Some((Some(Error::Frozen), "一".into())));
}
