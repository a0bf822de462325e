//! The problem as it is asked, and as the search works on it.

use super::SCALE;

/// A column of a covering problem: something that can be taken in whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What one unit costs, in any one unit of money; not negative.
    pub cost: i64,
    /// What one unit gives of each need, in the order of the needs; not negative.
    pub gives: Vec<i64>,
    /// Most units; `i64::MAX` without a limit.
    pub most: i64,
}

/// Needs, and the columns that cover them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// What must be reached; a need of nought or less is reached already.
    pub needs: Vec<i64>,
    /// What can be taken.
    pub columns: Vec<Column>,
}

impl Problem {
    /// True where costs, amounts and limits are not negative and each column says something of each need.
    pub fn sound(&self) -> bool {
        let sound = |column: &Column| {
            column.cost >= 0
                && column.most >= 0
                && column.gives.len() == self.needs.len()
                && column.gives.iter().all(|gives| *gives >= 0)
        };
        self.columns.iter().all(sound)
    }

    /// What these units cost together.
    pub fn cost(&self, units: &[i64]) -> i128 {
        let each = self.columns.iter().zip(units);
        each.map(|(column, &units)| i128::from(column.cost) * i128::from(units)).sum()
    }

    /// True where these units keep every limit and reach every need.
    pub fn covers(&self, units: &[i64]) -> bool {
        let within =
            self.columns.iter().zip(units).all(|(column, &units)| (0..=column.most).contains(&units));
        let reached = |(row, &need): (usize, &i64)| {
            let given =
                self.columns.iter().zip(units).map(|(c, &u)| i128::from(c.gives[row]) * i128::from(u));
            given.sum::<i128>() >= i128::from(need)
        };
        within && units.len() == self.columns.len() && self.needs.iter().enumerate().all(reached)
    }
}

/// The matrix of a problem: rows that still need something, amounts no larger than the need, costs without
/// their common divisor. Every row is there twice: as it is, to decide what covers, and brought to a common
/// size, to compute bounds with.
///
/// Let a row be Σ aⱼxⱼ ≥ b with xⱼ whole. Then it holds with min(aⱼ, b) in place of aⱼ, and divided by the
/// common divisor of its amounts with b rounded up. For bounds it is multiplied by a power of two, or, where it
/// is too large, divided by one with aⱼ and b rounded up, which only lets more through.
pub(super) struct Matrix {
    /// Rows.
    pub(super) rows: usize,
    pub(super) cost: Vec<i64>,
    /// Amounts, the rows of one column together.
    pub(super) gives: Vec<i64>,
    /// The same, each row at the common size.
    pub(super) sized: Vec<i64>,
    pub(super) need: Vec<i64>,
    pub(super) sized_need: Vec<i64>,
    /// Most units of each column, as far as more could be of use.
    pub(super) most: Vec<i64>,
    /// What all costs were divided by.
    pub(super) divisor: i64,
    /// The column of the problem that each one is.
    pub(super) origin: Vec<u32>,
}

impl Matrix {
    pub(super) fn of(problem: &Problem) -> Self {
        let open: Vec<usize> = (0..problem.needs.len()).filter(|row| problem.needs[*row] > 0).collect();
        let divisor = problem.columns.iter().fold(0, |all, column| gcd(all, column.cost)).max(1);
        let mut matrix = Self {
            rows: 0,
            cost: problem.columns.iter().map(|column| column.cost / divisor).collect(),
            gives: Vec::new(),
            sized: Vec::new(),
            need: Vec::new(),
            sized_need: Vec::new(),
            most: problem.columns.iter().map(|column| column.most).collect(),
            divisor,
            origin: (0..problem.columns.len() as u32).collect(),
        };
        let rows = open.iter().map(|&row| {
            let amounts: Vec<i64> = problem.columns.iter().map(|column| column.gives[row]).collect();
            (amounts, problem.needs[row])
        });
        matrix.set_rows(rows.collect());
        for column in 0..matrix.most.len() {
            let useful = useful(matrix.column(column), &matrix.need);
            matrix.most[column] = matrix.most[column].min(useful);
        }
        matrix
    }

