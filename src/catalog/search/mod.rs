//! Finding an item while typing.
//!
//! All that can be searched stands in one text, item after item, in lower case. A query is a few words;
//! the longest is looked for in the whole text at once, the others in the items that it hits. 10,000 items
//! make about a megabyte, which is read through in a millisecond: no index of words is needed, and any
//! part of a word is found, in Chinese too.

mod initials;

use crate::basics::decimal::half_width;
use crate::catalog::{Edition, Item};
use std::collections::{BTreeMap, BTreeSet};

/// Stands between the parts of an item: code, initials, Chinese name, English name, specification.
const BETWEEN: char = '\u{1f}';

/// What an item must be beside matching the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A function or a part of its path: `compute` takes `compute/vm/general`. Empty for all.
    pub function: String,
    /// Trait code → value that the item must offer: zone, architecture …
    pub traits: BTreeMap<String, String>,
    /// The supplier that must sell it; items that every supplier sells remain.
    pub supplier: Option<String>,
    /// Only items whose price is known.
    pub priced: bool,
}

/// The items of one edition, ready to be searched.
#[derive(Clone, Debug)]
pub struct Index {
    text: String,
    /// Where each item begins in the text, and the text's length.
    starts: Vec<usize>,
    facets: Vec<Facet>,
    functions: Vec<String>,
    suppliers: Vec<String>,
    /// Each set of traits that items have, once.
    traits: Vec<Offers>,
}

type Offers = BTreeMap<String, BTreeSet<String>>;

/// What the filter asks of an item, as places in the lists of the index.
#[derive(Clone, Copy, Debug)]
struct Facet {
    function: usize,
    supplier: Option<usize>,
    traits: usize,
    priced: bool,
}

/// How well a word fits an item, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Code,
    CodePrefix,
    NamePrefix,
    InitialsPrefix,
    Name,
    Initials,
    Spec,
}

const RANKS: usize = 7;

impl Index {
    /// Prepares an edition for searching.
    pub fn new(edition: &Edition) -> Self {
        let mut index = Self {
            text: String::with_capacity(edition.items.len() * 96),
            starts: Vec::with_capacity(edition.items.len() + 1),
            facets: Vec::with_capacity(edition.items.len()),
            functions: Vec::new(),
            suppliers: Vec::new(),
            traits: Vec::new(),
        };
        let (mut functions, mut suppliers, mut traits) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for item in &edition.items {
            index.starts.push(index.text.len());
            index.put(item);
            index.facets.push(Facet {
                function: place(&item.function, &mut functions, &mut index.functions),
                supplier: item.supplier.as_ref().map(|s| place(s, &mut suppliers, &mut index.suppliers)),
                traits: place(&item.traits, &mut traits, &mut index.traits),
                priced: price_known(item),
            });
        }
        index.starts.push(index.text.len());
        index
    }

    fn put(&mut self, item: &Item) {
        let initials = match item.initials.as_str() {
            "" => initials::readings(&item.name.zh).join(" "),
            given => given.to_owned(),
        };
        let english = if item.name.en == item.name.zh { "" } else { &item.name.en };
        for (at, part) in [&item.code, &initials, &item.name.zh, english, &item.spec].into_iter().enumerate()
        {
            if at > 0 {
                self.text.push(BETWEEN);
            }
            self.text.extend(plain(part));
        }
        self.text.push('\n');
    }

