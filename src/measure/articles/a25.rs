//! # 第二十五条
//!
//! > 使用部门部署在省政务云上的信息系统运行过程中收集、产生、存储的数据和文档资源归属使用部门管理。使用部门应依法通过合同等手段要求云服务商未经使用部门授权,不得访问、修改、披露、利用、转让、销毁使用部门的数据资源;在合同终止时,云服务商按要求做好数据、文档资源的移交和清除工作。
//!
//! Computed: the department manages its data, and undertakes the clauses of the contract to come; the contract has
//! them; at the end the data and documents are listed, handed over and cleared.
//!
//! Not computed: what the contract says beside; whether everything was listed.

use super::super::provision::{Code, Provision};
use super::super::{Citation, Severity};

#[path = "a25_end.rs"]
mod end;

/// What article 25 asks of the steps of a case.
pub const LIFE: &[Provision] = &[end::CLAUSES, end::LIST, end::HANDOVER, end::CLEARING];

/// What article 25 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a25-data",
        citation: Citation { article: 25, quote: "数据和文档资源归属使用部门管理" },
        says: ("数据归使用部门管理", "The department manages its data"),
        reading: None,
        codes: &[DATA_OPEN],
        check: |case, notes| notes.tick(&DATA_OPEN, case.now(), "undertake.data"),
    },
    Provision {
        id: "a25-contract",
        citation: Citation {
            article: 25,
            quote: "应依法通过合同等手段要求云服务商未经使用部门授权,不得访问、修改、披露、利用、转让、销毁使用部门的数据资源",
        },
        says: ("承诺在合同中约定数据条款", "The contract's clauses on data are undertaken"),
        reading: None,
        codes: &[CONTRACT_OPEN],
        check: |case, notes| notes.tick(&CONTRACT_OPEN, case.now(), "undertake.contract"),
    },
];

const DATA_OPEN: Code = Code {
    code: "a25-data-open",
    severity: Severity::ToDo,
    message: (
        "尚未确认数据和文档资源归本部门管理。",
        "It is not confirmed so far that the department manages its data.",
    ),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};

const CONTRACT_OPEN: Code = Code {
    code: "a25-contract-open",
    severity: Severity::ToDo,
    message: (
        "尚未承诺在合同中约定数据保护和移交清除。",
        "The contract's clauses on data are not undertaken so far.",
    ),
    remedy: ("阅读后勾选承诺。", "Read the undertaking and tick it."),
};
