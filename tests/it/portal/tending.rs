//! Looking after a portal: the audit log, what the database refuses to change, and the copy that is made while it
//! runs.

use super::sample::{self, PLAN};
use super::world::World;
use super::{CommandLine, FORM, Portal, TODAY, program, sm3};
use axum::http::{Method, StatusCode};
use clap::Parser;

type Line = (String, String, i64);

async fn log(portal: &Portal) -> Vec<Line> {
    let db = portal.database().await;
    sqlx::query_as("SELECT account, deed, status FROM audit ORDER BY number").fetch_all(&db).await.unwrap()
}

#[tokio::test]
async fn who_did_what_is_written_down_and_stays() {
    let portal = Portal::open().await;
    let nobody = portal.anonymous();
    nobody.send(Method::POST, "/sign-in", &[FORM], "account=dept-a%0Aforged&password=wrong").await;
    let person = portal.person("dept-a").await;
    person.attach(&sm3(PLAN), PLAN).await;
    let answer = person.hand_in("k", sample::sealed("k", "示例系统").text).await.json();
    let reference = answer["reference"].as_str().unwrap();
    let paper = format!("/api/cases/{reference}/attachments/{}", sm3(PLAN));
    person.get(&paper).await;
    person.get("/api/cases").await;
    person.get("/filings").await;
    person.get("/api/register").await;
    person.send(Method::POST, "/api/sign-out", &[("x-csrf-token", "0")], "").await;
    let line = |account: &str, deed: &str, status: i64| (account.to_owned(), deed.to_owned(), status);
    let expected = vec![
        line("dept-aforged", "POST /sign-in", 401),
        line("dept-a", "POST /sign-in", 303),
        line("dept-a", &format!("PUT /api/attachments/{}", sm3(PLAN)), 201),
        line("dept-a", "POST /api/applications", 201),
        line("dept-a", &format!("GET {paper}"), 200),
        line("dept-a", "GET /filings", 403),
        line("dept-a", "GET /api/register", 403),
        line("dept-a", "POST /api/sign-out", 403),
    ];
    assert_eq!(log(&portal).await, expected);
    let db = portal.database().await;
    for statement in
        ["UPDATE audit SET account = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE number = 1"]
    {
        assert!(sqlx::query(statement).execute(&db).await.is_err(), "{statement}");
    }
    assert_eq!(log(&portal).await, expected);
}

#[tokio::test]
async fn who_asks_too_often_fills_no_log() {
    let portal = Portal::open().await;
    let nobody = portal.anonymous();
    for _ in 0..30 {
        nobody.send(Method::POST, "/sign-in", &[FORM], "account=dept-b&password=wrong").await;
    }
    let statuses: Vec<i64> = log(&portal).await.into_iter().map(|(_, _, status)| status).collect();
    assert_eq!(statuses, [vec![401; 10], vec![429]].concat());
    let name = "a".repeat(65);
    let long = nobody.send(Method::POST, "/sign-in", &[FORM], format!("account={name}&password=x")).await;
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
    assert_eq!(log(&portal).await.len(), 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_while_people_work_holds_all_that_was_accepted_before() {
    if std::env::var_os("GOVCLOUD_TEST_POSTGRES").is_some() {
        return; // A server is backed up by its own tools.
    }
    let mut world = World::open().await;
    world.ordinary("示例系统", 2).await;
    let before = world.journal().await;
    let person = world.person("dept-b").await;
    person.attach(&sm3(PLAN), PLAN).await;
    // Somebody hands in all the while.
    let busy = tokio::spawn(async move {
        let mut accepted = 0;
        for n in 0..20 {
            let key = format!("busy-{n}");
            accepted += u32::from(
                person.hand_in(&key, sample::sealed(&key, "忙").text).await.status == StatusCode::CREATED,
            );
        }
        accepted
    });
    let copy = world.portal.folder.with_extension("copy");
    let _ = std::fs::remove_dir_all(&copy);
    let (from, to) = (world.portal.folder.display().to_string(), copy.display().to_string());
    let backup = || {
        let line = ["portal", "backup", &to, "--data", &from];
        std::process::Command::new(env!("CARGO_BIN_EXE_govcloud")).args(line).output().unwrap()
    };
    let done = tokio::task::block_in_place(backup);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(busy.await.unwrap(), 20, "nobody was kept waiting in vain");
    // No copy is ever overwritten.
    assert!(!tokio::task::block_in_place(backup).status.success());

    // A portal starts from the copy, and its journals hold.
    let line =
        ["serve", "--demo-password", "demo", "--as-of", TODAY, "--dist", "www/no-such-folder", "--data", &to];
    let args = CommandLine::parse_from(line).args;
    let router = program::routes::router(program::serve::begin(&args).await.unwrap().0);
    let original = std::mem::replace(&mut world.portal.router, router);
    let person = world.portal.person("authority").await;
    let answer = person.get(&format!("/api/cases/{}/journal", world.reference)).await;
    assert_eq!(govcloud::wire::v1::journal::read(&answer.text()).unwrap(), before);
    let paper = format!("/api/cases/{}/attachments/{}", world.reference, sm3(PLAN));
    assert_eq!(person.get(&paper).await.body, PLAN);
    for case in person.get("/api/cases").await.json()["cases"].as_array().unwrap() {
        let reference = case["reference"].as_str().unwrap();
        let journal = person.get(&format!("/api/cases/{reference}/journal")).await;
        assert_eq!(journal.status, StatusCode::OK, "{reference}");
    }
    world.portal.router = original;
    let _ = std::fs::remove_dir_all(&copy);
}
