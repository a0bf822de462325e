//! 资源调整建议 (article 17): what a place calls plainly low, what it proposes to a department, and the change
//! that the department makes of it.

pub mod advice;
pub mod advised;
pub mod change;
pub mod proposal;

pub use advice::{Advice, Advised, Compared, advise, compare};
pub use change::{CellChange, Changed, Differs, begun, changed};
pub use proposal::{Adviser, Priced, Proposal, Saving};

use crate::basics::Date;
use crate::fitting::sizing::{By, LowRule, MOST_MONTHS, Percent};
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::ids;

/// When a system is plainly low by the parameters of the place on this day: CPU and memory together, for the CPU
/// alone flags most of what runs. `None` where one of its numbers is not in force, or is none that a rule can have:
/// nobody is called low by a number that was made up for it.
pub fn low_rule(jurisdiction: &Jurisdiction, on: Date) -> Option<LowRule> {
    let number = |id| jurisdiction.number(id, on);
    let percent = |id| number(id).and_then(Percent::whole);
    let months = |id| number(id).and_then(|value| u32::try_from(value).ok()).filter(|n| *n <= MOST_MONTHS);
    Some(LowRule {
        cpu_percent: percent(ids::LOW_CPU_PERCENT)?,
        memory_percent: percent(ids::LOW_MEMORY_PERCENT)?,
        months: months(ids::LOW_MONTHS).filter(|months| *months > 0)?,
        grace_months: months(ids::LOW_GRACE_MONTHS)?,
        by: By::Both,
    })
}
