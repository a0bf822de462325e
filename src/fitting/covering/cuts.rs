//! Further rows that every cover keeps and that a fraction does not: mixed-integer rounding.
//!
//! From Σ aⱼxⱼ ≥ b with xⱼ ≥ 0 whole, and any whole D > 0, follows (Nemhauser and Wolsey 1990), with b = kD + r,
//! 0 < r < D:
//!
//! Σ G(aⱼ) xⱼ ≥ r · (k + 1), where G(a) = r · ⌊a / D⌋ + min(r, a mod D)
//!
//! A column that stands at its most u enters as u − x (Marchand and Wolsey 2001, where lifted covers of 0/1 rows
//! come out of it). Rows are taken alone with the amounts of the basis for D, summed up by the multipliers, and
//! combined by the inverse of the basis with its determinant for D, surpluses counted as the whole numbers that
//! they are (Gomory 1958). What is left has no amount below nought: it is a row of a covering problem again.

use super::model::Matrix;

/// Amounts of a new row stay below 2 to this power.
const ROW_BITS: u32 = 40;
/// Fractions are told in 2^-24.
pub(super) const POINT: u32 = 24;

/// Where the multipliers leave the columns of a node.
pub(super) struct Point {
    /// Columns of the matrix that are free, with their value, their most, and whether they stand at their most.
    pub(super) values: Vec<(usize, i64, i64, bool)>,
    /// Positions in `values` that are in the basis.
    pub(super) basis: Vec<usize>,
    /// Rows without surplus.
    pub(super) tight: Vec<usize>,
    /// What is open of each row.
    pub(super) need: Vec<i64>,
    pub(super) prices: Vec<i64>,
}

/// A row over the values of a point, and what it was combined from.
struct Base {
    gives: Vec<i128>,
    need: i128,
    /// Rows with the amount of their surplus.
    surplus: Vec<(usize, i128)>,
}

/// A new row over the values of a point; how far the point is from keeping it, in 2^-24 of the need.
struct Cut {
    gives: Vec<i64>,
    need: i64,
    miss: i64,
}

/// New rows over all columns of the matrix, those first that the point misses by most.
pub(super) fn separate(
    matrix: &Matrix,
    point: &Point,
    most: usize,
    work: &mut u64,
) -> Vec<(Vec<(usize, i64)>, i64)> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut keep = |cut: Option<Cut>| cuts.extend(cut);
    for row in point.tight.iter().copied() {
        keep(best_of(matrix, point, &alone(matrix, point, row), work));
    }
    if point.tight.len() > 1 {
        keep(summed(matrix, point).and_then(|base| best_of(matrix, point, &base, work)));
    }
    for (base, determinant) in inverse(matrix, point) {
        keep(rounded(matrix, point, &base, determinant));
        keep(rounded(matrix, point, &negated(&base), determinant));
        *work += 2 * (base.gives.len() * matrix.rows) as u64;
    }
    cuts.sort_by(|a, b| b.miss.cmp(&a.miss).then(a.gives.cmp(&b.gives)));
    cuts.dedup_by(|a, b| a.gives == b.gives);
    cuts.truncate(most);
    let across = |cut: Cut| {
        let columns = point.values.iter().map(|value| value.0);
        (columns.zip(cut.gives).filter(|(_, gives)| *gives > 0).collect(), cut.need)
    };
    cuts.into_iter().map(across).collect()
}

fn alone(matrix: &Matrix, point: &Point, row: usize) -> Base {
    let gives = point.values.iter().map(|value| i128::from(matrix.column(value.0)[row]));
    Base { gives: gives.collect(), need: point.need[row].into(), surplus: Vec::new() }
}

/// The sum of all rows, each as often as its multiplier says in the size that all rows have in common.
fn summed(matrix: &Matrix, point: &Point) -> Option<Base> {
    let highest = point.prices.iter().max().copied().unwrap_or(0);
    let shift = (i64::BITS - highest.leading_zeros()).saturating_sub(10);
    let weight = |row: usize| i128::from(point.prices[row] >> shift);
    let mut base = Base { gives: vec![0; point.values.len()], need: 0, surplus: Vec::new() };
    for row in 0..matrix.rows {
        // A row that was divided to the common size has lost what it was.
        if weight(row) > 0 && matrix.need[row] > matrix.sized_need[row] {
            return None;
        }
        let scale = i128::from(matrix.sized_need[row] / matrix.need[row]) * weight(row);
        for (sum, value) in base.gives.iter_mut().zip(&point.values) {
            *sum += scale * i128::from(matrix.column(value.0)[row]);
        }
        base.need += scale * i128::from(point.need[row]);
    }
    Some(base)
}

fn negated(base: &Base) -> Base {
    Base {
        gives: base.gives.iter().map(|gives| -gives).collect(),
        need: -base.need,
        surplus: base.surplus.iter().map(|(row, surplus)| (*row, -surplus)).collect(),
    }
}

/// The cut that the point misses by most, of the amounts of the columns that it takes and their parts.
fn best_of(matrix: &Matrix, point: &Point, base: &Base, work: &mut u64) -> Option<Cut> {
    let taken = point.values.iter().zip(&base.gives).filter(|(value, _)| value.1 > 0);
    let mut sizes: Vec<i128> = taken.flat_map(|(_, gives)| [1, 2, 3, 4].map(|part| gives / part)).collect();
    sizes.retain(|size| *size > 1);
    sizes.sort_unstable();
    sizes.dedup();
    *work += (sizes.len() * base.gives.len()) as u64;
    let cuts = sizes.into_iter().filter_map(|size| rounded(matrix, point, base, size));
    cuts.reduce(|best, cut| if cut.miss > best.miss { cut } else { best })
}

