//! Everything that is said of a list that was monitored.

use super::proposal::{Adviser, Proposal, Saving};
use crate::basics::Month;
use crate::fitting::sizing::{self, By, Judged, LowRule, NotSized, System, Tally, Verdict};
use std::collections::BTreeMap;

/// What is said of each system of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// By which rule.
    pub rule: LowRule,
    /// The last month that was judged; `None` where no row names a month.
    pub to: Option<Month>,
    /// The systems, by name and zone.
    pub systems: Vec<Advised>,
}

/// What is said of one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advised {
    /// The system.
    pub system: System,
    /// What the rule says of it, and why.
    pub judged: Judged,
    /// What is proposed, or why nothing is. `None` where it is not low, or no catalog was asked.
    pub proposal: Option<Result<Proposal, NotSized>>,
}

/// Judges each system up to the month `to`, and makes proposals for those that are plainly low.
pub fn advise(
    systems: Vec<System>,
    rule: &LowRule,
    to: Option<Month>,
    mut adviser: Option<&mut Adviser>,
) -> Advice {
    let advised = |system: System| {
        let judged = rule.judge(&system, to);
        let proposal = match (&judged.verdict, &mut adviser, to) {
            (Verdict::Low, Some(adviser), Some(to)) => Some(adviser.propose(&system, &judged, rule, to)),
            _ => None,
        };
        Advised { system, judged, proposal }
    };
    Advice { rule: *rule, to, systems: systems.into_iter().map(advised).collect() }
}

impl Advice {
    /// How many are low, not low, within grace, not known.
    pub fn tally(&self) -> Tally {
        Tally::of(self.systems.iter().map(|advised| &advised.judged.verdict))
    }

    /// The months in the run of the rule that any system was monitored in, where they are fewer than the rule asks
    /// for: then nobody can be low by it, whatever was used.
    pub fn too_few_months(&self) -> Option<Vec<Month>> {
        let window: Vec<Month> = self.to.map(|to| self.rule.window(to).collect()).unwrap_or_default();
        let there = |month: &Month| self.systems.iter().any(|one| one.system.months().any(|of| of == *month));
        let asked = window.len();
        let known: Vec<Month> = window.into_iter().filter(there).collect();
        (known.len() < asked || asked == 0).then_some(known)
    }

    /// The proposals that were made.
    pub fn proposals(&self) -> impl Iterator<Item = &Proposal> {
        self.systems.iter().filter_map(|advised| advised.proposal.as_ref()?.as_ref().ok())
    }

    /// What the proposals save whose saving is known, all together, and how many there are whose saving is not.
    pub fn saving(&self) -> (Option<Saving>, usize) {
        let known = |proposal: &&Proposal| proposal.saving.total().is_some();
        let unknown = self.proposals().filter(|proposal| !known(proposal)).count();
        let sums = self.proposals().filter(known).map(|proposal| proposal.saving.clone());
        (sums.reduce(|sum, saving| sum.with(&saving)), unknown)
    }
}

/// What one rule would flag: all systems, and by the kind that the file gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The rule.
    pub rule: LowRule,
    /// All systems.
    pub all: Tally,
    /// By kind in the file's own words.
    pub kinds: BTreeMap<String, Tally>,
}

/// What other rules would flag of the same systems: each way of looking at CPU and memory, first by one month alone
/// and without grace, as the published report did, then by the months and the grace of `rule`.
pub fn compare(systems: &[System], rule: &LowRule, to: Option<Month>) -> Vec<Compared> {
    let report = LowRule { months: 1, grace_months: 0, ..*rule };
    let runs =
        if report.run() == rule.run() && rule.grace_months == 0 { vec![*rule] } else { vec![report, *rule] };
    let rules = runs.into_iter().flat_map(|run| By::ALL.map(|by| LowRule { by, ..run }));
    let compared = |rule: LowRule| {
        let (all, kinds) = sizing::tally(&rule, systems, to);
        Compared { rule, all, kinds }
    };
    rules.map(compared).collect()
}
