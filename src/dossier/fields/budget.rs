//! 费用与预算.

use super::{FieldKind::*, Group, When, ask};

pub(super) const GROUPS: &[Group] = &[
    Group(
        "经费",
        "Funds",
        &[
            ask("budget.channel", "现行经费渠道", "Existing funding channel (经费渠道)", Line(200))
                .hint(
                    "如：部门预算基本支出、项目支出。",
                    "For example: basic or project expenditure of the department budget.",
                )
                .article(3),
            ask("budget.included", "是否纳入部门预算", "Is it in the department budget?", YesNo).article(3),
            ask("budget.year", "列入预算的年度", "Budget year", Whole(2021, 2100))
                .article(4)
                .when(When::Is("budget.included", &["yes"])),
            ask("budget.ceiling", "年度预算上限（元）", "Ceiling for a year (元)", Money).optional(),
        ],
    ),
    Group(
        "使用",
        "Use",
        &[ask("budget.start", "计划开始使用日期", "Planned start of use", Date)
            .hint(
                "费用按实际使用结算，下一年度支付。",
                "Fees follow actual use and are paid in the next year.",
            )
            .article(4)],
    ),
];
