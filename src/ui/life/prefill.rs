//! What a form of a step begins with: what is known already is there, and what only a person can say is not.

use crate::basics::date::iso;
use crate::catalog::{Edition, Period};
use crate::dossier::{Act, Draft, Errand, Life, NeedRow, Procedure};
use crate::fees::{Estimate, show};
use crate::lifecycle::Judgement;
use crate::lifecycle::adjustment::{advised, begun};
use std::sync::Arc;

/// The form of a step as it begins in this case.
pub fn draft(life: &Life, errand: Errand) -> Draft {
    let open = life.at_work().filter(|procedure| mends(procedure, errand));
    match (open.and_then(Procedure::application), errand) {
        // A mended application begins with the one that it takes the place of.
        (Some(act), _) => Draft { errand, ..(*act.sheet).clone() },
        (None, Errand::Change) => life.in_force().map_or_else(|| empty(errand), |act| begun(act)),
        (None, Errand::HandOver) => handed_over(life),
        (None, Errand::Confirm) => confirmed(life),
        _ => empty(errand),
    }
}

fn empty(errand: Errand) -> Draft {
    Draft { errand, ..Draft::default() }
}

fn mends(procedure: &Procedure, errand: Errand) -> bool {
    use crate::dossier::Kind;
    match errand {
        Errand::Deploy | Errand::Migrate => procedure.kind == Kind::Apply,
        Errand::Change => procedure.kind == Kind::Change,
        Errand::Leave => procedure.kind == Kind::Leave,
        _ => false,
    }
}

/// Who confirms is who was chosen, as long as nobody says otherwise.
fn confirmed(life: &Life) -> Draft {
    let mut draft = empty(Errand::Confirm);
    draft.set_field("confirm.supplier", life.supplier().unwrap_or_default());
    draft
}

/// What the department listed when it asked to leave is what is handed over.
fn handed_over(life: &Life) -> Draft {
    let mut draft = empty(Errand::HandOver);
    let Some(leave) = life.at_work().and_then(Procedure::application) else { return draft };
    let listed = [("数据资源", "leave.data"), ("文档资源", "leave.documents")];
    let lines: Vec<String> = listed
        .iter()
        .map(|(name, key)| (name, leave.sheet.field(key).trim()))
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| format!("{name}：{text}"))
        .collect();
    draft.set_field("handover.list", &lines.join("\n"));
    draft
}

/// A change that follows the open advice: says so, with the words of the advice where nothing is said yet, and with
/// the rows that it proposes in the place of those that run.
pub fn follow_advice(draft: &mut Draft, life: &Life) {
    draft.set_field("change.advised", "yes");
    advised::fill(draft, life);
    if !draft.field("change.reason").trim().is_empty() {
        return;
    }
    let texts: Vec<String> = life.advice.iter().map(|act| advice(act)).collect();
    draft.set_field("change.reason", &texts.join("\n"));
}

fn advice(act: &Act) -> String {
    let on = act.facts.deeds.advice.date.unwrap_or(act.on);
    format!("依据 {} 的资源调整建议：{}", iso(on), act.sheet.field("advice.text").trim())
}

/// The services that an approved application comes to, a row for each line of its estimate. The price is the
/// supplier's to say: article 4 pays the actual purchase price, and the catalog's is no more than its ceiling.
pub fn services(judgement: &Judgement, draft: &Draft, edition: &Edition) -> Vec<Arc<NeedRow>> {
    let mut rows = Vec::new();
    for row in &judgement.estimate.rows {
        let need = draft.needs.get(row.row).map_or("", |need| need.cell("name").trim());
        for line in &row.fees.lines {
            let count = line.units.checked_mul(line.instances).unwrap_or(line.units);
            let named = show::line_name(edition, line).zh;
            let name = match need {
                "" => named,
                need if need.contains(&named) || named.contains(need) => need.to_owned(),
                need => format!("{need} · {named}"),
            };
            let function = edition.item(&line.item).map_or("", |item| item.function.as_str());
            let period = line.price(edition).map_or("month", |price| period_code(price.period));
            let cells = [
                ("item", line.item.as_str()),
                ("name", &name),
                ("function", function),
                ("unit", &show::unit(edition, line).zh),
                ("count", &count.to_string()),
                ("period", period),
            ];
            let mut service = NeedRow { id: format!("n{}", rows.len() + 1), ..NeedRow::default() };
            cells.iter().for_each(|(column, text)| service.set_cell(column, text));
            rows.push(Arc::new(service));
        }
    }
    rows
}

/// Name of a period in a row of services. What the catalog sells by the hour is settled by the month.
fn period_code(period: Period) -> &'static str {
    match period {
        Period::Day => "day",
        Period::Hour | Period::Month => "month",
        Period::Year => "year",
        Period::Once => "once",
    }
}

/// The unit price of the catalog for a row of services, in words: what the price may not exceed.
pub fn ceiling(row: &NeedRow, estimate: &Estimate, edition: &Edition) -> Option<crate::basics::Words> {
    let lines = estimate.rows.iter().flat_map(|row| &row.fees.lines);
    let line = lines.into_iter().find(|line| line.item == row.cell("item") && fits(line, row, edition))?;
    let price = line.price(edition)?;
    let (words, worth) = (show::price(price), show::standing(price.standing));
    Some(crate::basics::Words::new(
        format!("{}（{}）", words.zh, worth.zh),
        format!("{} ({})", words.en, worth.en),
    ))
}

/// A custom size has a line for each of its steps: they are told apart by the unit of sale.
fn fits(line: &crate::fees::estimate::Line, row: &NeedRow, edition: &Edition) -> bool {
    show::unit(edition, line).zh == row.cell("unit")
}
