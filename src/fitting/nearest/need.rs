//! One question, compiled against a shelf.

use super::Shelf;
use super::score::SHARE;

/// Amounts from here on are no amounts.
pub(super) const NO_AMOUNT: i64 = 1 << 50;

/// An amount that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    /// The column of the shelf.
    pub column: usize,
    /// The amount that is needed, above nought.
    pub amount: i64,
    /// What an item must have at least of it; less than the amount where something else fills it up.
    pub least: i64,
}

/// A question to one shelf.
#[derive(Debug, Default)]
pub struct Asked {
    pub(super) terms: Vec<Term>,
    /// Trait bits that an item must have.
    pub(super) required: Vec<u64>,
    /// Word and bit of each preference.
    pub(super) prefers: Vec<(usize, u64)>,
    /// True where no item can have so much.
    pub(super) beyond: bool,
}

/// One wanted amount with the rounded numbers that prove that something is too far away.
///
/// With n the amount needed and S = 2^[`SHARE`], `weight` = ⌊2^down · S / n⌋, so that for every amount v, be it cut
/// off at `cap` or not, max(v, n) / n · S ≥ max(⌊v / 2^down⌋, `low`) · `weight`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) column: usize,
    pub(super) amount: i64,
    /// The least, shifted as the column is.
    pub(super) floor: i32,
    /// By how much a lane of the column is shifted further.
    pub(super) shift: u32,
    /// The amount, shifted.
    pub(super) low: i32,
    /// Where a shifted amount is cut off, so that sums stay within a lane.
    pub(super) cap: i32,
    pub(super) weight: i32,
    /// ⌊2^fine / n⌋.
    pub(super) share: u64,
}

impl Asked {
    /// A question for so much, with all of these trait bits; of several with the same excess and traits, those with
    /// more of the preferred bits come first.
    pub fn new(shelf: &Shelf, wants: &[Want], required: &[u64], prefers: &[(usize, u64)]) -> Self {
        let mut asked = Self::default();
        asked.ask(shelf, wants, required, prefers);
        asked
    }

    /// Asks anew, in the same room.
    pub fn ask(&mut self, shelf: &Shelf, wants: &[Want], required: &[u64], prefers: &[(usize, u64)]) {
        self.terms.clear();
        self.required.clear();
        self.required.extend_from_slice(required);
        self.prefers.clear();
        self.prefers.extend_from_slice(prefers);
        let beyond = |want: &Want| want.least >= NO_AMOUNT || want.column >= shelf.width;
        self.beyond = wants.iter().any(beyond);
        if !self.beyond {
            let most = (1 << 30) / i32::try_from(wants.len().max(4)).unwrap_or(i32::MAX);
            self.terms.extend(wants.iter().filter_map(|want| Term::new(shelf, want, most)));
        }
    }
}

impl Asked {
    /// True where these bits have all that are required.
    pub(super) fn holds(&self, bits: &[u64]) -> bool {
        self.required.iter().zip(bits).all(|(required, bits)| required & bits == *required)
    }

    /// Number of preferences that these bits miss.
    pub(super) fn unmet(&self, bits: &[u64]) -> u32 {
        let missed = self.prefers.iter().filter(|(word, bit)| bits[*word] & bit == 0);
        u32::try_from(missed.count()).unwrap_or(u32::MAX)
    }
}

impl Term {
    /// `None` where the want says nothing. The share of one term stays at or below `most`.
    fn new(shelf: &Shelf, want: &Want, most: i32) -> Option<Self> {
        let column = shelf.shifts[want.column];
        let lane = |amount: i64| i32::try_from(amount.max(0) >> column).unwrap_or(i32::MAX);
        let floor = lane(want.least);
        let nothing = Self {
            column: want.column,
            amount: want.amount,
            floor,
            shift: 0,
            low: 0,
            cap: i32::MAX,
            weight: 0,
            share: 0,
        };
        // What nobody asked for, or more than there is of anything, has no share.
        let Some(amount) = u64::try_from(want.amount).ok().filter(|n| (1..1 << 50).contains(n)) else {
            return (floor > 0).then_some(nothing);
        };
        let digits = u64::BITS - amount.leading_zeros();
        let shift = digits.saturating_sub(11 + column).min(31);
        let down = shift + column;
        let share = (1 << shelf.fine) / amount;
        let weight = match shelf.fine.checked_sub(SHARE + down) {
            // ⌊⌊2^fine / n⌋ / 2^k⌋ is ⌊2^(fine − k) / n⌋.
            Some(less) => share >> less,
            None => (1u64 << (SHARE + down)) / amount,
        };
        let weight = i32::try_from(weight).unwrap_or(i32::MAX);
        let low = i32::try_from(amount >> down).unwrap_or(i32::MAX);
        let cap = most.checked_div(weight).unwrap_or(i32::MAX);
        Some(Self { shift, low: low.min(cap), cap, weight, share, ..nothing })
    }
}
