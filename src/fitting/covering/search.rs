//! Branch and bound over whole numbers, depth first.

use super::dual::{Dual, GRAIN, Place, price_bits};
use super::model::{Matrix, Problem, times};
use super::node::Node;
use super::round::{Rounding, greedy};
use super::{Answer, SCALE};

use std::collections::BTreeMap;

/// Pivots at a node, at most.
const STEPS: usize = 40;
/// What a node takes whatever its size, in amounts multiplied: room for it, its place among the open ones.
const NODE: usize = 300;
/// So many nodes are put off at most.
const OPEN: usize = 1_000;

/// The search and the best cover so far.
pub(super) struct Search {
    pub(super) matrix: Matrix,
    pub(super) dual: Dual,
    /// Bounds are computed in 2^-scale of a unit of cost.
    pub(super) scale: u32,
    /// Nodes to be looked at at once, the last first; when there are none, the most promising of those put off.
    pub(super) stack: Vec<Node>,
    open: BTreeMap<(i64, u64), Node>,
    best: Option<Vec<(u32, i64)>>,
    pub(super) best_cost: i64,
    pub(super) work: u64,
    pub(super) granted: u64,
    pub(super) nodes: u64,
    columns: usize,
    /// Rows that were asked for; further ones are cuts.
    pub(super) asked: usize,
    /// True once the root is done.
    pub(super) narrowed: bool,
}

impl Search {
    pub(super) fn new(problem: &Problem, granted: u64) -> Self {
        let matrix = Matrix::of(problem);
        let root = Node::root(&matrix);
        let asked = matrix.rows;
        Self {
            matrix,
            dual: Dual::default(),
            scale: 0,
            stack: vec![root],
            open: BTreeMap::new(),
            best: None,
            best_cost: i64::MAX,
            work: 0,
            granted,
            nodes: 0,
            columns: problem.columns.len(),
            asked,
            narrowed: false,
        }
    }

    pub(super) fn run(mut self) -> Answer {
        self.first();
        if let Some(root) = self.stack.pop() {
            self.root(root);
        }
        while self.spent() < self.granted {
            let next = self.stack.pop().or_else(|| self.open.pop_first().map(|(_, node)| node));
            let Some(node) = next else { break };
            self.nodes += 1;
            self.visit(node);
        }
        let open = self.stack.iter().chain(self.open.values()).map(|node| node.bound).min();
        let bound = match (&self.best, open) {
            (None, None) => i128::MAX,
            (_, open) => {
                i128::from(open.unwrap_or(i64::MAX).min(self.best_cost)) * i128::from(self.matrix.divisor)
            }
        };
        let work = self.spent();
        let units = self.best.map(|best| {
            let mut units = vec![0; self.columns];
            best.into_iter().for_each(|(column, taken)| units[column as usize] = taken);
            units
        });
        Answer { units, bound, work, nodes: self.nodes }
    }

    /// Work so far.
    pub(super) fn spent(&self) -> u64 {
        self.dual.work + self.work
    }

    /// A first cover, and the scale of the bounds by its cost.
    fn first(&mut self) {
        let Some(units) = greedy(&self.matrix) else {
            self.stack.clear();
            return;
        };
        if let Some(mut rounding) = Rounding::of(&self.matrix, units) {
            rounding.thin();
            self.keep(rounding.units);
        }
        self.scale = self.finest();
    }

    /// The finest scale at which no bound below the best cost overflows.
    pub(super) fn finest(&self) -> u32 {
        let bits = i64::BITS - self.best_cost.leading_zeros();
        (SCALE + price_bits(self.matrix.rows) - 2).saturating_sub(bits)
    }

    /// Keeps a cover that costs less than the best.
    pub(super) fn keep(&mut self, units: Vec<i64>) {
        let each = self.matrix.cost.iter().zip(&units);
        let cost = each.fold(0i64, |sum, (cost, units)| sum.saturating_add(times(*cost, *units)));
        if cost < self.best_cost {
            self.best_cost = cost;
            let taken = units.into_iter().enumerate().filter(|(_, units)| *units > 0);
            self.best = Some(taken.map(|(column, units)| (self.matrix.origin[column], units)).collect());
        }
    }

    fn visit(&mut self, mut node: Node) {
        if node.bound >= self.best_cost || !node.tighten(&self.matrix, self.best_cost) {
            return;
        }
        node.compact();
        self.work += (NODE + 3 * node.free.len() * self.matrix.rows) as u64;
        if let Some(value) = self.solve(&mut node, STEPS) {
            let branch = self.branch(&node);
            self.fix(&mut node, value);
            self.split(node, branch);
        }
    }

    /// Bounds a node and makes a cover of it; the value of its multipliers, unless that closes it.
    pub(super) fn solve(&mut self, node: &mut Node, steps: usize) -> Option<i128> {
        if node.covered() {
            let units = self.units(node, &[]);
            self.keep(units);
            return None;
        }
        self.dual.load(&self.matrix, node, self.scale);
        let value = self.dual.climb(self.enough(node), steps);
        self.raise(node, value);
        if node.bound < self.best_cost {
            self.round(node, !self.narrowed);
        }
        self.store(node);
        (node.bound < self.best_cost).then_some(value)
    }

