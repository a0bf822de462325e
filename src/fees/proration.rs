//! Days and months of a service, counted as the catalog says, in exact whole numbers.
//!
//! A price by the month or year is charged by the [`Proration`] of the catalog or of the place: by days (each day is its share of its
//! calendar month, so that a service cut in two costs what it cost whole), or by whole months of service. A
//! month of service begins on the day of the month on which the service began, as in [`super::calendar`]; a
//! year is twelve months, and a part of it is paid in proportion to its months, as in [`crate::catalog::Price`].
//! A price by the day is paid for each day. An hour's price is that of a service that runs around the clock.

use crate::basics::{Date, Money, Words, date};
use crate::catalog::{Edition, Period, Proration, WholeMonth};
use crate::fees::calendar::month_end;
use crate::measure::jurisdiction::{Jurisdiction, Source, ids};
use chrono::Datelike as _;

/// Who says how services are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidBy {
    /// The catalog declares it.
    Catalog,
    /// The place has a rule of its own.
    Place,
    /// The place takes it from practice elsewhere: an interpretation (解释).
    Practice,
    /// The place has a default that rests on no source: an interpretation, and illustrative (示例).
    Default,
    /// Neither says anything: [`Proration::INTERPRETATION`].
    Nobody,
}

/// The rule by which services are counted, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule.
    pub proration: Proration,
    /// Who says it.
    pub said_by: SaidBy,
}

impl Rule {
    /// The rule of a catalog. Without a catalog, and where it says nothing, that of the place; where that says
    /// nothing either, the interpretation.
    pub fn of(edition: Option<&Edition>, place: Option<Self>) -> Self {
        let declared = edition.and_then(|edition| edition.proration);
        let declared = declared.map(|proration| Self { proration, said_by: SaidBy::Catalog });
        let nobody = Self { proration: Proration::INTERPRETATION, said_by: SaidBy::Nobody };
        declared.or(place).unwrap_or(nobody)
    }

    /// What a place says on this day; `None` where no such number is in force.
    pub fn of_place(place: &Jurisdiction, on: Date) -> Option<Self> {
        let parameter = place.parameter(ids::PRORATION_BY_DAY, on)?;
        let proration = if parameter.value == 1 { Proration::Day } else { Proration::INTERPRETATION };
        let said_by = match parameter.source {
            Source::Measure(_) | Source::Own(_) => SaidBy::Place,
            Source::Outside(_) => SaidBy::Practice,
            Source::Default(_) => SaidBy::Default,
        };
        Some(Self { proration, said_by })
    }

    /// True where catalog or place say it, false where it is an interpretation, to be called so.
    pub fn is_declared(self) -> bool {
        matches!(self.said_by, SaidBy::Catalog | SaidBy::Place)
    }

    /// The rule in words, marked where it is an interpretation.
    pub fn words(self) -> Words {
        let (zh, en) = match self.proration {
            Proration::Day => ("不足月按日折算", "parts of a month by days"),
            Proration::Month(WholeMonth::Started) => {
                ("按月计算，不足一月按一月计", "by months, each that has begun")
            }
            Proration::Month(WholeMonth::Complete) => {
                ("按月计算，满一月计一月", "by months, each that is complete")
            }
        };
        let (by, by_en) = match self.said_by {
            SaidBy::Catalog => ("目录载明", "the catalog says so"),
            SaidBy::Place => ("适用地区规定", "a rule of the place"),
            SaidBy::Practice => (
                "解释：目录未载明折算办法，按适用地区采用的通行做法",
                "interpretation 解释: the catalog does not say; the place follows common practice",
            ),
            SaidBy::Default => (
                "解释：目录未载明折算办法，按适用地区的示例缺省值",
                "interpretation 解释: the catalog does not say; an illustrative default 示例 of the place",
            ),
            SaidBy::Nobody => (
                "解释：目录和适用地区均未载明折算办法",
                "interpretation 解释: neither the catalog nor the place says",
            ),
        };
        Words::new(format!("{zh}（{by}）"), format!("{en} ({by_en})"))
    }

    /// How a price of this period is counted.
    pub fn counting(self, period: Period) -> Counting {
        match (period, self.proration) {
            (Period::Once, _) => Counting::Once,
            (Period::Hour | Period::Day, _) | (_, Proration::Day) => Counting::Days,
            (Period::Month | Period::Year, Proration::Month(rule)) => Counting::Months(rule),
        }
    }
}

