//! An edition made ready for questions: codes become numbers, traits become bits, items stand by function.
//!
//! Built once for an edition; answers never look at the file's own structures until they are written out.

use super::nearest::{Items, Shelf};
use crate::basics::Date;
use crate::catalog::{Edition, Grammar, Item, Price, Range};
use std::collections::{BTreeMap, BTreeSet};

/// Amounts above this are no amounts (the reader's own bound); items with one are left out.
pub(crate) const MOST_AMOUNT: i64 = 1_000_000_000_000_000;
/// No limit.
pub(crate) const OPEN: i64 = i64::MAX;
/// The supplier, kept as if it were one more trait.
pub(crate) const SUPPLIER: &str = "\u{0}supplier";

/// The edition, compiled.
#[derive(Debug)]
pub(crate) struct Index {
    /// Every function named by a declaration or an item, sorted.
    pub(crate) functions: Vec<String>,
    /// Functions one step away from each, sorted.
    beside: Vec<Vec<usize>>,
    /// Dimension codes, in the order of the edition, undeclared ones after.
    pub(crate) dimensions: BTreeMap<String, usize>,
    /// Traits and the supplier.
    pub(crate) traits: BTreeMap<String, TraitBits>,
    /// Words of trait bits an item has.
    pub(crate) words: usize,
    /// Which words belong together: first word and number of words of each trait.
    pub(crate) spans: Vec<(usize, usize)>,
    /// Each item of the edition; `None` where it cannot be sold as written (see [`compile`]).
    pub(crate) sold: Vec<Option<Sold>>,
    /// Trait bits, [`Index::words`] an item.
    bits: Vec<u64>,
    /// Place of each item when sorted by code.
    pub(crate) rank: Vec<u32>,
    /// How many items with a lower code are sold just as each is: for the same, with the same traits, at the
    /// same price.
    pub(crate) repeats: Vec<usize>,
    /// What serves each function.
    pub(crate) groups: Vec<Group>,
}

/// Where a trait's values stand among the bits. Bit 0 stands for every value that no item names.
#[derive(Debug)]
pub(crate) struct TraitBits {
    first: usize,
    words: usize,
    values: BTreeMap<String, usize>,
}

impl TraitBits {
    /// First word and number of words.
    pub(crate) fn span(&self) -> (usize, usize) {
        (self.first, self.words)
    }
}

/// An item as it is sold to one instance.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sold {
    pub(crate) kind: Kind,
    pub(crate) function: usize,
    /// The functions whose configurations it may stand in: its own and, of a component, those it completes.
    pub(crate) serves: BTreeSet<usize>,
    pub(crate) valid: (Option<Date>, Option<Date>),
    /// Instances or steps for one application; [`OPEN`] without a limit.
    pub(crate) quota: i64,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Dimension and amount.
    Package(Vec<(usize, i64)>),
    Component(Stepped),
    Custom(Vec<Stepped>),
}

/// A range in whole steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stepped {
    pub(crate) dimension: usize,
    /// Amount of one step.
    pub(crate) step: i64,
    /// Least steps.
    pub(crate) least: i64,
    /// Most steps; [`OPEN`] without a limit.
    pub(crate) most: i64,
}

/// What serves one function.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Packages and custom sizes of this function.
    pub(crate) bases: Vec<usize>,
    /// The dimensions that bases have, each with its column in `amounts`.
    pub(crate) columns: BTreeMap<usize, usize>,
    /// The most that each base gives, a row a base, a column a dimension.
    pub(crate) amounts: Vec<i64>,
    /// Where the packages stand among the bases.
    pub(crate) packages: Vec<usize>,
    /// Where the others do.
    pub(crate) customs: Vec<usize>,
    /// The packages by amounts and traits: each row of it is a place in `packages`.
    pub(crate) shelf: Shelf,
    /// Components of this function and those that complete it, by dimension.
    pub(crate) components: BTreeMap<usize, Vec<usize>>,
    /// True where a component has the function itself: it is sold by components too.
    pub(crate) by_components: bool,
}

