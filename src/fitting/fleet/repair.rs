//! From a solution that overruns quotas to one that keeps them: the cheapest moves for what they relieve go first.

use super::improve::{Change, moved, place, rows, shift, take, together};
use super::model::Model;
use super::solve::{Cheapest, Solution, add, cheapest};

/// Something that relieves a quota.
#[derive(Debug)]
struct Relief {
    cost: i128,
    units: i64,
    system: usize,
    /// The supplier that the system had when this was found.
    own: usize,
    to: To,
}

#[derive(Debug)]
enum To {
    /// Another supplier.
    Supplier(usize),
    /// Another choice of a line: line, need, from, to.
    Choice(usize, usize, usize, usize),
}

/// How often all systems are asked what they could give back of everything; then each quota is looked at by itself.
const PASSES: usize = 8;

/// Moves rows and systems until every quota is kept.
#[derive(Debug)]
pub(super) struct Repair {
    cheap: Cheapest,
    values: Vec<i128>,
    pass: usize,
    /// Units beyond all quotas when this pass began.
    before: i64,
    /// What is shared and looked at now.
    shared: usize,
    /// The next system that is asked what it could give back.
    system: usize,
    reliefs: Vec<Relief>,
    /// The next relief that is made use of, once all are known.
    next: Option<usize>,
}

impl Repair {
    /// Begins, with the shared at these values.
    pub(super) fn new(model: &Model, values: &[i128]) -> Self {
        let cheap = cheapest(model, values);
        let values = values.to_vec();
        let (reliefs, next) = (Vec::new(), None);
        Self { cheap, values, pass: 0, before: 0, shared: 0, system: 0, reliefs, next }
    }

    /// One piece; once it is over whether every quota is kept.
    pub(super) fn step(&mut self, model: &Model, among: &[Vec<usize>], found: &mut Solution) -> Option<bool> {
        if self.pass < PASSES {
            return self.all(model, among, found);
        }
        if self.shared >= model.shared.len() {
            return Some(!super::solve::over(model, &found.units));
        }
        if !self.over(model, found) {
            (self.shared, self.system, self.next) = (self.shared + 1, 0, None);
            self.reliefs.clear();
        } else if self.system < model.lines.len() {
            self.ask(model, among, found);
        } else if let Some(next) = self.next {
            self.make(model, found, next);
        } else {
            self.sort();
        }
        None
    }

    /// The cheapest for what it relieves goes first.
    fn sort(&mut self) {
        self.reliefs.sort_by(|a, b| {
            let (left, right) = (a.cost * i128::from(b.units), b.cost * i128::from(a.units));
            left.cmp(&right).then(a.system.cmp(&b.system))
        });
        self.next = Some(0);
    }

    /// All quotas at once: a system moves where that leaves less beyond them together, at their values. A system has
    /// many sizes, and what relieves one quota burdens another.
    fn all(&mut self, model: &Model, among: &[Vec<usize>], found: &mut Solution) -> Option<bool> {
        let beyond = beyond(model, found);
        if beyond == 0 {
            return Some(true);
        }
        if self.system < model.lines.len() {
            let end = together(model, self.system);
            for system in self.system..end {
                let Some(&own) = found.suppliers.get(system) else { continue };
                for supplier in among.get(system).into_iter().flatten().copied() {
                    let Some((_, cost, more)) = self.weighed(model, found, system, supplier) else {
                        continue;
                    };
                    if more < 0 {
                        self.reliefs.push(Relief {
                            cost,
                            units: -more,
                            system,
                            own,
                            to: To::Supplier(supplier),
                        });
                    }
                }
            }
            self.system = end;
            return None;
        }
        let Some(from) = self.next else {
            self.before = beyond;
            self.sort();
            return None;
        };
        const TOGETHER: usize = 256;
        let end = self.reliefs.len().min(from + TOGETHER);
        for at in from..end {
            let Some(Relief { units, system, own, to: To::Supplier(supplier), .. }) = self.reliefs.get(at)
            else {
                continue;
            };
            if found.suppliers.get(*system) != Some(own) {
                continue;
            }
            let (units, system, supplier) = (*units, *system, *supplier);
            // What was made since may have taken the sense out of it.
            let weighed = self.weighed(model, found, system, supplier);
            if let Some((change, ..)) = weighed.filter(|(.., more)| *more < 0 && -2 * more >= units) {
                let choice = |need: usize, supplier: usize| self.choice(need, supplier);
                place(model, found, system, supplier, &choice);
                change.make(found);
            }
        }
        self.next = Some(end);
        if end == self.reliefs.len() {
            let better = self::beyond(model, found) < self.before;
            self.pass = if better { self.pass + 1 } else { PASSES };
            (self.system, self.next) = (0, None);
            self.reliefs.clear();
        }
        None
    }

    /// A system to another supplier: the change, what it costs at the values, and what more is beyond quotas.
    fn weighed(
        &self,
        model: &Model,
        found: &Solution,
        system: usize,
        supplier: usize,
    ) -> Option<(Change, i128, i64)> {
        let choice = |need: usize, supplier: usize| self.choice(need, supplier);
        let change = moved(model, found, system, supplier, &choice)?;
        let (cost, more) = change.relief(model, &found.units, &self.values);
        Some((change, cost, more))
    }

    fn over(&self, model: &Model, found: &Solution) -> bool {
        let units = found.units.get(self.shared).copied().unwrap_or(0);
        model.shared.get(self.shared).is_some_and(|shared| shared.over(units))
    }

