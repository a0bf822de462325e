//! # 第十条
//!
//! > 使用省政务云部门(以下简称使用部门)负责本部门信息系统的开发测试、迁移部署、运维管理和安全防护等工作。
//!
//! Computed: the department undertakes it.
//!
//! Not computed: how it does these tasks.

use super::super::provision::{Code, Provision};
use super::super::{Citation, Severity};

/// What article 10 asks of an application.
pub const PROVISIONS: &[Provision] = &[Provision {
    id: "a10-duties",
    citation: Citation {
        article: 10,
        quote: "负责本部门信息系统的开发测试、迁移部署、运维管理和安全防护等工作",
    },
    says: ("承诺负责本部门的工作", "The department's own tasks are undertaken"),
    reading: None,
    codes: &[OPEN],
    check: |case, notes| notes.tick(&OPEN, case.now(), "undertake.duties"),
}];

const OPEN: Code = Code {
    code: "a10-duties-open",
    severity: Severity::ToDo,
    message: (
        "尚未承诺负责本部门信息系统的各项工作。",
        "The department's own tasks are not undertaken so far.",
    ),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};
