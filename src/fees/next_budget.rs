//! 下一年度预算: what each department pays next year, because this September audited it (articles 4 and 9).
//!
//! What falls due is what was used and audited; nothing is guessed into it. What running services are going to
//! use stands beside it, as a forecast (预测) and in columns of its own.

use crate::basics::Date;
use crate::dossier::Service;
use crate::fees::audit::{Sums, settle};
use crate::fees::calendar::Settlement;
use crate::fees::proration::Rule;
use crate::fees::services::lines;
use crate::fees::year::SettlementYear;
use std::collections::{BTreeMap, BTreeSet};

/// The budget that follows from one settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextBudget<'s> {
    /// The settlement whose audit it follows from.
    pub year: SettlementYear,
    /// The settlement after it, which the forecast looks at.
    pub after: SettlementYear,
    /// The last day whose use is counted as due.
    pub through: Date,
    /// The departments, by name.
    pub rows: Vec<(&'s str, DepartmentBudget)>,
    /// All departments.
    pub total: DepartmentBudget,
}

/// What one department pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DepartmentBudget {
    /// Information systems with use in any of the columns.
    pub systems: usize,
    /// Due in the next year: used, and audited this September.
    pub due: Sums,
    /// Forecast: what services are going to use until the window closes, if none changes; due in the next year as
    /// well, once it is used. Nothing where the window has closed.
    pub rest: Sums,
    /// Forecast: what services that still run when the window closes use in the next one, if none changes; due in
    /// the year after the next.
    pub next: Sums,
}

/// The budget by department, as of a day. `None` where the settlement after this one lies beyond all dates.
pub fn next_budget<'s>(
    services: &'s [Service],
    rule: Rule,
    settlement: &Settlement,
    year: &SettlementYear,
    as_of: Date,
) -> Option<NextBudget<'s>> {
    let after = year.next(settlement)?;
    let (lines, _) = lines(services, rule);
    let through = year.closes.min(as_of);
    let (mut rows, mut total) = (BTreeMap::<&str, DepartmentBudget>::new(), DepartmentBudget::default());
    let mut systems = BTreeSet::new();
    type Column = fn(&mut DepartmentBudget) -> &mut Sums;
    let columns: [(Option<Date>, Date, Column); 3] = [
        (year.from.pred_opt(), through, |row| &mut row.due),
        (Some(through.max(year.from.pred_opt()?)), year.closes, |row| &mut row.rest),
        (Some(year.closes), after.closes, |row| &mut row.next),
    ];
    for (after, through, column) in columns {
        for part in settle(&lines, after, through) {
            let holder = part.service.holder.as_ref();
            let row = rows.entry(holder.department.as_str()).or_default();
            let fresh = usize::from(systems.insert(holder));
            (row.systems, total.systems) = (row.systems + fresh, total.systems + fresh);
            column(row).take(&part);
            column(&mut total).take(&part);
        }
    }
    Some(NextBudget { year: *year, after, through, rows: rows.into_iter().collect(), total })
}
