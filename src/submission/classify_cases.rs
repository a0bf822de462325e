//! Cases of [`super::classify`] that no shipped profile brings about, each beside its nearest neighbour.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::answer::{Answer, RefusalKind, Why};
use super::classify::{Answered, Reply, Sent, classify, told_by_host};
use super::profile::{Profile, Purpose};
use serde_json::{Value, json};

const KEY: &str = "Key-1";
const DIGEST: &str = "ab12";

/// A profile with these members in place of nothing.
fn profile(members: Value) -> Profile {
    let mut whole = json!({
        "format": "govcloud-profile", "version": 1, "id": "cases", "level": "L1",
        "encoding": "envelope", "upload": "put", "codeAt": ["/code"], "messageAt": ["/message"],
        "referenceAt": ["/reference"], "keyAt": ["/key"], "digestAt": ["/digest"], "rules": [],
    });
    for (name, value) in members.as_object().unwrap() {
        whole[name] = value.clone();
    }
    Profile::read(&whole.to_string()).unwrap()
}

fn sent(purpose: Purpose) -> Sent<'static> {
    Sent { purpose, key: KEY, digest: DIGEST, now: 0 }
}

fn answered(status: u16, content_type: &str, body: &str) -> Answered {
    let body = body.as_bytes().to_vec();
    Answered { status, content_type: content_type.to_owned(), body, ..Answered::default() }
}

fn read(profile: &Profile, purpose: Purpose, answered: Answered) -> Answer {
    classify(&Reply::Answered(answered), profile, sent(purpose))
}

fn why(answer: &Answer) -> Why {
    match answer {
        Answer::Unknown { why, .. } => *why,
        other => panic!("{other:?}"),
    }
}

const JSON: &str = "application/json";

#[test]
fn an_empty_answer_is_one_only_where_nothing_came_and_nothing_was_cut_off() {
    let empty = profile(json!({ "rules": [{ "status": [204], "content": "empty", "means": "accepted" }] }));
    let submit = |answered| read(&empty, Purpose::Submit, answered);
    assert!(matches!(submit(answered(204, "", "")), Answer::Accepted(_)));
    assert_eq!(why(&submit(answered(204, "text/plain", "x"))), Why::Garbled);
    assert_eq!(why(&submit(Answered { cut: true, ..answered(204, "", "") })), Why::Garbled);
}

#[test]
fn a_rule_without_status_speaks_of_every_status() {
    let any = profile(json!({ "rules": [{ "code": [0], "means": "accepted" }] }));
    let body = json!({ "code": 0, "reference": "R" }).to_string();
    for status in [200, 206, 599] {
        assert!(matches!(read(&any, Purpose::Submit, answered(status, JSON, &body)), Answer::Accepted(_)));
    }
    let one = profile(json!({ "rules": [{ "status": [200], "code": [0], "means": "accepted" }] }));
    assert_eq!(why(&read(&one, Purpose::Submit, answered(206, JSON, &body))), Why::Shape);
}

#[test]
fn a_digest_may_be_echoed_in_capitals_a_key_may_not() {
    let accepts = profile(json!({ "rules": [{ "for": ["submit", "upload"], "means": "accepted" }] }));
    let echo = |purpose, key: &str, digest: &str| {
        let body = json!({ "key": key, "digest": digest }).to_string();
        read(&accepts, purpose, answered(200, JSON, &body))
    };
    assert!(matches!(echo(Purpose::Submit, KEY, "AB12"), Answer::Accepted(_)));
    assert_eq!(why(&echo(Purpose::Submit, "KEY-1", DIGEST)), Why::OtherContent);
    // An upload is known by its digest; a key that stands beside it is another's.
    assert!(matches!(echo(Purpose::Upload, "another", DIGEST), Answer::Accepted(_)));
    assert_eq!(why(&echo(Purpose::Upload, KEY, "cd34")), Why::OtherContent);
}

