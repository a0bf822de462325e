//! 终止: leaving, handing over, clearing; and taking an application back.

use super::{FieldKind::*, Group, When, ask, of};
use crate::dossier::field::Choice;

const LEAVE: When = of(&["leave"]);
const WITHDRAW: When = of(&["withdraw"]);
const HAND_OVER: When = of(&["hand-over"]);
const CLEAR: When = of(&["clear"]);

const KINDS: &[Choice] = &[("move-out", "迁出", "Moves out"), ("remove", "撤除", "Is taken down")];

const MOVES_OUT: &[When] = &[LEAVE, When::Is("leave.kind", &["move-out"])];

pub(in super::super) const GROUPS: &[Group] = &[
    Group(
        "终止",
        "Leaving",
        &[
            ask("leave.kind", "终止方式", "How it leaves", OneOf(KINDS)).article(19).when(LEAVE),
            ask("leave.reason", "终止原因", "Why", Paragraph(1000)).when(LEAVE),
            ask("leave.date", "计划终止日期", "Planned day", Date).article(19).when(LEAVE),
            ask("leave.target", "迁往何处", "Where it moves to", Line(200)).when(When::All(MOVES_OUT)),
        ],
    ),
    Group(
        "移交清单",
        "To be handed over",
        &[
            ask("leave.data", "需移交的数据资源", "Data to be handed over", Paragraph(2000))
                .hint("没有的写“无”。", "Write 'none' where there are none.")
                .article(25)
                .when(LEAVE),
            ask("leave.documents", "需移交的文档资源", "Documents to be handed over", Paragraph(2000))
                .hint("没有的写“无”。", "Write 'none' where there are none.")
                .article(25)
                .when(LEAVE),
        ],
    ),
    Group(
        "撤回",
        "Withdrawal",
        &[ask("withdraw.reason", "撤回原因", "Why it is taken back", Paragraph(1000)).when(WITHDRAW)],
    ),
    Group(
        "移交",
        "Hand-over",
        &[
            ask(
                "handover.complete",
                "数据、文档资源是否已全部移交",
                "Were all data and documents handed over?",
                YesNo,
            )
            .article(25)
            .when(HAND_OVER),
            ask("handover.date", "移交日期", "Day", Date).article(25).when(HAND_OVER),
            ask("handover.list", "移交内容", "What was handed over", Paragraph(2000))
                .article(25)
                .when(HAND_OVER),
            ask("handover.paper", "移交清单", "The list", Paper("handover")).optional().when(HAND_OVER),
        ],
    ),
    Group(
        "清除",
        "Clearing",
        &[
            ask(
                "clearing.complete",
                "数据、文档资源是否已全部清除",
                "Were all data and documents cleared?",
                YesNo,
            )
            .article(25)
            .when(CLEAR),
            ask("clearing.date", "清除日期", "Day", Date).article(25).when(CLEAR),
            ask("clearing.method", "清除方式和范围", "How, and what", Paragraph(2000))
                .article(25)
                .when(CLEAR),
            ask("clearing.paper", "清除证明", "Certificate of clearing", Paper("clearing"))
                .optional()
                .when(CLEAR),
        ],
    ),
];
