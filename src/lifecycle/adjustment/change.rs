//! From a proposal to the change that a department hands in: the rows of what runs, with their new amounts.

use super::proposal::Proposal;
use crate::basics::Lang;
use crate::basics::decimal::half_width;
use crate::catalog::{Dimension, Edition};
use crate::dossier::{Act, Draft, Errand, Need, read};
use crate::fitting::sizing::{Axis, Resize, Target, of_host};
use std::sync::Arc;

/// A running application with the amounts of a proposal, to begin a change with. The department may change
/// whatever it wants of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What runs, with the new amounts in its rows. A changed row has no choice of a configuration any more and no
    /// consent to a concession: both were given to other amounts.
    pub draft: Draft,
    /// What was changed, by row and dimension; empty where nothing was.
    pub cells: Vec<CellChange>,
    /// Dimensions in which the application does not hold what was monitored.
    pub differs: Vec<Differs>,
    /// Rows that could not be read and were left as they are, from 0.
    pub unread: Vec<usize>,
}

/// One amount that was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// Row in the draft, from 0.
    pub row: usize,
    /// The row's id.
    pub id: String,
    /// The dimension's code.
    pub dimension: String,
    /// What stood there, as typed.
    pub from: String,
    /// What stands there now.
    pub to: String,
}

/// Where the application and the monitoring disagree, in the smallest unit of the dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// The dimension's code.
    pub dimension: String,
    /// The sum of the rows that the proposal speaks of.
    pub applied: i64,
    /// What was monitored.
    pub monitored: i64,
}

/// The draft of a change of what this application says, as it begins. What was said of an earlier change is not said of
/// this one.
pub fn begun(act: &Act) -> Draft {
    let mut draft = Draft { errand: Errand::Change, ..(*act.sheet).clone() };
    let earlier: Vec<String> =
        draft.fields.keys().filter(|key| key.starts_with("change.")).cloned().collect();
    earlier.iter().for_each(|key| draft.set_field(key, ""));
    draft
}

/// Puts a proposal into what runs. Its rows are those of the target's function whose traits do not contradict the
/// zone that was monitored. What the system needs in all is shared out to them in proportion to what each has, rounded
/// up to the target's step for each instance; no row grows. Nothing else is touched.
pub fn changed(running: &Draft, proposal: &Proposal, target: &Target, edition: &Edition) -> Changed {
    let months = read::months(running);
    let mut changed =
        Changed { draft: running.clone(), cells: Vec::new(), differs: Vec::new(), unread: Vec::new() };
    let mut rows = Vec::new();
    for (at, typed) in running.needs.iter().enumerate() {
        match read::need(typed, at, edition, months) {
            (Some(need), _) if spoken_of(&need, proposal, target) => rows.push((at, need)),
            (None, problems) if !problems.is_empty() => changed.unread.push(at),
            _ => {}
        }
    }
    for resize in &proposal.resizes {
        let axis = [&target.cpu, &target.memory].into_iter().find(|axis| axis.dimension == resize.dimension);
        let dimension = edition.dimension(&resize.dimension);
        if let (Some(axis), Some((_, dimension))) = (axis, dimension) {
            changed.resize(&rows, resize, axis, dimension);
        }
    }
    changed
}

/// True where the proposal speaks of this row.
fn spoken_of(need: &Need, proposal: &Proposal, target: &Target) -> bool {
    let monitored = proposal.before.first().map(|priced| &priced.need.traits);
    let elsewhere = |code: &String, value: &String| need.traits.get(code).is_some_and(|own| own != value);
    need.function == target.function
        && !monitored.is_some_and(|traits| traits.iter().any(|(code, value)| elsewhere(code, value)))
}

impl Changed {
    fn resize(&mut self, rows: &[(usize, Need)], resize: &Resize, axis: &Axis, dimension: &Dimension) {
        let amount = |need: &Need| need.amounts.get(&resize.dimension).copied().filter(|amount| *amount > 0);
        let total = |need: &Need| amount(need).map(|amount| amount.saturating_mul(need.count));
        let applied = rows.iter().filter_map(|(_, need)| total(need)).fold(0, i64::saturating_add);
        if applied != resize.held {
            let (dimension, monitored) = (resize.dimension.clone(), resize.held);
            self.differs.push(Differs { dimension, applied, monitored });
        }
        let step = dimension.parse(&format!("{} {}", axis.step.max(1), axis.unit)).unwrap_or(1);
        for (at, need) in rows {
            let Some(amount) = amount(need).filter(|_| resize.busiest.is_some()) else { continue };
            let kept = of_host(amount, resize.needed, applied, step);
            if kept < amount {
                self.set(*at, &resize.dimension, dimension, kept);
            }
        }
    }

    /// Sets an amount, with its unit where one was typed.
    fn set(&mut self, at: usize, code: &str, dimension: &Dimension, amount: i64) {
        let Some(row) = self.draft.needs.get_mut(at).map(Arc::make_mut) else { return };
        let column = format!("d.{code}");
        let from = row.cell(&column).to_owned();
        let bare = from.trim().chars().map(half_width).all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        let to = if bare { dimension.number(amount) } else { dimension.show(amount, Lang::Zh) };
        row.set_cell(&column, &to);
        row.set_cell("pick", "");
        row.set_cell("consent", "");
        self.cells.push(CellChange { row: at, id: row.id.clone(), dimension: code.to_owned(), from, to });
    }
}
