//! The systems under quotas, given to another solver: one supplier a system, so many units of each item.

use super::whole;
use govcloud::exchange::fleet::Made;
use govcloud::wire::v1::catalog;
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The other solver may take so long.
const PATIENCE: Duration = Duration::from_secs(40);

/// Prints what both found, and the milliseconds of the other.
pub(crate) fn compare(text: &str, list: String) -> Result<(), String> {
    let (made, _) = whole(text, list, 0)?;
    let (edition, _) = catalog::read(text).map_err(|error| error.words().en)?;
    let quota = |code: &str| edition.item(code).and_then(|item| item.quota);
    let from = Instant::now();
    let (cost, optimal) = other(&made, &quota);
    let took = from.elapsed().as_secs_f64() * 1_000.0;
    println!("{{\"ms\":{took},\"cost\":\"{cost}\",\"optimal\":{optimal}}}");
    Ok(())
}

/// What the systems cost with the other solver, and whether it says that nothing costs less.
fn other(made: &Made, quota: &dyn Fn(&str) -> Option<i64>) -> (i128, bool) {
    let mut model = Problem::new(OptimizationDirection::Minimize);
    model.set_time_limit(PATIENCE);
    let mut taken: BTreeMap<String, Vec<(microlp::Variable, f64)>> = BTreeMap::new();
    let mut ways = Vec::new();
    for system in &made.fleet.systems {
        let mut one = Vec::new();
        for supplier in 0..made.report.suppliers.len() {
            let mut cost = 0;
            let mut units: BTreeMap<&str, i64> = BTreeMap::new();
            for line in &system.lines {
                let Some(choice) = made.report.choices(line.need, supplier).first() else { continue };
                cost += choice.alone.map_or(0, |alone| alone.as_micros()) * i128::from(line.times());
                choice
                    .parts
                    .iter()
                    .for_each(|part| *units.entry(&part.item).or_default() += part.units * line.times());
            }
            // Whole yuan are near enough for a solver in floating point; the cost is counted again below.
            let way = model.add_binary_var(cost as f64 / 1e6);
            for (item, units) in units {
                taken.entry(item.to_owned()).or_default().push((way, units as f64));
            }
            one.push((way, cost));
        }
        let terms: Vec<_> = one.iter().map(|(way, _)| (*way, 1.0)).collect();
        model.add_constraint(&terms, ComparisonOp::Eq, 1.0);
        ways.extend(one);
    }
    for (item, terms) in &taken {
        if let Some(quota) = quota(item) {
            model.add_constraint(terms, ComparisonOp::Le, quota as f64);
        }
    }
    match model.solve() {
        Ok(outcome) => {
            let optimal = outcome.is_optimal();
            let solved = outcome.into_solution().ok();
            let cost = solved.map_or(0, |solved| {
                ways.iter().filter(|(way, _)| solved.var_value(*way) > 0.5).map(|(_, cost)| cost).sum()
            });
            (cost, optimal)
        }
        Err(_) => (0, false),
    }
}