    /// A bound above this closes the node.
    pub(super) fn enough(&self, node: &Node) -> i128 {
        i128::from(self.best_cost - 1 - node.cost) << self.scale
    }

    /// Raises the node's bound to what the multipliers prove.
    fn raise(&self, node: &mut Node, value: i128) {
        let whole = (value + (1i128 << self.scale) - 1) >> self.scale;
        let bound = i128::from(node.cost) + whole;
        node.bound = node.bound.max(i64::try_from(bound).unwrap_or(i64::MAX));
    }

    /// The units of a node and of its free columns at these values.
    fn units(&self, node: &Node, more: &[(u32, i64)]) -> Vec<i64> {
        let mut units = vec![0; self.matrix.most.len()];
        for &(column, taken) in node.taken.iter().chain(more) {
            units[column as usize] += taken;
        }
        units
    }

    /// Makes a cover of the fractions.
    fn round(&mut self, node: &Node, thorough: bool) {
        let mut more: Vec<(u32, i64)> = Vec::new();
        for (position, free) in node.free.iter().enumerate() {
            if self.dual.place[position] == Place::Upper && free.most > 0 {
                more.push((free.column, free.most));
            }
        }
        for (row, above, below) in self.dual.values() {
            let free = node.free[self.dual.basis[row]];
            let units =
                (above + below - 1 - (below >> GRAIN)).div_euclid(below).clamp(0, i128::from(free.most));
            more.push((free.column, units as i64));
        }
        let units = self.units(node, &more);
        let Some(mut rounding) = Rounding::of(&self.matrix, units) else { return };
        rounding.thin();
        if thorough || rounding.cost() < self.best_cost {
            let among: Vec<u32> = node.free.iter().map(|free| free.column).collect();
            self.work += rounding.exchange(&among);
        }
        self.work += (4 * self.matrix.most.len()) as u64;
        let units = rounding.units;
        self.keep(units);
    }

    /// Writes multipliers, stands and basis into the node.
    fn store(&self, node: &mut Node) {
        node.prices.clone_from(&self.dual.prices);
        let inside = self.dual.basis.iter().filter(|column| **column < self.dual.columns);
        node.basis = inside.map(|column| *column as u32).collect();
        for (free, place) in node.free.iter_mut().zip(&self.dual.place) {
            free.upper = *place == Place::Upper;
        }
    }

    /// Where to split: position and the most units of the lower half; true where the upper half comes first.
    pub(super) fn branch(&mut self, node: &Node) -> Option<(usize, i64, bool)> {
        let mut best: Option<((i128, i128), usize, i64, bool)> = None;
        for (row, above, below) in self.dual.values() {
            let position = self.dual.basis[row];
            let most = i128::from(node.free[position].most);
            let whole = above.div_euclid(below);
            let part = above - whole * below;
            let grain = below >> GRAIN;
            if whole < 0 || whole >= most || part <= grain || below - part <= grain {
                continue;
            }
            let down = self.dual.gain(row, true, part);
            let up = self.dual.gain(row, false, below - part);
            let score = (down.min(up), down.max(up));
            if best.as_ref().is_none_or(|(old, ..)| score > *old) {
                best = Some((score, position, whole as i64, up < down));
            }
        }
        if let Some((_, position, whole, up)) = best {
            return Some((position, whole, up));
        }
        // All are whole, and still what they cost is not the bound: halve the widest.
        let widest = (0..node.free.len()).max_by_key(|at| (node.free[*at].most, node.free.len() - at))?;
        (node.free[widest].most > 0).then(|| (widest, (node.free[widest].most - 1) / 2, false))
    }

    /// Lowers limits, and takes units, where anything else would cost more than the best found.
    pub(super) fn fix(&mut self, node: &mut Node, value: i128) {
        let room = self.enough(node) - value;
        for position in 0..node.free.len() {
            if self.dual.place[position] == Place::Basic {
                continue;
            }
            let reduced = i128::from(self.dual.reduced[position]);
            let most = i128::from(node.free[position].most);
            if reduced > 0 && reduced * most > room {
                node.free[position].most = (room / reduced) as i64;
            } else if reduced < 0 && -reduced * most > room {
                let units = most - room / -reduced;
                node.take(&self.matrix, position, units as i64);
            }
        }
    }

    pub(super) fn split(&mut self, node: Node, branch: Option<(usize, i64, bool)>) {
        let Some((position, whole, upper_first)) = branch else { return };
        let most = node.free[position].most;
        let mut upper = node.clone();
        let mut lower = node;
        lower.free[position].most = most.min(whole);
        if most > whole {
            upper.take(&self.matrix, position, whole + 1);
            let (first, then) = if upper_first { (upper, lower) } else { (lower, upper) };
            if self.open.len() < OPEN {
                self.open.insert((then.bound, self.nodes), then);
            } else {
                self.stack.push(then);
            }
            self.stack.push(first);
        } else {
            self.stack.push(lower);
        }
    }
}
