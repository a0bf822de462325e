//! 实际使用: from the life of a case to the services that ran in it (article 4).
//!
//! Services start with an activation, change with the activation of a change, and end with leaving.
//!
//! Interpretation: the last day of use is the day on which everything was handed over (移交日期); from then on the
//! department uses nothing any more, though the supplier may still have to clear.

use crate::basics::Path;
use crate::catalog::Edition;
use crate::dossier::read::{self, RowTerms};
use crate::dossier::{
    Act, Close, Errand, Event, Holder, Kind, Life, PriceStanding, Problem, Procedure, Service, Taken,
};
use crate::fees::services::history;
use std::sync::Arc;

/// The services that ran in this case, whose they are said to be, by their first day.
///
/// # Errors
/// What contradicts itself or cannot be read; then the case has no services, for nothing is settled on it.
pub fn used(
    life: &Life,
    holder: &Arc<Holder>,
    edition: Option<&Edition>,
) -> Result<Vec<Service>, Vec<Problem>> {
    let (mut events, mut problems, mut supplier) = (Vec::new(), Vec::new(), "");
    for procedure in &life.procedures {
        if procedure.kind == Kind::Leave {
            // Nobody leaves who never came: a test alone has no services.
            let last = handed_over(procedure).filter(|_| !events.is_empty());
            events.extend(
                last.map(|act| Event::Ended { last: act.facts.deeds.handover.date.unwrap_or(act.on) }),
            );
            continue;
        }
        if procedure.close != Some(Close::Done) {
            continue;
        }
        let chosen =
            procedure.last(Errand::Procure).and_then(|act| act.facts.deeds.procurement.supplier.as_deref());
        supplier = chosen.unwrap_or(supplier);
        let Some(act) = procedure.last(Errand::Activate) else { continue };
        let services = taken(act, supplier, edition, &mut problems);
        let from = act.facts.deeds.activation.date.unwrap_or(act.on);
        events.push(match procedure.kind {
            Kind::Change => Event::Changed { from, services },
            _ => Event::Activated { from, services },
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    // A case that was never opened has no history, which is no contradiction.
    if events.is_empty() { Ok(Vec::new()) } else { history(holder, &events) }
}

fn handed_over(procedure: &Procedure) -> Option<&Arc<Act>> {
    procedure.last(Errand::HandOver).filter(|act| act.facts.deeds.handover.complete == Some(true))
}

/// The rows of an activation. One that cannot be read is a problem: a sum without it would be wrong.
fn taken(act: &Act, supplier: &str, edition: Option<&Edition>, problems: &mut Vec<Problem>) -> Vec<Taken> {
    let terms = RowTerms { edition, supplier, standing: Some(PriceStanding::Contract) };
    let mut services = Vec::new();
    for (row, typed) in act.sheet.needs.iter().enumerate() {
        let at = Path::root().at("entries").at(&act.number.to_string()).at("needs").at(&row.to_string());
        let (read, found) = read::taken(&typed.cells, &at, &terms);
        services.extend(read);
        problems.extend(found.into_iter().filter(|problem| problem.bars));
    }
    services
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::basics::{Money, date};
    use crate::dossier::{Draft, NeedRow};

    fn step(errand: Errand, fields: &[(&str, &str)], rows: &[(&str, &str, &str)]) -> Draft {
        let mut draft = Draft { errand, ..Draft::default() };
        fields.iter().for_each(|(key, text)| draft.set_field(key, text));
        for (at, (name, count, price)) in rows.iter().enumerate() {
            let mut row = NeedRow { id: format!("s{at}"), ..NeedRow::default() };
            for (column, text) in
                [("item", "A-1"), ("name", *name), ("count", count), ("price", price), ("period", "month")]
            {
                row.set_cell(column, text);
            }
            draft.needs.push(Arc::new(row));
        }
        draft
    }

    fn life(steps: Vec<Draft>) -> Life {
        let on = date::parse("2026-12-31").unwrap();
        let acts = steps.into_iter().zip(1..).map(|(sheet, number)| {
            let role = sheet.errand.role();
            Act::new(number, role, "某单位", on, Arc::new(sheet))
        });
        Life::of(acts)
    }

    fn procure(name: &str) -> Draft {
        step(Errand::Procure, &[("procurement.supplier", name)], &[])
    }

    fn activate(day: &str, rows: &[(&str, &str, &str)]) -> Draft {
        step(Errand::Activate, &[("activation.date", day)], rows)
    }

    fn shown(life: &Life) -> Vec<String> {
        let holder = Arc::new(Holder::default());
        let services = used(life, &holder, None).unwrap();
        let line = |s: &Service| {
            let to = s.to.map_or_else(String::new, date::iso);
            format!("{} {} ×{} {}–{to}", s.taken.supplier, s.taken.name, s.taken.count, date::iso(s.from))
        };
        services.iter().map(line).collect()
    }

    #[test]
    fn services_start_change_and_end_with_their_steps() {
        let mut steps = vec![step(Errand::Deploy, &[], &[])];
        assert_eq!(shown(&life(steps.clone())), [""; 0]);
        steps.extend([procure("甲"), activate("2026-01-10", &[("主机", "4", "100"), ("云盘", "1", "9.5")])]);
        assert_eq!(shown(&life(steps.clone())), ["甲 主机 ×4 2026-01-10–", "甲 云盘 ×1 2026-01-10–"]);
        // A change that was not carried out changes nothing; one that was ends what it leaves out.
        steps.push(step(Errand::Change, &[("change.major", "no")], &[]));
        assert_eq!(shown(&life(steps.clone())).len(), 2);
        steps.push(activate("2026-03-01", &[("主机", "2", "100")]));
        let changed = [
            "甲 主机 ×4 2026-01-10–2026-02-28",
            "甲 云盘 ×1 2026-01-10–2026-02-28",
            "甲 主机 ×2 2026-03-01–",
        ];
        assert_eq!(shown(&life(steps.clone())), changed);
        let handed = [("handover.complete", "yes"), ("handover.date", "2026-06-30")];
        steps.push(step(Errand::Leave, &[], &[]));
        steps.push(step(
            Errand::HandOver,
            &[("handover.complete", "no"), ("handover.date", "2026-06-01")],
            &[],
        ));
        assert_eq!(
            shown(&life(steps.clone()))[2],
            "甲 主机 ×2 2026-03-01–",
            "not everything was handed over"
        );
        steps.push(step(Errand::HandOver, &handed, &[]));
        assert_eq!(shown(&life(steps))[2], "甲 主机 ×2 2026-03-01–2026-06-30");
    }

    #[test]
    fn prices_are_the_contracts_unless_they_say_otherwise() {
        let steps = vec![step(Errand::Deploy, &[], &[]), activate("2026-01-10", &[("主机", "1", "100")])];
        let services = used(&life(steps), &Arc::default(), None).unwrap();
        assert_eq!(services[0].taken.standing, PriceStanding::Contract);
        assert_eq!(services[0].taken.price, Money::parse("100", 1).ok());
    }

    #[test]
    fn what_contradicts_itself_has_no_services() {
        let steps = vec![
            step(Errand::Deploy, &[], &[]),
            activate("2026-03-01", &[("主机", "1", "100")]),
            step(Errand::Change, &[("change.major", "no")], &[]),
            activate("2026-02-01", &[("主机", "2", "100")]),
        ];
        let problems = used(&life(steps), &Arc::default(), None).unwrap_err();
        assert_eq!(problems[0].code, "history-order");
        let unread = vec![step(Errand::Deploy, &[], &[]), activate("2026-03-01", &[("主机", "many", "100")])];
        let problems = used(&life(unread), &Arc::default(), None).unwrap_err();
        assert_eq!(problems[0].path.as_str(), "/entries/2/needs/0/count");
    }
}
