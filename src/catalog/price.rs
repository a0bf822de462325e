//! What an item costs, as published: amount, currency unit, period, tiers, term discounts, rounding; and
//! the one arithmetic by which a price becomes a sum ([`Price::total`]).

use crate::basics::{Money, whole};

/// The price of one unit of sale (instance or step) for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The amount for one unit and one period, before tiers and terms.
    pub amount: Money,
    /// The currency unit in which it was published and is shown.
    pub currency: Currency,
    /// The period that it pays for.
    pub period: Period,
    /// Quantity tiers, by rising `from`; empty for a flat price.
    pub tiers: Vec<Tier>,
    /// How tiers apply.
    pub tier_mode: TierMode,
    /// Discounts for longer terms, by rising months.
    pub terms: Vec<Term>,
    /// How the sum of a line is rounded.
    pub rounding: Rounding,
    /// How much the price is worth.
    pub standing: Standing,
    /// Its source (a code of [`crate::catalog::Source`]).
    pub source: String,
}

/// The currency unit in which a price is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    /// 元.
    Yuan,
    /// 万元, ten thousand yuan.
    WanYuan,
}

/// What a price pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// One hour.
    Hour,
    /// One calendar day.
    Day,
    /// One month.
    Month,
    /// One year of twelve months.
    Year,
    /// Paid once.
    Once,
}

/// A quantity from which another amount applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The first unit of sale at this amount.
    pub from: i64,
    /// The amount for one unit and one period.
    pub amount: Money,
}

/// How tiers apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TierMode {
    /// Each unit pays the amount of the tier it falls into (累进).
    #[default]
    Graduated,
    /// All units pay the amount of the tier that the quantity reaches (全量).
    AllUnits,
}

/// A term from which a discount applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// At least so many months.
    pub months: u32,
    /// Ten-thousandths of the price that remain: 8,000 is 80 %.
    pub keeps: u32,
}

/// How the sum of a line (all units, all months) is rounded, halves away from zero. A published price table
/// shows that the sum is rounded and not the single month: 228 元 × 12 × 0.80 = 2,188.8 stands there as 2,189.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// To 0.01 元.
    #[default]
    Fen,
    /// To whole yuan.
    Yuan,
    /// Not on the line (beyond a millionth of a yuan); the total over all lines is rounded to 0.01 元.
    None,
}

/// How much a price is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Published by the authority for this catalog: a ceiling, since article 4 pays the actual purchase price.
    Official,
    /// Made up or taken from a commercial list: 示例, not for use.
    Illustrative,
}

/// Hours in one month, for prices by the hour: 8,760 hours of a year of 365 days over twelve months.
/// An interpretation, as is [`DAYS_IN_YEAR`]: no source says how hours and days become months.
pub const HOURS_IN_MONTH: i128 = 730;
/// Days in one year of twelve months, for prices by the day. An interpretation.
pub const DAYS_IN_YEAR: i128 = 365;

impl Price {
    /// What `units` units of sale cost over `months` months.
    ///
    /// Exact until the end, in this order: the tiers give the sum of one period; the discount of the longest
    /// term reached takes its ten-thousandths; the periods in `months` multiply it; then, once, the sum is
    /// rounded as [`Rounding`] says. A year is twelve months and a part of it is paid in proportion; an hour
    /// and a day count by [`HOURS_IN_MONTH`] and [`DAYS_IN_YEAR`]; a price paid once does not depend on the
    /// months. No units and no months cost nothing. `None` beyond all sums.
    pub fn total(&self, units: i64, months: u32) -> Option<Money> {
        if units <= 0 || months == 0 {
            return Some(Money::ZERO);
        }
        let (periods, per) = self.periods(months);
        let numerator = whole::times(i128::from(self.keeps(months)), periods)?;
        let step = match self.rounding {
            Rounding::None => 1,
            Rounding::Fen => 10_000,
            Rounding::Yuan => 1_000_000,
        };
        // One rounding: dividing by the step in the same division, not after one to the millionth.
        let denominator = whole::times(per, 10_000 * step)?;
        self.one_period(units)?.share(numerator, denominator)?.times(step)
    }

    /// What `units` units cost for one period by the tiers, before any discount. `None` beyond all sums.
    pub fn one_period(&self, units: i64) -> Option<Money> {
        match self.tier_mode {
            TierMode::AllUnits => {
                let reached = self.tiers.iter().rev().find(|tier| tier.from <= units);
                reached.map_or(self.amount, |tier| tier.amount).times(i128::from(units))
            }
            TierMode::Graduated => {
                let (mut sum, mut paid, mut amount) = (Money::ZERO, 0i64, self.amount);
                for tier in self.tiers.iter().take_while(|tier| tier.from <= units) {
                    let before = tier.from.saturating_sub(1).max(paid);
                    sum = sum.plus(amount.times(i128::from(before - paid))?)?;
                    (paid, amount) = (before, tier.amount);
                }
                sum.plus(amount.times(i128::from(units - paid))?)
            }
        }
    }

