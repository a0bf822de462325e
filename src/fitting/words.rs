//! A certificate in words: for the department a sentence, for the reviewer each statement by itself.

use super::certificate::{Certificate, Change, Constraint};
use super::check::Refusal;
use crate::basics::Words;
use crate::catalog::Edition;
use std::collections::BTreeSet;

/// So many ways out are named in the sentence; all of them stand in the list.
const NAMED: usize = 3;

/// Joins parts, each given in both languages, by a joint in both.
fn join(parts: impl IntoIterator<Item = Words>, zh: &str, en: &str) -> Words {
    let mut all = Words::default();
    for part in parts {
        let first = all.zh.is_empty() && all.en.is_empty();
        let joint = if first { ("", "") } else { (zh, en) };
        all.zh.extend([joint.0, part.zh.as_str()]);
        all.en.extend([joint.1, part.en.as_str()]);
    }
    all
}

/// A name as it is put into a sentence of either language.
fn both(words: &Words) -> Words {
    Words::new(words.zh.clone(), if words.en.is_empty() { words.zh.clone() } else { words.en.clone() })
}

/// The name of a dimension.
pub fn dimension(code: &str, edition: &Edition) -> Words {
    edition.dimension(code).map_or_else(|| Words::same(code), |(_, found)| both(&found.name))
}

/// An amount of a dimension with its unit.
pub fn amount(code: &str, amount: i64, edition: &Edition) -> Words {
    let found = edition.dimension(code);
    found.map_or_else(|| Words::same(amount.to_string()), |(_, found)| found.said(amount))
}

fn function(code: &str, edition: &Edition) -> Words {
    edition.function(code).map_or_else(|| Words::same(code), |found| both(&found.name))
}

fn trait_name(code: &str, edition: &Edition) -> Words {
    edition.trait_of(code).map_or_else(|| Words::same(code), |found| both(&found.name))
}

fn value(code: &str, value: &str, edition: &Edition) -> Words {
    let found = edition.trait_of(code).and_then(|found| found.values.iter().find(|one| one.code == value));
    found.map_or_else(|| Words::same(value), |found| both(&found.name))
}

/// A name with what it is: `架构 ARM`.
fn of_both(name: &Words, what: &Words) -> Words {
    Words::new(format!("{} {}", name.zh, what.zh), format!("{} {}", name.en, what.en))
}

/// A trait with one of its values: `区域 互联网区`.
pub fn held(code: &str, of: &str, edition: &Edition) -> Words {
    of_both(&trait_name(code, edition), &value(code, of, edition))
}

/// What is required: `架构 ARM`, `GPU ≥ 1 张`.
pub fn constraint(one: &Constraint, of: &Certificate, edition: &Edition) -> Words {
    match one {
        Constraint::Function => of_both(&Words::new("功能", "function"), &function(&of.function, edition)),
        Constraint::Amount(code) => {
            let least = amount(code, of.amounts.get(code).copied().unwrap_or(0), edition);
            let least = of_both(&Words::same("≥"), &least);
            of_both(&dimension(code, edition), &least)
        }
        Constraint::Trait(code) => {
            let asked = of.traits.get(code).map_or("", String::as_str);
            held(code, asked, edition)
        }
        Constraint::Supplier => {
            let supplier = of.supplier.clone().unwrap_or_default();
            of_both(&Words::new("云服务商", "supplier"), &Words::same(supplier))
        }
    }
}

/// What would have to change: `架构 ARM → x86`, `GPU 显存 80 GiB → 48 GiB`.
pub fn change(one: &Change, of: &Certificate, edition: &Edition) -> Words {
    let to = |name: Words, from: Words, to: Words| {
        let zh = format!("{} {} → {}", name.zh, from.zh, to.zh);
        Words::new(zh, format!("{} {} → {}", name.en, from.en, to.en))
    };
    match one {
        Change::Function { to: other } => {
            to(Words::new("功能", "function"), function(&of.function, edition), function(other, edition))
        }
        Change::Amount { dimension: code, from, to: less } => {
            to(dimension(code, edition), amount(code, *from, edition), amount(code, *less, edition))
        }
        Change::Trait { code, from, to: other } => {
            to(trait_name(code, edition), value(code, from, edition), value(code, other, edition))
        }
        Change::Supplier { from, to: other } => {
            to(Words::new("云服务商", "supplier"), Words::same(from.clone()), Words::same(other.clone()))
        }
    }
}

