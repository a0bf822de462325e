//! # 第五条
//!
//! > 省级各部门应充分利用省政务云,不再新建独立的机房或数据中心,法律法规以及国家有关文件明确规定的除外。新建信息系统要直接在省政务云上部署,原有信息系统要逐步向省政务云迁移。
//!
//! Computed: no separate machine room, or an exception that is claimed with its basis and document; the errand
//! fits the kind of build (new systems are deployed, running ones migrate).
//!
//! Not computed: whether the document provides for it expressly (明确规定), which the reviewer judges; how
//! fast old systems move (逐步), an open term.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::Errand;

/// What article 5 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a05-room",
        citation: Citation { article: 5, quote: "不再新建独立的机房或数据中心" },
        says: ("不新建独立机房或数据中心", "No separate machine room or data centre is built"),
        reading: None,
        codes: &[OWN_ROOM, ROOM_OPEN],
        check: room,
    },
    Provision {
        id: "a05-exception",
        citation: Citation { article: 5, quote: "法律法规以及国家有关文件明确规定的除外" },
        says: ("例外情形有依据文件", "An exception has its document"),
        reading: None,
        codes: &[EXCEPTION, EXCEPTION_OPEN],
        check: exception,
    },
    Provision {
        id: "a05-new",
        citation: Citation { article: 5, quote: "新建信息系统要直接在省政务云上部署" },
        says: ("新建系统直接在云上部署", "New systems are deployed straight onto the cloud"),
        reading: None,
        codes: &[NEW_NOT_DIRECT, BUILD_OPEN],
        check: new,
    },
    Provision {
        id: "a05-running",
        citation: Citation { article: 5, quote: "原有信息系统要逐步向省政务云迁移" },
        says: ("在运行系统向云上迁移", "Running systems migrate to the cloud"),
        reading: None,
        codes: &[RUNNING_NOT_MIGRATING],
        check: running,
    },
];

const OWN_ROOM: Code = Code {
    code: "a05-own-room",
    severity: Severity::Bars,
    message: (
        "拟新建独立的机房或数据中心，且不属于例外情形。",
        "A separate machine room is to be built, without an exception.",
    ),
    remedy: (
        "改为使用省政务云，或说明例外情形并附文件。",
        "Use the cloud instead, or state the exception with its document.",
    ),
};

const ROOM_OPEN: Code = Code {
    code: "a05-room-open",
    severity: Severity::ToDo,
    message: (
        "尚未说明是否新建独立机房及是否属于例外情形。",
        "It is not stated whether a separate machine room is built, or excepted.",
    ),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

const EXCEPTION: Code = Code {
    code: "a05-exception-claimed",
    severity: Severity::Judgement,
    message: (
        "单位主张属于法律法规或国家文件明确规定的例外。",
        "The department claims an exception by law or national document.",
    ),
    remedy: (
        "由{authority}核对所附文件是否明确规定。",
        "{authority} checks whether the document provides for it expressly.",
    ),
};

const EXCEPTION_OPEN: Code = Code {
    code: "a05-exception-open",
    severity: Severity::ToDo,
    message: (
        "主张例外，但缺少依据名称或依据文件。",
        "An exception is claimed, but its basis or document is missing.",
    ),
    remedy: (
        "写明文件名称、文号和条款，并上传文件。",
        "State title, number and clause, and attach the document.",
    ),
};

const NEW_NOT_DIRECT: Code = Code {
    code: "a05-new-not-direct",
    severity: Severity::Bars,
    message: ("新建系统不应按迁移申请。", "A new system does not apply for migration."),
    remedy: (
        "改为申请部署；如系统已在运行，请更正建设性质。",
        "Apply for deployment; if the system runs already, correct its kind of build.",
    ),
};

const RUNNING_NOT_MIGRATING: Code = Code {
    code: "a05-running-not-migrating",
    severity: Severity::Bars,
    message: ("在运行系统应按迁移申请。", "A system that runs already applies for migration."),
    remedy: ("改为申请迁移，或更正建设性质。", "Apply for migration, or correct the kind of build."),
};

const BUILD_OPEN: Code = Code {
    code: "a05-build-open",
    severity: Severity::ToDo,
    message: ("尚未选择建设性质。", "The kind of build is not chosen."),
    remedy: ("选择新建、续建、改建、扩建或在运行。", "Choose new, continued, rebuilt, extended or running."),
};

fn room(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match (case.now().yes("room.own"), case.now().yes("room.excepted")) {
        (Some(false), _) => Verdict::Holds,
        (Some(true), Some(false)) => {
            notes.find(
                &OWN_ROOM,
                Path::field("room.own"),
                Words::new("不新建，或属于例外情形", "None is built, or an exception holds"),
                Words::new("新建，不属于例外情形", "One is built, without an exception"),
            );
            Verdict::Fails
        }
        (Some(true), Some(true)) => Verdict::NotApplicable,
        (Some(true), None) => notes.open(&ROOM_OPEN, &["room.excepted"]),
        (None, _) => notes.open(&ROOM_OPEN, &["room.own"]),
    }
}

fn exception(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let room = case.now();
    if (room.yes("room.own"), room.yes("room.excepted")) != (Some(true), Some(true)) {
        return Verdict::NotApplicable;
    }
    let mut missing = Vec::new();
    let basis = room.text("room.basis");
    if basis.is_none() {
        missing.push("room.basis");
    }
    let documents = room.papers("room.document");
    if documents == 0 {
        missing.push("room.document");
    }
    if !missing.is_empty() {
        return notes.open(&EXCEPTION_OPEN, &missing);
    }
    notes.find(
        &EXCEPTION,
        Path::field("room.document"),
        Words::new("法律法规或国家有关文件明确规定", "A law or national document provides for it expressly"),
        Words::new(
            format!("{}（{documents} 份文件）", basis.unwrap_or_default()),
            format!("{} ({documents} documents)", basis.unwrap_or_default()),
        ),
    );
    Verdict::NeedsJudgement
}

fn new(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match (case.now().code("system.build"), case.errand()) {
        (None, _) => notes.open(&BUILD_OPEN, &["system.build"]),
        (Some("new"), Errand::Deploy) => Verdict::Holds,
        (Some("new"), Errand::Migrate) => {
            mismatch(
                notes,
                &NEW_NOT_DIRECT,
                ("部署", "Deployment"),
                ("新建系统，申请迁移", "New system, applies for migration"),
            );
            Verdict::Fails
        }
        _ => Verdict::NotApplicable,
    }
}

fn running(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match (case.now().code("system.build"), case.errand()) {
        (None, _) => Verdict::Unknown(vec![Path::field("system.build")]),
        (Some("running"), Errand::Migrate) => Verdict::Holds,
        (Some("running"), Errand::Deploy) => {
            let found = ("在运行系统，申请部署", "Running system, applies for deployment");
            mismatch(notes, &RUNNING_NOT_MIGRATING, ("迁移", "Migration"), found);
            Verdict::Fails
        }
        _ => Verdict::NotApplicable,
    }
}

fn mismatch(notes: &mut Notes<'_>, code: &Code, expected: (&str, &str), found: (&str, &str)) {
    let path = Path::field("system.build");
    notes.find(code, path, Words::new(expected.0, expected.1), Words::new(found.0, found.1));
}
