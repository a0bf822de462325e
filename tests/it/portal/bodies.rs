//! Whatever is sent to a route, the portal answers, and never with a failure of its own.

use super::sample::{self, PLAN};
use super::{FORM, JSON, PDF, Portal, sm3};
use axum::http::Method;

/// Bodies that are nothing, and bodies that are nearly something.
fn bodies() -> Vec<Vec<u8>> {
    let good = sample::sealed("k", "示例系统").text;
    let mut bodies: Vec<Vec<u8>> =
        ["", "{", "null", "[]", "\0", "a=b", "account=%", "rows=%FF%FE", "\u{feff}{}"]
            .iter()
            .map(|text| text.as_bytes().to_vec())
            .collect();
    bodies.push(vec![0xff; 300]);
    bodies.push("[".repeat(60_000).into_bytes());
    bodies.push(format!("rows={}", "%0A1,2,3".repeat(500)).into_bytes());
    // Each of so many places of a good envelope changed by a byte, cut off, or doubled.
    let step = good.len() / 60;
    for at in (1..good.len()).step_by(step) {
        let mut bytes = good.clone().into_bytes();
        match at / step % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 + (at % 7) as u8,
            _ => bytes.extend_from_slice(&good.as_bytes()[at..]),
        }
        bodies.push(bytes);
    }
    bodies
}

#[tokio::test]
async fn fuzz_routes() {
    let portal = Portal::open().await;
    let (department, centre) = (portal.person("dept-a").await, portal.person("centre").await);
    department.attach(&sm3(PLAN), PLAN).await;
    let nobody = portal.anonymous();
    for body in bodies() {
        let put = format!("/api/attachments/{}", sm3(b"other bytes"));
        for (person, method, path, kind) in [
            (&department, Method::POST, "/api/applications", JSON),
            (&department, Method::PUT, put.as_str(), PDF),
            (&centre, Method::POST, "/monitoring", FORM),
            (&department, Method::POST, "/fleet", FORM),
            (&nobody, Method::POST, "/sign-in", FORM),
        ] {
            let headers = [kind, ("x-csrf-token", person.csrf.as_str()), ("idempotency-key", "k")];
            let answer = person.send(method, path, &headers, body.clone()).await;
            let status = answer.status.as_u16();
            assert!(status < 500, "{path}: {status} {}", answer.text());
            // A good status is for a good body only; a changed envelope is none.
            assert!(path != "/api/applications" || status >= 400, "{path}: {status}");
        }
    }
    for path in [
        "/api/cases/%00/journal",
        "/api/cases/..%2f..%2fetc/journal",
        "/api/cases/x/entries/-1/review",
        "/api/cases/x/entries/99999999999/review",
        "/api/cases/x/attachments/zz",
        "/api/applications/status/%FF",
        "/year/%00",
        "/year/-1",
        "/budget/99999999999999999999",
        "/receipt/%ff",
        "/receipt/x/y",
        "/case/%E2%80%AE",
        "/portal/..%2fmod.rs",
        "/catalog/..%2f..%2fCargo.toml",
        "/jurisdiction/%2e%2e",
        "/sign-in?next=%FF&account=%FF",
        "/case/'%20OR%201=1--",
        "/year/2026/..%2f",
        "/api/cases/%27%3B%20DROP%20TABLE%20cases--/case",
    ] {
        for person in [&department, &centre, &nobody] {
            let answer = person.get(path).await;
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
        }
    }
    assert_eq!(department.hand_in("k", sample::sealed("k", "示例系统").text).await.status.as_u16(), 201);
}
