//! One price: its tiers, its terms, what it is worth.

use super::items::{Known, unknown};
use super::{Found, Weight};
use crate::basics::{Money, Words};
use crate::catalog::{Price, Provenance, Standing};

pub(super) fn check(price: &Price, row: usize, place: &str, known: &Known<'_>, found: &mut Found) {
    let at = |step: &str| (Some(row), format!("{place}/{step}"));
    if price.amount == Money::ZERO && price.tiers.is_empty() {
        let message = Words::new("价格为 0，即免费", "The price is 0: it is free");
        let remedy = (
            "价格未知时请删除整个价格；确为免费则可保留",
            "Where the price is unknown take it out altogether; keep it where it really is free",
        );
        found.put(at("amount"), ("catalog-price-zero", Weight::Warns), message, remedy);
    }
    match known.sources.get(price.source.as_str()) {
        None => {
            let words = ("价格来源", "price's source", "sources");
            unknown(at("source"), "catalog-source-unknown", Weight::Warns, words, &price.source, found);
        }
        Some(Provenance::Official) => {}
        Some(_) if price.standing == Standing::Official => {
            let message = Words::new(
                format!("标为官方价格，但来源“{}”不是官方来源", price.source),
                format!("It is called official, but its source '{}' is not", price.source),
            );
            let remedy =
                ("改标为示例（illustrative），或改正来源", "Call it illustrative, or correct the source");
            found.put(at("standing"), ("catalog-standing", Weight::Bars), message, remedy);
        }
        Some(_) => {}
    }
    tiers(price, row, place, found);
    terms(price, row, place, found);
}

fn tiers(price: &Price, row: usize, place: &str, found: &mut Found) {
    let mut last = None;
    for (at, tier) in price.tiers.iter().enumerate() {
        let column = (Some(row), format!("{place}/tiers/{at}/from"));
        let contradicts = match last {
            Some((from, amount)) => tier.from == from && tier.amount != amount,
            None => tier.from <= 1 && tier.amount != price.amount,
        };
        if contradicts {
            let message = Words::new(
                format!("自第 {} 个起有两个不同的价格", tier.from),
                format!("From unit {} on there are two different prices", tier.from),
            );
            let remedy =
                ("同一数量只能有一个价格，请核对价目表", "One quantity has one price: check the price table");
            found.put(column, ("catalog-tier-contradicts", Weight::Bars), message, remedy);
        } else if let Some((from, _)) = last.filter(|(from, _)| tier.from <= *from) {
            let message = Words::new(
                format!("阶梯起点 {} 不大于前一级的 {from}", tier.from),
                format!("The tier begins at {}, not above the {from} before it", tier.from),
            );
            let remedy = ("按起点从小到大排列", "Put the tiers in rising order");
            found.put(column, ("catalog-tier-order", Weight::Bars), message, remedy);
        }
        last = Some((tier.from, tier.amount));
    }
}

fn terms(price: &Price, row: usize, place: &str, found: &mut Found) {
    for (at, pair) in price.terms.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let column = |field: &str| (Some(row), format!("{place}/terms/{}/{field}", at + 1));
        if after.months <= before.months {
            let message = Words::new(
                format!("期限 {} 个月不大于前一档的 {} 个月", after.months, before.months),
                format!("A term of {} months follows one of {}", after.months, before.months),
            );
            let remedy = ("按期限从短到长排列，每个期限一档", "Put the terms in rising order, each once");
            found.put(column("months"), ("catalog-term-order", Weight::Bars), message, remedy);
        } else if after.keeps > before.keeps {
            let message = Words::new("期限更长，折扣反而更少", "The longer term has the smaller discount");
            let remedy =
                ("核对折扣（keeps 是折后比例）", "Check the discounts (keeps is the share that remains)");
            found.put(column("keeps"), ("catalog-term-dearer", Weight::Warns), message, remedy);
        }
    }
}
