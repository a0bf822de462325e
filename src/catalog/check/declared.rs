//! The declarations: each name once, each name that is used declared.

use super::{Found, Weight};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use std::collections::BTreeSet;

pub(super) fn check(edition: &Edition, found: &mut Found) {
    once(edition.sources.iter().map(|s| s.id.as_str()), "sources", "id", found);
    once(edition.dimensions.iter().map(|d| d.code.as_str()), "dimensions", "code", found);
    once(edition.traits.iter().map(|t| t.code.as_str()), "traits", "code", found);
    once(edition.functions.iter().map(|f| f.code.as_str()), "functions", "code", found);
    once(edition.suppliers.iter().map(|s| s.code.as_str()), "suppliers", "code", found);
    for (at, dimension) in edition.dimensions.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (unit_at, unit) in dimension.units.iter().enumerate() {
            let names: BTreeSet<String> = unit.names().map(str::to_lowercase).collect();
            let name = |lang| unit.called(lang, false);
            if names.into_iter().any(|name| !seen.insert(name)) {
                let message = Words::new(
                    format!("单位“{}”在维度“{}”中声明了两次", name(Lang::Zh), dimension.code),
                    format!("The unit '{}' is declared twice for '{}'", name(Lang::En), dimension.code),
                );
                let remedy = (
                    "每个单位只声明一次（不分大小写）",
                    "Declare each unit once (capitals do not tell them apart)",
                );
                let column = format!("/dimensions/{at}/units/{unit_at}/name");
                found.put((None, column), ("catalog-unit-twice", Weight::Bars), message, remedy);
            }
        }
    }
    names_used(edition, found);
    if let (Some(from), Some(to)) = edition.valid
        && from > to
    {
        found.put((None, "/valid".into()), ("catalog-validity-reversed", Weight::Bars), reversed(), REVERSED);
    }
}

/// The message of a validity that ends before it begins.
pub(super) fn reversed() -> Words {
    Words::new("有效期的截止日早于起始日", "The last day of validity lies before the first")
}

/// Its remedy.
pub(super) const REVERSED: (&str, &str) = ("核对 valid 的 from 与 to", "Check valid.from and valid.to");

fn names_used(edition: &Edition, found: &mut Found) {
    let functions: BTreeSet<&str> = edition.functions.iter().map(|f| f.code.as_str()).collect();
    let dimensions: BTreeSet<&str> = edition.dimensions.iter().map(|d| d.code.as_str()).collect();
    for (at, function) in edition.functions.iter().enumerate() {
        for (near_at, near) in function.near.iter().enumerate() {
            if !functions.contains(near.as_str()) {
                let message = Words::new(
                    format!("“{}”的相近功能“{near}”没有声明", function.code),
                    format!("'{near}', near to '{}', is not declared", function.code),
                );
                let remedy = (
                    "在 functions 中声明，或从 near 中删除",
                    "Declare it in functions, or take it out of near",
                );
                let column = format!("/functions/{at}/near/{near_at}");
                found.put((None, column), ("catalog-function-unknown", Weight::Warns), message, remedy);
            }
        }
        for (ask_at, ask) in function.asks.iter().enumerate() {
            if !dimensions.contains(ask.as_str()) {
                let message = Words::new(
                    format!("“{}”询问的维度“{ask}”没有声明", function.code),
                    format!("'{}' asks for the dimension '{ask}', which is not declared", function.code),
                );
                let remedy = (
                    "在 dimensions 中声明，或从 asks 中删除",
                    "Declare it in dimensions, or take it out of asks",
                );
                let column = format!("/functions/{at}/asks/{ask_at}");
                found.put((None, column), ("catalog-dimension-unknown", Weight::Bars), message, remedy);
            }
        }
    }
}

fn once<'a>(names: impl Iterator<Item = &'a str>, list: &str, key: &str, found: &mut Found) {
    let mut seen = BTreeSet::new();
    for (at, name) in names.enumerate() {
        if !seen.insert(name) {
            let message = Words::new(format!("“{name}”声明了两次"), format!("'{name}' is declared twice"));
            let remedy = ("改名或删除其中之一", "Rename one of them or take it out");
            let column = format!("/{list}/{at}/{key}");
            found.put((None, column), ("catalog-declared-twice", Weight::Bars), message, remedy);
        }
    }
}
