//! # 第二十一条
//!
//! > 使用部门确有特殊资源需求(计算、存储和安全等硬件资源),省政务云不能提供且不能适配的,可申请单独购置。使用部门须提供国家有关文件作为依据,经省营商环境局审核,报省政府批准,按照第十五条规定程序选择云服务商,并经该云服务商确认采购设备符合纳管要求后,由使用部门依法履行政府采购程序。
//!
//! Computed: a special purchase comes with the certificate that nothing fits, and with national documents; it
//! is for compute or storage. Then each gate after the one before: review (nothing fits by then either), approval
//! of 省政府, supplier by article 15, confirmation (纳管), procurement; and all of them before the services start.
//!
//! Not computed: whether a document is a 国家有关文件 that bears on it; whether 等 takes in anything else than
//! compute, storage and security, or what of security is hardware; the requirements of 纳管, which the supplier
//! confirms.
//!
//! A change lists what is to run as a whole: where a row that was bought apart stands in it as it was, the documents of
//! the application that bought it count, and are not asked for again.
//!
//! What the cloud can provide or fit is barred by article 20 and not judged again here.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::{Close, Errand, Kind, Need, Outcome, Record};

#[path = "a21_gates.rs"]
mod gates;
#[path = "a21_review.rs"]
mod review;

/// What article 21 asks of the steps of a case.
pub const LIFE: &[Provision] = &[
    review::REVIEW,
    gates::GOVERNMENT,
    gates::SUPPLIER,
    gates::MANAGEMENT,
    gates::PROCUREMENT,
    gates::GATES,
];

/// What article 21 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a21-unfit",
        citation: Citation {
            article: 21, quote: "省政务云不能提供且不能适配的,可申请单独购置"
        },
        says: ("单独购置以无法适配证明为前提", "A special purchase rests on the proof that nothing fits"),
        reading: None,
        codes: &[PROOF_OPEN],
        check: proof,
    },
    Provision {
        id: "a21-kind",
        citation: Citation {
            article: 21, quote: "特殊资源需求(计算、存储和安全等硬件资源)"
        },
        says: (
            "限于计算、存储和安全等硬件资源",
            "It is for hardware: compute, storage, security and the like",
        ),
        reading: None,
        codes: &[KIND],
        check: kind,
    },
    Provision {
        id: "a21-document",
        citation: Citation { article: 21, quote: "使用部门须提供国家有关文件作为依据" },
        says: ("提供国家有关文件", "National documents are given"),
        reading: None,
        codes: &[DOCUMENT, DOCUMENT_OPEN],
        check: document,
    },
];

const PROOF_OPEN: Code = Code {
    code: "a21-proof-open",
    severity: Severity::ToDo,
    message: ("缺少无法适配证明。", "The certificate that nothing fits is missing."),
    remedy: (
        "用当前目录重新适配，取得证明。",
        "Fit the need again against the present catalog to obtain it.",
    ),
};

const KIND: Code = Code {
    code: "a21-kind-to-judge",
    severity: Severity::Judgement,
    message: (
        "是否属于计算、存储和安全等硬件资源，由审核判断。",
        "The reviewer judges whether this is hardware for compute, storage, security or the like.",
    ),
    remedy: ("在理由栏说明设备类型。", "Say in the reason what kind of equipment it is."),
};

const DOCUMENT: Code = Code {
    code: "a21-document-to-judge",
    severity: Severity::Judgement,
    message: (
        "所附文件是否为“国家有关文件”，由{authority}审核并报{government}批准。",
        "{authority} reviews whether these are national documents (国家有关文件) and reports to {government} for approval.",
    ),
    remedy: ("写明文件名称、文号和条款。", "State title, number and clause."),
};

const DOCUMENT_OPEN: Code = Code {
    code: "a21-document-open",
    severity: Severity::ToDo,
    message: (
        "申请单独购置，但缺少国家有关文件。",
        "A special purchase is asked for, but the national documents are missing.",
    ),
    remedy: (
        "写明文件名称、文号和条款，并上传文件。",
        "State title, number and clause, and attach the documents.",
    ),
};

/// The rows that ask for a special purchase and that nothing fits.
fn special<'c>(case: &'c Case<'_>) -> impl Iterator<Item = (&'c Need, &'c Record)> {
    let recorded = case.rows().iter().filter_map(|&(need, record)| Some((need, record?)));
    recorded.filter(|(need, record)| need.special && record.outcome == Outcome::Unfit)
}

fn proof(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    special(case).fold(Verdict::NotApplicable, |all, (need, record)| {
        if record.certificate.is_some() {
            return all.and(Verdict::Holds);
        }
        let path = Path::need(need.row, "special");
        notes.find(
            &PROOF_OPEN,
            path.clone(),
            Words::new("无法适配证明", "Certificate"),
            Words::new("没有", "None"),
        );
        all.and(Verdict::Unknown(vec![path]))
    })
}

fn kind(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    special(case).fold(Verdict::NotApplicable, |all, (need, _)| {
        // Security is named too, but is sold mostly as services: only a person can tell.
        if need.function.starts_with("compute/") || need.function.starts_with("storage/") {
            return all.and(Verdict::Holds);
        }
        let name = case.edition().function(&need.function).map(|f| f.name.clone());
        notes.find(
            &KIND,
            Path::need(need.row, "function"),
            Words::new("计算、存储和安全等硬件资源", "Hardware for compute, storage, security or the like"),
            name.unwrap_or_else(|| Words::same(&need.function)),
        );
        all.and(Verdict::NeedsJudgement)
    })
}

/// True for a row of a change that was bought apart before and stands as it was, however it is named and explained.
fn stands(case: &Case<'_>, need: &Need) -> bool {
    fn asked(need: &Need) -> impl PartialEq + '_ {
        let Need { function, amounts, traits, prefers, count, months, divisible, special, .. } = need;
        (function, amounts, traits, prefers, count, months, divisible, special)
    }
    let change = case.errand() == Errand::Change;
    let before = case.applied().filter(|_| change);
    before.is_some_and(|applied| applied.resources.needs.iter().any(|other| asked(other) == asked(need)))
}

/// True where an application that was carried out gave the documents: they were reviewed and approved with it.
fn documented(case: &Case<'_>) -> bool {
    let done = case.life().procedures.iter().rev();
    let done = done.filter(|procedure| procedure.kind != Kind::Leave && procedure.close == Some(Close::Done));
    done.filter_map(|procedure| procedure.application()).any(|act| {
        let before = case.of(act);
        before.text("papers.special_text").is_some() && before.papers("papers.special") > 0
    })
}

fn document(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if special(case).next().is_none() {
        return Verdict::NotApplicable;
    }
    // What is bought apart already is not bought again: its documents count as long as its rows stand.
    if special(case).all(|(need, _)| stands(case, need)) && documented(case) {
        return Verdict::Holds;
    }
    let text = case.now().text("papers.special_text");
    let documents = case.now().papers("papers.special");
    let missing = [("papers.special_text", text.is_none()), ("papers.special", documents == 0)];
    let missing: Vec<&str> = missing.iter().filter(|(_, missing)| *missing).map(|(key, _)| *key).collect();
    if !missing.is_empty() {
        return notes.open(&DOCUMENT_OPEN, &missing);
    }
    let found = Words::same(text.unwrap_or_default());
    notes.find(
        &DOCUMENT,
        Path::field("papers.special"),
        Words::new("国家有关文件", "National documents"),
        found,
    );
    Verdict::NeedsJudgement
}
