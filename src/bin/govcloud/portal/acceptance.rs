//! Accepting an application exactly once.
//!
//! The key is the sender's; the pair (department, account, key) is unique. The way of one request:
//!
//! 1. **claim** the key: one row, inserted or found. Found with the same digest and a reference, the first
//!    answer is given again; found without one, somebody is at work on it; found with another digest, the
//!    request is refused.
//! 2. **review** again, outside any transaction (it may take a moment).
//! 3. **keep**: application, attachments, reference number and the claim's end in one transaction, so that
//!    there is a reference if and only if there is an application.
//!
//! A refusal gives the claim back: nothing was accepted, so the same bytes may come again, for instance after
//! a missing attachment was sent. A claim that a crash left behind is taken over after [`STALE`] seconds.

use super::attachments;
use super::clock;
use super::database::Database;
use super::problem::Problem;
use super::received::Received;
use super::sessions::Session;
use axum::http::StatusCode;
use chrono::Datelike as _;
use govcloud::basics::Words;
use sqlx::AnyConnection;

/// Seconds after which a claim without an end is taken over: far longer than a review takes.
const STALE: i64 = 60;

/// What an acceptance says, the first time and each time after.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The portal's reference number, such as `HLJ-2026-000001`.
    pub(crate) reference: String,
    /// The sender's key.
    pub(crate) key: String,
    /// SM3 of what was accepted.
    pub(crate) digest: String,
    /// When it was accepted, in Beijing time.
    pub(crate) received_at: String,
    /// Where it stands now: `received` or `superseded`.
    pub(crate) status: String,
}

/// What became of a claim.
pub(crate) enum Claim {
    /// The key is ours: go on.
    Ours,
    /// It was accepted before: this was the answer.
    Done(Accepted),
}

/// Claims the key of an application.
///
/// # Errors
/// 422 where the key was used for something else, 409 where the same application is being worked on.
pub(crate) async fn claim(db: &Database, session: &Session, received: &Received) -> Result<Claim, Problem> {
    let now = clock::seconds();
    let digest = received.digest.to_string();
    // One statement, so that of two requests at the same instant exactly one gets the row.
    let ours = sqlx::query(
        "INSERT INTO claims (tenant, account, idem_key, digest, claimed_at, reference)
         VALUES ($1, $2, $3, $4, $5, '')
         ON CONFLICT (tenant, account, idem_key) DO UPDATE SET claimed_at = excluded.claimed_at
         WHERE claims.reference = '' AND claims.digest = excluded.digest AND claims.claimed_at < $6",
    )
    .bind(&session.tenant)
    .bind(&session.account)
    .bind(&received.content.key)
    .bind(&digest)
    .bind(now)
    .bind(now - STALE)
    .execute(db)
    .await?
    .rows_affected();
    if ours == 1 {
        return Ok(Claim::Ours);
    }
    match accepted_under(db, session, &received.content.key).await? {
        Some(accepted) if accepted.digest == digest => Ok(Claim::Done(accepted)),
        Some(_) => Err(used_for_other_content()),
        None => Err(at_work(db, session, received).await?),
    }
}

/// Gives a claim back that led to a refusal.
///
/// # Errors
/// When the database fails.
pub(crate) async fn release(db: &Database, session: &Session, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM claims WHERE tenant = $1 AND account = $2 AND idem_key = $3 AND reference = ''")
        .bind(&session.tenant)
        .bind(&session.account)
        .bind(key)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps a claimed and reviewed application: everything in one transaction, or nothing.
///
/// # Errors
/// 422 where an attachment did not come before; otherwise when the database fails.
pub(crate) async fn keep(
    db: &Database,
    session: &Session,
    received: &Received,
    envelope: &str,
) -> Result<Accepted, Problem> {
    let mut transaction = db.begin().await?;
    // Counting first takes the write lock at once; SQLite would refuse a reader that turns writer late.
    let reference = next_reference(&mut transaction).await?;
    let accepted = Accepted {
        reference,
        key: received.content.key.clone(),
        digest: received.digest.to_string(),
        received_at: clock::timestamp(),
        status: "received".to_owned(),
    };
    insert(&mut transaction, session, received, &accepted, envelope).await?;
    keep_attachments(&mut transaction, session, received, &accepted.reference).await?;
    supersede(&mut transaction, session, received).await?;
    if !end_claim(&mut transaction, session, &accepted).await? {
        // The claim went stale and another request took it over: dropping the transaction undoes all.
        return Err(in_progress());
    }
    transaction.commit().await?;
    Ok(accepted)
}

async fn insert(
    connection: &mut AnyConnection,
    session: &Session,
    received: &Received,
    accepted: &Accepted,
    envelope: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO applications (reference, tenant, account, idem_key, digest, errand, system_name,
                                   received_at, status, envelope)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&accepted.reference)
    .bind(&session.tenant)
    .bind(&session.account)
    .bind(&accepted.key)
    .bind(&accepted.digest)
    .bind(received.content.draft.errand.code())
    .bind(received.system_name())
    .bind(&accepted.received_at)
    .bind(&accepted.status)
    .bind(envelope)
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the reference into the claim; false where the claim is no longer this request's.
async fn end_claim(
    connection: &mut AnyConnection,
    session: &Session,
    accepted: &Accepted,
) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query(
        "UPDATE claims SET reference = $1
         WHERE tenant = $2 AND account = $3 AND idem_key = $4 AND digest = $5 AND reference = ''",
    )
    .bind(&accepted.reference)
    .bind(&session.tenant)
    .bind(&session.account)
    .bind(&accepted.key)
    .bind(&accepted.digest)
    .execute(connection)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// What was accepted under this account's key.
///
/// # Errors
/// When the database fails.
pub(crate) async fn accepted_under(
    db: &Database,
    session: &Session,
    key: &str,
) -> Result<Option<Accepted>, sqlx::Error> {
    let row: Option<(String, String, String, String)> = sqlx::query_as(
        "SELECT reference, digest, received_at, status FROM applications
         WHERE tenant = $1 AND account = $2 AND idem_key = $3",
    )
    .bind(&session.tenant)
    .bind(&session.account)
    .bind(key)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|(reference, digest, received_at, status)| Accepted {
        reference,
        key: key.to_owned(),
        digest,
        received_at,
        status,
    }))
}

