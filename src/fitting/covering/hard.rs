//! Problems that are hard on purpose, for tests and the benchmark: drawn from a seed, the same everywhere.
//!
//! Where what a column costs is nearly a fixed sum of what it gives, almost every combination is almost the best
//! one, and bounds from fractions say little (Pisinger 2005).

use super::{Column, Problem};
use crate::basics::Dice;

/// The numbers of a problem: seeds that are near each other draw problems that are not.
fn dice(seed: u64) -> Dice {
    Dice::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// What costs is what is given, at weights of the needs, give or take `noise` thousandths.
pub fn nearly_linear(seed: u64, columns: usize, needs: usize, noise: i64) -> Problem {
    let mut dice = dice(seed);
    let weights: Vec<i64> = (0..needs).map(|_| dice.between(5, 50)).collect();
    let column = |dice: &mut Dice| {
        let gives: Vec<i64> = weights.iter().map(|_| dice.between(20, 400)).collect();
        let worth: i64 = gives.iter().zip(&weights).map(|(gives, weight)| gives * weight).sum();
        let cost = worth + worth * dice.between(-noise, noise) / 1_000;
        Column { cost, gives, most: i64::MAX }
    };
    let columns = (0..columns).map(|_| column(&mut dice)).collect();
    Problem { needs: weights.iter().map(|_| dice.between(2_000, 9_000)).collect(), columns }
}

/// Each column once at most; it costs its amounts and a fixed sum, and half of all there is covers the needs.
pub fn strongly_correlated(seed: u64, columns: usize, needs: usize) -> Problem {
    let mut dice = dice(seed);
    let column = |dice: &mut Dice| {
        let gives: Vec<i64> = (0..needs).map(|_| dice.between(1, 1_000)).collect();
        let mean = gives.iter().sum::<i64>() / needs.max(1) as i64;
        Column { cost: mean + 100, gives, most: 1 }
    };
    let columns: Vec<Column> = (0..columns).map(|_| column(&mut dice)).collect();
    let all = |row: usize| columns.iter().map(|column| column.gives[row]).sum::<i64>();
    Problem { needs: (0..needs).map(|row| all(row) / 2).collect(), columns }
}
