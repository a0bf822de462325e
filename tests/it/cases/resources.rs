//! The resources of a change and of what runs, and the services of an activation, from their cells.

use super::columns::FUNCTIONS;
use govcloud::basics::{Money, Words};
use govcloud::catalog::{Dimension, Edition, Period, Trait, TraitValue, Unit};
use govcloud::dossier::{Applied, Dossier, Errand, Need, Outcome, PriceStanding, Record, Resources, Taken};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Traits by the words of the sheets.
const TRAITS: &[(&str, &str, &str)] = &[
    ("政务外网区", "zone", "egov"),
    ("互联网区", "zone", "internet"),
    ("x86", "arch", "x86"),
    ("ARM", "arch", "arm"),
];

/// Adds to the case what these columns say.
pub(super) fn add(
    other: &BTreeMap<&str, &str>,
    dossier: &mut Dossier,
    edition: &mut Edition,
) -> Result<(), String> {
    let about = match dossier.errand {
        Errand::Change => dossier.life.in_force(),
        _ => dossier.life.at_work().and_then(|p| p.application()),
    };
    let about = about.map(|act| act.number);
    let needs = |column: &str| other.get(column).map(|text| rows(text)).transpose();
    let money = |column: &str| match other.get(column) {
        None | Some(&"未知") => Ok(None),
        Some(text) => Money::parse(text, 1).map(Some).map_err(|_| format!("{column}“{text}”")),
    };
    let mut resources = Resources::default();
    if let Some(needs) = needs("现状资源")? {
        names(edition);
        resources.needs = needs;
    }
    if let Some(needs) = needs("变更资源")? {
        dossier.needs = needs;
    }
    if let Some(outcome) = other.get("审核时适配") {
        let need = rows("物理机 8 单独购置")?.remove(0);
        let outcome = match *outcome {
            "无法适配" => Outcome::Unfit,
            "让步适配" => Outcome::Conceded,
            "目录内" => Outcome::InCatalog,
            text => return Err(format!("审核时适配“{text}”")),
        };
        resources.records.push(Arc::new(record(outcome)));
        resources.needs.push(need);
    }
    dossier.yearly = money("变更年费")?;
    if let Some(number) = about.filter(|_| !resources.needs.is_empty()) {
        dossier.applied = Some(Arc::new(Applied { number, resources, yearly: money("现状年费")? }));
    }
    service(other, dossier)
}

/// Rows such as `云主机 4核 x86；块存储 100 ×2；物理机 8 单独购置`.
fn rows(text: &str) -> Result<Vec<Arc<Need>>, String> {
    let rows = text.split('；').map(str::trim).filter(|row| !row.is_empty() && *row != "无");
    rows.enumerate().map(|(row, text)| need(row, text).map(Arc::new)).collect()
}

fn need(row: usize, text: &str) -> Result<Need, String> {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let function = FUNCTIONS.iter().find(|f| f.0 == name).ok_or(format!("资源“{name}”"))?.1;
    let mut need = Need {
        row,
        id: format!("n{}", row + 1),
        name: name.to_owned(),
        function: function.to_owned(),
        amounts: BTreeMap::new(),
        traits: BTreeMap::new(),
        prefers: BTreeMap::new(),
        count: 1,
        months: 12,
        divisible: false,
        reason: String::new(),
        pick: None,
        consent: false,
        special: false,
    };
    let dimension = if function.starts_with("compute/") { "vcpu" } else { "amount" };
    for word in words {
        let count = word.strip_prefix('×').and_then(|count| count.parse().ok());
        if let Some(of) = TRAITS.iter().find(|t| t.0 == word) {
            need.traits.insert(of.1.to_owned(), of.2.to_owned());
        } else if word == "单独购置" {
            need.special = true;
        } else if let Some(count) = count {
            need.count = count;
        } else {
            let amount = word.parse().map_err(|_| format!("资源“{text}”中的“{word}”"))?;
            need.amounts.insert(dimension.to_owned(), amount);
        }
    }
    Ok(need)
}

fn names(edition: &mut Edition) {
    let dimension = |code: &str, name: &str| Dimension {
        code: code.to_owned(),
        name: Words::same(name),
        units: vec![Unit { name: Words::default(), holds: 1 }],
    };
    edition.dimensions = vec![dimension("vcpu", "vCPU"), dimension("amount", "容量")];
    let codes: std::collections::BTreeSet<&str> = TRAITS.iter().map(|t| t.1).collect();
    edition.traits = codes
        .into_iter()
        .map(|code| {
            let values = TRAITS.iter().filter(|t| t.1 == code);
            let values = values.map(|t| TraitValue { code: t.2.to_owned(), name: Words::same(t.0) });
            Trait { code: code.to_owned(), name: Words::same(code), values: values.collect() }
        })
        .collect();
}

fn record(outcome: Outcome) -> Record {
    Record {
        row: 0,
        outcome,
        configuration: String::new(),
        parts: Vec::new(),
        instances: 1,
        picked: false,
        stale: false,
        differences: BTreeMap::new(),
        certificate: None,
    }
}

/// One service of an activation.
fn service(other: &BTreeMap<&str, &str>, dossier: &mut Dossier) -> Result<(), String> {
    match other.get("开通服务") {
        None | Some(&"无") => return Ok(()),
        Some(&"一项") => {}
        Some(text) => return Err(format!("开通服务“{text}”")),
    }
    let price = match other.get("服务单价") {
        None | Some(&"未知") => None,
        Some(text) => Some(Money::parse(text, 1).map_err(|_| format!("服务单价“{text}”"))?),
    };
    let standing = match other.get("价格性质") {
        None => PriceStanding::Contract,
        Some(text) => PriceStanding::ALL
            .into_iter()
            .find(|standing| standing.name().0 == *text)
            .ok_or(format!("价格性质“{text}”"))?,
    };
    let taken = Taken {
        supplier: "某云".to_owned(),
        item: "item".to_owned(),
        name: "目录项".to_owned(),
        function: "compute/vm/general".to_owned(),
        unit: "台".to_owned(),
        count: 1,
        price,
        period: Period::Month,
        standing,
    };
    dossier.services.push((0, Arc::new(taken)));
    Ok(())
}
