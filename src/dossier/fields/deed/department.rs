//! Steps of the using department between approval and opening, and the head of a change.

use super::{FieldKind::*, Group, When, ask, of};
use crate::dossier::field::Choice;

const CHANGE: When = of(&["change"]);
const PROCURE: When = of(&["procure"]);
const PURCHASE: When = of(&["purchase"]);
const TRIAL: When = of(&["trial"]);
const TEST: When = of(&["test"]);
const FILE: When = of(&["file"]);

const METHODS: &[Choice] = &[
    ("negotiation", "推荐式竞争性磋商", "Competitive negotiation by recommendation (推荐式竞争性磋商)"),
    ("other", "其他方式", "Another way"),
];

const NOT_BY_NEGOTIATION: &[When] = &[PROCURE, When::Is("procurement.method", &["other"])];

pub(in super::super) const GROUPS: &[Group] = &[
    Group(
        "变更说明",
        "The change",
        &[
            ask("change.reason", "变更原因和内容", "Why, and what changes", Paragraph(2000)).when(CHANGE),
            ask("change.major", "是否重大变更", "Is it a major change (重大变更)?", YesNo)
                .hint(
                    "重大变更按第十四条至第十六条重新论证、审核、采购、测试和备案。",
                    "A major change is appraised, reviewed, procured, tested and filed again (articles 14–16).",
                )
                .article(18)
                .when(CHANGE),
            ask(
                "change.advised",
                "是否依据资源调整建议",
                "Does it follow an advice to adjust (资源调整建议)?",
                YesNo,
            )
            .article(17)
            .when(CHANGE),
        ],
    ),
    Group(
        "云服务商",
        "The supplier",
        &[
            ask("procurement.supplier", "确定的云服务商", "Supplier chosen", Line(100))
                .article(15)
                .when(PROCURE),
            ask("procurement.method", "采购方式", "Way of procurement", OneOf(METHODS))
                .article(15)
                .when(PROCURE),
            ask("procurement.method_basis", "采用其他方式的依据", "What the other way rests on", Paragraph(500))
                .article(15)
                .when(When::All(NOT_BY_NEGOTIATION)),
            ask("procurement.date", "确定日期", "Day of the choice", Date).article(15).when(PROCURE),
            ask("procurement.notice", "成交通知书", "Notice of award", Paper("notice")).optional().when(PROCURE),
        ],
    ),
    Group(
        "服务合同",
        "The contract",
        &[
            ask("contract.number", "合同编号", "Number of the contract", Line(100)).optional().when(PROCURE),
            ask("contract.date", "合同签订日期", "Day of signing", Date).optional().when(PROCURE),
            ask("contract.amount", "合同金额（元）", "Contract sum (元)", Money).optional().when(PROCURE),
            ask(
                "contract.access",
                "合同已约定：未经授权，云服务商不得访问、修改、披露、利用、转让、销毁数据资源。",
                "The contract bars the supplier from accessing, changing, disclosing, using, transferring or \
                 destroying the data without authorisation.",
                Tick,
            )
            .article(25)
            .when(PROCURE),
            ask(
                "contract.clearing",
                "合同已约定：合同终止时，云服务商按要求移交和清除数据、文档资源。",
                "The contract has the supplier hand over and clear data and documents when it ends.",
                Tick,
            )
            .article(25)
            .when(PROCURE),
        ],
    ),
    Group(
        "单独购置",
        "The special purchase",
        &[
            ask("purchase.document", "政府采购合同名称和编号", "Procurement contract and its number", Line(200))
                .article(21)
                .when(PURCHASE),
            ask("purchase.date", "采购完成日期", "Day on which it was done", Date).article(21).when(PURCHASE),
        ],
    ),
    Group(
        "部署与测试",
        "Deployment and test",
        &[
            ask("trial.deployed", "部署完成日期", "Day of deployment", Date).article(16).when(TRIAL),
            ask("trial.start", "测试开始日期", "First day of the test", Date)
                .hint("测试时间自次日起算（解释）。", "Days are counted from the next day (interpretation).")
                .article(16)
                .when(TRIAL),
            ask("trial.plan", "测试内容和安排", "What is tested, and how", Paragraph(2000))
                .optional()
                .when(TRIAL),
        ],
    ),
    Group(
        "测试结果",
        "Result of the test",
        &[
            ask("test.end", "测试结束日期", "Last day of the test", Date).article(16).when(TEST),
            ask("test.passed", "测试是否通过", "Was the test passed?", YesNo).article(16).when(TEST),
            ask("test.log", "测试记录", "Test log", Paragraph(5000))
                .hint("测试项、问题和处理。", "What was tested, what went wrong, what was done.")
                .when(TEST),
        ],
    ),
    Group(
        "安全风险预评估",
        "Risk pre-assessment",
        &[
            ask(
                "test.risk_done",
                "是否已开展安全风险预评估",
                "Was the security risk assessed beforehand (安全风险预评估)?",
                YesNo,
            )
            .article(16)
            .when(TEST),
            ask("test.risk_date", "预评估日期", "Day of the pre-assessment", Date).optional().when(TEST),
            ask("test.risk_result", "预评估结论", "Its conclusion", Paragraph(1000)).optional().when(TEST),
        ],
    ),
    Group(
        "备案材料",
        "Papers to be filed",
        &[
            ask("file.contract", "服务合同", "Service contract", Paper("contract")).article(16).when(FILE),
            ask("file.test_report", "测试报告", "Test report", Paper("test-report")).article(16).when(FILE),
            ask("file.risk_report", "安全风险评估报告", "Security risk assessment", Paper("risk-report"))
                .article(16)
                .when(FILE),
            ask("file.live", "正式运行日期", "Day from which it runs on the cloud", Date).article(16).when(FILE),
            ask("file.note", "备注", "Remark", Paragraph(500)).optional().when(FILE),
        ],
    ),
];
