//! What time it is. The portal is the only room of the program that asks; the core is told.

use chrono::{DateTime, FixedOffset, NaiveDate};
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds that Beijing is ahead of UTC.
const BEIJING: i32 = 8 * 3600;

/// Whole seconds since 1970, UTC.
pub(crate) fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// This instant as the portal writes it, in Beijing time: `2026-11-23T21:55:01+08:00`.
pub(crate) fn timestamp() -> String {
    here().map_or_else(String::new, |now| now.to_rfc3339())
}

/// The date on the wall of a Chinese office.
pub(crate) fn today() -> NaiveDate {
    here().map_or_else(NaiveDate::default, |now| now.date_naive())
}

fn here() -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(BEIJING)?;
    Some(DateTime::from_timestamp(seconds(), 0)?.with_timezone(&offset))
}
