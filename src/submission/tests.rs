//! Handing in, tried against portals that fail in every way the line knows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::classify::{Answered, Reply};
use super::transport::{Body, Request};
use super::*;
use crate::basics::{Dice, Digest, date};
use crate::dossier::{Attachment, Draft};
use crate::drafts::Drafts;
use crate::drafts::device::{self, block_on};
use crate::wire::v1::envelope::{self, Content};
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// A portal, and a line to it that fails as the dice say.
struct Portal {
    level: Level,
    /// Key → how often something was taken under it, and of which digest.
    taken: RefCell<BTreeMap<String, Vec<String>>>,
    /// Every body that came, by key.
    came: RefCell<BTreeMap<String, Vec<String>>>,
    uploads: RefCell<Vec<Digest>>,
    signed_in: Cell<bool>,
    dice: RefCell<Dice>,
    /// Of a hundred requests so many meet a fault.
    faults: Cell<u64>,
    drafts: Drafts,
}

pub(super) fn answer(status: u16, body: &serde_json::Value) -> Reply {
    let content_type = if status < 300 { "application/json" } else { "application/problem+json" };
    Reply::Answered(Answered {
        status,
        content_type: content_type.into(),
        body: body.to_string().into_bytes(),
        ..Answered::default()
    })
}

fn page(status: u16, html: &str) -> Reply {
    Reply::Answered(Answered {
        status,
        content_type: "text/html".into(),
        body: html.into(),
        ..Answered::default()
    })
}

impl Portal {
    fn new(level: Level, seed: u64, drafts: &Drafts) -> Rc<Self> {
        let portal = Rc::new(Self {
            level,
            taken: RefCell::default(),
            came: RefCell::default(),
            uploads: RefCell::default(),
            signed_in: Cell::new(true),
            dice: RefCell::new(Dice::new(seed)),
            faults: Cell::new(0),
            drafts: drafts.clone(),
        });
        let line = Rc::clone(&portal);
        scripted::connect(Rc::new(move |request| {
            let portal = Rc::clone(&line);
            Box::pin(async move { portal.on_the_line(request).await })
        }));
        portal
    }

    fn roll(&self, sides: u64) -> u64 {
        self.dice.borrow_mut().below(sides)
    }

    async fn on_the_line(&self, request: Request) -> Reply {
        if request.method == "POST" {
            self.check(&request).await;
        }
        if self.roll(100) >= self.faults.get() {
            return self.handle(&request);
        }
        match self.roll(13) {
            0 => Reply::Broken,
            1 => {
                self.handle(&request);
                Reply::Broken
            }
            // The browser itself sends again on a connection that died: two requests, one answer.
            2 => {
                self.handle(&request);
                self.handle(&request)
            }
            3 => {
                device::wait(request.timeout).await;
                Reply::Late
            }
            4 => {
                self.handle(&request);
                device::wait(request.timeout).await;
                Reply::Late
            }
            5 => page(502, "<html>Bad Gateway"),
            6 => {
                self.handle(&request);
                page(504, "<html>Gateway Timeout")
            }
            7 => match answer(429, &json!({"code": "too-many-requests"})) {
                Reply::Answered(answered) => {
                    Reply::Answered(Answered { retry_after: "7".into(), ..answered })
                }
                other => other,
            },
            8 => {
                self.signed_in.set(false);
                self.handle(&request)
            }
            9 => Reply::Redirected,
            10 => page(200, "<form><input type=\"password\">"),
            11 => match self.handle(&request) {
                Reply::Answered(mut answered) => {
                    answered.body.truncate(answered.body.len() / 2);
                    Reply::Answered(Answered { cut: true, ..answered })
                }
                other => other,
            },
            _ => answer(409, &json!({"code": "in-progress"})),
        }
    }

