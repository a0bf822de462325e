//! The few that are kept, in exact order.

use super::Shelf;
use super::need::{Asked, Term};
use super::score::SHARE;
use super::walk::{self, Limit};
use crate::fitting::exact::Scale;
use std::cmp::Ordering;

/// The best so far, best first.
#[derive(Debug, Default)]
pub(super) struct Kept {
    most: usize,
    found: Vec<One>,
}

/// An item that reaches everything.
#[derive(Clone, Copy, Debug)]
struct One {
    unmet: u32,
    /// Σ got / need, with [`Shelf::fine`] digits behind the point: it is at least `sum`, and less than `sum` and
    /// `spread` together (or the same where both are nought).
    sum: u64,
    spread: u64,
    order: u32,
    place: usize,
}

impl Kept {
    pub(super) fn begin(&mut self, most: usize) {
        self.most = most;
        self.found.clear();
    }

    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.found.iter().map(|one| one.place)
    }

    /// Takes an item in, if it is among the best, and says how far is far enough from now on.
    pub(super) fn take(&mut self, shelf: &Shelf, asked: &Asked, place: usize) -> Limit {
        let (amounts, bits) = (shelf.amounts_at(place), shelf.bits_at(place));
        let reached = asked.terms.iter().all(|term| amounts[term.column] >= term.amount);
        if reached && asked.holds(bits) && self.most > 0 {
            let (mut sum, mut spread) = (0, 0);
            for term in &asked.terms {
                let amount = amounts[term.column].unsigned_abs();
                sum += amount * term.share;
                spread += amount;
            }
            let (unmet, order) = (asked.unmet(bits), shelf.order[place]);
            self.offer(shelf, asked, One { unmet, sum, spread, order, place });
        }
        match self.found.last().filter(|_| self.found.len() == self.most) {
            Some(worst) => {
                let most = worst.sum + worst.spread;
                let shares = match shelf.fine.checked_sub(SHARE) {
                    Some(down) => (most >> down) + 1,
                    None => most.saturating_mul(1 << (SHARE - shelf.fine)),
                };
                walk::limit(worst.unmet, i32::try_from(shares).unwrap_or(i32::MAX))
            }
            None if self.most == 0 => 0,
            None => Limit::MAX,
        }
    }

    fn offer(&mut self, shelf: &Shelf, asked: &Asked, one: One) {
        let mut at = self.found.len();
        while at > 0 && compare(shelf, asked, &one, &self.found[at - 1]) == Ordering::Less {
            at -= 1;
        }
        if at < self.most {
            if self.found.len() == self.most {
                self.found.pop();
            }
            self.found.insert(at, one);
        }
    }
}

fn compare(shelf: &Shelf, asked: &Asked, a: &One, b: &One) -> Ordering {
    let excess = || {
        if a.sum > b.sum + b.spread {
            Ordering::Greater
        } else if b.sum > a.sum + a.spread {
            Ordering::Less
        } else {
            exactly(&asked.terms, shelf.amounts_at(a.place), shelf.amounts_at(b.place))
        }
    };
    a.unmet.cmp(&b.unmet).then_with(excess).then(a.order.cmp(&b.order))
}

/// Compares Σ got / need of two items without rounding.
fn exactly(terms: &[Term], a: &[i64], b: &[i64]) -> Ordering {
    // What differs, as one fraction: most items that are close differ in two amounts, or in none.
    let mut difference = Some((0i128, 1i128));
    for term in terms {
        let by = i128::from(a[term.column]) - i128::from(b[term.column]);
        if by != 0 {
            difference = difference.and_then(|(above, below)| {
                let need = i128::from(term.amount);
                let above = above.checked_mul(need)?.checked_add(by.checked_mul(below)?)?;
                Some((above, below.checked_mul(need)?))
            });
        }
    }
    if let Some((above, _)) = difference {
        return above.cmp(&0);
    }
    let needs: Vec<i64> = terms.iter().map(|term| term.amount).collect();
    let scale = Scale::of(&needs);
    let sum = |amounts: &[i64]| {
        let mut sum = scale.zero();
        for (at, term) in terms.iter().enumerate() {
            scale.add(&mut sum, at, amounts[term.column].into());
        }
        sum
    };
    sum(a).cmp(&sum(b))
}

impl Shelf {
    /// The row that the item at this place was given as.
    pub(crate) fn row(&self, place: usize) -> usize {
        self.rows[place] as usize
    }

    /// The amounts of the item at this place.
    fn amounts_at(&self, place: usize) -> &[i64] {
        &self.amounts[place * self.width..(place + 1) * self.width]
    }

    /// The trait bits of the item at this place.
    fn bits_at(&self, place: usize) -> &[u64] {
        &self.bits[place * self.words..(place + 1) * self.words]
    }
}
