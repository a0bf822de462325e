//! Prices: exact decimals as text, never floats.

use super::walk::{Desk, Node};
use crate::basics::{Decimal, Money};
use crate::catalog::{Currency, Period, Price, Rounding, Standing, Term, Tier, TierMode};

/// Currency units; the first name of each is the one that is written.
pub(crate) const CURRENCIES: [(&str, Currency); 6] = [
    ("yuan", Currency::Yuan),
    ("wanYuan", Currency::WanYuan),
    ("元", Currency::Yuan),
    ("万元", Currency::WanYuan),
    ("CNY", Currency::Yuan),
    ("人民币", Currency::Yuan),
];

/// Periods; the first name of each is the one that is written.
pub(crate) const PERIODS: [(&str, Period); 20] = [
    ("hour", Period::Hour),
    ("day", Period::Day),
    ("month", Period::Month),
    ("year", Period::Year),
    ("once", Period::Once),
    ("时", Period::Hour),
    ("小时", Period::Hour),
    ("每小时", Period::Hour),
    ("日", Period::Day),
    ("天", Period::Day),
    ("每日", Period::Day),
    ("每天", Period::Day),
    ("月", Period::Month),
    ("个月", Period::Month),
    ("每月", Period::Month),
    ("年", Period::Year),
    ("每年", Period::Year),
    ("次", Period::Once),
    ("一次性", Period::Once),
    ("每次", Period::Once),
];

/// How tiers apply.
pub(crate) const TIER_MODES: [(&str, TierMode); 4] = [
    ("graduated", TierMode::Graduated),
    ("allUnits", TierMode::AllUnits),
    ("累进", TierMode::Graduated),
    ("全量", TierMode::AllUnits),
];

/// How sums are rounded.
pub(crate) const ROUNDINGS: [(&str, Rounding); 5] = [
    ("fen", Rounding::Fen),
    ("yuan", Rounding::Yuan),
    ("none", Rounding::None),
    ("分", Rounding::Fen),
    ("元", Rounding::Yuan),
];

/// What a price is worth.
pub(crate) const STANDINGS: [(&str, Standing); 4] = [
    ("official", Standing::Official),
    ("illustrative", Standing::Illustrative),
    ("官方", Standing::Official),
    ("示例", Standing::Illustrative),
];