impl Index {
    pub(crate) fn new(edition: &Edition) -> Self {
        let functions = function_codes(edition);
        let dimensions = dimension_codes(edition);
        let traits = trait_bits(edition);
        let words = traits.values().map(|t| t.words).sum();
        let mut spans: Vec<_> = traits.values().map(|t| (t.first, t.words)).collect();
        spans.sort_unstable();
        let place: BTreeMap<&str, usize> =
            functions.iter().enumerate().map(|(at, f)| (f.as_str(), at)).collect();
        // Of items that share a code only the one that the code leads to can be named in a configuration.
        let named = |row: usize, item: &Item| edition.by_code.get(&item.code) == Some(&row);
        let rows = edition.items.iter().enumerate();
        let compiled = |(row, item)| named(row, item).then(|| compile(item, &place, &dimensions)).flatten();
        let sold: Vec<_> = rows.map(compiled).collect();
        let mut bits = Vec::with_capacity(edition.items.len() * words);
        for item in &edition.items {
            item_bits(item, &traits, words, &mut bits);
        }
        let groups = groups(functions.len(), &sold, &bits, words);
        let beside = beside(edition, &functions, &place);
        let rank = ranks(edition);
        let repeats = Vec::new();
        let index =
            Self { functions, beside, dimensions, traits, words, spans, sold, bits, rank, repeats, groups };
        Self { repeats: repeats_of(edition, &index), ..index }
    }

    /// The place of a function that the edition knows.
    pub(crate) fn function(&self, code: &str) -> Option<usize> {
        self.functions.binary_search_by(|f| f.as_str().cmp(code)).ok()
    }

