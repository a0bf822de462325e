//! Who takes which supplier: Lagrange multipliers on what is shared, in whole numbers.
//!
//! For any values of the shared units the systems choose each by itself, and what they then cost, less what the shared
//! is worth, is never above the cost of any solution: that is the bound. The values climb by its slope.

use super::improve::Improve;
use super::model::{Model, Shared};
use super::pairs::Pairs;
use super::repair::{Repair, leave_out};

/// Rounds of climbing; work is counted, not time, so that the answer is the same on every machine.
const ROUNDS: u32 = 160;
/// Rounds without a better bound after which steps are halved.
const PATIENCE: u32 = 8;
/// How often a solution is repaired.
const REPAIRS: u32 = 24;
/// Finer than whole units, for directions.
const FINE: i128 = 1 << 20;

/// Who takes what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Solution {
    /// By system.
    pub(super) suppliers: Vec<usize>,
    /// By system and line: choice and how many rows take it. Rows that are in none are left out.
    pub(super) lines: Vec<Vec<Vec<(usize, i64)>>>,
    /// Units taken of what is shared.
    pub(super) units: Vec<i64>,
    /// What it costs.
    pub(super) cost: i128,
}

/// The choice of suppliers, round by round.
#[derive(Debug)]
pub(super) struct Search {
    /// Suppliers among which each system chooses.
    among: Vec<Vec<usize>>,
    values: Vec<i128>,
    best_values: Vec<i128>,
    /// No solution costs less.
    pub(super) bound: Option<i128>,
    /// The best found.
    pub(super) best: Option<Solution>,
    round: u32,
    stale: u32,
    repairs: u32,
    /// Steps are divided by two to this.
    halved: u32,
    /// Where the values climb to after this round.
    slope: Vec<i64>,
    /// True once no round follows.
    last: bool,
    task: Task,
}

/// What is done next. A round, and what comes after it piece by piece: over thousands of systems each would stop a page.
#[derive(Debug)]
enum Task {
    /// Each system chooses at the values.
    Round,
    /// What was found overruns quotas.
    Repair(Box<Repair>, Solution),
    /// What was found is the best so far.
    Improve(Improve, Solution),
    /// What is left is looked at two systems at a time.
    Pairs(Box<Pairs>, Solution),
    /// Quotas leave no room for all: rows are left out of what is shared, one after another.
    LeaveOut(usize, Solution),
    Done,
}

/// The cheapest choice of each need and supplier at some values: place and cost. `None` where nothing fits.
pub(super) type Cheapest = Vec<Vec<Option<(usize, i128)>>>;

impl Search {
    /// Each system chooses among these suppliers.
    pub(super) fn new(model: &Model, among: Vec<Vec<usize>>) -> Self {
        let full = |shared: &Shared| match shared.most {
            most if most > 0 && !shared.over(most) => shared.cost(most) / i128::from(most),
            _ => 0,
        };
        let values: Vec<i128> = model.shared.iter().map(full).collect();
        Self {
            among,
            best_values: values.clone(),
            values,
            bound: None,
            best: None,
            round: 0,
            stale: 0,
            repairs: 0,
            halved: 0,
            slope: Vec::new(),
            last: false,
            task: Task::Round,
        }
    }

    /// One piece; `false` once all is over.
    pub(super) fn step(&mut self, model: &Model) -> bool {
        self.task = match std::mem::replace(&mut self.task, Task::Done) {
            Task::Round => self.round(model),
            Task::Repair(mut repair, mut found) => match repair.step(model, &self.among, &mut found) {
                None => Task::Repair(repair, found),
                Some(true) => self.found(model, found),
                Some(false) if self.last => {
                    self.bound = None;
                    Task::LeaveOut(0, found)
                }
                Some(false) => self.end(model),
            },
            Task::Improve(mut improve, mut found) => {
                if improve.step(model, &self.among, &mut found) {
                    Task::Improve(improve, found)
                } else {
                    self.improved(model, found)
                }
            }
            Task::Pairs(mut pairs, mut found) => {
                if pairs.step(model, &self.among, &mut found) {
                    Task::Pairs(pairs, found)
                } else {
                    self.best = Some(found);
                    Task::Done
                }
            }
            Task::LeaveOut(at, mut found) if at < model.shared.len() => {
                leave_out(model, &mut found, at);
                Task::LeaveOut(at + 1, found)
            }
            Task::LeaveOut(_, mut found) => {
                found.cost = cost(model, &found);
                self.best = Some(found);
                Task::Done
            }
            Task::Done => Task::Done,
        };
        !matches!(self.task, Task::Done)
    }

