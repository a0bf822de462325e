//! Where the measure applies: the names of its organs, its numbers, each with source and dates.

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
}

/// Names of parameters.
pub mod ids {
    /// Least days of testing (article 16).
    pub const TEST_DAYS: &str = "test-days";
    /// Month by whose end fees are audited and summed (article 4).
    pub const SETTLEMENT_MONTH: &str = "settlement-month";
    /// Level at which the cloud is protected (article 27).
    pub const CLOUD_LEVEL: &str = "cloud-level";
    /// Lowest level that is filed with the police.
    pub const FILING_LEVEL: &str = "filing-level";
    /// Most months between assessments at level 2.
    pub const ASSESSMENT_MONTHS_2: &str = "assessment-months-2";
    /// Most months between assessments at level 3.
    pub const ASSESSMENT_MONTHS_3: &str = "assessment-months-3";
    /// Year of the template on which levels are filed; in force from the day after the last day for re-filing.
    pub const FILING_TEMPLATE: &str = "filing-template";
    /// Days within which a report of 密评 is filed.
    pub const CRYPTO_FILING_DAYS: &str = "crypto-filing-days";
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

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// 黑龙江省, from the day of issue (article 29).
pub fn heilongjiang() -> Jurisdiction {
    let issued = day(2021, 4, 25);
    let organ = |zh: &str, en: &str| Words::new(zh, format!("{zh} ({en})"));
    let parameter = |id: &str, name: (&str, &str), value, unit: (&str, &str), source, from| Parameter {
        id: id.to_owned(),
        name: Words::new(name.0, name.1),
        value,
        unit: Words::new(unit.0, unit.1),
        source,
        dates: (from, None),
    };
    let law = |article, quote| Source::Measure(Citation { article, quote });
    let outside = |zh: &str, en: &str| Source::Outside(Words::new(zh, en));
    let months = ("个月", "months");
    let graded = || {
        outside(
            "网络安全等级保护的通行要求，不出自本办法",
            "Common practice of graded protection, not of the measure",
        )
    };
    Jurisdiction {
        id: "heilongjiang".to_owned(),
        name: Words::new("黑龙江省", "Heilongjiang"),
        in_force: (issued, None),
        organs: Organs {
            authority: organ("省营商环境局", "provincial business-environment bureau"),
            centre: organ("省政务大数据中心", "provincial government big-data centre"),
            treasury: organ("省财政厅", "provincial finance department"),
            government: organ("省政府", "provincial government"),
        },
        parameters: vec![
            parameter(
                ids::TEST_DAYS,
                ("最短测试时间", "Least testing time"),
                15,
                ("天", "days"),
                law(16, "测试时间不少于15天"),
                issued,
            ),
            parameter(
                ids::SETTLEMENT_MONTH,
                ("费用审核汇总的截止月", "Month by whose end fees are audited and summed"),
                9,
                ("月", "month of the year"),
                law(4, "在每年9月底前审核汇总后提交省财政厅"),
                issued,
            ),
            parameter(
                ids::CLOUD_LEVEL,
                ("省政务云的防护等级", "Protection level of the cloud"),
                3,
                ("级", "level"),
                law(27, "省政务云按照网络安全等级保护第三级实施安全防护"),
                issued,
            ),
            parameter(
                ids::FILING_LEVEL,
                ("须备案的最低等级", "Lowest level that is filed"),
                2,
                ("级", "level"),
                graded(),
                issued,
            ),
            parameter(
                ids::ASSESSMENT_MONTHS_2,
                ("第二级系统的测评间隔", "Between assessments at level 2"),
                24,
                months,
                graded(),
                issued,
            ),
            parameter(
                ids::ASSESSMENT_MONTHS_3,
                ("第三级系统的测评间隔", "Between assessments at level 3"),
                12,
                months,
                graded(),
                issued,
            ),
            parameter(
                ids::FILING_TEMPLATE,
                ("等保备案表的版本", "Template of level filings"),
                2025,
                ("年版", "edition"),
                outside(
                    "据公开报道，第二级以上系统须于2025-11-30前按新版备案表重新备案，不出自本办法",
                    "Reported publicly: systems of level 2 and above were to be filed anew by 2025-11-30; not of the \
                     measure",
                ),
                day(2025, 12, 1),
            ),
            parameter(
                ids::CRYPTO_FILING_DAYS,
                ("密评报告的备案期限", "Days within which a 密评 report is filed"),
                30,
                ("天", "days"),
                outside(
                    "《商用密码应用安全性评估管理办法》（国家密码管理局令第3号），不出自本办法",
                    "Order No. 3 of the State Cryptography Administration, not the measure",
                ),
                day(2023, 11, 1),
            ),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::text::article;

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
