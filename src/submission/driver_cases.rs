//! What goes over the line and when, what is written down, what is shown: with a slow page, a full device, other tabs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::classify::{Answered, Reply};
use super::outbox::Item;
use super::profile::{Level, Profile};
use super::tests::{answer, content, receipt, setup};
use super::transport::{Body, Request};
use super::*;
use crate::basics::Digest;
use crate::drafts::device::{self, block_on};
use crate::drafts::{self, Drafts, OutboxRow};
use crate::wire::v1::envelope;
use serde_json::json;
use std::cell::{Cell, RefCell};

/// What came over the line, and when.
type Came = Rc<RefCell<Vec<(u64, Request)>>>;

/// A portal that answers its requests, counted from 0, after so many milliseconds.
fn portal(ms: u64, answers: impl Fn(usize, &Request) -> Reply + 'static) -> Came {
    let came = Came::default();
    let (into, answers) = (Rc::clone(&came), Rc::new(answers));
    scripted::connect(Rc::new(move |request| {
        let (into, answers) = (Rc::clone(&into), Rc::clone(&answers));
        Box::pin(async move {
            let nth = into.borrow().len();
            into.borrow_mut().push((device::now(), request.clone()));
            device::wait(ms).await;
            answers(nth, &request)
        })
    }));
    came
}

/// Takes everything, and says so.
fn takes(request: &Request) -> Reply {
    match &request.body {
        Body::Bytes(bytes) => answer(201, &json!({"digest": Digest::of(bytes).to_string()})),
        Body::Text(body) => {
            let digest = envelope::open(body).unwrap().digest.to_string();
            answer(201, &receipt(request.header("Idempotency-Key").unwrap(), &digest))
        }
        _ => answer(404, &json!({"code": "not-found"})),
    }
}

fn comes_later(seconds: &str) -> Reply {
    match answer(429, &json!({})) {
        Reply::Answered(busy) => Reply::Answered(Answered { retry_after: seconds.into(), ..busy }),
        other => other,
    }
}

/// Begins to hand in, beside the test.
fn begun(hand_in: &HandIn, text: &'static str) {
    let hand_in = hand_in.clone();
    device::spawn(async move { _ = hand_in.start(content(text, &[]), 1).await });
}

async fn kept(drafts: &Drafts) -> OutboxRow {
    drafts.outbox("d").await.unwrap().unwrap()
}

/// Another tab writes its own state of what is being handed in.
async fn other_tab_writes(drafts: &Drafts, change: impl FnOnce(&mut Item)) {
    let row = kept(drafts).await;
    let mut item = row::read(&row.text).unwrap();
    change(&mut item);
    let written = OutboxRow { state: item.state.code().into(), text: row::write(&item), ..row };
    drafts.set_outbox("d", &written).await.unwrap().unwrap();
}

#[test]
fn nothing_goes_out_without_an_address_unless_the_page_sends() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |_, request| takes(request));
        let setup = Setup { action: String::new(), ..setup(&drafts, Level::Nothing) };
        let view = HandIn::new(setup.clone(), |_| {}).start(content("a", &[]), 1).await.unwrap().unwrap();
        assert_eq!((view.trouble, view.item.state), (Some(Trouble::NoAddress), State::Frozen));
        let outcome = || Box::pin(async { Ok(r#"{"outcome":"accepted"}"#.to_owned()) });
        let way = Way::Page(Rc::new(move |_, _, _| outcome()));
        let by_page = HandIn::new(Setup { way, draft: "e".into(), ..setup }, |_| {});
        let view = by_page.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(matches!(view.item.state, State::Accepted(_)) && view.item.by_page, "{view:?}");
        assert!(came.borrow().is_empty());
    })
    .unwrap();
}

#[test]
fn each_step_is_shown_with_the_attachments_that_arrived() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        portal(0, |_, request| takes(request));
        for bytes in [&b"one"[..], b"two"] {
            drafts.put_blob(bytes, 0).await.unwrap();
        }
        let seen = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&seen);
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), move |view| {
            into.borrow_mut().push((view.item.state.code(), view.busy, view.papers));
        });
        assert_eq!(hand_in.view(), None);
        let view = hand_in.start(content("a", &[b"one", b"two"]), 1).await.unwrap().unwrap();
        assert!(!view.item.by_page && view.trouble.is_none());
        let expected = [
            ("frozen", true, Some((0, 2))),
            ("frozen", true, Some((1, 2))),
            ("sending", true, Some((1, 2))),
            ("accepted", true, Some((1, 2))),
            ("accepted", false, None),
        ];
        assert_eq!(*seen.borrow(), expected);
        assert_eq!(kept(&drafts).await.attachments, [Digest::of(b"one"), Digest::of(b"two")]);
    })
    .unwrap();
}

