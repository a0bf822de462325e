//! Article 16: deployment, test, risk pre-assessment.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words, date::days_after};
use crate::dossier::Errand;

pub(super) const AFTER_SUPPLIER: Provision = Provision {
    id: "a16-after-supplier",
    citation: Citation { article: 16, quote: "云服务商确定后,使用部门组织开展系统部署" },
    says: ("云服务商确定后部署", "The deployment follows the choice of the supplier"),
    reading: None,
    codes: &[NO_SUPPLIER, BEFORE_SUPPLIER],
    check: after_supplier,
};

pub(super) const DEPLOYMENT: Provision = Provision {
    id: "a16-deployment",
    citation: Citation { article: 16, quote: "使用部门组织开展系统部署、测试" },
    says: ("写明部署和开始测试的日期", "The days of deployment and start of the test are stated"),
    reading: None,
    codes: &[DEPLOYMENT_OPEN],
    check: |case, notes| match case.step(Errand::Trial) {
        Ok(_) => notes.stated(&DEPLOYMENT_OPEN, case.now(), &["trial.deployed", "trial.start"]),
        Err(verdict) => verdict,
    },
};

pub(super) const TEST: Provision = Provision {
    id: "a16-test",
    citation: Citation { article: 16, quote: "组织开展系统部署、测试" },
    says: ("测试有结果和结束日期", "The test has its result and last day"),
    reading: None,
    codes: &[TEST_OPEN, BEFORE_START],
    check: test,
};

pub(super) const TRIAL: Provision = Provision {
    id: "a16-trial",
    citation: Citation { article: 16, quote: "测试时间不少于15天" },
    says: ("通过的测试达到最短测试时间", "A test that was passed took the least time"),
    reading: Some(COUNTING),
    codes: &[TOO_SHORT],
    check: trial,
};

pub(super) const RISK: Provision = Provision {
    id: "a16-risk",
    citation: Citation { article: 16, quote: "安全风险预评估等工作" },
    says: ("开展安全风险预评估", "The security risk is assessed beforehand"),
    reading: None,
    codes: &[RISK_NOT_DONE, RISK_OPEN],
    check: risk,
};

/// How days are counted.
pub(super) const COUNTING: (&str, &str) =
    ("按日历天计算，起始日不计入", "calendar days, the first not counted");

const NO_SUPPLIER: Code = Code {
    code: "a16-no-supplier",
    severity: Severity::Bars,
    message: ("云服务商尚未确定，不能部署。", "No supplier is determined, so nothing can be deployed."),
    remedy: ("先依法采购确定云服务商。", "Determine the supplier first."),
};

const BEFORE_SUPPLIER: Code = Code {
    code: "a16-deployed-before-supplier",
    severity: Severity::Bars,
    message: ("部署在云服务商确定之前完成。", "The deployment is dated before the choice of the supplier."),
    remedy: ("核对部署日期。", "Check the day of deployment."),
};

const DEPLOYMENT_OPEN: Code = Code {
    code: "a16-deployment-open",
    severity: Severity::ToDo,
    message: (
        "尚未填写部署完成或测试开始日期。",
        "The day of deployment or the start of the test is not stated.",
    ),
    remedy: ("填写日期。", "State the days."),
};

const TEST_OPEN: Code = Code {
    code: "a16-test-open",
    severity: Severity::ToDo,
    message: ("尚未填写测试结果或结束日期。", "The result of the test or its last day is not stated."),
    remedy: ("选择测试是否通过，填写结束日期。", "Say whether it was passed, and state the last day."),
};

const BEFORE_START: Code = Code {
    code: "a16-test-before-start",
    severity: Severity::Bars,
    message: ("测试结束日期早于开始日期。", "The test ends before it starts."),
    remedy: ("核对结束日期。", "Check the last day."),
};

const TOO_SHORT: Code = Code {
    code: "a16-trial-too-short",
    severity: Severity::ToDo,
    message: ("测试时间不足。", "The test was too short."),
    remedy: ("继续测试，达到天数后再报测试结果。", "Test on, and report the result when the days are full."),
};

const RISK_NOT_DONE: Code = Code {
    code: "a16-risk-not-assessed",
    severity: Severity::Bars,
    message: ("未开展安全风险预评估。", "The security risk was not assessed beforehand."),
    remedy: ("完成预评估后再报测试结果。", "Assess it, then report the result of the test."),
};

const RISK_OPEN: Code = Code {
    code: "a16-risk-open",
    severity: Severity::ToDo,
    message: (
        "尚未说明是否已开展安全风险预评估。",
        "It is not stated whether the security risk was assessed.",
    ),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

fn after_supplier(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Trial) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let Some(choice) = procedure.last(Errand::Procure) else {
        return notes.lacks(&NO_SUPPLIER, ("云服务商已确定", "A supplier is determined"));
    };
    notes.follows(&BEFORE_SUPPLIER, (case.now(), "trial.deployed"), (case.of(choice), "procurement.date"))
}

fn test(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Test) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let stated = notes.stated(&TEST_OPEN, case.now(), &["test.passed", "test.end"]);
    if stated != Verdict::Holds {
        return stated;
    }
    match procedure.last(Errand::Trial) {
        Some(trial) => {
            notes.follows(&BEFORE_START, (case.now(), "test.end"), (case.of(trial), "trial.start"))
        }
        None => Verdict::Unknown(vec![Path::root().at("journal")]),
    }
}

fn trial(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Test) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    match case.now().yes("test.passed") {
        None => return Verdict::Unknown(vec![Path::field("test.passed")]),
        // What was not passed is tested again, however long it took.
        Some(false) => return Verdict::NotApplicable,
        Some(true) => {}
    }
    let least = match case.number(ids::TEST_DAYS) {
        Ok(least) => least,
        Err(unknown) => return unknown,
    };
    let start = procedure.last(Errand::Trial).and_then(|trial| case.of(trial).date("trial.start"));
    let Some(start) = start else { return Verdict::Unknown(vec![Path::root().at("journal")]) };
    let Some(end) = case.now().date("test.end") else {
        return Verdict::Unknown(vec![Path::field("test.end")]);
    };
    let days = days_after(start, end);
    if days >= least {
        return Verdict::Holds;
    }
    notes.find(
        &TOO_SHORT,
        Path::field("test.end"),
        Words::new(format!("至少 {least} 天"), format!("At least {least} days")),
        Words::new(format!("{days} 天"), format!("{days} days")),
    );
    Verdict::Fails
}

fn risk(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if let Err(verdict) = case.step(Errand::Test) {
        return verdict;
    }
    match (case.now().yes("test.risk_done"), case.now().yes("test.passed")) {
        (Some(true), _) => Verdict::Holds,
        (None, _) => notes.open(&RISK_OPEN, &["test.risk_done"]),
        (Some(false), Some(false)) => Verdict::NotApplicable,
        (Some(false), None) => Verdict::Unknown(vec![Path::field("test.passed")]),
        (Some(false), Some(true)) => {
            let expected = Words::new("已开展", "Assessed");
            notes.find(
                &RISK_NOT_DONE,
                Path::field("test.risk_done"),
                expected,
                Words::new("未开展", "Not assessed"),
            );
            Verdict::Fails
        }
    }
}