/// Whether the key is claimed and not yet decided.
///
/// # Errors
/// When the database fails.
pub(crate) async fn claimed_digest(
    db: &Database,
    session: &Session,
    key: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT digest FROM claims WHERE tenant = $1 AND account = $2 AND idem_key = $3 AND reference = ''",
    )
    .bind(&session.tenant)
    .bind(&session.account)
    .bind(key)
    .fetch_optional(db)
    .await
}

async fn at_work(db: &Database, session: &Session, received: &Received) -> Result<Problem, sqlx::Error> {
    let claimed = claimed_digest(db, session, &received.content.key).await?;
    let other = claimed.is_some_and(|claimed| claimed != received.digest.to_string());
    Ok(if other { used_for_other_content() } else { in_progress() })
}

fn in_progress() -> Problem {
    let (zh, en) = (
        "同一份申请正在处理中，请稍后查询结果。",
        "The same application is being worked on: ask again shortly.",
    );
    Problem::new(StatusCode::CONFLICT, "in-progress", zh, en).retry_after(1)
}

fn used_for_other_content() -> Problem {
    let (zh, en) = (
        "这个提交编号已用于内容不同的申请，请修改后以新编号提交。",
        "This key was used for an application with other content: hand this one in under a new key.",
    );
    Problem::refused("key-reused", zh, en)
}

/// The next reference number of this year.
async fn next_reference(connection: &mut AnyConnection) -> Result<String, sqlx::Error> {
    let year = clock::today().year();
    let number: i64 = sqlx::query_scalar(
        "INSERT INTO numbers (year, last) VALUES ($1, 1)
         ON CONFLICT (year) DO UPDATE SET last = numbers.last + 1
         RETURNING last",
    )
    .bind(i64::from(year))
    .fetch_one(connection)
    .await?;
    Ok(format!("HLJ-{year}-{number:06}"))
}

async fn keep_attachments(
    connection: &mut AnyConnection,
    session: &Session,
    received: &Received,
    reference: &str,
) -> Result<(), Problem> {
    let (zh, en) = ("有附件尚未上传。", "An attachment has not arrived.");
    let mut missing = Problem::refused("attachment-missing", zh, en);
    for (row, listed) in received.content.draft.attachments.iter().enumerate() {
        if !attachments::held(connection, session, listed.digest, listed.size).await? {
            let place =
                Words::new(format!("“{}”尚未上传", listed.name), format!("'{}' is missing", listed.name));
            missing = missing.at(format!("/case/attachments/{row}"), "attachment-missing", place);
            continue;
        }
        sqlx::query(
            "INSERT INTO application_attachments (reference, position, role, digest, name, media_type, size)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(reference)
        .bind(i64::try_from(row).unwrap_or(i64::MAX))
        .bind(&listed.role)
        .bind(listed.digest.to_string())
        .bind(&listed.name)
        .bind(&listed.media_type)
        .bind(i64::try_from(listed.size).unwrap_or(i64::MAX))
        .execute(&mut *connection)
        .await?;
    }
    if missing.errors.is_empty() { Ok(()) } else { Err(missing) }
}

/// Marks the application that this one takes the place of, if it is of the same department.
async fn supersede(
    connection: &mut AnyConnection,
    session: &Session,
    received: &Received,
) -> Result<(), sqlx::Error> {
    let Some(earlier) = &received.content.supersedes else { return Ok(()) };
    sqlx::query("UPDATE applications SET status = 'superseded' WHERE tenant = $1 AND idem_key = $2")
        .bind(&session.tenant)
        .bind(earlier)
        .execute(connection)
        .await?;
    Ok(())
}
