//! 安全与密码.

use super::{FieldKind::*, Group, When, ask};
use crate::dossier::field::Choice;

const LEVELS: &[Choice] = &[
    ("1", "第一级", "Level 1 (第一级)"),
    ("2", "第二级", "Level 2 (第二级)"),
    ("3", "第三级", "Level 3 (第三级)"),
    ("4", "第四级", "Level 4 (第四级)"),
    ("5", "第五级", "Level 5 (第五级)"),
];

/// Levels that are filed with the police.
const FILED_LEVELS: When = When::IsNot("security.level", &["1"]);

pub(super) const GROUPS: &[Group] = &[
    Group(
        "网络安全等级保护",
        "Graded protection (等级保护)",
        &[
            ask("security.level", "安全保护等级", "Protection level", OneOf(LEVELS)).article(24).hint(
                "取业务信息和系统服务两个等级中较高者。",
                "The higher one of business information and system service.",
            ),
            ask(
                "security.level_information",
                "业务信息安全等级",
                "Level of business information",
                OneOf(LEVELS),
            )
            .optional(),
            ask("security.level_service", "系统服务安全等级", "Level of system service", OneOf(LEVELS))
                .optional(),
            ask("security.filed", "是否已办理等保备案", "Has the level been filed (备案)?", YesNo)
                .article(24)
                .hint("第二级以上须向公安机关备案。", "Level 2 and above are filed with the police.")
                .when(FILED_LEVELS),
            ask("security.filing_number", "备案证明编号", "Filing number", FilingNumber)
                .article(24)
                .hint(
                    "11 位数字加 5 位数字，如 23010012345-00001。",
                    "11 and 5 digits, such as 23010012345-00001.",
                )
                .when(When::All(&[FILED_LEVELS, When::Is("security.filed", &["yes"])])),
            ask("security.filing_date", "备案日期", "Date of filing", Date)
                .article(24)
                .when(When::All(&[FILED_LEVELS, When::Is("security.filed", &["yes"])])),
            ask(
                "security.refiling_date",
                "按 2025 年新版备案表重新备案的日期",
                "Filed anew on the 2025 template on",
                Date,
            )
            .hint("未重新备案的不填。", "Leave empty where it was not.")
            .optional()
            .when(When::All(&[FILED_LEVELS, When::Is("security.filed", &["yes"])])),
            ask("security.selfcheck_date", "最近一次安全自查日期", "Last self-check", Date)
                .article(24)
                .when(When::Is("errand", &["migrate", "change"])),
            ask("security.assessment_date", "最近一次等级测评日期", "Last level assessment (等级测评)", Date)
                .article(24)
                .when(When::All(&[FILED_LEVELS, When::Is("errand", &["migrate", "change"])])),
        ],
    ),
    Group(
        "密码应用",
        "Cryptography",
        &[
            ask(
                "crypto.planned",
                "密码保障系统是否同步规划",
                "Is cryptography planned together with the system?",
                YesNo,
            )
            .article(6),
            ask("crypto.planned_text", "规划内容", "What is planned", Paragraph(1000))
                .hint("密码应用需求、算法、产品和服务。", "Needs, algorithms, products and services.")
                .article(6)
                .when(When::Is("crypto.planned", &["yes"])),
            ask("crypto.built", "密码保障系统是否同步建设", "Is it built together with the system?", YesNo)
                .article(6),
            ask("crypto.built_text", "建设安排", "How it is built", Paragraph(1000))
                .article(6)
                .when(When::Is("crypto.built", &["yes"])),
            ask("crypto.running", "密码保障系统是否同步运行", "Does it run together with the system?", YesNo)
                .article(6),
            ask("crypto.running_text", "运行安排", "How it is run", Paragraph(1000))
                .article(6)
                .when(When::Is("crypto.running", &["yes"])),
        ],
    ),
    Group(
        "密码应用安全性评估",
        "Assessment of cryptography (密评)",
        &[
            ask("crypto.assessed", "是否已开展密评", "Has it been assessed?", YesNo).article(24),
            ask("crypto.assessment_date", "密评报告日期", "Date of the report", Date)
                .article(24)
                .when(When::Is("crypto.assessed", &["yes"])),
            ask("crypto.assessment_filed", "密评备案日期", "Report filed on", Date)
                .hint("报告出具后 30 日内备案。", "Within 30 days of the report.")
                .optional()
                .when(When::Is("crypto.assessed", &["yes"])),
        ],
    ),
];
