//! 工作日: the days that an office works.

use crate::basics::Date;
use chrono::{Datelike as _, Weekday};
use std::collections::BTreeSet;

/// Working days of a place: Monday to Friday but for what it lists. Which days are holidays is announced year by
/// year, so none ships; without a list only weekends are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Days off that fall on a day of the week that is worked.
    pub holidays: BTreeSet<Date>,
    /// 调休: days at the end of a week that are worked.
    pub worked: BTreeSet<Date>,
}

impl Workdays {
    /// True where the office works on this day.
    pub fn is_worked(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if weekend { self.worked.contains(&day) } else { !self.holidays.contains(&day) }
    }

    /// The last of so many working days after a day, which is not counted. `None` beyond the calendar.
    pub fn after(&self, start: Date, days: i64) -> Option<Date> {
        let (mut day, mut left) = (start, days);
        while left > 0 {
            day = day.succ_opt()?;
            left -= i64::from(self.is_worked(day));
        }
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basics::date::parse;

    #[test]
    fn weekends_are_left_out_and_the_first_day_is_not_counted() {
        let after = |from, days| Workdays::default().after(parse(from)?, days);
        // 2026-11-23 is a Monday.
        assert_eq!(after("2026-11-23", 0), parse("2026-11-23"));
        assert_eq!(after("2026-11-23", 4), parse("2026-11-27"));
        assert_eq!(after("2026-11-23", 5), parse("2026-11-30"));
        for weekend in ["2026-11-27", "2026-11-28", "2026-11-29"] {
            assert_eq!(after(weekend, 1), parse("2026-11-30"), "{weekend}");
        }
    }

    #[test]
    fn holidays_and_days_worked_for_them_are_data_of_the_place() {
        let days = |list: &[&str]| list.iter().copied().filter_map(parse).collect();
        let place = Workdays { holidays: days(&["2026-11-25"]), worked: days(&["2026-11-28"]) };
        let after = |days| place.after(parse("2026-11-23")?, days);
        assert_eq!(after(2), parse("2026-11-26"), "the 25th is off");
        assert_eq!(after(4), parse("2026-11-28"), "the Saturday is worked");
        assert_eq!(after(5), parse("2026-11-30"));
        assert_eq!(place.after(Date::MAX, 1), None);
    }
}
