//! # 第七条
//!
//! > 使用省政务云的任何单位和个人必须遵守有关法律法规,严禁利用省政务云从事违法犯罪活动。
//!
//! Computed: the department undertakes it. A tick that is not set is unknown, not a refusal.
//!
//! Not computed: what is done on the cloud.

use super::super::provision::{Code, Provision};
use super::super::{Citation, Severity};

/// What article 7 asks of an application.
pub const PROVISIONS: &[Provision] = &[Provision {
    id: "a07-lawful",
    citation: Citation {
        article: 7, quote: "必须遵守有关法律法规,严禁利用省政务云从事违法犯罪活动"
    },
    says: ("承诺合法使用", "Lawful use is undertaken"),
    reading: None,
    codes: &[OPEN],
    check: |case, notes| notes.tick(&OPEN, case.now(), "undertake.lawful"),
}];

const OPEN: Code = Code {
    code: "a07-lawful-open",
    severity: Severity::ToDo,
    message: ("尚未承诺合法使用省政务云。", "Lawful use is not undertaken so far."),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};