    /// What must be true of each sending, whatever comes of it.
    async fn check(&self, request: &Request) {
        let Body::Text(body) = &request.body else { panic!("a POST has a text") };
        let key = request.header("Idempotency-Key").unwrap().to_owned();
        let kept = self.drafts.outbox("d").await.unwrap().unwrap();
        assert_eq!(kept.state, "sending", "written down before the first byte");
        let item = row::read(&kept.text).unwrap();
        assert_eq!((item.key.as_str(), item.body.as_deref()), (key.as_str(), Some(body.as_str())));
        let opened = envelope::open(&item.envelope).unwrap();
        assert!(opened.digest_ok && opened.content.key == key, "the key stands in header and envelope");
        assert_eq!(request.header("X-Requested-With"), Some("XMLHttpRequest"));
        assert_eq!(request.header("Accept"), Some("application/json"));
        assert!(!body.contains(['<', '>', '\u{2028}', '\u{2029}']), "{body}");
        self.came.borrow_mut().entry(key).or_default().push(body.clone());
    }

    fn handle(&self, request: &Request) -> Reply {
        if !self.signed_in.get() {
            return answer(401, &json!({"code": "signed-out"}));
        }
        match (&request.body, request.method) {
            (Body::Bytes(bytes), "PUT") => {
                let digest = Digest::of(bytes);
                assert!(request.url.ends_with(&digest.to_string()));
                self.uploads.borrow_mut().push(digest);
                answer(201, &json!({"digest": digest.to_string(), "size": bytes.len()}))
            }
            (Body::Text(body), "POST") => {
                let key = request.header("idempotency-key").unwrap();
                let digest = envelope::open(body).map(|o| o.digest.to_string()).unwrap_or_default();
                let mut taken = self.taken.borrow_mut();
                let before = taken.entry(key.to_owned()).or_default();
                if self.level < Level::Idempotent || before.is_empty() {
                    before.push(digest.clone());
                }
                answer(201, &receipt(key, &digest))
            }
            _ => {
                let key = request.url.rsplit('/').next().unwrap();
                match self.taken.borrow().get(key).and_then(|digests| digests.first()) {
                    Some(digest) => answer(200, &receipt(key, digest)),
                    None => answer(404, &json!({"code": "not-found"})),
                }
            }
        }
    }
}

pub(super) fn receipt(key: &str, digest: &str) -> serde_json::Value {
    json!({"key": key, "digest": digest, "reference": format!("HLJ-{key}"), "status": "received"})
}

pub(super) fn content(text: &str, papers: &[&[u8]]) -> Content {
    let mut draft = Draft::default();
    draft.set_field("system.name", text);
    draft.attachments.extend(papers.iter().map(|bytes| Attachment {
        role: "plan".into(),
        name: "p.pdf".into(),
        media_type: "application/pdf".into(),
        size: bytes.len() as u64,
        digest: Digest::of(bytes),
    }));
    Content {
        key: String::new(),
        draft,
        review: json!({}),
        fees: json!({}),
        catalog_id: "c".into(),
        catalog_hash: Digest::of(b"c"),
        jurisdiction: "heilongjiang".into(),
        as_of: date::parse("2026-11-23").unwrap(),
        supersedes: None,
        about: None,
    }
}

pub(super) fn setup(drafts: &Drafts, level: Level) -> Setup {
    let status = if level >= Level::Status { "/api/status/{key}" } else { "" };
    Setup {
        there: Vec::new(),
        drafts: drafts.clone(),
        draft: "d".into(),
        profile: Profile { level, ..Profile::shipped("rest").unwrap() },
        action: "/api/applications".into(),
        status: status.into(),
        upload: "/api/attachments/{sm3}".into(),
        headers: None,
        way: Way::Portal { announce: None },
    }
}

/// One application over a bad line, with a person who signs in again, asks again, and once reloads the page.
async fn faulted(seed: u64, level: Level) -> (State, usize) {
    let drafts = Drafts::open("a").await;
    let portal = Portal::new(level, seed, &drafts);
    drafts.put_blob(b"plan", 0).await.unwrap();
    portal.faults.set([30, 60, 95][usize::try_from(seed % 3).unwrap()]);
    let mut hand_in = HandIn::new(setup(&drafts, level), |_| {});
    let papers: &[&[u8]] = &[b"plan"];
    let mut view = hand_in.start(content("<系统>&", papers), 1).await.unwrap().unwrap();
    let key = view.item.key.clone();
    for turn in 0..6 {
        let taken = portal.taken.borrow().get(&key).map_or(0, Vec::len);
        match &view.item.state {
            State::Accepted(receipt) => {
                assert!(taken >= 1, "seed {seed}: a false success");
                assert_eq!(receipt.reference, format!("HLJ-{key}"));
                break;
            }
            State::Rejected(_) => {
                assert_eq!(taken, 0, "seed {seed}: a false failure");
                break;
            }
            _ => {}
        }
        portal.signed_in.set(true);
        if turn == 2 {
            hand_in = HandIn::new(setup(&drafts, level), |_| {});
            hand_in.recover().await;
        }
        if turn == 3 {
            portal.faults.set(0);
        }
        view = hand_in.resume().await.unwrap();
        assert_eq!(view.item.key, key, "a retry is the same key");
    }
    for (key, bodies) in &*portal.came.borrow() {
        assert!(
            bodies.iter().all(|body| body == &bodies[0]),
            "seed {seed}: a retry of {key} is the same bytes"
        );
    }
    let taken = portal.taken.borrow().get(&key).map_or(0, Vec::len);
    (view.item.state, taken)
}

