//! The time to allocate resources that a place sets.

use crate::basics::{Date, Path, Words, date::iso};
use crate::measure::jurisdiction::ids;
use crate::measure::provision::{Case, Code, Notes};
use crate::measure::{Severity, Verdict};

pub(super) const WORKING_DAYS: Option<(&str, &str)> = Some((
    "本办法未规定分配期限；工作日指周一至周五，节假日和调休以适用地区所列为准，当日不计入",
    "the measure sets no time for allocation; working days are Monday to Friday but for the days that the place lists, \
     the first not counted",
));

pub(super) const ALLOCATION_DUE: Code = Code {
    code: "a28-allocation-due",
    severity: Severity::Advice,
    message: ("适用地区规定了分配资源的期限。", "The place sets a time to allocate resources."),
    remedy: ("据此安排部署时间。", "Plan the deployment by it."),
};

pub(super) const DEPLOY_EARLY: Code = Code {
    code: "a28-deploy-early",
    severity: Severity::Advice,
    message: (
        "计划部署日期早于资源分配的期限。",
        "The planned deployment is before resources need to be allocated.",
    ),
    remedy: (
        "推后部署日期，或与{authority}商定。",
        "Move the deployment back, or settle it with {authority}.",
    ),
};

/// The last day for allocating, and the working days it takes; `None` where the place sets no time.
fn due(case: &Case<'_>) -> Option<(Date, i64)> {
    let days = case.number(ids::ALLOCATION_WORKING_DAYS).ok()?;
    Some((case.terms.jurisdiction.allocation_due(case.as_of())?, days))
}

pub(super) fn allocation(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some((day, days)) = due(case) else { return Verdict::NotApplicable };
    let (today, day) = (iso(case.as_of()), iso(day));
    notes.find(
        &ALLOCATION_DUE,
        Path::field("plan.deploy"),
        Words::new(
            format!("审核通过后{days}个工作日内；如 {today} 通过，不晚于 {day}"),
            format!("Within {days} working days after the approval; by {day} if approved on {today}"),
        ),
        Words::new("尚未审核", "Not approved so far"),
    );
    // Whether it is kept shows after the approval.
    Verdict::NeedsJudgement
}

pub(super) fn deploy(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some((day, _)) = due(case) else { return Verdict::NotApplicable };
    let path = Path::field("plan.deploy");
    match case.now().date("plan.deploy") {
        None => Verdict::Unknown(vec![path]),
        Some(deploy) if deploy >= day => Verdict::Holds,
        Some(deploy) => {
            let day = iso(day);
            let expected = Words::new(format!("不早于 {day}"), format!("{day} or later"));
            notes.find(&DEPLOY_EARLY, path, expected, Words::same(iso(deploy)));
            Verdict::Fails
        }
    }
}
