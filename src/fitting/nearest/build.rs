//! Putting items on the shelf: classes by traits, in each a tree whose boxes are narrow.

use super::need::NO_AMOUNT;
use super::score::Block;
use super::{Class, FAN, FOURS, Items, LEAF, Node, Shelf};
use std::collections::BTreeMap;
use wide::i32x4;

/// Classes with fewer items stand together in one: there may be as many combinations of traits as items.
const FEW: usize = 16;

impl Shelf {
    /// Makes items ready for questions. Those with an amount that is none are never found.
    pub fn new(items: Items<'_>) -> Self {
        let Items { width, amounts, words, bits, order } = items;
        let amounts_of = |row: usize| amounts.get(row * width..(row + 1) * width).unwrap_or_default();
        let mut most = vec![0; width];
        let mut classes: BTreeMap<&[u64], Vec<u32>> = BTreeMap::new();
        for (row, number) in (0..order.len()).zip(0u32..) {
            if amounts_of(row).iter().all(|amount| (0..NO_AMOUNT).contains(amount)) {
                let of = bits.get(row * words..(row + 1) * words).unwrap_or_default();
                classes.entry(of).or_default().push(number);
                most.iter_mut().zip(amounts_of(row)).for_each(|(most, amount)| *most = (*most).max(*amount));
            }
        }
        let digits = |amount: i64| i64::BITS - amount.leading_zeros();
        let largest = digits(most.iter().copied().max().unwrap_or(0));
        let columns = usize::BITS - width.leading_zeros();
        let shelf = Self {
            width,
            shifts: most.iter().map(|most| digits(*most).saturating_sub(30)).collect(),
            fine: 62u32.saturating_sub(largest + columns),
            classes: Vec::new(),
            nodes: Vec::new(),
            lows: Vec::new(),
            highs: Vec::new(),
            leaves: Vec::new(),
            counts: Vec::new(),
            rows: Vec::new(),
            order: Vec::new(),
            amounts: Vec::new(),
            bits: Vec::new(),
            words,
        };
        let mut builder = Builder { shelf, amounts, bits, order };
        let mut left_over = (vec![0; words], Vec::new());
        for (bits, mut rows) in classes {
            if rows.len() < FEW {
                left_over.0.iter_mut().zip(bits).for_each(|(all, one)| *all |= one);
                left_over.1.append(&mut rows);
            } else {
                builder.class(bits.to_vec(), &mut rows);
            }
        }
        if !left_over.1.is_empty() {
            builder.class(left_over.0, &mut left_over.1);
        }
        builder.shelf
    }
}

struct Builder<'a> {
    shelf: Shelf,
    amounts: &'a [i64],
    bits: &'a [u64],
    order: &'a [u32],
}

