//! Going down the shelf: the nearest box first, and no further than what is kept.

use super::kept::Kept;
use super::need::Asked;
use super::score::{self, Scores};
use super::{FAN, Shelf};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Room to work in, kept from one question to the next.
#[derive(Debug, Default)]
pub struct Work {
    /// What is to be looked into: preferences that are missed, shares at least, and where.
    open: BinaryHeap<Reverse<(u64, u32)>>,
    pub(super) kept: Kept,
    /// The rows of the last answer.
    found: Vec<u32>,
}

/// How far is far enough: preferences that are missed, and the sum of shares, with [`score::SHARE`] digits behind
/// the point.
pub(crate) type Limit = u64;

/// A limit of so many missed preferences and this sum of shares.
pub(crate) fn limit(unmet: u32, shares: i32) -> Limit {
    u64::from(unmet) << 32 | u64::from(shares.unsigned_abs())
}

impl Shelf {
    /// The rows of the nearest `most` items for a question: those that have each amount and trait, by
    /// preferences missed, excess Σ (got − need) / need, and the order that the shelf was given.
    pub fn nearest<'w>(&self, asked: &Asked, most: usize, work: &'w mut Work) -> &'w [u32] {
        let mut kept = std::mem::take(&mut work.kept);
        kept.begin(most);
        self.visit(asked, work, &mut |place| kept.take(self, asked, place));
        work.found.clear();
        work.found.extend(kept.places().map(|place| self.rows[place]));
        work.kept = kept;
        &work.found
    }

    /// Hands out every item that may lie within the limit, the nearest box first. `take` is told the item's place
    /// and answers with the limit from then on.
    pub(crate) fn visit(&self, asked: &Asked, work: &mut Work, take: &mut impl FnMut(usize) -> Limit) {
        work.open.clear();
        if asked.beyond {
            return;
        }
        let mut far = Limit::MAX;
        for class in &self.classes {
            if asked.holds(&class.bits) {
                let least = limit(asked.unmet(&class.bits), 0);
                work.open.push(Reverse((least, class.root << 1 | u32::from(class.leaf))));
            }
        }
        while let Some(Reverse((least, what))) = work.open.pop() {
            if least > far {
                return;
            }
            let (unmet, at) = ((least >> 32) as u32, what as usize >> 1);
            if what & 1 == 1 {
                let scores = self.weigh_leaf(asked, at, far, unmet);
                let mut mask = scores.mask & below(self.counts[at]);
                while mask != 0 {
                    far = take(at * FAN + mask.trailing_zeros() as usize);
                    mask &= mask - 1;
                }
            } else {
                let node = self.nodes[at];
                let scores = self.weigh_node(asked, at, far, unmet);
                let least = scores.least();
                let mut mask = scores.mask & below(node.count);
                while mask != 0 {
                    let lane = mask.trailing_zeros();
                    let shares = least[lane as usize / 4][lane as usize % 4];
                    let child = (node.first + lane) << 1 | u32::from(node.leaves);
                    work.open.push(Reverse((limit(unmet, shares), child)));
                    mask &= mask - 1;
                }
            }
        }
    }

    fn weigh_node(&self, asked: &Asked, at: usize, far: Limit, unmet: u32) -> Scores {
        let range = at * self.width..(at + 1) * self.width;
        score::weigh(&asked.terms, &self.lows[range.clone()], &self.highs[range], shares(far, unmet))
    }

    fn weigh_leaf(&self, asked: &Asked, at: usize, far: Limit, unmet: u32) -> Scores {
        let block = &self.leaves[at * self.width..(at + 1) * self.width];
        score::weigh(&asked.terms, block, block, shares(far, unmet))
    }
}

/// The shares that the limit leaves to those that miss so many preferences.
fn shares(far: Limit, unmet: u32) -> i32 {
    if far >> 32 > u64::from(unmet) { i32::MAX } else { i32::try_from(far & 0xFFFF_FFFF).unwrap_or(i32::MAX) }
}

/// So many set bits.
fn below(count: u8) -> u32 {
    (1 << count) - 1
}