    fn choice(&self, need: usize, supplier: usize) -> Option<usize> {
        Some(self.cheap.get(need)?.get(supplier)?.as_ref()?.0)
    }

    /// What some systems could give back.
    fn ask(&mut self, model: &Model, among: &[Vec<usize>], found: &Solution) {
        let end = together(model, self.system);
        for system in self.system..end {
            let Some(&own) = found.suppliers.get(system) else { continue };
            self.reliefs.extend(of_choices(model, found, system, self.shared));
            for supplier in among.get(system).into_iter().flatten().copied() {
                let choice = |need: usize, supplier: usize| self.choice(need, supplier);
                let Some(change) = moved(model, found, system, supplier, &choice) else { continue };
                let units = -change.of(self.shared);
                if units > 0 {
                    // What the others would say to it is asked when it is made.
                    let cost = change.cost(model, &found.units).unwrap_or(super::model::BEYOND);
                    self.reliefs.push(Relief { cost, units, system, own, to: To::Supplier(supplier) });
                }
            }
        }
        self.system = end;
    }

    /// Makes use of some reliefs, the cheapest first, as far as they are needed.
    fn make(&mut self, model: &Model, found: &mut Solution, from: usize) {
        const TOGETHER: usize = 256;
        let end = self.reliefs.len().min(from + TOGETHER);
        for at in from..end {
            if !self.over(model, found) {
                return;
            }
            self.relieve(model, found, at);
        }
        self.next = Some(end);
        if end == self.reliefs.len() && self.over(model, found) {
            // Nothing more relieves it.
            (self.shared, self.system, self.next) = (self.shared + 1, 0, None);
            self.reliefs.clear();
        }
    }

    fn relieve(&self, model: &Model, found: &mut Solution, at: usize) {
        let Some(relief) = self.reliefs.get(at) else { return };
        match relief.to {
            To::Supplier(supplier) => {
                let choice = |need: usize, supplier: usize| self.choice(need, supplier);
                let change = moved(model, found, relief.system, supplier, &choice);
                let more = change.as_ref().and_then(|change| change.cost(model, &found.units));
                if let (Some(change), Some(_)) = (change.filter(|change| change.of(self.shared) < 0), more) {
                    place(model, found, relief.system, supplier, &choice);
                    change.make(found);
                }
            }
            To::Choice(line, need, from, to) => {
                // Its choices are those of the supplier that it had.
                let supplier = relief.own;
                if found.suppliers.get(relief.system) != Some(&supplier) {
                    return;
                }
                let units = found.units.get(self.shared).copied().unwrap_or(0);
                let excess = model.shared.get(self.shared).map_or(0, |shared| shared.excess(units));
                let there = rows(found, relief.system, line, from);
                let wanted = excess / relief.units + i64::from(excess % relief.units > 0);
                let of = (need, supplier);
                shift(model, found, (relief.system, line), of, (from, to), there.min(wanted), true);
            }
        }
    }
}

/// Units beyond all quotas together.
fn beyond(model: &Model, found: &Solution) -> i64 {
    model.shared.iter().zip(&found.units).map(|(shared, units)| shared.excess(*units)).sum()
}

/// Other choices of a system's own supplier that take less of something.
fn of_choices(model: &Model, found: &Solution, system: usize, shared: usize) -> Vec<Relief> {
    let mut reliefs = Vec::new();
    let Some(&supplier) = found.suppliers.get(system) else { return reliefs };
    for (line, (need, _)) in model.lines.get(system).into_iter().flatten().enumerate() {
        let choices = model.of(*need, supplier).len();
        for (from, _) in found.lines.get(system).and_then(|lines| lines.get(line)).into_iter().flatten() {
            for to in (0..choices).filter(|to| to != from) {
                let mut change = Change::default();
                change.rows(model, (*need, supplier, *from), -1);
                change.rows(model, (*need, supplier, to), 1);
                let units = -change.of(shared);
                if let (true, Some(cost)) = (units > 0, change.cost(model, &found.units)) {
                    reliefs.push(Relief {
                        cost,
                        units,
                        system,
                        own: supplier,
                        to: To::Choice(line, *need, *from, to),
                    });
                }
            }
        }
    }
    reliefs
}

/// Leaves rows out, the last first, until one quota is kept.
pub(super) fn leave_out(model: &Model, found: &mut Solution, at: usize) {
    for system in (0..model.lines.len()).rev() {
        let Some(&supplier) = found.suppliers.get(system) else { continue };
        for (line, (need, _)) in model.lines.get(system).into_iter().flatten().enumerate() {
            for choice in 0..model.of(*need, supplier).len() {
                let units = found.units.get(at).copied().unwrap_or(0);
                let excess = model.shared.get(at).map_or(0, |shared| shared.excess(units));
                let taken = model.of(*need, supplier).get(choice);
                let takes = taken.and_then(|choice| choice.takes.iter().find(|(place, _)| *place == at));
                let Some((_, each)) = takes.filter(|(_, each)| excess > 0 && *each > 0) else { continue };
                let wanted = excess / each + i64::from(excess % each > 0);
                let out = wanted.min(rows(found, system, line, choice));
                take(found, (system, line), choice, -out);
                add(model, &mut found.units, (*need, supplier, choice), -out);
            }
        }
    }
}
