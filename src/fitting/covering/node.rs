//! A node of the search: what is left of the problem once some units are taken.

use super::model::{Matrix, times, useful};

/// A column is compared with so many cheaper ones at most.
const RIVALS: usize = 200;
/// Passes of tightening at a node.
const PASSES: usize = 3;

/// A column of which units may still be taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Free {
    pub(super) column: u32,
    /// Most further units.
    pub(super) most: i64,
    /// True where it stands at its most.
    pub(super) upper: bool,
}

/// Units taken, and a smaller covering problem of what they leave open.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) need: Vec<i64>,
    pub(super) sized_need: Vec<i64>,
    /// What the taken units cost.
    pub(super) cost: i64,
    /// No cover in this node costs less.
    pub(super) bound: i64,
    pub(super) free: Vec<Free>,
    /// Column and units; a column may stand here more than once.
    pub(super) taken: Vec<(u32, i64)>,
    pub(super) prices: Vec<i64>,
    /// Positions in `free` of the columns in the basis.
    pub(super) basis: Vec<u32>,
}

impl Node {
    /// The whole problem.
    pub(super) fn root(matrix: &Matrix) -> Self {
        let columns = (0..matrix.most.len()).filter(|column| matrix.most[*column] > 0);
        let free =
            columns.map(|column| Free { column: column as u32, most: matrix.most[column], upper: false });
        Self {
            need: matrix.need.clone(),
            sized_need: matrix.sized_need.clone(),
            cost: 0,
            bound: 0,
            free: free.collect(),
            taken: Vec::new(),
            prices: vec![0; matrix.rows],
            basis: Vec::new(),
        }
    }

    /// Takes up the rows of a matrix that changed.
    pub(super) fn rebase(&mut self, matrix: &Matrix) {
        self.need.clone_from(&matrix.need);
        self.sized_need.clone_from(&matrix.sized_need);
        for &(column, units) in &self.taken {
            lower(&mut self.need, matrix.column(column as usize), units);
            lower(&mut self.sized_need, matrix.sized(column as usize), units);
        }
    }

    /// Takes units of a free column.
    pub(super) fn take(&mut self, matrix: &Matrix, position: usize, units: i64) {
        let free = &mut self.free[position];
        free.most -= units;
        let column = free.column as usize;
        lower(&mut self.need, matrix.column(column), units);
        lower(&mut self.sized_need, matrix.sized(column), units);
        self.cost = self.cost.saturating_add(times(matrix.cost[column], units));
        self.taken.push((column as u32, units));
    }

    /// True where nothing is open.
    pub(super) fn covered(&self) -> bool {
        self.need.iter().all(|need| *need <= 0)
    }

    /// Lowers limits to what is of use and can be afforded below `limit`, and takes what no cover can do without. False where
    /// nothing covers the node.
    pub(super) fn tighten(&mut self, matrix: &Matrix, limit: i64) -> bool {
        for _ in 0..PASSES {
            let afford = limit.saturating_sub(1).saturating_sub(self.cost);
            if afford < 0 {
                return false;
            }
            for free in &mut self.free {
                let cost = matrix.cost[free.column as usize];
                if cost > afford {
                    free.most = 0;
                } else if free.most > 1 {
                    if times(cost, free.most) > afford {
                        free.most = afford / cost;
                    }
                    let gives = matrix.column(free.column as usize);
                    if !of_use(gives, &self.need, free.most) {
                        free.most = useful(gives, &self.need);
                    }
                }
            }
            let Some(forced) = self.forced(matrix) else { return false };
            if forced.is_empty() {
                return true;
            }
            for (position, units) in forced {
                self.take(matrix, position, units);
            }
        }
        true
    }