    fn round(&mut self, model: &Model) -> Task {
        let cheapest = cheapest(model, &self.values);
        let suppliers = self.choose(model, &cheapest);
        let mut bound = suppliers.1;
        let mut least = Vec::with_capacity(self.values.len());
        for (shared, value) in model.shared.iter().zip(&self.values) {
            let (less, at) = shared.least(*value);
            bound += less;
            least.push(at);
        }
        let found = solution(model, suppliers.0, &cheapest);
        let better = self.bound.is_none_or(|known| bound > known);
        if better {
            self.bound = Some(bound);
            self.best_values.clone_from(&self.values);
            self.stale = 0;
        } else {
            self.stale += 1;
        }
        self.slope = found.units.iter().zip(&least).map(|(taken, at)| taken - at).collect();
        if !over(model, &found.units) {
            return self.found(model, found);
        }
        if !better && self.best.is_some() || self.repairs >= REPAIRS {
            return self.end(model);
        }
        self.repairs += 1;
        Task::Repair(Box::new(Repair::new(model, &self.values)), found)
    }

    /// A solution that keeps the quotas: improved where it is the best so far.
    fn found(&mut self, model: &Model, mut found: Solution) -> Task {
        found.cost = cost(model, &found);
        if self.last || self.best.as_ref().is_none_or(|best| found.cost < best.cost) {
            return Task::Improve(Improve::new(model, &found), found);
        }
        self.end(model)
    }

    /// After one system at a time: in the end, where something may be left, two at a time.
    fn improved(&mut self, model: &Model, found: Solution) -> Task {
        let open = self.last && self.bound.is_none_or(|bound| bound < found.cost);
        let pairs = open.then(|| Pairs::new(model, &self.among, &self.best_values)).flatten();
        if let Some(pairs) = pairs {
            return Task::Pairs(Box::new(pairs), found);
        }
        self.best = Some(found);
        self.end(model)
    }

    /// After a round: whether another follows.
    fn end(&mut self, model: &Model) -> Task {
        if self.last {
            return Task::Done;
        }
        self.round += 1;
        let proven = self.best.as_ref().is_some_and(|best| Some(best.cost) <= self.bound);
        if !proven && !model.shared.is_empty() && self.round < ROUNDS && self.climb(model) {
            return Task::Round;
        }
        self.last = true;
        if let Some(best) = self.best.clone() {
            return Task::Improve(Improve::new(model, &best), best);
        }
        let cheapest = cheapest(model, &self.best_values);
        let found = solution(model, self.choose(model, &cheapest).0, &cheapest);
        Task::Repair(Box::new(Repair::new(model, &self.best_values)), found)
    }

    /// Share of the rounds that are over, in thousandths.
    pub(super) fn share(&self) -> u32 {
        if self.last { 1000 } else { self.round * 1000 / ROUNDS }
    }

    /// Each system's cheapest supplier, and what all cost together.
    fn choose(&self, model: &Model, cheapest: &Cheapest) -> (Vec<usize>, i128) {
        let mut sum = 0;
        let mut suppliers = Vec::with_capacity(model.lines.len());
        for (lines, among) in model.lines.iter().zip(&self.among) {
            let cost = |supplier: usize| -> i128 {
                let one = |(need, times): &(usize, i64)| {
                    at(cheapest, *need, supplier).map_or(0, |(_, cost)| cost * i128::from(*times))
                };
                lines.iter().map(one).sum()
            };
            let (cost, supplier) =
                among.iter().map(|supplier| (cost(*supplier), *supplier)).min().unwrap_or((0, 0));
            sum += cost;
            suppliers.push(supplier);
        }
        (suppliers, sum)
    }