    /// Rows of the edition's items that hold every word of the query and pass the filter, best first and
    /// in the order of the catalog among equals; at most `limit`. An empty query finds all.
    ///
    /// A word fits an item as its code, as the beginning of its code, of its name or of its initials, or
    /// anywhere in them or in the specification; the item ranks by the word that fits it least.
    pub fn find(&self, query: &str, filter: &Filter, limit: usize) -> Vec<usize> {
        let query: String = plain(query).collect();
        let mut words: Vec<&str> = query.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let passes = self.passing(filter);
        let Some((first, rest)) = words.split_first() else {
            return (0..self.facets.len()).filter(|row| passes.item(self.facets[*row])).take(limit).collect();
        };
        let mut found: [Vec<usize>; RANKS] = Default::default();
        let mut row = 0;
        let mut from = 0;
        while let Some(hit) = self.text.get(from..).and_then(|text| text.find(first)) {
            let hit = from + hit;
            // Hits come in the order of the text, so the row is found by going on from the last.
            row += self.starts[row + 1..].iter().take_while(|start| **start <= hit).count();
            if passes.item(self.facets[row]) {
                let item = &self.text[self.starts[row]..self.starts[row + 1]];
                let ranks = std::iter::once(first).chain(rest).map(|word| rank(item, word));
                if let Some(Some(rank)) = ranks.reduce(|worst, next| Some(worst?.max(next?))) {
                    let bucket = &mut found[rank as usize];
                    if bucket.len() < limit {
                        bucket.push(row);
                    }
                }
            }
            from = self.starts[row + 1];
        }
        found.into_iter().flatten().take(limit).collect()
    }

    fn passing(&self, filter: &Filter) -> Passing {
        let function = |code: &String| {
            let rest = code.strip_prefix(filter.function.trim_end_matches('/'));
            filter.function.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let offers = |offers: &Offers| {
            filter
                .traits
                .iter()
                .all(|(code, value)| offers.get(code).is_none_or(|values| values.contains(value)))
        };
        let supplier = |code: &String| filter.supplier.as_ref().is_none_or(|asked| asked == code);
        Passing {
            functions: self.functions.iter().map(function).collect(),
            suppliers: self.suppliers.iter().map(supplier).collect(),
            traits: self.traits.iter().map(offers).collect(),
            priced: filter.priced,
        }
    }
}

/// The filter, answered once for each function, supplier and set of traits.
struct Passing {
    functions: Vec<bool>,
    suppliers: Vec<bool>,
    traits: Vec<bool>,
    priced: bool,
}

impl Passing {
    fn item(&self, facet: Facet) -> bool {
        self.functions[facet.function]
            && facet.supplier.is_none_or(|supplier| self.suppliers[supplier])
            && self.traits[facet.traits]
            && (facet.priced || !self.priced)
    }
}

fn place<K: Ord + Clone>(key: &K, seen: &mut BTreeMap<K, usize>, all: &mut Vec<K>) -> usize {
    if let Some(&at) = seen.get(key) {
        return at;
    }
    all.push(key.clone());
    seen.insert(key.clone(), all.len() - 1);
    all.len() - 1
}

fn price_known(item: &Item) -> bool {
    use crate::catalog::Grammar;
    match &item.grammar {
        Grammar::Custom(ranges) => ranges.iter().all(|r| r.price.is_some()),
        _ => item.price.is_some(),
    }
}

/// Lower case and half width, without anything that divides items or their parts.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).map(|c| if c.is_control() { ' ' } else { c }).flat_map(char::to_lowercase)
}

fn rank(item: &str, word: &str) -> Option<Rank> {
    let mut parts = item.trim_end_matches('\n').split(BETWEEN);
    let (code, initials) = (parts.next()?, parts.next()?);
    let (zh, en, spec) = (parts.next()?, parts.next()?, parts.next()?);
    if code == word {
        return Some(Rank::Code);
    }
    if code.starts_with(word) {
        return Some(Rank::CodePrefix);
    }
    if zh.starts_with(word) || en.starts_with(word) {
        return Some(Rank::NamePrefix);
    }
    if initials.split(' ').any(|reading| reading.starts_with(word)) {
        return Some(Rank::InitialsPrefix);
    }
    if zh.contains(word) || code.contains(word) || en.contains(word) {
        return Some(Rank::Name);
    }
    if initials.contains(word) {
        return Some(Rank::Initials);
    }
    spec.contains(word).then_some(Rank::Spec)
}

#[cfg(test)]
mod tests;