    /// The trait bits of an item.
    pub(crate) fn bits(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    /// The word and bit that say that a value of a trait is offered; `None` for a trait that restricts nothing.
    pub(crate) fn bit(&self, code: &str, value: &str) -> Option<(usize, u64)> {
        let bits = self.traits.get(code)?;
        let at = bits.values.get(value).copied().unwrap_or(0);
        Some((bits.first + at / 64, 1 << (at % 64)))
    }

    /// The values of a trait that these bits offer. Empty where every value is offered.
    pub(crate) fn values(&self, code: &str, bits: &[u64]) -> Vec<&str> {
        let Some(known) = self.traits.get(code) else { return Vec::new() };
        if bits[known.first] & 1 == 1 {
            return Vec::new();
        }
        let held = |at: usize| bits[known.first + at / 64] >> (at % 64) & 1 == 1;
        known.values.iter().filter(|(_, at)| held(**at)).map(|(value, _)| value.as_str()).collect()
    }

    /// True where each trait has a value left: one instance has one value of each.
    pub(crate) fn consistent(&self, bits: &[u64]) -> bool {
        self.spans.iter().all(|&(first, words)| bits[first..first + words].iter().any(|word| *word != 0))
    }

    /// Functions at most `most` steps from this one, nearest first, then by code.
    pub(crate) fn reach(&self, from: usize, most: u32) -> Vec<(u32, usize)> {
        let mut found = vec![(0, from)];
        let mut edge = 0;
        for distance in 1..=most {
            let begin = found.len();
            let mut next: Vec<usize> =
                found[edge..].iter().flat_map(|(_, f)| &self.beside[*f]).copied().collect();
            next.sort_unstable();
            next.dedup();
            next.retain(|f| found.iter().all(|(_, other)| other != f));
            if next.is_empty() {
                break;
            }
            found.extend(next.iter().map(|&f| (distance, f)));
            edge = begin;
        }
        found
    }
}

impl Sold {
    /// True where the item is sold on this day, first and last day included.
    pub(crate) fn on(&self, day: Date) -> bool {
        self.valid.0.is_none_or(|first| first <= day) && self.valid.1.is_none_or(|last| day <= last)
    }
}

/// An item as sold, or `None` where it is written so that nothing can be sold by it: a step of nought or
/// less, an amount or a price below nought or beyond all amounts, a most below the least, a dimension twice.
fn compile(item: &Item, functions: &BTreeMap<&str, usize>, dims: &BTreeMap<String, usize>) -> Option<Sold> {
    let amount = |amount: i64| (0..=MOST_AMOUNT).contains(&amount).then_some(amount);
    let stepped = |range: &Range| -> Option<Stepped> {
        let step = amount(range.step).filter(|step| *step > 0)?;
        let least = amount(range.least)?;
        let least = least / step + i64::from(least % step > 0);
        let most = range.most.map_or(Some(OPEN), |most| amount(most).map(|most| most / step))?;
        priced(range.price.as_ref()).then_some(())?;
        (least <= most).then_some(Stepped { dimension: dims[&range.dimension], step, least, most })
    };
    let kind = match &item.grammar {
        Grammar::Package(amounts) => {
            let amounts = amounts.iter().map(|(code, a)| amount(*a).map(|a| (dims[code], a)));
            Kind::Package(amounts.collect::<Option<_>>()?)
        }
        Grammar::Component(range) => {
            let range = stepped(range)?;
            Kind::Component(Stepped { least: range.least.max(1), ..range })
        }
        Grammar::Custom(ranges) => {
            let distinct: BTreeSet<&str> = ranges.iter().map(|range| range.dimension.as_str()).collect();
            (distinct.len() == ranges.len()).then_some(())?;
            Kind::Custom(ranges.iter().map(stepped).collect::<Option<_>>()?)
        }
    };
    priced(item.price.as_ref()).then_some(())?;
    let quota = item.quota.unwrap_or(OPEN).max(0);
    let function = functions[item.function.as_str()];
    let completes = item.completes.iter().map(|code| functions[code.as_str()]);
    let completes = completes.filter(|_| matches!(kind, Kind::Component(_)));
    let serves = completes.chain([function]).collect();
    Some(Sold { kind, function, serves, valid: item.valid, quota })
}

/// False for a price with an amount below nought.
fn priced(price: Option<&Price>) -> bool {
    let not_below = |amount: crate::basics::Money| amount.as_micros() >= 0;
    price.is_none_or(|p| not_below(p.amount) && p.tiers.iter().all(|tier| not_below(tier.amount)))
}

fn ranges(item: &Item) -> Vec<&str> {
    match &item.grammar {
        Grammar::Package(amounts) => amounts.keys().map(String::as_str).collect(),
        Grammar::Component(range) => vec![range.dimension.as_str()],
        Grammar::Custom(ranges) => ranges.iter().map(|range| range.dimension.as_str()).collect(),
    }
}

fn function_codes(edition: &Edition) -> Vec<String> {
    let declared = edition.functions.iter().flat_map(|f| std::iter::once(&f.code).chain(&f.near));
    let used = edition.items.iter().flat_map(|item| std::iter::once(&item.function).chain(&item.completes));
    declared.chain(used).collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

fn dimension_codes(edition: &Edition) -> BTreeMap<String, usize> {
    let mut codes = BTreeMap::new();
    let declared = edition.dimensions.iter().map(|dimension| dimension.code.as_str());
    for code in declared.chain(edition.items.iter().flat_map(ranges)) {
        let next = codes.len();
        codes.entry(code.to_owned()).or_insert(next);
    }
    codes
}

fn trait_bits(edition: &Edition) -> BTreeMap<String, TraitBits> {
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in &edition.items {
        for (code, offered) in &item.traits {
            values.entry(code).or_default().extend(offered.iter().map(String::as_str));
        }
        if let Some(supplier) = &item.supplier {
            values.entry(SUPPLIER).or_default().insert(supplier);
        }
    }
    let mut first = 0;
    let place = |(code, values): (&str, BTreeSet<&str>)| {
        let words = values.len() / 64 + 1;
        let values = values.into_iter().enumerate().map(|(at, value)| (value.to_owned(), at + 1)).collect();
        first += words;
        (code.to_owned(), TraitBits { first: first - words, words, values })
    };
    values.into_iter().map(place).collect()
}

fn item_bits(item: &Item, traits: &BTreeMap<String, TraitBits>, words: usize, all: &mut Vec<u64>) {
    let start = all.len();
    all.resize(start + words, u64::MAX);
    let supplier: BTreeSet<String> = item.supplier.iter().cloned().collect();
    let offers = item.traits.iter().map(|(code, values)| (code.as_str(), values));
    for (code, values) in offers.chain([(SUPPLIER, &supplier)]) {
        let Some(bits) = traits.get(code).filter(|_| !values.is_empty()) else { continue };
        let span = &mut all[start + bits.first..start + bits.first + bits.words];
        span.fill(0);
        for at in values.iter().filter_map(|value| bits.values.get(value)) {
            span[at / 64] |= 1 << (at % 64);
        }
    }
}

fn groups(functions: usize, sold: &[Option<Sold>], bits: &[u64], words: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = std::iter::repeat_with(Group::default).take(functions).collect();
    for (row, item) in sold.iter().enumerate().filter_map(|(row, item)| Some((row, item.as_ref()?))) {
        match &item.kind {
            Kind::Component(range) => {
                groups[item.function].by_components = true;
                for &function in &item.serves {
                    groups[function].components.entry(range.dimension).or_default().push(row);
                }
            }
            Kind::Package(_) | Kind::Custom(_) => groups[item.function].bases.push(row),
        }
    }
    for group in &mut groups {
        fill_amounts(group, sold);
        fill_shelf(group, sold, bits, words);
    }
    groups
}

fn fill_shelf(group: &mut Group, sold: &[Option<Sold>], bits: &[u64], words: usize) {
    let width = group.columns.len();
    let is_package = |row: usize| matches!(&sold[row], Some(Sold { kind: Kind::Package(_), .. }));
    let (mut amounts, mut traits) = (Vec::new(), Vec::new());
    for (at, &row) in group.bases.iter().enumerate() {
        if !is_package(row) {
            group.customs.push(at);
            continue;
        }
        group.packages.push(at);
        amounts.extend_from_slice(&group.amounts[at * width..(at + 1) * width]);
        traits.extend_from_slice(&bits[row * words..(row + 1) * words]);
    }
    let order: Vec<u32> = (0..).take(group.packages.len()).collect();
    group.shelf = Shelf::new(Items { width, amounts: &amounts, words, bits: &traits, order: &order });
}

fn fill_amounts(group: &mut Group, sold: &[Option<Sold>]) {
    let offers = |row: usize| -> Vec<(usize, i64)> {
        match sold[row].as_ref().map(|item| &item.kind) {
            Some(Kind::Package(amounts)) => amounts.clone(),
            Some(Kind::Custom(ranges)) => ranges
                .iter()
                .map(|r| (r.dimension, if r.most == OPEN { OPEN } else { r.most * r.step }))
                .collect(),
            _ => Vec::new(),
        }
    };
    for &row in &group.bases {
        for (dimension, _) in offers(row) {
            let next = group.columns.len();
            group.columns.entry(dimension).or_insert(next);
        }
    }
    let width = group.columns.len();
    group.amounts = vec![0; group.bases.len() * width];
    for (at, &row) in group.bases.iter().enumerate() {
        for (dimension, amount) in offers(row) {
            group.amounts[at * width + group.columns[&dimension]] = amount;
        }
    }
}

/// Functions beside each: what the catalog declares near, in both directions, and what stands under the
/// same parent. A function without a parent has no siblings.
fn beside(edition: &Edition, functions: &[String], place: &BTreeMap<&str, usize>) -> Vec<Vec<usize>> {
    let mut beside: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); functions.len()];
    for function in &edition.functions {
        let here = place[function.code.as_str()];
        for there in function.near.iter().map(|code| place[code.as_str()]).filter(|there| *there != here) {
            beside[here].insert(there);
            beside[there].insert(here);
        }
    }
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, code) in functions.iter().enumerate() {
        if let Some((parent, _)) = code.rsplit_once('/') {
            families.entry(parent).or_default().push(at);
        }
    }
    for family in families.values() {
        for &here in family {
            beside[here].extend(family.iter().filter(|there| **there != here));
        }
    }
    beside.into_iter().map(|set| set.into_iter().collect()).collect()
}

