//! Attachments: what the address says is what is kept, and nothing is kept under a name that somebody typed.

use super::sample;
use super::{Answer, Portal, sm3};
use axum::http::{Method, StatusCode};
use govcloud::wire::v1::envelope;

const BYTES: &[u8] = b"%PDF-1.7 something";

fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{}", answer.text());
}

#[tokio::test]
async fn sending_twice_keeps_one() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    let first = person.attach(&sm3(BYTES), BYTES).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    assert_eq!(first.json()["size"], BYTES.len());
    let second = person.attach(&sm3(BYTES), BYTES).await;
    assert_eq!((second.status, second.json()), (StatusCode::OK, first.json()));
    let kept = std::fs::read_dir(portal.folder.join("attachments")).unwrap().count();
    assert_eq!(kept, 1, "no draft of a file is left behind");
}

#[tokio::test]
async fn bytes_that_do_not_match_their_digest_are_refused() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    refused(&person.attach(&sm3(b"other"), BYTES).await, 422, "digest-mismatch");
    refused(&person.attach(&sm3(b""), b"").await, 422, "attachment-empty");
    for address in ["abc", "..%2F..%2Fetc%2Fpasswd", &"g".repeat(64), &format!("{}0", sm3(BYTES))] {
        refused(&person.attach(address, BYTES).await, 400, "digest-malformed");
    }
    assert_eq!(std::fs::read_dir(portal.folder.join("attachments")).unwrap().count(), 0);
}

#[tokio::test]
async fn kinds_and_sizes_have_their_limits() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    let address = format!("/api/attachments/{}", sm3(BYTES));
    for kind in ["text/html", "image/svg+xml", "application/javascript"] {
        let headers = [("content-type", kind), ("x-csrf-token", person.csrf.as_str())];
        refused(&person.send(Method::PUT, &address, &headers, BYTES).await, 415, "attachment-type");
    }
    let large = vec![7; 20 * 1024 * 1024 + 1];
    refused(&person.attach(&sm3(&large), &large).await, 413, "too-large");
    let most = &large[1..];
    assert_eq!(person.attach(&sm3(most), most).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn names_that_lead_elsewhere_are_refused_with_their_place() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    for (name, status, code) in [
        ("..\u{2f}plan.pdf", 400, "envelope-shape"),
        ("C:plan.pdf", 422, "attachment-name"),
        ("plan.pdf.exe", 422, "attachment-name"),
        ("fdp\u{202e}.exe.pdf", 422, "attachment-name"),
        ("plan\n.pdf", 422, "attachment-name"),
    ] {
        let mut content = sample::content("key", &sample::draft("示例系统"));
        content.draft.attachments[0].name = name.into();
        let answer = person.hand_in("key", envelope::seal(&content).unwrap().text).await;
        refused(&answer, status, code);
        assert_eq!(answer.json()["path"], "/case/attachments/0/name", "{name:?}");
    }
}

#[tokio::test]
async fn a_download_is_never_shown_in_the_portals_origin() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    person.attach(&sm3(sample::PLAN), sample::PLAN).await;
    let receipt = person.hand_in("key", sample::sealed("key", "示例系统").text).await.json();
    let reference = receipt["reference"].as_str().unwrap();
    let address = format!("/api/cases/{reference}/attachments/{}", sm3(sample::PLAN));
    let file = person.get(&address).await;
    assert_eq!((file.status, file.body.as_slice()), (StatusCode::OK, sample::PLAN));
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert!(file.header("content-disposition").starts_with("attachment; "));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    // The receipt says what the file is in the case, and leads to it.
    let page = person.get(&format!("/receipt/{reference}")).await.text();
    assert!(page.contains("迁移、部署方案") && page.contains(&address), "{page}");
}