    /// Ten-thousandths of the price that remain for so many months: 10,000 where no term is reached.
    pub fn keeps(&self, months: u32) -> u32 {
        self.terms.iter().rev().find(|term| term.months <= months).map_or(10_000, |term| term.keeps)
    }

    /// Periods in so many months, as an exact fraction (numerator, denominator).
    pub fn periods(&self, months: u32) -> (i128, i128) {
        self.period.in_months(months)
    }
}

impl Period {
    /// Periods in so many months, as an exact fraction (numerator, denominator).
    pub fn in_months(self, months: u32) -> (i128, i128) {
        let months = i128::from(months);
        match self {
            Self::Hour => (months * HOURS_IN_MONTH, 1),
            Self::Day => (months * DAYS_IN_YEAR, 12),
            Self::Month => (months, 1),
            Self::Year => (months, 12),
            Self::Once => (1, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn price(yuan: &str, period: Period) -> Price {
        Price {
            amount: Money::parse(yuan, 1).unwrap(),
            currency: Currency::Yuan,
            period,
            tiers: vec![],
            tier_mode: TierMode::Graduated,
            terms: vec![],
            rounding: Rounding::Fen,
            standing: Standing::Illustrative,
            source: String::new(),
        }
    }

    fn total(price: &Price, units: i64, months: u32) -> String {
        price.total(units, months).unwrap().plain()
    }

    #[test]
    fn a_year_of_a_monthly_price_as_published() {
        let mut price = price("228", Period::Month);
        price.terms = vec![Term { months: 12, keeps: 8_000 }, Term { months: 36, keeps: 7_500 }];
        assert_eq!(total(&price, 1, 1), "228");
        assert_eq!(total(&price, 1, 11), "2508");
        assert_eq!(total(&price, 1, 12), "2188.8");
        assert_eq!(total(&price, 1, 36), "6156");
        price.rounding = Rounding::Yuan;
        assert_eq!(total(&price, 1, 12), "2189");
    }

    #[test]
    fn periods_become_months() {
        assert_eq!(total(&price("0.096", Period::Hour), 2, 1), "140.16");
        assert_eq!(total(&price("1", Period::Day), 1, 12), "365");
        assert_eq!(total(&price("1", Period::Day), 1, 1), "30.42");
        assert_eq!(total(&price("1200", Period::Year), 1, 12), "1200");
        assert_eq!(total(&price("100", Period::Year), 1, 1), "8.33");
        assert_eq!(total(&price("100", Period::Once), 3, 120), "300");
        assert_eq!(total(&price("100", Period::Once), 0, 12), "0");
        assert_eq!(total(&price("100", Period::Once), 1, 0), "0");
    }

    #[test]
    fn a_sum_is_rounded_once() {
        // 0.004999 → 0 by one rounding; by way of millionths of a twelfth nothing may change that.
        let mut price = price("0.059999", Period::Year);
        assert_eq!(total(&price, 1, 1), "0");
        price.amount = Money::parse("0.06", 1).unwrap();
        assert_eq!(total(&price, 1, 1), "0.01");
        price.rounding = Rounding::None;
        assert_eq!(total(&price, 1, 1), "0.005");
    }

    #[test]
    fn tiers_by_their_mode() {
        let mut price = price("10", Period::Month);
        price.tiers =
            vec![Tier { from: 6, amount: Money::yuan(8) }, Tier { from: 11, amount: Money::yuan(5) }];
        for (units, graduated, all) in [(5, "50", "50"), (6, "58", "48"), (10, "90", "80"), (12, "100", "60")]
        {
            price.tier_mode = TierMode::Graduated;
            assert_eq!(total(&price, units, 1), graduated, "{units}");
            price.tier_mode = TierMode::AllUnits;
            assert_eq!(total(&price, units, 1), all, "{units}");
        }
        price.tier_mode = TierMode::Graduated;
        price.tiers = vec![Tier { from: 1, amount: Money::yuan(3) }];
        assert_eq!(total(&price, 4, 1), "12", "a tier from the first unit replaces the amount");
    }

    #[test]
    fn beyond_all_sums_is_no_sum() {
        let mut price = price("1", Period::Month);
        price.amount = Money::micros(i128::MAX / 2);
        assert_eq!(price.total(i64::MAX, 1), None);
        assert_eq!(price.total(1, u32::MAX), None);
    }
}
