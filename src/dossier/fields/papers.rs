//! 方案与材料.

use super::{FieldKind::*, Group, When, ask};

pub(super) const GROUPS: &[Group] = &[
    Group(
        "迁移、部署方案",
        "Migration or deployment plan",
        &[
            ask("papers.plan", "方案文件", "The plan", Paper("plan"))
                .hint(
                    "概述、现状、总体规划、实施管理、资金概算、效益分析。",
                    "Overview, present state, plan, management, funds, benefit.",
                )
                .article(14),
            ask("papers.plan_title", "方案名称", "Title of the plan", Line(200)).optional(),
        ],
    ),
    Group(
        "依据",
        "Basis",
        &[
            ask(
                "papers.basis_text",
                "立项或批复文件的名称和文号",
                "Approval documents, with their numbers",
                Paragraph(500),
            )
            .optional(),
            ask("papers.basis", "依据文件", "Basis documents", Paper("basis")).optional(),
        ],
    ),
    Group(
        "特殊资源",
        "Special resources",
        &[
            ask(
                "papers.special_text",
                "国家有关文件的名称、文号和条款",
                "National documents, with number and clause",
                Paragraph(500),
            )
            .hint("申请单独购置的依据。", "The basis of the request to buy apart (单独购置).")
            .article(21)
            .when(When::Is("any.special", &["yes"])),
            ask("papers.special", "国家有关文件", "The national documents", Paper("special"))
                .article(21)
                .when(When::Is("any.special", &["yes"])),
        ],
    ),
    Group(
        "其他材料",
        "Other papers",
        &[
            ask("papers.crypto", "密码应用方案", "Cryptography plan", Paper("crypto")).optional(),
            ask("papers.filing", "等保备案证明", "Certificate of the level filing", Paper("filing"))
                .optional()
                .when(When::Is("security.filed", &["yes"])),
            ask("papers.other", "其他材料", "Others", Paper("other")).optional(),
        ],
    ),
];
