//! Where the measure applies: organs, numbers, papers, words and lists of a place, each with its source.
//!
//! 黑龙江省 is written down in [`heilongjiang()`]; other places are data, read by `wire::v1::jurisdiction` and
//! laid over their base by [`overlay`]. See `src/docs/jurisdiction.md`.

mod heilongjiang;
pub mod ids;
pub mod overlay;
pub mod problem;
pub mod profiles;
mod seal;
pub mod services;
pub mod sound;
pub mod workdays;

pub use heilongjiang::heilongjiang;
pub use overlay::{Overlay, Setting};
pub use problem::JurisdictionProblem;
pub use profiles::Profiles;
pub use services::LevelServices;
pub use workdays::Workdays;

use crate::basics::{Date, Digest, Words};
use crate::dossier::Errand;
use crate::measure::Citation;
use crate::measure::open::OpenTerm;
use std::collections::BTreeSet;

/// A first day, and a last one unless there is none; both are included.
pub type Dates = (Date, Option<Date>);

/// A place with its organs and numbers. Cities may follow the measure with data of their own (article 28).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jurisdiction {
    /// Name in files: `heilongjiang`.
    pub id: String,
    /// Name for people.
    pub name: Words,
    /// 示例: true where no authority has set its rules, so that nobody can rely on them.
    pub model: bool,
    /// Id of the place whose rules it follows but for what it sets itself.
    pub base: Option<String>,
    /// First and last day on which its rules are in force.
    pub in_force: Dates,
    /// Who is who.
    pub organs: Organs,
    /// Its numbers. Several may share an id where one follows the other.
    pub parameters: Vec<Parameter>,
    /// Numbers that have a name here and no value: a place that follows may set them.
    pub unset: Vec<Unset>,
    /// Papers that an application must bring.
    pub papers: Vec<RequiredPaper>,
    /// 开放术语 that are filled in.
    pub terms: Vec<FilledTerm>,
    /// Lists of codes, such as [`ids::ZONES`] and [`ids::DIVISIONS`].
    pub lists: Vec<CodeList>,
    /// How a need is reckoned for those who do not know theirs; `None` where the place sets nothing.
    pub profiles: Option<Profiles>,
    /// The security services that a level usually brings along; `None` where the place sets nothing.
    pub services: Option<LevelServices>,
    /// Days that are worked or not against the rule of the week.
    pub workdays: Workdays,
    /// What a place that follows may set itself, beside the numbers, which say so one by one.
    pub changeable: BTreeSet<Section>,
    /// SM3 over all of it: which version of the place a review went by.
    pub hash: Digest,
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
    pub dates: Dates,
    /// What a place that follows may make of it.
    pub change: Change,
}

/// A number that has a name and no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unset {
    /// Name in the code, one of [`ids`].
    pub id: String,
    /// What it is, for people.
    pub name: Words,
    /// Its unit.
    pub unit: Words,
}

/// What a place that follows may make of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing.
    #[default]
    Fixed,
    /// Raise it: the higher number is the stricter one.
    Higher,
    /// Lower it: the lower number is the stricter one.
    Lower,
    /// Anything: the measure fixes nothing.
    Free,
}

impl Change {
    /// True where a place that follows may have the second number where its base has the first.
    pub fn allows(self, base: i64, own: i64) -> bool {
        match self {
            Self::Fixed => base == own,
            Self::Higher => base <= own,
            Self::Lower => own <= base,
            Self::Free => true,
        }
    }
}

/// What a place that follows may set itself, beside numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The names of the organs.
    Organs,
    /// Papers, beside those of the base: it can add some, and take none away.
    Papers,
    /// How open terms are filled in.
    Terms,
    /// Lists of codes, each as a whole.
    Lists,
    /// The table of profiles, as a whole.
    Profiles,
    /// The table of services that a level implies, as a whole.
    LevelServices,
    /// Holidays and days that are worked for them.
    Workdays,
}

/// Where something comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The measure itself.
    Measure(Citation),
    /// The place's own rule.
    Own(Words),
    /// Other law or practice. Called 解释 wherever it bears on a finding.
    Outside(Words),
    /// 示例: fills in what the measure leaves open, without a source. A place is meant to set its own.
    Default(Words),
}

impl Source {
    /// In words; of the measure, article and quote.
    pub fn words(&self) -> Words {
        match self {
            Self::Measure(Citation { article, quote }) => {
                let label = crate::measure::text::article(*article).map_or("", |a| a.label);
                Words::new(format!("{label}“{quote}”"), format!("{label} “{quote}”"))
            }
            Self::Own(words) | Self::Outside(words) | Self::Default(words) => words.clone(),
        }
    }
}

/// A paper that an application must bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredPaper {
    /// Name in files, unlike that of any other paper here.
    pub id: String,
    /// The role of the attachment, one of [`sound::PAPER_ROLES`].
    pub role: String,
    /// What it is called here.
    pub name: Words,
    /// On which errands; on every one where empty.
    pub errands: Vec<Errand>,
    /// From which level of protection on; at every level where absent.
    pub from_level: Option<u8>,
    /// Who asks for it. What the measure asks for itself is checked by its articles.
    pub source: Source,
    /// First and last day on which it is asked for.
    pub dates: Dates,
}

/// A word that the measure leaves open, filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledTerm {
    /// The open term.
    pub term: &'static OpenTerm,
    /// What it means here.
    pub says: Words,
    /// The numbers by which it is told, names of parameters.
    pub by: Vec<String>,
    /// Who says so.
    pub source: Source,
}

/// A list of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeList {
    /// Name in files.
    pub id: String,
    /// What it lists, for people.
    pub name: Words,
    /// Codes with their names, in the order of the list.
    pub entries: Vec<(String, Words)>,
    /// Where it comes from.
    pub source: Source,
}

/// The place of this name that needs no file.
pub fn shipped(id: &str) -> Option<Jurisdiction> {
    (id == "heilongjiang").then(heilongjiang)
}

impl CodeList {
    /// The name of a code.
    pub fn name_of(&self, code: &str) -> Option<&Words> {
        self.entries.iter().find(|(own, _)| own == code).map(|(_, name)| name)
    }
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

    /// The papers that are asked for on this day.
    pub fn papers_on(&self, on: Date) -> impl Iterator<Item = &RequiredPaper> {
        self.papers.iter().filter(move |paper| within(paper.dates, on))
    }

    /// What an open term means here; the quote is that of [`OPEN_TERMS`](crate::measure::open::OPEN_TERMS).
    pub fn term(&self, article: u8, quote: &str) -> Option<&FilledTerm> {
        self.terms.iter().find(|t| t.term.citation.article == article && t.term.citation.quote == quote)
    }

    /// The list of this name.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// The last day for allocating what was approved on this day; `None` where the place sets no time.
    ///
    /// Interpretation: working days, the day of approval not counted.
    pub fn allocation_due(&self, approved: Date) -> Option<Date> {
        self.workdays.after(approved, self.number(ids::ALLOCATION_WORKING_DAYS, approved)?)
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

/// True where the day lies between first and last.
pub(crate) fn within((first, last): Dates, on: Date) -> bool {
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
    fn what_is_quoted_stands_in_its_article() {
        for parameter in heilongjiang().parameters {
            if let Source::Measure(Citation { article: number, quote }) = parameter.source {
                assert!(article(number).is_some_and(|text| text.text.contains(quote)), "{}", parameter.id);
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
