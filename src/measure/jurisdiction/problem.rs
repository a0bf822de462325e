//! What is wrong with the data of a place. About the file, not about a case: no article is cited.

use crate::basics::{Path, Words};

/// A fault in the data of a place. Nobody can be judged by a place with a fault: a number that was left out
/// would be another law.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JurisdictionProblem {
    /// JSON pointer into the file.
    pub path: Path,
    /// Stable code, such as `jurisdiction-looser`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}

impl JurisdictionProblem {
    /// A problem: message and remedy, each Chinese and English.
    pub fn new(path: Path, code: &'static str, words: [&str; 4]) -> Self {
        let [zh, en, remedy_zh, remedy_en] = words;
        Self { path, code, message: Words::new(zh, en), remedy: Words::new(remedy_zh, remedy_en) }
    }
}
