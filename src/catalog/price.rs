//! What an item costs, as published: amount, currency unit, period, tiers, term discounts, rounding.

use crate::basics::Money;

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
    /// How a period's sum is rounded.
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

/// How a sum is rounded, halves away from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// To 0.01 元.
    #[default]
    Fen,
    /// To whole yuan.
    Yuan,
    /// Not at all until the total, which is rounded to 0.01 元.
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
