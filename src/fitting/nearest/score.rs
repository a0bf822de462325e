//! Several boxes or items at a time.

use super::need::Term;
use wide::i32x4;

/// Binary digits behind the point of a share that fits a lane.
pub(crate) const SHARE: u32 = 22;

/// One number of each of four times `N` children.
pub(super) type Block<const N: usize> = [i32x4; N];

/// What they come to at least.
pub(super) struct Scores<const N: usize> {
    /// A set bit for each that reaches all amounts and comes to no more than the most.
    pub(super) mask: u32,
    least: Block<N>,
}

impl<const N: usize> Scores<N> {
    /// The least sum of shares of each.
    pub(super) fn least(&self) -> [[i32; 4]; N] {
        self.least.map(|four| four.to_array())
    }
}

/// Weighs boxes by the least and the most of each column; for items both are what they have.
pub(super) fn weigh<const N: usize>(
    terms: &[Term],
    lows: &[Block<N>],
    highs: &[Block<N>],
    most: i32,
) -> Scores<N> {
    let mut least = [i32x4::ZERO; N];
    let mut bars = [i32x4::ZERO; N];
    for term in terms {
        let (low_block, high_block) = (&lows[term.column], &highs[term.column]);
        let (floor, low) = (i32x4::splat(term.floor), i32x4::splat(term.low));
        let (cap, weight) = (i32x4::splat(term.cap), i32x4::splat(term.weight));
        for at in 0..N {
            bars[at] |= high_block[at].simd_lt(floor);
            least[at] += (low_block[at] >> term.shift).max(low).min(cap) * weight;
        }
    }
    let most = i32x4::splat(most);
    let mut mask = 0;
    for at in 0..N {
        mask |= (!(bars[at] | least[at].simd_gt(most)).to_bitmask() & 15) << (4 * at);
    }
    Scores { mask, least }
}
