//! From answers to needs, by the rules of a table.

use super::hear::{AnswerFault, Heard, Value, hear};
use super::share::{begun, carriers, share};
use super::{Gap, Proposal, ProposedNeed, Reason, Sized};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::measure::jurisdiction::Profiles;
use crate::measure::jurisdiction::profiles::{Condition, Gift, Quantity, Rule, Size, Tier};
use std::collections::BTreeMap;

/// A quantity with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Id of the quantity.
    pub id: String,
    /// Its name for people.
    pub name: Words,
    /// Its unit.
    pub unit: Words,
    /// Its number, not below nought.
    pub number: i128,
}

/// Proposes needs by a table that is sound, for a catalog. Answers are texts by the id of their question.
///
/// # Errors
/// Each answer that cannot be used.
pub fn propose(
    table: &Profiles,
    answers: &BTreeMap<String, String>,
    edition: &Edition,
) -> Result<Proposal, Vec<AnswerFault>> {
    let heard = hear(table, answers)?;
    let measured: Vec<Measured> = table.quantities.iter().map(|q| measure(q, &heard)).collect();
    let holding: Vec<&Rule> = table.rules.iter().filter(|rule| holds(rule, &heard)).collect();
    let need = |tier| of_tier(table, tier, &holding, &measured, edition);
    let needs = table.tiers.iter().filter_map(need).collect();
    Ok(Proposal { heard, measured, needs })
}

/// True where all conditions of a rule hold.
fn holds(rule: &Rule, heard: &[Heard]) -> bool {
    rule.when.iter().all(|(id, condition)| {
        let value = heard.iter().find(|h| h.question == *id).map(|h| &h.value);
        match (condition, value) {
            (Condition::OneOf(codes), Some(Value::Choice(code))) => codes.contains(code),
            (Condition::From(from), Some(Value::Number(number))) => number >= from,
            _ => false,
        }
    })
}

fn measure(quantity: &Quantity, heard: &[Heard]) -> Measured {
    let number = |id: &String| match heard.iter().find(|h| h.question == *id).map(|h| &h.value) {
        Some(Value::Number(number)) => i128::from(*number),
        _ => 0,
    };
    let terms = quantity.terms.iter().map(|term| {
        let product = term.of.iter().fold(i128::from(term.times), |sum, id| sum.saturating_mul(number(id)));
        begun(product, i128::from(term.per))
    });
    let Quantity { id, name, unit, .. } = quantity.clone();
    Measured { id, name, unit, number: terms.fold(0, i128::saturating_add) }
}

/// What a gift comes to.
fn amount(gift: &Gift, measured: &[Measured]) -> i128 {
    let times = gift.of.as_ref().map_or(1, |id| {
        let number = measured.iter().find(|m| m.id == *id).map_or(0, |m| m.number);
        begun(number, i128::from(gift.per))
    });
    times.saturating_mul(i128::from(gift.amount))
}

/// The need of a tier; `None` where no rule gives it anything.
fn of_tier(
    table: &Profiles,
    tier: &Tier,
    holding: &[&Rule],
    measured: &[Measured],
    edition: &Edition,
) -> Option<ProposedNeed> {
    let rules: Vec<&&Rule> = holding.iter().filter(|rule| rule.tiers.contains(&tier.id)).collect();
    let gifts = || rules.iter().flat_map(|rule| &rule.gives);
    let demand = |size: &Size| {
        let of = gifts().filter(|gift| gift.dimension == size.dimension);
        of.map(|gift| amount(gift, measured)).fold(0, i128::saturating_add)
    };
    let demands: Vec<(&Size, i128)> = tier.sizes.iter().map(|size| (size, demand(size))).collect();
    if demands.iter().all(|(_, demand)| *demand == 0) {
        return None;
    }
    let least = rules.iter().map(|rule| rule.carriers).max().unwrap_or(1);
    let found = carriers(least, &demands);
    let mut need = ProposedNeed {
        tier: tier.id.clone(),
        name: tier.name.clone(),
        function: tier.function.clone(),
        carriers: found.unwrap_or(least),
        spare: rules.iter().map(|rule| rule.spare).max().unwrap_or(0),
        sizes: Vec::new(),
        traits: rules.iter().flat_map(|rule| rule.traits.clone()).collect(),
        reasons: rules.iter().map(|rule| reason(table, tier, rule, measured)).collect(),
        gaps: Vec::new(),
    };
    if edition.function(&tier.function).is_none() {
        need.gaps.push(Gap::Function(tier.function.clone()));
    }
    if found.is_none() {
        need.gaps.push(Gap::TooMuch);
    }
    for (size, demand) in demands {
        sized(size, demand, &mut need, edition);
    }
    required(&mut need, edition);
    Some(need)
}

/// Adds a dimension to a need, and says where the catalog has it not.
fn sized(size: &Size, demand: i128, need: &mut ProposedNeed, edition: &Edition) {
    let each = share(size, demand, need.carriers);
    if each == 0 {
        return;
    }
    let (Ok(demand), Ok(each)) = (i64::try_from(demand), i64::try_from(each)) else {
        return need.gaps.push(Gap::TooMuch);
    };
    let read = edition.dimension(&size.dimension).map(|(_, d)| d.parse(&format!("{each} {}", size.unit)));
    let amount = read.clone().and_then(Result::ok);
    if amount.is_none() {
        let too_much = matches!(read, Some(Err(crate::catalog::edition::AmountError::TooLong)));
        let lacks = || Gap::Dimension(size.dimension.clone(), size.unit.clone());
        need.gaps.push(if too_much { Gap::TooMuch } else { lacks() });
    }
    let (dimension, unit) = (size.dimension.clone(), size.unit.clone());
    need.sizes.push(Sized { dimension, unit, demand, each, amount });
}

/// Takes out of a need what the catalog cannot be asked to hold to, and says so.
fn required(need: &mut ProposedNeed, edition: &Edition) {
    let gaps = &mut need.gaps;
    need.traits.retain(|code, value| {
        let known = edition.trait_of(code).is_some_and(|t| t.values.iter().any(|v| v.code == *value));
        if !known {
            gaps.push(Gap::Trait(code.clone(), value.clone()));
        }
        known
    });
}

/// What a rule says, and how its amounts for a tier were reckoned.
fn reason(table: &Profiles, tier: &Tier, rule: &Rule, measured: &[Measured]) -> Reason {
    let mut words = rule.says.clone();
    for gift in &rule.gives {
        let unit = tier.size(&gift.dimension).map_or("", |size| size.unit.as_str());
        let (code, sum) = (&gift.dimension, amount(gift, measured));
        let of = gift.of.as_ref().and_then(|id| measured.iter().find(|m| m.id == *id));
        let (zh, en) = match of {
            Some(Measured { name, number, .. }) => (
                format!("；{code}：{} {number}÷{}（进一）×{}={sum} {unit}", name.zh, gift.per, gift.amount),
                format!(
                    "; {code}: {} {number} / {} (rounded up) × {} = {sum} {unit}",
                    name.get(Lang::En),
                    gift.per,
                    gift.amount
                ),
            ),
            None => (format!("；{code}：{sum} {unit}"), format!("; {code}: {sum} {unit}")),
        };
        words.zh.push_str(&zh);
        words.en.push_str(&en);
    }
    Reason { rule: rule.id.clone(), words, source: table.source_of(rule).clone() }
}