#[test]
fn a_form_that_went_away_sends_nothing_more_and_tells_nobody() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |_, _| comes_later("60"));
        let told = Rc::new(Cell::new(0));
        let headers: Headers = Rc::new(|_| {
            Box::pin(async {
                device::wait(1_000).await;
                Ok(Vec::new())
            })
        });
        let setup = Setup { headers: Some(headers), ..setup(&drafts, Level::Idempotent) };
        // Gone while the page looks for its headers, and gone while the next try is waited for.
        for (gone_after, sent) in [(500, 0), (2_000, 1)] {
            let count = Rc::clone(&told);
            let hand_in = HandIn::new(setup.clone(), move |_| count.set(count.get() + 1));
            begun(&hand_in, "a");
            device::wait(gone_after).await;
            hand_in.stop();
            told.set(0);
            device::wait(2_000).await;
            assert!(!hand_in.view().unwrap().busy, "nothing is waited for any more: {gone_after}");
            device::wait(3_600_000).await;
            assert_eq!((came.borrow().len(), told.get()), (sent, 0), "{gone_after}");
            assert_eq!(kept(&drafts).await.state, "frozen");
        }
    })
    .unwrap();
}

#[test]
fn a_form_that_went_away_between_two_attachments_sends_no_other() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(10_000, |_, request| takes(request));
        for bytes in [&b"one"[..], b"two"] {
            drafts.put_blob(bytes, 0).await.unwrap();
        }
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        let first = hand_in.clone();
        device::spawn(async move { _ = first.start(content("a", &[b"one", b"two"]), 1).await });
        device::wait(5_000).await;
        hand_in.stop();
        device::wait(60_000).await;
        let item = row::read(&kept(&drafts).await.text).unwrap();
        let arrived: Vec<bool> = item.papers.iter().map(|paper| paper.arrived).collect();
        assert_eq!(
            (came.borrow().len(), arrived),
            (1, vec![true, false]),
            "what was under way is written down"
        );
    })
    .unwrap();
}

#[test]
fn what_a_person_must_decide_is_not_waited_for_and_asking_again_writes_nothing_new() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        portal(0, |_, _| Reply::Broken);
        let began = device::now();
        let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(view.item.due.is_some() && !view.busy, "{view:?}");
        assert_eq!(device::now(), began);
        hand_in.resume().await;
        let serial = kept(&drafts).await.serial;
        hand_in.resume().await;
        assert_eq!(kept(&drafts).await.serial, serial);
    })
    .unwrap();
}

#[test]
fn a_person_need_not_wait_for_the_next_try() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |nth, request| if nth == 0 { comes_later("600") } else { takes(request) });
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        begun(&hand_in, "a");
        device::wait(300_000).await;
        assert_eq!(came.borrow().len(), 1, "never sooner than the portal asked");
        hand_in.resume().await;
        device::wait(1_500).await;
        assert_eq!(came.borrow().len(), 2);
        assert!(matches!(hand_in.view().unwrap().item.state, State::Accepted(_)));
    })
    .unwrap();
}

#[test]
fn the_next_try_comes_by_itself_when_it_is_due() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |nth, request| if nth < 2 { comes_later("600") } else { takes(request) });
        let began = device::now();
        let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(matches!(view.item.state, State::Accepted(_)) && view.trouble.is_none());
        let times: Vec<u64> = came.borrow().iter().map(|(at, _)| at - began).collect();
        assert_eq!(times, [0, 600_000, 1_200_000]);
    })
    .unwrap();
}

#[test]
fn what_is_handed_in_anew_takes_the_place_of_what_only_waits_and_follows_what_is_under_way() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        // Waiting: nothing was taken, so nothing is replaced, and nobody waits.
        let came = portal(0, |nth, request| if nth == 0 { comes_later("600") } else { takes(request) });
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        begun(&hand_in, "a");
        device::wait(5_000).await;
        let began = device::now();
        let view = hand_in.start(content("b", &[]), 2).await.unwrap().unwrap();
        assert!(device::now() - began < 2_000 && came.borrow().len() == 2);
        assert!(matches!(view.item.state, State::Accepted(_)) && view.item.supersedes.is_none(), "{view:?}");
        // Under way: its answer comes first.
        let came = portal(10_000, |_, request| takes(request));
        let hand_in = HandIn::new(Setup { draft: "e".into(), ..setup(&drafts, Level::Idempotent) }, |_| {});
        begun(&hand_in, "a");
        device::wait(1_000).await;
        let view = hand_in.start(content("b", &[]), 2).await.unwrap().unwrap();
        let gap = came.borrow()[1].0 - came.borrow()[0].0;
        assert!((10_000..11_000).contains(&gap) && view.item.supersedes.is_some(), "{gap}");
    })
    .unwrap();
}

