//! What came of a fleet: the suppliers side by side, and who takes which.

use super::Fleet;
use super::model::{Choice, Model};
use super::solve::{Search, Solution};
use crate::basics::Money;
use crate::dossier::Outcome;
use crate::fitting::{Certificate, Proof, Ratio};
use std::sync::Arc;

/// How much is known of a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of what may be chosen costs less, or by no more than a share of it.
    Proven(Proof),
    /// Quotas left no room for all rows that fit; nothing is claimed of the cost.
    Short,
}

/// Rows by outcome. Rows of one system that its supplier cannot serve are unfit with it, whatever others could.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 目录内.
    pub in_catalog: i64,
    /// 适配.
    pub fitted: i64,
    /// 组合适配.
    pub composed: i64,
    /// 让步适配.
    pub conceded: i64,
    /// 无法适配.
    pub unfit: i64,
    /// Rows that fit, but for which a quota left nothing.
    pub short: i64,
    /// Rows that fit and have no known price; they are in no cost.
    pub unpriced: i64,
}

impl Counts {
    fn add(&mut self, outcome: Outcome, rows: i64) {
        let of = match outcome {
            Outcome::InCatalog => &mut self.in_catalog,
            Outcome::Fitted => &mut self.fitted,
            Outcome::Composed => &mut self.composed,
            Outcome::Conceded => &mut self.conceded,
            Outcome::Unfit => &mut self.unfit,
        };
        *of += rows;
    }

    /// Rows of this outcome.
    pub fn of(&self, outcome: Outcome) -> i64 {
        match outcome {
            Outcome::InCatalog => self.in_catalog,
            Outcome::Fitted => self.fitted,
            Outcome::Composed => self.composed,
            Outcome::Conceded => self.conceded,
            Outcome::Unfit => self.unfit,
        }
    }

    /// Rows that are served.
    pub fn served(&self) -> i64 {
        self.in_catalog + self.fitted + self.composed + self.conceded
    }
}

/// What one system takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// Place in [`Report::suppliers`].
    pub supplier: usize,
    /// By line of the system: place of the choice and rows that take it; none where nothing fits.
    pub lines: Vec<Vec<(usize, i64)>>,
    /// Its rows by outcome.
    pub counts: Counts,
    /// What its rows cost; its part of what the fleet pays together is by units taken.
    pub cost: Money,
    /// The same by line of the system.
    pub costs: Vec<Money>,
}

/// Who takes what, and what that costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// By system of the fleet.
    pub systems: Vec<Assigned>,
    /// All rows by outcome.
    pub counts: Counts,
    /// What all known prices come to over the needs' months.
    pub cost: Money,
    /// True where an illustrative price (示例) is in it.
    pub illustrative: bool,
    /// How much is known of it.
    pub standing: Standing,
}

/// What came of a fleet.
#[derive(Debug)]
pub struct Report {
    /// The suppliers; one `None` where the catalog is common to all.
    pub suppliers: Vec<Option<String>>,
    /// All systems with one and the same supplier: what it would be, by supplier.
    pub alone: Vec<Plan>,
    /// Each system with the supplier that serves most of it, and of these the choice that costs least.
    pub best: Plan,
    pub(super) model: Model,
}

impl Report {
    /// What was worked out elsewhere: what is offered by need and supplier, and who takes what. Why nothing fits is not
    /// in it.
    pub fn told(
        suppliers: Vec<Option<String>>,
        alone: Vec<Plan>,
        best: Plan,
        offers: Vec<Vec<Vec<Choice>>>,
    ) -> Self {
        Self { suppliers, alone, best, model: Model { choices: offers, ..Model::default() } }
    }

    /// What the suppliers offer, by need and supplier.
    pub fn offers(&self) -> &Vec<Vec<Vec<Choice>>> {
        &self.model.choices
    }

    /// What a supplier offers to a need, best first; empty where nothing fits.
    pub fn choices(&self, need: usize, supplier: usize) -> &[Choice] {
        self.model.of(need, supplier)
    }

    /// Why a supplier has nothing for a need; none too where the report was worked out elsewhere
    /// ([`Report::told`]): the engine says it again when it is asked.
    pub fn why(&self, need: usize, supplier: usize) -> Option<&Arc<Certificate>> {
        self.model.why.get(need)?.get(supplier)?.as_ref()
    }

    /// What most rows of a line of a system get in the best choice.
    pub fn outcome(&self, fleet: &Fleet, system: usize, line: usize) -> Outcome {
        let of = || {
            let assigned = self.best.systems.get(system)?;
            let need = fleet.systems.get(system)?.lines.get(line)?.need;
            let (choice, _) = assigned.lines.get(line)?.iter().max_by_key(|(_, rows)| *rows)?;
            Some(self.choices(need, assigned.supplier).get(*choice)?.outcome)
        };
        of().unwrap_or(Outcome::Unfit)
    }
}

/// A plan from what a search found.
pub(super) fn plan(model: &Model, search: &Search) -> Plan {
    let nothing = Solution::default();
    let best = search.best.as_ref().unwrap_or(&nothing);
    let mut plan = Plan {
        systems: Vec::with_capacity(model.lines.len()),
        counts: Counts::default(),
        cost: Money::micros(best.cost),
        illustrative: false,
        standing: standing(search, best),
    };
    let shared: Vec<i128> =
        model.shared.iter().zip(&best.units).map(|(shared, units)| shared.cost(*units)).collect();
    for (lines, (taken, supplier)) in model.lines.iter().zip(best.lines.iter().zip(&best.suppliers)) {
        let mut one = Assigned { supplier: *supplier, lines: taken.clone(), ..Assigned::default() };
        for ((need, times), taken) in lines.iter().zip(taken) {
            let mut cost = 0;
            let choices = model.of(*need, *supplier);
            let mut served = 0;
            for (at, rows) in taken {
                let Some(choice) = choices.get(*at) else { continue };
                served += rows;
                one.counts.add(choice.outcome, *rows);
                if choice.alone.is_none() {
                    one.counts.unpriced += rows;
                }
                plan.illustrative |= choice.illustrative;
                cost += choice.fixed * i128::from(*rows);
                for (place, units) in &choice.takes {
                    let all = best.units.get(*place).map_or(1, |all| i128::from((*all).max(1)));
                    cost += shared.get(*place).unwrap_or(&0) * i128::from(units * rows) / all;
                }
            }
            one.costs.push(Money::micros(cost));
            if choices.is_empty() {
                one.counts.unfit += times;
            } else {
                one.counts.short += times - served;
            }
        }
        one.cost = Money::micros(one.costs.iter().map(|cost| cost.as_micros()).sum());
        let (all, own) = (&mut plan.counts, one.counts);
        for outcome in
            [Outcome::InCatalog, Outcome::Fitted, Outcome::Composed, Outcome::Conceded, Outcome::Unfit]
        {
            all.add(outcome, own.of(outcome));
        }
        all.short += own.short;
        all.unpriced += own.unpriced;
        plan.systems.push(one);
    }
    plan
}

fn standing(search: &Search, best: &Solution) -> Standing {
    match search.bound {
        None => Standing::Short,
        Some(bound) if best.cost <= bound => Standing::Proven(Proof::Optimal),
        Some(bound) => Standing::Proven(Proof::Within(Ratio::new(best.cost - bound, best.cost.max(1)))),
    }
}