/// Rounds a row.
fn rounded(matrix: &Matrix, point: &Point, base: &Base, size: i128) -> Option<Cut> {
    let upper = point.values.iter().zip(&base.gives).filter(|(value, _)| value.3);
    let need = upper.fold(base.need, |need, (value, gives)| need - gives * i128::from(value.2));
    let part = need.rem_euclid(size);
    if part == 0 {
        return None;
    }
    let round = |amount: i128| {
        part.checked_mul(amount.div_euclid(size)).map(|whole| whole + part.min(amount.rem_euclid(size)))
    };
    let mut left = part.checked_mul(need.div_euclid(size) + 1)?;
    let mut gives = Vec::with_capacity(base.gives.len());
    for (value, &amount) in point.values.iter().zip(&base.gives) {
        if value.3 {
            let turned = round(-amount)?;
            gives.push(-turned);
            left = left.checked_sub(turned.checked_mul(value.2.into())?)?;
        } else {
            gives.push(round(amount)?);
        }
    }
    for &(row, surplus) in &base.surplus {
        let each = round(surplus)?;
        for (gives, value) in gives.iter_mut().zip(&point.values) {
            *gives = gives.checked_add(each.checked_mul(matrix.column(value.0)[row].into())?)?;
        }
        left = left.checked_add(each.checked_mul(point.need[row].into())?)?;
    }
    settled(point, gives, left)
}

/// Brings a row to a size, and says how far the point is from keeping it.
fn settled(point: &Point, mut gives: Vec<i128>, need: i128) -> Option<Cut> {
    if need <= 0 {
        return None;
    }
    gives.iter_mut().for_each(|gives| *gives = (*gives).clamp(0, need));
    let bits = (i128::BITS - need.leading_zeros()).saturating_sub(ROW_BITS);
    let up = |amount: i128| if amount > 0 { (((amount - 1) >> bits) + 1) as i64 } else { 0 };
    let gives: Vec<i64> = gives.into_iter().map(up).collect();
    let need = up(need);
    let reached =
        point.values.iter().zip(&gives).map(|(value, gives)| i128::from(value.1) * i128::from(*gives));
    let missing = (i128::from(need) << POINT) - reached.sum::<i128>();
    let miss = i64::try_from(missing / i128::from(need)).ok()?;
    (miss > 64).then_some(Cut { gives, need, miss })
}

/// For each column in the basis at a fraction the row of the tableau that gives it, times the determinant.
fn inverse(matrix: &Matrix, point: &Point) -> Vec<(Base, i128)> {
    let size = point.basis.len();
    if size != point.tight.len() || size == 0 {
        return Vec::new();
    }
    let fractional = (0..size).filter(|at| {
        let part = point.values[point.basis[*at]].1 & ((1 << POINT) - 1);
        (1 << 14..(1 << POINT) - (1 << 14)).contains(&part)
    });
    fractional.filter_map(|at| tableau(matrix, point, at)).collect()
}

fn tableau(matrix: &Matrix, point: &Point, at: usize) -> Option<(Base, i128)> {
    let size = point.basis.len();
    // w · B = det · e: one line a column of the basis.
    let mut lines: Vec<Vec<i128>> = Vec::new();
    for (line, position) in point.basis.iter().enumerate() {
        let column = matrix.column(point.values[*position].0);
        let mut amounts: Vec<i128> = point.tight.iter().map(|row| column[*row].into()).collect();
        amounts.push(i128::from(line == at));
        lines.push(amounts);
    }
    let (weights, determinant) = solved(lines)?;
    let mut base = Base { gives: Vec::new(), need: 0, surplus: Vec::new() };
    for value in &point.values {
        let column = matrix.column(value.0);
        let mut sum = 0i128;
        for (weight, row) in weights.iter().zip(&point.tight) {
            sum = sum.checked_add(weight.checked_mul(column[*row].into())?)?;
        }
        base.gives.push(sum);
    }
    for (&weight, &row) in weights.iter().zip(&point.tight) {
        base.need = base.need.checked_add(weight.checked_mul(point.need[row].into())?)?;
        base.surplus.push((row, -weight));
    }
    (size > 0).then_some((base, determinant))
}

/// Solves equations without fractions (Bareiss 1968): the solution times the determinant, and the determinant,
/// which is above nought. `None` where there is none, or it is too large.
fn solved(mut lines: Vec<Vec<i128>>) -> Option<(Vec<i128>, i128)> {
    let size = lines.len();
    let mut last = 1i128;
    for step in 0..size {
        let pivot = (step..size).find(|line| lines[*line][step] != 0)?;
        lines.swap(step, pivot);
        for line in (0..size).filter(|line| *line != step) {
            for at in (0..=size).filter(|at| *at != step) {
                let kept = lines[line][at].checked_mul(lines[step][step])?;
                let moved = lines[step][at].checked_mul(lines[line][step])?;
                lines[line][at] = kept.checked_sub(moved)? / last;
            }
            lines[line][step] = 0;
        }
        last = lines[step][step];
    }
    let sign = last.signum();
    Some((lines.iter().map(|line| sign * line[size]).collect(), last.abs()))
}
