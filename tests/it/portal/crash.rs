//! The portal killed at any moment, under load: what it said it accepted is there afterwards, once.
//!
//! The program itself runs, on a real socket and a real file, and is killed with SIGKILL while four people hand in.
//! `cargo x crash 200` does it two hundred times.

use super::running::{Running, Sender, ask, json, look};
use super::sample::{self, PLAN};
use super::sm3;
use govcloud::wire::v1::envelope::Sealed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What was accepted: the reference by key; and everything that was ever sent.
#[derive(Default)]
struct Told {
    accepted: BTreeMap<String, String>,
    sent: BTreeMap<String, Arc<Sealed>>,
}

#[test]
fn whatever_was_accepted_outlives_a_crash() {
    let crashes: usize = std::env::var("GOVCLOUD_CRASHES").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("crash-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut portal = Running::start(&folder);
    let senders: Vec<Sender> = (0..4).map(|_| Sender::sign_in(&portal.address)).collect();
    let head = format!(
        "{}\r\nContent-Type: application/pdf",
        senders[0].head(&format!("PUT /api/attachments/{}", sm3(PLAN)))
    );
    assert_eq!(ask(&portal.address, &head, PLAN).unwrap().0, 201);
    let told = Arc::new(Mutex::new(Told::default()));
    // The law is asked once: each application is this one under another key and name.
    let content = sample::content("k", &sample::draft("示例系统"));
    for crash in 0..crashes {
        let stop = Arc::new(AtomicBool::new(false));
        let work: Vec<_> = senders
            .iter()
            .enumerate()
            .map(|(number, sender)| {
                let (sender, address) = (sender.clone(), portal.address.clone());
                let (stop, told, mut content) = (Arc::clone(&stop), Arc::clone(&told), content.clone());
                std::thread::spawn(move || {
                    for n in 0.. {
                        if stop.load(Ordering::Relaxed) {
                            break;
                        }
                        content.key = format!("crash-{crash}-{number}-{n}");
                        let sealed = Arc::new(govcloud::wire::v1::envelope::seal(&content).unwrap());
                        told.lock().unwrap().sent.insert(content.key.clone(), Arc::clone(&sealed));
                        match sender.hand_in(&address, &sealed) {
                            Some((201, text)) => {
                                let reference = json(&text)["reference"].as_str().unwrap().to_owned();
                                told.lock().unwrap().accepted.insert(content.key.clone(), reference);
                            }
                            // Too often: certainly not taken, and no reason to ask thousands of times.
                            Some((429, _)) => {
                                told.lock().unwrap().sent.remove(&content.key);
                                std::thread::sleep(Duration::from_millis(20));
                            }
                            _ => {}
                        }
                    }
                })
            })
            .collect();
        // Any moment: some before the first answer, some between two, some within a transaction.
        std::thread::sleep(Duration::from_millis(20 + (crash as u64 * 137) % 480));
        portal.kill();
        stop.store(true, Ordering::Relaxed);
        work.into_iter().for_each(|thread| thread.join().unwrap());
        portal = Running::start(&folder);
    }
    let told = std::mem::take(&mut *told.lock().unwrap());
    let sender = &senders[0];
    assert!(!told.accepted.is_empty());
    let there = kept(&folder);
    for (key, reference) in &told.accepted {
        assert_eq!(there.get(key), Some(reference), "{key} was accepted as {reference} and is gone");
    }
    // Asked for by its key too: of thousands some, since the portal answers so many questions a minute and no more.
    for (key, reference) in told.accepted.iter().step_by(1 + told.accepted.len() / 400) {
        let head = sender.head(&format!("GET /api/applications/status/{key}"));
        let (status, text) = patiently(|| ask(&portal.address, &head, b""));
        assert_eq!(status, 200, "{key} was accepted as {reference} and is gone: {text}");
        assert_eq!(json(&text)["reference"], *reference, "{key}");
    }
    // What was sent without an answer is there once or not at all, and can be sent again without harm. A claim that
    // was cut off is waited for by a sender (409, `in-progress`), for a minute; here it may stay so.
    let mut settled = told.accepted.clone();
    let (mut found, mut open) = (0, 0);
    for (key, sealed) in told.sent.iter().filter(|(key, _)| !told.accepted.contains_key(*key)) {
        let (status, text) = patiently(|| sender.hand_in(&portal.address, sealed));
        match status {
            200 | 201 => {
                found += usize::from(status == 200);
                settled.insert(key.clone(), json(&text)["reference"].as_str().unwrap().to_owned());
            }
            409 => open += 1,
            _ => panic!("{key}: {status} {text}"),
        }
    }
    assert_eq!(kept(&folder), settled, "one case a key, no more and no fewer");
    let references: BTreeSet<&String> = settled.values().collect();
    assert_eq!(references.len(), settled.len(), "no reference for two keys");
    println!(
        "{crashes} kills: {} accepted and told, all there; {found} accepted and not told, found by their keys; \
         {open} cut off before; 0 lost, 0 twice",
        told.accepted.len()
    );
    portal.kill();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What the database has: the reference by key. The portal's own lists end after some hundred.
fn kept(folder: &Path) -> BTreeMap<String, String> {
    let rows: Vec<(String, String)> = look(folder, async |db| {
        sqlx::query_as("SELECT idem_key, reference FROM entries").fetch_all(db).await.unwrap()
    });
    let count = rows.len();
    let kept: BTreeMap<_, _> = rows.into_iter().collect();
    assert_eq!(kept.len(), count, "a key stands once");
    kept
}

/// Asks again while the portal says that this is too often.
fn patiently(mut ask: impl FnMut() -> Option<(u16, String)>) -> (u16, String) {
    loop {
        let answer = ask().unwrap();
        if answer.0 != 429 {
            return answer;
        }
        std::thread::sleep(Duration::from_secs(2));
    }
}
