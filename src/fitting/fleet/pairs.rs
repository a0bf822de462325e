//! What can be had cheaper by two systems together: one takes what the other gives back.
//!
//! Where quotas are tight no system moves alone any more. What might still move are the systems whose suppliers cost
//! much the same once quotas are worth what the bound says; two of those at a time are tried.

use super::improve::{Change, moved, place, together};
use super::model::{Kind, Model};
use super::solve::{Cheapest, Solution, at, cheapest};

/// So many moves take part, those that cost least at the values.
const MOVES: usize = 900;
/// Pairs that are looked at, some tens of nanoseconds each.
const PAIRS: usize = 6_000_000;
/// Moves that are tried with all others in one piece.
const TOGETHER: usize = 8;

/// A system to another supplier.
#[derive(Debug)]
struct Move {
    system: usize,
    supplier: usize,
    change: Change,
    /// What it costs more, quotas aside.
    cost: i128,
    /// What it costs more with quotas at the values.
    worth: i128,
}

/// Moves systems two by two until none does better.
#[derive(Debug)]
pub(super) struct Pairs {
    cheap: Cheapest,
    values: Vec<i128>,
    /// The next system that is asked where it could go; then the moves are known.
    system: usize,
    /// By cost.
    moves: Vec<Move>,
    /// The next move that is tried.
    next: usize,
    /// True where this pass found something.
    better: bool,
    looked: usize,
}

impl Pairs {
    /// Begins, with the shared at these values; `None` where there is no quota or nothing to choose.
    pub(super) fn new(model: &Model, among: &[Vec<usize>], values: &[i128]) -> Option<Self> {
        let tight = model.shared.iter().any(|shared| matches!(shared.kind, Kind::Quota(_)));
        (tight && among.iter().any(|among| among.len() > 1)).then(|| Self {
            cheap: cheapest(model, values),
            values: values.to_vec(),
            system: 0,
            moves: Vec::new(),
            next: 0,
            better: false,
            looked: 0,
        })
    }

    /// One piece; `false` once it is over.
    pub(super) fn step(&mut self, model: &Model, among: &[Vec<usize>], found: &mut Solution) -> bool {
        if self.system < model.lines.len() {
            let end = together(model, self.system);
            for system in self.system..end {
                self.collect(model, among, found, system);
            }
            self.system = end;
            if end == model.lines.len() {
                if self.moves.len() > MOVES {
                    self.moves.select_nth_unstable_by_key(MOVES, |one| (one.worth, one.system, one.supplier));
                    self.moves.truncate(MOVES);
                }
                self.sort();
            }
            return true;
        }
        for _ in 0..TOGETHER {
            if self.next >= self.moves.len() || self.looked > PAIRS {
                if !self.better || self.looked > PAIRS {
                    return false;
                }
                (self.next, self.better) = (0, false);
            }
            match self.partner(model, found) {
                Some(partner) => self.make(model, among, found, partner),
                None => self.next += 1,
            }
        }
        true
    }

    fn sort(&mut self) {
        self.moves.sort_by_key(|one| (one.cost, one.system, one.supplier));
    }

    fn choice(&self, need: usize, supplier: usize) -> Option<usize> {
        at(&self.cheap, need, supplier).map(|(choice, _)| choice)
    }

    /// Where a system could go.
    fn collect(&mut self, model: &Model, among: &[Vec<usize>], found: &Solution, system: usize) {
        for supplier in among.get(system).into_iter().flatten().copied() {
            let choice = |need: usize, supplier: usize| self.choice(need, supplier);
            let Some(change) = moved(model, found, system, supplier, &choice) else { continue };
            let (worth, _) = change.relief(model, &found.units, &self.values);
            let (cost, _) = change.relief(model, &found.units, &[]);
            self.moves.push(Move { system, supplier, change, cost, worth });
        }
    }

    /// What goes best with the next move so that all quotas are kept and it is cheaper: another move, or the same one
    /// where it needs no other.
    fn partner(&mut self, model: &Model, found: &Solution) -> Option<usize> {
        let one = self.moves.get(self.next)?;
        let mut units = found.units.clone();
        one.change.add(&mut units);
        let over: Vec<usize> = (0..units.len()).filter(|at| exceeds(model, &units, *at, 0)).collect();
        if over.is_empty() && one.cost < 0 {
            return Some(self.next);
        }
        let mut best: Option<(i128, usize)> = None;
        for (at, other) in self.moves.iter().enumerate() {
            if one.cost + other.cost >= best.map_or(0, |(cost, _)| cost) {
                break;
            }
            self.looked += 1;
            let fits = other.system != one.system
                && over.iter().all(|place| !exceeds(model, &units, *place, other.change.of(*place)))
                && other
                    .change
                    .units()
                    .all(|(place, more)| more <= 0 || !exceeds(model, &units, place, more));
            if fits {
                best = Some((one.cost + other.cost, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Makes the next move and its partner, where together they are cheaper to the last coin.
    fn make(&mut self, model: &Model, among: &[Vec<usize>], found: &mut Solution, partner: usize) {
        let (Some(one), Some(other)) = (self.moves.get(self.next), self.moves.get(partner)) else { return };
        let mut both = one.change.clone();
        if partner != self.next {
            both.with(&other.change);
        }
        // Prices by volume are not the sum of two moves.
        let Some(more) = both.cost(model, &found.units).filter(|more| *more < 0) else {
            self.next += 1;
            return;
        };
        let places = [(one.system, one.supplier), (other.system, other.supplier)];
        for (system, supplier) in places {
            let choice = |need: usize, supplier: usize| self.choice(need, supplier);
            place(model, found, system, supplier, &choice);
        }
        both.make(found);
        found.cost += more;
        self.better = true;
        let changed = [places[0].0, places[1].0];
        self.moves.retain(|one| !changed.contains(&one.system));
        self.collect(model, among, found, changed[0]);
        if changed[0] != changed[1] {
            self.collect(model, among, found, changed[1]);
        }
        self.sort();
    }
}

/// True where so much more of a shared thing overruns it.
fn exceeds(model: &Model, units: &[i64], place: usize, more: i64) -> bool {
    let now = units.get(place).copied().unwrap_or(0);
    model.shared.get(place).is_some_and(|shared| shared.over(now + more))
}
