//! A fleet step by step, so that a page stays alive and a person can stop it.

use super::Fleet;
use super::model::Model;
use super::report::{Plan, Report, plan};
use super::solve::Search;
use crate::fitting::{Engine, FitTerms};
use std::sync::Arc;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Distinct needs are fitted, once a supplier.
    Fitting,
    /// Each supplier alone, then each system with its own.
    Choosing,
    /// All is done.
    Done,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How much of that phase is over, in thousandths.
    pub thousandths: u32,
}

/// A fleet at work. Dropping it stops it.
#[derive(Debug)]
pub struct Run {
    fleet: Arc<Fleet>,
    engine: Engine,
    terms: FitTerms,
    suppliers: Vec<Option<String>>,
    model: Model,
    fitted: usize,
    plans: Vec<Plan>,
    search: Option<Search>,
}

impl Run {
    /// Makes ready; nothing is fitted yet. Where the terms settle a supplier, only that one is looked at.
    pub fn new(fleet: Arc<Fleet>, engine: Engine, terms: FitTerms) -> Self {
        let named = engine.edition().suppliers.iter().map(|supplier| Some(supplier.code.clone()));
        let mut suppliers: Vec<Option<String>> = match &terms.supplier {
            Some(supplier) => vec![Some(supplier.clone())],
            None => named.collect(),
        };
        if suppliers.is_empty() {
            suppliers.push(None);
        }
        let model = Model::new(&fleet);
        Self { fleet, engine, terms, suppliers, model, fitted: 0, plans: Vec::new(), search: None }
    }

    /// The fleet that it is about.
    pub fn fleet(&self) -> &Arc<Fleet> {
        &self.fleet
    }

    /// Does one piece of work: a fit, or a part of a round of choosing.
    pub fn step(&mut self) -> Progress {
        let all = self.fits();
        if self.fitted < all {
            self.fit();
            self.fitted += 1;
            if self.fitted == all {
                self.model.close();
            }
        } else if self.plans.len() < self.rounds() {
            let search = self.search.take();
            let mut search = search.unwrap_or_else(|| Search::new(&self.model, self.among()));
            if search.step(&self.model) {
                self.search = Some(search);
            } else {
                self.plans.push(plan(&self.model, &search));
            }
        }
        self.progress()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let (all, rounds) = (self.fits(), self.rounds());
        if self.fitted < all {
            return progress(Phase::Fitting, self.fitted, all);
        }
        if self.plans.len() == rounds {
            return Progress { phase: Phase::Done, thousandths: 1000 };
        }
        let share = self.search.as_ref().map_or(0, Search::share);
        let done = self.plans.len() * 1000 + usize::try_from(share).unwrap_or(0);
        progress(Phase::Choosing, done, rounds * 1000)
    }

    /// Fits that are to be done: each distinct need once a supplier.
    fn fits(&self) -> usize {
        self.fleet.needs.len() * self.suppliers.len()
    }

    /// Plans that are to be made: each supplier alone, then each system with its own.
    fn rounds(&self) -> usize {
        self.suppliers.len() + 1
    }

    /// Works until all is done.
    pub fn finish(mut self) -> Report {
        while self.step().phase != Phase::Done {}
        self.report()
    }

    /// What came of it, as far as it is done: to be asked for once [`Run::step`] says so.
    pub fn report(mut self) -> Report {
        let best =
            self.plans.pop().unwrap_or_else(|| plan(&self.model, &Search::new(&self.model, Vec::new())));
        Report { suppliers: self.suppliers, alone: self.plans, best, model: self.model }
    }

    fn fit(&mut self) {
        let (need, supplier) = (self.fitted / self.suppliers.len(), self.fitted % self.suppliers.len());
        let (Some(need), Some(name)) = (self.fleet.needs.get(need), self.suppliers.get(supplier)) else {
            return;
        };
        let terms = FitTerms { supplier: name.clone(), ..self.terms.clone() };
        let answer = self.engine.fit(need, &terms);
        self.model.take(self.engine.edition(), need, &terms, supplier, &answer);
    }

    /// Among which suppliers each system chooses now: one, or in the end those that serve most of it.
    fn among(&self) -> Vec<Vec<usize>> {
        let systems = 0..self.fleet.systems.len();
        if self.plans.len() < self.suppliers.len() {
            return systems.map(|_| vec![self.plans.len()]).collect();
        }
        let of = |system: usize| {
            let lacks: Vec<_> = (0..self.suppliers.len()).map(|at| self.model.lacks(system, at)).collect();
            let least = lacks.iter().min().copied();
            (0..self.suppliers.len()).filter(|at| lacks.get(*at).copied() == least).collect()
        };
        systems.map(of).collect()
    }
}

fn progress(phase: Phase, done: usize, all: usize) -> Progress {
    Progress { phase, thousandths: u32::try_from(done * 1000 / all.max(1)).unwrap_or(1000) }
}
