//! Handing in: exactly once a key, nothing that was changed, nothing that the portal would judge differently.

use super::sample::{self, PLAN};
use super::{Answer, JSON, Person, Portal, sm3};
use axum::http::{Method, StatusCode};
use govcloud::basics::date;
use govcloud::wire::v1::envelope;
use serde_json::json;

const KEY: &str = "7f3c0e0a-0000-4000-8000-000000000001";

/// A department that has sent its attachments.
async fn ready(portal: &Portal, account: &str) -> Person {
    let person = portal.person(account).await;
    assert_eq!(person.attach(&sm3(PLAN), PLAN).await.status, StatusCode::CREATED);
    person
}

fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{}", answer.text());
}

/// The places that a refusal names.
fn paths(answer: &Answer) -> Vec<String> {
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors.iter().map(|e| e["path"].as_str().unwrap().to_owned()).collect()
}

async fn accepted_count(person: &Person) -> usize {
    person.get("/api/cases").await.json()["cases"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_first_is_accepted_and_the_same_again_gets_the_same_answer() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let sealed = sample::sealed(KEY, "示例系统");

    let first = person.hand_in(KEY, sealed.text.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let receipt = first.json();
    assert_eq!(receipt["key"], KEY);
    assert_eq!(receipt["digest"], sealed.digest.to_string());
    assert_eq!(receipt["status"], "received");
    assert!(receipt["receivedAt"].as_str().unwrap().starts_with(super::TODAY));
    assert_eq!((&receipt["reference"], &receipt["entry"]), (&json!("HLJ-2026-000001"), &json!(1)));

    let again = person.hand_in(KEY, sealed.text.clone()).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (StatusCode::OK, "true"));
    assert_eq!(again.json(), receipt);

    let status = person.get(&format!("/api/applications/status/{KEY}")).await;
    assert_eq!((status.json(), status.header("cache-control")), (receipt, "no-store"));
    assert_eq!(accepted_count(&person).await, 1);

    let next = person.hand_in("key-2", sample::sealed("key-2", "又一系统").text).await;
    assert_eq!(next.json()["reference"], "HLJ-2026-000002");
}

#[tokio::test]
async fn of_many_at_once_one_is_accepted() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let sealed = sample::sealed(KEY, "示例系统");
    let sends = (0..12).map(|_| {
        let (person, text) = (person.clone(), sealed.text.clone());
        tokio::spawn(async move { person.hand_in(KEY, text).await })
    });
    let mut accepted = 0;
    for send in sends.collect::<Vec<_>>() {
        let answer = send.await.unwrap();
        match answer.status {
            StatusCode::CREATED => accepted += 1,
            StatusCode::OK => assert_eq!(answer.header("idempotency-replayed"), "true"),
            StatusCode::CONFLICT => {
                assert_eq!((answer.code().as_str(), answer.header("retry-after")), ("in-progress", "1"));
            }
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert_eq!((accepted, accepted_count(&person).await), (1, 1));
}

#[tokio::test]
async fn references_of_many_at_once_are_all_different() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let sends = (1..=8).map(|n| {
        let key = format!("key-{n}");
        let (person, text) = (person.clone(), sample::sealed(&key, "示例系统").text);
        tokio::spawn(async move { person.hand_in(&key, text).await })
    });
    let mut references = Vec::new();
    for send in sends.collect::<Vec<_>>() {
        let answer = send.await.unwrap();
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        references.push(answer.json()["reference"].as_str().unwrap()[9..].to_owned());
    }
    references.sort();
    assert_eq!(references, (1..=8).map(|n| format!("{n:06}")).collect::<Vec<_>>(), "no gap, none twice");
}

#[tokio::test]
async fn a_key_names_one_content_of_one_account() {
    let portal = Portal::open().await;
    let (a, b) = (ready(&portal, "dept-a").await, ready(&portal, "dept-b").await);
    let sealed = sample::sealed(KEY, "示例系统");
    assert_eq!(a.hand_in(KEY, sealed.text.clone()).await.status, StatusCode::CREATED);
    let other = sample::sealed(KEY, "另一系统");
    let answer = a.hand_in(KEY, other.text).await;
    refused(&answer, 422, "key-reused");
    // A refusal says which application it refuses.
    assert_eq!(
        (&answer.json()["key"], &answer.json()["digest"]),
        (&json!(KEY), &json!(other.digest.to_string()))
    );
    // Another account's key is another key.
    assert_eq!(b.get(&format!("/api/applications/status/{KEY}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(b.hand_in(KEY, sealed.text).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_was_changed_on_the_way_is_refused() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let text = sample::sealed(KEY, "示例系统").text;
    let changed = person.hand_in(KEY, text.replace("示例系统", "示例系統")).await;
    refused(&changed, 422, "digest-mismatch");
    assert_eq!(paths(&changed), ["/digest"]);
    for (body, code) in [
        ("", "json"),
        ("{", "json"),
        ("{}", "envelope-format"),
        ("[]", "envelope-format"),
        (text.split_at(text.find("\"review\"").unwrap()).0, "json"),
    ] {
        refused(&person.hand_in(KEY, body.to_owned()).await, 400, code);
    }
    refused(&person.hand_in(KEY, vec![0xff, 0xfe]).await, 400, "encoding");
    // Nothing of this took the key: the right bytes are accepted under it.
    assert_eq!(person.hand_in(KEY, text).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn the_key_stands_in_the_header_and_in_the_envelope() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let text = sample::sealed(KEY, "示例系统").text;
    refused(&person.hand_in("another-key", text.clone()).await, 400, "key-differs");
    let token = ("x-csrf-token", person.csrf.as_str());
    let without = person.send(Method::POST, "/api/applications", &[JSON, token], text.clone()).await;
    refused(&without, 400, "key-missing");
    let headers = [("content-type", "text/plain"), token, ("idempotency-key", KEY)];
    refused(&person.send(Method::POST, "/api/applications", &headers, text).await, 415, "media-type");
}

#[tokio::test]
async fn an_attachment_that_did_not_come_before_is_named() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    let text = sample::sealed(KEY, "示例系统").text;
    let missing = person.hand_in(KEY, text.clone()).await;
    refused(&missing, 422, "attachment-missing");
    assert_eq!(paths(&missing)[0], "/case/attachments/0");
    assert_eq!(accepted_count(&person).await, 0);
    // The other department's upload does not count.
    ready(&portal, "dept-b").await;
    refused(&person.hand_in(KEY, text.clone()).await, 422, "attachment-missing");
    // The same bytes and key go through once it is there: a refusal holds nothing fast, no number is lost.
    person.attach(&sm3(PLAN), PLAN).await;
    let accepted = person.hand_in(KEY, text).await;
    assert_eq!(accepted.status, StatusCode::CREATED, "{}", accepted.text());
    assert!(accepted.json()["reference"].as_str().unwrap().ends_with("-000001"));
}

#[tokio::test]
async fn a_review_or_fee_that_the_portal_does_not_compute_is_refused() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let draft = sample::draft("示例系统");
    let honest = sample::content(KEY, &draft);

    let mut cheaper = honest.clone();
    cheaper.fees["known"] = json!("1");
    let answer = person.hand_in(KEY, envelope::seal(&cheaper).unwrap().text).await;
    refused(&answer, 422, "review-differs");
    assert_eq!(paths(&answer), ["/fees/known"]);

    let mut cleaner = honest.clone();
    cleaner.review["problems"] = json!([{"code": "nothing-wrong"}]);
    let answer = person.hand_in(KEY, envelope::seal(&cleaner).unwrap().text).await;
    refused(&answer, 422, "review-differs");
    assert!(paths(&answer).iter().all(|path| path.starts_with("/review/problems/")), "{:?}", paths(&answer));

    let mut elsewhere = honest.clone();
    elsewhere.jurisdiction = "nowhere".into();
    let answer = person.hand_in(KEY, envelope::seal(&elsewhere).unwrap().text).await;
    assert_eq!(
        (answer.code().as_str(), paths(&answer)),
        ("review-differs", vec!["/jurisdiction".to_owned()])
    );

    // The judgement of another draft, on this one.
    let mut other = honest;
    other.draft.set_field("system.name", "");
    let answer = person.hand_in(KEY, envelope::seal(&other).unwrap().text).await;
    refused(&answer, 422, "barred");
    assert_eq!(paths(&answer), ["/case/fields/system.name"]);
    assert_eq!(accepted_count(&person).await, 0);
}

#[tokio::test]
async fn a_catalog_of_somebody_else_and_a_day_long_past_are_refused() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let honest = sample::content(KEY, &sample::draft("示例系统"));
    let mut foreign = honest.clone();
    foreign.catalog_hash = govcloud::basics::Digest::of(b"another catalog");
    let answer = person.hand_in(KEY, envelope::seal(&foreign).unwrap().text).await;
    refused(&answer, 422, "catalog-unknown");
    for (day, code) in [("2026-11-08", "as-of-stale"), ("2026-11-25", "as-of-stale")] {
        let mut dated = honest.clone();
        dated.as_of = date::parse(day).unwrap();
        refused(&person.hand_in(KEY, envelope::seal(&dated).unwrap().text).await, 422, code);
    }
}

#[tokio::test]
async fn too_much_is_refused_before_it_is_read() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let answer = person.hand_in(KEY, vec![b' '; 2 * 1024 * 1024 + 1]).await;
    refused(&answer, 413, "too-large");
}

#[tokio::test]
async fn five_hundred_rows_are_not_too_much() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let mut draft = sample::draft("示例系统");
    let row = draft.needs[0].clone();
    for n in 2..=500 {
        let mut row = (*row).clone();
        row.id = format!("n{n}");
        row.set_cell("d.vcpu", &(1 + n % 16).to_string());
        draft.needs.push(std::sync::Arc::new(row));
    }
    let sealed = envelope::seal(&sample::content(KEY, &draft)).unwrap();
    let answer = person.hand_in(KEY, sealed.text.clone()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{} bytes: {}", sealed.text.len(), answer.text());
}

#[tokio::test]
async fn a_new_version_takes_the_place_of_the_earlier_one() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let first = person.hand_in("first", sample::sealed("first", "示例系统").text).await.json();
    let mut content = sample::content("second", &sample::draft("示例系统（修改）"));
    content.supersedes = Some("first".into());
    let answer = person.hand_in("second", envelope::seal(&content).unwrap().text).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(person.get("/api/applications/status/first").await.json()["status"], "superseded");
    assert_eq!(person.get("/api/applications/status/second").await.json()["status"], "received");
    // It is the next step of the same case, under one reference.
    let second = answer.json();
    assert_eq!((&second["reference"], &second["entry"]), (&first["reference"], &json!(2)));
    assert_eq!(accepted_count(&person).await, 1);
    // A third that still takes the place of the first comes too late: the case moved.
    let mut late = sample::content("third", &sample::draft("示例系统"));
    late.supersedes = Some("first".into());
    let answer = person.hand_in("third", envelope::seal(&late).unwrap().text).await;
    refused(&answer, 409, "case-moved");
}

#[tokio::test]
async fn a_claim_that_a_crash_left_behind_is_in_progress_and_later_taken_over() {
    let portal = Portal::open().await;
    let person = ready(&portal, "dept-a").await;
    let sealed = sample::sealed(KEY, "示例系统");
    let db = portal.database().await;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let claim = |age: u64| {
        sqlx::query("INSERT INTO claims VALUES ('dept-a', 'dept-a', $1, $2, $3, '')")
            .bind(KEY)
            .bind(sealed.digest.to_string())
            .bind(i64::try_from(now - age).unwrap())
    };
    claim(5).execute(&db).await.unwrap();
    refused(&person.hand_in(KEY, sealed.text.clone()).await, 409, "in-progress");
    assert_eq!(person.get(&format!("/api/applications/status/{KEY}")).await.json()["status"], "in-progress");
    refused(&person.hand_in(KEY, sample::sealed(KEY, "另一系统").text).await, 422, "key-reused");
    sqlx::query("DELETE FROM claims").execute(&db).await.unwrap();
    claim(120).execute(&db).await.unwrap();
    assert_eq!(person.hand_in(KEY, sealed.text).await.status, StatusCode::CREATED);
}