/// How use is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counting {
    /// Paid once, on the first day.
    Once,
    /// Each day.
    Days,
    /// Months of service.
    Months(WholeMonth),
}

/// What was counted of a service between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Paid once.
    Once,
    /// So many days, for prices by the day or the hour.
    Days(i64),
    /// So many months of service.
    Months(u32),
    /// Whole calendar months, and shares of others: (days, of so many days).
    Share {
        /// Whole calendar months.
        months: u32,
        /// At most two: at the beginning and at the end.
        parts: Vec<(u32, u32)>,
    },
}

/// A whole month is so many parts: divisible by 28, 29, 30 and 31, and by 12, so that no share is ever rounded.
pub(super) const MONTH: i128 = 12 * 28 * 29 * 15 * 31;

impl Counted {
    /// The days from one to another, both counted, of a price of this period that is counted by days.
    pub(super) fn days(period: Period, from: Date, to: Date) -> Self {
        if matches!(period, Period::Hour | Period::Day) {
            return Self::Days(date::days_after(from, to) + 1);
        }
        Self::share(from, to)
    }

    fn share(from: Date, to: Date) -> Self {
        let mut parts = Vec::new();
        let mut whole = 0;
        let mut take = |days: u32, of: u32| if days == of { whole += 1 } else { parts.push((days, of)) };
        let apart = months_apart(from, to);
        if apart == 0 {
            take(to.day() + 1 - from.day(), days_in_month(from));
        } else {
            take(days_in_month(from) + 1 - from.day(), days_in_month(from));
            take(to.day(), days_in_month(to));
            whole += u32::try_from(apart - 1).unwrap_or(0);
        }
        Self::Share { months: whole, parts }
    }

    /// Periods of the price in parts of [`MONTH`]: a price times this, divided by [`MONTH`], is the sum.
    pub(super) fn weight(&self, period: Period) -> i128 {
        let per_month = match period {
            Period::Year => MONTH / 12,
            _ => MONTH,
        };
        match self {
            Self::Once => MONTH,
            Self::Days(days) if period == Period::Hour => i128::from(*days) * 24 * MONTH,
            Self::Days(days) => i128::from(*days) * MONTH,
            Self::Months(months) => i128::from(*months) * per_month,
            Self::Share { months, parts } => {
                let part = |(days, of): &(u32, u32)| i128::from(*days) * (per_month / i128::from(*of));
                i128::from(*months) * per_month + parts.iter().map(part).sum::<i128>()
            }
        }
    }

    /// As it is written in the table: `3 个月`, `2 个月 + 17/31 月`.
    pub fn words(&self) -> Words {
        match self {
            Self::Once => Words::new("一次性", "once"),
            Self::Days(days) => Words::new(format!("{days} 天"), format!("{days} days")),
            Self::Months(months) => Words::new(format!("{months} 个月"), format!("{months} months")),
            Self::Share { months, parts } => {
                let whole = (*months > 0 || parts.is_empty()).then(|| months.to_string());
                let zh = whole.iter().map(|n| format!("{n} 个月"));
                let zh = zh.chain(parts.iter().map(|(days, of)| format!("{days}/{of} 月")));
                let en = whole.iter().map(|n| format!("{n} months"));
                let en = en.chain(parts.iter().map(|(days, of)| format!("{days}/{of} month")));
                Words::new(zh.collect::<Vec<_>>().join(" + "), en.collect::<Vec<_>>().join(" + "))
            }
        }
    }
}

/// A sum of prices times weights, rounded once to 分. `None` beyond all sums.
pub(super) fn to_fen(weighed: i128) -> Option<Money> {
    let fen = super::estimate::FEN.as_micros();
    Money::micros(weighed).share(1, MONTH.checked_mul(fen)?)?.times(fen)
}

/// Calendar months from the one of `from` to the one of `to`.
fn months_apart(from: Date, to: Date) -> i64 {
    (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month()) - i64::from(from.month())
}

