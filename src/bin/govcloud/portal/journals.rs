//! Journals as the database keeps them: a row an entry, each as it was sealed.

use super::database::Database;
use super::problem::{Problem, words};
use axum::http::StatusCode;
use govcloud::basics::{Digest, Words};
use govcloud::wire::v1::journal::{self, Entry, Journal};
use serde_json::json;

/// Code of the refusal of whatever needs a journal whose chain does not hold.
pub(crate) const BROKEN: &str = "journal-broken";

/// The journal of a case as a file, as its entries were sealed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn text(db: &Database, reference: &str) -> Result<String, sqlx::Error> {
    let entries: Vec<String> =
        sqlx::query_scalar("SELECT entry FROM entries WHERE reference = $1 ORDER BY number")
            .bind(reference)
            .fetch_all(db)
            .await?;
    Ok(journal::gather(reference, entries.iter().map(String::as_str)))
}

/// The journal of a case, its chain proven. A case without entries has an empty one.
///
/// # Errors
/// 500 `journal-broken` where somebody changed what is never changed; when the database fails.
pub(crate) async fn load(db: &Database, reference: &str) -> Result<Journal, Problem> {
    journal::read(&text(db, reference).await?).map_err(|error| {
        eprintln!("portal: the journal of {reference} does not hold: {error}");
        let (zh, en) = (
            "该事项的办理记录未通过完整性校验，已停止办理，请联系平台运维人员核查。",
            "The journal of this case does not hold together. No step is taken in it until somebody who runs \
             the portal has looked into it.",
        );
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, BROKEN, zh, en)
    })
}

/// The refusal of a step whose sender saw another head: what happened since, by whom and when.
pub(crate) fn moved(journal: &Journal, seen: Digest) -> Problem {
    let known = journal.entries().iter().position(|entry| entry.digest == seen);
    let since = journal.entries().get(known.map_or(0, |at| at + 1)..).unwrap_or_default();
    // Where the head that was seen is none of this journal, the last step is as good as any.
    let next = if known.is_some() { since.first() } else { since.last() };
    let mut problem = Problem::said(StatusCode::CONFLICT, "case-moved", said(next));
    problem.moved = next.map(|entry| {
        let (zh, en) = entry.step.sheet.errand.name();
        Box::new(json!({
            "reference": journal.reference,
            "head": journal.head().to_string(),
            "entry": entry.number,
            "errand": entry.step.sheet.errand.code(),
            "name": words(&Words::new(zh, en)),
            "by": entry.step.by,
            "at": entry.step.at,
        }))
    });
    problem.at("/about/head", "case-moved", Words::same(seen.to_string()))
}

fn said(next: Option<&Entry>) -> Words {
    let Some(entry) = next else {
        return Words::new(
            "该事项的记录与您看到的不同，请重新打开。",
            "The case is not as you saw it: open it again.",
        );
    };
    let (zh, en) = entry.step.sheet.errand.name();
    let (by, at) = (&entry.step.by, super::text::minute(&entry.step.at));
    Words::new(
        format!(
            "该事项已有新进展：{by}于 {at} 办理了“{zh}”。您填写的内容没有丢失，请重新打开该事项后再办理。"
        ),
        format!(
            "The case moved on: {by} handed in “{en}” at {at}. What you filled in is not lost: open the case \
             again, then take your step."
        ),
    )
}
