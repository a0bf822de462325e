//! What can be had cheaper from a solution, one system or one line at a time, counted exactly.

use super::model::{Kind, Model, Shared};
use super::solve::{Cheapest, Solution, cheapest};

/// Times that all systems are looked at.
const PASSES: usize = 3;

/// A change: units of what is shared, and cost beside them.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    units: Vec<(usize, i64)>,
    fixed: i128,
}

impl Change {
    /// So many rows more take a choice; fewer where below nought.
    pub(super) fn rows(&mut self, model: &Model, choice: (usize, usize, usize), times: i64) {
        let (need, supplier, choice) = choice;
        let Some(choice) = model.of(need, supplier).get(choice) else { return };
        self.fixed += choice.fixed * i128::from(times);
        for (place, units) in &choice.takes {
            self.more(*place, units * times);
        }
    }

    /// So many units more of one shared thing.
    fn more(&mut self, place: usize, units: i64) {
        match self.units.iter_mut().find(|(at, _)| *at == place) {
            Some((_, known)) => *known += units,
            None => self.units.push((place, units)),
        }
    }

    /// What it costs more; `None` where a quota does not allow it.
    pub(super) fn cost(&self, model: &Model, taken: &[i64]) -> Option<i128> {
        let mut cost = self.fixed;
        for (place, more) in &self.units {
            let (shared, now) = (model.shared.get(*place)?, *taken.get(*place)?);
            if *more > 0 && shared.over(now + more) {
                return None;
            }
            cost += shared.cost(now + more) - shared.cost(now);
        }
        Some(cost)
    }

    /// What it costs more where quotas have these values instead of bounds, and units that it takes beyond them more:
    /// below nought where it gives some back.
    pub(super) fn relief(&self, model: &Model, taken: &[i64], values: &[i128]) -> (i128, i64) {
        let (mut cost, mut beyond) = (self.fixed, 0);
        for (place, more) in &self.units {
            let (Some(shared), Some(now)) = (model.shared.get(*place), taken.get(*place)) else { continue };
            match shared.kind {
                Kind::Quota(_) => cost += values.get(*place).unwrap_or(&0) * i128::from(*more),
                Kind::Volume(..) => cost += shared.cost(now + more) - shared.cost(*now),
            }
            beyond += shared.excess(now + more) - shared.excess(*now);
        }
        (cost, beyond)
    }

    /// Another one made as well.
    pub(super) fn with(&mut self, other: &Self) {
        self.fixed += other.fixed;
        other.units().for_each(|(place, units)| self.more(place, units));
    }

    /// Makes it.
    pub(super) fn make(&self, found: &mut Solution) {
        self.add(&mut found.units);
    }

    /// Adds the units that it takes.
    pub(super) fn add(&self, units: &mut [i64]) {
        for (place, more) in &self.units {
            if let Some(units) = units.get_mut(*place) {
                *units += more;
            }
        }
    }

    /// What is shared of which it takes another number of units, and how many more.
    pub(super) fn units(&self) -> impl Iterator<Item = (usize, i64)> {
        self.units.iter().copied()
    }

    /// Units of one shared thing.
    pub(super) fn of(&self, place: usize) -> i64 {
        self.units.iter().find(|(at, _)| *at == place).map_or(0, |(_, units)| *units)
    }
}

/// Makes every change that makes it cheaper, until none does or enough was looked at.
#[derive(Debug)]
pub(super) struct Improve {
    pass: usize,
    system: usize,
    /// What it cost before this pass.
    before: i128,
    cheap: Cheapest,
}

impl Improve {
    /// Begins.
    pub(super) fn new(model: &Model, found: &Solution) -> Self {
        let pass = if model.shared.is_empty() { PASSES } else { 0 };
        let cheap = if pass < PASSES { cheap(model, found) } else { Cheapest::new() };
        Self { pass, system: 0, before: found.cost, cheap }
    }

    /// Looks at some systems; `false` once it is over.
    pub(super) fn step(&mut self, model: &Model, among: &[Vec<usize>], found: &mut Solution) -> bool {
        if self.pass >= PASSES {
            return false;
        }
        let choice = |need: usize, supplier: usize| Some(self.cheap.get(need)?.get(supplier)?.as_ref()?.0);
        let end = together(model, self.system);
        for system in self.system..end {
            for supplier in among.get(system).into_iter().flatten().copied() {
                let change = moved(model, found, system, supplier, &choice);
                let more = change.as_ref().and_then(|change| change.cost(model, &found.units));
                if let (Some(change), Some(more)) = (change, more)
                    && more < 0
                {
                    place(model, found, system, supplier, &choice);
                    change.make(found);
                    found.cost += more;
                }
            }
            lines(model, found, system);
        }
        self.system = end;
        if end < model.lines.len() {
            return true;
        }
        if found.cost == self.before || self.pass + 1 == PASSES {
            self.pass = PASSES;
            return false;
        }
        *self = Self { pass: self.pass + 1, system: 0, before: found.cost, cheap: cheap(model, found) };
        true
    }
}

