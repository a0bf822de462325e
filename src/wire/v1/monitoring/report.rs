//! What was said of a list, as JSON. Written only.
//!
//! Percentages, amounts and sums are texts, exact; what is not known is null, never 0.

use super::Problem;
use crate::basics::{Lang, Money, Month};
use crate::catalog::Edition;
use crate::fitting::sizing::{LowRule, Resize, Seen, Tally, Verdict};
use crate::lifecycle::adjustment::{Advice, Advised, Compared, Priced, Proposal, Saving};
use crate::wire::v1::fees;
use crate::wire::v1::review::words;
use serde_json::{Value, json};

/// Everything that was said of a list. `edition` is the catalog that was asked, where one was.
///
/// ```json
/// {"rule":{"cpuPercent":"30","memoryPercent":"40","months":3,"graceMonths":3,"by":"both","words":{…}},
///  "to":"2026-01","tooFewMonths":false,"tally":{"low":1,"notLow":1,"withinGrace":0,"unknown":0},
///  "compared":[{"rule":{…},"tally":{…},"kinds":[{"kind":"…","tally":{…}}]}],
///  "problems":[…],
///  "systems":[{"system":"…","zone":"…","kind":"","row":2,"opened":"2025-03","verdict":"low","why":{…},
///    "months":[{"month":"2026-01","row":2,"cpu":"2.56","memory":"15.22","low":true}],"missing":[],
///    "proposal":{…},"notProposed":null}],
///  "saving":{…},"savingUnknown":0}
/// ```
pub fn report(
    advice: &Advice,
    compared: &[Compared],
    problems: &[Problem],
    edition: Option<&Edition>,
) -> Value {
    let (sum, unknown) = advice.saving();
    json!({
        "rule": rule(&advice.rule),
        "to": advice.to.map(|month| month.to_string()),
        "tooFewMonths": advice.too_few_months().is_some(),
        "tally": tally(&advice.tally()),
        "compared": compared.iter().map(one_compared).collect::<Vec<_>>(),
        "problems": problems.iter().map(problem).collect::<Vec<_>>(),
        "systems": advice.systems.iter().map(|one| advised(one, &advice.rule, edition)).collect::<Vec<_>>(),
        "saving": sum.as_ref().map(saving),
        "savingUnknown": unknown,
    })
}

/// A rule: its numbers, and itself in words.
pub fn rule(rule: &LowRule) -> Value {
    json!({
        "cpuPercent": rule.cpu_percent.to_string(),
        "memoryPercent": rule.memory_percent.to_string(),
        "months": rule.run(),
        "graceMonths": rule.grace_months,
        "by": rule.by.code(),
        "words": words(&rule.words()),
    })
}

fn tally(tally: &Tally) -> Value {
    json!({
        "low": tally.low, "notLow": tally.not_low, "withinGrace": tally.within_grace, "unknown": tally.unknown,
    })
}

fn one_compared(compared: &Compared) -> Value {
    let kinds = compared.kinds.iter().map(|(kind, of)| json!({"kind": kind, "tally": tally(of)}));
    json!({
        "rule": rule(&compared.rule),
        "tally": tally(&compared.all),
        "kinds": kinds.collect::<Vec<_>>(),
    })
}

fn problem(problem: &Problem) -> Value {
    json!({
        "row": problem.row, "column": problem.column, "code": problem.code, "bars": problem.bars,
        "message": words(&problem.message), "remedy": words(&problem.remedy),
    })
}

fn advised(advised: &Advised, rule: &LowRule, edition: Option<&Edition>) -> Value {
    let Advised { system, judged, proposal: made } = advised;
    let missing = match &judged.verdict {
        Verdict::Unknown { missing } => missing.as_slice(),
        _ => &[],
    };
    let months = judged.seen.iter().map(seen).collect::<Vec<_>>();
    let (made, refused) = match made {
        Some(Ok(made)) => (Some(proposal(made, edition)), None),
        Some(Err(refused)) => (None, Some(words(&refused.words()))),
        None => (None, None),
    };
    json!({
        "system": system.name,
        "zone": system.zone,
        "kind": system.kind,
        "row": system.row,
        "opened": month(system.opened),
        "verdict": judged.verdict.code(),
        "why": words(&judged.why(rule)),
        "months": months,
        "missing": missing.iter().map(|missing| words(&missing.words())).collect::<Vec<_>>(),
        "proposal": made,
        "notProposed": refused,
    })
}

fn month(month: Option<Month>) -> Option<String> {
    month.map(|month| month.to_string())
}

fn seen(seen: &Seen) -> Value {
    json!({
        "month": seen.month.to_string(),
        "row": seen.row,
        "cpu": seen.cpu.map(|percent| percent.to_string()),
        "memory": seen.memory.map(|percent| percent.to_string()),
        "low": seen.low,
    })
}

/// A proposal: amounts from what to what, what answers them before and after, what it saves.
pub fn proposal(proposal: &Proposal, edition: Option<&Edition>) -> Value {
    json!({
        "why": words(&proposal.why),
        "changes": proposal.resizes.iter().map(|one| resize(one, edition)).collect::<Vec<_>>(),
        "before": proposal.before.iter().map(|one| priced(one, edition)).collect::<Vec<_>>(),
        "after": proposal.after.iter().map(|one| priced(one, edition)).collect::<Vec<_>>(),
        "saving": saving(&proposal.saving),
        "notes": proposal.notes.iter().map(|note| words(&note.words())).collect::<Vec<_>>(),
    })
}

fn number(edition: Option<&Edition>, code: &str, amount: i64) -> String {
    let dimension = edition.and_then(|edition| edition.dimension(code));
    dimension.map_or_else(|| amount.to_string(), |(_, dimension)| dimension.number(amount))
}

fn unit<'e>(edition: Option<&'e Edition>, code: &str) -> &'e str {
    edition
        .and_then(|edition| edition.dimension(code))
        .map_or("", |(_, dimension)| dimension.shown_unit(Lang::Zh))
}

fn resize(resize: &Resize, edition: Option<&Edition>) -> Value {
    let number = |amount| number(edition, &resize.dimension, amount);
    json!({
        "dimension": resize.dimension,
        "unit": unit(edition, &resize.dimension),
        "from": number(resize.held),
        "to": number(resize.proposed),
        "needed": number(resize.needed),
        "byPeak": resize.by_peak,
        "busiest": resize.busiest.map(|(month, percent)| {
            json!({"month": month.to_string(), "percent": percent.to_string()})
        }),
    })
}

fn priced(priced: &Priced, edition: Option<&Edition>) -> Value {
    let Priced { need, record, fees: cost, .. } = priced;
    let amount = |(code, amount): (&String, &i64)| (code.clone(), number(edition, code, *amount).into());
    let amounts: serde_json::Map<String, Value> = need.amounts.iter().map(amount).collect();
    let sum = cost.open.is_empty().then(|| cost.known.plain());
    json!({
        "function": need.function,
        "count": need.count,
        "amounts": amounts,
        "traits": need.traits,
        "outcome": record.outcome.code(),
        "configuration": record.configuration,
        "instances": record.instances,
        "months": need.months,
        "fees": sum,
    })
}

fn saving(saving: &Saving) -> Value {
    let plain = |money: Option<Money>| money.map(Money::plain);
    json!({
        "months": saving.months,
        "before": plain(saving.before),
        "after": plain(saving.after),
        "total": plain(saving.total()),
        "aMonth": plain(saving.a_month()),
        "illustrative": saving.illustrative,
        "open": saving.open.iter().map(|why| fees::why(*why)).collect::<Vec<_>>(),
    })
}
