//! # 第六条
//!
//! > 省政务云按照国家密码管理有关法律法规和标准规范要求,同步规划、同步建设、同步运行密码保障系统。
//!
//! Computed: for each of the three steps, whether the department keeps it and how.
//!
//! Not computed: whether the cryptography is enough; 密评 (article 24) says that.
//!
//! Interpretation: the article speaks of the cloud. It is read onto the system on it, whose cryptography
//! must keep step with the cloud's; so a step that is not kept is shown to the reviewer and does not bar.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};

const READING: Option<(&str, &str)> = Some((
    "条文主体是省政务云；上云系统的密码应用须与之同步，故一并询问",
    "the article speaks of the cloud; a system on it keeps step with it, so the question is asked here",
));

/// What article 6 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a06-planned",
        citation: Citation { article: 6, quote: "同步规划" },
        says: ("密码保障系统同步规划", "Cryptography is planned together with the system"),
        reading: READING,
        codes: &[NOT_PLANNED, PLANNED_OPEN],
        check: |case, notes| {
            kept(case, notes, "crypto.planned", "crypto.planned_text", &NOT_PLANNED, &PLANNED_OPEN)
        },
    },
    Provision {
        id: "a06-built",
        citation: Citation { article: 6, quote: "同步建设" },
        says: ("密码保障系统同步建设", "Cryptography is built together with the system"),
        reading: READING,
        codes: &[NOT_BUILT, BUILT_OPEN],
        check: |case, notes| kept(case, notes, "crypto.built", "crypto.built_text", &NOT_BUILT, &BUILT_OPEN),
    },
    Provision {
        id: "a06-running",
        citation: Citation { article: 6, quote: "同步运行密码保障系统" },
        says: ("密码保障系统同步运行", "Cryptography runs together with the system"),
        reading: READING,
        codes: &[NOT_RUNNING, RUNNING_OPEN],
        check: |case, notes| {
            kept(case, notes, "crypto.running", "crypto.running_text", &NOT_RUNNING, &RUNNING_OPEN)
        },
    },
];

const fn not(code: &'static str, message: (&'static str, &'static str)) -> Code {
    let remedy = (
        "补充密码应用方案，或向审核人员说明原因。",
        "Add a cryptography plan, or give the reviewer the reason.",
    );
    Code { code, severity: Severity::Judgement, message, remedy }
}

const fn open(code: &'static str, message: (&'static str, &'static str)) -> Code {
    let remedy = ("选择“是”或“否”；选“是”的写明内容。", "Choose yes or no; where yes, say how.");
    Code { code, severity: Severity::ToDo, message, remedy }
}

const NOT_PLANNED: Code = not(
    "a06-not-planned",
    ("密码保障系统未同步规划。", "Cryptography is not planned together with the system."),
);
const NOT_BUILT: Code =
    not("a06-not-built", ("密码保障系统未同步建设。", "Cryptography is not built together with the system."));
const NOT_RUNNING: Code = not(
    "a06-not-running",
    ("密码保障系统未同步运行。", "Cryptography does not run together with the system."),
);
const PLANNED_OPEN: Code =
    open("a06-planned-open", ("尚未说明密码保障系统的规划。", "How cryptography is planned is not stated."));
const BUILT_OPEN: Code =
    open("a06-built-open", ("尚未说明密码保障系统的建设。", "How cryptography is built is not stated."));
const RUNNING_OPEN: Code =
    open("a06-running-open", ("尚未说明密码保障系统的运行。", "How cryptography is run is not stated."));

fn kept(case: &Case<'_>, notes: &mut Notes<'_>, key: &str, text: &str, not: &Code, open: &Code) -> Verdict {
    match (case.now().yes(key), case.now().text(text)) {
        (None, _) => notes.open(open, &[key]),
        (Some(true), None) => notes.open(open, &[text]),
        (Some(true), Some(_)) => Verdict::Holds,
        (Some(false), _) => {
            notes.find(
                not,
                Path::field(key),
                Words::new("与信息系统同步", "In step with the system"),
                Words::new("否", "No"),
            );
            Verdict::NeedsJudgement
        }
    }
}
