//! Where the measure applies: the names of its organs, its numbers, each with source and dates.

mod heilongjiang;
pub mod ids;

pub use heilongjiang::heilongjiang;

use crate::basics::{Date, Words};
use crate::measure::Citation;

/// A place with its organs and numbers. Cities may follow the measure with data of their own (article 28).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    /// Name in files: `heilongjiang`.
    pub id: String,
    /// Name for people.
    pub name: Words,
    /// First and last day on which its rules are in force.
    pub in_force: (Date, Option<Date>),
    /// Who is who.
    pub organs: Organs,
    /// Its numbers. Several may share an id where one follows the other.
    pub parameters: Vec<Parameter>,
}

/// The organs that the measure names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organs {
    /// Reviews and approves (省营商环境局, article 8).
    pub authority: Words,
    /// Monitors and appraises (省政务大数据中心, articles 11, 14).
    pub centre: Words,
    /// Keeps the budget (省财政厅, article 9).
    pub treasury: Words,
    /// Approves special purchases (省政府, article 21).
    pub government: Words,
}

/// A number of the law or of the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Name in the code, one of [`ids`].
    pub id: String,
    /// What it is, for people.
    pub name: Words,
    /// The number, in `unit`.
    pub value: i64,
    /// Its unit.
    pub unit: Words,
    /// Where it comes from.
    pub source: Source,
    /// First and last day on which it is in force.
    pub dates: (Date, Option<Date>),
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The measure itself.
    Measure(Citation),
    /// Other law or practice. Called 解释 wherever it bears on a finding.
    Outside(Words),
    /// 示例: fills in a word that the measure leaves open, without a source. A place is meant to set its own.
    Default(Words),
}

impl Jurisdiction {
    /// The parameter in force on this day. Outside its dates there is none, never the nearest.
    pub fn parameter(&self, id: &str, on: Date) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.id == id && within(p.dates, on))
    }

    /// Its number.
    pub fn number(&self, id: &str, on: Date) -> Option<i64> {
        self.parameter(id, on).map(|p| p.value)
    }

    /// True where the rules are in force on this day.
    pub fn applies(&self, on: Date) -> bool {
        within(self.in_force, on)
    }

    /// The text with `{authority}`, `{centre}`, `{treasury}` and `{government}` replaced by the organs' names.
    pub fn name_organs(&self, (zh, en): (&str, &str)) -> Words {
        let Organs { authority, centre, treasury, government } = &self.organs;
        let names = [
            ("{authority}", authority),
            ("{centre}", centre),
            ("{treasury}", treasury),
            ("{government}", government),
        ];
        let mut words = Words::new(zh, en);
        for (mark, name) in names {
            if words.zh.contains(mark) {
                words.zh = words.zh.replace(mark, &name.zh);
            }
            if words.en.contains(mark) {
                words.en = words.en.replace(mark, &name.en);
            }
        }
        words
    }
}

fn within((first, last): (Date, Option<Date>), on: Date) -> bool {
    first <= on && last.is_none_or(|last| on <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::text::article;

    fn day(year: i32, month: u32, day: u32) -> Date {
        Date::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn outside_its_dates_there_is_no_value() {
        let place = heilongjiang();
        let number = |id, on| place.number(id, on);
        assert_eq!(number(ids::TEST_DAYS, day(2021, 4, 24)), None);
        assert_eq!(number(ids::TEST_DAYS, day(2021, 4, 25)), Some(15));
        assert_eq!(number(ids::CRYPTO_FILING_DAYS, day(2023, 10, 31)), None);
        assert_eq!(number(ids::CRYPTO_FILING_DAYS, day(2023, 11, 1)), Some(30));
        assert!(!place.applies(day(2021, 4, 24)) && place.applies(day(2021, 4, 25)));
    }

    #[test]
    fn parameters_neither_overlap_nor_misquote() {
        let place = heilongjiang();
        for (at, a) in place.parameters.iter().enumerate() {
            for b in place.parameters.iter().skip(at + 1).filter(|b| b.id == a.id) {
                let (first, second) = if a.dates.0 <= b.dates.0 { (a, b) } else { (b, a) };
                assert!(first.dates.1.is_some_and(|last| last < second.dates.0), "{}", a.id);
            }
            if let Source::Measure(Citation { article: number, quote }) = a.source {
                assert!(article(number).is_some_and(|text| text.text.contains(quote)), "{}", a.id);
            }
        }
    }

    #[test]
    fn a_trigger_counts_or_does_not_and_what_the_place_does_not_set_is_absent() {
        let (place, today) = (heilongjiang(), day(2026, 11, 23));
        for id in ids::MAJOR_TRIGGERS {
            assert!(matches!(place.number(id, today), Some(0 | 1)), "{id}");
        }
        assert_eq!(place.number(ids::ALLOCATION_WORKING_DAYS, today), None);
    }

    #[test]
    fn organs_are_named_by_the_place() {
        let mut place = heilongjiang();
        place.organs.authority = Words::new("市数据局", "the city's data bureau");
        let words = place.name_organs(("报{authority}审核，{treasury}", "to {authority}"));
        assert_eq!(
            (words.zh.as_str(), words.en.as_str()),
            ("报市数据局审核，省财政厅", "to the city's data bureau")
        );
    }
}