#[test]
fn an_answer_is_written_down_as_soon_as_the_device_has_room_and_shown_in_any_case() {
    block_on(async {
        // For so many milliseconds after the answer the device is full.
        for (ms, state, trouble) in [
            (1, "accepted", None),
            (1_500, "accepted", None),
            (60_000, "sending", Some(Trouble::AnswerNotKept(drafts::Error::Full))),
        ] {
            let drafts = Drafts::open("a").await;
            let full = drafts.clone();
            portal(0, move |_, request| {
                let full = full.clone();
                full.full_next();
                device::spawn(async move {
                    let until = device::now() + ms;
                    while device::now() < until {
                        device::wait(1).await;
                        if device::now() < until {
                            full.full_next();
                        }
                    }
                });
                takes(request)
            });
            let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
            let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
            assert!(matches!(view.item.state, State::Accepted(_)), "{ms}: {view:?}");
            assert_eq!((view.trouble, kept(&drafts).await.state.as_str()), (trouble, state), "{ms}");
        }
    })
    .unwrap();
}

#[test]
fn an_answer_is_not_lost_where_another_tab_wrote_meanwhile() {
    type Change = fn(&mut Item);
    let theirs = |item: &mut Item| {
        let reference = "theirs".into();
        item.state = State::Accepted(Receipt { reference, ..Receipt::default() });
    };
    // What the other tab makes of it; what stands there in the end, and in whose words.
    let cases: [(&str, Change, &str, Option<&str>); 3] = [
        ("gave up", |item| item.interrupted(7), "accepted", Some("ours")),
        ("has the answer already", theirs, "accepted", Some("theirs")),
        ("replaced it", |item| item.key = "other".into(), "sending", None),
    ];
    for (what, change, state, reference) in cases {
        let trouble = reference.is_none().then_some(Trouble::Elsewhere);
        block_on(async {
            let drafts = Drafts::open("a").await;
            portal(10_000, |_, request| takes(request));
            let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
            begun(&hand_in, "a");
            device::wait(1_000).await;
            other_tab_writes(&drafts, change).await;
            device::wait(60_000).await;
            let view = hand_in.view().unwrap();
            let shown = match &view.item.state {
                State::Accepted(receipt) if receipt.reference == "theirs" => Some("theirs"),
                State::Accepted(_) => Some("ours"),
                _ => None,
            };
            assert_eq!((shown, view.trouble, view.busy), (reference, trouble, false), "{what}");
            let row = kept(&drafts).await;
            assert_eq!((row.state.as_str(), row::read(&row.text).unwrap()), (state, view.item), "{what}");
        })
        .unwrap();
    }
}

#[test]
fn one_tab_hands_in_and_the_other_says_so() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |_, request| takes(request));
        let theirs = device::lock(&drafts.lock_name("d", "send")).await.unwrap();
        let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert_eq!((view.trouble, view.busy, came.borrow().len()), (Some(Trouble::Elsewhere), false, 0));
        drop(theirs);
        let view = hand_in.resume().await.unwrap();
        assert!(matches!(view.item.state, State::Accepted(_)) && view.trouble.is_none(), "{view:?}");
        assert!(device::lock(&drafts.lock_name("d", "send")).await.is_some(), "it was given back");
    })
    .unwrap();
}

#[test]
fn what_could_not_be_written_down_is_shown_and_handed_in_later() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |_, request| takes(request));
        let hand_in = HandIn::new(setup(&drafts, Level::Nothing), |_| {});
        drafts.full_next();
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        let full = Some(Trouble::Keeping(drafts::Error::Full));
        assert_eq!((view.trouble, view.item.state, came.borrow().len()), (full, State::Frozen, 0));
        let view = hand_in.start(content("a", &[]), 1).await.unwrap().unwrap();
        assert!(matches!(view.item.state, State::Accepted(_)), "{view:?}");
        assert_eq!(kept(&drafts).await.state, "accepted");
        assert_eq!(came.borrow().len(), 1);
    })
    .unwrap();
}

#[test]
fn an_outbox_that_cannot_be_read_is_left_as_it_is_and_nothing_is_sent() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        let came = portal(0, |_, request| takes(request));
        let row = OutboxRow { state: "sending".into(), text: "{".into(), ..OutboxRow::default() };
        drafts.set_outbox("d", &row).await.unwrap().unwrap();
        let hand_in = HandIn::new(setup(&drafts, Level::Idempotent), |_| {});
        assert_eq!(hand_in.recover().await, None);
        assert_eq!(hand_in.start(content("a", &[]), 1).await.unwrap(), None);
        assert_eq!((kept(&drafts).await.text.as_str(), came.borrow().len()), ("{", 0));
    })
    .unwrap();
}

