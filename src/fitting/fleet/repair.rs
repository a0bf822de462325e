//! From a solution that overruns quotas to one that keeps them: the cheapest moves for what they relieve go first.

use super::improve::{Change, moved, place, rows, shift, take};
use super::model::Model;
use super::solve::{Solution, add, cheapest};

/// Something that relieves a quota.
struct Relief {
    cost: i128,
    units: i64,
    system: usize,
    /// The supplier that the system had when this was found.
    own: usize,
    to: To,
}

enum To {
    /// Another supplier.
    Supplier(usize),
    /// Another choice of a line: line, need, from, to.
    Choice(usize, usize, usize, usize),
}

/// Moves rows and systems until every quota is kept; `false` where that was not reached.
pub(super) fn repair(model: &Model, among: &[Vec<usize>], values: &[i128], found: &mut Solution) -> bool {
    let cheap = cheapest(model, values);
    let choice = |need: usize, supplier: usize| Some(cheap.get(need)?.get(supplier)?.as_ref()?.0);
    for shared in 0..model.shared.len() {
        let over = |found: &Solution| {
            let units = found.units.get(shared).copied().unwrap_or(0);
            model.shared.get(shared).is_some_and(|shared| shared.over(units))
        };
        if !over(found) {
            continue;
        }
        let mut reliefs = Vec::new();
        for system in 0..model.lines.len() {
            let Some(&own) = found.suppliers.get(system) else { continue };
            reliefs.extend(of_choices(model, found, system, shared));
            for supplier in among.get(system).into_iter().flatten().copied() {
                let Some(change) = moved(model, found, system, supplier, &choice) else { continue };
                let units = -change.of(shared);
                if units > 0 {
                    // What the others would say to it is asked when it is made.
                    let cost = change.cost(model, &found.units).unwrap_or(super::model::BEYOND);
                    reliefs.push(Relief { cost, units, system, own, to: To::Supplier(supplier) });
                }
            }
        }
        reliefs.sort_by(|a, b| {
            let (left, right) = (a.cost * i128::from(b.units), b.cost * i128::from(a.units));
            left.cmp(&right).then(a.system.cmp(&b.system))
        });
        for relief in reliefs {
            if !over(found) {
                break;
            }
            match relief.to {
                To::Supplier(supplier) => {
                    let change = moved(model, found, relief.system, supplier, &choice);
                    let more = change.as_ref().and_then(|change| change.cost(model, &found.units));
                    if let (Some(change), Some(_)) = (change.filter(|change| change.of(shared) < 0), more) {
                        place(model, found, relief.system, supplier, &choice);
                        change.make(found);
                    }
                }
                To::Choice(line, need, from, to) => {
                    // Its choices are those of the supplier that it had.
                    let supplier = relief.own;
                    if found.suppliers.get(relief.system) != Some(&supplier) {
                        continue;
                    }
                    let units = found.units.get(shared).copied().unwrap_or(0);
                    let excess = model.shared.get(shared).map_or(0, |shared| shared.excess(units));
                    let there = rows(found, relief.system, line, from);
                    let wanted = excess / relief.units + i64::from(excess % relief.units > 0);
                    let of = (need, supplier);
                    shift(model, found, (relief.system, line), of, (from, to), there.min(wanted), true);
                }
            }
        }
    }
    !super::solve::over(model, &found.units)
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

/// Leaves rows out, the last first, until every quota is kept.
pub(super) fn leave_out(model: &Model, found: &mut Solution) {
    for at in 0..model.shared.len() {
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
}
