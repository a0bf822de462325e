//! Going down the shelf: the nearest box first, and no further than what is kept.

use super::kept::Kept;
use super::need::Asked;
use super::score::{self, Block, Scores};
use super::{FAN, LEAF, Shelf};

/// Room to work in, kept from one question to the next.
#[derive(Debug, Default)]
pub struct Work {
    /// What is to be looked into: how far it is at least, and where.
    open: Vec<(Limit, Child)>,
    kept: Kept,
    /// The rows of the last answer.
    found: Vec<u32>,
}

/// How far something is at least, or how far is far enough: missed preferences, and below 2^32 the sum of shares
/// with [`score::SHARE`] digits behind the point.
pub(crate) type Limit = u64;

/// A limit of so many missed preferences and this sum of shares.
pub(crate) fn limit(unmet: u32, shares: i32) -> Limit {
    u64::from(unmet) << 32 | u64::from(shares.unsigned_abs())
}

/// A node, or a leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Child {
    at: u32,
    leaf: bool,
}

/// One question on its way down.
struct Walk<'a, T> {
    shelf: &'a Shelf,
    asked: &'a Asked,
    /// How far is far enough.
    far: Limit,
    take: &'a mut T,
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

    /// Hands out every item that may lie within the limit, near boxes first. `take` is told the item's place and
    /// answers with the limit from then on.
    pub(crate) fn visit(&self, asked: &Asked, work: &mut Work, take: &mut impl FnMut(usize) -> Limit) {
        if asked.beyond {
            return;
        }
        let open = &mut work.open;
        open.clear();
        let mut walk = Walk { shelf: self, asked, far: Limit::MAX, take };
        for class in self.classes.iter().filter(|class| asked.holds(&class.bits)) {
            let unmet = asked.unmet(&class.bits);
            match class.leaf {
                true => open.push((limit(unmet, 0), Child { at: class.root, leaf: true })),
                false => walk.children(class.root, unmet, |least, child| open.push((least, child))),
            }
        }
        open.sort_unstable();
        for &(least, child) in open.iter() {
            if least > walk.far {
                break;
            }
            walk.down(child, (least >> 32) as u32);
        }
    }
}

impl<T: FnMut(usize) -> Limit> Walk<'_, T> {
    fn down(&mut self, child: Child, unmet: u32) {
        if child.leaf {
            return self.items(child.at as usize, unmet);
        }
        let mut open = [(0, Child::default()); FAN];
        let mut count = 0;
        self.children(child.at, unmet, |least, child| {
            let mut at = count;
            while at > 0 && open[at - 1].0 > least {
                open[at] = open[at - 1];
                at -= 1;
            }
            open[at] = (least, child);
            count += 1;
        });
        for &(least, child) in open.iter().take(count) {
            if least > self.far {
                break;
            }
            self.down(child, unmet);
        }
    }

    /// The children of a node that may lie within the limit.
    fn children(&self, at: u32, unmet: u32, mut open: impl FnMut(Limit, Child)) {
        let (shelf, node) = (self.shelf, self.shelf.nodes[at as usize]);
        let range = at as usize * shelf.width..(at as usize + 1) * shelf.width;
        let scores = self.weigh(&shelf.lows[range.clone()], &shelf.highs[range], unmet);
        let least = scores.least();
        let mut mask = scores.mask & below(node.count);
        while mask != 0 {
            let lane = mask.trailing_zeros();
            let shares = least[lane as usize / 4][lane as usize % 4];
            open(limit(unmet, shares), Child { at: node.first + lane, leaf: node.leaves });
            mask &= mask - 1;
        }
    }

    fn items(&mut self, leaf: usize, unmet: u32) {
        let block = &self.shelf.leaves[leaf * self.shelf.width..(leaf + 1) * self.shelf.width];
        let scores = self.weigh(block, block, unmet);
        let mut mask = scores.mask & below(self.shelf.counts[leaf]);
        while mask != 0 {
            self.far = (self.take)(leaf * LEAF + mask.trailing_zeros() as usize);
            mask &= mask - 1;
        }
    }

    fn weigh<const N: usize>(&self, lows: &[Block<N>], highs: &[Block<N>], unmet: u32) -> Scores<N> {
        let within = self.far >> 32 <= u64::from(unmet);
        let most = if within { i32::try_from(self.far & 0xFFFF_FFFF).unwrap_or(i32::MAX) } else { i32::MAX };
        score::weigh(&self.asked.terms, lows, highs, most)
    }
}

/// So many set bits.
fn below(count: u8) -> u32 {
    (1 << count) - 1
}