/// How many applications each of the two tests below hands in; `cargo x soak submissions` says more.
fn applications() -> u64 {
    std::env::var("GOVCLOUD_SUBMISSIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(150)
}

#[test]
fn an_idempotent_portal_accepts_each_exactly_once() {
    let all = applications();
    for seed in 0..all {
        let (state, taken) = block_on(faulted(seed, Level::Idempotent)).unwrap();
        assert!(matches!(state, State::Accepted(_)), "seed {seed}: {state:?}");
        assert_eq!(taken, 1, "seed {seed}");
    }
    println!("{all} applications over a bad line to an idempotent portal: each accepted once, 0 false ends");
}

#[test]
fn a_portal_that_promised_nothing_gets_nothing_twice_from_us() {
    let (mut open, all) = (0, applications());
    for level in [Level::Nothing, Level::Status] {
        for seed in 0..all {
            let (state, _) = block_on(faulted(seed, level)).unwrap();
            open += usize::from(matches!(state, State::Unknown { .. }));
        }
    }
    println!("2 × {all} to portals that promised less: 0 false ends; {open} stay unknown, and say so");
    assert!(open > 0, "some outcomes stay unknown, and are said to be");
}

#[test]
fn an_ambiguous_sending_goes_out_once_where_nothing_was_promised() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Nothing, 1, &drafts);
        let sent = Rc::new(Cell::new(0));
        let count = Rc::clone(&sent);
        scripted::connect(Rc::new(move |_| {
            count.set(count.get() + 1);
            Box::pin(async { Reply::Broken })
        }));
        let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(matches!(view.item.state, State::Unknown { why: Why::Network, .. }));
        hand_in.resume().await;
        hand_in.recover().await;
        device::wait(3_600_000).await;
        assert_eq!(sent.get(), 1, "not by resuming, not by a reload, not by waiting");
        hand_in.send_again().await;
        assert_eq!(sent.get(), 2, "only on a person's word");
        drop(portal);
    })
    .unwrap();
}

#[test]
fn a_change_after_freezing_is_a_new_key_that_takes_the_old_ones_place() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Idempotent, 1, &drafts);
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        let first = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap().item;
        let second = hand_in.start(content("b", &[]), 2).await.unwrap().unwrap().item;
        assert_ne!(first.key, second.key);
        assert_eq!(second.supersedes.as_deref(), Some(first.key.as_str()));
        assert_eq!(envelope::open(&second.envelope).unwrap().content.supersedes, Some(first.key.clone()));
        assert_eq!((second.past.len(), second.past[0].reference.clone()), (1, format!("HLJ-{}", first.key)));
        assert_eq!(portal.taken.borrow().len(), 2);
    })
    .unwrap();
}

#[test]
fn the_same_case_while_the_outcome_is_open_goes_on_under_its_key() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Idempotent, 1, &drafts);
        portal.signed_in.set(false);
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        let first = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap().item;
        assert_eq!(first.state, State::NeedsLogin);
        portal.signed_in.set(true);
        let second = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap().item;
        assert_eq!(first.key, second.key);
        assert!(matches!(second.state, State::Accepted(_)));
        assert_eq!(portal.taken.borrow().len(), 1);
    })
    .unwrap();
}

