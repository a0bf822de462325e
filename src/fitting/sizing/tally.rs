//! How many systems a rule would flag.

use super::rule::LowRule;
use super::usage::System;
use super::verdict::Verdict;
use crate::basics::Month;
use std::collections::BTreeMap;

/// Numbers of systems by what a rule says of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Plainly low.
    pub low: usize,
    /// Not low.
    pub not_low: usize,
    /// Within grace.
    pub within_grace: usize,
    /// Not known.
    pub unknown: usize,
}

impl Tally {
    /// Counts verdicts.
    pub fn of<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Self {
        let mut tally = Self::default();
        for verdict in verdicts {
            match verdict {
                Verdict::Low => tally.low += 1,
                Verdict::NotLow { .. } => tally.not_low += 1,
                Verdict::WithinGrace { .. } => tally.within_grace += 1,
                Verdict::Unknown { .. } => tally.unknown += 1,
            }
        }
        tally
    }

    /// All that were counted.
    pub fn all(&self) -> usize {
        self.low + self.not_low + self.within_grace + self.unknown
    }
}

/// What a rule would flag among systems: all together, and by the kind that the file gives them.
pub fn tally(rule: &LowRule, systems: &[System], to: Option<Month>) -> (Tally, BTreeMap<String, Tally>) {
    let verdicts: Vec<(&str, Verdict)> =
        systems.iter().map(|system| (system.kind.as_str(), rule.judge(system, to).verdict)).collect();
    let mut kinds: BTreeMap<String, Vec<&Verdict>> = BTreeMap::new();
    for (kind, verdict) in &verdicts {
        kinds.entry((*kind).to_owned()).or_default().push(verdict);
    }
    let all = Tally::of(verdicts.iter().map(|(_, verdict)| verdict));
    (all, kinds.into_iter().map(|(kind, verdicts)| (kind, Tally::of(verdicts))).collect())
}
