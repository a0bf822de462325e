//! Encryption, tried natively: the format by another author's cipher, every phase, every secret, what is changed outside.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::seal::is_sealed;
use super::*;
use crate::dossier::{Attachment, Draft};
use crate::drafts::device::block_on;
use crate::drafts::model::Base;
use crate::drafts::{Drafts, Keeper, Key, Op, OutboxRow, SaveState};

/// What a person typed: nothing of it may lie in the store.
const MARKERS: [&str; 4] = ["秘密系统", "秘密方案", "秘密回执", "2026-777"];

fn pass(text: &str) -> Secret {
    Secret::Passphrase(text.into())
}

fn draft(name: &str) -> Draft {
    let mut draft = Draft::default();
    draft.set_field("system.name", name);
    draft
}

async fn filled(owner: &str) -> Drafts {
    let drafts = Drafts::open(owner).await;
    let digest = drafts.put_blob("秘密方案".as_bytes(), 1).await.unwrap();
    let mut first = draft("秘密系统");
    let name = "秘密方案.txt".to_owned();
    first.attachments.push(Attachment {
        role: "plan".into(),
        name,
        media_type: "text/plain".into(),
        size: 12,
        digest,
    });
    drafts.save("d1", &Base::default(), "w", &"秘密系统".into(), &first, 7).await.unwrap();
    drafts.save("d2", &Base::default(), "w", &"乙".into(), &draft("乙"), 8).await.unwrap();
    let row =
        OutboxRow { state: "accepted".into(), text: "秘密回执 2026-777".into(), ..OutboxRow::default() };
    drafts.set_outbox("d1", &row).await.unwrap().unwrap();
    drafts
}

/// Everything that lies in the store, keys and all.
async fn lies(drafts: &Drafts) -> (Vec<(Key, String)>, Vec<Vec<u8>>) {
    let texts = drafts.raw_scan(&[]).await.unwrap();
    let mut blobs = Vec::new();
    for (key, _) in texts.iter().filter(|(key, _)| key[0] == "blob") {
        blobs.extend(drafts.raw_blob(key).await.unwrap());
    }
    (texts, blobs)
}

async fn holds_nothing(drafts: &Drafts) {
    let (texts, blobs) = lies(drafts).await;
    let plan = Digest::of("秘密方案".as_bytes()).to_string();
    for (key, text) in texts {
        for marker in MARKERS.iter().copied().chain([plan.as_str()]) {
            assert!(
                !text.contains(marker) && !key.iter().any(|part| part.contains(marker)),
                "{key:?}: {text}"
            );
        }
        assert!(key[0] == "vault" || is_sealed(&text), "{key:?}: {text}");
    }
    for bytes in blobs {
        assert!(!bytes.windows(12).any(|part| part == "秘密方案".as_bytes()));
    }
}

async fn is_whole(drafts: &Drafts) {
    let list = drafts.list().await.unwrap();
    assert_eq!(list.len(), 2, "{list:?}");
    let first = drafts.load("d1").await.unwrap();
    assert_eq!((first.draft.field("system.name"), first.title.as_str()), ("秘密系统", "秘密系统"));
    assert_eq!(first.outbox.unwrap().text, "秘密回执 2026-777");
    assert_eq!(drafts.blob(first.draft.attachments[0].digest).await.unwrap(), "秘密方案".as_bytes());
    assert_eq!(drafts.papers().await.unwrap(), [first.draft.attachments[0].digest]);
}

/// The same store as another tab has it: it knows no key.
fn other_tab(drafts: &Drafts) -> Drafts {
    drafts.of(drafts.owner())
}

