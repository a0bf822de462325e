//! What was found and measured, as a table.

use super::instances::Case;
use govcloud::fitting::covering::{Answer, least};
use microlp::{ComparisonOp, OptimizationDirection};
use std::fmt::Write as _;
use std::time::Duration;

/// The other solver may take so long for one instance.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the two found last.
#[derive(Default)]
pub(crate) struct Found {
    own: Option<Answer>,
    /// The other's cost, if it says that nothing costs less; infeasible is nothing.
    other: Option<Option<i128>>,
}

impl Found {
    /// Runs the kernel.
    pub(crate) fn own(&mut self, case: &Case) {
        self.own = Some(least(&case.problem, case.work));
    }

    /// Runs microlp.
    pub(crate) fn other(&mut self, case: &Case) {
        let mut model = microlp::Problem::new(OptimizationDirection::Minimize);
        model.set_time_limit(PATIENCE);
        let columns = case.problem.columns.iter();
        let units: Vec<_> = columns
            .map(|column| {
                let most = i32::try_from(column.most).unwrap_or(10_000_000);
                model.add_integer_var(column.cost as f64, (0, most))
            })
            .collect();
        for (row, need) in case.problem.needs.iter().enumerate() {
            let columns = case.problem.columns.iter().zip(&units);
            let terms: Vec<_> = columns.map(|(column, unit)| (*unit, column.gives[row] as f64)).collect();
            model.add_constraint(&terms, ComparisonOp::Ge, *need as f64);
        }
        self.other = match model.solve() {
            Err(microlp::Error::Infeasible) => Some(None),
            Ok(outcome) if outcome.is_optimal() => outcome.into_solution().ok().map(|solution| {
                let units = units.iter().map(|unit| solution.var_value(*unit).round() as i64);
                Some(case.problem.cost(&units.collect::<Vec<i64>>()))
            }),
            _ => None,
        };
    }
}

struct Row {
    group: String,
    own: f64,
    other: f64,
    proven: bool,
    /// Answered, and as published where something is.
    right: bool,
    other_proven: bool,
    /// The share of the cost that is left open, in hundred-thousandths.
    gap: i128,
}

/// The measured instances.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    /// Takes an instance with the milliseconds of both.
    pub(crate) fn add(&mut self, case: &Case, found: &Found, own: f64, other: f64) {
        let Some(answer) = &found.own else { return };
        let cost = answer.units.as_ref().filter(|units| case.problem.covers(units));
        let cost = cost.map(|units| case.problem.cost(units));
        let gap = cost.map_or(0, |cost| (cost - answer.bound) * 100_000 / cost.max(1));
        let proven = cost.unwrap_or(i128::MAX) == answer.bound;
        let right = case.known.is_none_or(|known| known == cost);
        // Where both prove something they must prove the same.
        let agrees = found.other.is_none_or(|other| !proven || case.known.is_some() || other == cost);
        let other_right = found.other.is_some_and(|other| case.known.is_none_or(|known| known == other));
        self.0.push(Row {
            group: case.group.clone(),
            own,
            other,
            proven,
            right: right && agrees,
            other_proven: other_right,
            gap,
        });
    }

    /// A line a group.
    pub(crate) fn shown(&self) -> String {
        let mut text = String::from(
            "group             right  proven of   p50 ms   p95 ms   max ms  worst gap | microlp: proven  p50 ms  ratio\n",
        );
        let mut groups: Vec<&str> = Vec::new();
        for row in self.0.iter().filter(|row| !groups.contains(&row.group.as_str())).collect::<Vec<_>>() {
            if !groups.contains(&row.group.as_str()) {
                groups.push(&row.group);
            }
        }
        for group in groups {
            let rows: Vec<&Row> = self.0.iter().filter(|row| row.group == group).collect();
            let count = |held: fn(&Row) -> bool| rows.iter().filter(|row| held(row)).count();
            let own = sorted(rows.iter().map(|row| row.own));
            let other = sorted(rows.iter().map(|row| row.other));
            let ratio = sorted(rows.iter().map(|row| row.other / row.own));
            let gap = rows.iter().map(|row| row.gap).max().unwrap_or(0);
            let _ = writeln!(
                text,
                "{group:<17} {:>5} {:>7} {:>2} {:>8.3} {:>8.3} {:>8.3} {:>8}.{:03}% | {:>15} {:>7.2} {:>5.1}x",
                count(|row| row.right),
                count(|row| row.proven),
                rows.len(),
                at(&own, 50),
                at(&own, 95),
                at(&own, 100),
                gap / 1_000,
                gap % 1_000,
                count(|row| row.other_proven),
                at(&other, 50),
                at(&ratio, 50),
            );
        }
        text
    }
}

fn sorted(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// The number at or below which so many of a hundred lie.
fn at(numbers: &[f64], hundredth: usize) -> f64 {
    let place = (numbers.len() * hundredth).div_ceil(100).max(1) - 1;
    numbers.get(place).copied().unwrap_or(0.0)
}
