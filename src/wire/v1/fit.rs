//! What the catalog answered, as JSON. Written only.
//!
//! ```json
//! {"path":"/needs/0","id":"n1","name":"应用服务器","function":"compute/vm/general","count":2,"months":12,
//!  "outcome":"fitted","stale":false,"recorded":"DG-03",
//!  "ranked":[{"key":"DG-03","function":"compute/vm/general","distance":0,"supplier":null,
//!    "parts":[{"item":"DG-03","units":1,"steps":[]}],
//!    "lines":[{"dimension":"vcpu","unit":"核","needed":"6","got":"8","difference":"2","percent":"33.3"}],
//!    "traits":[{"trait":"zone","asked":"egov","hard":true,"offered":[],"verdict":"unrestricted"}],
//!    "excess":"33.3","cost":{"total":"15360","illustrative":true,"unknown":[]},"faults":[]}],
//!  "nearMisses":[],"combination":null,"certificate":null}
//! ```
//!
//! Amounts are texts in the unit beside them, exact. `ranked` is best first; `recorded` is the key of what the
//! case records, null where nothing fits. `cost.total` is null where a price is unknown, never 0.

use crate::basics::{Lang, Money, Path, date};
use crate::catalog::Edition;
use crate::dossier::{Need, Part};
use crate::fitting::{
    Answer, Certificate, Change, Combination, Constraint, Cost, Fault, Line, Proof, Ranked, TraitLine,
    TraitVerdict,
};
use serde_json::{Value, json};

/// The answer to a need.
pub fn answer(edition: &Edition, need: &Need, answer: &Answer) -> Value {
    let recorded = answer.combination.as_ref().map(|c| &c.key).or_else(|| answer.chosen().map(|c| &c.key));
    let all = |list: &[Ranked]| list.iter().map(|one| ranked(edition, one)).collect::<Vec<_>>();
    json!({
        "path": Path::root().at("needs").at(&need.row.to_string()).as_str(),
        "id": need.id,
        "name": need.name,
        "function": need.function,
        "count": need.count,
        "months": need.months,
        "outcome": answer.outcome.code(),
        "stale": answer.stale,
        "recorded": recorded,
        "ranked": all(&answer.ranked),
        "nearMisses": all(&answer.near_misses),
        "combination": answer.combination.as_ref().map(|c| combination(edition, c)),
        "certificate": answer.certificate.as_ref().map(|c| certificate(edition, c)),
    })
}

/// One configuration, line by line.
pub fn ranked(edition: &Edition, one: &Ranked) -> Value {
    json!({
        "key": one.key,
        "function": one.function,
        "distance": one.distance,
        "supplier": one.supplier,
        "parts": parts(&one.parts),
        "lines": one.lines.iter().map(|l| line(edition, l)).collect::<Vec<_>>(),
        "traits": one.traits.iter().map(trait_line).collect::<Vec<_>>(),
        "excess": one.excess.map(|share| share.per_cent()),
        "cost": cost(&one.cost),
        "faults": one.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn parts(parts: &[Part]) -> Vec<Value> {
    parts.iter().map(|p| json!({"item": p.item, "units": p.units, "steps": p.steps})).collect()
}

fn cost(cost: &Cost) -> Value {
    let total = cost.total.map(Money::plain);
    json!({"total": total, "illustrative": cost.illustrative, "unknown": cost.unknown})
}

fn unit<'e>(edition: &'e Edition, code: &str) -> &'e str {
    edition.dimension(code).map_or("", |(_, dimension)| dimension.shown_unit(Lang::Zh))
}

fn number(edition: &Edition, code: &str, amount: i64) -> String {
    edition.dimension(code).map_or_else(|| amount.to_string(), |(_, dimension)| dimension.number(amount))
}

fn line(edition: &Edition, line: &Line) -> Value {
    let number = |amount| number(edition, &line.dimension, amount);
    json!({
        "dimension": line.dimension,
        "unit": unit(edition, &line.dimension),
        "needed": number(line.needed),
        "got": number(line.got),
        "difference": number(line.difference),
        "percent": line.share.per_cent(),
    })
}

fn trait_line(line: &TraitLine) -> Value {
    let verdict = match line.verdict {
        TraitVerdict::Met => "met",
        TraitVerdict::Unrestricted => "unrestricted",
        TraitVerdict::Unmet => "unmet",
    };
    json!({
        "trait": line.code, "asked": line.asked, "hard": line.hard, "offered": line.offered, "verdict": verdict,
    })
}

fn fault(fault: &Fault) -> Value {
    let (name, of) = match fault {
        Fault::Unknown(item) => ("unknown", item),
        Fault::NotSold(item) => ("not-sold", item),
        Fault::Quota(item) => ("quota", item),
        Fault::Range(item) => ("range", item),
        Fault::Function(of) => ("function", of),
        Fault::Twice(item) => ("twice", item),
        Fault::Apart(code) => ("apart", code),
    };
    json!({"fault": name, "of": of})
}

fn combination(edition: &Edition, combination: &Combination) -> Value {
    let total = |(code, needed, got): &(String, i64, i64)| {
        json!({
            "dimension": code, "unit": unit(edition, code),
            "needed": number(edition, code, *needed), "got": number(edition, code, *got),
        })
    };
    let proof = match combination.proof {
        Proof::Optimal => json!({"proof": "optimal"}),
        Proof::Within(share) => json!({"proof": "within", "percent": share.per_cent()}),
    };
    json!({
        "key": combination.key,
        "parts": parts(&combination.parts),
        "totals": combination.totals.iter().map(total).collect::<Vec<_>>(),
        "cost": cost(&combination.cost),
        "proof": proof,
    })
}

/// The certificate of unfitness: its digest, conflicts, relaxations and the most on offer.
pub fn certificate(edition: &Edition, certificate: &Certificate) -> Value {
    let conflicts = certificate.conflicts.iter().map(|set| set.iter().map(constraint).collect());
    let change = |change: &Change| self::change(edition, change);
    let relaxations = certificate.relaxations.iter().map(|set| set.iter().map(change).collect());
    let offered = certificate.offered.iter().map(|offered| {
        let most = offered.most.map(|most| number(edition, &offered.dimension, most));
        json!({"dimension": offered.dimension, "unit": unit(edition, &offered.dimension), "most": most})
    });
    json!({
        "digest": certificate.digest().to_string(),
        "edition": {"id": certificate.edition, "hash": certificate.edition_hash.to_string()},
        "asOf": date::iso(certificate.as_of),
        "conflicts": conflicts.collect::<Vec<Value>>(),
        "relaxations": relaxations.collect::<Vec<Value>>(),
        "offered": offered.collect::<Vec<_>>(),
    })
}

fn constraint(constraint: &Constraint) -> Value {
    match constraint {
        Constraint::Function => json!({"function": true}),
        Constraint::Amount(code) => json!({"dimension": code}),
        Constraint::Trait(code) => json!({"trait": code}),
        Constraint::Supplier => json!({"supplier": true}),
    }
}

fn change(edition: &Edition, change: &Change) -> Value {
    match change {
        Change::Function { to } => json!({"function": true, "to": to}),
        Change::Amount { dimension, from, to } => json!({
            "dimension": dimension, "unit": unit(edition, dimension),
            "from": number(edition, dimension, *from), "to": number(edition, dimension, *to),
        }),
        Change::Trait { code, from, to } => json!({"trait": code, "from": from, "to": to}),
        Change::Supplier { from, to } => json!({"supplier": true, "from": from, "to": to}),
    }
}
