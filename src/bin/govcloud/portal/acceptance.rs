//! Accepting what is handed in exactly once.
//!
//! The key is the sender's; (organ, account, key) is unique. The way of one request:
//!
//! 1. **claim** the key: one row, inserted or found. Found with the same digest and a reference, the first
//!    answer is given again; found without one, somebody is at work on it; found with another digest, the
//!    request is refused.
//! 2. **judge** again, outside any transaction (it may take a moment): [`super::handing_in`].
//! 3. **keep**: the entry, its attachments, the case's index and the claim's end in one transaction, so that
//!    there is an answer if and only if there is an entry. The index is changed only where the journal's head is
//!    still the one that was judged, so that of two steps at one instant one is taken.
//!
//! A refusal gives the claim back: nothing was accepted, so the same bytes may come again, for instance after
//! a missing attachment was sent. A claim that a crash left behind is taken over after [`STALE`] seconds.

use super::accounts::Who;
use super::attachments;
use super::clock::{self, Now};
use super::database::Database;
use super::index::Index;
use super::journals;
use super::problem::Problem;
use super::received::Received;
use super::signatures;
use axum::http::StatusCode;
use chrono::Datelike as _;
use govcloud::basics::Words;
use govcloud::wire::v1::journal::{self, Entry, Journal, Step};
use sqlx::AnyConnection;
use std::sync::Arc;

/// Seconds after which a claim without an end is taken over: far longer than a review takes.
const STALE: i64 = 60;

/// What an acceptance says, the first time and each time after.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The reference of the case, such as `HLJ-2026-000001`.
    pub(crate) reference: String,
    /// Number of the entry in its journal.
    pub(crate) number: u32,
    /// The sender's key.
    pub(crate) key: String,
    /// SM3 of what was accepted.
    pub(crate) digest: String,
    /// When it was accepted, in Beijing time.
    pub(crate) received_at: String,
    /// What became of it: `received`; `superseded` where a later application took its place.
    pub(crate) status: &'static str,
}

/// What became of a claim.
pub(crate) enum Claim {
    /// The key is ours: go on.
    Ours,
    /// It was accepted before: this was the answer.
    Done(Accepted),
}

/// Claims a key.
///
/// # Errors
/// 422 where the key was used for something else, 409 where the same is being worked on.
pub(crate) async fn claim(db: &Database, who: &Who, received: &Received) -> Result<Claim, Problem> {
    let now = clock::seconds();
    let digest = received.digest.to_string();
    // One statement, so that of two requests at the same instant exactly one gets the row.
    let ours = sqlx::query(
        "INSERT INTO claims (tenant, account, idem_key, digest, claimed_at, reference)
         VALUES ($1, $2, $3, $4, $5, '')
         ON CONFLICT (tenant, account, idem_key) DO UPDATE SET claimed_at = excluded.claimed_at
         WHERE claims.reference = '' AND claims.digest = excluded.digest AND claims.claimed_at < $6",
    )
    .bind(&who.tenant)
    .bind(&who.account)
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
    match accepted_under(db, who, &received.content.key).await? {
        Some(accepted) if accepted.digest == digest => Ok(Claim::Done(accepted)),
        Some(_) => Err(used_for_other_content()),
        None => Err(at_work(db, who, received).await?),
    }
}

