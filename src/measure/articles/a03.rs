//! # 第三条
//!
//! > 省政务云采用“服务商建设运维、政府按需购买服务”的模式。省级各部门购买省政务云服务费用按使用单位现行经费渠道解决,按照“费随事走”的原则纳入部门预算管理。
//!
//! Computed: a funding channel is named; the fees are in the department budget.
//!
//! Not computed: whether the channel is the right one, and 费随事走 (funds follow the task), an open term.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};

/// What article 3 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a03-channel",
        citation: Citation { article: 3, quote: "按使用单位现行经费渠道解决" },
        says: ("写明现行经费渠道", "The existing funding channel is named"),
        reading: None,
        codes: &[CHANNEL_OPEN],
        check: channel,
    },
    Provision {
        id: "a03-budget",
        citation: Citation { article: 3, quote: "纳入部门预算管理" },
        says: ("服务费用纳入部门预算", "The fees are in the department budget"),
        reading: None,
        codes: &[NOT_IN_BUDGET, BUDGET_OPEN],
        check: budget,
    },
];

const CHANNEL_OPEN: Code = Code {
    code: "a03-channel-open",
    severity: Severity::ToDo,
    message: ("尚未写明经费渠道。", "The funding channel is not stated."),
    remedy: ("填写本单位现行经费渠道。", "State the department's existing funding channel."),
};

const NOT_IN_BUDGET: Code = Code {
    code: "a03-not-in-budget",
    severity: Severity::Bars,
    message: ("服务费用未纳入部门预算。", "The fees are not in the department budget."),
    remedy: (
        "先与本单位财务部门落实预算，再提交申请。",
        "Settle the budget with the finance office first, then apply.",
    ),
};

const BUDGET_OPEN: Code = Code {
    code: "a03-budget-open",
    severity: Severity::ToDo,
    message: ("尚未说明费用是否纳入部门预算。", "It is not stated whether the fees are in the budget."),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

fn channel(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.now().text("budget.channel") {
        Some(_) => Verdict::Holds,
        None => notes.open(&CHANNEL_OPEN, &["budget.channel"]),
    }
}

fn budget(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.now().yes("budget.included") {
        Some(true) => Verdict::Holds,
        Some(false) => {
            notes.find(
                &NOT_IN_BUDGET,
                Path::field("budget.included"),
                Words::new("纳入部门预算", "In the department budget"),
                Words::new("未纳入", "Not in it"),
            );
            Verdict::Fails
        }
        None => notes.open(&BUDGET_OPEN, &["budget.included"]),
    }
}