    /// Moves the values along the slope; `false` where there is none, or steps have become nothing.
    fn climb(&mut self, model: &Model) -> bool {
        if self.stale >= PATIENCE {
            self.stale = 0;
            self.halved += 1;
            self.values.clone_from(&self.best_values);
            return self.halved < 12;
        }
        let bound = self.bound.unwrap_or(0);
        let above = self.best.as_ref().map_or_else(|| bound + bound.abs() / 20 + 1, |best| best.cost);
        let gap = (above - bound).max(1);
        // Each direction as a share of the most that could be taken.
        let shares: Vec<i128> = model
            .shared
            .iter()
            .zip(&self.slope)
            .map(|(shared, slope)| i128::from(*slope) * FINE / i128::from(shared.most.max(1)))
            .collect();
        let norm: i128 = shares.iter().map(|share| share * share / FINE).sum::<i128>().max(1);
        let mut moved = false;
        for ((value, share), shared) in self.values.iter_mut().zip(&shares).zip(&model.shared) {
            let step = gap * share / norm / i128::from(shared.most.max(1)) / (1 << self.halved);
            let mut next = *value + step;
            if matches!(shared.kind, super::model::Kind::Quota(_)) {
                next = next.max(0);
            }
            moved |= next != *value;
            *value = next;
        }
        moved
    }
}

pub(super) fn at(cheapest: &Cheapest, need: usize, supplier: usize) -> Option<(usize, i128)> {
    cheapest.get(need)?.get(supplier).copied().flatten()
}

/// The cheapest choice of each need and supplier, what it takes counted at these values.
pub(super) fn cheapest(model: &Model, values: &[i128]) -> Cheapest {
    let of = |choices: &Vec<super::Choice>| {
        let worth = |choice: &super::Choice| {
            let takes = choice.takes.iter();
            let takes = takes.map(|(place, units)| values.get(*place).unwrap_or(&0) * i128::from(*units));
            choice.fixed + takes.sum::<i128>()
        };
        let all = choices.iter().enumerate().map(|(at, choice)| (worth(choice), at));
        all.min().map(|(cost, at)| (at, cost))
    };
    model.choices.iter().map(|suppliers| suppliers.iter().map(of).collect()).collect()
}

/// What is taken where each row takes the cheapest choice of its system's supplier.
fn solution(model: &Model, suppliers: Vec<usize>, cheapest: &Cheapest) -> Solution {
    let mut found = Solution { units: vec![0; model.shared.len()], ..Solution::default() };
    for (lines, supplier) in model.lines.iter().zip(&suppliers) {
        let mut taken = Vec::with_capacity(lines.len());
        for (need, times) in lines {
            let Some((choice, _)) = at(cheapest, *need, *supplier) else {
                taken.push(Vec::new());
                continue;
            };
            add(model, &mut found.units, (*need, *supplier, choice), *times);
            taken.push(vec![(choice, *times)]);
        }
        found.lines.push(taken);
    }
    found.suppliers = suppliers;
    found
}

/// Adds what so many rows take; below nought where they give it back.
pub(super) fn add(model: &Model, units: &mut [i64], choice: (usize, usize, usize), times: i64) {
    let (need, supplier, choice) = choice;
    let Some(choice) = model.of(need, supplier).get(choice) else { return };
    for (place, more) in &choice.takes {
        if let Some(units) = units.get_mut(*place) {
            *units += more * times;
        }
    }
}

/// True where something that is shared is overrun.
pub(super) fn over(model: &Model, units: &[i64]) -> bool {
    model.shared.iter().zip(units).any(|(shared, units)| shared.over(*units))
}

/// What a solution costs.
pub(super) fn cost(model: &Model, found: &Solution) -> i128 {
    let shared: i128 = model.shared.iter().zip(&found.units).map(|(shared, units)| shared.cost(*units)).sum();
    let systems = model.lines.iter().zip(&found.lines).zip(&found.suppliers);
    let fixed = systems.flat_map(|((lines, taken), supplier)| {
        lines.iter().zip(taken).flat_map(move |((need, _), taken)| {
            taken.iter().map(move |(choice, times)| {
                model.of(*need, *supplier).get(*choice).map_or(0, |choice| choice.fixed * i128::from(*times))
            })
        })
    });
    shared + fixed.sum::<i128>()
}
