//! Problems that are hard on purpose, for tests and the benchmark: drawn from a seed, the same everywhere.
//!
//! Where what a column costs is nearly a fixed sum of what it gives, almost every combination is almost the best
//! one, and bounds from fractions say little (Pisinger 2005).

use super::{Column, Problem};

/// Numbers that look random, by Steele's splitmix64.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number from `least` to `most`, both included.
    pub fn roll(&mut self, least: i64, most: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let range = most.saturating_sub(least).unsigned_abs().saturating_add(1);
        least.saturating_add(i64::try_from(mixed % range).unwrap_or(0))
    }

    /// The same things in another order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            let other = self.roll(0, at as i64);
            things.swap(at, usize::try_from(other).unwrap_or(0));
        }
    }
}

/// What costs is what is given, at weights of the needs, give or take `noise` thousandths.
pub fn nearly_linear(seed: u64, columns: usize, needs: usize, noise: i64) -> Problem {
    let mut dice = Dice::new(seed);
    let weights: Vec<i64> = (0..needs).map(|_| dice.roll(5, 50)).collect();
    let column = |dice: &mut Dice| {
        let gives: Vec<i64> = weights.iter().map(|_| dice.roll(20, 400)).collect();
        let worth: i64 = gives.iter().zip(&weights).map(|(gives, weight)| gives * weight).sum();
        let cost = worth + worth * dice.roll(-noise, noise) / 1_000;
        Column { cost, gives, most: i64::MAX }
    };
    let columns = (0..columns).map(|_| column(&mut dice)).collect();
    Problem { needs: weights.iter().map(|_| dice.roll(2_000, 9_000)).collect(), columns }
}

/// Each column once at most; it costs its amounts and a fixed sum, and half of all there is covers the needs.
pub fn strongly_correlated(seed: u64, columns: usize, needs: usize) -> Problem {
    let mut dice = Dice::new(seed);
    let column = |dice: &mut Dice| {
        let gives: Vec<i64> = (0..needs).map(|_| dice.roll(1, 1_000)).collect();
        let mean = gives.iter().sum::<i64>() / needs.max(1) as i64;
        Column { cost: mean + 100, gives, most: 1 }
    };
    let columns: Vec<Column> = (0..columns).map(|_| column(&mut dice)).collect();
    let all = |row: usize| columns.iter().map(|column| column.gives[row]).sum::<i64>();
    Problem { needs: (0..needs).map(|row| all(row) / 2).collect(), columns }
}
