//! Whole numbers of 128 bits, by the short way where they are small.
//!
//! Money and amounts are kept in 128 bits so that no sum of theirs is ever wrong. Nearly all of them fit 64, and
//! a browser has instructions for those only: a long product or quotient is a call of some hundred
//! instructions, and judging a table takes thousands.

use std::fmt;

/// A number of 128 bits that can be kept anywhere. One by itself asks for sixteen bytes of alignment, which
/// lists and shared values of a browser's module get by a detour only.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(Rust, packed(8))]
pub struct Long(i128);

impl Long {
    /// Keeps a number.
    pub const fn new(number: i128) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn get(self) -> i128 {
        self.0
    }
}

impl fmt::Debug for Long {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// `a · b`, or `None` beyond all numbers.
pub fn times(a: i128, b: i128) -> Option<i128> {
    if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
        // Numbers of n and m bits have a product of at most n + m.
        if a.leading_zeros() + b.leading_zeros() >= 64 {
            return Some(i128::from(a * b));
        }
    }
    a.checked_mul(b)
}

/// `a / b` without its rest, and the rest, as `/` and `%` give them; `None` where `b` is nought or the quotient
/// beyond all numbers.
pub fn divided(a: i128, b: i128) -> Option<(i128, i128)> {
    if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
        let quotient = a.checked_div(b)?;
        return Some((i128::from(quotient), i128::from(a - quotient * b)));
    }
    let quotient = a.checked_div(b)?;
    Some((quotient, a.wrapping_sub(quotient.wrapping_mul(b))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_ends_where_the_long_one_does() {
        let word = i128::from(u64::MAX);
        let mut numbers = vec![i128::MIN, i128::MAX, -word - 1, -word, -7, -1, 0, 1, 3, 10, word, word + 1];
        numbers
            .extend((0..127).step_by(5).flat_map(|bit| [(1i128 << bit) - 1, 1i128 << bit, -(1i128 << bit)]));
        for &a in &numbers {
            for &b in &numbers {
                assert_eq!(times(a, b), a.checked_mul(b), "{a} * {b}");
                assert_eq!(divided(a, b), a.checked_div(b).zip(a.checked_rem(b)), "{a} / {b}");
            }
        }
    }
}
