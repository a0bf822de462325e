//! When to come again.

use crate::basics::Date;

/// The first wait at most, milliseconds.
const FIRST: u64 = 1_000;
/// The longest wait of one's own choice, milliseconds.
const LONGEST: u64 = 300_000;
/// The longest wait that a portal may ask for, milliseconds: a day.
const LONGEST_ASKED: u64 = 86_400_000;

/// Milliseconds until try number `attempt` (0 is the first repetition): anything from nought to a limit that
/// doubles from one second to five minutes ("full jitter", so that many forms do not come at once), and never
/// sooner than the portal asked.
pub(super) fn wait(attempt: u32, asked: Option<u64>, random: u64) -> u64 {
    let limit = FIRST.saturating_mul(1 << attempt.min(20)).min(LONGEST);
    (random % (limit + 1)).max(asked.unwrap_or(0))
}

/// Milliseconds that `Retry-After` asks to wait: seconds, or a date as RFC 9110 writes it.
pub(super) fn retry_after(header: &str, now: u64) -> Option<u64> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u64>() {
        return Some(seconds.saturating_mul(1000).min(LONGEST_ASKED));
    }
    let until = http_date(header)?;
    Some(until.saturating_sub(now).min(LONGEST_ASKED))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as milliseconds since 1970.
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = text.split_once(", ")?.1.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = u32::try_from(MONTHS.iter().position(|m| *m == month)?).ok()? + 1;
    let date = Date::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?)?;
    let mut clock = time.split(':').map(|part| part.parse::<i64>().ok().filter(|n| (0..=60).contains(n)));
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    let days = date.signed_duration_since(Date::from_ymd_opt(1970, 1, 1)?).num_days();
    u64::try_from(((days * 24 + hours) * 60 + minutes) * 60 + seconds).ok()?.checked_mul(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_a_second_to_five_minutes() {
        assert_eq!(wait(0, None, 1_000), 1_000);
        assert_eq!(wait(0, None, 1_001), 0, "anything from nought");
        assert_eq!(wait(3, None, 8_000), 8_000);
        for attempt in 0..100 {
            assert!((0..1000).all(|n| wait(attempt, None, n * 7_919) <= LONGEST));
        }
        assert_eq!(wait(30, None, 300_000), 300_000);
        assert_eq!(wait(0, Some(60_000), 500), 60_000, "never sooner than asked");
    }

    #[test]
    fn both_forms_of_the_header_are_read() {
        assert_eq!(retry_after("120", 0), Some(120_000));
        assert_eq!(retry_after("99999999999999999999", 0), None);
        assert_eq!(retry_after("999999999", 0), Some(LONGEST_ASKED));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(retry_after(date, 784_111_777_000 - 5_000), Some(5_000));
        assert_eq!(retry_after(date, 784_111_777_000 + 5_000), Some(0));
        for text in ["", "soon", "-5", "1.5", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994"] {
            assert_eq!(retry_after(text, 0), None, "{text}");
        }
    }
}
