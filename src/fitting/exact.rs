//! Exact sums of fractions over one need's amounts.
//!
//! The excess of a configuration is Σ (got − need) / need over the need's dimensions. All configurations
//! compared belong to one need, so they share the denominators: with L a common multiple of the needed
//! amounts, the excess is a whole number of L-ths, Σ (got − need) · (L / need), and comparing excesses is
//! comparing whole numbers. Where L is below 2^50 they fit an `i128` with room (amounts below 2^66, up to
//! 2^10 dimensions); beyond that they are kept as numbers of any length.

use crate::basics::whole::{self, Long};
use std::cmp::Ordering;

/// A fraction in lowest terms, for showing; the denominator is above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    numerator: Long,
    denominator: Long,
}

impl Ratio {
    /// `numerator / denominator` in lowest terms; a denominator of nought counts as one.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1);
        let sign = if denominator < 0 { -1 } else { 1 };
        let divisor = i128::try_from(divisor).unwrap_or(1);
        let lowest =
            |number: i128| whole::divided(number, divisor).map_or(number, |(lowest, _)| sign * lowest);
        Self { numerator: Long::new(lowest(numerator)), denominator: Long::new(lowest(denominator).max(1)) }
    }

    /// Above the line; carries the sign.
    pub fn numerator(self) -> i128 {
        self.numerator.get()
    }

    /// Below the line, above zero.
    pub fn denominator(self) -> i128 {
        self.denominator.get()
    }

    /// The value in per cent, rounded half away from zero to one digit behind the point: `12.5`. For people
    /// only; nothing is decided by it.
    pub fn per_cent(self) -> String {
        let scaled = whole::times(self.numerator(), 1_000);
        let divided = scaled.and_then(|scaled| Some((scaled, whole::divided(scaled, self.denominator())?)));
        let Some((scaled, (whole, rest))) = divided else { return String::from("∞") };
        let up = rest.unsigned_abs() >= self.denominator().unsigned_abs().div_ceil(2);
        let units = whole + if up { scaled.signum() } else { 0 };
        crate::basics::Decimal { units, scale: 1 }.to_string()
    }
}

/// The greatest common divisor. Long division is slow in a browser, and soon done with.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd_of_words(a, b).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_of_words(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The common denominator of one need, and what a smallest unit of each dimension weighs in it.
#[derive(Debug)]
pub(crate) enum Scale {
    /// The denominator is below 2^50.
    Small(u64, Vec<u64>),
    /// It is not; the product of all amounts is taken then.
    Wide(Vec<Wide>),
}

/// A sum in L-ths. Sums of one need are all of the same kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sum {
    Small(Long),
    Wide(Wide),
}

impl Scale {
    /// The scale of these needed amounts, each above zero.
    pub(crate) fn of(amounts: &[i64]) -> Self {
        let mut common: u64 = 1;
        for &amount in amounts {
            let amount = amount.unsigned_abs().max(1);
            let multiple = (common / gcd_of_words(common, amount)).checked_mul(amount);
            let Some(multiple) = multiple.filter(|multiple| *multiple < 1 << 50) else {
                return Self::wide(amounts);
            };
            common = multiple;
        }
        let weight = |amount: &i64| common / amount.unsigned_abs().max(1);
        Self::Small(common, amounts.iter().map(weight).collect())
    }

    fn wide(amounts: &[i64]) -> Self {
        let others = |at: usize| {
            let rest = amounts.iter().enumerate().filter(|(other, _)| *other != at);
            rest.fold(Wide::from(1), |product, (_, &a)| product.times(u128::from(a.unsigned_abs().max(1))))
        };
        Self::Wide((0..amounts.len()).map(others).collect())
    }

    /// Nothing.
    pub(crate) fn zero(&self) -> Sum {
        match self {
            Self::Small(..) => Sum::Small(Long::default()),
            Self::Wide(..) => Sum::Wide(Wide::from(0)),
        }
    }

    /// Adds `amount` (not negative) of the dimension at this place to a sum.
    pub(crate) fn add(&self, sum: &mut Sum, at: usize, amount: i128) {
        match (self, sum) {
            (Self::Small(_, weights), Sum::Small(sum)) => {
                let more = whole::times(weights[at].into(), amount).unwrap_or(i128::MAX);
                *sum = Long::new(sum.get().saturating_add(more));
            }
            (Self::Wide(weights), Sum::Wide(sum)) => {
                *sum = sum.plus(&weights[at].times(amount.max(0).unsigned_abs()));
            }
            _ => {}
        }
    }

    /// The sum of two sums.
    pub(crate) fn plus(a: &Sum, b: &Sum) -> Sum {
        match (a, b) {
            (Sum::Small(a), Sum::Small(b)) => Sum::Small(Long::new(a.get() + b.get())),
            (Sum::Wide(a), Sum::Wide(b)) => Sum::Wide(a.plus(b)),
            (a, _) => a.clone(),
        }
    }

    /// The sum with so many binary digits behind the point (at most 28), rounded up; `None` where it is large or has
    /// no short denominator.
    pub(crate) fn rounded_up(&self, sum: &Sum, digits: u32) -> Option<u64> {
        let (Self::Small(common, _), Sum::Small(sum)) = (self, sum) else { return None };
        let sum = u64::try_from(sum.get()).ok()?;
        let (mut number, mut rest, mut left) = (sum / common, sum % common, digits);
        (number < 1 << 32).then_some(())?;
        // The rest is below 2^50, so that fourteen digits at a time fit.
        while left > 0 {
            let now = left.min(14);
            rest <<= now;
            number = (number << now) | (rest / common);
            (rest, left) = (rest % common, left - now);
        }
        Some(number + u64::from(rest > 0))
    }