/// Gives a claim back that led to a refusal.
///
/// # Errors
/// When the database fails.
pub(crate) async fn release(db: &Database, who: &Who, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM claims WHERE tenant = $1 AND account = $2 AND idem_key = $3 AND reference = ''")
        .bind(&who.tenant)
        .bind(&who.account)
        .bind(key)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps a claimed step that was judged as the next one of `before` (an empty journal begins a case):
/// everything in one transaction, or nothing.
///
/// # Errors
/// 409 where the case moved on meanwhile, 422 where an attachment did not come before; otherwise when the
/// database fails.
pub(crate) async fn keep(
    db: &Database,
    who: &Who,
    received: &Received,
    envelope: &str,
    before: &Journal,
    now: &Now,
) -> Result<Accepted, Problem> {
    let mut transaction = db.begin().await?;
    let head = before.head();
    // Whatever is written first takes the write lock at once; SQLite would refuse a reader that turns writer
    // late.
    let mut after = before.clone();
    if before.entries().is_empty() {
        after = Journal::new(&next_reference(&mut transaction, now).await?);
    }
    let entry = after.push(step(who, received, now)?);
    let index = Index::of(&after);
    if before.entries().is_empty() {
        index.insert(&mut transaction, &after.reference, &who.tenant).await?;
    } else if !index.replace(&mut transaction, &before.reference, &head.to_string()).await? {
        transaction.rollback().await?;
        return Err(journals::moved(&journals::load(db, &before.reference).await?, head));
    }
    insert(&mut transaction, &after.reference, who, &entry, envelope).await?;
    if let Some(signed) = &received.signed {
        signatures::keep(&mut transaction, (&after.reference, entry.number), signed).await?;
    }
    keep_attachments(&mut transaction, who, received, &after.reference, entry.number).await?;
    if !end_claim(&mut transaction, who, received, &after.reference).await? {
        // The claim went stale and another request took it over: dropping the transaction undoes all.
        return Err(in_progress());
    }
    transaction.commit().await?;
    Ok(accepted(&after, &entry, "received"))
}

fn accepted(journal: &Journal, entry: &Entry, status: &'static str) -> Accepted {
    Accepted {
        reference: journal.reference.clone(),
        number: entry.number,
        key: entry.step.key.clone(),
        digest: entry.step.envelope.to_string(),
        received_at: entry.step.at.clone(),
        status,
    }
}

/// The step as it will stand in the journal.
///
/// # Errors
/// 422 where the envelope does not say by what it was judged.
pub(crate) fn step(who: &Who, received: &Received, now: &Now) -> Result<Step, Problem> {
    Ok(Step {
        role: who.role,
        by: who.tenant_name.zh.clone(),
        at: now.at.clone(),
        on: now.on,
        key: received.content.key.clone(),
        envelope: received.digest,
        sheet: Arc::new(received.content.draft.clone()),
        judged: received.judged()?,
    })
}

/// Writes the row of an entry.
///
/// # Errors
/// When the database fails.
pub(crate) async fn insert(
    connection: &mut AnyConnection,
    reference: &str,
    who: &Who,
    entry: &Entry,
    envelope: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO entries (reference, number, role, tenant, account, taken_at, errand, idem_key, digest,
                              envelope, entry, previous, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(reference)
    .bind(i64::from(entry.number))
    .bind(entry.step.role.code())
    .bind(&who.tenant)
    .bind(&who.account)
    .bind(&entry.step.at)
    .bind(entry.step.sheet.errand.code())
    .bind(&entry.step.key)
    .bind(entry.step.envelope.to_string())
    .bind(envelope)
    .bind(journal::write_entry(reference, entry))
    .bind(entry.previous.to_string())
    .bind(entry.digest.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes the reference into the claim; false where the claim is no longer this request's.
async fn end_claim(
    connection: &mut AnyConnection,
    who: &Who,
    received: &Received,
    reference: &str,
) -> Result<bool, sqlx::Error> {
    let ended = sqlx::query(
        "UPDATE claims SET reference = $1
         WHERE tenant = $2 AND account = $3 AND idem_key = $4 AND digest = $5 AND reference = ''",
    )
    .bind(reference)
    .bind(&who.tenant)
    .bind(&who.account)
    .bind(&received.content.key)
    .bind(received.digest.to_string())
    .execute(connection)
    .await?;
    Ok(ended.rows_affected() == 1)
}

/// What was accepted under this account's key, and what became of it since.
///
/// # Errors
/// When the database fails, or the journal does not hold.
pub(crate) async fn accepted_under(db: &Database, who: &Who, key: &str) -> Result<Option<Accepted>, Problem> {
    let row: Option<(String, i64)> = sqlx::query_as(
        "SELECT reference, number FROM entries WHERE tenant = $1 AND account = $2 AND idem_key = $3",
    )
    .bind(&who.tenant)
    .bind(&who.account)
    .bind(key)
    .fetch_optional(db)
    .await?;
    let Some((reference, number)) = row else { return Ok(None) };
    let journal = journals::load(db, &reference).await?;
    let entry = journal.entries().iter().find(|entry| i64::from(entry.number) == number);
    Ok(entry.map(|entry| accepted(&journal, entry, status(&journal, entry))))
}

/// What became of an entry: `superseded` where a later application took its place in the same procedure.
pub(crate) fn status(journal: &Journal, entry: &Entry) -> &'static str {
    let life = journal.life();
    let mended = |p: &&govcloud::dossier::Procedure| {
        let later = p.application().is_some_and(|act| act.number > entry.number);
        later && p.acts.iter().any(|act| act.number == entry.number)
    };
    let mended = entry.step.sheet.errand.applies() && life.procedures.iter().any(|p| mended(&p));
    if mended { "superseded" } else { "received" }
}

/// Whether the key is claimed and not yet decided.
///
/// # Errors
/// When the database fails.
pub(crate) async fn claimed_digest(
    db: &Database,
    who: &Who,
    key: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT digest FROM claims WHERE tenant = $1 AND account = $2 AND idem_key = $3 AND reference = ''",
    )
    .bind(&who.tenant)
    .bind(&who.account)
    .bind(key)
    .fetch_optional(db)
    .await
}

async fn at_work(db: &Database, who: &Who, received: &Received) -> Result<Problem, sqlx::Error> {
    let claimed = claimed_digest(db, who, &received.content.key).await?;
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
async fn next_reference(connection: &mut AnyConnection, now: &Now) -> Result<String, sqlx::Error> {
    let year = now.on.year();
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
    who: &Who,
    received: &Received,
    reference: &str,
    number: u32,
) -> Result<(), Problem> {
    let (zh, en) = ("有附件尚未上传。", "An attachment has not arrived.");
    let mut missing = Problem::refused("attachment-missing", zh, en);
    for (row, listed) in received.content.draft.attachments.iter().enumerate() {
        if attachments::held(connection, who, listed.digest, listed.size).await? {
            attachments::list(connection, (reference, number), row, listed).await?;
            continue;
        }
        let place = Words::new(format!("“{}”尚未上传", listed.name), format!("'{}' is missing", listed.name));
        missing = missing.at(format!("/case/attachments/{row}"), "attachment-missing", place);
    }
    if missing.errors.is_empty() { Ok(()) } else { Err(missing) }
}
