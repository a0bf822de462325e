//! What time it is. The portal is the only room of the program that asks; the core is told.

use chrono::{DateTime, FixedOffset, NaiveDate};
use govcloud::basics::date;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds that Beijing is ahead of UTC.
const BEIJING: i32 = 8 * 3600;

/// Whole seconds since 1970, UTC.
pub(crate) fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// An instant as the portal writes it down. What is handed in is told when it is, so that a demonstration can
/// be dated and a test can be fixed; nothing below asks a clock of its own.
#[derive(Clone, Debug)]
pub(crate) struct Now {
    /// The day where the portal stands.
    pub(crate) on: NaiveDate,
    /// The instant in Beijing time: `2026-11-23T21:55:01+08:00`, always this offset, so that texts sort.
    pub(crate) at: String,
}

impl Now {
    /// This instant; on the fixed day where one is given.
    pub(crate) fn on(fixed: Option<NaiveDate>) -> Self {
        let clock = here().unwrap_or_default();
        let on = fixed.unwrap_or_else(|| clock.date_naive());
        Self { on, at: format!("{}T{}+08:00", date::iso(on), clock.format("%H:%M:%S")) }
    }

    /// A given time of a given day.
    pub(crate) fn at(on: NaiveDate, hour: u32, minute: u32) -> Self {
        Self { on, at: format!("{}T{hour:02}:{minute:02}:00+08:00", date::iso(on)) }
    }
}

/// This instant, in Beijing time.
pub(crate) fn timestamp() -> String {
    Now::on(None).at
}

fn here() -> Option<DateTime<FixedOffset>> {
    let offset = FixedOffset::east_opt(BEIJING)?;
    Some(DateTime::from_timestamp(seconds(), 0)?.with_timezone(&offset))
}
