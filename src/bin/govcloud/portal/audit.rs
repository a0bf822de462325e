//! The audit log: who did what, when, and what came of it.
//!
//! Written down are sign-ins, right or wrong, whatever changes something, each paper that was fetched, and whatever
//! was refused for want of a right or a token. No content and no secret stands in it. The database refuses to
//! change a line or to take one out (`migrations/0007_audit.*`).

use super::clock;
use super::database::Database;
use axum::http::{Method, StatusCode};

/// Longest account and path that are written; what is longer is cut, so that a log cannot be flooded by one line.
const LONGEST: usize = 256;

/// Whether a request of this kind, answered like this, is written down.
pub(crate) fn matters(method: &Method, path: &str, status: StatusCode) -> bool {
    let paper = path.contains("/attachments/");
    !method.is_safe() || paper || matches!(status, StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS)
}

/// Writes a line. A log that cannot be written stops nobody's work, but the failure is told to the operator.
pub(crate) async fn note(db: &Database, account: &str, method: &Method, path: &str, status: StatusCode) {
    let written = sqlx::query("INSERT INTO audit (at, account, deed, status) VALUES ($1, $2, $3, $4)")
        .bind(clock::timestamp())
        .bind(cut(account))
        .bind(cut(&format!("{method} {path}")))
        .bind(i64::from(status.as_u16()))
        .execute(db)
        .await;
    if let Err(error) = written {
        eprintln!("portal: the audit log: {error}");
    }
}

/// One line of the log: number, instant, account, deed, status.
pub(crate) type Line = (i64, String, String, String, i64);

/// The last lines, oldest first.
///
/// # Errors
/// When the database fails.
pub(crate) async fn last(db: &Database, most: u32) -> Result<Vec<Line>, sqlx::Error> {
    let mut lines: Vec<Line> =
        sqlx::query_as("SELECT number, at, account, deed, status FROM audit ORDER BY number DESC LIMIT $1")
            .bind(i64::from(most))
            .fetch_all(db)
            .await?;
    lines.reverse();
    Ok(lines)
}

/// At most so many characters, none of them one that could make a second line of a log.
fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}
