//! What the catalog answered to a need, with everything that a person wants to see of it.

use super::certificate::Certificate;
use super::combination::Combination;
use super::exact::Ratio;
use super::price::Cost;
use super::terms::Order;
use crate::dossier::{Outcome, Part};
use std::sync::Arc;

/// The answer to one need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What kind of answer it is.
    pub outcome: Outcome,
    /// By what `ranked` is ordered.
    pub order: Order,
    /// The best configuration and the alternatives to it, best first. All feasible where the outcome is
    /// 目录内 or 适配; where it is 让步适配, those within the tolerance. Empty otherwise.
    pub ranked: Vec<Ranked>,
    /// The configuration that the need picked, where it is feasible (or within the tolerance); it may stand
    /// in `ranked` too.
    pub picked: Option<Ranked>,
    /// True where the need picked something that is not feasible, not sold any more or no key.
    pub stale: bool,
    /// Several instances that cover the need together, where the outcome is 组合适配.
    pub combination: Option<Combination>,
    /// What comes nearest although it is not feasible, with its signed gaps. Only where nothing is feasible.
    pub near_misses: Vec<Ranked>,
    /// Why nothing fits. Only where the outcome is 无法适配.
    pub certificate: Option<Arc<Certificate>>,
}

impl Answer {
    /// The configuration that is recorded: what the department picked where it can be had, else the best.
    pub fn chosen(&self) -> Option<&Ranked> {
        self.picked.as_ref().or_else(|| self.ranked.first())
    }

    /// True where the answer falls short of the need and the department must consent to it.
    pub fn needs_consent(&self) -> bool {
        self.outcome == Outcome::Conceded
    }
}

/// One configuration, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its stable name, used as the need's `pick`.
    pub key: String,
    /// Its parts: the base first, components by code.
    pub parts: Vec<Part>,
    /// The function that it has.
    pub function: String,
    /// How far that is from the function asked for; `None` where no path leads there.
    pub distance: Option<u32>,
    /// A line for each dimension that the need names, in the order of the edition.
    pub lines: Vec<Line>,
    /// What the parts give beside: dimension code and amount of one instance.
    pub besides: Vec<(String, i64)>,
    /// A line for each trait that the need requires or prefers, and one for the supplier where it is settled.
    pub traits: Vec<TraitLine>,
    /// Preferences that are not met.
    pub unmet: u32,
    /// Σ (got − need) / need over the dimensions in which it has more than is needed; `None` where the
    /// amounts have no common denominator below 2^50 (it is compared exactly all the same).
    pub excess: Option<Ratio>,
    /// The supplier that sells it; `None` where every supplier does.
    pub supplier: Option<String>,
    /// What all instances cost over the need's months.
    pub cost: Cost,
    /// Why it cannot be had for this need, beside amounts and traits that fall short. Empty where it can.
    pub faults: Vec<Fault>,
}

impl Ranked {
    /// True where every amount is reached, every hard trait held and nothing else stands against it.
    pub fn feasible(&self) -> bool {
        let reached = self.lines.iter().all(|line| line.difference >= 0);
        let held = self.traits.iter().all(|t| !t.hard || t.verdict != TraitVerdict::Unmet);
        self.faults.is_empty() && reached && held
    }

    /// The outcome that it alone would be: 目录内 for the function itself with every preference and no excess.
    pub fn outcome(&self) -> Outcome {
        let exact = self.lines.iter().all(|line| line.difference == 0);
        match self.feasible() {
            true if self.distance == Some(0) && self.unmet == 0 && exact => Outcome::InCatalog,
            true => Outcome::Fitted,
            false => Outcome::Conceded,
        }
    }
}

/// One dimension: what is needed and what is got, of one instance, in the dimension's smallest unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The dimension's code.
    pub dimension: String,
    /// The amount needed.
    pub needed: i64,
    /// The amount got.
    pub got: i64,
    /// Got minus needed; below nought where it falls short.
    pub difference: i64,
    /// The difference as a share of the need.
    pub share: Ratio,
    /// Which part gives how much: place in [`Ranked::parts`] and amount.
    pub from: Vec<(usize, i64)>,
}

/// One trait: what is asked for and what is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitLine {
    /// The trait's code; `supplier` with `of_supplier` for the supplier.
    pub code: String,
    /// True for the line of the settled supplier.
    pub of_supplier: bool,
    /// The value asked for.
    pub asked: String,
    /// True where it must hold, false where it is preferred.
    pub hard: bool,
    /// The values that all parts offer; empty where it is not restricted, or where they share none.
    pub offered: Vec<String>,
    /// Whether it is held.
    pub verdict: TraitVerdict,
}

/// Whether a configuration holds a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraitVerdict {
    /// All parts name the value.
    Met,
    /// No part restricts the trait: it can be had with the value.
    Unrestricted,
    /// A part offers other values only.
    Unmet,
}

/// What stands against a configuration beside amounts and traits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The edition has no such item, or it is written so that nothing can be sold by it.
    Unknown(String),
    /// Not sold on the day.
    NotSold(String),
    /// More than the quota for one application.
    Quota(String),
    /// Fewer or more units or steps than are sold to one instance.
    Range(String),
    /// It does not serve the function of the configuration, or the function is too far from the need's.
    Function(String),
    /// A second base, or a second component for one dimension.
    Twice(String),
    /// The parts have no value of this trait in common (`supplier` for the supplier).
    Apart(String),
}