#[test]
fn the_page_is_asked_for_headers_with_what_they_are_for_and_waited_for_as_long_as_that_takes() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        drafts.put_blob(b"plan", 0).await.unwrap();
        let came = portal(0, |_, request| match request.method {
            "POST" => Reply::Broken,
            _ => takes(request),
        });
        let asked = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&asked);
        // Mute where the method is this one.
        let headers = |mute: &'static str| {
            let into = Rc::clone(&into);
            let headers: Headers = Rc::new(move |of| {
                let silent = of.method == mute;
                into.borrow_mut().push((of.method, of.url.clone(), of.sealed.is_some()));
                Box::pin(async move {
                    device::wait(if silent { 3_600_000 } else { 0 }).await;
                    Ok(vec![("X-Token".into(), "t".into())])
                })
            });
            Some(headers)
        };
        let hand_in = |draft: &str, mute| {
            let setup =
                Setup { draft: draft.into(), headers: headers(mute), ..setup(&drafts, Level::Status) };
            HandIn::new(setup, |_| {})
        };
        // A signature needs a person who finds a device; a session does not.
        for (draft, mute, patience) in [("d", "PUT", 30_000), ("e", "POST", 300_000)] {
            let began = device::now();
            let view = hand_in(draft, mute).start(content("a", &[b"plan"]), 1).await.unwrap().unwrap();
            assert!(matches!(view.trouble, Some(Trouble::Headers(_))), "{mute}");
            assert_eq!(device::now() - began, patience, "{mute}");
        }
        asked.borrow_mut().clear();
        came.borrow_mut().clear();
        hand_in("f", "GET").start(content("a", &[b"plan"]), 1).await.unwrap();
        let address = "/api/attachments/{sm3}".to_owned();
        let expected = [
            ("PUT", address, false),
            ("POST", "/api/applications".into(), true),
            ("GET", "/api/status/{key}".into(), false),
        ];
        assert_eq!(*asked.borrow(), expected);
        assert!(came.borrow().iter().all(|(_, request)| request.header("x-token") == Some("t")));
        assert_eq!(came.borrow().len(), 2);
    })
    .unwrap();
}

#[test]
fn a_question_is_answered_only_by_what_names_the_key() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        for (text, ends) in [("a", false), ("b", true)] {
            let sent = RefCell::new(String::new());
            portal(0, move |_, request| match &request.body {
                Body::Text(body) => {
                    *sent.borrow_mut() = envelope::open(body).unwrap().digest.to_string();
                    Reply::Broken
                }
                _ if ends => answer(200, &receipt(request.url.rsplit('/').next().unwrap(), &sent.borrow())),
                _ => answer(200, &json!({"reference": "an old one"})),
            });
            let accepts = json!([{ "for": ["submit", "status"], "present": ["/reference"], "means": "accepted" }]);
            let profile = json!({
                "format": "govcloud-profile", "version": 1, "id": "lax", "level": "L1", "encoding": "envelope",
                "upload": "put", "referenceAt": ["/reference"], "keyAt": ["/key"], "digestAt": ["/digest"], "rules": accepts,
            });
            let profile = Profile::read(&profile.to_string()).unwrap();
            let hand_in = HandIn::new(Setup { profile, draft: text.into(), ..setup(&drafts, Level::Status) }, |_| {});
            begun(&hand_in, text);
            device::wait(3_600_000).await;
            let state = hand_in.view().unwrap().item.state;
            assert_eq!(matches!(state, State::Accepted(_)), ends, "{state:?}");
        }
    })
    .unwrap();
}

#[test]
fn forms_that_meet_a_busy_portal_do_not_come_again_all_at_once() {
    block_on(async {
        let drafts = Drafts::open("a").await;
        portal(0, |_, _| answer(429, &json!({})));
        let mut waits = Vec::new();
        for draft in ["d1", "d2", "d3", "d4", "d5"] {
            let hand_in =
                HandIn::new(Setup { draft: draft.into(), ..setup(&drafts, Level::Nothing) }, |_| {});
            begun(&hand_in, "a");
            device::wait(1).await;
            hand_in.stop();
            let item = hand_in.view().unwrap().item;
            waits.push(item.due.unwrap() - item.changed_at);
        }
        assert!(waits.iter().all(|wait| *wait <= 1_000), "{waits:?}");
        waits.sort_unstable();
        assert!(waits[4] - waits[0] > 100, "{waits:?}");
    })
    .unwrap();
}
