//! What open advice proposes, row by row, and the change that begins with it (article 17).
//!
//! An advice may carry rows of the application that runs, with the amounts that are proposed. A row is known again
//! by its id. Nothing is kept beside the journal: which advice is open, what ran when it was given and what runs now
//! are read from it.

use crate::catalog::Edition;
use crate::dossier::{Act, Draft, Errand, Life, NeedRow, Problem, read};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row that open advice proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedRow {
    /// Number of the advice in the journal.
    pub advice: u32,
    /// The row as it is proposed.
    pub row: Arc<NeedRow>,
    /// What runs under this id now; `None` where the row is a new one, or gone.
    pub runs: Option<Arc<NeedRow>>,
    /// True where what runs is not what ran when the advice was given: the proposal speaks of something else.
    pub stale: bool,
}

/// How a row of a change stands to what is proposed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is the row that is proposed.
    AsProposed,
    /// It is another one: the department's own.
    Otherwise,
    /// What runs was changed since the advice was given.
    Stale,
}

/// The rows that open advice proposes, in the order of the advice; of several for one row the latest counts.
pub fn proposed(life: &Life) -> Vec<ProposedRow> {
    let mut latest: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for act in &life.advice {
        for (at, row) in act.sheet.needs.iter().enumerate() {
            latest.insert(&row.id, (act.number, at));
        }
    }
    let now = life.in_force();
    let of_advice = |act: &Arc<Act>| {
        let then = life.before(act.number);
        let rows = act.sheet.needs.iter().enumerate();
        let own = rows.filter(|(at, row)| latest.get(row.id.as_str()) == Some(&(act.number, *at)));
        let proposed = own.map(|(_, row)| {
            let (runs, ran) = (row_of(now, &row.id), row_of(then.in_force(), &row.id));
            ProposedRow { advice: act.number, row: row.clone(), stale: runs != ran, runs }
        });
        proposed.collect::<Vec<_>>()
    };
    life.advice.iter().flat_map(of_advice).collect()
}

fn row_of(act: Option<&Arc<Act>>, id: &str) -> Option<Arc<NeedRow>> {
    act?.sheet.needs.iter().find(|row| row.id == id).cloned()
}

/// How a row of a change stands to what is proposed; `None` where nothing is proposed for it, or what is proposed
/// is what runs.
pub fn mark(proposed: &[ProposedRow], row: &NeedRow) -> Option<Mark> {
    let of = proposed.iter().find(|one| one.row.id == row.id && one.runs.as_ref() != Some(&one.row))?;
    Some(match of {
        of if of.row.cells == row.cells => Mark::AsProposed,
        of if of.stale => Mark::Stale,
        _ => Mark::Otherwise,
    })
}

/// Puts what open advice proposes into a change: rows that the department left as they run take the proposed
/// amounts, new rows come behind. A row that somebody wrote in already, and one that the proposal no longer fits,
/// stay as they are. Says how many rows were filled in.
pub fn fill(draft: &mut Draft, life: &Life) -> usize {
    let mut filled = 0;
    for ProposedRow { row, runs, stale, .. } in proposed(life) {
        let at = draft.needs.iter().position(|own| own.id == row.id);
        match (at.and_then(|at| draft.needs.get_mut(at)), runs) {
            (Some(own), Some(runs)) if !stale && *own == runs && runs != row => *own = row,
            (None, None) if !stale => draft.needs.push(row),
            _ => continue,
        }
        filled += 1;
    }
    filled
}

/// What cannot be read in the rows of an advice.
pub fn problems(draft: &Draft, edition: &Edition, months: u32) -> Vec<Problem> {
    if draft.errand != Errand::Advise {
        return Vec::new();
    }
    let rows = draft.needs.iter().enumerate();
    rows.flat_map(|(at, row)| read::need(row, at, edition, months).1).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::basics::Date;

    fn row(id: &str, vcpu: &str) -> Arc<NeedRow> {
        let mut row = NeedRow { id: id.into(), ..NeedRow::default() };
        row.set_cell("d.vcpu", vcpu);
        Arc::new(row)
    }

    fn sheet(errand: Errand, rows: &[(&str, &str)]) -> Draft {
        let needs = rows.iter().map(|(id, vcpu)| row(id, vcpu)).collect();
        Draft { errand, needs, ..Draft::default() }
    }

    fn life(sheets: Vec<Draft>) -> Life {
        let acts = sheets.into_iter().zip(1..);
        Life::of(acts.map(|(sheet, number)| {
            Act::new(number, sheet.errand.role(), "某单位", Date::default(), Arc::new(sheet))
        }))
    }

    fn running() -> Vec<Draft> {
        vec![sheet(Errand::Deploy, &[("n1", "8"), ("n2", "4")]), sheet(Errand::Activate, &[])]
    }

    fn begun(life: &Life) -> (usize, Vec<String>) {
        let mut draft = (*life.in_force().unwrap().sheet).clone();
        let filled = fill(&mut draft, life);
        (filled, draft.needs.iter().map(|row| format!("{} {}", row.id, row.cell("d.vcpu"))).collect())
    }

    #[test]
    fn a_change_begins_with_the_rows_that_are_proposed() {
        let mut steps = running();
        steps.push(sheet(Errand::Advise, &[("n1", "2"), ("n2", "4"), ("n9", "1")]));
        assert_eq!(begun(&life(steps.clone())), (2, vec!["n1 2".into(), "n2 4".into(), "n9 1".into()]));
        // Of two proposals for one row the later counts.
        steps.push(sheet(Errand::Advise, &[("n1", "3")]));
        assert_eq!(begun(&life(steps)).1.first().map(String::as_str), Some("n1 3"));
    }

    #[test]
    fn what_somebody_wrote_stays_and_is_marked() {
        let mut steps = running();
        steps.push(sheet(Errand::Advise, &[("n1", "2"), ("n2", "4")]));
        let life = life(steps);
        let mut draft = sheet(Errand::Change, &[("n1", "6"), ("n2", "4")]);
        assert_eq!(fill(&mut draft, &life), 0);
        let proposed = proposed(&life);
        assert_eq!(mark(&proposed, &draft.needs[0]), Some(Mark::Otherwise));
        assert_eq!(mark(&proposed, &row("n1", "2")), Some(Mark::AsProposed));
        assert_eq!(mark(&proposed, &row("n2", "4")), None, "what is proposed is what runs");
    }

    #[test]
    fn a_proposal_that_speaks_of_something_else_is_not_filled_in() {
        let mut steps = running();
        steps.push(sheet(Errand::Advise, &[("n1", "2"), ("n2", "1")]));
        // A change that does not follow the advice leaves it open.
        steps.push(sheet(Errand::Change, &[("n1", "16"), ("n2", "4")]));
        steps.push(sheet(Errand::Activate, &[]));
        let life = life(steps);
        assert_eq!(begun(&life), (1, vec!["n1 16".into(), "n2 1".into()]));
        assert_eq!(mark(&proposed(&life), &row("n1", "16")), Some(Mark::Stale));
    }

    #[test]
    fn advice_without_rows_proposes_none() {
        let mut steps = running();
        steps.push(sheet(Errand::Advise, &[]));
        let life = life(steps);
        assert!(proposed(&life).is_empty());
        assert_eq!(begun(&life).0, 0);
    }
}
