//! One need, compiled against the index.

use super::exact::Scale;
use super::index::{Index, SUPPLIER};
use super::terms::FitTerms;
use crate::dossier::Need;

/// A need as the search sees it.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    pub(crate) need: &'a Need,
    pub(crate) terms: &'a FitTerms,
    /// Needed dimensions, sorted by code.
    pub(crate) wants: Vec<Want<'a>>,
    /// Trait bits that every part must have.
    pub(crate) required: Vec<u64>,
    /// Word and bit of each preference that some item restricts.
    pub(crate) prefers: Vec<(usize, u64)>,
    /// Functions in reach with their distance, nearest first.
    pub(crate) reach: Vec<(u32, usize)>,
    pub(crate) scale: Scale,
    pub(crate) count: i64,
    pub(crate) months: u32,
}

/// A needed amount.
#[derive(Debug)]
pub(crate) struct Want<'a> {
    pub(crate) code: &'a str,
    /// Its number; `None` where no item and no declaration knows the dimension.
    pub(crate) dimension: Option<usize>,
    /// The amount needed by one instance, above zero.
    pub(crate) amount: i64,
    /// The amount that must be reached: less than `amount` only while a concession is looked for.
    pub(crate) floor: i64,
}

impl<'a> Query<'a> {
    pub(crate) fn new(index: &Index, need: &'a Need, terms: &'a FitTerms) -> Self {
        let wants: Vec<Want<'a>> = need
            .amounts
            .iter()
            .filter(|(_, amount)| **amount > 0)
            .map(|(code, &amount)| {
                let dimension = index.dimensions.get(code).copied();
                Want { code, dimension, amount, floor: amount }
            })
            .collect();
        let mut required = vec![0; index.words];
        let supplier = terms.supplier.as_ref().map(|supplier| (SUPPLIER, supplier.as_str()));
        let hard = need.traits.iter().map(|(code, value)| (code.as_str(), value.as_str()));
        for (word, bit) in hard.chain(supplier).filter_map(|(code, value)| index.bit(code, value)) {
            required[word] |= bit;
        }
        let prefers = need.prefers.iter().filter_map(|(code, value)| index.bit(code, value)).collect();
        let reach = index.function(&need.function);
        let reach = reach.map_or_else(Vec::new, |function| index.reach(function, terms.max_distance));
        let amounts: Vec<i64> = wants.iter().map(|want| want.amount).collect();
        let (count, months) = (need.count.max(1), need.months.max(1));
        Self { need, terms, scale: Scale::of(&amounts), wants, required, prefers, reach, count, months }
    }

    /// Lowers what must be reached by the tolerance of the terms. False where nothing is tolerated.
    pub(crate) fn concede(&mut self) -> bool {
        let mut lowered = false;
        for want in &mut self.wants {
            let keeps = 1_000
                - self.terms.tolerance.get(want.code).copied().unwrap_or(self.terms.shortfall).min(1_000);
            let product = i128::from(want.amount) * i128::from(keeps);
            let floor = product / 1_000 + i128::from(product % 1_000 > 0);
            want.floor = i64::try_from(floor).unwrap_or(want.amount);
            lowered |= want.floor < want.amount;
        }
        lowered
    }

    /// True where these bits hold every hard trait and the supplier.
    pub(crate) fn holds(&self, bits: &[u64]) -> bool {
        self.required.iter().zip(bits).all(|(required, bits)| required & bits == *required)
    }

    /// Number of preferences that these bits do not offer.
    pub(crate) fn unmet(&self, bits: &[u64]) -> u32 {
        let missing = self.prefers.iter().filter(|(word, bit)| bits[*word] & bit == 0);
        u32::try_from(missing.count()).unwrap_or(u32::MAX)
    }
}
