//! # 第十七条
//!
//! > 省政务大数据中心通过云监管系统对使用部门云资源使用情况进行监测,对资源利用率明显偏低的信息系统提出资源调整建议,使用部门应当依据建议予以调整。
//!
//! Computed: an advice has its words, evidence and day; a change that is applied for while an advice is open says
//! whether it follows it; an advice that is settled without a change has its reason.
//!
//! Not computed: whether the use is plainly low (明显偏低), an open term; whether a change does what was advised,
//! which the reviewer judges with both before them.
//!
//! Interpretation: the article knows only that an advice is followed. That who gave it may settle it without a
//! change, where it no longer fits, is read into it.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::Errand;

/// What article 17 asks of the steps of a case.
pub const LIFE: &[Provision] = &[
    Provision {
        id: "a17-advice",
        citation: Citation {
            article: 17, quote: "对资源利用率明显偏低的信息系统提出资源调整建议"
        },
        says: ("建议写明内容、依据和日期", "An advice has its words, evidence and day"),
        reading: None,
        codes: &[ADVICE_OPEN],
        check: advice,
    },
    Provision {
        id: "a17-followed",
        citation: Citation { article: 17, quote: "使用部门应当依据建议予以调整" },
        says: ("有待办建议的，依据建议调整", "An open advice is followed"),
        reading: None,
        codes: &[TO_JUDGE, NOT_FOLLOWED, NO_ADVICE, FOLLOWED_OPEN],
        check: followed,
    },
    Provision {
        id: "a17-settled",
        citation: Citation { article: 17, quote: "提出资源调整建议" },
        says: ("不经变更办结的写明原因", "What is settled without a change has its reason"),
        reading: Some((
            "条文只规定依据建议调整；建议不再适用时由提出单位办结",
            "the article knows only that an advice is followed; who gave it settles it where it no longer fits",
        )),
        codes: &[SETTLED_OPEN],
        check: settled,
    },
];

const ADVICE_OPEN: Code = Code {
    code: "a17-advice-open",
    severity: Severity::ToDo,
    message: (
        "资源调整建议缺少内容、监测依据或日期。",
        "The advice lacks its words, its evidence or its day.",
    ),
    remedy: (
        "写明建议内容、监测依据和日期。",
        "State what is advised, what the monitoring shows, and the day.",
    ),
};

const TO_JUDGE: Code = Code {
    code: "a17-followed-to-judge",
    severity: Severity::Judgement,
    message: (
        "本次变更依据资源调整建议，是否与建议相符由审核判断。",
        "The change follows an advice; the reviewer judges whether it does what was advised.",
    ),
    remedy: ("对照建议内容审核。", "Compare it with the advice."),
};

const NOT_FOLLOWED: Code = Code {
    code: "a17-not-followed",
    severity: Severity::Judgement,
    message: (
        "有待办的资源调整建议，本次变更不依据该建议。",
        "An advice is open, and this change does not follow it.",
    ),
    remedy: (
        "另行依据建议申请变更，或请{centre}办结。",
        "Apply for a change that follows it, or have {centre} settle it.",
    ),
};

const NO_ADVICE: Code = Code {
    code: "a17-no-advice",
    severity: Severity::ToDo,
    message: ("没有待办的资源调整建议。", "No advice is open that the change could follow."),
    remedy: ("改选“否”。", "Choose no."),
};

const FOLLOWED_OPEN: Code = Code {
    code: "a17-followed-open",
    severity: Severity::ToDo,
    message: (
        "有待办的资源调整建议，尚未说明本次变更是否依据该建议。",
        "An advice is open; it is not stated whether this change follows it.",
    ),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

const SETTLED_OPEN: Code = Code {
    code: "a17-settled-open",
    severity: Severity::ToDo,
    message: ("尚未写明办结原因。", "Why it is settled is not stated."),
    remedy: ("写明不经变更办结的原因。", "Say why it is settled without a change."),
};

fn advice(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.errand() {
        Errand::Advise => {
            notes.stated(&ADVICE_OPEN, case.now(), &["advice.text", "advice.evidence", "advice.date"])
        }
        _ => Verdict::NotApplicable,
    }
}

fn followed(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Change {
        return Verdict::NotApplicable;
    }
    let follows = case.now().yes("change.advised");
    let Some(advice) = case.life().advice.last() else {
        if follows != Some(true) {
            return Verdict::NotApplicable;
        }
        let expected = Words::new("有待办建议", "An advice that is open");
        notes.find(&NO_ADVICE, Path::field("change.advised"), expected, Words::new("没有", "None"));
        return Verdict::Fails;
    };
    let text = Words::same(case.of(advice).text("advice.text").unwrap_or_default());
    let (code, found) = match follows {
        None => return notes.open(&FOLLOWED_OPEN, &["change.advised"]),
        Some(true) => (&TO_JUDGE, Words::new("依据建议", "It follows the advice")),
        Some(false) => (&NOT_FOLLOWED, Words::new("不依据建议", "It does not follow the advice")),
    };
    notes.find(code, Path::field("change.advised"), text, found);
    Verdict::NeedsJudgement
}

fn settled(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.errand() {
        Errand::Settle => notes.stated(&SETTLED_OPEN, case.now(), &["settle.reason"]),
        _ => Verdict::NotApplicable,
    }
}
