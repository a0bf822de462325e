//! # 第十三条
//!
//! > 使用省政务云服务包含申请、审核、测试、开通、变更和终止等环节。
//!
//! Computed: what a step says to be done was done by the day of the review; a step is not dated before the one it
//! follows; the services start after review and test.
//!
//! Not computed: how long a stage may take, which the measure does not say.
//!
//! Interpretation: the stages are named in an order. That no step is dated before the one that it follows is
//! read into it where no other article says so; what was done on paper before it was put down here may be
//! explained, so it is shown and bars nothing.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Date, Path, Words, date::iso};
use crate::dossier::{Errand, Kind, Procedure};

/// What article 13 asks of the steps of a case.
pub const LIFE: &[Provision] = &[
    Provision {
        id: "a13-done",
        citation: Citation {
            article: 13, quote: "包含申请、审核、测试、开通、变更和终止等环节"
        },
        says: ("所填办理日期不晚于判定之日", "What is said to be done was done by the day"),
        reading: None,
        codes: &[AHEAD],
        check: done,
    },
    Provision {
        id: "a13-order",
        citation: Citation { article: 13, quote: "申请、审核、测试、开通、变更和终止" },
        says: ("办理日期不早于前一环节", "A step is not dated before the one it follows"),
        reading: Some((
            "条文依次列出各环节，未规定日期先后；线下先行办理的由审核判断",
            "the article names the stages in an order and says nothing of dates; what was done on paper before is for \
             the reviewer",
        )),
        codes: &[ORDER],
        check: order,
    },
    Provision {
        id: "a13-activation",
        citation: Citation { article: 13, quote: "审核、测试、开通" },
        says: ("审核、测试之后开通", "The services start after review and test"),
        reading: None,
        codes: &[EARLY, ACTIVATION_OPEN],
        check: activation,
    },
];

const AHEAD: Code = Code {
    code: "a13-date-ahead",
    severity: Severity::Bars,
    message: ("该日期在判定之日以后，此事尚未发生。", "This date is yet to come, so it has not happened."),
    remedy: ("核对日期；尚未发生的，发生后再办理。", "Check the date; take the step once it has happened."),
};

const ORDER: Code = Code {
    code: "a13-date-order",
    severity: Severity::Judgement,
    message: ("该日期早于前一环节的日期。", "This date is before that of the step it follows."),
    remedy: (
        "核对日期；线下先行办理的，在意见中说明。",
        "Check the date; say so where it was done on paper before.",
    ),
};

const EARLY: Code = Code {
    code: "a13-activated-early",
    severity: Severity::Bars,
    message: ("开通日期早于审核或测试完成日期。", "The services start before review and test were done."),
    remedy: ("核对开通日期。", "Check the day of activation."),
};

const ACTIVATION_OPEN: Code = Code {
    code: "a13-activation-open",
    severity: Severity::ToDo,
    message: ("尚未填写开通日期。", "The day of activation is not stated."),
    remedy: ("填写服务实际开通的日期。", "State the day on which the services really start."),
};

/// The days on which something is said to be done, by the form that says it.
fn days(errand: Errand) -> &'static [&'static str] {
    match errand {
        Errand::Appraise => &["appraisal.date"],
        Errand::Decide => &["decision.date"],
        Errand::Government => &["government.date"],
        Errand::Procure => &["procurement.date", "contract.date"],
        Errand::Confirm => &["confirm.date"],
        Errand::Purchase => &["purchase.date"],
        Errand::Trial => &["trial.deployed", "trial.start"],
        Errand::Test => &["test.end", "test.risk_date"],
        Errand::Activate => &["activation.date"],
        Errand::Advise => &["advice.date"],
        Errand::Settle => &["settle.date"],
        Errand::HandOver => &["handover.date"],
        Errand::Clear => &["clearing.date"],
        // A planned day may lie ahead; a system may be filed on the eve of its going live.
        Errand::Deploy
        | Errand::Migrate
        | Errand::Change
        | Errand::Leave
        | Errand::Withdraw
        | Errand::File => &[],
    }
}

fn done(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let as_of = case.as_of();
    let days = days(case.errand());
    days.iter().fold(Verdict::NotApplicable, |all, key| {
        let Some(day) = case.now().date(key) else { return all };
        if day <= as_of {
            return all.and(Verdict::Holds);
        }
        let expected = Words::new(format!("不晚于 {}", iso(as_of)), format!("{} at the latest", iso(as_of)));
        notes.find(&AHEAD, Path::field(key), expected, Words::same(iso(day)));
        Verdict::Fails
    })
}

/// The day before which a step cannot be, where no other article says it: field, day, what happened on it.
fn follows(case: &Case<'_>) -> Option<(&'static str, Date, (&'static str, &'static str))> {
    let life = case.life();
    let applied = ("申请提交日期", "day of the application");
    match case.errand() {
        Errand::Appraise => Some(("appraisal.date", life.at_work()?.application()?.on, applied)),
        // In a full procedure article 14 has the decision follow the appraisal.
        Errand::Decide if !life.at_work()?.is_full() => {
            Some(("decision.date", life.at_work()?.application()?.on, applied))
        }
        Errand::Advise => Some(("advice.date", case.of(life.opened()?).date("activation.date")?, OPENED)),
        Errand::Settle => {
            let advice = life.advice.last()?;
            Some(("settle.date", case.of(advice).date("advice.date")?, ("建议提出日期", "day of the advice")))
        }
        Errand::Clear => {
            let handed = life.at_work()?.last(Errand::HandOver)?;
            Some((
                "clearing.date",
                case.of(handed).date("handover.date")?,
                ("移交日期", "day of the hand-over"),
            ))
        }
        _ => None,
    }
}

const OPENED: (&str, &str) = ("开通日期", "day of activation");

fn order(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some((key, day, what)) = follows(case) else { return Verdict::NotApplicable };
    notes.not_before(&ORDER, case.now(), key, (day, what), Verdict::NeedsJudgement)
}

/// The days of review and test, the last of them first.
fn ready(case: &Case<'_>, procedure: &Procedure) -> Option<(Date, (&'static str, &'static str))> {
    let approved = procedure.approval().and_then(|act| case.of(act).date("decision.date"));
    let tested = procedure.last(Errand::Test).and_then(|act| case.of(act).date("test.end"));
    let tested = tested.filter(|_| procedure.is_full());
    match (approved, tested) {
        (_, Some(tested)) if approved.is_none_or(|day| day <= tested) => {
            Some((tested, ("测试结束日期", "last day of the test")))
        }
        (Some(approved), _) => Some((approved, ("审核日期", "day of the decision"))),
        (None, _) => None,
    }
}

fn activation(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Activate) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let stated = notes.stated(&ACTIVATION_OPEN, case.now(), &["activation.date"]);
    // Article 18 says it of a change that is no major one.
    if stated != Verdict::Holds || (procedure.kind == Kind::Change && !procedure.is_full()) {
        return stated;
    }
    let Some(ready) = ready(case, procedure) else {
        return Verdict::Unknown(vec![Path::root().at("journal")]);
    };
    notes.not_before(&EARLY, case.now(), "activation.date", ready, Verdict::Fails)
}
