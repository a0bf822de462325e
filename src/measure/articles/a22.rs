//! # 第二十二条
//!
//! > 使用部门负责信息系统的日常运行管理。应建立健全运行维护管理制度和应急处置预案,支持并参与省政务云应急处置、演练等活动,确保信息系统安全稳定运行。
//!
//! Computed: rules, plan and drills are undertaken; the documents are named where they exist.
//!
//! Not computed: whether they are sound (健全), an open term. The article sets no date by which they must
//! exist, so that a missing title is advice.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};

/// What article 22 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a22-rules",
        citation: Citation { article: 22, quote: "应建立健全运行维护管理制度" },
        says: ("承诺建立运行维护管理制度", "Operation rules are undertaken"),
        reading: None,
        codes: &[RULES_OPEN],
        check: |case, notes| notes.tick(&RULES_OPEN, case.now(), "undertake.rules"),
    },
    Provision {
        id: "a22-emergency",
        citation: Citation { article: 22, quote: "应急处置预案" },
        says: ("承诺建立应急处置预案", "An emergency plan is undertaken"),
        reading: None,
        codes: &[EMERGENCY_OPEN],
        check: |case, notes| notes.tick(&EMERGENCY_OPEN, case.now(), "undertake.emergency"),
    },
    Provision {
        id: "a22-drills",
        citation: Citation {
            article: 22, quote: "支持并参与省政务云应急处置、演练等活动"
        },
        says: ("承诺参与应急处置和演练", "Taking part in drills is undertaken"),
        reading: None,
        codes: &[DRILLS_OPEN],
        check: |case, notes| notes.tick(&DRILLS_OPEN, case.now(), "undertake.drills"),
    },
    Provision {
        id: "a22-documents",
        citation: Citation { article: 22, quote: "运行维护管理制度和应急处置预案" },
        says: ("写明制度和预案的名称", "Rules and plan are named"),
        reading: None,
        codes: &[UNNAMED],
        check: documents,
    },
];

const RULES_OPEN: Code = Code {
    code: "a22-rules-open",
    severity: Severity::ToDo,
    message: ("尚未承诺建立健全运行维护管理制度。", "Operation rules are not undertaken so far."),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};

const EMERGENCY_OPEN: Code = Code {
    code: "a22-emergency-open",
    severity: Severity::ToDo,
    message: ("尚未承诺建立健全应急处置预案。", "An emergency plan is not undertaken so far."),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};

const DRILLS_OPEN: Code = Code {
    code: "a22-drills-open",
    severity: Severity::ToDo,
    message: (
        "尚未承诺支持并参与应急处置、演练等活动。",
        "Taking part in emergency handling and drills is not undertaken so far.",
    ),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};

const UNNAMED: Code = Code {
    code: "a22-documents-unnamed",
    severity: Severity::Advice,
    message: ("尚未写明制度或预案的名称。", "The rules or the plan are not named."),
    remedy: (
        "已有的写明名称；正在制定的可在上线前补充。",
        "Name them where they exist; else add them before go-live.",
    ),
};

fn documents(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    notes.stated(&UNNAMED, case.now(), &["rules.title", "emergency.title"])
}
