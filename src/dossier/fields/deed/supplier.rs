//! Steps of the supplier before the system runs.

use super::{FieldKind::*, Group, When, ask, of};

const CONFIRM: When = of(&["confirm"]);
const ACTIVATE: When = of(&["activate"]);

pub(in super::super) const GROUPS: &[Group] = &[
    Group(
        "纳管确认",
        "Confirmation of management",
        &[
            ask("confirm.supplier", "出具确认的云服务商", "Supplier that confirms", Line(100))
                .hint("按采购结果登记的名称填写。", "As it is named in the choice of the supplier.")
                .article(21)
                .when(CONFIRM),
            ask(
                "confirm.meets",
                "采购设备是否符合纳管要求",
                "Can the equipment be taken into management (纳管)?",
                YesNo,
            )
            .article(21)
            .when(CONFIRM),
            ask("confirm.text", "确认意见", "Remarks", Paragraph(2000))
                .hint("不符合的，写明需要调整的内容。", "Where it cannot: what is to be changed.")
                .optional()
                .when(CONFIRM),
            ask("confirm.date", "确认日期", "Day", Date).article(21).when(CONFIRM),
        ],
    ),
    Group(
        "开通",
        "Activation",
        &[
            ask("activation.date", "开通日期", "Day on which the services start", Date)
                .hint("费用自实际开通之日起计算。", "Fees run from the day of actual activation.")
                .article(13)
                .when(ACTIVATE),
            ask("activation.note", "开通说明", "Remarks", Paragraph(1000)).optional().when(ACTIVATE),
        ],
    ),
];
