//! Lower bounds by multipliers, climbed by a dual simplex method in whole numbers.
//!
//! For any multipliers λ ≥ 0 of the rows, no cover costs less than
//!
//! L(λ) = λ·b + Σⱼ uⱼ · min(0, cⱼ − λ·aⱼ)
//!
//! (Lagrange; Geoffrion 1974). This is computed exactly, so that it holds whatever λ is. Which λ is good is the
//! question of a linear program; it is answered by the bounded dual simplex method with long steps (Maros 2003),
//! whose every pivot is a search along one direction ρ for the highest L. Directions are rows of a basis inverse
//! and are kept as whole numbers of some 24 bits: an error in them makes a step less good, never a bound wrong.

use super::SCALE;
use super::model::Matrix;
use super::node::Node;

/// Directions are kept to so many bits.
const BITS: u32 = 24;
/// What multiplies a direction is cut to so many bits.
const FACTOR_BITS: u32 = 37;
/// Reduced costs so near to nought are nought but for rounding.
const NEAR: i64 = 1 << 32;
/// What a step takes whatever the size, in amounts multiplied.
const STEP: usize = 100;
/// A value so near to a bound or to a whole number (in 2^-10) counts as there.
pub(super) const GRAIN: u32 = 10;

/// Multipliers of so many rows stay below 2 to this power: their worth then fits 62 bits.
pub(super) fn price_bits(rows: usize) -> u32 {
    62 - SCALE - (usize::BITS - rows.leading_zeros())
}

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At nought.
    Lower,
    /// At its most.
    Upper,
    /// Between, in the basis.
    Basic,
}

/// One node's linear program. Columns are numbered as in the node; the surplus of row `i` is `columns + i`.
#[derive(Default)]
pub(super) struct Dual {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Amounts at the common size, at most the need.
    pub(super) gives: Vec<i64>,
    /// Costs at the scale of the bounds.
    cost: Vec<i64>,
    most: Vec<i64>,
    need: Vec<i64>,
    /// The multipliers.
    pub(super) prices: Vec<i64>,
    /// Cost less what is given at these multipliers.
    pub(super) reduced: Vec<i64>,
    pub(super) place: Vec<Place>,
    pub(super) basis: Vec<usize>,
    /// For each place of the basis a direction that meets only its column.
    rho: Vec<i64>,
    alpha: Vec<i64>,
    rest: Vec<i128>,
    candidates: Vec<(i64, usize)>,
    /// Amounts that were multiplied, to measure work by.
    pub(super) work: u64,
}

impl Dual {
    /// Takes up a node with its multipliers and basis.
    pub(super) fn load(&mut self, matrix: &Matrix, node: &Node, scale: u32) {
        (self.rows, self.columns) = (matrix.rows, node.free.len());
        self.gives.clear();
        self.cost.clear();
        self.most.clear();
        self.place.clear();
        self.need.clear();
        self.need.extend(node.sized_need.iter().map(|need| (*need).max(0)));
        for free in &node.free {
            let sized = matrix.sized(free.column as usize);
            self.gives.extend(sized.iter().zip(&self.need).map(|(gives, need)| *gives.min(need)));
            self.cost.push(matrix.cost[free.column as usize] << scale);
            self.most.push(free.most);
            self.place.push(if free.upper { Place::Upper } else { Place::Lower });
        }
        self.place.resize(self.columns + self.rows, Place::Lower);
        self.prices.clone_from(&node.prices);
        self.work += (self.columns * self.rows) as u64;
        self.refresh(&node.basis);
        self.reprice();
    }

    /// What a unit gives of each row; a surplus takes from its own.
    fn dot(&self, direction: usize, column: usize) -> i64 {
        let rho = &self.rho[direction * self.rows..][..self.rows];
        if column >= self.columns {
            return -rho[column - self.columns];
        }
        let gives = &self.gives[column * self.rows..][..self.rows];
        gives.iter().zip(rho).map(|(gives, rho)| gives * rho).sum()
    }

    /// Builds the directions of a basis (positions of columns) anew; what does not fit in stays out.
    fn refresh(&mut self, basis: &[u32]) {
        let rows = self.rows;
        self.rho.clear();
        self.rho.resize(rows * rows, 0);
        for row in 0..rows {
            self.rho[row * rows + row] = -(1 << BITS);
        }
        self.basis.clear();
        self.basis.extend((0..rows).map(|row| self.columns + row));
        for row in 0..rows {
            self.place[self.columns + row] = Place::Basic;
        }
        for &column in basis {
            let column = column as usize;
            let open = (0..rows).filter(|row| self.basis[*row] >= self.columns);
            let best = open
                .map(|row| (self.dot(row, column).abs(), row))
                .max_by_key(|(size, row)| (*size, rows - row));
            if let Some((size, row)) = best
                && size >> BITS > 0
            {
                self.place[self.basis[row]] = Place::Lower;
                self.pivot(row, column);
            }
        }
    }

