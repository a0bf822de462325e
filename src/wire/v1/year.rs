//! The audit table of a settlement year and the budget of the next, as JSON. Written only: who receives them
//! computes them again from the list of services and compares.
//!
//! ```json
//! {"year":2026,"window":{"from":"2025-10-01","closes":"2026-09-30","submittedBy":"2026-09-30","paidIn":2027},
//!  "through":"2026-09-30","closed":true,"complete":true,"currency":"CNY",
//!  "proration":{"by":"month","months":"started","declared":false},
//!  "rows":[{"department":"…","case":"…","system":"…","supplier":"…","item":"VM-01","name":"…","function":"…","unit":"台",
//!    "count":4,"price":"320.5","period":"month","standing":"contract","from":"2026-01-15","to":"2026-09-14",
//!    "counted":{"months":8},"sum":"10256","why":null,"ceiling":"within"}],
//!  "bySystem":[…],"byService":[…],"byDepartment":[…],
//!  "total":{"rows":1,"known":"10256","illustrative":"0","open":0},
//!  "budget":{"paidIn":2027,"departments":[{"department":"…","systems":1,"due":{…},"forecastRest":{…},
//!    "forecastNext":{…}}],"total":{…}}}
//! ```
//!
//! Sums are texts of 元, exact. `sum` and `price` are null where they are unknown, never 0; `known` is the whole only
//! where `open` is 0 and `complete` is true. `proration.declared` is false where the rule is an interpretation, since
//! neither the catalog nor a rule of the place says it.
//! `counted` is `{"once":true}`, `{"days":n}`, `{"months":n}`, or `{"months":n,"parts":[[17,31]]}`: whole calendar months
//! and shares of others. Forecasts are no part of what is due.

use super::catalog::proration;
use super::fees::why;
use crate::basics::{Money, date};
use crate::dossier::read::SERVICE_PERIODS;
use crate::fees::next_budget::DepartmentBudget;
use crate::fees::{Audit, AuditRow, Ceiling, Counted, NextBudget, Sums};
use serde_json::{Map, Value, json};

/// The audit table, with the budget where there is one.
pub fn year(audit: &Audit<'_>, budget: Option<&NextBudget<'_>>) -> Value {
    let by_system = audit.by_system().into_iter().map(|(holder, sums)| {
        let named = [("department", &holder.department), ("case", &holder.case), ("system", &holder.system)];
        with(named.map(|(name, text)| (name, text.as_str())), sums)
    });
    let by_service = audit.by_service().into_iter().map(|(kind, sums)| {
        let named = [("function", kind.function), ("item", kind.item), ("supplier", kind.supplier)];
        with(named.into_iter().chain([("unit", kind.unit)]), sums)
    });
    let by_department =
        audit.by_department().into_iter().map(|(name, sums)| with([("department", name)], sums));
    let mut rule = proration(audit.rule.proration);
    if let Value::Object(members) = &mut rule {
        members.insert("declared".into(), audit.rule.is_declared().into());
    }
    json!({
        "year": audit.year.year,
        "window": {
            "from": date::iso(audit.year.from),
            "closes": date::iso(audit.year.closes),
            "submittedBy": date::iso(audit.year.submitted_by),
            "paidIn": audit.year.paid_in,
        },
        "through": date::iso(audit.through),
        "closed": audit.is_closed(),
        "complete": audit.is_complete(),
        "currency": "CNY",
        "proration": rule,
        "rows": audit.rows.iter().map(row).collect::<Vec<_>>(),
        "bySystem": by_system.collect::<Vec<_>>(),
        "byService": by_service.collect::<Vec<_>>(),
        "byDepartment": by_department.collect::<Vec<_>>(),
        "total": sums(audit.total),
        "budget": budget.map(self::budget),
    })
}

fn with<'t>(named: impl IntoIterator<Item = (&'static str, &'t str)>, of: Sums) -> Value {
    let mut members: Map<String, Value> =
        named.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    if let Value::Object(sums) = sums(of) {
        members.extend(sums);
    }
    Value::Object(members)
}

fn sums(sums: Sums) -> Value {
    json!({
        "rows": sums.rows,
        "known": sums.known.plain(),
        "illustrative": sums.illustrative.plain(),
        "open": sums.open,
    })
}

fn row(row: &AuditRow<'_>) -> Value {
    let (holder, taken) = (row.service.holder.as_ref(), &row.service.taken);
    let period = SERVICE_PERIODS.iter().find(|(_, period)| *period == taken.period);
    json!({
        "department": holder.department,
        "case": holder.case,
        "system": holder.system,
        "supplier": taken.supplier,
        "item": taken.item,
        "name": taken.name,
        "function": taken.function,
        "unit": taken.unit,
        "count": taken.count,
        "price": taken.price.map(Money::plain),
        "period": period.map_or("hour", |(word, _)| word),
        "standing": taken.standing.code(),
        "from": date::iso(row.from),
        "to": date::iso(row.to),
        "counted": counted(&row.counted),
        "sum": row.sum.map(Money::plain),
        "why": row.why.map(why),
        "ceiling": match row.ceiling {
            Ceiling::NotCompared => "not-compared",
            Ceiling::Within => "within",
            Ceiling::Above => "above",
        },
    })
}

fn counted(counted: &Counted) -> Value {
    match counted {
        Counted::Once => json!({"once": true}),
        Counted::Days(days) => json!({"days": days}),
        Counted::Months(months) => json!({"months": months}),
        Counted::Share { months, parts } => json!({"months": months, "parts": parts}),
    }
}

fn budget(budget: &NextBudget<'_>) -> Value {
    let columns = |of: &DepartmentBudget| {
        json!({
            "systems": of.systems,
            "due": sums(of.due),
            "forecastRest": sums(of.rest),
            "forecastNext": sums(of.next),
        })
    };
    let departments = budget.rows.iter().map(|(name, of)| {
        let mut row = columns(of);
        if let Value::Object(members) = &mut row {
            members.insert("department".into(), (*name).into());
        }
        row
    });
    json!({
        "paidIn": budget.year.paid_in,
        "forecastNextPaidIn": budget.after.paid_in,
        "departments": departments.collect::<Vec<_>>(),
        "total": columns(&budget.total),
    })
}