#[test]
fn two_tabs_hand_one_draft_in_once() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Nothing, 1, &drafts);
        let views = Rc::new(RefCell::new(Vec::new()));
        for _ in 0..2 {
            let (drafts, views) = (drafts.clone(), Rc::clone(&views));
            device::spawn(async move {
                let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
                let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
                views.borrow_mut().push(view);
            });
        }
        device::wait(60_000).await;
        assert_eq!(views.borrow().len(), 2);
        let taken: usize = portal.taken.borrow().values().map(Vec::len).sum();
        assert_eq!(taken, 1);
        let keys: Vec<String> = views.borrow().iter().map(|view| view.item.key.clone()).collect();
        assert_eq!(keys[0], keys[1], "both show the one application");
    })
    .unwrap();
}

#[test]
fn nothing_goes_out_that_could_not_be_written_down() {
    let tried = std::thread::spawn(|| {
        block_on(async {
            let drafts = Drafts::open("a").await;
            let portal = Portal::new(Level::Idempotent, 1, &drafts);
            let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
            crate::drafts::freeze();
            let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
            assert!(matches!(view.trouble, Some(Trouble::Keeping(_))), "{view:?}");
            assert!(portal.came.borrow().is_empty());
        })
    });
    tried.join().unwrap().unwrap();
}

#[test]
fn attachments_go_first_and_a_missing_one_is_named() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Idempotent, 1, &drafts);
        let plan = drafts.put_blob(b"plan", 0).await.unwrap();
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        let view = hand_in.start(content("a", &[b"plan", b"gone"]), 1).await.unwrap().unwrap();
        assert_eq!(view.trouble, Some(Trouble::PaperMissing("p.pdf".into())));
        assert!(portal.came.borrow().is_empty());
        drafts.put_blob(b"gone", 0).await.unwrap();
        let view = hand_in.resume().await.unwrap();
        assert!(matches!(view.item.state, State::Accepted(_)), "{view:?}");
        assert_eq!(*portal.uploads.borrow(), [plan, Digest::of(b"gone")], "each goes once");
    })
    .unwrap();
}

