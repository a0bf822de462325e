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