/// The one amount that a relaxation lowers, where it does nothing else.
fn only_less(relaxation: &BTreeSet<Change>) -> Option<(&String, i64, i64)> {
    match (relaxation.len(), relaxation.first()?) {
        (1, Change::Amount { dimension, from, to }) => Some((dimension, *from, *to)),
        _ => None,
    }
}

/// The certificate as a sentence: how far the catalog goes with all else as required, and what would do.
///
/// `其余要求不变时，GPU 最多 0 张（需要 1 张）；若架构 ARM → x86，即可适配。`
pub fn sentence(of: &Certificate, edition: &Edition) -> Words {
    let far = of.relaxations.iter().filter_map(only_less).map(|(code, from, to)| {
        let (name, from, to) =
            (dimension(code, edition), amount(code, from, edition), amount(code, to, edition));
        Words::new(
            format!("{}最多 {}（需要 {}）", name.zh, to.zh, from.zh),
            format!("at most {} of {} ({} needed)", to.en, name.en, from.en),
        )
    });
    let far = join(far, "，或", ", or ");
    let mut ways = of.relaxations.iter().filter(|relaxation| only_less(relaxation).is_none());
    let named = ways.by_ref().take(NAMED);
    let named: Vec<Words> =
        named.map(|way| join(way.iter().map(|one| change(one, of, edition)), "且", " and ")).collect();
    let more = ways.count();
    let named = join(named, "，或", ", or ");
    let more = if more == 0 {
        Words::default()
    } else {
        Words::new(format!("（另有 {more} 种办法）"), format!(" ({more} more ways)"))
    };
    match (far.zh.is_empty(), named.zh.is_empty()) {
        (true, true) => Words::new(
            "目录中没有任何目录项可以通过放宽要求来适配。",
            "No item of the catalog would fit however the need is relaxed.",
        ),
        (false, true) => Words::new(
            format!("其余要求不变时，目录{}。", far.zh),
            format!("With all else as required, the catalog offers {}.", far.en),
        ),
        (true, false) => Words::new(
            format!("若{}，即可适配{}。", named.zh, more.zh),
            format!("It would fit with {}{}.", named.en, more.en),
        ),
        (false, false) => Words::new(
            format!("其余要求不变时，目录{}；若{}，即可适配{}。", far.zh, named.zh, more.zh),
            format!(
                "With all else as required, the catalog offers {}; it would fit with {}{}.",
                far.en, named.en, more.en
            ),
        ),
    }
}

/// Why a certificate is refused.
pub fn refusal(refusal: Refusal) -> Words {
    match refusal {
        Refusal::OtherEdition => Words::new(
            "证明针对的不是这一版服务目录",
            "It is about another edition of the catalog, or another state of this one",
        ),
        Refusal::Fits => Words::new("目录中有配置能满足全部要求", "Something in the catalog fits"),
        Refusal::Conflicts => {
            Words::new("所列冲突不是全部最小冲突", "Its conflicts are not exactly the smallest ones")
        }
        Refusal::Relaxations => {
            Words::new("所列放宽办法不是全部最小放宽", "Its relaxations are not exactly the smallest ones")
        }
        Refusal::Offered => {
            Words::new("所称目录最多提供的数量不实", "What it says the catalog offers is not so")
        }
        Refusal::TooMany => Words::new(
            "要求超过十六项，此检验器不逐一验证",
            "It has more than sixteen constraints; this checker does not try so many",
        ),
    }
}
