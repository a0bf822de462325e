//! Article 25: the contract's clauses, the list, hand-over and clearing.

use super::super::super::provision::{Code, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::Errand;

pub(super) const CLAUSES: Provision = Provision {
    id: "a25-clauses",
    citation: Citation {
        article: 25,
        quote: "应依法通过合同等手段要求云服务商未经使用部门授权,不得访问、修改、披露、利用、转让、销毁使用部门的数据资源",
    },
    says: ("服务合同已约定数据条款", "The contract has the clauses on data"),
    reading: None,
    codes: &[ACCESS_OPEN, CLEARING_CLAUSE_OPEN],
    check: |case, notes| match case.step(Errand::Procure) {
        Ok(_) => {
            let access = notes.tick(&ACCESS_OPEN, case.now(), "contract.access");
            access.and(notes.tick(&CLEARING_CLAUSE_OPEN, case.now(), "contract.clearing"))
        }
        Err(verdict) => verdict,
    },
};

pub(super) const LIST: Provision = Provision {
    id: "a25-list",
    citation: Citation { article: 25, quote: "做好数据、文档资源的移交和清除工作" },
    says: ("写明需移交的数据和文档资源", "What is to be handed over is listed"),
    reading: None,
    codes: &[LIST_OPEN],
    check: |case, notes| match case.errand() {
        Errand::Leave => notes.stated(&LIST_OPEN, case.now(), &["leave.data", "leave.documents"]),
        _ => Verdict::NotApplicable,
    },
};

pub(super) const HANDOVER: Provision = Provision {
    id: "a25-handover",
    citation: Citation {
        article: 25, quote: "在合同终止时,云服务商按要求做好数据、文档资源的移交"
    },
    says: ("数据、文档资源全部移交", "Data and documents are handed over"),
    reading: None,
    codes: &[HANDOVER_OPEN, NOT_HANDED_OVER],
    check: |case, notes| {
        if let Err(verdict) = case.step(Errand::HandOver) {
            return verdict;
        }
        let keys = ["handover.complete", "handover.date", "handover.list"];
        let stated = notes.stated(&HANDOVER_OPEN, case.now(), &keys);
        complete(case.now().yes(keys[0]), || {
            notes.find(&NOT_HANDED_OVER, Path::field(keys[0]), words(ALL), words(PART));
        })
        .and(stated)
    },
};

pub(super) const CLEARING: Provision = Provision {
    id: "a25-clearing",
    citation: Citation { article: 25, quote: "数据、文档资源的移交和清除工作" },
    says: ("数据、文档资源全部清除", "Data and documents are cleared"),
    reading: None,
    codes: &[CLEARING_OPEN, NOT_CLEARED],
    check: |case, notes| {
        if let Err(verdict) = case.step(Errand::Clear) {
            return verdict;
        }
        let keys = ["clearing.complete", "clearing.date", "clearing.method"];
        let stated = notes.stated(&CLEARING_OPEN, case.now(), &keys);
        complete(case.now().yes(keys[0]), || {
            notes.find(&NOT_CLEARED, Path::field(keys[0]), words(ALL), words(PART));
        })
        .and(stated)
    },
};

const ALL: (&str, &str) = ("全部", "All of it");
const PART: (&str, &str) = ("尚未全部完成", "Not all of it so far");

fn words((zh, en): (&str, &str)) -> Words {
    Words::new(zh, en)
}

/// A part that is done may be put down; that it is not all is said.
fn complete(all: Option<bool>, not: impl FnOnce()) -> Verdict {
    match all {
        Some(false) => {
            not();
            Verdict::Fails
        }
        Some(true) | None => Verdict::Holds,
    }
}

const ACCESS_OPEN: Code = Code {
    code: "a25-access-open",
    severity: Severity::ToDo,
    message: (
        "尚未确认合同已约定未经授权不得访问、修改、披露、利用、转让、销毁数据资源。",
        "It is not confirmed that the contract bars the supplier from the data without authorisation.",
    ),
    remedy: (
        "核对合同后勾选；合同没有约定的先补充约定。",
        "Check the contract and tick it; amend it where it says nothing.",
    ),
};

const CLEARING_CLAUSE_OPEN: Code = Code {
    code: "a25-clearing-clause-open",
    severity: Severity::ToDo,
    message: (
        "尚未确认合同已约定终止时移交和清除数据、文档资源。",
        "It is not confirmed that the contract has data handed over and cleared at its end.",
    ),
    remedy: (
        "核对合同后勾选；合同没有约定的先补充约定。",
        "Check the contract and tick it; amend it where it says nothing.",
    ),
};

const LIST_OPEN: Code = Code {
    code: "a25-list-open",
    severity: Severity::ToDo,
    message: ("尚未写明需移交的数据或文档资源。", "The data or documents to be handed over are not listed."),
    remedy: ("逐项写明；没有的写“无”。", "List them; write 'none' where there are none."),
};

const HANDOVER_OPEN: Code = Code {
    code: "a25-handover-open",
    severity: Severity::ToDo,
    message: ("移交缺少结果、日期或内容。", "The hand-over lacks its result, day or list."),
    remedy: ("补充填写。", "State it."),
};

const NOT_HANDED_OVER: Code = Code {
    code: "a25-not-handed-over",
    severity: Severity::Advice,
    message: ("数据、文档资源尚未全部移交。", "Not all data and documents are handed over so far."),
    remedy: (
        "全部移交后再次登记，方可清除。",
        "Put it down again when all is handed over; clearing waits for it.",
    ),
};

const CLEARING_OPEN: Code = Code {
    code: "a25-clearing-open",
    severity: Severity::ToDo,
    message: ("清除缺少结果、日期或方式。", "The clearing lacks its result, day or way."),
    remedy: ("补充填写。", "State it."),
};

const NOT_CLEARED: Code = Code {
    code: "a25-not-cleared",
    severity: Severity::Advice,
    message: ("数据、文档资源尚未全部清除。", "Not all data and documents are cleared so far."),
    remedy: ("全部清除后再次登记。", "Put it down again when all is cleared."),
};
