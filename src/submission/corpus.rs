//! Every recorded shape of an answer, with its right reading: `tests/data/answers.json`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::answer::{Answer, RefusalKind};
use super::classify::{Answered, Reply, Sent, classify};
use super::profile::{Profile, Purpose};
use serde_json::Value;
use std::collections::BTreeSet;

const ANSWERS: &str = include_str!("../../tests/data/answers.json");

fn reply(entry: &Value) -> Reply {
    match entry["reply"].as_str() {
        Some("broken") => return Reply::Broken,
        Some("late") => return Reply::Late,
        Some("redirected") => return Reply::Redirected,
        Some(_) => return Reply::Unsendable("TypeError".into()),
        None => {}
    }
    let body = entry["body"].as_str().map(|text| text.as_bytes().to_vec()).unwrap_or_else(|| {
        let hex = entry["hex"].as_str().unwrap();
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    });
    Reply::Answered(Answered {
        status: u16::try_from(entry["status"].as_u64().unwrap()).unwrap(),
        content_type: entry["type"].as_str().unwrap().to_owned(),
        retry_after: entry["retryAfter"].as_str().unwrap_or_default().to_owned(),
        body,
        cut: entry["cut"] == true,
    })
}

fn purpose(entry: &Value) -> Purpose {
    match entry["for"].as_str().unwrap() {
        "submit" => Purpose::Submit,
        "status" => Purpose::Status,
        "upload" => Purpose::Upload,
        other => panic!("{other}"),
    }
}

fn meaning(answer: &Answer) -> String {
    match answer {
        Answer::Accepted(_) => "accepted".into(),
        Answer::Rejected(refusal) => match (refusal.kind, refusal.settles) {
            (RefusalKind::Content, true) => "rejected-settled".into(),
            (RefusalKind::Content, false) => "rejected".into(),
            (RefusalKind::Moved, settles) => format!("moved:{settles}"),
            (RefusalKind::TooLarge, _) => "too-large".into(),
            (RefusalKind::Forbidden, _) => "forbidden".into(),
            (RefusalKind::Request, _) => "request".into(),
        },
        Answer::NeedsLogin { sure: true } => "login".into(),
        Answer::NeedsLogin { sure: false } => "login-unsure".into(),
        Answer::InProgress { .. } => "in-progress".into(),
        Answer::Later { .. } => "later".into(),
        Answer::NotKnown => "not-known".into(),
        Answer::Unknown { why, .. } => format!("unknown:{}", why.code()),
    }
}

/// What the answer says beside its meaning: reference, address, message, places, milliseconds to wait.
fn details(answer: &Answer) -> Value {
    let mut told = serde_json::Map::new();
    match answer {
        Answer::Accepted(receipt) => {
            told.insert("reference".into(), receipt.reference.as_str().into());
            told.insert("address".into(), receipt.address.as_str().into());
            told.insert("message".into(), receipt.message.as_str().into());
        }
        Answer::Rejected(refusal) => {
            told.insert("message".into(), refusal.message.as_str().into());
            let places =
                refusal.places.iter().map(|(path, message)| serde_json::json!([path.as_str(), message]));
            told.insert("places".into(), places.collect());
        }
        Answer::Unknown { message, after, .. } => {
            told.insert("message".into(), message.as_str().into());
            told.insert("after".into(), (*after).into());
        }
        Answer::InProgress { after } | Answer::Later { after } => {
            _ = told.insert("after".into(), (*after).into())
        }
        Answer::NeedsLogin { .. } | Answer::NotKnown => {}
    }
    told.into()
}

#[test]
fn every_recorded_answer_is_read_right() {
    let corpus: Value = serde_json::from_str(ANSWERS).unwrap();
    let (key, digest) = (corpus["key"].as_str().unwrap(), corpus["digest"].as_str().unwrap());
    let entries = corpus["answers"].as_array().unwrap();
    assert!(entries.len() >= 120, "{}", entries.len());
    let mut names = BTreeSet::new();
    let mut wrong = Vec::new();
    for entry in entries {
        let name = format!("{} {} {}", entry["profile"].as_str().unwrap(), entry["for"], entry["name"]);
        assert!(names.insert(name.clone()), "{name} stands twice");
        let profile = Profile::shipped(entry["profile"].as_str().unwrap()).unwrap();
        let sent = Sent { purpose: purpose(entry), key, digest, now: 0 };
        let answer = classify(&reply(entry), &profile, sent);
        if meaning(&answer) != entry["means"].as_str().unwrap() {
            wrong.push(format!("{name}: {} in place of {}", meaning(&answer), entry["means"]));
        }
        let told = details(&answer);
        for member in ["reference", "address", "message", "places", "after"] {
            if !entry[member].is_null() && entry[member] != told[member] {
                wrong.push(format!("{name}: {member} {} in place of {}", told[member], entry[member]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever is cut off, added, or put in the place of an acceptance, it is an acceptance only while code,
/// key, digest and reference stand in it.
#[test]
fn no_mutation_of_an_acceptance_is_a_false_success() {
    let (key, digest) = ("k1", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    let text = format!(r#"{{"key":"{key}","digest":"{digest}","reference":"R","status":"received"}}"#);
    let profile = Profile::shipped("rest").unwrap();
    let read = |body: Vec<u8>| {
        let content_type = "application/json".to_owned();
        let reply = Reply::Answered(Answered { status: 201, content_type, body, ..Answered::default() });
        classify(&reply, &profile, Sent { purpose: Purpose::Submit, key, digest, now: 0 })
    };
    assert!(matches!(read(text.clone().into_bytes()), Answer::Accepted(_)));
    let (mut accepted, mut tried) = (0, 0);
    for at in 0..text.len() {
        for byte in [b'"', b'}', b'x', b'0', b'\\', 0, 0xff] {
            let mut body = text.clone().into_bytes();
            body[at] = byte;
            tried += 1;
            if let Answer::Accepted(receipt) = read(body.clone()) {
                accepted += 1;
                let value: Value = serde_json::from_slice(&body).unwrap();
                assert!(value["key"] == key && value["reference"] == receipt.reference.as_str());
                assert!(value["digest"].as_str().unwrap().eq_ignore_ascii_case(digest));
            }
        }
        assert!(!matches!(read(text.as_bytes()[..at].to_vec()), Answer::Accepted(_)), "cut at {at}");
    }
    assert!(accepted < tried / 4, "{accepted} of {tried}");
}
