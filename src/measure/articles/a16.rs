//! # 第十六条
//!
//! > 云服务商确定后,使用部门组织开展系统部署、测试(测试时间不少于15天)和安全风险预评估等工作。测试通过后,正式基于省政务云运行,同时将服务合同、测试报告和安全风险评估报告报送省营商环境局备案。
//!
//! Computed: the schedule of the application leaves time for the test; deployment follows the choice of the
//! supplier; a test that was passed took the least time; the risk was assessed; the three documents are filed as
//! the system goes live; and all of it once more before the services start.
//!
//! Not computed: what was tested, and what the documents say.
//!
//! Interpretation: days are counted without the day on which they begin (`basics::date::days_after`); what 同时
//! means in days is not said.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words, date::days_after};

#[path = "a16_filing.rs"]
mod filing;
#[path = "a16_test.rs"]
mod test;

/// What article 16 asks of the steps of a case.
pub const LIFE: &[Provision] = &[
    test::AFTER_SUPPLIER,
    test::DEPLOYMENT,
    test::TEST,
    test::TRIAL,
    test::RISK,
    filing::PASSED,
    filing::FILING,
    filing::LIVE,
    filing::AT_ONCE,
    filing::OPENED,
    filing::OPENED_DAYS,
];

/// What article 16 asks of an application.
pub const PROVISIONS: &[Provision] = &[Provision {
    id: "a16-schedule",
    citation: Citation { article: 16, quote: "测试时间不少于15天" },
    says: ("计划为测试留出时间", "The schedule leaves time for the test"),
    reading: Some((
        "按日历天计算，起始日不计入；申请时只看计划日期",
        "calendar days, the first not counted; an application has planned dates only",
    )),
    codes: &[TOO_SHORT],
    check: schedule,
}];

const TOO_SHORT: Code = Code {
    code: "a16-schedule-too-short",
    severity: Severity::Advice,
    message: (
        "部署与上线之间不足以完成测试。",
        "Too little time lies between deployment and go-live for the test.",
    ),
    remedy: ("推后上线日期，或提前部署日期。", "Move the go-live back, or the deployment forward."),
};

fn schedule(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.is_full() {
        None => return Verdict::Unknown(vec![Path::field("change.major")]),
        Some(false) => return Verdict::NotApplicable,
        Some(true) => {}
    }
    let stated = ["plan.deploy", "plan.live"].map(|key| (key, case.now().date(key)));
    let [(_, Some(deploy)), (_, Some(live))] = stated else {
        let missing = stated.iter().filter(|(_, date)| date.is_none());
        return Verdict::Unknown(missing.map(|(key, _)| Path::field(key)).collect());
    };
    let least = match case.number(ids::TEST_DAYS) {
        Ok(least) => least,
        Err(unknown) => return unknown,
    };
    let days = days_after(deploy, live);
    if days >= least {
        return Verdict::Holds;
    }
    notes.find(
        &TOO_SHORT,
        Path::field("plan.live"),
        Words::new(format!("至少 {least} 天"), format!("At least {least} days")),
        Words::new(format!("{days} 天"), format!("{days} days")),
    );
    Verdict::Fails
}
