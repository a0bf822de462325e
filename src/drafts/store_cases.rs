//! What the store promises beside keeping: order, removal, other tabs, attachments that nobody names, damage.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::device::block_on;
use super::late::asked;
use super::model::Base;
use super::tests::draft;
use super::*;
use crate::basics::Digest;
use crate::dossier::Errand;
use crate::wire::canonical;
use serde_json::{Value, json};

const DAY: u64 = 86_400_000;

async fn keep(drafts: &Drafts, id: &str, text: &str, at: u64) -> Base {
    drafts.save(id, &Base::default(), "w", &text.into(), &draft(text), at).await.unwrap().base
}

fn key(kind: &str, id: &str) -> Key {
    vec![kind.into(), "a".into(), id.into()]
}

/// Changes the tables behind the store's back.
fn change(drafts: &Drafts, ops: Vec<Op>) {
    drafts.memory().unwrap().transact(&[], |_| Ok((ops, ()))).unwrap();
}

/// The keys of every record that lies there, without the owner.
fn lies(drafts: &Drafts) -> Vec<String> {
    let all = drafts.memory().unwrap().scan(&[]);
    all.iter().map(|(key, _)| format!("{} {}", key[0], key[2..].join(" "))).collect()
}

#[test]
fn the_list_has_the_newest_first_and_equals_by_their_ids() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        for (id, at) in [("b", 5), ("c", 9), ("a", 5)] {
            keep(&drafts, id, &format!("title of {id}"), at).await;
        }
        let row = OutboxRow { state: "sending".into(), ..OutboxRow::default() };
        drafts.set_outbox("a", &row).await.unwrap().unwrap();
        change(&drafts, vec![Op::Put(key("outbox", "b"), "{".into())]);
        let list = drafts.list().await.unwrap();
        let told: Vec<_> = list
            .iter()
            .map(|line| (line.id.as_str(), line.title.as_str(), line.updated, line.outbox.as_deref()))
            .collect();
        let expected = [
            ("c", "title of c", 9, None),
            ("a", "title of a", 5, Some("sending")),
            ("b", "title of b", 5, Some("damaged")),
        ];
        assert_eq!(told, expected);
    })
    .unwrap();
}

#[test]
fn what_was_never_kept_is_missing() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        keep(&drafts, "d", "一", 1).await;
        assert_eq!(drafts.load("e").await.err(), Some(Error::Missing));
        assert_eq!(drafts.outbox("d").await, Ok(None));
        assert_eq!(drafts.blob(Digest::of(b"none")).await, Err(Error::Missing));
        // A draft of which only the head is left was kept, and is lost.
        let revisions = drafts.memory().unwrap().scan(&["revision"]);
        change(&drafts, revisions.into_iter().map(|(key, _)| Op::Delete(key)).collect());
        assert_eq!(drafts.load("d").await.err(), Some(Error::Damaged(Vec::new())));
    })
    .unwrap();
}

#[test]
fn the_same_case_again_writes_nothing_and_begins_from_what_is_there() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let base = keep(&drafts, "d", "一", 1).await;
        let before = drafts.memory().unwrap().scan(&[]);
        let again = drafts.save("d", &Base::default(), "other", &"t".into(), &draft("一"), 2).await.unwrap();
        assert_eq!(again, Saved { id: "d".into(), base, conflict: false });
        assert_eq!(drafts.memory().unwrap().scan(&[]), before);
    })
    .unwrap();
}

#[test]
fn removing_takes_every_record_of_a_draft_and_of_no_other() {
    block_on(async {
        let drafts = Drafts::lasting("a");
        let base = keep(&drafts, "d", "一", 1).await;
        keep(&drafts, "dd", "二", 2).await;
        let others = ["head dd", "revision dd 000000000001-w"];
        drafts.set_outbox("d", &OutboxRow::default()).await.unwrap().unwrap();
        drafts.park(&asked("d", &base, "w2", &"t".into(), &draft("三"), 3), None);
        assert_eq!(lies(&drafts).len(), 6);
        drafts.remove("d").await.unwrap();
        assert_eq!(lies(&drafts), others);
        assert!(drafts.missed(&[]), "the other draft would be missed still");
        drafts.remove("dd").await.unwrap();
        assert_eq!(lies(&drafts), [""; 0]);
        assert!(!drafts.missed(&[]), "what a person removed is not missed");
    })
    .unwrap();
}