impl Builder<'_> {
    fn amount(&self, row: u32, column: usize) -> i64 {
        self.amounts[row as usize * self.shelf.width + column]
    }

    fn class(&mut self, bits: Vec<u64>, rows: &mut [u32]) {
        let leaf = rows.len() <= LEAF;
        let root = if leaf { self.leaf(rows) } else { self.nodes(1) };
        if !leaf {
            self.fill(root, rows);
        }
        self.shelf.classes.push(Class { bits, root, leaf });
    }

    /// So many nodes, to be filled; returns the first.
    fn nodes(&mut self, count: usize) -> u32 {
        let first = self.shelf.nodes.len();
        let shelf = &mut self.shelf;
        shelf.nodes.resize(first + count, Node::default());
        shelf.lows.resize((first + count) * shelf.width, [i32x4::ZERO; FOURS]);
        shelf.highs.resize((first + count) * shelf.width, [i32x4::ZERO; FOURS]);
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    /// Divides rows among the children of a node, evenly and into narrow boxes.
    fn fill(&mut self, node: u32, rows: &mut [u32]) {
        let mut room = LEAF;
        while room * FAN < rows.len() {
            room *= FAN;
        }
        let mut parts = Vec::new();
        self.cut(rows, rows.len().div_ceil(room), &mut parts);
        let leaves = room == LEAF;
        let count = parts.len();
        for column in 0..self.shelf.width {
            let (mut lows, mut highs) = ([0; FAN], [0; FAN]);
            for (at, part) in parts.iter().enumerate() {
                let lanes = part.iter().map(|row| self.lane(*row, column));
                lows[at] = lanes.clone().min().unwrap_or(0);
                highs[at] = lanes.max().unwrap_or(0);
            }
            let place = node as usize * self.shelf.width + column;
            self.shelf.lows[place] = block(&lows);
            self.shelf.highs[place] = block(&highs);
        }
        let first = if leaves {
            let firsts: Vec<u32> = parts.iter().map(|part| self.leaf(part)).collect();
            firsts.first().copied().unwrap_or(0)
        } else {
            let first = self.nodes(count);
            (first..).zip(parts).for_each(|(child, part)| self.fill(child, part));
            first
        };
        self.shelf.nodes[node as usize] =
            Node { first, count: u8::try_from(count).unwrap_or(u8::MAX), leaves };
    }

    /// Cuts rows into so many parts, each time across the column in which they differ by the largest factor.
    fn cut<'r>(&self, rows: &'r mut [u32], parts: usize, into: &mut Vec<&'r mut [u32]>) {
        if parts <= 1 {
            return into.push(rows);
        }
        let spread = |column: usize| {
            let amounts = rows.iter().map(|row| self.amount(*row, column));
            let (low, high) = (amounts.clone().min().unwrap_or(0), amounts.max().unwrap_or(0));
            magnitude(high) - magnitude(low)
        };
        let column = (0..self.shelf.width).max_by_key(|column| (spread(*column), std::cmp::Reverse(*column)));
        let left = parts / 2;
        let place = rows.len() * left / parts;
        if let Some(column) = column {
            rows.select_nth_unstable_by_key(place, |row| (self.amount(*row, column), *row));
        }
        let (before, behind) = rows.split_at_mut(place);
        self.cut(before, left, into);
        self.cut(behind, parts - left, into);
    }

    fn lane(&self, row: u32, column: usize) -> i32 {
        i32::try_from(self.amount(row, column) >> self.shelf.shifts[column]).unwrap_or(i32::MAX)
    }

    fn leaf(&mut self, rows: &[u32]) -> u32 {
        let leaf = self.shelf.counts.len();
        for column in 0..self.shelf.width {
            let mut lanes = [-1; LEAF];
            lanes.iter_mut().zip(rows).for_each(|(lane, row)| *lane = self.lane(*row, column));
            self.shelf.leaves.push(block(&lanes));
        }
        for at in 0..LEAF {
            let row = rows.get(at).copied();
            self.shelf.rows.push(row.unwrap_or(u32::MAX));
            self.shelf.order.push(row.map_or(u32::MAX, |row| self.order[row as usize]));
            for column in 0..self.shelf.width {
                self.shelf.amounts.push(row.map_or(0, |row| self.amount(row, column)));
            }
            for word in 0..self.shelf.words {
                self.shelf.bits.push(row.map_or(0, |row| self.bits[row as usize * self.shelf.words + word]));
            }
        }
        self.shelf.counts.push(u8::try_from(rows.len()).unwrap_or(u8::MAX));
        u32::try_from(leaf).unwrap_or(u32::MAX)
    }
}

/// Four binary digits of the logarithm: amounts that differ by the same factor differ by as much.
fn magnitude(amount: i64) -> u32 {
    let amount = amount.max(0).unsigned_abs() + 1;
    let digits = u64::BITS - 1 - amount.leading_zeros();
    let next = (amount << 4 >> digits) & 15;
    digits << 4 | u32::try_from(next).unwrap_or(0)
}

fn block<const N: usize>(lanes: &[i32]) -> Block<N> {
    let mut block = [i32x4::ZERO; N];
    for (four, lanes) in block.iter_mut().zip(lanes.as_chunks::<4>().0) {
        *four = i32x4::new(*lanes);
    }
    block
}