fn days_in_month(day: Date) -> u32 {
    match day.month() {
        2 if day.leap_year() => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Months of service from `start` whose last day is `day` or before it.
pub(super) fn months_ended(start: Date, day: Date) -> u32 {
    let guess = u32::try_from(months_apart(start, day)).unwrap_or(0);
    let ended = |n: &u32| month_end(start, *n).is_some_and(|end| end <= day);
    (guess.saturating_sub(1)..=guess + 1).rev().find(ended).unwrap_or(0)
}

/// Months of service from `start` whose first day is `day` or before it.
pub(super) fn months_begun(start: Date, day: Date) -> u32 {
    if day < start {
        return 0;
    }
    day.pred_opt().map_or(0, |before| months_ended(start, before)) + 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::measure::jurisdiction::heilongjiang;
    use chrono::Months;

    fn day(text: &str) -> Date {
        date::parse(text).unwrap()
    }

    #[test]
    fn a_month_divides_by_every_length() {
        for of in [28, 29, 30, 31] {
            assert_eq!((MONTH % of, (MONTH / 12) % of), (0, 0), "{of}");
        }
    }

    #[test]
    fn shares_of_calendar_months() {
        for (from, to, zh) in [
            ("2026-01-01", "2026-01-31", "1 个月"),
            ("2026-01-15", "2026-01-31", "17/31 月"),
            ("2026-01-15", "2026-03-31", "2 个月 + 17/31 月"),
            ("2026-01-15", "2026-02-14", "17/31 月 + 14/28 月"),
            ("2028-02-29", "2028-02-29", "1/29 月"),
            ("2025-12-01", "2026-11-30", "12 个月"),
        ] {
            assert_eq!(Counted::share(day(from), day(to)).words().zh, zh, "{from} {to}");
        }
    }

    #[test]
    fn months_of_service_are_counted_as_by_walking_them() {
        for start in ["2027-10-31", "2028-02-29", "2027-01-01", "2027-03-15"] {
            let start = day(start);
            let mut at = start.pred_opt().unwrap().pred_opt().unwrap();
            for _ in 0..800 {
                let ends = (1..40).filter_map(|n| month_end(start, n)).filter(|end| *end <= at).count();
                let firsts = (0..40).filter_map(|n| start.checked_add_months(Months::new(n)));
                let begun = firsts.filter(|first| *first <= at).count();
                assert_eq!(months_ended(start, at), u32::try_from(ends).unwrap(), "{start} {at}");
                assert_eq!(months_begun(start, at), u32::try_from(begun).unwrap(), "{start} {at}");
                at = at.succ_opt().unwrap();
            }
        }
    }

    #[test]
    fn the_rule_says_where_it_comes_from() {
        let silent = Edition::empty("silent");
        assert_eq!(Rule::of(Some(&silent), None), Rule::of(None, None));
        assert!(Rule::of(None, None).words().zh.contains("解释"));
        let says = Edition { proration: Some(Proration::Day), ..silent };
        let declared = Rule { proration: Proration::Day, said_by: SaidBy::Catalog };
        assert_eq!(Rule::of(Some(&says), None), declared);
        assert!(!declared.words().zh.contains("解释"));
    }

    #[test]
    fn where_the_catalog_is_silent_the_place_says() {
        let (on, before) = (day("2026-09-30"), day("2021-04-24"));
        let mut place = heilongjiang();
        let default = Rule::of_place(&place, on).unwrap();
        assert_eq!(default, Rule { proration: Proration::Day, said_by: SaidBy::Default });
        assert!(default.words().zh.contains("示例") && default.words().en.contains("interpretation"));
        assert_eq!(Rule::of_place(&place, before), None);
        for parameter in place.parameters.iter_mut().filter(|p| p.id == ids::PRORATION_BY_DAY) {
            parameter.value = 0;
            parameter.source = Source::Own(Words::same("rule"));
        }
        let own = Rule::of_place(&place, on).unwrap();
        assert_eq!(own, Rule { proration: Proration::Month(WholeMonth::Started), said_by: SaidBy::Place });
        assert!(own.is_declared() && !own.words().zh.contains("解释"));
        // What the catalog declares goes before it.
        let months = Proration::Month(WholeMonth::Complete);
        let says = Edition { proration: Some(months), ..Edition::empty("says") };
        assert_eq!(Rule::of(Some(&says), Some(own)), Rule { proration: months, said_by: SaidBy::Catalog });
        assert_eq!(Rule::of(Some(&Edition::empty("silent")), Some(own)), own);
    }
}