    /// Lets a column take a place of the basis.
    fn pivot(&mut self, row: usize, column: usize) {
        let rows = self.rows;
        let meets = self.dot(row, column);
        for other in (0..rows).filter(|other| *other != row) {
            let also = self.dot(other, column);
            if also == 0 {
                continue;
            }
            // Both are cut to what a product with a direction leaves room for: directions are approximate anyway.
            let size = meets.unsigned_abs() | also.unsigned_abs();
            let shift = (u64::BITS - size.leading_zeros()).saturating_sub(FACTOR_BITS);
            let (meets, also) = (meets >> shift, also >> shift);
            let mut size = 0;
            for at in 0..rows {
                let mixed = self.rho[other * rows + at] * meets - self.rho[row * rows + at] * also;
                let mixed = if meets < 0 { -mixed } else { mixed };
                size |= mixed.unsigned_abs();
                self.rho[other * rows + at] = mixed;
            }
            let bits = u64::BITS - size.leading_zeros();
            for rho in &mut self.rho[other * rows..][..rows] {
                *rho = if bits > BITS { *rho >> (bits - BITS) } else { *rho << (BITS - bits) };
            }
        }
        if meets < 0 {
            self.rho[row * rows..][..rows].iter_mut().for_each(|rho| *rho = -*rho);
        }
        self.basis[row] = column;
        self.place[column] = Place::Basic;
        self.work += (4 * rows * rows) as u64;
    }

    /// Reduced costs at the multipliers. A column stands at nought where it costs more than it gives, at its
    /// most where less.
    fn reprice(&mut self) {
        self.reduced.clear();
        let rows = self.rows.max(1);
        for (gives, cost) in self.gives.chunks_exact(rows).zip(&self.cost) {
            let worth: i64 = gives.iter().zip(&self.prices).map(|(gives, price)| gives * price).sum();
            self.reduced.push(cost - worth);
        }
        for (place, &reduced) in self.place.iter_mut().zip(&self.reduced) {
            if *place != Place::Basic && reduced.abs() > NEAR {
                *place = if reduced < 0 { Place::Upper } else { Place::Lower };
            }
        }
        self.work += (self.columns * self.rows) as u64;
    }

    /// L(λ), exactly.
    fn value(&self) -> i128 {
        let given: i64 = self.need.iter().zip(&self.prices).map(|(need, price)| need * price).sum();
        let gained = self.reduced.iter().zip(&self.most).filter(|(reduced, _)| **reduced < 0);
        gained.fold(i128::from(given), |sum, (reduced, most)| sum + i128::from(*reduced) * i128::from(*most))
    }

    /// Climbs until the bound is above `enough`, or no direction leads higher. Gives the best bound; multipliers
    /// and reduced costs are those of that bound.
    pub(super) fn climb(&mut self, enough: i128, steps: usize) -> i128 {
        let mut best = self.value();
        let mut kept = self.prices.clone();
        for _ in 0..steps {
            if best > enough {
                break;
            }
            // What is not counted where it is done: long numbers, and what is asked for before each step.
            self.work += (STEP + 6 * self.rows * self.rows + 2 * self.columns) as u64;
            let Some((row, raise)) = self.leaving() else { break };
            let Some((column, length)) = self.step(row, raise) else { break };
            let leaves = self.basis[row];
            self.move_prices(row, raise, length);
            self.place[leaves] = if raise { Place::Lower } else { Place::Upper };
            self.pivot(row, column);
            self.reprice();
            let value = self.value();
            if value > best {
                best = value;
                kept.clone_from(&self.prices);
            }
        }
        if kept != self.prices {
            self.prices = kept;
            self.reprice();
        }
        best
    }

    /// What the columns at their most leave open of each row.
    fn remain(&mut self) {
        self.rest.clear();
        self.rest.extend(self.need.iter().map(|need| i128::from(*need)));
        for column in 0..self.columns {
            if self.place[column] == Place::Upper && self.most[column] > 0 {
                let most = i128::from(self.most[column]);
                let gives = &self.gives[column * self.rows..][..self.rows];
                for (rest, gives) in self.rest.iter_mut().zip(gives) {
                    *rest -= i128::from(*gives) * most;
                }
            }
        }
    }

    /// The value of a place of the basis as a fraction; the denominator is above nought.
    fn fraction(&self, row: usize) -> (i128, i128) {
        let rho = &self.rho[row * self.rows..][..self.rows];
        let above = rho.iter().zip(&self.rest).map(|(rho, rest)| i128::from(*rho) * rest).sum();
        (above, i128::from(self.dot(row, self.basis[row]).max(1)))
    }

