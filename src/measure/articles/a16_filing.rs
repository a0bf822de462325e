//! Article 16: going live, filing, and the whole procedure once more before the services start.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use super::test::COUNTING;
use crate::basics::{Date, Path, Words, date::days_after, date::iso};
use crate::dossier::{Errand, Procedure};

pub(super) const PASSED: Provision = Provision {
    id: "a16-passed",
    citation: Citation { article: 16, quote: "测试通过后,正式基于省政务云运行" },
    says: ("测试通过后正式运行", "The system goes live after it passed its test"),
    reading: None,
    codes: &[NOT_PASSED],
    check: passed,
};

pub(super) const FILING: Provision = Provision {
    id: "a16-filing",
    citation: Citation {
        article: 16, quote: "将服务合同、测试报告和安全风险评估报告报送省营商环境局备案"
    },
    says: ("三份材料报送备案", "The three documents are filed"),
    reading: None,
    codes: &[PAPERS_OPEN],
    check: filing,
};

pub(super) const LIVE: Provision = Provision {
    id: "a16-live",
    citation: Citation { article: 16, quote: "测试通过后,正式基于省政务云运行" },
    says: ("正式运行不早于测试结束", "It does not go live before the test has ended"),
    reading: None,
    codes: &[LIVE_OPEN, LIVE_BEFORE],
    check: live,
};

pub(super) const AT_ONCE: Provision = Provision {
    id: "a16-at-once",
    citation: Citation {
        article: 16, quote: "同时将服务合同、测试报告和安全风险评估报告报送"
    },
    says: ("正式运行的同时备案", "It is filed as it goes live"),
    reading: Some((
        "“同时”未规定天数；正式运行之日以后报送的，提示审核",
        "同时 (at the same time) names no days; what is filed after the day of going live is shown to the reviewer",
    )),
    codes: &[FILED_LATE],
    check: at_once,
};

pub(super) const OPENED: Provision = Provision {
    id: "a16-opened",
    citation: Citation { article: 16, quote: "测试通过后,正式基于省政务云运行" },
    says: ("开通前各环节齐备", "Nothing is missing before the services start"),
    reading: None,
    codes: &[MISSING],
    check: opened,
};

pub(super) const OPENED_DAYS: Provision = Provision {
    id: "a16-opened-days",
    citation: Citation { article: 16, quote: "测试时间不少于15天" },
    says: ("开通前测试时间足够", "The test was long enough before the services start"),
    reading: Some(COUNTING),
    codes: &[OPENED_TOO_SHORT],
    check: opened_days,
};

const NOT_PASSED: Code = Code {
    code: "a16-not-passed",
    severity: Severity::Bars,
    message: (
        "测试未通过，不能备案和正式运行。",
        "The test was not passed: the system can neither be filed nor go live.",
    ),
    remedy: ("测试通过后再报备案。", "File it when the test is passed."),
};

const PAPERS_OPEN: Code = Code {
    code: "a16-papers-open",
    severity: Severity::ToDo,
    message: ("备案材料不齐。", "A document to be filed is missing."),
    remedy: (
        "上传服务合同、测试报告和安全风险评估报告。",
        "Attach contract, test report and risk assessment.",
    ),
};

const LIVE_OPEN: Code = Code {
    code: "a16-live-open",
    severity: Severity::ToDo,
    message: ("尚未填写正式运行日期。", "The day of going live is not stated."),
    remedy: ("填写正式基于省政务云运行的日期。", "State the day from which it runs on the cloud."),
};

const LIVE_BEFORE: Code = Code {
    code: "a16-live-before-passed",
    severity: Severity::Bars,
    message: ("正式运行日期早于测试结束日期。", "It goes live before the test has ended."),
    remedy: ("核对正式运行日期。", "Check the day of going live."),
};

const FILED_LATE: Code = Code {
    code: "a16-filed-late",
    severity: Severity::Judgement,
    message: ("正式运行以后才报送备案。", "It is filed after the system went live."),
    remedy: ("说明未同时备案的原因。", "Say why it was not filed at once."),
};

const MISSING: Code = Code {
    code: "a16-opening-incomplete",
    severity: Severity::Bars,
    message: ("开通前有环节未完成。", "Something is missing before the services can start."),
    remedy: ("完成所列环节后再开通。", "Complete what is listed, then activate."),
};

