//! What is needed, and the record of what the catalog answered.

use crate::basics::{Money, Words};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One line of the resource table, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Row in the draft, from 0.
    pub row: usize,
    /// The row's id in the draft.
    pub id: String,
    /// Name for people; may be empty.
    pub name: String,
    /// Function asked for (a code of the catalog).
    pub function: String,
    /// Dimension code → amount of one instance, in the dimension's smallest unit; above zero.
    pub amounts: BTreeMap<String, i64>,
    /// Trait code → value that must hold.
    pub traits: BTreeMap<String, String>,
    /// Trait code → value that is preferred.
    pub prefers: BTreeMap<String, String>,
    /// Number of instances, at least 1.
    pub count: i64,
    /// Months of use, at least 1.
    pub months: u32,
    /// True where several smaller instances together will do.
    pub divisible: bool,
    /// Why it is needed, as typed.
    pub reason: String,
    /// The key of the configuration that the department chose, where it chose one.
    pub pick: Option<String>,
    /// True where the department consents to a concession.
    pub consent: bool,
    /// True where the department asks to buy apart (article 21).
    pub special: bool,
}

/// What the catalog answered to a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 目录内: the function itself, every preference, no excess.
    InCatalog,
    /// 适配: a feasible configuration exists.
    Fitted,
    /// 组合适配: only several instances together cover it.
    Composed,
    /// 让步适配: something falls short within the tolerance of the jurisdiction.
    Conceded,
    /// 无法适配: none of these; a certificate says why.
    Unfit,
}

impl Outcome {
    /// Its name for people, the legal term kept in both languages.
    pub fn name(self) -> Words {
        let (zh, en) = match self {
            Self::InCatalog => ("目录内", "in the catalog (目录内)"),
            Self::Fitted => ("适配", "fitted (适配)"),
            Self::Composed => ("组合适配", "composed (组合适配)"),
            Self::Conceded => ("让步适配", "conceded (让步适配)"),
            Self::Unfit => ("无法适配", "nothing fits (无法适配)"),
        };
        Words::new(zh, en)
    }

    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::InCatalog => "in_catalog",
            Self::Fitted => "fitted",
            Self::Composed => "composed",
            Self::Conceded => "conceded",
            Self::Unfit => "unfit",
        }
    }
}

/// A part of a configuration: an item and how many units of sale of it one instance takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Code of the item.
    pub item: String,
    /// Units of sale in one instance: 1 for a package, steps for a component.
    pub units: i64,
    /// Steps a dimension, in the order of the item's ranges; empty unless the item is a custom size.
    pub steps: Vec<i64>,
}

/// The record of one need: made by `fitting`, judged by `measure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Row in the draft, from 0.
    pub row: usize,
    /// What the catalog answered.
    pub outcome: Outcome,
    /// Key of the configuration that is recorded: the department's pick where it is feasible, else the
    /// first of the order. Empty where unfit.
    pub configuration: String,
    /// Its parts. Empty where unfit.
    pub parts: Vec<Part>,
    /// Instances of it (the need's count, or the whole numbers of a combination).
    pub instances: i64,
    /// True where the recorded configuration is what the department picked.
    pub picked: bool,
    /// True where the department picked something that is no longer feasible or no longer sold.
    pub stale: bool,
    /// Dimensions (code → got minus needed, smallest units) in which it differs from the need.
    pub differences: BTreeMap<String, i64>,
    /// SM3 of the certificate of unfitness, where unfit.
    pub certificate: Option<String>,
}

/// What the tools made of the resource table of one application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// The rows that could be read, by rising row.
    pub needs: Vec<Arc<Need>>,
    /// Rows that hold something but could not be read, from 0.
    pub unread: Vec<usize>,
    /// What the catalog answered, a record for each need, by rising row.
    pub records: Vec<Arc<Record>>,
}

/// An application of the case that the form at hand is about, read and fitted against the catalog of today:
/// for a change what runs, for a later step the application in force.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Its number in the journal.
    pub number: u32,
    /// Its rows.
    pub resources: Resources,
    /// What it costs a year by the catalog of today; `None` where that is not known in full.
    pub yearly: Option<Money>,
}
