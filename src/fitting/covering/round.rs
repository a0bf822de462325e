//! Covers made from fractions: rounding up, leaving out, exchanging.

use super::model::{Matrix, times};

/// Makes covers of the whole problem better.
pub(super) struct Rounding<'a> {
    pub(super) matrix: &'a Matrix,
    pub(super) units: Vec<i64>,
    /// What is given beyond the needs; nowhere below nought.
    spare: Vec<i64>,
}

impl<'a> Rounding<'a> {
    /// These units; `None` where they do not cover.
    pub(super) fn of(matrix: &'a Matrix, units: Vec<i64>) -> Option<Self> {
        let mut spare: Vec<i64> = matrix.need.iter().map(|need| -need).collect();
        for (column, &units) in units.iter().enumerate().filter(|(_, units)| **units > 0) {
            for (spare, gives) in spare.iter_mut().zip(matrix.column(column)) {
                *spare = spare.saturating_add(times(*gives, units));
            }
        }
        spare.iter().all(|spare| *spare >= 0).then_some(Self { matrix, units, spare })
    }

    /// What the units cost.
    pub(super) fn cost(&self) -> i64 {
        let each = self.matrix.cost.iter().zip(&self.units);
        each.fold(0, |sum, (cost, units)| sum.saturating_add(times(*cost, *units)))
    }

    fn change(&mut self, column: usize, units: i64) {
        self.units[column] += units;
        for (spare, gives) in self.spare.iter_mut().zip(self.matrix.column(column)) {
            *spare = spare.saturating_add(times(*gives, units));
        }
    }

    /// Units of a column that could be left out.
    fn idle(&self, column: usize) -> i64 {
        let gives = self.matrix.column(column).iter().zip(&self.spare).filter(|(gives, _)| **gives > 0);
        gives.map(|(gives, spare)| spare / gives).min().unwrap_or(i64::MAX).min(self.units[column])
    }

    /// Leaves out what is not needed, the dearest first.
    pub(super) fn thin(&mut self) {
        let mut taken: Vec<usize> = (0..self.units.len()).filter(|column| self.units[*column] > 0).collect();
        taken.sort_by_key(|column| (-self.matrix.cost[*column], *column));
        for column in taken {
            let idle = self.idle(column);
            if idle > 0 {
                self.change(column, -idle);
            }
        }
    }

    /// Exchanges a unit of one column for a unit of a cheaper one among these, as long as that helps.
    pub(super) fn exchange(&mut self, among: &[u32]) -> u64 {
        let mut work = 0;
        let mut better = true;
        while better {
            better = false;
            let taken: Vec<usize> = (0..self.units.len()).filter(|column| self.units[*column] > 0).collect();
            for out in taken {
                if self.units[out] == 0 {
                    continue;
                }
                work += (among.len() * self.matrix.rows) as u64;
                if let Some(cheaper) = self.substitute(out, among) {
                    self.change(out, -1);
                    self.change(cheaper, 1);
                    self.thin();
                    better = true;
                }
            }
        }
        work
    }

    /// The cheapest column that could stand for a unit of another and costs less.
    fn substitute(&self, out: usize, among: &[u32]) -> Option<usize> {
        let matrix = self.matrix;
        let lacking: Vec<i64> =
            self.spare.iter().zip(matrix.column(out)).map(|(spare, gives)| gives - spare).collect();
        let fits = |column: &usize| {
            matrix.cost[*column] < matrix.cost[out]
                && self.units[*column] < matrix.most[*column]
                && matrix.column(*column).iter().zip(&lacking).all(|(gives, lacking)| gives >= lacking)
        };
        among
            .iter()
            .map(|column| *column as usize)
            .filter(fits)
            .min_by_key(|column| (matrix.cost[*column], *column))
    }
}

/// A cover: need after need, the columns that give most of it for their cost. `None` where there is none.
pub(super) fn greedy(matrix: &Matrix) -> Option<Vec<i64>> {
    let mut units = vec![0i64; matrix.most.len()];
    let mut open = matrix.need.clone();
    for row in 0..matrix.rows {
        let gives = |column: &usize| matrix.gives[column * matrix.rows + row];
        let mut useful: Vec<usize> = (0..units.len()).filter(|column| gives(column) > 0).collect();
        let rate = |a: &usize, b: &usize| {
            let (a_for, b_for) = (i128::from(matrix.cost[*a]), i128::from(matrix.cost[*b]));
            (a_for * i128::from(gives(b))).cmp(&(b_for * i128::from(gives(a)))).then(a.cmp(b))
        };
        while open[row] > 0 {
            let free = useful.iter().copied().filter(|column| units[*column] < matrix.most[*column]);
            let column = free.min_by(rate)?;
            let more = ((open[row] - 1) / gives(&column) + 1).min(matrix.most[column] - units[column]);
            units[column] += more;
            for (open, gives) in open.iter_mut().zip(matrix.column(column)) {
                *open = open.saturating_sub(times(*gives, more));
            }
            useful.retain(|column| units[*column] < matrix.most[*column]);
        }
    }
    Some(units)
}
