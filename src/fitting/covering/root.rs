//! The root of the search: a good bound and a small problem before anything is divided.

use super::cuts::{self, POINT, Point};
use super::dual::Place;
use super::node::Node;
use super::search::Search;

/// Pivots for each row.
const STEPS: usize = 40;
/// Rounds of cuts, and cuts a round.
const ROUNDS: usize = 12;
const CUTS: usize = 4;
/// After so many rounds the cuts must have closed a twentieth of the gap, and still move the bound.
const TRIED: usize = 4;

impl Search {
    /// Bounds the whole problem, leaves out what cannot be of use, and adds rows as long as they raise the bound.
    pub(super) fn root(&mut self, mut node: Node) {
        let mut bounds: Vec<i64> = Vec::new();
        for round in 0..ROUNDS {
            if !node.tighten(&self.matrix, self.best_cost) {
                return;
            }
            node.compact();
            self.nodes += 1;
            let Some(value) = self.finest_value(&mut node) else { return };
            if self.spent() >= self.granted {
                return self.stack.push(node);
            }
            let branch = self.branch(&node);
            let start = *bounds.first().unwrap_or(&node.bound);
            bounds.push(node.bound);
            let little = (node.bound - start).saturating_mul(20) < self.best_cost - start;
            let still = bounds.len() > TRIED && (little || bounds[bounds.len() - TRIED] >= node.bound);
            // The first round only makes the problem small.
            let more = round > 0 && round + 1 < ROUNDS && !still;
            let cuts = if more { self.cuts(&node) } else { Vec::new() };
            self.fix(&mut node, value);
            self.work += node.dominate(&self.matrix, self.asked);
            let last = round > 0 && cuts.is_empty();
            if last && little {
                node.prices[self.asked..].fill(0);
            }
            self.extend(&mut node, cuts);
            self.narrow(&mut node);
            if last {
                return self.split(node, branch);
            }
        }
    }

    /// The bound at the finest scale that the best cover allows.
    fn finest_value(&mut self, node: &mut Node) -> Option<i128> {
        let value = self.solve(node, STEPS * self.matrix.rows)?;
        let finer = self.finest().saturating_sub(self.scale);
        if finer == 0 {
            return Some(value);
        }
        self.scale += finer;
        node.prices.iter_mut().for_each(|price| *price <<= finer);
        self.solve(node, STEPS * self.matrix.rows)
    }

    /// Rows that the node's fractions do not keep, as rows of the whole problem.
    fn cuts(&mut self, node: &Node) -> Vec<(Vec<i64>, i64)> {
        let point = self.point(node);
        let mut taken = vec![0i64; self.matrix.most.len()];
        node.taken.iter().for_each(|(column, units)| taken[*column as usize] += units);
        let cuts = cuts::separate(&self.matrix, &point, CUTS, &mut self.work);
        let whole = |(gives, mut need): (Vec<(usize, i64)>, i64)| {
            let mut row = vec![0; taken.len()];
            for (column, gives) in gives {
                row[column] = gives;
                need = gives.checked_mul(taken[column]).and_then(|more| more.checked_add(need))?;
            }
            Some((row, need))
        };
        cuts.into_iter().filter_map(whole).collect()
    }

    /// Adds rows to the problem, and leaves out such as were added and do not bind.
    fn extend(&mut self, node: &mut Node, cuts: Vec<(Vec<i64>, i64)>) {
        let binds: Vec<bool> =
            (0..self.matrix.rows).map(|row| row < self.asked || node.prices[row] > 0).collect();
        self.matrix.exchange_rows(&binds, cuts);
        let mut kept = binds.iter();
        node.prices.retain(|_| *kept.next().unwrap_or(&true));
        node.prices.resize(self.matrix.rows, 0);
        let coarser = self.scale.saturating_sub(self.finest());
        node.prices.iter_mut().for_each(|price| *price >>= coarser);
        self.scale -= coarser;
        node.rebase(&self.matrix);
    }

    /// Where the node's columns stand.
    fn point(&mut self, node: &Node) -> Point {
        let mut values: Vec<(usize, i64, i64, bool)> = Vec::new();
        for (position, free) in node.free.iter().enumerate() {
            let upper = self.dual.place[position] == Place::Upper && free.most > 0;
            let value = if upper { free.most.saturating_mul(1 << POINT) } else { 0 };
            values.push((free.column as usize, value, free.most, upper));
        }
        let mut basis = Vec::new();
        for (row, above, below) in self.dual.values() {
            let position = self.dual.basis[row];
            basis.push(position);
            values[position].1 = ((above << POINT) / below).clamp(0, i128::from(i64::MAX)) as i64;
        }
        let rows = 0..self.matrix.rows;
        let tight = rows.filter(|row| self.dual.place[self.dual.columns + row] != Place::Basic).collect();
        Point { values, basis, tight, need: node.need.clone(), prices: node.prices.clone() }
    }

    /// Leaves the columns out of the matrix that the root could do without.
    fn narrow(&mut self, root: &mut Node) {
        let mut kept: Vec<u32> = root.free.iter().map(|free| free.column).collect();
        kept.extend(root.taken.iter().map(|taken| taken.0));
        kept.sort_unstable();
        kept.dedup();
        let new = |column: u32| kept.binary_search(&column).map_or(0, |at| at as u32);
        root.free.iter_mut().for_each(|free| free.column = new(free.column));
        root.taken.iter_mut().for_each(|taken| taken.0 = new(taken.0));
        self.matrix = self.matrix.narrowed(&kept);
        self.narrowed = true;
    }
}