/// The word that is written for a value.
pub(crate) fn word<T: PartialEq>(choices: &[(&'static str, T)], value: &T) -> &'static str {
    choices.iter().find(|(_, v)| v == value).map_or("", |(word, _)| word)
}

/// 元 in one currency unit.
pub(crate) fn per_unit(currency: Currency) -> i128 {
    match currency {
        Currency::Yuan => 1,
        Currency::WanYuan => 10_000,
    }
}

/// The members of a price in a file.
pub(crate) const FIELDS: [&str; 9] =
    ["amount", "currency", "period", "tiers", "tierMode", "terms", "rounding", "standing", "source"];

/// Reads a price; `None`, an unknown price, where anything in it is wrong: half a price is none.
pub(super) fn price(node: &Node<'_>, desk: &mut Desk) -> Option<Price> {
    let before = desk.barring;
    node.only(&FIELDS, desk);
    if !node.value.is_object() {
        return None;
    }
    let currency = need(node, "currency", &CURRENCIES, desk);
    let period = period(node, desk);
    let standing = need(node, "standing", &STANDINGS, desk);
    let source = node.need_text("source", desk);
    let unit = per_unit(currency.unwrap_or(Currency::Yuan));
    let amount = match node.get("amount") {
        Some(amount) => money(&amount, unit, desk),
        None => {
            desk.missing_member(node, "amount");
            None
        }
    };
    let tiers = node.list("tiers", desk, |tier, desk| tier_of(tier, unit, desk));
    let terms = node.list("terms", desk, term_of);
    let tier_mode = node.get("tierMode").map(|n| n.choice(&TIER_MODES, desk));
    let rounding = node.get("rounding").map(|n| n.choice(&ROUNDINGS, desk));
    if desk.barring > before {
        return None;
    }
    Some(Price {
        amount: amount?,
        currency: currency?,
        period: period?,
        tiers,
        tier_mode: tier_mode.flatten().unwrap_or_default(),
        terms,
        rounding: rounding.flatten().unwrap_or_default(),
        standing: standing?,
        source: source?,
    })
}

/// A sum without a period says nothing: 元/月 here, 万元/年 there; none is assumed.
fn period(node: &Node<'_>, desk: &mut Desk) -> Option<Period> {
    if let Some(member) = node.get("period") {
        return member.choice(&PERIODS, desk);
    }
    desk.put(
        &node.absent("period"),
        "catalog-price-period",
        true,
        [
            "价格没有写明周期，这一价格按未知处理",
            "The price names no period; it is taken as unknown",
            "写明 period：hour、day、month、year 或 once",
            "Give period: hour, day, month, year or once",
        ],
    );
    None
}

fn need<T: Copy>(node: &Node<'_>, key: &str, choices: &[(&str, T)], desk: &mut Desk) -> Option<T> {
    match node.get(key) {
        Some(member) => member.choice(choices, desk),
        None => {
            desk.missing_member(node, key);
            None
        }
    }
}

fn money(node: &Node<'_>, per_unit: i128, desk: &mut Desk) -> Option<Money> {
    let text = node.number(desk)?;
    match Money::parse(&text, per_unit) {
        Ok(money) if money >= Money::ZERO => Some(money),
        _ => {
            desk.put(node, "catalog-price-amount", true, [
                &format!("“{text}”不是价格"),
                &format!("'{text}' is no price"),
                "写成不带单位的非负十进制数，最多六位小数（以元计），如 \"0.096\"",
                "Write a decimal number from 0 without a unit, at most six digits behind the point (in 元), like \"0.096\"",
            ]);
            None
        }
    }
}

fn tier_of(node: &Node<'_>, per_unit: i128, desk: &mut Desk) -> Option<Tier> {
    node.only(&["from", "amount"], desk);
    let from = match node.get("from") {
        Some(from) => from.whole(1, desk),
        None => {
            desk.missing_member(node, "from");
            None
        }
    };
    let amount = match node.get("amount") {
        Some(amount) => money(&amount, per_unit, desk),
        None => {
            desk.missing_member(node, "amount");
            None
        }
    };
    Some(Tier { from: from?, amount: amount? })
}

fn term_of(node: &Node<'_>, desk: &mut Desk) -> Option<Term> {
    node.only(&["months", "keeps"], desk);
    let months = match node.get("months") {
        Some(months) => months.whole(1, desk).and_then(|m| u32::try_from(m).ok()),
        None => {
            desk.missing_member(node, "months");
            None
        }
    };
    let keeps = match node.get("keeps") {
        Some(keeps) => share(&keeps, desk),
        None => {
            desk.missing_member(node, "keeps");
            None
        }
    };
    Some(Term { months: months?, keeps: keeps? })
}

/// `"0.8"` → 8,000 ten-thousandths.
fn share(node: &Node<'_>, desk: &mut Desk) -> Option<u32> {
    let text = node.number(desk)?;
    let share = Decimal::parse(&text).ok().and_then(|d| d.times_exact(10_000));
    let share = share.and_then(|s| u32::try_from(s).ok()).filter(|s| *s <= 10_000);
    if share.is_none() {
        desk.put(
            node,
            "catalog-price-term",
            true,
            [
                &format!("“{text}”不是 0 到 1 之间、最多四位小数的折扣"),
                &format!("'{text}' is no share between 0 and 1 with at most four digits"),
                "八折写作 \"0.8\"",
                "Write 20 % off as \"0.8\"",
            ],
        );
    }
    share
}
