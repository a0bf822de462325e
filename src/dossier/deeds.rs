//! The facts of one step in the life of a case, as its form says them. `None` is unknown.

use crate::basics::{Date, Money};

/// What the forms of single steps say; each form fills its own part and leaves the rest empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deeds {
    /// 变更说明.
    pub change: Change,
    /// 论证.
    pub appraisal: Appraisal,
    /// 审核决定.
    pub decision: Decision,
    /// 政府批准.
    pub government: Government,
    /// 云服务商 and 服务合同.
    pub procurement: Procurement,
    /// 纳管确认.
    pub confirmation: Confirmation,
    /// 单独购置.
    pub purchase: Purchase,
    /// 部署与测试.
    pub trial: Trial,
    /// 测试结果 and 安全风险预评估.
    pub test: Test,
    /// 备案.
    pub filing: Filing,
    /// 开通.
    pub activation: Activation,
    /// 资源调整建议.
    pub advice: Advice,
    /// 终止.
    pub leave: Leave,
    /// 撤回原因.
    pub withdrawal: Option<String>,
    /// 移交.
    pub handover: Done,
    /// 清除.
    pub clearing: Done,
}

/// 变更说明.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Why, and what changes.
    pub reason: Option<String>,
    /// 重大变更.
    pub major: Option<bool>,
    /// True where it follows an advice (article 17).
    pub advised: Option<bool>,
}

/// 论证 (article 14).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appraisal {
    /// True where the plan passed.
    pub passed: Option<bool>,
    /// The day.
    pub date: Option<Date>,
    /// The opinion.
    pub text: Option<String>,
}

/// What the authority decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionOutcome {
    /// 审核通过.
    Approve,
    /// 退回补正.
    Back,
    /// 不予同意.
    Refuse,
}

/// 审核决定 (articles 14, 18, 19, 21).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The outcome.
    pub outcome: Option<DecisionOutcome>,
    /// The day.
    pub date: Option<Date>,
    /// Reasons.
    pub reason: Option<String>,
}

/// 政府批准 (article 21).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Government {
    /// True where the special purchase was approved.
    pub approved: Option<bool>,
    /// Document and number.
    pub document: Option<String>,
    /// The day.
    pub date: Option<Date>,
}

/// 采购结果 (article 15) and 服务合同 (article 25).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Procurement {
    /// The supplier that was chosen.
    pub supplier: Option<String>,
    /// True for 推荐式竞争性磋商.
    pub by_negotiation: Option<bool>,
    /// What another way rests on.
    pub basis: Option<String>,
    /// Day of the choice.
    pub date: Option<Date>,
    /// Number of the contract.
    pub contract: Option<String>,
    /// Day of signing.
    pub signed: Option<Date>,
    /// Contract sum.
    pub amount: Option<Money>,
    /// True where the contract bars access without authorisation; a tick that is not set is unknown.
    pub bars_access: bool,
    /// True where the contract has data handed over and cleared at its end.
    pub clears: bool,
}

/// 纳管确认 (article 21).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// The supplier that confirms.
    pub supplier: Option<String>,
    /// True where the equipment can be taken into management.
    pub meets: Option<bool>,
    /// The day.
    pub date: Option<Date>,
    /// Remarks.
    pub text: Option<String>,
}

/// 单独购置 (article 21).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purchase {
    /// Procurement contract and number.
    pub document: Option<String>,
    /// The day.
    pub date: Option<Date>,
}

/// 部署与开始测试 (article 16).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Day of deployment.
    pub deployed: Option<Date>,
    /// First day of the test.
    pub start: Option<Date>,
    /// What is tested, and how.
    pub plan: Option<String>,
}

/// 测试结果 (article 16).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Test {
    /// Last day of the test.
    pub end: Option<Date>,
    /// True where it was passed.
    pub passed: Option<bool>,
    /// 测试记录.
    pub log: Option<String>,
    /// True where the risk was assessed beforehand.
    pub risk_done: Option<bool>,
    /// The day of that.
    pub risk_date: Option<Date>,
    /// Its conclusion.
    pub risk_result: Option<String>,
}

/// 备案 (article 16). The papers themselves are attachments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filing {
    /// Day from which the system runs on the cloud.
    pub live: Option<Date>,
    /// Remark.
    pub note: Option<String>,
}

/// 开通 (articles 4, 13, 18).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activation {
    /// Day on which the services start, or change.
    pub date: Option<Date>,
    /// Remarks.
    pub note: Option<String>,
}

/// 资源调整建议 (article 17), and its being settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// What is advised.
    pub text: Option<String>,
    /// What the monitoring shows.
    pub evidence: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// Why it is settled without a change.
    pub settled: Option<String>,
    /// The day of that.
    pub settled_on: Option<Date>,
}

/// 终止申请 (article 19).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leave {
    /// `move-out` 迁出 or `remove` 撤除.
    pub kind: Option<&'static str>,
    /// Why.
    pub reason: Option<String>,
    /// Planned day.
    pub date: Option<Date>,
    /// Where the system moves to.
    pub target: Option<String>,
    /// Data to be handed over.
    pub data: Option<String>,
    /// Documents to be handed over.
    pub documents: Option<String>,
}

/// 移交 or 清除 (article 25).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// True where it is complete.
    pub complete: Option<bool>,
    /// The day.
    pub date: Option<Date>,
    /// What, and how.
    pub text: Option<String>,
}
