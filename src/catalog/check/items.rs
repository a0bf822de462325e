//! One item against the declarations and against itself.

use super::declared::{REVERSED, reversed};
use super::{Found, Weight, prices};
use crate::basics::Words;
use crate::catalog::{Edition, Grammar, Item, Provenance, Range};
use std::collections::{BTreeMap, BTreeSet};

/// The declared names, to look them up quickly.
pub(super) struct Known<'a> {
    functions: BTreeSet<&'a str>,
    dimensions: BTreeSet<&'a str>,
    suppliers: BTreeSet<&'a str>,
    traits: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Source → what it is worth.
    pub(super) sources: BTreeMap<&'a str, Provenance>,
}

impl<'a> Known<'a> {
    pub(super) fn of(edition: &'a Edition) -> Self {
        let values = |t: &'a crate::catalog::Trait| t.values.iter().map(|v| v.code.as_str()).collect();
        Self {
            functions: edition.functions.iter().map(|f| f.code.as_str()).collect(),
            dimensions: edition.dimensions.iter().map(|d| d.code.as_str()).collect(),
            suppliers: edition.suppliers.iter().map(|s| s.code.as_str()).collect(),
            traits: edition.traits.iter().map(|t| (t.code.as_str(), values(t))).collect(),
            sources: edition.sources.iter().map(|s| (s.id.as_str(), s.provenance)).collect(),
        }
    }
}

pub(super) fn check<'a>(
    item: &'a Item,
    known: &Known<'_>,
    codes: &mut BTreeMap<&'a str, usize>,
    found: &mut Found,
) {
    let row = Some(item.row);
    if let Some(first) = codes.get(item.code.as_str()) {
        let message = Words::new(
            format!("编码“{}”与第 {first} 行重复", item.code),
            format!("The code '{}' stands in row {first} already", item.code),
        );
        let remedy = (
            "每个目录项用唯一的编码；本行未被采用",
            "Give each item a code of its own; this row is left out",
        );
        found.put((row, "code".into()), ("catalog-code-duplicate", Weight::Bars), message, remedy);
    } else {
        codes.insert(&item.code, item.row);
    }
    functions(item, known, found);
    traits(item, known, found);
    if let Some(supplier) = item.supplier.as_deref().filter(|s| !known.suppliers.contains(s)) {
        let at = (row, "supplier".into());
        unknown(
            at,
            "catalog-supplier-unknown",
            Weight::Bars,
            ("服务商", "supplier", "suppliers"),
            supplier,
            found,
        );
    }
    if !known.sources.contains_key(item.source.as_str()) {
        let at = (row, "source".into());
        unknown(
            at,
            "catalog-source-unknown",
            Weight::Warns,
            ("来源", "source", "sources"),
            &item.source,
            found,
        );
    }
    if let (Some(from), Some(to)) = item.valid
        && from > to
    {
        found.put((row, "valid".into()), ("catalog-validity-reversed", Weight::Bars), reversed(), REVERSED);
    }
    grammar(item, known, found);
    if let Some(price) = &item.price {
        prices::check(price, item.row, "price", known, found);
    }
}

/// A name that nobody declared.
pub(super) fn unknown(
    at: (Option<usize>, String),
    code: &'static str,
    weight: Weight,
    (zh, en, list): (&str, &str, &str),
    name: &str,
    found: &mut Found,
) {
    let message = Words::new(format!("{zh}“{name}”没有声明"), format!("The {en} '{name}' is not declared"));
    let remedy =
        (format!("在 {list} 中声明，或改正此处"), format!("Declare it in {list}, or correct it here"));
    found.put(at, (code, weight), message, (&remedy.0, &remedy.1));
}

fn functions(item: &Item, known: &Known<'_>, found: &mut Found) {
    let row = Some(item.row);
    let words = ("功能", "function", "functions");
    if !known.functions.contains(item.function.as_str()) {
        let at = (row, "function".into());
        unknown(at, "catalog-function-unknown", Weight::Bars, words, &item.function, found);
    }
    for (place, function) in item.completes.iter().enumerate() {
        if !known.functions.contains(function.as_str()) {
            let at = (row, format!("completes/{place}"));
            unknown(at, "catalog-function-unknown", Weight::Bars, words, function, found);
        }
    }
    if !item.completes.is_empty() && !matches!(item.grammar, Grammar::Component(_)) {
        let message = Words::new(
            "只有组件才能补足其他功能的配置",
            "Only a component completes configurations of other functions",
        );
        let remedy = ("删除 completes，或改为组件", "Take completes out, or sell the item as a component");
        found.put((row, "completes".into()), ("catalog-completes", Weight::Warns), message, remedy);
    }
}

