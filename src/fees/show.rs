//! How prices and their worth are said.

use crate::basics::{Lang, Money, Words};
use crate::catalog::{Currency, Edition, Grammar, Item, Period, Price, Range, Standing, TierMode};
use crate::fees::estimate::{Charge, Line, Why};

/// An amount in the currency unit of its price, with the unit: `46.00 元`, `0.46 万元`.
pub fn amount(price: &Price, amount: Money) -> Words {
    match price.currency {
        Currency::Yuan => Words::new(format!("{} 元", amount.in_yuan()), format!("CNY {}", amount.in_yuan())),
        Currency::WanYuan => {
            Words::new(format!("{} 万元", amount.in_wan()), format!("CNY {} × 10,000", amount.in_wan()))
        }
    }
}

/// What a price pays for: 月, 年 …
pub fn period(period: Period) -> (&'static str, &'static str) {
    match period {
        Period::Hour => ("小时", "hour"),
        Period::Day => ("日", "day"),
        Period::Month => ("月", "month"),
        Period::Year => ("年", "year"),
        Period::Once => ("次", "once"),
    }
}

/// A price as published: `46.00 元/月`.
pub fn price(price: &Price) -> Words {
    let amount = amount(price, price.amount);
    let (zh, en) = period(price.period);
    let en = if price.period == Period::Once {
        format!("{}, once", amount.en)
    } else {
        format!("{} a {en}", amount.en)
    };
    Words::new(format!("{}/{zh}", amount.zh), en)
}

/// Tiers and term discounts of a price in words; empty where it has none.
pub fn conditions(price: &Price) -> Words {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for tier in &price.tiers {
        let amount = amount(price, tier.amount);
        zh.push(format!("第{}个起{}", tier.from, amount.zh));
        en.push(format!("from unit {} {}", tier.from, amount.en));
    }
    if !price.tiers.is_empty() {
        let (mode_zh, mode_en) = match price.tier_mode {
            TierMode::Graduated => ("分段累进", "each unit by its tier"),
            TierMode::AllUnits => ("按达到的档全量计", "all units by the tier reached"),
        };
        zh.push(mode_zh.to_owned());
        en.push(mode_en.to_owned());
    }
    for term in &price.terms {
        let percent = percent(term.keeps);
        zh.push(format!("满{}个月按{percent}%", term.months));
        en.push(format!("{percent}% from {} months", term.months));
    }
    Words::new(zh.join("，"), en.join(", "))
}

/// Ten-thousandths as per cent: 8,000 is `80`, 8,050 is `80.5`.
fn percent(keeps: u32) -> String {
    crate::basics::Decimal { units: i128::from(keeps), scale: 2 }.to_string()
}

/// How much a price is worth: 官方目录价, 示例价.
pub fn standing(standing: Standing) -> Words {
    match standing {
        Standing::Official => Words::new("官方目录价", "official catalog price"),
        Standing::Illustrative => Words::new("示例价", "illustrative price (示例)"),
    }
}

/// Why a sum is not known.
pub fn why(why: Why) -> Words {
    match why {
        Why::PriceUnknown => Words::new("目录未载价格", "the catalog names no price"),
        Why::NothingFits => {
            Words::new("目录无法适配，无从计价", "nothing in the catalog fits, so nothing can be priced")
        }
        Why::NotRead => Words::new("本行尚未填写完整", "the row is not filled in yet"),
        Why::TooLarge => Words::new("金额过大，无法计算", "the sum is too large to compute"),
    }
}

/// Name of what a line charges: the item's, with the dimension where it is the steps of a custom size.
pub fn line_name(edition: &Edition, line: &Line) -> Words {
    let Some(item) = edition.item(&line.item) else { return Words::same(line.item.as_str()) };
    match stepped(item, &line.charge).and_then(|code| edition.dimension(code)) {
        Some((_, dimension)) => Words::new(
            format!("{}（{}）", item.name.zh, dimension.name.zh),
            format!("{} ({})", item.name.get(Lang::En), dimension.name.get(Lang::En)),
        ),
        None => item.name.clone(),
    }
}

/// The unit of sale of a line: 台/套 for a package (项), the step for what is sold by steps (`1 GB`).
pub fn unit(edition: &Edition, line: &Line) -> Words {
    let item = edition.item(&line.item);
    let range = item.and_then(|item| match (&line.charge, &item.grammar) {
        (Charge::Item, Grammar::Component(range)) => Some(range),
        (Charge::Steps(at), Grammar::Custom(ranges)) => ranges.get(*at),
        _ => None,
    });
    range.and_then(|range| step(edition, range)).unwrap_or_else(|| Words::new(PIECE.0, PIECE.1))
}

/// The unit of sale of what is sold as a whole.
pub(super) const PIECE: (&str, &str) = ("项", "piece");

/// The unit of sale of what is sold by steps; `None` where the edition does not know the dimension.
pub(super) fn step(edition: &Edition, range: &Range) -> Option<Words> {
    let (_, dimension) = edition.dimension(&range.dimension)?;
    let Words { zh, en } = dimension.said(range.step);
    let of_one = |shown: String| shown.strip_prefix("1 ").map_or_else(|| shown.clone(), str::to_owned);
    Some(Words::new(of_one(zh), of_one(en)))
}

/// The dimension whose steps are charged, where a line charges the steps of a custom size.
fn stepped<'e>(item: &'e Item, charge: &Charge) -> Option<&'e str> {
    match (charge, &item.grammar) {
        (Charge::Steps(at), Grammar::Custom(ranges)) => ranges.get(*at).map(|r| r.dimension.as_str()),
        _ => None,
    }
}
