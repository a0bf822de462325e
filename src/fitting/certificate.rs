//! The certificate of unfitness: why the catalog has nothing for a need, and what would have to give.

use crate::basics::{Date, Digest, date};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A constraint of a need: what a configuration may fail to keep.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// The function, or one near enough.
    Function,
    /// The amount of this dimension.
    Amount(String),
    /// The required value of this trait.
    Trait(String),
    /// The settled supplier.
    Supplier,
}

/// What one constraint would have to become.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Another function.
    Function {
        /// The function that would do.
        to: String,
    },
    /// Less of a dimension, in its smallest unit.
    Amount {
        /// The dimension.
        dimension: String,
        /// What is needed.
        from: i64,
        /// The greatest amount that would do, all else unchanged; nought where the catalog offers none.
        to: i64,
    },
    /// Another value of a trait.
    Trait {
        /// The trait.
        code: String,
        /// What is required.
        from: String,
        /// The value that would do.
        to: String,
    },
    /// Another supplier.
    Supplier {
        /// Who is settled.
        from: String,
        /// Who would do.
        to: String,
    },
}

/// The most that one instance of a configuration in reach gives in a dimension, all else aside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offered {
    /// The dimension.
    pub dimension: String,
    /// The greatest amount, in its smallest unit; nought where nothing has the dimension. `None` where there
    /// is no limit.
    pub most: Option<i64>,
}

/// The statement that no configuration of an edition fits a need, with all that follows from it.
///
/// It says: on this day, in this edition, of items that may be had so often, no configuration of one instance
/// keeps all constraints; `conflicts` are exactly the smallest sets of constraints that none keeps together;
/// `relaxations` are exactly the smallest changes with which one would. [`super::check::check`] verifies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Name of the edition.
    pub edition: String,
    /// SM3 of the edition.
    pub edition_hash: Digest,
    /// The day on which items must be sold.
    pub as_of: Date,
    /// The greatest function distance allowed.
    pub max_distance: u32,
    /// The settled supplier.
    pub supplier: Option<String>,
    /// The function needed.
    pub function: String,
    /// The amounts needed of one instance.
    pub amounts: BTreeMap<String, i64>,
    /// The traits required.
    pub traits: BTreeMap<String, String>,
    /// Instances needed (quotas are kept for all of them).
    pub count: i64,
    /// Months of use.
    pub months: u32,
    /// True where several instances together would have done; no combination was found possible either.
    pub divisible: bool,
    /// All smallest sets of constraints that no configuration keeps together. One empty set where the
    /// edition sells nothing at all.
    pub conflicts: BTreeSet<BTreeSet<Constraint>>,
    /// All smallest sets of changes with which a configuration fits.
    pub relaxations: BTreeSet<BTreeSet<Change>>,
    /// The most that the catalog offers in each dimension of a conflict.
    pub offered: BTreeSet<Offered>,
}

impl Certificate {
    /// The canonical text: one statement a line, everything sorted, bytes equal for equal certificates.
    pub fn text(&self) -> String {
        let mut text = String::from("govcloud-certificate 1\n");
        let mut line = |parts: &[&str]| {
            let words: Vec<String> = parts.iter().map(|part| word(part)).collect();
            let _ = writeln!(text, "{}", words.join(" "));
        };
        line(&["edition", &self.edition, &self.edition_hash.to_string()]);
        line(&["as-of", &date::iso(self.as_of)]);
        line(&["max-distance", &self.max_distance.to_string()]);
        if let Some(supplier) = &self.supplier {
            line(&["supplier", supplier]);
        }
        line(&["function", &self.function]);
        for (dimension, amount) in &self.amounts {
            line(&["amount", dimension, &amount.to_string()]);
        }
        for (code, value) in &self.traits {
            line(&["trait", code, value]);
        }
        line(&["count", &self.count.to_string()]);
        line(&["months", &self.months.to_string()]);
        line(&["divisible", if self.divisible { "yes" } else { "no" }]);
        for conflict in &self.conflicts {
            let mut words = vec!["conflict"];
            conflict.iter().for_each(|constraint| words.extend(constraint_words(constraint)));
            line(&words);
        }
        for relaxation in &self.relaxations {
            let words: Vec<String> = relaxation.iter().flat_map(change_words).collect();
            let words: Vec<&str> =
                std::iter::once("relaxation").chain(words.iter().map(String::as_str)).collect();
            line(&words);
        }
        for offered in &self.offered {
            let most = offered.most.map_or_else(|| String::from("open"), |most| most.to_string());
            line(&["offered", &offered.dimension, &most]);
        }
        text
    }

    /// SM3 of the canonical text.
    pub fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }
}

fn constraint_words(constraint: &Constraint) -> Vec<&str> {
    match constraint {
        Constraint::Function => vec!["function"],
        Constraint::Amount(dimension) => vec!["amount", dimension],
        Constraint::Trait(code) => vec!["trait", code],
        Constraint::Supplier => vec!["supplier"],
    }
}

fn change_words(change: &Change) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match change {
        Change::Function { to } => words(&["function", to]),
        Change::Amount { dimension, from, to } => {
            words(&["amount", dimension, &from.to_string(), &to.to_string()])
        }
        Change::Trait { code, from, to } => words(&["trait", code, from, to]),
        Change::Supplier { from, to } => words(&["supplier", from, to]),
    }
}

/// One word of a line: spaces, control characters and `%` written as `%` and hexadecimal digits; an empty
/// word as `%`.
fn word(text: &str) -> String {
    if text.is_empty() {
        return String::from("%");
    }
    let mut word = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() || c == '%' {
            let _ = write!(word, "%{:x};", u32::from(c));
        } else {
            word.push(c);
        }
    }
    word
}
