//! Dates, and the one convention by which days are counted.

/// A calendar date without a time zone.
pub type Date = chrono::NaiveDate;

/// Whole days from `start` to `end`, the start day not counted: 1 March to 16 March is 15 days.
///
/// The measure does not say how days are counted. This is an interpretation after 民法典 第二百零一条
/// (the day on which a period begins is not counted); it stands here and nowhere else.
pub fn days_after(start: Date, end: Date) -> i64 {
    end.signed_duration_since(start).num_days()
}

/// Reads `2026-11-23`; also `2026/11/23`, `2026.11.23` and `2026年11月23日`, as people type them.
pub fn parse(text: &str) -> Option<Date> {
    let text: String = text
        .trim()
        .trim_end_matches('日')
        .chars()
        .map(|c| if matches!(c, '/' | '.' | '年' | '月' | '－') { '-' } else { c })
        .collect();
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Writes `2026-11-23`, the form of every file that leaves the house.
pub fn iso(date: Date) -> String {
    use chrono::Datelike;
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_day_is_not_counted() {
        let day = |d| Date::from_ymd_opt(2026, 3, d).unwrap_or_default();
        assert_eq!(days_after(day(1), day(16)), 15);
        assert_eq!(days_after(day(1), day(1)), 0);
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        let expected = Date::from_ymd_opt(2026, 3, 1);
        for text in ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", " 2026-3-01 "] {
            assert_eq!(parse(text), expected, "{text}");
        }
        for text in ["", "2026-13-01", "26-3-1", "2026-3", "2026-3-1-1", "2026-02-30"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
