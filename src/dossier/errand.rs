//! 事项: what a form is for. One table says of each who hands it in and what it is called.
//!
//! An application (部署, 迁移, 变更) is filled in whole; every other errand is one step in the life of a case
//! (论证, 审核决定, 测试 …) with a short form of its own. All of them are drafts: texts by key, as typed.

/// Who takes part in the life of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// 使用部门 (articles 5, 10, 14–22, 24, 25).
    #[default]
    Department,
    /// 省营商环境局: takes in and reviews (articles 8, 14).
    Authority,
    /// 省政务大数据中心: appraises and monitors (articles 11, 14, 17).
    Centre,
    /// 云服务商: runs the cloud, confirms, activates, clears (articles 12, 21, 25).
    Supplier,
    /// 省财政厅: keeps the budget (article 9). Hands nothing in on a single case.
    Treasury,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Department, Self::Authority, Self::Centre, Self::Supplier, Self::Treasury];

    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Authority => "authority",
            Self::Centre => "centre",
            Self::Supplier => "supplier",
            Self::Treasury => "treasury",
        }
    }

    /// The role of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Its name in the measure, Chinese and English. The organ's own name is the jurisdiction's.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Department => ("使用部门", "department (使用部门)"),
            Self::Authority => ("主管部门", "authority (主管部门)"),
            Self::Centre => ("政务大数据中心", "big-data centre (政务大数据中心)"),
            Self::Supplier => ("云服务商", "supplier (云服务商)"),
            Self::Treasury => ("财政部门", "treasury (财政部门)"),
        }
    }
}

/// What a form is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Errand {
    /// 部署: a new system straight onto the cloud (articles 5, 14).
    #[default]
    Deploy,
    /// 迁移: an existing system moves to the cloud (articles 5, 14).
    Migrate,
    /// 变更: what a running system uses is adjusted (article 18).
    Change,
    /// 终止: a system moves out or is taken down (article 19).
    Leave,
    /// 撤回: the department takes an application back.
    Withdraw,
    /// 论证: the plan is appraised (article 14).
    Appraise,
    /// 审核: approved, sent back or refused (articles 14, 18, 19, 21).
    Decide,
    /// 省政府批准 of a special purchase, put on record by the authority (article 21).
    Government,
    /// 采购结果: the supplier is chosen (article 15).
    Procure,
    /// 纳管确认: the supplier confirms that equipment can be taken into management (article 21).
    Confirm,
    /// 单独购置: the procurement of the equipment is done (article 21).
    Purchase,
    /// 部署与开始测试 (article 16).
    Trial,
    /// 测试结果 and 安全风险预评估 (article 16).
    Test,
    /// 备案: contract, test report, risk report (article 16).
    File,
    /// 开通: services start, or are changed, on a day (articles 13, 18).
    Activate,
    /// 资源调整建议 (article 17).
    Advise,
    /// 建议办结: the advice is settled without a change (article 17).
    Settle,
    /// 移交: data and documents are handed over (article 25).
    HandOver,
    /// 清除: data and documents are cleared (article 25).
    Clear,
}

impl Errand {
    /// Every errand, applications first, then in the order of a case's life.
    pub const ALL: [Self; 19] = [
        Self::Deploy,
        Self::Migrate,
        Self::Change,
        Self::Leave,
        Self::Withdraw,
        Self::Appraise,
        Self::Decide,
        Self::Government,
        Self::Procure,
        Self::Confirm,
        Self::Purchase,
        Self::Trial,
        Self::Test,
        Self::File,
        Self::Activate,
        Self::Advise,
        Self::Settle,
        Self::HandOver,
        Self::Clear,
    ];

    /// Name in files, who hands it in, name for people in Chinese and English.
    const fn row(self) -> (&'static str, Role, &'static str, &'static str) {
        use Role::{Authority, Centre, Department, Supplier};
        match self {
            Self::Deploy => ("deploy", Department, "部署申请", "Request to deploy"),
            Self::Migrate => ("migrate", Department, "迁移申请", "Request to migrate"),
            Self::Change => ("change", Department, "变更申请", "Request for a change"),
            Self::Leave => ("leave", Department, "终止申请", "Request to leave"),
            Self::Withdraw => ("withdraw", Department, "撤回申请", "Withdrawal"),
            Self::Appraise => ("appraise", Centre, "方案论证", "Appraisal of the plan"),
            Self::Decide => ("decide", Authority, "审核决定", "Decision"),
            Self::Government => {
                ("government", Authority, "登记政府批准", "Approval of the government, recorded")
            }
            Self::Procure => ("procure", Department, "登记采购结果", "Choice of the supplier"),
            Self::Confirm => ("confirm", Supplier, "纳管确认", "Confirmation of management (纳管)"),
            Self::Purchase => ("purchase", Department, "登记单独购置", "Special purchase, recorded"),
            Self::Trial => ("trial", Department, "部署与开始测试", "Deployment and start of the test"),
            Self::Test => ("test", Department, "测试结果", "Result of the test"),
            Self::File => ("file", Department, "备案", "Filing (备案)"),
            Self::Activate => ("activate", Supplier, "开通确认", "Activation"),
            Self::Advise => ("advise", Centre, "资源调整建议", "Advice to adjust"),
            Self::Settle => ("settle", Centre, "建议办结", "Advice settled"),
            Self::HandOver => ("hand-over", Department, "移交确认", "Hand-over confirmed"),
            Self::Clear => ("clear", Supplier, "清除确认", "Clearing confirmed"),
        }
    }

    /// Name in files.
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// The errand of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|errand| errand.code() == code)
    }

    /// Who hands it in.
    pub fn role(self) -> Role {
        self.row().1
    }

    /// Its name for people, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        let (_, _, zh, en) = self.row();
        (zh, en)
    }

    /// True for what is filled in as a whole application: 部署, 迁移, 变更.
    pub fn is_application(self) -> bool {
        matches!(self, Self::Deploy | Self::Migrate | Self::Change)
    }

    /// True for what opens a procedure, or mends the application of one that was sent back.
    pub fn applies(self) -> bool {
        self.is_application() || self == Self::Leave
    }

    /// True where the system runs already when it is handed in: it migrates, or what it uses changes.
    pub fn of_running_system(self) -> bool {
        matches!(self, Self::Migrate | Self::Change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_errand_is_listed_once_and_read_back() {
        let codes: BTreeSet<&str> = Errand::ALL.iter().map(|e| e.code()).collect();
        assert_eq!(codes.len(), Errand::ALL.len());
        assert!(Errand::ALL.iter().is_sorted());
        assert!(Errand::ALL.iter().all(|e| Errand::from_code(e.code()) == Some(*e)));
        assert!(Role::ALL.iter().all(|r| Role::from_code(r.code()) == Some(*r)));
        assert_eq!(Errand::from_code("elsewhere"), None);
    }

    #[test]
    fn who_applies_is_the_department() {
        for errand in Errand::ALL.into_iter().filter(|e| e.applies()) {
            assert_eq!(errand.role(), Role::Department, "{}", errand.code());
        }
    }
}