#[test]
fn all_of_it_is_sealed_read_locked_unlocked_and_opened_again() {
    block_on(async {
        let drafts = filled("a").await;
        assert_eq!(drafts.guard().await, Ok(Guard::None));
        drafts.turn_on(&pass("十个字的口令一二三四"), |_| {}).await.unwrap();
        assert_eq!(drafts.guard().await, Ok(Guard::Open(Way::Passphrase)));
        holds_nothing(&drafts).await;
        is_whole(&drafts).await;
        // What is kept from now on is sealed as well.
        let base = drafts.load("d2").await.unwrap().base;
        drafts.save("d2", &base, "w", &"秘密系统二".into(), &draft("秘密系统二"), 9).await.unwrap();
        drafts.put_blob("另一份秘密方案".as_bytes(), 1).await.unwrap();
        holds_nothing(&drafts).await;
        drafts.lock();
        let told = (drafts.list().await, drafts.load("d1").await.err(), drafts.guard().await);
        assert_eq!(told, (Err(Error::Locked), Some(Error::Locked), Ok(Guard::Locked(Way::Passphrase))));
        let kept = drafts.save("d3", &Base::default(), "w", &"丙".into(), &draft("丙"), 9).await;
        assert_eq!(kept, Err(Error::Locked), "nothing is written in the clear");
        assert_eq!(drafts.unlock(&pass("十个字的口令一二三五"), |_| {}).await, Err(Error::WrongKey));
        drafts.unlock(&pass("十个字的口令一二三四"), |_| {}).await.unwrap();
        assert_eq!(drafts.load("d2").await.unwrap().draft.field("system.name"), "秘密系统二");
        assert_eq!(
            drafts.collect(u64::MAX).await,
            Ok(1),
            "what no draft names is found under its hidden name"
        );
        is_whole(&drafts).await;
        assert_eq!(drafts.turn_off(&pass("falsch falsch"), |_| {}).await, Err(Error::WrongKey));
        drafts.turn_off(&pass("十个字的口令一二三四"), |_| {}).await.unwrap();
        assert_eq!(drafts.guard().await, Ok(Guard::None));
        is_whole(&drafts).await;
        assert!(lies(&drafts).await.0.iter().all(|(_, text)| !is_sealed(text)));
    })
    .unwrap();
}

#[test]
fn a_store_that_is_half_sealed_or_half_opened_is_read_whole_and_ended_by_who_unlocks() {
    block_on(async {
        for stop in 0..6 {
            let drafts = filled("half").await;
            let secret = pass("one two three four");
            let (sealing, _, made) = Vault::make(drafts.owner_digest(), &secret).await.unwrap();
            // As a crash leaves it: the vault's record, and so many records sealed.
            drafts.raw(&[], |_| Ok((vec![Op::Put(drafts.vault_key(), sealing.write())], ()))).await.unwrap();
            let keys = Rc::new(made);
            let all = drafts.raw_scan(&[]).await.unwrap();
            let texts: Vec<_> = all.into_iter().filter(|(key, _)| key[0] != "vault").collect();
            for (key, text) in texts.iter().filter(|(key, _)| key[0] != "blob").take(stop) {
                let sealed = keys.seal(key, text).await.unwrap();
                drafts.raw(&[], |_| Ok((vec![Op::Put(key.clone(), sealed)], ()))).await.unwrap();
            }
            let tab = other_tab(&drafts);
            assert_eq!(tab.list().await, Err(Error::Locked));
            // Before the rest is sealed it can all be read.
            tab.shut.asked.set(false);
            tab.look().await.unwrap();
            *tab.shut.keys.borrow_mut() = Some(keys);
            is_whole(&tab).await;
            tab.let_go();
            tab.unlock(&secret, |_| {}).await.unwrap();
            is_whole(&tab).await;
            holds_nothing(&tab).await;
            assert_eq!(tab.shut.vault.borrow().as_ref().map(|vault| vault.phase), Some(Phase::On));
            // The other way: the phase says so, and some are open already.
            let vault = tab.vault_now().await.unwrap();
            let (clear, outer) = vault.unwrap(tab.owner_digest(), &secret).await.unwrap();
            let opening = vault.wrapped_as(tab.owner_digest(), &outer, Phase::Opening, &clear).await.unwrap();
            let mut ops = vec![Op::Put(tab.vault_key(), opening.write())];
            for (key, text) in texts.iter().filter(|(key, _)| key[0] != "blob").take(stop) {
                ops.push(Op::Put(key.clone(), text.clone()));
            }
            tab.raw(&[], |_| Ok((ops, ()))).await.unwrap();
            let third = other_tab(&drafts);
            third.unlock(&secret, |_| {}).await.unwrap();
            assert_eq!(third.guard().await, Ok(Guard::None));
            is_whole(&third).await;
        }
    })
    .unwrap();
}

