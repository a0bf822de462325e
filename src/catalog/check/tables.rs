//! Rows against each other: a price table that falls where it should rise, and bands that overlap.

use super::{Found, Weight};
use crate::basics::Words;
use crate::catalog::{Currency, Edition, Grammar, Item, Period, Price};
use std::collections::{BTreeMap, BTreeSet};

/// A longer table is not compared pair by pair.
const LONGEST_TABLE: usize = 300;

pub(super) fn check(edition: &Edition, found: &mut Found) {
    price_tables(edition, found);
    bands(edition, found);
}

/// What makes rows one table: name, function, supplier, traits, period and currency unit.
type Table<'a> =
    (&'a str, &'a str, Option<&'a str>, &'a BTreeMap<String, BTreeSet<String>>, Period, Currency);

/// A package with what it holds and costs.
type Row<'a> = (&'a Item, &'a BTreeMap<String, i64>, &'a Price);

fn price_tables(edition: &Edition, found: &mut Found) {
    let mut tables: BTreeMap<Table<'_>, Vec<Row<'_>>> = BTreeMap::new();
    for item in &edition.items {
        if let (Grammar::Package(amounts), Some(price)) = (&item.grammar, &item.price) {
            let supplier = item.supplier.as_deref();
            let key = (
                item.name.zh.as_str(),
                item.function.as_str(),
                supplier,
                &item.traits,
                price.period,
                price.currency,
            );
            tables.entry(key).or_default().push((item, amounts, price));
        }
    }
    for rows in tables.values().filter(|rows| rows.len() <= LONGEST_TABLE) {
        for (item, amounts, price) in rows {
            let dearer =
                rows.iter().filter(|(_, less, more)| more.amount > price.amount && holds_more(amounts, less));
            // The dearest of them shows the contradiction best.
            if let Some((other, _, _)) = dearer.max_by_key(|(_, _, more)| more.amount) {
                let message = Words::new(
                    format!("比第 {} 行（{}）含量更多，价格却更低", other.row, other.code),
                    format!("It holds more than row {} ({}) and costs less", other.row, other.code),
                );
                let remedy = (
                    "核对价目表：文字说明与各行价格可能矛盾",
                    "Check the price table: its text and its rows may contradict each other",
                );
                let at = (Some(item.row), "price/amount".into());
                found.put(at, ("catalog-price-contradicts", Weight::Warns), message, remedy);
            }
        }
    }
}

/// As much in each dimension, and more in one.
fn holds_more(this: &BTreeMap<String, i64>, that: &BTreeMap<String, i64>) -> bool {
    that.iter().all(|(code, amount)| this.get(code).is_some_and(|n| n >= amount)) && this != that
}

/// A band in the words of a specification: `单盘IOPS 1000-3000`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Band {
    from: u64,
    to: u64,
}

fn bands(edition: &Edition, found: &mut Found) {
    type Row<'a> = (Band, &'a Item);
    let mut groups: BTreeMap<(&str, Option<&str>, String), Vec<Row<'_>>> = BTreeMap::new();
    for item in &edition.items {
        // Tiers of one thing are siblings: storage/block/plain, storage/block/fast.
        let Some((parent, _)) = item.function.rsplit_once('/') else { continue };
        if let Some((label, band)) = band_of(&item.spec) {
            groups.entry((parent, item.supplier.as_deref(), label)).or_default().push((band, item));
        }
    }
    for ((_, _, label), mut rows) in groups {
        rows.sort_by_key(|(band, item)| (*band, item.row));
        rows.dedup_by(|b, a| a.0 == b.0 && a.1.function == b.1.function);
        for pair in rows.windows(2) {
            let [(low, first), (high, item)] = pair else { continue };
            if first.function == item.function || high.from > low.to {
                continue;
            }
            overlap(&label, (*low, first), (*high, item), found);
        }
    }
}

fn overlap(label: &str, (low, first): (Band, &Item), (high, item): (Band, &Item), found: &mut Found) {
    let touch = high.from == low.to;
    let (verb_zh, verb_en) = if touch { ("相接于", "touch at") } else { ("重叠于", "overlap from") };
    let message = Words::new(
        format!(
            "{label} 区间 {}–{} 与第 {} 行的 {}–{} {verb_zh} {}",
            high.from, high.to, first.row, low.from, low.to, high.from
        ),
        format!(
            "The {label} bands {}–{} and {}–{} (row {}) {verb_en} {}",
            high.from, high.to, low.from, low.to, first.row, high.from
        ),
    );
    let remedy = (
        "写明分界值属于哪一档，例如“大于 3000”",
        "Say which tier the boundary belongs to, for example 'above 3000'",
    );
    let code = if touch { "catalog-band-touch" } else { "catalog-band-overlap" };
    found.put((Some(item.row), "spec".into()), (code, Weight::Warns), message, remedy);
}

/// The first `LABEL number-number` of a text, the label being the Latin letters before the numbers.
fn band_of(spec: &str) -> Option<(String, Band)> {
    let chars: Vec<char> = spec.chars().map(crate::basics::decimal::half_width).collect();
    let mut at = 0;
    while at < chars.len() {
        let label: String = chars.get(at..)?.iter().take_while(|c| c.is_ascii_alphabetic()).collect();
        let mut next = at + label.len();
        if label.is_empty() {
            at += 1;
            continue;
        }
        while chars.get(next) == Some(&' ') {
            next += 1;
        }
        if let Some((from, end)) = number(&chars, next)
            && matches!(chars.get(end), Some('-' | '~' | '–' | '—' | '～' | '至'))
            && let Some((to, _)) = number(&chars, end + 1)
            && from < to
        {
            return Some((label.to_uppercase(), Band { from, to }));
        }
        at = next.max(at + 1);
    }
    None
}

/// The whole number that begins here, and where it ends.
fn number(chars: &[char], at: usize) -> Option<(u64, usize)> {
    let digits: String = chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).collect();
    Some((digits.parse().ok()?, at + digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_found_in_words() {
        let read = |spec| band_of(spec).map(|(label, band)| (label, band.from, band.to));
        assert_eq!(read("单盘IOPS 1000-3000"), Some(("IOPS".into(), 1000, 3000)));
        assert_eq!(read("单盘 IOPS３０００～20000，SSD"), Some(("IOPS".into(), 3000, 20000)));
        assert_eq!(read("CPU主频≥2.6GHz"), None);
        assert_eq!(read("IOPS 3000-1000"), None);
        assert_eq!(read(""), None);
    }
}
