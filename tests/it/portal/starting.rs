//! What keeps the portal from starting, and what a second start finds.

use super::running::{Running, ask};
use super::{CommandLine, Portal, program};
use axum::http::StatusCode;
use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

fn args(words: &[&str]) -> program::ServeArgs {
    CommandLine::parse_from(["serve"].iter().chain(words)).args
}

#[test]
fn other_machines_are_let_in_only_on_purpose() {
    // The folder is never made: the refusal comes first.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("portal-never");
    let data = folder.display().to_string();
    for host in ["0.0.0.0", "::", "192.0.2.1"] {
        assert_eq!(program::serve(args(&["--host", host, "--data", &data])), ExitCode::from(2), "{host}");
    }
    assert!(!folder.exists());
    assert!(CommandLine::try_parse_from(["serve", "--as-of", "2026-13-01"]).is_err());
}

#[tokio::test]
async fn a_catalog_that_cannot_be_used_is_named() {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("portal-catalog-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("broken.json");
    let path = file.display().to_string();
    let data = folder.join("data").display().to_string();
    for (text, says) in [
        ("{", "cannot be read"),
        (r#"{"format":"something-else","version":1}"#, "something-else"),
        (
            r#"{"format":"govcloud-catalog","version":1,"id":"x","title":{"zh":"试","en":"x"},"dimensions":[],
                "functions":[],"items":[{"code":"a","name":{"zh":"甲","en":"a"},"function":"no/such"}]}"#,
            "row 1",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let Err(error) = program::serve::open(&args(&["--catalog", &path, "--data", &data])).await else {
            panic!("{text} was taken");
        };
        let error = error.to_string();
        assert!(error.contains("broken.json") && error.contains(says), "{error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_portal_that_nobody_listens_to_serves_and_stops_in_good_order() {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("portal-unheard-{}", std::process::id()));
    let portal = Running::unheard(&folder);
    assert_eq!(ask(&portal.address, "GET /sign-in HTTP/1.1", b"").unwrap().0, 200);
    assert_eq!(portal.stop().code(), Some(0));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_second_start_finds_everything() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    person.attach(&super::sm3(super::sample::PLAN), super::sample::PLAN).await;
    let sealed = super::sample::sealed("key", "示例系统");
    let first = person.hand_in("key", sealed.text.clone()).await.json();
    let again = portal.reopen().await;
    // The session, the application and its key outlive the program.
    let mut person = person;
    person.router = again;
    let answer = person.hand_in("key", sealed.text).await;
    assert_eq!((answer.status, answer.json()), (StatusCode::OK, first));
}
