//! A whole list at once: systems of many needs, each system with one supplier (articles 15 and 16), quotas and volume
//! tiers over all of them.
//!
//! A [`Fleet`] keeps each distinct need once. A [`Run`] fits every distinct need once a supplier, then chooses. What may
//! be chosen, what a bound is and what is proven stands in [`guide`].

pub mod implied;
mod improve;
mod model;
mod pairs;
mod repair;
pub mod report;
mod run;
mod solve;
#[cfg(test)]
mod tests;

#[doc = include_str!("../../docs/fleets.md")]
pub mod guide {}

pub use crate::measure::jurisdiction::services::{Each, LevelService, LevelServices};
pub use model::Choice;
pub use report::{Assigned, Counts, Plan, Report, Standing};
pub use run::{Phase, Progress, Run};

use crate::dossier::Need;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A list of systems and what they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    /// The distinct needs, in the order in which they were first met.
    pub needs: Vec<Arc<Need>>,
    /// The systems, in the order in which they were first met.
    pub systems: Vec<System>,
    // Where something stands; only while rows come in.
    shapes: BTreeMap<Shape, usize>,
    names: BTreeMap<String, usize>,
    /// By system and need.
    lines: BTreeMap<(usize, usize), usize>,
}

/// One system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// Its name; empty where the list names none.
    pub name: String,
    /// Its level of protection (等保), 1 to 5, where the list says so.
    pub level: Option<u8>,
    /// What it needs, each distinct need once.
    pub lines: Vec<Line>,
}

/// Rows of one system that need the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Place in [`Fleet::needs`].
    pub need: usize,
    /// The rows of the list.
    pub rows: Vec<u32>,
    /// True where no row asks for it, but the level of the system implies it.
    pub implied: bool,
}

impl Line {
    /// How many times it is needed: rows, or once where it is implied.
    pub fn times(&self) -> i64 {
        if self.implied { 1 } else { i64::try_from(self.rows.len()).unwrap_or(i64::MAX) }
    }
}

/// What a fit depends on: a need without its place, name and reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    function: String,
    amounts: BTreeMap<String, i64>,
    traits: BTreeMap<String, String>,
    prefers: BTreeMap<String, String>,
    count: i64,
    months: u32,
    divisible: bool,
    pick: Option<String>,
}

impl Shape {
    fn of(need: &Need) -> Self {
        Self {
            function: need.function.clone(),
            amounts: need.amounts.clone(),
            traits: need.traits.clone(),
            prefers: need.prefers.clone(),
            count: need.count,
            months: need.months,
            divisible: need.divisible,
            pick: need.pick.clone(),
        }
    }
}

impl Fleet {
    /// Of needs and systems that were read elsewhere; nothing is added to it.
    pub fn told(needs: Vec<Arc<Need>>, systems: Vec<System>) -> Self {
        Self { needs, systems, ..Self::default() }
    }

    /// The place of a need in [`Fleet::needs`], where it is put unless the same is there.
    pub fn need(&mut self, need: &Arc<Need>) -> usize {
        let next = self.needs.len();
        let at = *self.shapes.entry(Shape::of(need)).or_insert(next);
        if at == next {
            self.needs.push(need.clone());
        }
        at
    }

    /// The place of a system in [`Fleet::systems`], where it is put unless one of this name is there.
    pub fn system(&mut self, name: &str) -> usize {
        if let Some(&at) = self.names.get(name) {
            return at;
        }
        self.names.insert(name.to_owned(), self.systems.len());
        self.systems.push(System { name: name.to_owned(), ..System::default() });
        self.systems.len() - 1
    }

    /// Adds a row: this system needs this once more. Places that do not exist are left alone.
    pub fn add(&mut self, system: usize, need: usize, row: u32) {
        let Some(own) = self.systems.get_mut(system) else { return };
        let next = own.lines.len();
        let at = *self.lines.entry((system, need)).or_insert(next);
        match own.lines.get_mut(at) {
            Some(line) => line.rows.push(row),
            None => own.lines.push(Line { need, rows: vec![row], implied: false }),
        }
    }

    /// Rows of the list.
    pub fn rows(&self) -> usize {
        self.systems.iter().flat_map(|system| &system.lines).map(|line| line.rows.len()).sum()
    }

    /// Instances of all rows together.
    pub fn instances(&self) -> i64 {
        let lines = self.systems.iter().flat_map(|system| &system.lines).filter(|line| !line.implied);
        let of = |line: &Line| line.times().saturating_mul(self.needs.get(line.need).map_or(0, |n| n.count));
        lines.map(of).fold(0, i64::saturating_add)
    }
}