    fn most_of(&self, column: usize) -> i128 {
        self.most.get(column).map_or(i128::MAX >> 70, |most| i128::from(*most))
    }

    /// The place of the basis that is farthest outside its limits, measured along its direction; true where it
    /// is below nought.
    fn leaving(&mut self) -> Option<(usize, bool)> {
        self.remain();
        let mut worst: Option<(i128, usize, bool)> = None;
        for row in 0..self.rows {
            let (above, below) = self.fraction(row);
            let most = self.most_of(self.basis[row]);
            let over = above - most.saturating_mul(below);
            let (excess, under) = if above < 0 { (-above, true) } else { (over, false) };
            if excess > below >> GRAIN && worst.is_none_or(|(size, ..)| excess > size) {
                worst = Some((excess, row, under));
            }
        }
        worst.map(|(_, row, under)| (row, under))
    }

    /// How far along a direction L rises, and the column at which it stops rising.
    fn step(&mut self, row: usize, under: bool) -> Option<(usize, i64)> {
        let (above, below) = self.fraction(row);
        let slope = if under { -above } else { above - self.most_of(self.basis[row]).saturating_mul(below) };
        self.breakpoints(row, under);
        self.stop(slope, &mut |_, _| ())
    }

    /// Walks along a direction through the points where a column changes its stand, until the slope is used up: the
    /// last column and the length. Each stretch is told with its slope.
    fn stop(&mut self, mut slope: i128, walked: &mut impl FnMut(i128, i64)) -> Option<(usize, i64)> {
        let mut candidates = std::mem::take(&mut self.candidates);
        let mut stop = None;
        let mut before = 0;
        self.work += 4 * candidates.len() as u64;
        while let Some(first) = (0..candidates.len()).min_by_key(|at| candidates[*at]) {
            let (length, column) = candidates.swap_remove(first);
            walked(slope, length - before);
            before = length;
            stop = Some((column, length));
            // Below 2^64 times below 2^58.
            slope -= i128::from(self.alpha[column].unsigned_abs()) * self.most_of(column).min(1 << 58);
            if slope <= 0 {
                break;
            }
        }
        self.candidates = candidates;
        stop
    }

    fn breakpoints(&mut self, row: usize, under: bool) {
        let rho = &self.rho[row * self.rows..][..self.rows];
        self.alpha.clear();
        self.candidates.clear();
        for (column, gives) in self.gives.chunks_exact(self.rows.max(1)).enumerate() {
            let along: i64 = gives.iter().zip(rho).map(|(gives, rho)| gives * rho).sum();
            let along = if under { -along } else { along };
            self.alpha.push(along);
            let size = along.abs() >> BITS;
            let meets = match self.place[column] {
                Place::Lower => along > 0,
                Place::Upper => along < 0,
                Place::Basic => false,
            };
            if meets && size > 0 && self.most[column] > 0 {
                self.candidates.push((self.reduced[column].abs() / size, column));
            }
        }
        for (at, &rho) in rho.iter().enumerate() {
            let along = if under { rho } else { -rho };
            self.alpha.push(along);
            if along > 0 && self.place[self.columns + at] != Place::Basic {
                self.candidates.push(((self.prices[at] << BITS) / along, self.columns + at));
            }
        }
        self.work += (self.columns * self.rows) as u64;
    }

    fn move_prices(&mut self, row: usize, under: bool, length: i64) {
        for at in 0..self.rows {
            let moved = (i128::from(self.rho[row * self.rows + at]) * i128::from(length)) >> BITS;
            let moved = i128::from(self.prices[at]) + if under { -moved } else { moved };
            self.prices[at] = moved.clamp(0, (1 << price_bits(self.rows)) - 1) as i64;
        }
    }

    /// Values of the columns in the basis: position and fraction.
    pub(super) fn values(&mut self) -> Vec<(usize, i128, i128)> {
        self.remain();
        let inside = (0..self.rows).filter(|row| self.basis[*row] < self.columns);
        inside
            .map(|row| {
                let (above, below) = self.fraction(row);
                (row, above, below)
            })
            .collect()
    }

    /// By how much L rises at least at first where a place of the basis is held at or below, or at or above, a whole number.
    pub(super) fn gain(&mut self, row: usize, at_most: bool, excess: i128) -> i128 {
        // Held at most: as if it stood above its most; at least: as if it stood below nought.
        self.breakpoints(row, !at_most);
        let mut risen = 0i128;
        let stop = self.stop(excess, &mut |slope, length| {
            let small = slope.unsigned_abs() >> 64 == 0;
            let more = if small { slope * i128::from(length) } else { slope.saturating_mul(length.into()) };
            risen = risen.saturating_add(more);
        });
        stop.map_or(i128::MAX >> 8, |_| risen >> BITS)
    }
}
