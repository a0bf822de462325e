//! Backup, its return, copies and clearing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::dossier::{Attachment, Draft};
use crate::drafts::OutboxRow;
use crate::drafts::device::block_on;

fn draft(name: &str) -> Draft {
    let mut draft = Draft::default();
    draft.set_field("system.name", name);
    draft
}

async fn keep(drafts: &Drafts, id: &str, draft: &Draft) {
    let label = Label::from(draft.field("system.name"));
    drafts.save(id, &Base::default(), "w", &label, draft, 7).await.unwrap();
}

async fn taken(drafts: &Drafts) -> (String, BackedUp) {
    let mut text = String::new();
    let told = drafts.backup(1, false, |line| text += &(line + "\n")).await.unwrap();
    (text, told)
}

async fn filled() -> Drafts {
    let drafts = Drafts::lasting("a");
    let digest = drafts.put_blob(b"plan", 1).await.unwrap();
    let mut first = draft("甲系统");
    first.attachments.push(Attachment {
        role: "plan".into(),
        name: "方案.pdf".into(),
        media_type: "application/pdf".into(),
        size: 4,
        digest,
    });
    keep(&drafts, "d1", &first).await;
    keep(&drafts, "d2", &draft("乙系统")).await;
    let row = OutboxRow { state: "accepted".into(), text: "{}".into(), ..OutboxRow::default() };
    drafts.set_outbox("d1", &row).await.unwrap().unwrap();
    drafts
}

#[test]
fn what_was_backed_up_comes_back_on_another_device() {
    block_on(async {
        let (text, told) = taken(&filled().await).await;
        assert_eq!(told, BackedUp { drafts: 2, papers: 1, ..BackedUp::default() });
        let there = Drafts::open("a").await;
        let restored = there.restore(&text, 9).await.unwrap();
        let whole = Restored { added: 2, papers: 1, whole: true, ..Restored::default() };
        assert_eq!(restored, whole);
        let first = there.load("d1").await.unwrap();
        assert_eq!(first.draft.field("system.name"), "甲系统");
        assert_eq!(first.outbox.unwrap().state, "accepted");
        assert_eq!(there.blob(first.draft.attachments[0].digest).await.unwrap(), b"plan");
        let again = there.restore(&text, 9).await.unwrap();
        assert_eq!((again.added, again.same, again.copies), (0, 2, 0));
        assert_eq!(there.list().await.unwrap().len(), 2);
        // Another person has the drafts, and not what was handed in.
        let other = there.of("b");
        other.restore(&text, 9).await.unwrap();
        assert_eq!(other.load("d1").await.unwrap().outbox, None);
    })
    .unwrap();
}

#[test]
fn what_is_here_is_never_overwritten() {
    block_on(async {
        let drafts = filled().await;
        let (text, _) = taken(&drafts).await;
        let base = drafts.load("d2").await.unwrap().base;
        drafts.save("d2", &base, "w", &"丙".into(), &draft("丙系统"), 8).await.unwrap();
        let told = drafts.restore(&text, 9).await.unwrap();
        assert_eq!((told.added, told.same, told.copies), (0, 1, 1));
        assert_eq!(drafts.load("d2").await.unwrap().draft.field("system.name"), "丙系统");
        let list = drafts.list().await.unwrap();
        assert!(list.iter().any(|s| s.title == "乙系统（恢复）"), "{list:?}");
    })
    .unwrap();
}

#[test]
fn a_file_that_was_cut_or_changed_gives_what_is_whole() {
    block_on(async {
        let (text, _) = taken(&filled().await).await;
        let cut: String = text.lines().take(2).map(|line| format!("{line}\n")).collect();
        let told = Drafts::open("x").await.restore(&cut, 9).await.unwrap();
        assert_eq!((told.added, told.whole), (1, false));
        let changed = text.replace("乙系统", "丁系统");
        let told = Drafts::open("y").await.restore(&changed, 9).await.unwrap();
        assert_eq!((told.added, told.unread.len(), told.whole), (1, 1, false), "{told:?}");
        let broken = text.replacen("{\"paper\"", "{\"paper", 1);
        let told = Drafts::open("z").await.restore(&broken, 9).await.unwrap();
        assert_eq!((told.added, told.papers, told.unread.len()), (2, 0, 1));
        for none in ["", "{}", "{\"format\":\"govcloud-case\",\"version\":1}", "PK\u{3}"] {
            assert!(Drafts::open("n").await.restore(none, 9).await.is_err(), "{none}");
        }
        let newer = text.replacen("\"version\":1", "\"version\":3", 1);
        let why = Drafts::open("n").await.restore(&newer, 9).await.unwrap_err();
        assert!(why.zh.contains('3'), "{why:?}");
    })
    .unwrap();
}

#[test]
fn a_copy_stands_for_itself_and_clearing_leaves_nothing() {
    block_on(async {
        let drafts = filled().await;
        let copy = drafts.copy("d1", 8).await.unwrap();
        let loaded = drafts.load(&copy).await.unwrap();
        assert_eq!((loaded.title.as_str(), loaded.outbox), ("甲系统（副本）", None));
        let other = drafts.of("b");
        keep(&other, "o", &draft("他人")).await;
        assert_eq!(drafts.clear().await.unwrap(), 3);
        assert_eq!(drafts.list().await.unwrap(), []);
        assert_eq!(drafts.blob(loaded.draft.attachments[0].digest).await, Err(Error::Missing));
        assert!(!drafts.missed(&[]), "what the person cleared is not missed");
        assert_eq!(other.list().await.unwrap().len(), 1, "others keep theirs");
    })
    .unwrap();
}

#[test]
fn drafts_that_went_without_the_person_are_missed() {
    block_on(async {
        let drafts = Drafts::lasting("evicted");
        keep(&drafts, "d", &draft("甲")).await;
        let list = drafts.list().await.unwrap();
        assert!(!drafts.missed(&list));
        // The browser has cleared its tables; what it remembers of habits stayed.
        let fresh = Drafts::lasting("evicted");
        let list = fresh.list().await.unwrap();
        assert!(fresh.missed(&list));
        let page = Drafts::open("evicted").await;
        assert!(!page.missed(&[]), "a page that has no storage cannot tell");
        assert!(!fresh.of("other").missed(&[]), "another owner misses nothing");
        fresh.settle(true);
        assert!(!fresh.missed(&list));
        assert!(!Drafts::lasting("new").missed(&[]), "a new device misses nothing");
    })
    .unwrap();
}
