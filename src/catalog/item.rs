//! One line of a catalog.

use crate::basics::{Date, Words};
use crate::catalog::Price;
use std::collections::{BTreeMap, BTreeSet};

/// An item (目录项): what is sold under one code.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its code, unique in the edition.
    pub code: String,
    /// Its name, as published.
    pub name: Words,
    /// The specification in words, as published.
    pub spec: String,
    /// The function it has (a code of [`crate::catalog::Function`]).
    pub function: String,
    /// Functions whose configurations it may complete beside its own: a disk sold by the GB completes a
    /// virtual machine. Only for components.
    pub completes: Vec<String>,
    /// How it is sold.
    pub grammar: Grammar,
    /// The trait values it offers, by trait code. A trait that is absent is not restricted: the item
    /// can be had with every value.
    pub traits: BTreeMap<String, BTreeSet<String>>,
    /// The supplier that sells it; every supplier where absent.
    pub supplier: Option<String>,
    /// The price of one instance (package), of one step (component), or the base price of a custom size.
    /// `None` is an unknown price, never nought; but a custom size whose steps have prices is sold by its steps
    /// alone ([`Item::has_base`]).
    pub price: Option<Price>,
    /// At most so many instances (or steps) for one application, where the catalog says so.
    pub quota: Option<i64>,
    /// First and last day on which it is sold; open where absent.
    pub valid: (Option<Date>, Option<Date>),
    /// The source of the item itself (a code of [`crate::catalog::Source`]).
    pub source: String,
    /// Remarks of the publisher or of the editor of this file.
    pub note: String,
    /// Initials of the pinyin of its name, lower case, for search. Empty where the file gives none.
    pub initials: String,
    /// Row in the file it came from, from 1, for messages.
    pub row: usize,
}

impl Item {
    /// True where the item itself is charged. A custom size that names prices of its steps and none of its own
    /// (2 核/单位, 4 G/单位) is charged by its steps alone: it has no base whose price would be unknown.
    pub fn has_base(&self) -> bool {
        match &self.grammar {
            Grammar::Custom(ranges) => {
                self.price.is_some() || ranges.iter().all(|range| range.price.is_none())
            }
            Grammar::Package(_) | Grammar::Component(_) => true,
        }
    }
}

/// How an item is sold. Amounts are in the smallest unit of their dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// Fixed amounts together: 2 核 4 GB + 100 GB. Dimension code → amount.
    Package(BTreeMap<String, i64>),
    /// One dimension by the step: 1 vCPU, 1 GB.
    Component(Range),
    /// Several stepped dimensions together, each with its most.
    Custom(Vec<Range>),
}

/// A stepped dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The dimension's code.
    pub dimension: String,
    /// Amount of one step, above zero.
    pub step: i64,
    /// The least that is sold to one instance; a multiple of the step.
    pub least: i64,
    /// The most that one instance may have; no limit where absent.
    pub most: Option<i64>,
    /// The price of one step of a custom size; `None` is unknown. A component's price stands on the item.
    pub price: Option<Price>,
}
