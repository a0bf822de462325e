//! A simple limit on how often one session, or one name at the sign-in, may ask.
//!
//! Kept in memory: it defends one process against haste, not a cluster against an attack.

use super::clock;
use super::problem::Problem;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Seconds that are counted together.
const WINDOW: i64 = 60;
/// Entries beyond which old ones are dropped.
const MOST_ENTRIES: usize = 10_000;

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
    /// 429 with the seconds to wait, when it is one too many.
    pub(crate) fn count(&self, name: &str) -> Result<(), Problem> {
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
        *count += 1;
        if *count <= self.most {
            return Ok(());
        }
        let wait = u32::try_from(WINDOW - (now - *begun)).unwrap_or(1).max(1);
        let (zh, en) = ("请求过于频繁，请稍后再试。", "Too many requests: wait a little.");
        Err(Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", zh, en).retry_after(wait))
    }
}