/// Counts the items that come before each and are sold just as it is.
fn repeats_of(edition: &Edition, index: &Index) -> Vec<usize> {
    let items = &edition.items;
    let mut rows: Vec<usize> = (0..items.len()).collect();
    rows.sort_unstable_by_key(|row| index.rank[*row]);
    // Items that may be alike, by what is quick to compare: the first of each kind, and how many there were.
    let mut kinds: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    let mut repeats = vec![0; items.len()];
    for row in rows {
        let Some(sold) = &index.sold[row] else { continue };
        let amount = match &sold.kind {
            Kind::Package(amounts) => amounts.first().map(|(_, amount)| *amount),
            Kind::Component(range) => Some(range.step),
            Kind::Custom(ranges) => ranges.first().map(|range| range.step),
        };
        let price = items[row].price.as_ref().map(|price| price.amount);
        let alike = |other: usize| {
            let same = index.sold[other].as_ref() == Some(sold) && index.bits(other) == index.bits(row);
            same && items[other].price == items[row].price && items[other].grammar == items[row].grammar
        };
        let kinds = kinds.entry((sold.function, amount, price)).or_default();
        match kinds.iter_mut().find(|(first, _)| alike(*first)) {
            Some((_, seen)) => {
                repeats[row] = *seen;
                *seen += 1;
            }
            None => kinds.push((row, 1)),
        }
    }
    repeats
}

fn ranks(edition: &Edition) -> Vec<u32> {
    let mut rows: Vec<usize> = (0..edition.items.len()).collect();
    rows.sort_by(|a, b| edition.items[*a].code.cmp(&edition.items[*b].code).then(a.cmp(b)));
    let mut rank = vec![0; rows.len()];
    for (place, row) in (0u32..).zip(rows) {
        rank[row] = place;
    }
    rank
}
