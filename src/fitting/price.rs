//! What a configuration costs: the sum of its parts, or unknown.

use crate::basics::Money;
use crate::catalog::{Edition, Grammar, Item, Price, Range, Standing, TierMode};
use crate::dossier::Part;

/// What so many instances of a configuration cost over the need's months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The sum; `None` where a part's price is unknown. An unknown price is never nought.
    pub total: Option<Money>,
    /// True where a known price of a part is illustrative (示例).
    pub illustrative: bool,
    /// Codes of the parts whose price is unknown.
    pub unknown: Vec<String>,
}

/// The cost of these parts, `instances` times, over `months`. Quantity tiers see all instances of the part
/// together. A code that the edition lacks has no known price.
pub fn cost(edition: &Edition, parts: &[Part], instances: i64, months: u32) -> Cost {
    let mut cost = Cost { total: Some(Money::ZERO), ..Cost::default() };
    for part in parts {
        let item = edition.item(&part.item);
        let price = item.and_then(|item| part_price(item, part.units, &part.steps, instances, months));
        match price {
            Some(price) => cost.total = cost.total.and_then(|total| total.plus(price)),
            None => {
                cost.total = None;
                cost.unknown.push(part.item.clone());
            }
        }
        cost.illustrative |= item.is_some_and(illustrative);
    }
    cost
}

fn illustrative(item: &Item) -> bool {
    let ranges = match &item.grammar {
        Grammar::Custom(ranges) => ranges.as_slice(),
        Grammar::Package(_) | Grammar::Component(_) => &[],
    };
    let prices = ranges.iter().filter_map(|range| range.price.as_ref()).chain(&item.price);
    prices.into_iter().any(|price| price.standing == Standing::Illustrative)
}

/// The price of one part: `units` an instance of a package or of a component's steps; of a custom size the
/// base price and the steps of each range. `None` is unknown.
pub(crate) fn part_price(item: &Item, units: i64, steps: &[i64], count: i64, months: u32) -> Option<Money> {
    let instances = units.checked_mul(count)?;
    let mut total = base_price(item, instances, months)?;
    if let Grammar::Custom(ranges) = &item.grammar {
        for (range, &steps) in ranges.iter().zip(steps) {
            total = total.plus(steps_price(range, steps, instances, months)?)?;
        }
    }
    Some(total)
}

/// What an item is charged for itself, so many times; of a custom size that is sold by its steps, nothing.
pub(crate) fn base_price(item: &Item, instances: i64, months: u32) -> Option<Money> {
    match item.has_base() {
        true => item.price.as_ref()?.total(instances, months),
        false => Some(Money::ZERO),
    }
}

/// What steps of a custom size cost in so many instances.
pub(crate) fn steps_price(range: &Range, steps: i64, instances: i64, months: u32) -> Option<Money> {
    if steps <= 0 {
        return Some(Money::ZERO);
    }
    range.price.as_ref()?.total(steps.checked_mul(instances)?, months)
}

/// Numbers of units worth taking where at least `from` and at most `most` may be, beside `from` itself: each
/// larger number that costs less than every smaller one. Only tiers that apply to all units make more units
/// cheaper, and then only at the first unit of a tier.
pub(crate) fn worthwhile(price: Option<&Price>, from: i64, most: i64, count: i64, months: u32) -> Vec<i64> {
    let mut units = Vec::new();
    let Some(price) = price.filter(|p| p.tier_mode == TierMode::AllUnits && !p.tiers.is_empty()) else {
        return units;
    };
    let total = |units: i64| units.checked_mul(count).and_then(|all| price.total(all, months));
    let mut least = total(from);
    for tier in &price.tiers {
        let start = tier.from.div_euclid(count) + i64::from(tier.from.rem_euclid(count) > 0);
        let cost = total(start);
        if start > from && start <= most && cost.is_some() && cost < least {
            units.push(start);
            least = cost;
        }
    }
    units
}
