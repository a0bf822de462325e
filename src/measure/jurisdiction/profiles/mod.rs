//! Profiles: how a place reckons a need from what a department can say of its system (users, kind of business,
//! data, availability), for those who do not know what they need.
//!
//! Data only; `fitting::profile` reckons. Three things hold whatever a table says: every number is whole, a rule
//! only ever adds, and a number is compared only with a least one. So a larger answer never needs less. See
//! `src/docs/profiles.md`.

mod frame;
mod province;
pub mod sound;

pub use province::province;

use super::Source;
use crate::basics::Words;
use std::collections::BTreeMap;

/// The greatest number that an answer or a member of a table may be.
pub const MOST: i64 = 1_000_000_000;

/// A table of rules (需求估算表).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profiles {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub name: Words,
    /// Where its numbers come from, for each rule that does not say otherwise.
    pub source: Source,
    /// What is asked, in the order in which it is asked.
    pub questions: Vec<Question>,
    /// What is reckoned from the answers before any rule.
    pub quantities: Vec<Quantity>,
    /// What may be proposed, in the order in which it is shown.
    pub tiers: Vec<Tier>,
    /// The rules. Each that holds is added; their order is only that of the reasons.
    pub rules: Vec<Rule>,
}

/// Something that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Name in files.
    pub id: String,
    /// The question, for people.
    pub name: Words,
    /// What can be answered.
    pub asked: Asked,
}

/// What can be answered, and what is assumed where nobody answers; where nothing is, there is no proposal
/// without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A whole number of a unit.
    Number {
        /// Its unit.
        unit: Words,
        /// The least answer, at least 0.
        least: i64,
        /// The greatest answer, at most [`MOST`].
        most: i64,
        /// What is assumed.
        assumed: Option<i64>,
    },
    /// One of some options.
    Choice {
        /// Codes and names, in the order in which they are shown.
        options: Vec<(String, Words)>,
        /// The code that is assumed.
        assumed: Option<String>,
    },
}

/// A number that is reckoned from answers: the sum of its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Name in files.
    pub id: String,
    /// What it is, for people.
    pub name: Words,
    /// Its unit.
    pub unit: Words,
    /// What is added up.
    pub terms: Vec<Term>,
}

/// The product of one or two answers, times a number, through another one; rounded up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The questions whose answers are multiplied, numbers all.
    pub of: Vec<String>,
    /// Times this, at least 1.
    pub times: i64,
    /// Through this, at least 1.
    pub per: i64,
}

/// A row that may be proposed: web servers, a database …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub name: Words,
    /// The function that the catalog is asked for.
    pub function: String,
    /// Its dimensions.
    pub sizes: Vec<Size>,
}

/// A dimension of a tier, and how its amounts are rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// Code of the dimension, as in catalogs.
    pub dimension: String,
    /// The unit of every number here and in the rules, as in catalogs.
    pub unit: String,
    /// An instance has at least this; 0 where the dimension is left out unless a rule gives it.
    pub least: i64,
    /// An instance has a multiple of this.
    pub step: i64,
    /// An instance has at most this, a multiple of the step: where its share is more, there are twice as many
    /// instances, until it is not. No limit where absent.
    pub most: Option<i64>,
    /// True where each instance has all of it (a copy of the data); else the instances share it.
    pub each: bool,
}

/// A rule: where all its conditions hold, it adds what it gives to its tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Name in files and in reasons.
    pub id: String,
    /// What it says, for people.
    pub says: Words,
    /// Where its numbers come from, where that differs from its table's.
    pub source: Option<Source>,
    /// Question → what its answer must be.
    pub when: BTreeMap<String, Condition>,
    /// The tiers that it speaks of. A tier is proposed where some rule that holds gives it an amount.
    pub tiers: Vec<String>,
    /// The amounts that it adds.
    pub gives: Vec<Gift>,
    /// At least so many instances carry the load together, at least 1.
    pub carriers: i64,
    /// So many instances stand beside them, of the same size, so that some may fail. The greatest of all rules
    /// counts.
    pub spare: i64,
    /// Trait → value that is required.
    pub traits: BTreeMap<String, String>,
}

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One of these options.
    OneOf(Vec<String>),
    /// A number from here on.
    From(i64),
}

/// An amount that a rule adds, in the unit of the tier's [`Size`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    /// Code of the dimension.
    pub dimension: String,
    /// The amount, at least 1.
    pub amount: i64,
    /// For each `per` of this quantity, begun ones too; once where absent.
    pub of: Option<String>,
    /// See `of`; at least 1.
    pub per: i64,
}

impl Profiles {
    /// The question of this name.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    /// The quantity of this name.
    pub fn quantity(&self, id: &str) -> Option<&Quantity> {
        self.quantities.iter().find(|q| q.id == id)
    }

    /// The tier of this name.
    pub fn tier(&self, id: &str) -> Option<&Tier> {
        self.tiers.iter().find(|t| t.id == id)
    }

    /// Where the numbers of a rule come from.
    pub fn source_of<'p>(&'p self, rule: &'p Rule) -> &'p Source {
        rule.source.as_ref().unwrap_or(&self.source)
    }
}

impl Tier {
    /// The size of this dimension.
    pub fn size(&self, dimension: &str) -> Option<&Size> {
        self.sizes.iter().find(|s| s.dimension == dimension)
    }
}

impl Source {
    /// How much it is worth, in a word: 办法, 本地规定, 解释, 示例.
    pub fn mark(&self) -> Words {
        let (zh, en) = match self {
            Self::Measure(_) => ("办法", "the measure"),
            Self::Own(_) => ("本地规定", "the place's own rule"),
            Self::Outside(_) => ("解释", "interpretation (解释)"),
            Self::Default(_) => ("示例", "illustrative (示例)"),
        };
        Words::new(zh, en)
    }
}