#[test]
fn only_another_tab_of_the_same_owner_is_heard() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let (ours, mine) = (drafts.owner_digest(), drafts.shut.tag());
        assert_ne!(mine, drafts.of("a").shut.tag(), "each opening has its own name");
        let cases = [
            (format!("tab {ours} lock"), Some(News::Lock)),
            (format!("tab {ours} vault"), Some(News::Vault)),
            (format!("{mine} {ours} lock"), None),
            (format!("{mine} {ours} vault"), None),
            (format!("tab {} lock", drafts.of("b").owner_digest()), None),
            (format!("tab {ours} else"), None),
            (format!("tab {ours}"), None),
            (String::new(), None),
        ];
        for (said, expected) in cases {
            assert_eq!(drafts.heard(&said), expected, "{said}");
        }
    })
    .unwrap();
}

#[test]
fn locks_and_ids_are_told_apart() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let mut names = vec![
            drafts.lock_name("d", "edit"),
            drafts.lock_name("d", "send"),
            drafts.lock_name("e", "edit"),
            drafts.of("b").lock_name("d", "edit"),
            Drafts::fresh_id(),
            Drafts::fresh_id(),
        ];
        assert_eq!(names[4].len(), 32);
        assert!(names[4].bytes().all(|byte| byte.is_ascii_hexdigit()));
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 6);
    })
    .unwrap();
}

#[test]
fn an_attachment_that_nobody_names_goes_when_it_is_more_than_a_day_old() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let stray = drafts.put_blob(b"stray", 7).await.unwrap();
        assert_eq!(drafts.collect(7 + DAY).await, Ok(0));
        assert_eq!(drafts.blob(stray).await.as_deref(), Ok(&b"stray"[..]));
        assert_eq!(drafts.papers().await.unwrap(), [stray]);
        // While a head or a row cannot be read, nobody knows what it names.
        for kind in ["head", "outbox"] {
            change(&drafts, vec![Op::Put(key(kind, "d"), "{".into())]);
            assert_eq!(drafts.collect(u64::MAX).await, Ok(0), "{kind}");
            change(&drafts, vec![Op::Delete(key(kind, "d"))]);
        }
        // One of which nobody knows when it was kept stays.
        let undated = key("blob", &drafts.put_blob(b"undated", 7).await.unwrap().to_string());
        change(&drafts, vec![Op::Put(undated.clone(), "soon".into())]);
        assert_eq!(drafts.collect(8 + DAY).await, Ok(1));
        assert_eq!(drafts.blob(stray).await, Err(Error::Missing));
        assert!(drafts.memory().unwrap().blob(&undated).is_some());
        assert_eq!(drafts.memory().unwrap().blob(&key("blob", &stray.to_string())), None);
    })
    .unwrap();
}

#[test]
fn bytes_that_are_not_those_of_their_digest_are_never_given() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let plan = drafts.put_blob(b"plan", 1).await.unwrap();
        change(&drafts, vec![Op::PutBlob(key("blob", &plan.to_string()), (*b"plot").into())]);
        assert_eq!(drafts.blob(plan).await, Err(Error::Missing));
    })
    .unwrap();
}

#[test]
fn a_revision_counts_only_where_its_head_names_it_and_its_digest() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let first = keep(&drafts, "d", "一", 1).await;
        drafts.save("d", &first, "w", &"t".into(), &draft("二"), 2).await.unwrap();
        let revision = |name: &str| vec!["revision".into(), "a".into(), "d".into(), name.to_owned()];
        let texts = drafts.memory().unwrap().scan(&["revision"]);
        let (older, newer) = (texts[0].1.clone(), texts[1].1.clone());
        let told = async || {
            let loaded = drafts.load("d").await.unwrap();
            (loaded.draft.field("system.name").to_owned(), loaded.revision, loaded.set_aside)
        };
        // Left over from a draft of this id that was removed: of another number, or of another writer.
        for stray in ["000000000009-w", "000000000002-x"] {
            change(&drafts, vec![Op::Put(revision(stray), older.clone())]);
            assert_eq!(told().await, ("二".into(), 2, 0), "{stray}");
            change(&drafts, vec![Op::Delete(revision(stray))]);
        }
        // Whole, but not what was kept under this name.
        change(&drafts, vec![Op::Put(revision("000000000002-w"), older.clone())]);
        assert_eq!(told().await, ("一".into(), 1, 1));
        // Without a head the text's own digest decides, and the order of the keys.
        change(
            &drafts,
            vec![Op::Delete(key("head", "d")), Op::Put(revision("000000000002-w"), newer.clone())],
        );
        assert_eq!(told().await, ("二".into(), 2, 1));
        let loaded = drafts.load("d").await.unwrap();
        assert_eq!((loaded.title.as_str(), loaded.base), ("d", Base { revision: 2, writer: "w".into() }));
        change(&drafts, vec![Op::Put(revision("000000000002-w"), newer.replace("二", "三"))]);
        assert_eq!(told().await, ("一".into(), 1, 2));
        change(&drafts, vec![Op::Put(revision("000000000001-w"), "x".into())]);
        let left = vec!["x".to_owned(), newer.replace("二", "三")];
        assert_eq!(drafts.load("d").await.err(), Some(Error::Damaged(left)));
    })
    .unwrap();
}

