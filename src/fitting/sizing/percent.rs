//! How much of something is in use, per cent and exact.

use crate::basics::{Decimal, DecimalError};
use std::fmt;

/// A utilisation between 0 % and 100 %, exact to twelve digits behind the point of a per cent.
///
/// Kept finer than the two digits that reports print: 29.996 % is below a band of 30 %, and rounded to two
/// digits it would not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(i64);

/// Digits behind the point.
const SCALE: u32 = 12;
/// Parts in one per cent.
const PARTS: i64 = 1_000_000_000_000;

/// Why a text is no utilisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    /// No number.
    NotANumber,
    /// Below 0 or above 100.
    OutOfRange,
}

impl Percent {
    /// All of it.
    pub const ALL: Self = Self(100 * PARTS);

    /// So many whole per cent; `None` beyond 0 to 100.
    pub fn whole(percent: i64) -> Option<Self> {
        (0..=100).contains(&percent).then(|| Self(percent * PARTS))
    }

    /// Reads `2.56`, `2.56 %` and full-width forms. What stands behind the twelfth digit (programs print
    /// averages with sixteen) is rounded up: a utilisation is never taken for less than it is.
    ///
    /// # Errors
    /// See [`PercentError`].
    pub fn parse(text: &str) -> Result<Self, PercentError> {
        let text = text.trim().trim_end_matches(['%', '％']).trim_end();
        // 5,5 is no 55: of a share nobody groups the digits, so a comma is another country's point.
        if text.contains([',', '，']) {
            return Err(PercentError::NotANumber);
        }
        let point = text.char_indices().find(|(_, c)| matches!(c, '.' | '．'));
        let digits = point.and_then(|(at, _)| text[at..].char_indices().nth(SCALE as usize + 1));
        let (kept, rest) = digits.map_or((text, ""), |(behind, _)| {
            text.split_at(point.map_or(0, |(at, _)| at).saturating_add(behind))
        });
        if !rest.chars().all(|c| crate::basics::decimal::half_width(c).is_ascii_digit()) {
            return Err(PercentError::NotANumber);
        }
        let decimal = Decimal::parse(kept).map_err(|error| match error {
            DecimalError::TooLong => PercentError::OutOfRange,
            DecimalError::Empty | DecimalError::NotANumber => PercentError::NotANumber,
        })?;
        let up = i128::from(rest.chars().any(|c| !matches!(c, '0' | '０')));
        let parts = decimal.times_exact(i128::from(PARTS)).ok_or(PercentError::OutOfRange)?;
        if parts < 0 {
            return Err(PercentError::OutOfRange);
        }
        let parts = i64::try_from(parts + up).ok().filter(|parts| *parts <= Self::ALL.0);
        parts.map(Self).ok_or(PercentError::OutOfRange)
    }

    /// Parts of 10^-12 per cent.
    pub(crate) fn parts(self) -> i128 {
        i128::from(self.0)
    }
}

impl fmt::Display for Percent {
    /// The number without a sign: `2.56`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Decimal { units: self.parts(), scale: SCALE }.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_exactly_and_shown_again() {
        for (text, shown) in [
            ("2.56", "2.56"),
            (" 2.56 % ", "2.56"),
            ("２９．９９％", "29.99"),
            ("0", "0"),
            ("100.00", "100"),
            ("29.996", "29.996"),
            ("29.999999999999", "29.999999999999"),
            ("29.9999999999990000", "29.999999999999"),
            ("12.3456789012341", "12.345678901235"),
            ("29.9999999999999999", "30"),
        ] {
            assert_eq!(Percent::parse(text).map(|p| p.to_string()), Ok(shown.to_owned()), "{text}");
        }
        for text in ["", "%", "/", "many", "1e1", "1.2.3", "12.3456789012345x", "--1", "5,5"] {
            assert_eq!(Percent::parse(text), Err(PercentError::NotANumber), "{text}");
        }
        for text in ["-0.01", "100.01", "100.0000000000001", "9999999999999999999", "256"] {
            assert_eq!(Percent::parse(text), Err(PercentError::OutOfRange), "{text}");
        }
        assert_eq!((Percent::whole(100), Percent::whole(101)), (Some(Percent::ALL), None));
        assert!(Percent::parse("29.99").ok() < Percent::parse("30").ok());
        assert_eq!(Percent::whole(30), Percent::parse("30.00").ok());
    }
}
