//! The requests that an application needs: made here for the form and for whoever tries a portal's contract.

use super::outbox::{Item, Paper};
use super::profile::{Encoding, Profile, Upload};
use super::transport::{Body, Request};
use crate::wire::canonical;
use serde_json::json;

/// Headers that the form answers for; the page's own are passed over.
const OURS: [&str; 4] = ["idempotency-key", "content-type", "accept", "x-requested-with"];

/// What is sent, to the byte.
pub fn body(item: &Item, profile: &Profile) -> String {
    let addresses: serde_json::Map<String, serde_json::Value> =
        item.papers.iter().map(|p| (p.digest.to_string(), p.address.as_str().into())).collect();
    match profile.encoding {
        Encoding::Envelope => item.envelope.clone(),
        // The envelope goes as one text: hosts that trim or rewrite single texts then leave it whole.
        Encoding::Wrapped => canonical::to_string(&json!({
            "idempotencyKey": item.key,
            "digest": item.digest.to_string(),
            "envelope": item.envelope,
            "attachments": addresses,
        }))
        .unwrap_or_default(),
        Encoding::Form => {
            let addresses = canonical::to_string(&addresses.into()).unwrap_or_default();
            let digest = item.digest.to_string();
            let fields = [
                ("idempotencyKey", item.key.as_str()),
                ("digest", &digest),
                ("envelope", &item.envelope),
                ("attachments", &addresses),
            ];
            fields.map(|(name, text)| format!("{name}={}", percent(text))).join("&")
        }
    }
}

/// Hands in.
pub fn submit(item: &Item, body: &str, url: &str, profile: &Profile, page: Vec<(String, String)>) -> Request {
    let kind = match profile.encoding {
        Encoding::Envelope | Encoding::Wrapped => "application/json",
        Encoding::Form => "application/x-www-form-urlencoded",
    };
    let mut headers = ours(page);
    headers.push(("Content-Type".into(), kind.into()));
    headers.push(("Idempotency-Key".into(), item.key.clone()));
    Request {
        method: "POST",
        url: url.to_owned(),
        headers,
        body: Body::Text(body.to_owned()),
        timeout: profile.timeout,
    }
}

/// Asks what became of a key.
pub fn status(item: &Item, url: &str, profile: &Profile, page: Vec<(String, String)>) -> Request {
    let url = url.replace("{key}", &percent(&item.key));
    Request { method: "GET", url, headers: ours(page), body: Body::None, timeout: profile.timeout }
}

/// Sends an attachment.
pub fn upload(
    paper: &Paper,
    bytes: Vec<u8>,
    url: &str,
    profile: &Profile,
    page: Vec<(String, String)>,
) -> Request {
    let digest = paper.digest.to_string();
    let mut url = url.replace("{sm3}", &digest);
    let mut headers = ours(page);
    let media_type =
        if paper.media_type.is_empty() { "application/octet-stream" } else { paper.media_type.as_str() }
            .to_owned();
    // A large file takes its time: a second more for each 64 KB.
    let timeout = profile.timeout + bytes.len() as u64 / 64;
    let (method, body) = match profile.upload {
        Upload::Put => {
            if !url.contains(&digest) {
                url = format!("{}/{digest}", url.trim_end_matches('/'));
            }
            headers.push(("Content-Type".into(), media_type));
            ("PUT", Body::Bytes(bytes))
        }
        // Some hosts split lists of file names at commas.
        Upload::Multipart => ("POST", Body::File { bytes, name: paper.name.replace(',', "，"), media_type }),
    };
    Request { method, url, headers, body, timeout }
}

fn ours(page: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> =
        page.into_iter().filter(|(name, _)| !OURS.contains(&name.to_ascii_lowercase().as_str())).collect();
    headers.push(("Accept".into(), "application/json".into()));
    headers.push(("X-Requested-With".into(), "XMLHttpRequest".into()));
    headers
}

fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
