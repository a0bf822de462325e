//! The shelf against sorting everything.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::basics::Dice;
use crate::fitting::exact::Scale;

/// Small numbers mostly; once in a while as large as there are.
fn amount(dice: &mut Dice, digits: u32) -> i64 {
    let digits = if dice.below(8) == 0 { digits } else { digits.min(5) };
    let digits = dice.below(u64::from(digits) + 1);
    dice.below(1 << digits) as i64
}

struct World {
    width: usize,
    amounts: Vec<i64>,
    bits: Vec<u64>,
    order: Vec<u32>,
}

const WORDS: usize = 2;

impl World {
    fn of(dice: &mut Dice, items: usize, digits: u32, kinds: u64) -> Self {
        let width = 1 + dice.below(7) as usize;
        let amounts = (0..items * width).map(|_| amount(dice, digits)).collect();
        let bits = (0..items * WORDS).map(|_| dice.below(kinds) | 8).collect();
        let mut order: Vec<u32> = (0..items as u32).collect();
        (1..items).for_each(|at| order.swap(at, dice.below(at as u64 + 1) as usize));
        Self { width, amounts, bits, order }
    }

    fn shelf(&self) -> Shelf {
        let Self { width, amounts, bits, order } = self;
        Shelf::new(Items { width: *width, amounts, words: WORDS, bits, order })
    }

    /// Every item that has what is asked, sorted.
    fn sorted(&self, wants: &[Want], required: &[u64], prefers: &[(usize, u64)]) -> Vec<u32> {
        let scale = Scale::of(&wants.iter().map(|want| want.amount).collect::<Vec<_>>());
        let mut found = Vec::new();
        for row in 0..self.order.len() {
            let amounts = &self.amounts[row * self.width..][..self.width];
            let bits = &self.bits[row * WORDS..][..WORDS];
            let has = wants.iter().all(|want| amounts[want.column] >= want.amount);
            if has && required.iter().zip(bits).all(|(r, b)| r & !b == 0) {
                let mut sum = scale.zero();
                for (at, want) in wants.iter().enumerate() {
                    scale.add(&mut sum, at, i128::from(amounts[want.column] - want.amount));
                }
                let unmet = prefers.iter().filter(|(word, bit)| bits[*word] & bit == 0).count();
                found.push((unmet, sum, self.order[row], row as u32));
            }
        }
        found.sort();
        found.into_iter().map(|(.., row)| row).collect()
    }
}

#[test]
fn the_nearest_are_those_of_a_whole_sort() {
    let mut work = Work::default();
    let mut found = 0;
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let (items, digits) = (dice.below(900) as usize, 6 + dice.below(45) as u32);
        let kinds = [1, 3, 8, 1 << 20][dice.below(4) as usize];
        let world = World::of(&mut dice, items, digits, kinds);
        let shelf = world.shelf();
        for _ in 0..20 {
            let columns = (0..world.width).filter(|_| dice.below(3) > 0).collect::<Vec<_>>();
            let amount = |dice: &mut Dice| 1 + amount(dice, digits);
            let want = |column| (column, amount(&mut dice));
            let wants: Vec<Want> = columns.into_iter().map(want).map(all).collect();
            let required = [dice.below(kinds) & 3, dice.below(2) & dice.below(kinds)];
            let prefers: Vec<(usize, u64)> =
                (0..dice.below(3)).map(|_| (dice.below(2) as usize, 1 << dice.below(3))).collect();
            let most = dice.below(12) as usize;
            let sorted = world.sorted(&wants, &required, &prefers);
            let asked = Asked::new(&shelf, &wants, &required, &prefers);
            let nearest = shelf.nearest(&asked, most, &mut work);
            assert_eq!(nearest, &sorted[..sorted.len().min(most)], "seed {seed}: {wants:?}");
            found += nearest.len();
        }
    }
    assert!(found > 10_000, "only {found} were found");
}

fn all((column, amount): (usize, i64)) -> Want {
    Want { column, amount, least: amount }
}

/// Where something else fills up what an item lacks, every item that may come before the limit is handed out.
#[test]
fn what_may_be_filled_up_is_not_left_out() {
    let mut work = Work::default();
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let world = World::of(&mut dice, 300, 30, 3);
        let shelf = world.shelf();
        let wants: Vec<Want> = (0..world.width)
            .map(|column| {
                let amount = 1 + amount(&mut dice, 30);
                Want { column, amount, least: dice.below(amount as u64 + 1) as i64 }
            })
            .collect();
        let asked = Asked::new(&shelf, &wants, &[], &[]);
        let far = 1 << 23 | dice.below(1 << 25);
        let mut seen = Vec::new();
        shelf.visit(&asked, &mut work, &mut |place| {
            seen.push(shelf.rows[place]);
            far
        });
        for row in 0..300 {
            let amounts = &world.amounts[row * world.width..][..world.width];
            let reaches = wants.iter().all(|want| amounts[want.column] >= want.least);
            // Shares in a unit so fine that the rounding cannot matter here.
            let share = |want: &Want| {
                (i128::from(amounts[want.column].max(want.amount)) << 60) / i128::from(want.amount)
            };
            let shares = wants.iter().map(share).sum::<i128>() >> (60 - score::SHARE);
            if reaches && shares < i128::from(far) {
                assert!(seen.contains(&(row as u32)), "seed {seed}: {amounts:?} for {wants:?}");
            }
        }
    }
}

#[test]
fn excess_is_compared_as_fractions() {
    // 1/3 + 1/7 above, and 10/21: the same; so the order decides. A little more loses.
    let amounts = [4, 8, 3, 0, 0, 31, 4, 8, 3, 0, 0, 32, 6, 7, 3, 0, 0, 21];
    let items = Items { width: 3, amounts: &amounts, words: 0, bits: &[], order: &[5, 4, 3, 2, 1, 0] };
    let shelf = Shelf::new(items);
    let wants = [all((0, 3)), all((1, 7))];
    let asked = Asked::new(&shelf, &wants, &[], &[]);
    let mut work = Work::default();
    assert_eq!(shelf.nearest(&asked, 9, &mut work), [2, 0, 4]);
    assert_eq!(shelf.nearest(&asked, 0, &mut work), [0u32; 0]);
    let asked = Asked::new(&shelf, &[all((2, 21))], &[], &[]);
    assert_eq!(shelf.nearest(&asked, 2, &mut work), [5, 1]);
    let beyond = Asked::new(&shelf, &[all((2, i64::MAX))], &[], &[]);
    assert!(shelf.nearest(&beyond, 2, &mut work).is_empty());
    let nowhere = Asked::new(&shelf, &[all((3, 1))], &[], &[]);
    assert!(shelf.nearest(&nowhere, 2, &mut work).is_empty());
}
