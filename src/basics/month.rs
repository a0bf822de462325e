//! A calendar month, as reports of a month name it.

use super::date::{self, Date};
use super::decimal::half_width;
use chrono::Datelike as _;
use std::fmt;

/// A month of a year. Months are counted, so that three in a row may cross the end of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// This month (from 1) of this year; `None` where the year has no such month.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        let month = i32::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        (1..=9999).contains(&year).then_some(Self(year * 12 + month - 1))
    }

    /// The month that a day falls into.
    pub fn of(day: Date) -> Self {
        Self(day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default())
    }

    /// Reads `2026-01`, `2026/1`, `2026年1月`, `202601`, and a whole date for the month that it falls into.
    ///
    /// `2026.1` is none: a spreadsheet that takes 2026.10 for a number writes it so.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = date::parse(text) {
            return Some(Self::of(day));
        }
        let text: String = text.trim().trim_end_matches('月').chars().map(half_width).collect();
        let digits = |part: &str, most: usize| -> Option<u32> {
            let plain = part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=most).contains(&part.len());
            plain.then(|| part.parse().ok()).flatten()
        };
        let (year, month) = match text.split_once(['-', '/', '年', '.']) {
            Some((_, month)) if text.contains('.') && month.len() != 2 => return None,
            Some(parts) => parts,
            None if text.len() == 6 && text.is_ascii() => text.split_at(4),
            None => return None,
        };
        let year = digits(year, 4).filter(|year| *year >= 1000)?;
        Self::new(i32::try_from(year).ok()?, digits(month, 2)?)
    }

    /// The month so many months later; earlier where `months` is below nought.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// Months from `earlier` to this one; below nought where it is later.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Month {
    /// `2026-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_as_people_and_reports_write_them() {
        let january = Month::new(2026, 1);
        for text in [
            "2026-01",
            "2026-1",
            "2026/1",
            "2026.01",
            "202601",
            " 2026年1月 ",
            "2026年01月",
            "２０２６－０１",
            "2026-01-31",
            "2026年1月15日",
        ] {
            assert_eq!(Month::parse(text), january, "{text}");
        }
        for text in
            ["", "2026", "2026.1", "2026-00", "2026-13", "26-01", "2026-1-", "Jan-26", "2026-+1", "1月"]
        {
            assert_eq!(Month::parse(text), None, "{text}");
        }
        assert_eq!(Month::new(2026, 0).or(Month::new(0, 1)).or(Month::new(10_000, 1)), None);
    }

    #[test]
    fn months_are_counted_across_years() {
        let (Some(january), Some(november)) = (Month::new(2026, 1), Month::new(2025, 11)) else { return };
        assert_eq!((january.plus(-2), november.plus(2)), (november, january));
        assert_eq!((january.since(november), november.since(january)), (2, -2));
        assert_eq!((january.to_string(), november.plus(1).to_string()), ("2026-01".into(), "2025-12".into()));
    }
}