    /// Puts rows that hold for all whole covers in the place of those that are not kept.
    pub(super) fn exchange_rows(&mut self, kept: &[bool], rows: Vec<(Vec<i64>, i64)>) {
        let old = (0..self.rows).filter(|row| kept[*row]).map(|row| {
            let amounts = self.gives.iter().skip(row).step_by(self.rows.max(1)).copied();
            (amounts.collect(), self.need[row])
        });
        let all = old.collect::<Vec<_>>().into_iter().chain(rows).collect();
        self.set_rows(all);
    }

    fn set_rows(&mut self, rows: Vec<(Vec<i64>, i64)>) {
        let rows: Vec<(Vec<i64>, i64)> =
            rows.into_iter().map(|(amounts, need)| reduced(amounts, need)).collect();
        let sized: Vec<(Vec<i64>, i64)> = rows.iter().map(sized).collect();
        let across = |rows: &[(Vec<i64>, i64)]| -> Vec<i64> {
            (0..self.cost.len())
                .flat_map(|column| rows.iter().map(move |(amounts, _)| amounts[column]))
                .collect()
        };
        (self.gives, self.sized) = (across(&rows), across(&sized));
        self.need = rows.iter().map(|(_, need)| *need).collect();
        self.sized_need = sized.iter().map(|(_, need)| *need).collect();
        self.rows = rows.len();
    }

    /// The matrix of some of its columns.
    pub(super) fn narrowed(&self, columns: &[u32]) -> Self {
        let of = |all: &[i64]| columns.iter().map(|column| all[*column as usize]).collect();
        let across = |all: &[i64]| {
            let amounts = columns.iter().flat_map(|column| &all[*column as usize * self.rows..][..self.rows]);
            amounts.copied().collect()
        };
        Self {
            rows: self.rows,
            cost: of(&self.cost),
            gives: across(&self.gives),
            sized: across(&self.sized),
            need: self.need.clone(),
            sized_need: self.sized_need.clone(),
            most: of(&self.most),
            divisor: self.divisor,
            origin: columns.iter().map(|column| self.origin[*column as usize]).collect(),
        }
    }

    /// What a unit of a column gives.
    pub(super) fn column(&self, column: usize) -> &[i64] {
        &self.gives[column * self.rows..][..self.rows]
    }

    /// The same, at the common size.
    pub(super) fn sized(&self, column: usize) -> &[i64] {
        &self.sized[column * self.rows..][..self.rows]
    }
}

/// Units of which one less would not do for some need; nought where it gives nothing needed.
pub(super) fn useful(gives: &[i64], need: &[i64]) -> i64 {
    let each = gives.iter().zip(need).filter(|(gives, need)| **gives > 0 && **need > 0);
    each.map(|(gives, need)| (need - 1) / gives + 1).max().unwrap_or(0)
}

/// Amounts above the need count as the need; then both are divided by what the amounts have in common.
fn reduced(mut amounts: Vec<i64>, need: i64) -> (Vec<i64>, i64) {
    amounts.iter_mut().for_each(|amount| *amount = (*amount).min(need));
    let common = amounts.iter().fold(0, |all, amount| gcd(all, *amount));
    if common <= 1 {
        return (amounts, need);
    }
    amounts.iter_mut().for_each(|amount| *amount /= common);
    (amounts, (need - 1) / common + 1)
}

/// A row at the common size.
fn sized((amounts, need): &(Vec<i64>, i64)) -> (Vec<i64>, i64) {
    let bits = i64::BITS - need.leading_zeros();
    if bits <= SCALE {
        return (amounts.iter().map(|amount| amount << (SCALE - bits)).collect(), need << (SCALE - bits));
    }
    let up = |amount: i64| if amount > 0 { ((amount - 1) >> (bits - SCALE)) + 1 } else { 0 };
    (amounts.iter().map(|amount| up(*amount)).collect(), up(*need))
}

/// The product, at most the largest number. Small ones are by far the most, and in wasm a product that watches for
/// overflow takes ten times as long.
pub(super) fn times(a: i64, b: i64) -> i64 {
    let small = |number: i64| i32::try_from(number).is_ok();
    if small(a) && small(b) { a * b } else { a.saturating_mul(b) }
}

/// The greatest common divisor; of nought and a number, the number.
pub(super) fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
