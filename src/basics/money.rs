//! Money, exact to a millionth of a yuan.

use super::decimal::{Decimal, DecimalError};
use super::whole::{self, Long};
use std::fmt;

/// An amount of money in millionths of a yuan (元). Hourly list prices need more than two digits;
/// what is paid is rounded to 分 by a rule that its price names, never on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Long);

/// Millionths in one yuan.
const YUAN: i128 = 1_000_000;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self::micros(0);

    /// From millionths of a yuan.
    pub const fn micros(micros: i128) -> Self {
        Self(Long::new(micros))
    }

    /// From whole yuan.
    pub const fn yuan(yuan: i64) -> Self {
        Self::micros(yuan as i128 * YUAN)
    }

    /// Reads a decimal number of 元, or of 万元 with `per_unit` 10,000.
    ///
    /// # Errors
    /// [`DecimalError::TooLong`] also where more than a millionth of a yuan is named.
    pub fn parse(text: &str, per_unit: i128) -> Result<Self, DecimalError> {
        let decimal = Decimal::parse(text)?;
        decimal.times_exact(per_unit * YUAN).map(Self::micros).ok_or(DecimalError::TooLong)
    }

    /// Millionths of a yuan.
    pub const fn as_micros(self) -> i128 {
        self.0.get()
    }

    /// The sum, or `None` beyond all sums.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.as_micros().checked_add(other.as_micros()).map(Self::micros)
    }

    /// The difference, or `None` beyond all sums.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.as_micros().checked_sub(other.as_micros()).map(Self::micros)
    }

    /// This amount `count` times, or `None` beyond all sums.
    pub fn times(self, count: i128) -> Option<Self> {
        whole::times(self.as_micros(), count).map(Self::micros)
    }

    /// `numerator / denominator` of this amount, halves away from zero at the millionth.
    pub fn share(self, numerator: i128, denominator: i128) -> Option<Self> {
        div_half_up(whole::times(self.as_micros(), numerator)?, denominator).map(Self::micros)
    }

    /// Rounded to a multiple of `step` (分 is `Money::micros(10_000)`), halves away from zero.
    pub fn round_to(self, step: Self) -> Self {
        let step = step.as_micros();
        let rounded = div_half_up(self.as_micros(), step).and_then(|n| whole::times(n, step));
        rounded.map_or(self, Self::micros)
    }

    /// `12,345.60`: yuan with at least two digits behind the point, more only where they are needed.
    pub fn in_yuan(self) -> String {
        grouped(Decimal { units: self.as_micros(), scale: 6 }, 2)
    }

    /// `1.23456`: units of 10,000 yuan (万元), at least two digits behind the point.
    pub fn in_wan(self) -> String {
        grouped(Decimal { units: self.as_micros(), scale: 10 }, 2)
    }

    /// A plain decimal of yuan without separators, for files and spreadsheets.
    pub fn plain(self) -> String {
        Decimal { units: self.as_micros(), scale: 6 }.to_string()
    }
}

fn div_half_up(numerator: i128, denominator: i128) -> Option<i128> {
    let (quotient, rest) = whole::divided(numerator, denominator)?;
    if rest == 0 {
        return Some(quotient);
    }
    let up = rest.unsigned_abs() * 2 >= denominator.unsigned_abs();
    let sign = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
    Some(if up { quotient + sign } else { quotient })
}

fn grouped(decimal: Decimal, least_digits: usize) -> String {
    let plain = decimal.to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, behind) = plain.split_once('.').unwrap_or((plain, ""));
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text.push('.');
    text.push_str(behind);
    text.extend(std::iter::repeat_n('0', least_digits.saturating_sub(behind.len())));
    text
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_yuan())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_and_shown() {
        assert_eq!(Money::parse("1234.5", 1).map(Money::in_yuan), Ok("1,234.50".into()));
        assert_eq!(Money::parse("1.2", 10_000).map(Money::in_yuan), Ok("12,000.00".into()));
        assert_eq!(Money::parse("0.096", 1).map(Money::in_yuan), Ok("0.096".into()));
        assert_eq!(Money::yuan(12_345).in_wan(), "1.2345");
        assert_eq!(Money::parse("0.0000001", 1), Err(DecimalError::TooLong));
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        let fen = Money::micros(10_000);
        assert_eq!(Money::micros(15_000).round_to(fen), Money::micros(20_000));
        assert_eq!(Money::micros(-15_000).round_to(fen), Money::micros(-20_000));
        assert_eq!(Money::parse("2188.8", 1).map(|m| m.round_to(Money::yuan(1))), Ok(Money::yuan(2189)));
        assert_eq!(Money::yuan(100).share(10, 31).map(|m| m.round_to(fen).in_yuan()), Some("32.26".into()));
    }
}