    /// The sum as a fraction, where it fits one.
    pub(crate) fn ratio(&self, sum: &Sum) -> Option<Ratio> {
        match (self, sum) {
            (Self::Small(common, _), Sum::Small(sum)) => Some(Ratio::new(sum.get(), (*common).into())),
            _ => None,
        }
    }
}

/// A whole number of any length, not negative: digits to the base 2^32, lowest first, no leading nought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wide(Vec<u32>);

impl From<u128> for Wide {
    fn from(mut value: u128) -> Self {
        let mut digits = Vec::new();
        while value > 0 {
            digits.push(value as u32);
            value >>= 32;
        }
        Self(digits)
    }
}

impl Wide {
    fn times(&self, factor: u128) -> Self {
        let factor = Self::from(factor);
        let mut digits = vec![0u32; self.0.len() + factor.0.len()];
        for (i, &a) in self.0.iter().enumerate() {
            let mut carry = 0u64;
            for (j, &b) in factor.0.iter().enumerate() {
                let sum = u64::from(digits[i + j]) + u64::from(a) * u64::from(b) + carry;
                digits[i + j] = sum as u32;
                carry = sum >> 32;
            }
            digits[i + factor.0.len()] = carry as u32;
        }
        Self(digits).trimmed()
    }

    fn plus(&self, other: &Self) -> Self {
        let mut carry = 0u64;
        let length = self.0.len().max(other.0.len()) + 1;
        let digit = |number: &Self, at: usize| u64::from(number.0.get(at).copied().unwrap_or(0));
        let sum = (0..length).map(|at| {
            carry += digit(self, at) + digit(other, at);
            let low = carry as u32;
            carry >>= 32;
            low
        });
        Self(sum.collect()).trimmed()
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_numbers_agree_with_machine_numbers() {
        let mut seed = 7u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u128::from(seed >> 5)
        };
        for _ in 0..2_000 {
            let (a, b) = (next(), next());
            assert_eq!(Wide::from(a).times(b), Wide::from(a * b));
            assert_eq!(Wide::from(a).plus(&Wide::from(b)), Wide::from(a + b));
            assert_eq!(Wide::from(a).cmp(&Wide::from(b)), a.cmp(&b));
        }
        assert_eq!(Wide::from(u128::MAX).times(0), Wide::from(0));
    }

    #[test]
    fn both_kinds_of_sum_order_alike() {
        // The same needs, once with the common multiple and once forced to the wide kind.
        let amounts = [4, 6, 1_024];
        let (small, wide) = (Scale::of(&amounts), Scale::wide(&amounts));
        assert!(matches!(small, Scale::Small(3_072, _)));
        let sums = |scale: &Scale| -> Vec<Sum> {
            let offers = [[0, 1, 0], [1, 0, 0], [0, 0, 257], [0, 0, 256], [1, 1, 1], [0, 0, 171]];
            let sum = |offer: [i128; 3]| {
                let mut sum = scale.zero();
                offer.iter().enumerate().for_each(|(at, &amount)| scale.add(&mut sum, at, amount));
                sum
            };
            offers.map(sum).to_vec()
        };
        let (a, b) = (sums(&small), sums(&wide));
        for i in 0..a.len() {
            for j in 0..a.len() {
                assert_eq!(a[i].cmp(&a[j]), b[i].cmp(&b[j]), "{i} {j}");
            }
        }
        assert_eq!(small.ratio(&a[3]), Some(Ratio::new(1, 4)));
    }

    #[test]
    fn sums_are_rounded_up() {
        let scale = Scale::of(&[3, 7]);
        let mut sum = scale.zero();
        assert_eq!(scale.rounded_up(&sum, 22), Some(0));
        scale.add(&mut sum, 0, 1);
        scale.add(&mut sum, 1, 8);
        // 1/3 + 8/7 = 31/21.
        assert_eq!(scale.rounded_up(&sum, 22), Some((31u64 << 22).div_ceil(21)));
        scale.add(&mut sum, 0, 1 << 62);
        assert_eq!(scale.rounded_up(&sum, 22), None);
        let whole = Scale::of(&[1]);
        let mut sum = whole.zero();
        whole.add(&mut sum, 0, 5);
        assert_eq!(whole.rounded_up(&sum, 28), Some(5 << 28));
    }

    #[test]
    fn huge_needs_do_not_overflow() {
        let amounts = [999_999_999_999_989, 999_999_999_999_947, 999_999_999_999_883, 999_999_999_999_877];
        let scale = Scale::of(&amounts);
        assert!(matches!(scale, Scale::Wide(_)));
        let (mut less, mut more) = (scale.zero(), scale.zero());
        scale.add(&mut less, 0, 999_999_999_999_999);
        scale.add(&mut more, 3, 999_999_999_999_999);
        assert!(less < more, "the smaller need weighs more");
    }

    #[test]
    fn per_cent_for_people() {
        for (numerator, denominator, shown) in [(1, 8, "12.5"), (-1, 3, "-33.3"), (2, 3, "66.7"), (0, 5, "0")]
        {
            assert_eq!(Ratio::new(numerator, denominator).per_cent(), shown);
        }
    }
}
