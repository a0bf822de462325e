//! Finding an item while typing.
//!
//! All that can be searched stands in one text, item after item, in lower case, and a query is looked for in
//! it item by item: no index of words is needed, and any part of a word is found, in Chinese too. Most items
//! are left out before a letter is compared, because a mark says which letters they hold; and where a query
//! only goes on from the one before, as it does while somebody types, only what that one found is looked at.

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
    /// Which letters each item holds, as [`mark`] tells them.
    marks: Vec<u64>,
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
#[repr(u8)]
enum Rank {
    Code,
    CodePrefix,
    NamePrefix,
    InitialsPrefix,
    Name,
    Initials,
    Spec,
}

/// How many ranks there are.
const RANKS: usize = 7;

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    words: Vec<String>,
    filter: Filter,
    /// In the order of the catalog.
    rows: Vec<u32>,
    /// Best first.
    ranked: Vec<u32>,
}

impl Found {
    /// Rows of the edition's items, best first and in the order of the catalog among equals.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        self.ranked.iter().map(|row| *row as usize)
    }

    /// The row at this place.
    pub fn get(&self, at: usize) -> Option<usize> {
        self.ranked.get(at).map(|row| *row as usize)
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// True where nothing was found.
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// True where whatever has these words and passes the filter is among what was found here.
    fn holds(&self, words: &[&str], filter: &Filter) -> bool {
        let held = |word: &String| words.iter().any(|longer| longer.contains(word.as_str()));
        self.filter == *filter && self.words.iter().all(held)
    }
}

impl Index {
    /// Prepares an edition for searching.
    pub fn new(edition: &Edition) -> Self {
        let mut index = Self {
            text: Vec::with_capacity(edition.items.len() * 96),
            marks: Vec::with_capacity(edition.items.len()),
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
        self.marks.push(mark(&self.text[parts[0] as usize..]));
        self.parts.push(parts);
    }

    /// Items that hold every word of the query and pass the filter. An empty query finds all. `before` is what
    /// the last query found in this index, if there was one; it makes no difference but for the time.
    ///
    /// A word fits an item as its code, as the beginning of its code, of its name or of its initials, or
    /// anywhere in them or in the specification; the item ranks by the word that fits it least.
    pub fn find(&self, query: &str, filter: &Filter, before: Option<&Found>) -> Found {
        let query: String = plain(query).collect();
        let mut words: Vec<&str> = query.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let passes = self.passing(filter);
        let asked = words.iter().fold(0, |all, word| all | mark(word.as_bytes()));
        let finders: Vec<Finder<'_>> = words.iter().map(|word| Finder::new(word)).collect();
        let (mut rows, mut ranks) = (Vec::new(), Vec::new());
        let mut look = |row: u32| {
            let at = row as usize;
            let (Some(mark), Some(facet)) = (self.marks.get(at), self.facets.get(at)) else { return };
            if mark & asked == asked
                && passes.item(*facet)
                && let Some(rank) = self.rank_of(at, &finders)
            {
                rows.push(row);
                ranks.push(rank);
            }
        };
        match before.filter(|before| before.holds(&words, filter)) {
            Some(before) => before.rows.iter().copied().for_each(&mut look),
            None => (0..self.parts.len() as u32).for_each(&mut look),
        }
        let ranked = in_order(&rows, &ranks);
        let words = words.into_iter().map(str::to_owned).collect();
        Found { words, filter: filter.clone(), rows, ranked }
    }

    /// How well an item fits all words; `None` where it lacks one.
    fn rank_of(&self, row: usize, words: &[Finder<'_>]) -> Option<Rank> {
        let parts = &self.parts[row];
        let text = &self.text[..parts[5] as usize];
        words.iter().try_fold(Rank::Code, |rank, word| {
            let hit = word.find(text, parts[0] as usize)?;
            Some(rank.max(self.rank(parts, word, hit)))
        })
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

/// Rows by rank, and in the order given among equals.
fn in_order(rows: &[u32], ranks: &[Rank]) -> Vec<u32> {
    let mut next = [0usize; RANKS + 1];
    for rank in ranks {
        next[*rank as usize + 1] += 1;
    }
    for rank in 0..RANKS {
        next[rank + 1] += next[rank];
    }
    let mut ordered = vec![0; rows.len()];
    for (row, rank) in rows.iter().zip(ranks) {
        let place = &mut next[*rank as usize];
        ordered[*place] = *row;
        *place += 1;
    }
    ordered
}

/// Which letters a text holds: a bit for each, shared by bytes that are 64 apart.
fn mark(text: &[u8]) -> u64 {
    text.iter().fold(0, |mark, byte| mark | 1 << (byte & 63))
}

/// Lower case and half width, without anything that divides items or their parts.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).map(|c| if c.is_control() { ' ' } else { c }).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests;
