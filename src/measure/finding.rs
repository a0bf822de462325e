//! What the law says of a case.

use crate::basics::{Path, Words};

/// The answer of one provision to one case. Unknown is never false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The provision is kept.
    Holds,
    /// It is not kept.
    Fails,
    /// These facts are missing.
    Unknown(Vec<Path>),
    /// It does not bear on this case.
    NotApplicable,
    /// The measure leaves it to a person.
    NeedsJudgement,
}

impl Verdict {
    /// Its name for people, Chinese and English.
    pub fn name(&self) -> (&'static str, &'static str) {
        match self {
            Self::Holds => ("符合", "holds"),
            Self::Fails => ("不符合", "fails"),
            Self::Unknown(_) => ("未知", "unknown"),
            Self::NotApplicable => ("不适用", "does not apply"),
            Self::NeedsJudgement => ("待判断", "for a person to judge"),
        }
    }
}

/// A place in the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// Article, 1–29.
    pub article: u8,
    /// Words of that article, quoted to the letter.
    pub quote: &'static str,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The department's own statement goes against the words: the case cannot be handed in.
    Bars,
    /// Something is still to be done; it can be handed in when it is.
    ToDo,
    /// Left to the reviewer's judgement.
    Judgement,
    /// Good to know.
    Advice,
}

/// Something that a provision found in a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Article and quoted words.
    pub citation: Citation,
    /// Stable code: `a16-trial-too-short`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where in the case file.
    pub path: Path,
    /// What the provision expects.
    pub expected: Words,
    /// What stands in the case.
    pub found: Words,
    /// What is the matter.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}