    /// Units without which some need cannot be reached even with all others at their most; `None` where it
    /// cannot be reached at all.
    fn forced(&self, matrix: &Matrix) -> Option<Vec<(usize, i64)>> {
        let mut spare: Vec<i64> = self.need.iter().map(|need| -need.max(&0)).collect();
        for free in &self.free {
            for (spare, gives) in spare.iter_mut().zip(matrix.column(free.column as usize)) {
                *spare = spare.saturating_add(times(*gives, free.most));
            }
        }
        if spare.iter().any(|spare| *spare < 0) {
            return None;
        }
        let mut forced = Vec::new();
        for (position, free) in self.free.iter().enumerate() {
            let open = matrix.column(free.column as usize).iter().zip(&self.need).zip(&spare);
            let open = open.filter(|((gives, need), _)| **gives > 0 && **need > 0);
            let least = open.map(|((&gives, _), &spare)| {
                let short = times(gives, free.most).saturating_sub(spare);
                if short > 0 { (short - 1) / gives + 1 } else { 0 }
            });
            let least = least.max().unwrap_or(0);
            if least > 0 {
                forced.push((position, least.min(free.most)));
            }
        }
        Some(forced)
    }

    /// Bars columns for which some units of another one, without a limit that could matter, give as much of all that
    /// is open of the first rows, those that were asked for, for no more. Gives the work it took.
    pub(super) fn dominate(&mut self, matrix: &Matrix, rows: usize) -> u64 {
        let capped = |column: u32| -> Vec<i64> {
            let gives = matrix.column(column as usize).iter().zip(&self.need).take(rows);
            gives.map(|(gives, need)| *gives.min(&(*need).max(0))).collect()
        };
        let mut order: Vec<(i64, i64, usize, Vec<i64>)> = Vec::new();
        for (position, free) in self.free.iter().enumerate().filter(|(_, free)| free.most > 0) {
            let gives = capped(free.column);
            // Of two that cost the same the one that gives more comes first.
            let sum = gives.iter().fold(0i64, |sum, gives| sum.saturating_sub(*gives));
            order.push((matrix.cost[free.column as usize], sum, position, gives));
        }
        order.sort_unstable();
        let mut kept: Vec<(i64, Vec<i64>)> = Vec::new();
        let mut work = 0;
        for (cost, _, position, gives) in order {
            let covers = |(other_cost, other): &(i64, Vec<i64>)| {
                let often = if *other_cost > 0 { cost / other_cost } else { i64::MAX };
                other
                    .iter()
                    .zip(&gives)
                    .all(|(other, gives)| other >= gives || times(*other, often) >= *gives)
            };
            work += 2 * kept.len() as u64;
            if kept.iter().any(covers) {
                self.free[position].most = 0;
            } else if kept.len() < RIVALS && self.unlimited(matrix, self.free[position].column, &gives) {
                kept.push((cost, gives));
            }
        }
        work
    }

    /// True where a column's own limit leaves as many units as could be of use. That fewer are free because more
    /// would cost too much is no limit: what replaces a part of a better cover costs no more than it.
    fn unlimited(&self, matrix: &Matrix, column: u32, gives: &[i64]) -> bool {
        let taken = self.taken.iter().filter(|taken| taken.0 == column).map(|taken| taken.1).sum::<i64>();
        matrix.most[column as usize] - taken >= useful(gives, &self.need)
    }

    /// Leaves columns out of which no more can be taken, unless they are in the basis.
    pub(super) fn compact(&mut self) {
        let mut kept: Vec<Option<u32>> = Vec::with_capacity(self.free.len());
        let mut count = 0;
        for (position, free) in self.free.iter().enumerate() {
            let keep = free.most > 0 || self.basis.contains(&(position as u32));
            kept.push(keep.then_some(count));
            count += u32::from(keep);
        }
        let mut at = 0;
        self.free.retain(|_| {
            at += 1;
            kept[at - 1].is_some()
        });
        self.basis.iter_mut().for_each(|position| *position = kept[*position as usize].unwrap_or(0));
    }
}

/// True where one unit less would not do for some need.
fn of_use(gives: &[i64], need: &[i64], units: i64) -> bool {
    gives.iter().zip(need).any(|(gives, need)| *gives > 0 && times(*gives, units - 1) < *need)
}

fn lower(needs: &mut [i64], gives: &[i64], units: i64) {
    for (need, gives) in needs.iter_mut().zip(gives) {
        *need = need.saturating_sub(times(*gives, units));
    }
}
