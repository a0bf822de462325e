//! The requests to the byte, for each way in which a portal may want them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::outbox::{Item, Paper};
use super::profile::{Encoding, Profile, Upload};
use super::request;
use super::transport::Body;
use crate::basics::Digest;
use crate::wire::v1::envelope::Sealed;
use serde_json::{Value, json};

fn item() -> Item {
    let paper = Paper {
        digest: Digest::of(b"plan"),
        name: "方案,终稿.pdf".into(),
        media_type: "application/pdf".into(),
        size: 4,
        arrived: true,
        address: "/f/7".into(),
    };
    let sealed =
        Sealed { text: "{\"a\":\"1+1 &=%\"}".into(), key: "k/1 ü".into(), digest: Digest::of(b"e") };
    Item::frozen(sealed, 1, vec![paper], 0)
}

fn profile(encoding: Encoding, upload: Upload) -> Profile {
    Profile { encoding, upload, timeout: 30_000, ..Profile::shipped("rest").unwrap() }
}

#[test]
fn an_application_is_written_as_the_portal_wants_it() {
    let (item, addresses) = (item(), json!({ Digest::of(b"plan").to_string(): "/f/7" }));
    let digest = item.digest.to_string();
    let written = |encoding| {
        let profile = profile(encoding, Upload::Put);
        let body = request::body(&item, &profile);
        let request = request::submit(&item, &body, "/api", &profile, Vec::new());
        assert_eq!((request.method, request.url.as_str(), request.timeout), ("POST", "/api", 30_000));
        assert_eq!(request.header("idempotency-key"), Some("k/1 ü"));
        assert_eq!(request.body, Body::Text(body.clone()));
        (request.header("Content-Type").unwrap().to_owned(), body)
    };
    assert_eq!(written(Encoding::Envelope), ("application/json".into(), item.envelope.clone()));
    let (kind, body) = written(Encoding::Wrapped);
    let whole = json!({
        "idempotencyKey": item.key, "digest": digest, "envelope": item.envelope, "attachments": addresses,
    });
    assert_eq!((kind.as_str(), serde_json::from_str::<Value>(&body).unwrap()), ("application/json", whole));
    let (kind, body) = written(Encoding::Form);
    let expected = format!(
        "idempotencyKey=k%2F1%20%C3%BC&digest={digest}&envelope=%7B%22a%22%3A%221%2B1%20%26%3D%25%22%7D&attachments=\
         %7B%22{}%22%3A%22%2Ff%2F7%22%7D",
        Digest::of(b"plan")
    );
    assert_eq!((kind.as_str(), body), ("application/x-www-form-urlencoded", expected));
}

#[test]
fn every_letter_that_an_address_may_hold_stays_and_every_other_is_written_as_bytes() {
    let key = "AZaz09-_.~ @[`{/:*";
    let item = Item { key: key.into(), ..item() };
    let request = request::status(&item, "/s?k={key}", &profile(Encoding::Envelope, Upload::Put), Vec::new());
    assert_eq!(request.url, "/s?k=AZaz09-_.~%20%40%5B%60%7B%2F%3A%2A");
    assert_eq!((request.method, request.body), ("GET", Body::None));
}

#[test]
fn the_headers_of_the_page_go_along_but_not_in_place_of_ours() {
    let page = ["X-Token", "ACCEPT", "Content-Type", "Idempotency-Key", "x-requested-with"];
    let page = page.map(|name| (name.to_owned(), "page".to_owned())).to_vec();
    let request = request::submit(&item(), "{}", "/", &profile(Encoding::Envelope, Upload::Put), page);
    let headers: Vec<(&str, &str)> = request.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let expected = [
        ("X-Token", "page"),
        ("Accept", "application/json"),
        ("X-Requested-With", "XMLHttpRequest"),
        ("Content-Type", "application/json"),
        ("Idempotency-Key", "k/1 ü"),
    ];
    assert_eq!(headers, expected);
}

#[test]
fn an_attachment_goes_to_the_address_of_its_digest() {
    let paper = item().papers.remove(0);
    let digest = paper.digest.to_string();
    let put = |paper: &Paper, url: &str, bytes: usize| {
        request::upload(paper, vec![7; bytes], url, &profile(Encoding::Envelope, Upload::Put), Vec::new())
    };
    for (url, expected) in [
        ("/a/{sm3}", format!("/a/{digest}")),
        ("/a?of={sm3}&x", format!("/a?of={digest}&x")),
        ("/a", format!("/a/{digest}")),
        ("/a/", format!("/a/{digest}")),
    ] {
        assert_eq!(put(&paper, url, 4).url, expected);
    }
    let request = put(&paper, "/a", 64 * 1000);
    assert_eq!((request.method, request.timeout), ("PUT", 31_000), "a large file takes its time");
    assert_eq!(request.header("content-type"), Some("application/pdf"));
    assert_eq!(request.body, Body::Bytes(vec![7; 64_000]));
    let plain = Paper { media_type: String::new(), ..paper.clone() };
    assert_eq!(put(&plain, "/a", 1).header("content-type"), Some("application/octet-stream"));
    let multipart = profile(Encoding::Envelope, Upload::Multipart);
    let request = request::upload(&paper, vec![7], "/a", &multipart, Vec::new());
    let name = "方案，终稿.pdf".to_owned();
    let file = Body::File { bytes: vec![7], name, media_type: "application/pdf".into() };
    assert_eq!((request.method, request.url.as_str(), request.body), ("POST", "/a", file));
    assert_eq!(request.headers.iter().filter(|(name, _)| name == "Content-Type").count(), 0);
}
