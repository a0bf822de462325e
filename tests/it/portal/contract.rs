//! `govcloud contract` against the reference portal, which keeps every promise, and against one that keeps few.

use super::TODAY;
use super::running::{Running, Sender};
use crate::command_line::{CATALOG, File, govcloud, json};
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The verdict on each promise.
fn verdicts(arguments: &[&str]) -> (Option<i32>, BTreeMap<String, String>) {
    let (code, said) = json(arguments);
    let promises = said["promises"].as_array().unwrap();
    let verdict = |one: &serde_json::Value| {
        (one["promise"].as_str().unwrap().to_owned(), one["verdict"].as_str().unwrap().to_owned())
    };
    (code, promises.iter().map(verdict).collect())
}

#[test]
fn the_reference_portal_keeps_every_promise() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("contract-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let portal = Running::start(&folder);
    let who = Sender::sign_in(&portal.address);
    let headers = format!("Cookie: {}\n\nX-CSRF-Token: {}\n", who.cookie, who.csrf);
    let headers = File::with("contract-headers", &headers);
    let at = |path: &str| format!("http://{}{path}", portal.address);
    let (submit, status, upload) =
        (at("/api/applications"), at("/api/applications/status/{key}"), at("/api/attachments/{sm3}"));
    let arguments = [
        "contract",
        "--submit",
        &submit,
        "--status",
        &status,
        "--upload",
        &upload,
        "--headers",
        headers.path(),
        "--catalog",
        CATALOG,
        "--as-of",
        TODAY,
    ];
    let (code, verdicts) = verdicts(&arguments);
    assert!(verdicts.values().all(|verdict| verdict == "kept"), "{verdicts:?}");
    assert_eq!((code, verdicts.len()), (Some(0), 13));
    let text = govcloud(&[&arguments[..], &["--lang", "en"]].concat()).out;
    assert!(text.ends_with("13 kept, 0 broken, 0 not tried\n"), "{text}");
    portal.kill();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A portal that takes whatever comes, each time anew, knows nothing afterwards, and sends strangers to a sign-on.
fn forgetful() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let count = Arc::new(AtomicU32::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let count = Arc::clone(&count);
            std::thread::spawn(move || answer(stream.unwrap(), &count));
        }
    });
    address
}

fn answer(mut stream: TcpStream, count: &AtomicU32) {
    let (head, body) = request(&mut stream);
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    let envelope: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
    let receipt = serde_json::json!({
        "reference": format!("R-{}", count.fetch_add(1, Ordering::Relaxed)),
        "key": header("idempotency-key"),
        // Of what was sent, or what would please whoever asks.
        "digest": envelope["digest"].as_str().unwrap_or("sm3:0"),
    });
    let (status, more, text) = match header("authorization") {
        None => ("302 Found", "Location: /login\r\n", String::new()),
        Some(_) if head.starts_with("POST") => ("201 Created", "", receipt.to_string()),
        Some(_) => ("404 Not Found", "", "<h1>404</h1>".to_owned()),
    };
    let kind = if text.starts_with('<') { "text/html" } else { "application/json" };
    let length = text.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{more}Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
    );
}

fn request(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let mut lengths = head.lines().filter_map(|line| line.strip_prefix("Content-Length: "));
            let length = lengths.next().map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return (head.to_owned(), body.to_owned());
            }
        }
        let read = stream.read(&mut piece).unwrap();
        if read == 0 {
            return (text, String::new());
        }
        bytes.extend_from_slice(&piece[..read]);
    }
}

#[test]
fn a_portal_that_forgets_is_found_out() {
    let address = forgetful();
    let headers = File::with("contract-token", "Authorization: Bearer x");
    let submit = format!("http://{address}/apply");
    let status = format!("http://{address}/status/{{key}}");
    let (code, verdicts) = verdicts(&[
        "contract",
        "--submit",
        &submit,
        "--status",
        &status,
        "--headers",
        headers.path(),
        "--catalog",
        CATALOG,
        "--as-of",
        TODAY,
    ]);
    let of = |verdict: &str| -> Vec<&str> {
        verdicts.iter().filter(|(_, said)| *said == verdict).map(|(promise, _)| promise.as_str()).collect()
    };
    assert_eq!(of("kept"), ["first", "marks"]);
    let broken =
        ["again", "altered", "at-once", "broken", "nobody", "other-content", "status", "unknown-key"];
    assert_eq!(of("broken"), broken);
    assert_eq!(of("untried"), ["upload"]);
    assert_eq!(code, Some(1));
}

#[test]
fn what_is_given_wrongly_is_told_with_its_place() {
    let headers = File::with("contract-wrong", "Cookie: a\nno header\n");
    let arguments = ["contract", "--submit", "http://127.0.0.1:1/", "--catalog", CATALOG, "--lang", "en"];
    let ran = govcloud(&[&arguments[..], &["--headers", headers.path()]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains(":2: write it as 'Name: value'"), "{}", ran.err);
    // Nobody listens there.
    let (code, verdicts) = verdicts(&arguments[..5]);
    assert_eq!(
        (code, verdicts["first"].as_str(), verdicts["again"].as_str()),
        (Some(1), "broken", "untried")
    );
}
