//! Article 18: 重大变更, by the triggers of the place.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use super::compare::compare;
use crate::basics::{Path, Words};
use crate::dossier::Errand;

pub(super) const MAJOR: Provision = Provision {
    id: "a18-major",
    citation: Citation {
        article: 18, quote: "涉及重大变更的,按照本办法第十四条至第十六条规定程序执行"
    },
    says: ("达到触发条件的按重大变更办理", "What meets a trigger is handled as a major change"),
    reading: Some((
        "“重大变更”未作定义；触发条件是适用地区的参数，现状与变更均按当前目录比较",
        "重大变更 is not defined; the triggers are parameters of the place, and what runs is compared with the change by \
         the present catalog",
    )),
    codes: &[UNSTATED, NOT_COMPARED, MAJOR_OPEN],
    check: major,
};

const UNSTATED: Code = Code {
    code: "a18-major-unstated",
    severity: Severity::ToDo,
    message: (
        "达到重大变更的触发条件，但未按重大变更申请。",
        "A trigger of 重大变更 is met, but the change is not called major.",
    ),
    remedy: (
        "改选“是”，按第十四条至第十六条重新办理；或减少变更内容。",
        "Choose yes, so that articles 14 to 16 apply again; or change less.",
    ),
};

const NOT_COMPARED: Code = Code {
    code: "a18-major-not-compared",
    severity: Severity::Judgement,
    message: (
        "部分内容无法与现状比较，是否重大变更由审核判断。",
        "Something cannot be compared with what runs; the reviewer judges whether the change is major.",
    ),
    remedy: ("核对变更内容。", "Check what changes."),
};

const MAJOR_OPEN: Code = Code {
    code: "a18-major-open",
    severity: Severity::ToDo,
    message: ("尚未说明是否重大变更。", "It is not stated whether the change is a major one."),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

fn major(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Change {
        return Verdict::NotApplicable;
    }
    match case.now().yes("change.major") {
        None => return notes.open(&MAJOR_OPEN, &["change.major"]),
        Some(true) => return Verdict::Holds,
        Some(false) => {}
    }
    let Some(compared) = compare(case) else {
        return Verdict::Unknown(vec![Path::root().at("journal")]);
    };
    for (path, expected, found) in &compared.met {
        notes.find(&UNSTATED, path.clone(), expected.clone(), found.clone());
    }
    for (path, found) in &compared.unclear {
        let expected = Words::new("可与现状比较", "Comparable with what runs");
        notes.find(&NOT_COMPARED, path.clone(), expected, found.clone());
    }
    match (compared.met.is_empty(), compared.unclear.is_empty(), compared.unset.is_empty()) {
        (false, ..) => Verdict::Fails,
        (true, false, _) => Verdict::NeedsJudgement,
        (true, true, true) => Verdict::Holds,
        (true, true, false) => Verdict::Unknown(compared.unset),
    }
}
