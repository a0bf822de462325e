//! Finding an item while typing.
//!
//! All that can be searched stands in one text, item after item, in lower case. A query is a few words;
//! the longest is looked for in the whole text at once, the others in the items that it hits. 10,000 items
//! make about a megabyte, which is read through in a millisecond: no index of words is needed, and any
//! part of a word is found, in Chinese too.

mod finder;
mod initials;

use crate::basics::decimal::half_width;
use crate::catalog::{Edition, Item};
use finder::Finder;
use std::collections::{BTreeMap, BTreeSet};

/// Stands between the parts of an item: code, initials, Chinese name, English name, specification.
const BETWEEN: u8 = 0x1f;

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
    text: Vec<u8>,
    /// Where the parts of each item begin in the text, and where its last part ends.
    parts: Vec<[u32; 6]>,
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
    /// Worse than any item that was found.
    None,
}

/// Ranks of items that were found.
const RANKS: [Rank; 7] = [
    Rank::Code,
    Rank::CodePrefix,
    Rank::NamePrefix,
    Rank::InitialsPrefix,
    Rank::Name,
    Rank::Initials,
    Rank::Spec,
];

/// Only items of a better rank than this are still wanted: there are `limit` as good or better.
fn worst_wanted(found: &[Vec<usize>; RANKS.len()], limit: usize) -> Rank {
    let mut count = 0;
    for (rank, rows) in RANKS.into_iter().zip(found) {
        count += rows.len();
        if count >= limit {
            return rank;
        }
    }
    Rank::None
}

impl Index {
    /// Prepares an edition for searching.
    pub fn new(edition: &Edition) -> Self {
        let mut index = Self {
            text: Vec::with_capacity(edition.items.len() * 96),
            parts: Vec::with_capacity(edition.items.len()),
            facets: Vec::with_capacity(edition.items.len()),
            functions: Vec::new(),
            suppliers: Vec::new(),
            traits: Vec::new(),
        };
        let (mut functions, mut suppliers, mut traits) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for item in &edition.items {
            index.put(item);
            index.facets.push(Facet {
                function: place(&item.function, &mut functions, &mut index.functions),
                supplier: item.supplier.as_ref().map(|s| place(s, &mut suppliers, &mut index.suppliers)),
                traits: place(&item.traits, &mut traits, &mut index.traits),
                priced: price_known(item),
            });
        }
        index
    }

    fn put(&mut self, item: &Item) {
        let initials = match item.initials.as_str() {
            "" => initials::readings(&item.name.zh).join(" "),
            given => given.to_owned(),
        };
        let english = if item.name.en == item.name.zh { "" } else { &item.name.en };
        let mut parts = [0; 6];
        let mut plain_part = String::new();
        for (at, part) in [&item.code, &initials, &item.name.zh, english, &item.spec].into_iter().enumerate()
        {
            parts[at] = self.text.len() as u32;
            plain_part.clear();
            plain_part.extend(plain(part));
            self.text.extend(plain_part.bytes());
            self.text.push(BETWEEN);
        }
        parts[5] = self.text.len() as u32;
        self.parts.push(parts);
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
        let first = Finder::new(first);
        let rest: Vec<Finder<'_>> = rest.iter().map(|word| Finder::new(word)).collect();
        let mut found: [Vec<usize>; RANKS.len()] = Default::default();
        let mut wanted = worst_wanted(&found, limit);
        let (mut row, mut from) = (0, 0);
        while let Some(hit) = first.find(&self.text, from) {
            // Hits come in the order of the text, so the row is found by going on from the last.
            row += self.parts[row..].iter().take_while(|parts| parts[5] as usize <= hit).count();
            let parts = &self.parts[row];
            from = parts[5] as usize;
            if !passes.item(self.facets[row]) {
                continue;
            }
            let mut rank = Some(self.rank(parts, &first, hit));
            for word in &rest {
                // Nothing more of this rank is wanted: later rows come after those that are kept.
                rank = rank.filter(|rank| *rank < wanted);
                let Some(so_far) = rank else { break };
                let hit = word.find(&self.text[..from], parts[0] as usize);
                rank = hit.map(|hit| so_far.max(self.rank(parts, word, hit)));
            }
            let Some(rank) = rank.filter(|rank| *rank < wanted) else { continue };
            found[rank as usize].push(row);
            wanted = worst_wanted(&found, limit);
        }
        found.into_iter().flatten().take(limit).collect()
    }

    /// How well a word fits an item that holds it first at `hit`.
    fn rank(&self, parts: &[u32; 6], word: &Finder<'_>, hit: usize) -> Rank {
        let begin = |part: usize| parts[part] as usize;
        let text = |part: usize| &self.text[begin(part)..begin(part + 1) - 1];
        let begins = |part: usize| text(part).starts_with(word.word());
        // Code, initials, names, specification stand in this order, and the first hit says which of them
        // need not be looked at.
        if hit >= begin(4) {
            return Rank::Spec;
        }
        if hit < begin(1) && begins(0) {
            return if text(0).len() == word.word().len() { Rank::Code } else { Rank::CodePrefix };
        }
        if begins(2) || begins(3) {
            return Rank::NamePrefix;
        }
        if hit >= begin(2) {
            return Rank::Name;
        }
        if text(1).split(|byte| *byte == b' ').any(|reading| reading.starts_with(word.word())) {
            return Rank::InitialsPrefix;
        }
        let only_initials = hit >= begin(1) && word.find(&self.text[..begin(4)], begin(2)).is_none();
        if only_initials { Rank::Initials } else { Rank::Name }
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

#[cfg(test)]
mod tests;
