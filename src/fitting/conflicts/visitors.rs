//! What is looked for at the end of each walk: masks, values, or the most of one dimension.

use super::{Analysis, Field, Mask};
use std::collections::BTreeMap;

/// A configuration as far as masks and values go.
pub(super) struct Found<'a> {
    pub(super) field: &'a Field,
    pub(super) bits: &'a [u64],
    pub(super) got: &'a [i64],
}

/// Which components are tried in a dimension.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling {
    /// None.
    Not,
    /// Those that reach the need where it is not reached.
    ToTheNeed,
    /// All, whatever they give.
    ToTheMost,
}

/// What is looked for at the end of each walk, and whether to go on with what may still be kept.
pub(super) trait Visitor {
    fn promising(&self, may_keep: Mask) -> bool;
    /// False where a base that gives so much, with components that add at most so much, is not worth a look.
    fn worth(&self, _got: &dyn Fn(usize) -> i64, _more: &[i64]) -> bool {
        true
    }
    fn visit(&mut self, mask: Mask, found: &Found<'_>);
    /// How a dimension of this bit is filled.
    fn filling(&self, bit: Mask) -> Filling;
}

/// Keeps the masks that no other contains.
pub(super) struct Masks(pub(super) Vec<Mask>);

impl Visitor for Masks {
    fn promising(&self, may_keep: Mask) -> bool {
        !self.0.iter().any(|mask| may_keep & !mask == 0)
    }

    fn visit(&mut self, mask: Mask, _: &Found<'_>) {
        if self.promising(mask) {
            self.0.retain(|smaller| smaller & !mask != 0);
            self.0.push(mask);
        }
    }

    fn filling(&self, _: Mask) -> Filling {
        Filling::ToTheNeed
    }
}

/// The values of what is given up that are not amounts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    pub(super) function: String,
    pub(super) values: BTreeMap<String, String>,
}

/// Keeps, for each choice of the other values, the amounts that no other amounts reach in everything.
pub(super) struct Values<'a> {
    pub(super) analysis: &'a Analysis<'a>,
    pub(super) kept: Mask,
    pub(super) best: BTreeMap<Choice, Vec<Vec<i64>>>,
}

impl Visitor for Values<'_> {
    fn promising(&self, may_keep: Mask) -> bool {
        self.kept & !may_keep == 0
    }

    fn visit(&mut self, mask: Mask, found: &Found<'_>) {
        if self.kept & !mask != 0 {
            return;
        }
        let (analysis, kept) = (self.analysis, self.kept);
        let given = |at: usize| kept >> at & 1 == 0;
        let amounts = found.got.iter().enumerate().filter(|(place, _)| given(place + 1));
        let amounts: Vec<i64> = amounts.map(|(_, got)| *got).collect();
        let function =
            if given(0) { analysis.index.functions[found.field.function].clone() } else { String::new() };
        let mut choices = vec![Choice { function, values: BTreeMap::new() }];
        for (_, code, ..) in analysis.hard.iter().filter(|(at, ..)| given(*at)) {
            let offered = analysis.index.values(code, found.bits);
            let with = |choice: &Choice, value: &&str| {
                let mut choice = choice.clone();
                choice.values.insert(code.clone(), (*value).to_owned());
                choice
            };
            choices = choices
                .iter()
                .flat_map(|choice| offered.iter().map(move |value| with(choice, value)))
                .collect();
        }
        for choice in choices {
            let best = self.best.entry(choice).or_default();
            let covers = |a: &[i64], b: &[i64]| a.iter().zip(b).all(|(a, b)| a >= b);
            if !best.iter().any(|other| covers(other, &amounts)) {
                best.retain(|other| !covers(&amounts, other));
                best.push(amounts.clone());
            }
        }
    }

    fn filling(&self, bit: Mask) -> Filling {
        if self.kept & bit == 0 { Filling::ToTheMost } else { Filling::ToTheNeed }
    }
}

/// Keeps the greatest amount of one dimension within reach.
pub(super) struct Most {
    pub(super) place: usize,
    pub(super) most: i64,
}

impl Visitor for Most {
    fn promising(&self, may_keep: Mask) -> bool {
        may_keep & 1 == 1
    }

    fn worth(&self, got: &dyn Fn(usize) -> i64, more: &[i64]) -> bool {
        got(self.place).saturating_add(more[self.place]) > self.most
    }

    fn visit(&mut self, _: Mask, found: &Found<'_>) {
        self.most = self.most.max(found.got[self.place]);
    }

    fn filling(&self, bit: Mask) -> Filling {
        if bit >> (self.place + 1) & 1 == 1 { Filling::ToTheMost } else { Filling::Not }
    }
}
