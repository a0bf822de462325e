//! A simple limit on how often one account, or one name at the sign-in, may ask.
//!
//! Kept in memory: it defends one process against haste, not a cluster against an attack.

use super::database::Database;
use super::problem::Problem;
use super::{audit, clock};
use axum::http::{Method, StatusCode};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Seconds that are counted together.
const WINDOW: i64 = 60;
/// Entries beyond which old ones are dropped.
const MOST_ENTRIES: usize = 10_000;

/// One request too many.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// Seconds until it makes sense to come again.
    wait: u32,
    /// True for the first of the window.
    first: bool,
}

impl Refusal {
    /// The refusal, written into the audit log once a window: else whoever is refused could fill the log.
    pub(crate) async fn noted(self, db: &Database, account: &str, method: &Method, path: &str) -> Problem {
        let (zh, en) = ("请求过于频繁，请稍后再试。", "Too many requests: wait a little.");
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", zh, en);
        if self.first {
            audit::note(db, account, method, path, problem.status).await;
        }
        problem.retry_after(self.wait)
    }
}

/// Counts by name within the running window.
#[derive(Debug)]
pub(crate) struct Limit {
    most: u32,
    counts: Mutex<BTreeMap<String, (i64, u32)>>,
}

impl Limit {
    /// At most so many a minute.
    pub(crate) fn a_minute(most: u32) -> Self {
        Self { most, counts: Mutex::new(BTreeMap::new()) }
    }

    /// Counts one more for `name`.
    ///
    /// # Errors
    /// When it is one too many.
    pub(crate) fn count(&self, name: &str) -> Result<(), Refusal> {
        let now = clock::seconds();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST_ENTRIES && !counts.contains_key(name) {
            counts.retain(|_, (begun, _)| now - *begun < WINDOW);
            // So many names within a minute are haste of another kind. Those that asked least are forgotten, so that
            // nobody gets further attempts for a name by a flood of others.
            while counts.len() >= MOST_ENTRIES {
                let least = counts.iter().min_by_key(|(_, (begun, count))| (*count, *begun));
                let Some(name) = least.map(|(name, _)| name.clone()) else { break };
                counts.remove(&name);
            }
        }
        let (begun, count) = counts.entry(name.to_owned()).or_insert((now, 0));
        if now - *begun >= WINDOW {
            (*begun, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        if *count <= self.most {
            return Ok(());
        }
        let wait = u32::try_from(WINDOW - (now - *begun)).unwrap_or(1).max(1);
        Err(Refusal { wait, first: *count == self.most.saturating_add(1) })
    }
}