#[test]
fn the_page_may_hand_in_and_must_tell_the_outcome() {
    let told = |outcome: &'static str| {
        block_on(async move {
            let drafts = Drafts::open("a").await;
            let way = Way::Page(Rc::new(move |_, _, _| Box::pin(async move { Ok(outcome.to_owned()) })));
            let hand_in = HandIn::new(Setup { way, ..setup(&drafts, Level::Nothing) }, |_| {});
            hand_in.start(content("a", &[]), 1).await.unwrap().unwrap().item.state
        })
        .unwrap()
    };
    assert!(
        matches!(told(r#"{"outcome":"accepted","reference":"7"}"#), State::Accepted(r) if r.reference == "7")
    );
    assert!(matches!(
        told(r#"{"outcome":"accepted","key":"other"}"#),
        State::Unknown { why: Why::OtherContent, .. }
    ));
    assert!(matches!(told(r#"{"outcome":"rejected","message":"不"}"#), State::Rejected(_)));
    for silent in ["", "null", "true", "{}", r#"{"outcome":"unknown"}"#, r#"{"outcome":"ok"}"#] {
        assert!(matches!(told(silent), State::Unknown { why: Why::HostSilent, .. }), "{silent}");
    }
}

#[test]
fn what_the_page_took_over_is_never_sent_again_by_itself() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Idempotent, 1, &drafts);
        let offered = Rc::new(Cell::new(0));
        let count = Rc::clone(&offered);
        let announce: Announce = Rc::new(move |_| {
            count.set(count.get() + 1);
            false
        });
        let way = Way::Portal { announce: Some(announce) };
        let setup = Setup { way, ..setup(&drafts, Level::Idempotent) };
        let hand_in = HandIn::new(setup.clone(), |_| {});
        let driver = hand_in.clone();
        device::spawn(async move { _ = driver.start(content("a", &[]), 1).await });
        device::wait(3_600_000).await;
        let item = hand_in.view().unwrap().item;
        assert!(matches!(item.state, State::Unknown { why: Why::NotKnown, .. }), "{item:?}");
        HandIn::new(setup, |_| {}).recover().await;
        assert_eq!((offered.get(), portal.came.borrow().len()), (1, 0));
        // The page has sent it meanwhile: asking tells.
        portal.taken.borrow_mut().insert(item.key.clone(), vec![item.digest.to_string()]);
        assert!(matches!(hand_in.resume().await.unwrap().item.state, State::Accepted(_)));
        assert_eq!(offered.get(), 1);
    })
    .unwrap();
}

#[test]
fn where_the_page_sends_attachments_go_before_and_questions_carry_headers() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let digest = drafts.put_blob(b"plan", 1).await.unwrap();
        let portal = Portal::new(Level::Status, 1, &drafts);
        let asked = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&asked);
        let headers: Headers = Rc::new(move |of| {
            into.borrow_mut().push((of.method, of.sealed.is_some()));
            Box::pin(async { Ok(Vec::new()) })
        });
        let way = Way::Page(Rc::new(|_, _, _| Box::pin(async { Ok(r#"{"outcome":"unknown"}"#.to_owned()) })));
        let setup = Setup { way, headers: Some(headers), ..setup(&drafts, Level::Status) };
        let view = HandIn::new(setup, |_| {}).start(content("a", &[b"plan"]), 1).await.unwrap().unwrap();
        assert!(matches!(view.item.state, State::Unknown { .. }), "{view:?}");
        assert_eq!(*portal.uploads.borrow(), [digest]);
        // The page signs and sends the application itself.
        let asked = asked.borrow();
        assert!(asked.contains(&("PUT", false)) && asked.contains(&("GET", false)), "{asked:?}");
        assert!(asked.iter().all(|(method, sealed)| *method != "POST" && !sealed), "{asked:?}");
    })
    .unwrap();
}

#[test]
fn a_page_that_never_answers_is_waited_for_with_an_end() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let silent = Way::Page(Rc::new(|_, _, _| Box::pin(std::future::pending())));
        let hand_in = HandIn::new(Setup { way: silent, ..setup(&drafts, Level::Nothing) }, |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(matches!(view.item.state, State::Unknown { why: Why::HostSilent, .. }));
        let mute: Headers = Rc::new(|_| Box::pin(std::future::pending()));
        let headers = Some(mute);
        let hand_in =
            HandIn::new(Setup { draft: "e".into(), headers, ..setup(&drafts, Level::Nothing) }, |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(matches!(view.trouble, Some(Trouble::Headers(_))));
    })
    .unwrap();
}

#[test]
fn headers_are_asked_for_at_the_time_of_sending() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Idempotent, 1, &drafts);
        let asked = Rc::new(Cell::new(0));
        let count = Rc::clone(&asked);
        let headers: Headers = Rc::new(move |of| {
            if of.method == "POST" {
                assert!(of.sealed.is_some_and(|(key, digest)| !key.is_empty() && digest.len() == 64));
            }
            count.set(count.get() + 1);
            let first = count.get() == 1;
            Box::pin(async move {
                if first { Err("没有会话".into()) } else { Ok(vec![("Accept".into(), "x".into())]) }
            })
        });
        let headers = Some(headers);
        let hand_in = HandIn::new(Setup { headers, ..setup(&drafts, Level::Idempotent) }, |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert_eq!(
            (view.trouble, view.item.state),
            (Some(Trouble::Headers("没有会话".into())), State::Frozen)
        );
        assert!(matches!(hand_in.resume().await.unwrap().item.state, State::Accepted(_)));
        assert_eq!((asked.get(), portal.came.borrow().len()), (2, 1));
    })
    .unwrap();
}

#[test]
fn nothing_is_tried_by_itself_while_nobody_looks() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let portal = Portal::new(Level::Idempotent, 1, &drafts);
        portal.faults.set(100);
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        let driver = hand_in.clone();
        device::spawn(async move { _ = driver.start(content("a", &[]), 1).await });
        device::wait(100).await;
        device::set_hidden(true);
        device::wait(60_000).await;
        let came = || portal.came.borrow().values().map(Vec::len).sum::<usize>();
        let before = came();
        device::wait(3_600_000).await;
        assert_eq!(came(), before);
        device::set_hidden(false);
        portal.faults.set(0);
        portal.signed_in.set(true);
        device::wait(400_000).await;
        hand_in.resume().await;
        assert!(matches!(hand_in.view().unwrap().item.state, State::Accepted(_)));
    })
    .unwrap();
}
