//! Exact decimal numbers as they stand in text, before they become money or amounts.

use super::whole;
use std::fmt;

/// So many digits fit a machine word.
const SHORT: u32 = 19;

/// An exact decimal: `units` × 10^−`scale`.
///
/// Kept as integers because proofs and fees are checked to the last digit; a general decimal library
/// rounds silently where 28 digits are not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, as one whole number.
    pub units: i128,
    /// How many of the digits stand behind the point, at most 12.
    pub scale: u32,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Nothing was typed.
    Empty,
    /// Something else than digits, one point and a sign.
    NotANumber,
    /// More digits than any amount or price has (18 before the point, 12 behind).
    TooLong,
}

impl Decimal {
    /// Reads `1234.5`, `1,234.50`, full-width digits and a leading sign. No exponent.
    ///
    /// # Errors
    /// See [`DecimalError`].
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DecimalError::Empty);
        }
        // The first digits are counted in a machine word: most numbers have no more, and long arithmetic is slow
        // in a browser.
        let (mut short, mut units, mut scale, mut whole, mut digits) = (0u64, 0i128, 0u32, 0u32, 0u32);
        let (mut negative, mut behind) = (false, false);
        for (at, c) in text.chars().enumerate() {
            match half_width(c) {
                '-' if at == 0 => negative = true,
                '+' if at == 0 => {}
                ',' if !behind && digits > 0 => {}
                '.' if !behind => behind = true,
                c => {
                    let digit = c.to_digit(10).ok_or(DecimalError::NotANumber)?;
                    digits += 1;
                    if behind {
                        scale += 1
                    } else {
                        whole += u32::from(whole > 0 || digit > 0)
                    }
                    if scale > 12 || whole > 18 {
                        return Err(DecimalError::TooLong);
                    }
                    if digits <= SHORT {
                        short = short * 10 + u64::from(digit);
                        continue;
                    }
                    if digits == SHORT + 1 {
                        units = i128::from(short);
                    }
                    units = units * 10 + i128::from(digit);
                }
            }
        }
        match digits {
            0 => return Err(DecimalError::NotANumber),
            1..=SHORT => units = i128::from(short),
            _ => {}
        }
        Ok(Self { units: if negative { -units } else { units }, scale })
    }

    /// The same number without noughts at its end: `1.50` and `1.5` become equal.
    #[must_use]
    pub fn shortest(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    /// This number times `factor`, if that is whole.
    pub fn times_exact(self, factor: i128) -> Option<i128> {
        let product = whole::times(self.units, factor)?;
        if self.scale == 0 {
            return Some(product);
        }
        let divisor = 10i128.pow(self.scale);
        (product % divisor == 0).then_some(product / divisor)
    }
}

/// The plain form of a character that a Chinese input method may have made wide.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '，' | '．' | '－' | '＋' | '／' | '：' | '（' | '）' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '　' => ' ',
        '。' => '.',
        other => other,
    }
}

impl fmt::Display for Decimal {
    /// The shortest exact form: `1.50` is written `1.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { units, scale } = self.shortest();
        let units = units.unsigned_abs();
        let divisor = 10u128.pow(scale);
        let sign = if self.units < 0 { "-" } else { "" };
        if scale == 0 {
            write!(f, "{sign}{units}")
        } else {
            write!(f, "{sign}{}.{:0width$}", units / divisor, units % divisor, width = scale as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        for (text, shown) in [
            ("12", "12"),
            ("1,234.50", "1234.5"),
            ("１２．５", "12.5"),
            ("-0.096", "-0.096"),
            ("000012", "12"),
            (".5", "0.5"),
        ] {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()), Ok(shown.to_owned()), "{text}");
        }
        assert_eq!(Decimal::parse(" "), Err(DecimalError::Empty));
        for text in ["-", "1.2.3", "1e3", "4核", ".", "1 2"] {
            assert_eq!(Decimal::parse(text), Err(DecimalError::NotANumber), "{text}");
        }
        assert_eq!(Decimal::parse("1234567890123456789"), Err(DecimalError::TooLong));
        assert_eq!(Decimal::parse("0.1234567890123"), Err(DecimalError::TooLong));
    }

    #[test]
    fn whole_products_only() {
        let half = Decimal { units: 15, scale: 1 };
        assert_eq!(half.times_exact(1024), Some(1536));
        assert_eq!(half.times_exact(3), None);
    }
}
