//! 资源需求: the header of the resource table. Its rows are read by `read::need`.

use super::{FieldKind::*, Group, ask};

pub(super) const GROUPS: &[Group] = &[Group(
    "总体需求",
    "The needs as a whole",
    &[
        ask("needs.months", "服务期限（月）", "Months of use", Whole(1, 120)).hint(
            "各行未另填月数的，按此计算。有的门户一次最多 12 个月。",
            "For every row that names no months of its own. Some portals grant at most 12 at a time.",
        ),
        ask("needs.supplier", "指定云服务商", "Supplier asked for", Line(100))
            .hint(
                "首次申请不填：审核通过后依法采购确定。",
                "Leave empty in a first application: the supplier is procured after approval.",
            )
            .article(15),
        ask("needs.sizing", "资源测算说明", "How the needs were worked out", Paragraph(2000))
            .hint("现有负载、用户数、增长预计。", "Load today, users, expected growth.")
            .optional(),
        ask("needs.other", "其他特殊需求", "Other special needs", Paragraph(1000)).optional(),
    ],
)];
