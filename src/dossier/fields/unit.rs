//! 单位与联系人.

use super::{FieldKind::*, Group, ask};

pub(super) const GROUPS: &[Group] = &[
    Group(
        "申请单位",
        "Applicant",
        &[
            ask("unit.name", "单位名称", "Name of the department", Line(100))
                .hint("与公章一致的全称。", "The full name as on the official seal."),
            ask("unit.uscc", "统一社会信用代码", "Unified social credit code", SocialCreditCode).hint(
                "18 位。机关、事业单位多以 11、12 开头。",
                "18 characters; government bodies mostly begin with 11 or 12.",
            ),
            ask("unit.address", "单位地址", "Address", Line(200)),
            ask("unit.leader", "单位负责人", "Head of the department", Line(50)).optional(),
            ask("unit.office", "承办处室", "Office in charge", Line(100)).optional(),
        ],
    ),
    Group(
        "业务联系人",
        "Contact for the business side",
        &[
            ask("business.name", "姓名", "Name", Line(50)),
            ask("business.phone", "电话", "Telephone", Phone)
                .hint("手机，或区号加座机，可带分机。", "Mobile, or landline with area code and extension."),
            ask("business.fax", "传真", "Fax", Phone).optional(),
            ask("business.email", "电子邮箱", "Mail address", Email).optional(),
        ],
    ),
    Group(
        "技术联系人",
        "Contact for the technical side",
        &[
            ask("technical.name", "姓名", "Name", Line(50)),
            ask("technical.phone", "电话", "Telephone", Phone)
                .hint("手机，或区号加座机，可带分机。", "Mobile, or landline with area code and extension."),
            ask("technical.fax", "传真", "Fax", Phone).optional(),
            ask("technical.email", "电子邮箱", "Mail address", Email).optional(),
        ],
    ),
];