#[test]
fn a_status_that_no_rule_names_is_read_with_care() {
    let silent = profile(json!({}));
    let submit = |status, content_type: &str, body: &str| {
        read(&silent, Purpose::Submit, answered(status, content_type, body))
    };
    assert_eq!(submit(401, JSON, "{}"), Answer::NeedsLogin { sure: true });
    let cut = Answered { cut: true, ..answered(200, "text/html", "<form><input type=password>") };
    assert_eq!(why(&read(&silent, Purpose::Submit, cut)), Why::Garbled);
    for (content_type, body) in [
        ("text/html", "Sign in: type=password"),
        ("Application/XHTML+XML; charset=gbk", "?<input type='password'>"),
        ("text/plain", " \n<input type=\"PASSWORD\">"),
    ] {
        let asked = submit(200, content_type, body);
        assert_eq!(asked, Answer::NeedsLogin { sure: false }, "{content_type}");
    }
    assert_eq!(why(&submit(200, "text/html", "<p>hello")), Why::Page);
    assert_eq!(why(&submit(200, "text/plain", "hello")), Why::Garbled);
}

#[test]
fn json_counts_where_it_is_declared() {
    let silent = profile(json!({ "types": ["text/json"] }));
    let declared = |content_type: &str| {
        why(&read(&silent, Purpose::Submit, answered(200, content_type, "{}"))) == Why::Shape
    };
    for known in
        ["application/json", "APPLICATION/JSON ;charset=utf-8", "application/problem+json", "text/json"]
    {
        assert!(declared(known), "{known}");
    }
    for other in ["image/svg+json", "application/jsonp", "application/xml", "text/plain", ""] {
        assert!(!declared(other), "{other}");
    }
}

#[test]
fn an_empty_text_is_no_text() {
    let accepts = profile(json!({
        "referenceAt": ["/reference", "/id"], "rules": [{ "means": "accepted" }],
    }));
    let reference =
        |body: Value| match read(&accepts, Purpose::Submit, answered(200, JSON, &body.to_string())) {
            Answer::Accepted(receipt) => receipt.reference,
            other => panic!("{other:?}"),
        };
    assert_eq!(reference(json!({ "reference": "", "id": 7 })), "7");
    assert_eq!(reference(json!({ "reference": "R", "id": 7 })), "R");
    assert_eq!(reference(json!({ "reference": true, "id": [] })), "");
}

#[test]
fn the_page_around_the_form_is_believed_in_what_it_may_know() {
    let told = |value: Value| told_by_host(&value.to_string(), sent(Purpose::Submit));
    let reference = |value: Value| match told(value) {
        Answer::Accepted(receipt) => receipt.reference,
        other => panic!("{other:?}"),
    };
    let accepted = |more: Value| {
        let mut whole = json!({ "outcome": "accepted", "reference": "R" });
        for (name, value) in more.as_object().unwrap() {
            whole[name] = value.clone();
        }
        whole
    };
    for fine in [json!({}), json!({ "key": null, "digest": null }), json!({ "key": KEY, "digest": "AB12" })] {
        assert_eq!(reference(accepted(fine)), "R");
    }
    for other in
        [json!({ "key": "k2" }), json!({ "digest": "cd34" }), json!({ "digest": 7 }), json!({ "key": [] })]
    {
        assert_eq!(why(&told(accepted(other.clone()))), Why::OtherContent, "{other}");
    }
    assert_eq!(told(json!({ "outcome": "needs-login" })), Answer::NeedsLogin { sure: false });
    assert_eq!(why(&told(json!({ "outcome": "fine" }))), Why::HostSilent);
    let kind = |code: &str| match told(json!({ "outcome": "rejected", "code": code })) {
        Answer::Rejected(refusal) => (refusal.kind, refusal.settles),
        other => panic!("{other:?}"),
    };
    assert_eq!(kind("case-moved"), (RefusalKind::Moved, true));
    assert_eq!(kind("duplicate"), (RefusalKind::Content, true));
}

#[test]
fn every_reason_has_a_name_of_its_own_that_leads_back() {
    let all = [
        Why::Network,
        Why::Timeout,
        Why::Interrupted,
        Why::Server,
        Why::Page,
        Why::Empty,
        Why::Garbled,
        Why::Shape,
        Why::OtherContent,
        Why::Repeated,
        Why::AtWork,
        Why::NotKnown,
        Why::HostSilent,
    ];
    for reason in all {
        assert_eq!(Why::from_code(reason.code()), Some(reason));
        assert!(!reason.words().zh.is_empty());
    }
    assert_eq!(Why::from_code(""), None);
}