fn traits(item: &Item, known: &Known<'_>, found: &mut Found) {
    let row = Some(item.row);
    for (code, values) in &item.traits {
        let at = || (row, format!("traits/{code}"));
        let Some(declared) = known.traits.get(code.as_str()) else {
            unknown(at(), "catalog-trait-unknown", Weight::Bars, ("属性", "trait", "traits"), code, found);
            continue;
        };
        if values.is_empty() {
            let message = Words::new(
                format!("属性“{code}”没有任何值，这一项就无法满足任何要求"),
                format!("The trait '{code}' has no value, so the item could never be had"),
            );
            let remedy = (
                "列出可提供的值；不限则删除该属性",
                "List the values; where none is excluded take the trait out",
            );
            found.put(at(), ("catalog-trait-empty", Weight::Bars), message, remedy);
        }
        for value in values.iter().filter(|v| !declared.contains(v.as_str())) {
            let words = ("属性值", "trait value", "traits");
            unknown(
                at(),
                "catalog-trait-value-unknown",
                Weight::Bars,
                words,
                &format!("{code}={value}"),
                found,
            );
        }
    }
}

fn grammar(item: &Item, known: &Known<'_>, found: &mut Found) {
    let row = Some(item.row);
    let dimension = |code: &str, column: String, found: &mut Found| {
        if !known.dimensions.contains(code) {
            let words = ("维度", "dimension", "dimensions");
            unknown((row, column), "catalog-dimension-unknown", Weight::Bars, words, code, found);
        }
    };
    match &item.grammar {
        Grammar::Package(amounts) => {
            if amounts.values().all(|amount| *amount == 0) {
                let message = Words::new("套餐没有写明任何数量", "The package has no amount");
                let remedy = (
                    "写明套餐含有的数量，如 {\"vcpu\": \"2\"}",
                    "Say what it holds, such as {\"vcpu\": \"2\"}",
                );
                found.put((row, "package".into()), ("catalog-package-empty", Weight::Bars), message, remedy);
            }
            for code in amounts.keys() {
                dimension(code, format!("package/{code}"), found);
            }
        }
        Grammar::Component(one) => {
            dimension(&one.dimension, "component/dimension".into(), found);
            range(one, row, "component", found);
        }
        Grammar::Custom(ranges) => {
            if ranges.is_empty() {
                let message = Words::new("定制规格没有任何维度", "The custom size has no dimension");
                let remedy = ("至少写明一个维度", "Name one dimension at least");
                found.put((row, "custom".into()), ("catalog-package-empty", Weight::Bars), message, remedy);
            }
            let mut seen = BTreeSet::new();
            for (at, one) in ranges.iter().enumerate() {
                let place = format!("custom/{at}");
                dimension(&one.dimension, format!("{place}/dimension"), found);
                if !seen.insert(&one.dimension) {
                    let message = Words::new(
                        format!("维度“{}”在同一规格中出现两次", one.dimension),
                        format!("The dimension '{}' stands twice in one size", one.dimension),
                    );
                    let remedy = ("合并为一个范围", "Make one range of them");
                    let at = (row, format!("{place}/dimension"));
                    found.put(at, ("catalog-range-twice", Weight::Bars), message, remedy);
                }
                range(one, row, &place, found);
                if let Some(price) = &one.price {
                    prices::check(price, item.row, &format!("{place}/price"), known, found);
                }
            }
        }
    }
}

fn range(range: &Range, row: Option<usize>, place: &str, found: &mut Found) {
    if range.step <= 0 {
        let message = Words::new("步长为零，无法计数", "The step is zero: nothing can be counted by it");
        let remedy =
            ("写明每一单位的数量，如 \"1 GB\"", "Say how much one unit of sale is, such as \"1 GB\"");
        found.put((row, format!("{place}/step")), ("catalog-step-zero", Weight::Bars), message, remedy);
        return;
    }
    if range.least < 0 || range.least % range.step != 0 {
        let message = Words::new("最少量不是步长的整数倍", "The least is no whole number of steps");
        let remedy = ("把 least 改为步长的整数倍", "Make least a multiple of the step");
        found.put((row, format!("{place}/least")), ("catalog-least-off-step", Weight::Bars), message, remedy);
    }
    let Some(most) = range.most else { return };
    if range.least > most || most < range.step {
        let message = Words::new(
            "最多量小于最少量（或不足一步），无法购买",
            "The most is below the least (or below one step): it cannot be bought",
        );
        let remedy = ("核对 least 与 most", "Check least and most");
        found.put(
            (row, format!("{place}/most")),
            ("catalog-least-above-most", Weight::Bars),
            message,
            remedy,
        );
    } else if most % range.step != 0 {
        let message = Words::new(
            "最多量不是步长的整数倍，实际只能买到其下的整步",
            "The most is no whole number of steps; only the whole steps below it can be had",
        );
        let remedy = ("把 most 改为步长的整数倍", "Make most a multiple of the step");
        found.put((row, format!("{place}/most")), ("catalog-most-off-step", Weight::Warns), message, remedy);
    }
}
