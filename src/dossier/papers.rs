//! The roles that attachments have in a case.

/// What a document is in the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Name in files: the `role` of an attachment.
    pub code: &'static str,
    /// Name for people, Chinese and English.
    pub name: (&'static str, &'static str),
    /// The article that asks for it, where one does.
    pub article: Option<u8>,
    /// True where several documents may have it.
    pub several: bool,
}

/// Every role, in the order of the form. Each is offered by one field of [`super::fields::FIELDS`].
pub const ROLES: &[Role] = &[
    Role { code: "notice", name: ("成交通知书", "Notice of award"), article: Some(15), several: false },
    Role { code: "contract", name: ("服务合同", "Service contract"), article: Some(16), several: true },
    Role { code: "test-report", name: ("测试报告", "Test report"), article: Some(16), several: true },
    Role {
        code: "risk-report",
        name: ("安全风险评估报告", "Security risk assessment"),
        article: Some(16),
        several: true,
    },
    Role {
        code: "appraisal",
        name: ("论证报告", "Report of the appraisal"),
        article: Some(14),
        several: true,
    },
    Role {
        code: "approval",
        name: ("政府批准文件", "Approval of the government"),
        article: Some(21),
        several: true,
    },
    Role { code: "monitoring", name: ("监测数据", "Monitoring data"), article: Some(17), several: true },
    Role {
        code: "handover",
        name: ("移交清单", "List of what was handed over"),
        article: Some(25),
        several: true,
    },
    Role {
        code: "clearing",
        name: ("清除证明", "Certificate of clearing"),
        article: Some(25),
        several: true,
    },
    Role {
        code: "exception",
        name: ("自建机房依据文件", "Document for a machine room of its own"),
        article: Some(5),
        several: true,
    },
    Role {
        code: "plan",
        name: ("迁移、部署方案", "Migration or deployment plan"),
        article: Some(14),
        several: false,
    },
    Role {
        code: "basis", name: ("立项或批复文件", "Approval document"), article: None, several: true
    },
    Role {
        code: "special", name: ("国家有关文件", "National document"), article: Some(21), several: true
    },
    Role {
        code: "crypto", name: ("密码应用方案", "Cryptography plan"), article: Some(6), several: false
    },
    Role {
        code: "filing",
        name: ("等保备案证明", "Certificate of the level filing"),
        article: Some(24),
        several: false,
    },
    Role { code: "other", name: ("其他材料", "Other paper"), article: None, several: true },
];

/// The role of this code.
pub fn role(code: &str) -> Option<&'static Role> {
    ROLES.iter().find(|r| r.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{FieldKind, fields::FIELDS};

    #[test]
    fn each_role_is_offered_by_one_field_in_the_same_order() {
        let offered = FIELDS.iter().filter_map(|f| match f.kind {
            FieldKind::Paper(role) => Some(role),
            _ => None,
        });
        assert!(offered.eq(ROLES.iter().map(|r| r.code)));
    }
}
