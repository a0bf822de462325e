//! 承诺.

use super::{FieldKind::*, Group, ask};

pub(super) const GROUPS: &[Group] = &[
    Group(
        "使用",
        "Use",
        &[
            ask(
                "undertake.lawful",
                "遵守有关法律法规，不利用省政务云从事违法犯罪活动。",
                "We obey the laws and do not use the cloud for anything unlawful.",
                Tick,
            )
            .article(7),
            ask(
                "undertake.duties",
                "负责本部门信息系统的开发测试、迁移部署、运维管理和安全防护。",
                "We ourselves see to development and testing, migration and deployment, operation and protection.",
                Tick,
            )
            .article(10),
            ask(
                "undertake.no_separate",
                "凡省政务云能够提供的服务，不单独购置。",
                "We do not buy apart what the cloud can provide.",
                Tick,
            )
            .article(20),
        ],
    ),
    Group(
        "运行维护",
        "Operation",
        &[
            ask(
                "undertake.rules",
                "建立健全运行维护管理制度。",
                "We set up rules for operation and maintenance.",
                Tick,
            )
            .article(22),
            ask("rules.title", "运行维护管理制度名称", "Title of the operation rules", Line(200)).article(22),
            ask(
                "undertake.emergency",
                "建立健全应急处置预案。",
                "We set up an emergency plan.",
                Tick,
            )
            .article(22),
            ask("emergency.title", "应急处置预案名称", "Title of the emergency plan", Line(200)).article(22),
            ask(
                "undertake.drills",
                "支持并参与省政务云应急处置、演练等活动。",
                "We support and join emergency handling and drills of the cloud.",
                Tick,
            )
            .article(22),
        ],
    ),
    Group(
        "数据",
        "Data",
        &[
            ask(
                "undertake.data",
                "系统收集、产生、存储的数据和文档资源归本部门管理。",
                "Data and documents that the system collects, makes and stores are managed by our department.",
                Tick,
            )
            .article(25),
            ask(
                "undertake.contract",
                "在合同中要求云服务商未经授权不得访问、修改、披露、利用、转让、销毁数据，并在合同终止时移交和清除。",
                "Our contract bars the supplier from unauthorised access, change, disclosure, use, transfer and \
                 destruction of data, and has it hand over and clear them at the end.",
                Tick,
            )
            .article(25),
        ],
    ),
    Group(
        "真实性",
        "Truthfulness",
        &[ask(
            "undertake.truthful",
            "所填内容和所附材料真实、准确、完整。",
            "What we state and attach is true, exact and complete.",
            Tick,
        )],
    ),
];
