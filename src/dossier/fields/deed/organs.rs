//! Steps of the authority and of the big-data centre.

use super::{FieldKind::*, Group, When, ask, of};
use crate::dossier::field::Choice;

const APPRAISE: When = of(&["appraise"]);
const DECIDE: When = of(&["decide"]);
const GOVERNMENT: When = of(&["government"]);
const ADVISE: When = of(&["advise"]);
const SETTLE: When = of(&["settle"]);

const CONCLUSIONS: &[Choice] = &[("pass", "通过", "Passed"), ("fail", "不通过", "Not passed")];

const OUTCOMES: &[Choice] = &[
    ("approve", "审核通过", "Approved"),
    ("back", "退回补正", "Sent back to be mended"),
    ("refuse", "不予同意", "Refused"),
];

pub(in super::super) const GROUPS: &[Group] = &[
    Group(
        "论证",
        "Appraisal",
        &[
            ask("appraisal.conclusion", "论证结论", "Conclusion", OneOf(CONCLUSIONS))
                .article(14)
                .when(APPRAISE),
            ask("appraisal.date", "论证日期", "Day of the appraisal", Date).article(14).when(APPRAISE),
            ask("appraisal.text", "论证意见", "Opinion", Paragraph(5000))
                .hint("逐项写明依据和意见。", "Item by item, with what it rests on.")
                .when(APPRAISE),
            ask("appraisal.report", "论证报告", "Report", Paper("appraisal")).optional().when(APPRAISE),
        ],
    ),
    Group(
        "审核决定",
        "Decision",
        &[
            ask("decision.outcome", "审核结论", "Outcome", OneOf(OUTCOMES)).when(DECIDE),
            ask("decision.date", "审核日期", "Day of the decision", Date).when(DECIDE),
            ask("decision.reason", "理由和意见", "Reasons", Paragraph(5000))
                .hint(
                    "退回或不予同意的，逐项写明理由和需要补正的内容。",
                    "Where it is sent back or refused: item by item, why, and what is to be mended.",
                )
                .optional()
                .when(DECIDE),
        ],
    ),
    Group(
        "政府批准",
        "Approval of the government",
        &[
            ask("government.approved", "是否批准单独购置", "Was the special purchase approved?", YesNo)
                .article(21)
                .when(GOVERNMENT),
            ask("government.document", "批准文件名称和文号", "Document and its number", Line(200))
                .article(21)
                .when(GOVERNMENT),
            ask("government.date", "批准日期", "Day of the approval", Date).article(21).when(GOVERNMENT),
            ask("government.paper", "批准文件", "The document", Paper("approval"))
                .optional()
                .when(GOVERNMENT),
        ],
    ),
    Group(
        "资源调整建议",
        "Advice to adjust",
        &[
            ask("advice.text", "建议内容", "What is advised", Paragraph(2000)).article(17).when(ADVISE),
            ask("advice.evidence", "监测依据", "What the monitoring shows", Paragraph(5000))
                .hint("月份、指标和规则。", "Months, figures and the rule.")
                .article(17)
                .when(ADVISE),
            ask("advice.date", "提出日期", "Day of the advice", Date).article(17).when(ADVISE),
            ask("advice.paper", "监测数据", "Monitoring data", Paper("monitoring")).optional().when(ADVISE),
        ],
    ),
    Group(
        "建议办结",
        "Advice settled",
        &[
            ask("settle.reason", "办结原因", "Why it is settled", Paragraph(1000)).article(17).when(SETTLE),
            ask("settle.date", "办结日期", "Day", Date).when(SETTLE),
        ],
    ),
];