#[test]
fn the_label_of_a_draft_and_whose_copy_it_is_come_back_with_it() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let step = StepOf { reference: "2026-000001".into(), errand: Errand::Change };
        let label = Label { title: "变更".into(), step: Some(step.clone()) };
        drafts.save("d", &Base::default(), "w", &label, &draft("一"), 1).await.unwrap();
        let copy = drafts.save("d", &Base::default(), "other", &label, &draft("二"), 2).await.unwrap();
        assert!(copy.conflict);
        for (id, of) in [("d", None), (copy.id.as_str(), Some("d"))] {
            let loaded = drafts.load(id).await.unwrap();
            let line = drafts.list().await.unwrap().into_iter().find(|line| line.id == id).unwrap();
            assert_eq!(
                (loaded.title, loaded.step, loaded.conflict_of.as_deref()),
                ("变更".into(), Some(step.clone()), of)
            );
            assert_eq!(
                (line.title, line.step, line.conflict_of.as_deref()),
                ("变更".into(), Some(step.clone()), of)
            );
        }
    })
    .unwrap();
}

/// A record as it lies there, with some members changed and its checksum right.
fn resealed(text: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    change(&mut value);
    value.as_object_mut().unwrap().remove("sum");
    let sum = canonical::digest(&value).unwrap().to_string();
    value["sum"] = sum.into();
    canonical::to_string(&value).unwrap()
}

#[test]
fn a_head_that_says_nothing_of_use_is_damage_though_its_checksum_is_right() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let step = Some(StepOf { reference: "2026-000001".into(), errand: Errand::Change });
        let label = Label { title: "变更".into(), step };
        drafts.save("d", &Base::default(), "w", &label, &draft("一"), 1).await.unwrap();
        let good = drafts.memory().unwrap().scan(&["head"])[0].1.clone();
        assert!(record::read_head(&resealed(&good, |_| {})).is_ok());
        type Change = fn(&mut Value);
        let changes: [(&str, Change); 4] = [
            ("no revision", |head| head["kept"] = json!([])),
            ("an errand that nobody knows", |head| head["step"]["errand"] = "x".into()),
            ("no digest of its revision", |head| head["kept"][0]["digest"] = Value::Null),
            ("no title", |head| _ = head.as_object_mut().unwrap().remove("title")),
        ];
        for (why, change) in changes {
            let read = record::read_head(&resealed(&good, change));
            assert!(matches!(read, Err(Error::Damaged(_))), "{why}: {read:?}");
        }
        // What has no canonical form has no checksum either: that they agree in this proves nothing.
        let mut neither: Value = serde_json::from_str(&good).unwrap();
        neither.as_object_mut().unwrap().remove("sum");
        neither["more"] = json!(1.5);
        let read = record::read_head(&neither.to_string());
        assert!(matches!(read, Err(Error::Damaged(_))), "no checksum, and none that could be: {read:?}");
        let unsealed = good.replace("\"sum\":", "\"sun\":");
        assert!(matches!(record::read_head(&unsealed), Err(Error::Damaged(_))), "no checksum at all");
        let other = resealed(&good, |head| head["format"] = "govcloud-outbox".into());
        assert!(matches!(record::read_head(&other), Err(Error::Damaged(_))), "another kind of record");
    })
    .unwrap();
}

#[test]
fn a_step_is_the_same_where_case_and_errand_are_and_an_application_may_choose_anew() {
    let step = |reference: &str, errand| StepOf { reference: reference.into(), errand };
    let cases = [
        (step("1", Errand::Change), step("1", Errand::Change), true),
        (step("1", Errand::Change), step("2", Errand::Change), false),
        (step("1", Errand::Change), step("1", Errand::Leave), false),
        (step("1", Errand::Deploy), step("1", Errand::Migrate), true),
        (step("1", Errand::Migrate), step("1", Errand::Deploy), true),
        (step("1", Errand::Deploy), step("2", Errand::Migrate), false),
        (step("1", Errand::Deploy), step("1", Errand::Change), false),
        (step("1", Errand::Change), step("1", Errand::Migrate), false),
    ];
    for (one, other, same) in cases {
        assert_eq!(one.is_same(&other), same, "{one:?} {other:?}");
    }
}
