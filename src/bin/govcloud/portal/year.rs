//! The money of a year (articles 3, 4 and 9): what ran in all cases, audited, and the budget that follows from it.
//!
//! Nothing of it is kept: services are read from the journals each time, so that the summary of a year and the
//! history of a case cannot disagree.

use super::Portal;
use super::journals;
use super::problem::Problem;
use govcloud::basics::{Date, Lang, Words};
use govcloud::catalog::Edition;
use govcloud::dossier::{Errand, Holder, Service};
use govcloud::exchange::year::{Table, of_services};
use govcloud::exchange::{About, Sheet};
use govcloud::fees::{Settlement, SettlementYear};
use govcloud::lifecycle::used;
use govcloud::measure::RULESET;
use std::sync::Arc;

/// What ran in all cases, and which cases contradict themselves.
#[derive(Default)]
pub(crate) struct Used {
    pub(crate) services: Vec<Service>,
    /// Reference of a case that is in no sum, and why.
    pub(crate) left_out: Vec<(String, Words)>,
}

/// The settlements that can be asked for: the one that runs on this day and the two before it, newest first.
/// Empty where no rule of settlement is in force.
pub(crate) fn years(portal: &Portal, today: Date) -> Vec<SettlementYear> {
    let settlement = Settlement::of(&portal.place.jurisdiction, today);
    settlement.map(|settlement| SettlementYear::recent(&settlement, today)).unwrap_or_default()
}

/// What ran in the cases that were opened.
///
/// # Errors
/// When the database fails.
pub(crate) async fn used_in_all(portal: &Portal) -> Result<Used, Problem> {
    let cases: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT c.reference, c.system_name, t.name_zh FROM cases c JOIN tenants t ON t.code = c.tenant
         WHERE EXISTS (SELECT 1 FROM entries e WHERE e.reference = c.reference AND e.errand = $1)
         ORDER BY c.reference",
    )
    .bind(Errand::Activate.code())
    .fetch_all(&portal.db)
    .await?;
    let mut all = Used::default();
    for (reference, system, department) in cases {
        // One broken journal must not take the year from everybody.
        let life = match journals::load(&portal.db, &reference).await {
            Ok(journal) => journal.life(),
            Err(problem) if problem.code == journals::BROKEN => {
                all.left_out.push((reference, problem.message));
                continue;
            }
            Err(problem) => return Err(problem),
        };
        let holder = Arc::new(Holder { department, case: reference.clone(), system });
        match used(&life, &holder, Some(edition(portal))) {
            Ok(services) => all.services.extend(services),
            Err(problems) => {
                all.left_out.extend(problems.into_iter().map(|p| (reference.clone(), p.message)));
            }
        }
    }
    Ok(all)
}

fn edition(portal: &Portal) -> &Edition {
    &portal.catalogs.current().edition
}

/// These tables of a settlement, as of a day; `None` where no rule of settlement is in force at its end.
pub(crate) fn sheets(
    portal: &Portal,
    used: &Used,
    year: i32,
    which: &[Table],
    as_of: Date,
    lang: Lang,
) -> Option<Vec<Sheet>> {
    // The rules in force when the year ends, for then its settlement is over.
    let settlement = Settlement::of(&portal.place.jurisdiction, Date::from_ymd_opt(year, 12, 31)?)?;
    let year = SettlementYear::of(&settlement, year)?;
    let edition = edition(portal);
    let treasury = &portal.place.jurisdiction.organs.treasury;
    let unread = used.left_out.len();
    let about = About { ruleset: RULESET, treasury, edition: Some(edition), as_of, unread, lang };
    Some(of_services(&used.services, &settlement, &year, which, &about))
}