const OPENED_TOO_SHORT: Code = Code {
    code: "a16-opening-too-short",
    severity: Severity::ToDo,
    message: ("开通前测试时间不足。", "The test before the activation was too short."),
    remedy: ("补足测试后再开通。", "Test on before activating."),
};

fn last_test<'c>(case: &Case<'c>, procedure: &'c Procedure) -> (Option<bool>, Option<Date>) {
    let test = procedure.last(Errand::Test).map(|act| case.of(act));
    (test.and_then(|test| test.yes("test.passed")), test.and_then(|test| test.date("test.end")))
}

fn passed(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::File) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    match last_test(case, procedure).0 {
        Some(true) => Verdict::Holds,
        _ => notes.lacks(&NOT_PASSED, ("测试通过", "A test that was passed")),
    }
}

fn filing(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if let Err(verdict) = case.step(Errand::File) {
        return verdict;
    }
    let missing: Vec<&str> = PAPERS.into_iter().filter(|key| case.now().papers(key) == 0).collect();
    if missing.is_empty() { Verdict::Holds } else { notes.open(&PAPERS_OPEN, &missing) }
}

/// The three documents.
const PAPERS: [&str; 3] = ["file.contract", "file.test_report", "file.risk_report"];

fn live(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::File) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let stated = notes.stated(&LIVE_OPEN, case.now(), &["file.live"]);
    if stated != Verdict::Holds {
        return stated;
    }
    match procedure.last(Errand::Test) {
        Some(test) => notes.follows(&LIVE_BEFORE, (case.now(), "file.live"), (case.of(test), "test.end")),
        None => Verdict::Unknown(vec![Path::root().at("journal")]),
    }
}

fn at_once(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if let Err(verdict) = case.step(Errand::File) {
        return verdict;
    }
    let Some(live) = case.now().date("file.live") else {
        return Verdict::Unknown(vec![Path::field("file.live")]);
    };
    if case.as_of() <= live {
        return Verdict::Holds;
    }
    let days = days_after(live, case.as_of());
    let expected = Words::new(format!("{} 当日", iso(live)), format!("On {}", iso(live)));
    let found = Words::new(format!("其后 {days} 天"), format!("{days} days later"));
    notes.find(&FILED_LATE, Path::field("file.live"), expected, found);
    Verdict::NeedsJudgement
}

fn opened(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Activate) {
        Ok(procedure) if procedure.is_full() => procedure,
        Ok(_) => return Verdict::NotApplicable,
        Err(verdict) => return verdict,
    };
    let filed = procedure.last(Errand::File).map(|act| case.of(act));
    let paper = |key: &str| filed.is_some_and(|filed| filed.papers(key) > 0);
    let gates = [
        (procedure.approval().is_some(), ("审核通过", "the approval")),
        (procedure.last(Errand::Procure).is_some(), ("云服务商确定", "the choice of the supplier")),
        (last_test(case, procedure).0 == Some(true), ("测试通过", "a test that was passed")),
        (paper(PAPERS[0]), ("备案的服务合同", "the contract, filed")),
        (paper(PAPERS[1]), ("备案的测试报告", "the test report, filed")),
        (paper(PAPERS[2]), ("备案的安全风险评估报告", "the risk assessment, filed")),
    ];
    let missing = gates.into_iter().filter(|(done, _)| !done);
    missing.fold(Verdict::Holds, |_, (_, what)| notes.lacks(&MISSING, what))
}

fn opened_days(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Activate) {
        Ok(procedure) if procedure.is_full() => procedure,
        Ok(_) => return Verdict::NotApplicable,
        Err(verdict) => return verdict,
    };
    let (trial, test) = (procedure.last(Errand::Trial), procedure.last(Errand::Test));
    let start = trial.and_then(|act| case.of(act).date("trial.start"));
    let (Some(start), Some(end), Some(test)) = (start, last_test(case, procedure).1, test) else {
        return Verdict::Unknown(vec![Path::root().at("journal")]);
    };
    // The number by which the test was judged when its result was handed in.
    let least = match case.number_on(ids::TEST_DAYS, test.on) {
        Ok(least) => least,
        Err(unknown) => return unknown,
    };
    let days = days_after(start, end);
    if days >= least {
        return Verdict::Holds;
    }
    notes.find(
        &OPENED_TOO_SHORT,
        Path::root(),
        Words::new(format!("至少 {least} 天"), format!("At least {least} days")),
        Words::new(format!("{days} 天"), format!("{days} days")),
    );
    Verdict::Fails
}