#[test]
fn another_tab_writes_nothing_in_the_clear_once_one_has_turned_it_on() {
    block_on(async {
        let first = filled("tabs").await;
        let second = other_tab(&first);
        is_whole(&second).await;
        let keeper = Keeper::open(&second, "d1", |_| {}).await.unwrap().0;
        first.turn_on(&pass("one two three four"), |_| {}).await.unwrap();
        keeper.edited(&draft("秘密系统改"), "秘密系统改");
        assert_eq!(keeper.flush().await, SaveState::Failed(Error::Locked));
        holds_nothing(&first).await;
        assert_eq!(second.list().await, Err(Error::Locked));
        // Unlocked, the edit that waited is kept.
        second.unlock(&pass("one two three four"), |_| {}).await.unwrap();
        assert!(matches!(keeper.flush().await, SaveState::MemoryOnly | SaveState::Saved { .. }));
        assert_eq!(first.load("d1").await.unwrap().draft.field("system.name"), "秘密系统改");
        holds_nothing(&first).await;
        // Another secret: who has the keys goes on, and the old secret opens nothing any more.
        first.change_secret(&pass("one two three four"), &pass("five six seven")).await.unwrap();
        let base = second.load("d2").await.unwrap().base;
        second.save("d2", &base, "w2", &"乙".into(), &draft("乙二"), 9).await.unwrap();
        let third = other_tab(&first);
        assert_eq!(third.unlock(&pass("one two three four"), |_| {}).await, Err(Error::WrongKey));
        third.unlock(&pass("five six seven"), |_| {}).await.unwrap();
        // Turned off in one: the other goes on in the clear, which is what was asked for.
        first.turn_off(&pass("five six seven"), |_| {}).await.unwrap();
        assert_eq!(third.load("d2").await.unwrap().draft.field("system.name"), "乙二");
        assert_eq!(third.guard().await, Ok(Guard::None));
    })
    .unwrap();
}

#[test]
fn two_tabs_with_the_key_keep_both_texts() {
    block_on(async {
        let first = filled("both").await;
        first.turn_on(&pass("one two three four"), |_| {}).await.unwrap();
        let second = other_tab(&first);
        second.unlock(&pass("one two three four"), |_| {}).await.unwrap();
        let base = first.load("d1").await.unwrap().base;
        first.save("d1", &base, "w1", &"甲".into(), &draft("甲"), 9).await.unwrap();
        let saved = second.save("d1", &base, "w2", &"乙".into(), &draft("乙"), 9).await.unwrap();
        assert!(saved.conflict);
        assert_eq!(first.load("d1").await.unwrap().draft.field("system.name"), "甲");
        assert_eq!(first.load(&saved.id).await.unwrap().draft.field("system.name"), "乙");
        let row = OutboxRow { serial: 1, state: "sending".into(), ..OutboxRow::default() };
        assert_eq!(second.set_outbox("d1", &row).await, Ok(Ok(2)));
        let other = OutboxRow { state: "frozen".into(), ..row };
        assert!(first.set_outbox("d1", &other).await.unwrap().is_err(), "the serial is compared as ever");
    })
    .unwrap();
}

