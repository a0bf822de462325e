//! 需求估算: from what a department can say of its system to needs that are proposed, by its place's table of
//! rules. Always a proposal: it becomes a need only where somebody takes it, and says so in its reason.
//!
//! A rule that holds adds; nothing takes away. So with larger answers no demand is smaller. See
//! `src/docs/profiles.md`.

mod hear;
mod reckon;
mod rows;
mod share;
#[cfg(test)]
mod tests;

pub use hear::{AnswerFault, Heard, Value};
pub use reckon::{Measured, propose};
pub use rows::{MARK, row};

use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::measure::jurisdiction::Source;
use std::collections::BTreeMap;

/// What was asked, heard and reckoned, and the needs that come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Every question of the table with its answer, in the table's order.
    pub heard: Vec<Heard>,
    /// The quantities, in the table's order.
    pub measured: Vec<Measured>,
    /// The needs, in the order of the table's tiers.
    pub needs: Vec<ProposedNeed>,
}

/// A need that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedNeed {
    /// Id of the tier.
    pub tier: String,
    /// Name for people.
    pub name: Words,
    /// The function that the catalog is asked for.
    pub function: String,
    /// How many instances carry the load together, at least 1.
    pub carriers: i64,
    /// How many stand beside them.
    pub spare: i64,
    /// What each instance has, in the order of the tier.
    pub sizes: Vec<Sized>,
    /// Trait → value that is required.
    pub traits: BTreeMap<String, String>,
    /// Why: a reason for each rule that holds and speaks of the tier, in the table's order.
    pub reasons: Vec<Reason>,
    /// What stands between the proposal and this catalog.
    pub gaps: Vec<Gap>,
}

/// A dimension of a proposed need, in the unit of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sized {
    /// Code of the dimension.
    pub dimension: String,
    /// The unit of `demand` and `each`.
    pub unit: String,
    /// What the rules add up to: of all instances that carry the load together, or of each where each has all.
    pub demand: i64,
    /// What one instance has, rounded up.
    pub each: i64,
    /// The same in the catalog's smallest unit; `None` where the catalog lacks the dimension or the unit.
    pub amount: Option<i64>,
}

impl Sized {
    /// What one instance has, for people: `内存 16 GB`.
    pub fn said(&self, edition: &Edition, lang: Lang) -> String {
        let dimension = edition.dimension(&self.dimension).map(|(_, dimension)| dimension);
        let name = dimension.map_or(self.dimension.as_str(), |dimension| dimension.name.get(lang));
        let unit = dimension.and_then(|dimension| dimension.unit(&self.unit));
        let unit = unit.map_or(self.unit.as_str(), |unit| unit.called(lang, self.each == 1));
        format!("{name} {} {unit}", self.each)
    }
}

/// A rule that holds, and what it added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Id of the rule.
    pub rule: String,
    /// What the rule says, and how its amounts were reckoned.
    pub words: Words,
    /// Where its numbers come from.
    pub source: Source,
}

/// Something that the table names and the catalog has not, or that is beyond all numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The catalog has no such function: there is nothing to propose of it.
    Function(String),
    /// The catalog has no such dimension, or does not measure it in this unit: code and unit.
    Dimension(String, String),
    /// The catalog has no such trait, or not with this value: it is left out of the row.
    Trait(String, String),
    /// More than can be written into a row.
    TooMuch,
}

impl Gap {
    /// True where the need cannot become a row.
    pub fn bars(&self) -> bool {
        !matches!(self, Self::Trait(..))
    }

    /// In words.
    pub fn words(&self) -> Words {
        match self {
            Self::Function(code) => Words::new(
                format!("目录没有功能“{code}”，不能提出这一项；没有改用其他功能"),
                format!(
                    "The catalog has no function '{code}': nothing is proposed, and no other function taken"
                ),
            ),
            Self::Dimension(code, unit) => Words::new(
                format!("目录没有以“{unit}”计量的指标“{code}”，不能提出这一项"),
                format!("The catalog has no dimension '{code}' measured in {unit}: nothing is proposed"),
            ),
            Self::Trait(code, value) => Words::new(
                format!("目录没有特性“{code}”的取值“{value}”，未写入要求，请自行说明"),
                format!("The catalog has no '{value}' of '{code}': it is not required; say so in the remark"),
            ),
            Self::TooMuch => Words::new(
                "数量超出可填写的范围，请分系统估算",
                "More than a row can hold: reckon system by system",
            ),
        }
    }
}

impl ProposedNeed {
    /// How many instances there are.
    pub fn count(&self) -> i64 {
        self.carriers.saturating_add(self.spare)
    }

    /// True where it cannot become a row.
    pub fn barred(&self) -> bool {
        self.gaps.iter().any(Gap::bars)
    }
}