/// The cheapest choices where the shared costs what it now costs on average.
fn cheap(model: &Model, found: &Solution) -> Cheapest {
    let value = |(shared, units): (&Shared, &i64)| match shared.kind {
        Kind::Quota(_) => 0,
        Kind::Volume(..) => shared.cost((*units).max(1)) / i128::from((*units).max(1)),
    };
    let values: Vec<i128> = model.shared.iter().zip(&found.units).map(value).collect();
    cheapest(model, &values)
}

/// Systems from this one on that are looked at in one piece: so many that they have some thousand lines.
pub(super) fn together(model: &Model, from: usize) -> usize {
    const LINES: usize = 2_000;
    let mut lines = 0;
    let mut end = from;
    while end < model.lines.len() && lines < LINES {
        lines += 1 + model.lines.get(end).map_or(0, Vec::len);
        end += 1;
    }
    end
}

/// The whole system to another supplier; `None` where it has that one.
pub(super) fn moved(
    model: &Model,
    found: &Solution,
    system: usize,
    supplier: usize,
    choice: &dyn Fn(usize, usize) -> Option<usize>,
) -> Option<Change> {
    let old = *found.suppliers.get(system)?;
    if old == supplier {
        return None;
    }
    let mut change = Change::default();
    for ((need, times), taken) in model.lines.get(system)?.iter().zip(found.lines.get(system)?) {
        for (at, rows) in taken {
            change.rows(model, (*need, old, *at), -rows);
        }
        if let Some(at) = choice(*need, supplier) {
            change.rows(model, (*need, supplier, at), *times);
        }
    }
    Some(change)
}

/// Writes that move down; what is taken of the shared is the change's matter.
pub(super) fn place(
    model: &Model,
    found: &mut Solution,
    system: usize,
    supplier: usize,
    choice: &dyn Fn(usize, usize) -> Option<usize>,
) {
    let taken =
        |(need, times): &(usize, i64)| choice(*need, supplier).map_or_else(Vec::new, |at| vec![(at, *times)]);
    let lines = model.lines.get(system).map(|lines| lines.iter().map(taken).collect());
    if let (Some(to), Some(own), Some(lines)) =
        (found.lines.get_mut(system), found.suppliers.get_mut(system), lines)
    {
        (*to, *own) = (lines, supplier);
    }
}

/// Rows of a line to another choice of the same supplier.
fn lines(model: &Model, found: &mut Solution, system: usize) {
    let Some(&supplier) = found.suppliers.get(system) else { return };
    for (line, (need, _)) in model.lines.get(system).into_iter().flatten().enumerate() {
        let choices = model.of(*need, supplier).len();
        if choices < 2 {
            continue;
        }
        for from in 0..choices {
            for to in (0..choices).filter(|to| *to != from) {
                let rows = rows(found, system, line, from);
                if rows > 0 {
                    shift(model, found, (system, line), (*need, supplier), (from, to), rows, false);
                }
            }
        }
    }
}

/// Rows of a line that take a choice.
pub(super) fn rows(found: &Solution, system: usize, line: usize, choice: usize) -> i64 {
    let taken = found.lines.get(system).and_then(|lines| lines.get(line));
    taken.into_iter().flatten().filter(|(at, _)| *at == choice).map(|(_, rows)| rows).sum()
}

/// Moves up to so many rows, as many as a quota allows; only where it is cheaper, unless it must be. True where it did.
pub(super) fn shift(
    model: &Model,
    found: &mut Solution,
    place: (usize, usize),
    of: (usize, usize),
    choices: (usize, usize),
    most: i64,
    must: bool,
) -> bool {
    let mut rows = most;
    while rows > 0 {
        let mut change = Change::default();
        change.rows(model, (of.0, of.1, choices.0), -rows);
        change.rows(model, (of.0, of.1, choices.1), rows);
        match change.cost(model, &found.units) {
            Some(more) if more < 0 || must => {
                change.make(found);
                found.cost += more;
                take(found, place, choices.0, -rows);
                take(found, place, choices.1, rows);
                return true;
            }
            Some(_) => return false,
            None => rows /= 2,
        }
    }
    false
}

/// So many rows more of a line take a choice; fewer where below nought.
pub(super) fn take(found: &mut Solution, place: (usize, usize), choice: usize, rows: i64) {
    let Some(taken) = found.lines.get_mut(place.0).and_then(|lines| lines.get_mut(place.1)) else { return };
    match taken.iter_mut().find(|(at, _)| *at == choice) {
        Some((_, known)) => *known += rows,
        None => taken.push((choice, rows)),
    }
    taken.retain(|(_, rows)| *rows > 0);
    taken.sort_unstable();
}
