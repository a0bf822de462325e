//! A database of the release before there were cases: what it holds becomes cases, and nothing of it is lost.

use super::sample::{self, PLAN};
use super::{Portal, sm3};
use axum::http::StatusCode;
use govcloud::basics::Digest;
use govcloud::wire::v1::envelope;
use govcloud::wire::v1::journal;
use sqlx::error::BoxDynError;
use sqlx::migrate::{Migration, MigrationSource, MigrationType, Migrator};
use std::future::Future;
use std::pin::Pin;

/// The migrations of that release, as it shipped them.
#[derive(Debug)]
struct Former;

impl<'s> MigrationSource<'s> for Former {
    fn resolve(self) -> Pin<Box<dyn Future<Output = Result<Vec<Migration>, BoxDynError>> + Send + 's>> {
        let of = |version, name: &'static str, sql: &'static str| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into(), false)
        };
        let migrations = vec![
            of(1, "portal", include_str!("../../../src/bin/govcloud/portal/migrations/0001_portal.sql")),
            of(
                2,
                "attachment roles",
                include_str!("../../../src/bin/govcloud/portal/migrations/0002_attachment_roles.sql"),
            ),
        ];
        Box::pin(std::future::ready(Ok(migrations)))
    }
}

/// An accepted application, as that release kept it.
async fn keep(
    db: &sqlx::AnyPool,
    reference: &str,
    key: &str,
    supersedes: Option<&str>,
    status: &str,
) -> String {
    let mut content = sample::content(key, &sample::draft(&format!("{key} 的系统")));
    content.supersedes = supersedes.map(str::to_owned);
    let sealed = envelope::seal(&content).unwrap();
    let digest = sealed.digest.to_string();
    sqlx::query("INSERT INTO applications VALUES ($1, 'dept-a', 'dept-a', $2, $3, 'deploy', $4, $5, $6, $7)")
        .bind(reference)
        .bind(key)
        .bind(&digest)
        .bind(format!("{key} 的系统"))
        .bind(format!("2026-11-2{}T10:00:00+08:00", &reference[reference.len() - 1..]))
        .bind(status)
        .bind(&sealed.text)
        .execute(db)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO application_attachments VALUES ($1, 0, $2, 'plan.pdf', 'application/pdf', $3, 'plan')",
    )
    .bind(reference)
    .bind(sm3(PLAN))
    .bind(PLAN.len() as i64)
    .execute(db)
    .await
    .unwrap();
    sqlx::query("INSERT INTO claims VALUES ('dept-a', 'dept-a', $1, $2, 1, $3)")
        .bind(key)
        .bind(&digest)
        .bind(reference)
        .execute(db)
        .await
        .unwrap();
    sealed.text
}

#[tokio::test]
async fn earlier_applications_become_cases_with_everything_they_had() {
    let mut portal = Portal::reserve().await;
    let db = portal.database().await;
    Migrator::new(Former).await.unwrap().run(&db).await.unwrap();
    for statement in [
        "INSERT INTO tenants VALUES ('dept-a', '示例厅甲', 'Example Department A')",
        "INSERT INTO tenants VALUES ('authority', '省营商环境局（演示）', 'authority')",
        "INSERT INTO accounts VALUES ('dept-a', 'dept-a', 'department', 'x')",
        "INSERT INTO accounts VALUES ('reviewer', 'authority', 'reviewer', 'x')",
        "INSERT INTO sessions VALUES ('s', 'dept-a', 'c', 9999999999)",
        "INSERT INTO numbers VALUES (2026, 3)",
    ] {
        sqlx::query(statement).execute(&db).await.unwrap();
    }
    sqlx::query("INSERT INTO attachments VALUES ('dept-a', $1, $2, 'application/pdf', 't')")
        .bind(sm3(PLAN))
        .bind(PLAN.len() as i64)
        .execute(&db)
        .await
        .unwrap();
    std::fs::create_dir_all(portal.folder.join("attachments")).unwrap();
    std::fs::write(portal.folder.join("attachments").join(sm3(PLAN)), PLAN).unwrap();
    let first = keep(&db, "HLJ-2026-000001", "first", None, "superseded").await;
    keep(&db, "HLJ-2026-000002", "second", None, "received").await;
    keep(&db, "HLJ-2026-000003", "third", Some("first"), "received").await;
    db.close().await;

    portal.router = portal.reopen().await;
    let department = portal.person("dept-a").await;
    let cases = department.get("/api/cases").await.json();
    let references: Vec<&str> =
        cases["cases"].as_array().unwrap().iter().map(|line| line["reference"].as_str().unwrap()).collect();
    assert_eq!(references, ["HLJ-2026-000001", "HLJ-2026-000002"], "the third mended the first");
    assert_eq!(cases["cases"][0]["systemName"], "third 的系统");
    assert_eq!(cases["cases"][0]["standing"], "to-appraise");

    // Journal, with the instants and the bytes of then.
    let text = department.get("/api/cases/HLJ-2026-000001/journal").await.text();
    let journal = journal::read(&text).unwrap();
    let keys: Vec<&str> = journal.entries().iter().map(|entry| entry.step.key.as_str()).collect();
    assert_eq!(keys, ["first", "third"]);
    let one = &journal.entries()[0].step;
    assert_eq!((one.at.as_str(), one.by.as_str()), ("2026-11-21T10:00:00+08:00", "示例厅甲"));
    assert_eq!(one.envelope, envelope::open(&first).unwrap().digest);
    assert_eq!(one.judged.catalog.0, "demo-2026.1");
    assert_ne!(journal.head(), Digest::of(b""));

    // Keys, receipts and attachments lead where they led.
    for (key, reference, status) in [
        ("first", "HLJ-2026-000001", "superseded"),
        ("second", "HLJ-2026-000002", "received"),
        ("third", "HLJ-2026-000001", "received"),
    ] {
        let answer = department.get(&format!("/api/applications/status/{key}")).await.json();
        assert_eq!((&answer["reference"], &answer["status"]), (&reference.into(), &status.into()), "{key}");
    }
    let former = department.get("/receipt/HLJ-2026-000003").await;
    assert!(former.status == StatusCode::OK && former.text().contains("HLJ-2026-000001"));
    let file = department.get(&format!("/api/cases/HLJ-2026-000002/attachments/{}", sm3(PLAN))).await;
    assert_eq!(file.body, PLAN);
    let again = department.hand_in("first", first).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (StatusCode::OK, "true"));
    // The reviewer is the authority now, and new numbers follow the old ones.
    assert_eq!(portal.person("authority").await.get("/api/session").await.json()["role"], "authority");
    let next = department.hand_in("next", sample::sealed("next", "新系统").text).await.json();
    assert_eq!(next["reference"], "HLJ-2026-000004");
    // A second start has nothing left to do.
    portal.router = portal.reopen().await;
    assert_eq!(
        portal.person("dept-a").await.get("/api/cases").await.json()["cases"].as_array().unwrap().len(),
        3
    );
}