#[test]
fn what_is_changed_cut_or_moved_is_damage_and_never_read_as_something_else() {
    block_on(async {
        let drafts = filled("tamper").await;
        drafts.turn_on(&pass("one two three four"), |_| {}).await.unwrap();
        let key = |kind: &str, id: &str| -> Key { vec![kind.into(), "tamper".into(), id.into()] };
        let put = |key: Key, text: String| drafts.raw(&[], move |_| Ok((vec![Op::Put(key, text)], ())));
        let heads = drafts.raw_scan(&["head", "tamper"]).await.unwrap();
        let (first, second) = (heads[0].1.clone(), heads[1].1.clone());
        // One record in the place of another.
        put(key("head", "d2"), first.clone()).await.unwrap();
        let trouble =
            |list: Vec<crate::drafts::Summary>| list.into_iter().find(|s| s.id == "d2").unwrap().trouble;
        assert!(matches!(trouble(drafts.list().await.unwrap()), Some(Error::Damaged(_))));
        // Each character changed, and cut anywhere.
        let keys = drafts.at_hand().await.unwrap().unwrap().0;
        for at in 0..second.len() {
            let mut bytes = second.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            let read = keys.open(&key("head", "d2"), &changed).await;
            // The words around it carry no weight, and the padding bits of base64 are held to be nought.
            let frame = changed.len() == second.len() && read.is_some();
            assert!(read.is_none() || (frame && outside(&second, at)), "{at}: {changed}");
            assert_eq!(keys.open(&key("head", "d2"), &second[..at]).await, None);
        }
        // A clear record where all are sealed was not written by this program.
        let clear = filled("tamper").await.raw_scan(&["head", "tamper", "d2"]).await.unwrap()[0].1.clone();
        put(key("head", "d2"), clear).await.unwrap();
        assert!(matches!(trouble(drafts.list().await.unwrap()), Some(Error::Damaged(_))));
        put(key("head", "d2"), second).await.unwrap();
        is_whole(&drafts).await;
        // The phase cannot be changed by who does not know the secret.
        let mut vault = drafts.vault_now().await.unwrap();
        vault.phase = Phase::Opening;
        put(drafts.vault_key(), vault.write()).await.unwrap();
        let tab = other_tab(&drafts);
        assert_eq!(tab.unlock(&pass("one two three four"), |_| {}).await, Err(Error::WrongKey));
        // Nor may the vault be taken away.
        drafts.raw(&[], |_| Ok((vec![Op::Delete(drafts.vault_key())], ()))).await.unwrap();
        assert_eq!(other_tab(&drafts).list().await.unwrap()[0].trouble, Some(Error::Newer), "read-only");
    })
    .unwrap();
}

/// True where a character of a sealed text is not part of its data or nonce.
fn outside(text: &str, at: usize) -> bool {
    let value: Value = serde_json::from_str(text).unwrap();
    !["data", "iv"].iter().any(|name| {
        let part = value[*name].as_str().unwrap();
        let from = text.find(part).unwrap();
        (from..from + part.len()).contains(&at)
    })
}

#[test]
fn a_key_of_the_page_opens_what_it_sealed_and_nothing_else() {
    block_on(async {
        let host = async |byte: u8| Secret::Host(Cipher::of(&[byte; 32]).await.unwrap());
        let drafts = filled("host").await;
        drafts.turn_on(&host(1).await, |_| {}).await.unwrap();
        holds_nothing(&drafts).await;
        let tab = other_tab(&drafts);
        assert_eq!(tab.guard().await, Ok(Guard::Locked(Way::Host)));
        assert_eq!(tab.unlock(&host(2).await, |_| {}).await, Err(Error::WrongKey));
        assert_eq!(tab.unlock(&pass("one two three four"), |_| {}).await, Err(Error::WrongKey));
        tab.unlock(&host(1).await, |_| {}).await.unwrap();
        is_whole(&tab).await;
        // Another person's drafts are their own affair.
        assert_eq!(tab.of("b").guard().await, Ok(Guard::None));
        // Cleared without any key.
        let locked = other_tab(&drafts);
        assert_eq!(locked.list().await, Err(Error::Locked));
        assert_eq!(locked.clear().await, Ok(2));
        assert_eq!((locked.guard().await, lies(&locked).await.0.len()), (Ok(Guard::None), 0));
    })
    .unwrap();
}

