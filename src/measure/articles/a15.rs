//! # 第十五条
//!
//! > 审核通过后,使用部门依法履行政府采购程序,通过推荐式竞争性磋商的方式确定云服务商。
//!
//! Computed: a first application names no supplier, because one is determined after the approval only; the choice
//! follows the approval, is made by 推荐式竞争性磋商, and names the supplier.
//!
//! Not computed: the procurement itself; whether another way of procurement rests on a sound basis (依法), which a
//! person judges.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::Errand;

#[path = "a15_supplier.rs"]
mod supplier;

/// What article 15 asks of the steps of a case.
pub const LIFE: &[Provision] = &[supplier::AFTER_APPROVAL, supplier::METHOD, supplier::SUPPLIER];

/// What article 15 asks of an application.
pub const PROVISIONS: &[Provision] = &[Provision {
    id: "a15-no-supplier",
    citation: Citation { article: 15, quote: "审核通过后,使用部门依法履行政府采购程序" },
    says: ("首次申请不指定云服务商", "A first application names no supplier"),
    reading: None,
    codes: &[TOO_EARLY],
    check: no_supplier,
}];

const TOO_EARLY: Code = Code {
    code: "a15-supplier-too-early",
    severity: Severity::Bars,
    message: ("首次申请不得指定云服务商。", "A first application cannot name a supplier."),
    remedy: (
        "删除该项；审核通过后以推荐式竞争性磋商确定云服务商。",
        "Clear it; the supplier is determined after approval by 推荐式竞争性磋商.",
    ),
};

fn no_supplier(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() == Errand::Change {
        return Verdict::NotApplicable;
    }
    let Some(supplier) = case.now().text("needs.supplier") else { return Verdict::Holds };
    let expected = Words::new("审核通过后确定", "Determined after the approval");
    notes.find(&TOO_EARLY, Path::field("needs.supplier"), expected, Words::same(supplier));
    Verdict::Fails
}