#[test]
fn a_backup_is_sealed_by_choice_and_opened_by_the_same_secret_elsewhere() {
    block_on(async {
        let drafts = filled("backup").await;
        drafts.turn_on(&pass("one two three four"), |_| {}).await.unwrap();
        let taken = async |sealed| {
            let mut text = String::new();
            let told = drafts.backup(1, sealed, |line| text += &(line + "\n")).await.unwrap();
            (text, told.sealed)
        };
        let (clear, told) = taken(false).await;
        assert!(clear.contains("秘密系统") && !told);
        assert_eq!(Drafts::backup_way(&clear), Ok(None));
        let (sealed, told) = taken(true).await;
        assert!(told && MARKERS.iter().all(|marker| !sealed.contains(marker)), "{sealed}");
        assert_eq!(Drafts::backup_way(&sealed), Ok(Some(Way::Passphrase)));
        assert!(Drafts::open_backup(sealed.clone(), Some(&pass("not the right one"))).await.is_err());
        let opened = Drafts::open_backup(sealed.clone(), Some(&pass("one two three four"))).await.unwrap();
        let there = Drafts::open("backup").await;
        let restored = there.restore(&opened, 9).await.unwrap();
        assert_eq!((restored.added, restored.papers, restored.whole), (2, 1, true));
        is_whole(&there).await;
        // A line out of its place is named, and the rest comes back.
        let mut lines: Vec<&str> = sealed.lines().collect();
        lines.swap(2, 4);
        let opened = Drafts::open_backup(lines.join("\n"), Some(&pass("one two three four"))).await.unwrap();
        let told = Drafts::open("elsewhere").await.restore(&opened, 9).await.unwrap();
        assert_eq!((told.whole, told.unread.len()), (false, 2), "{told:?}");
    })
    .unwrap();
}

#[test]
fn a_page_that_closes_writes_down_only_what_was_sealed() {
    block_on(async {
        let drafts = filled("park").await;
        drafts.turn_on(&pass("one two three four"), |_| {}).await.unwrap();
        let keeper = Keeper::open(&drafts, "d1", |_| {}).await.unwrap().0;
        keeper.edited(&draft("秘密系统早"), "秘密系统早");
        keeper.park();
        holds_nothing(&drafts).await;
        assert_eq!(drafts.raw_scan(&["late"]).await.unwrap(), [], "nothing was sealed yet");
        crate::drafts::device::wait(40).await;
        keeper.park();
        assert_eq!(drafts.raw_scan(&["late"]).await.unwrap().len(), 1);
        holds_nothing(&drafts).await;
        let tab = other_tab(&drafts);
        tab.unlock(&pass("one two three four"), |_| {}).await.unwrap();
        assert_eq!(tab.load("d1").await.unwrap().draft.field("system.name"), "秘密系统早");
    })
    .unwrap();
}

#[test]
fn what_another_engine_sealed_by_the_docs_is_read() {
    block_on(async {
        // Made by the WebCrypto of Node from the words of src/docs/keeping.md, and kept: what was released stays readable.
        let text = include_str!("../../../tests/data/vault.v1.json");
        let example: Value = serde_json::from_str(text).unwrap();
        let part = |name: &str| example[name].as_str().unwrap().to_owned();
        let list = |name: &str| serde_json::from_value::<Key>(example[name].clone()).unwrap();
        let host = Secret::Host(Cipher::of(&STANDARD.decode(part("host")).unwrap()).await.unwrap());
        let vault = Vault::read(&record::sealed(example["vault"].clone())).unwrap();
        let keys = vault.open(Digest::of(b"owner"), &host).await.unwrap();
        assert_eq!(keys.open(&list("key"), &part("sealed")).await, Some(part("clear")));
        let bytes = STANDARD.decode(part("bytes")).unwrap();
        assert_eq!(keys.open_bytes(&list("name"), &bytes).await, Some(part("paper").into_bytes()));
        assert_eq!(vault.open(Digest::of(b"another"), &host).await.err(), Some(Error::WrongKey));
    })
    .unwrap();
}
