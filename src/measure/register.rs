//! The register: what the product does with each of the 29 articles. No article is passed over in silence.

use crate::dossier::Role;
use crate::measure::Provision;
use crate::measure::articles::provisions;

/// What the product does with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disposition {
    /// 检查: provisions are computed.
    Checked,
    /// 定义: it gives words their meaning.
    Definition,
    /// 承诺: the department undertakes it; only that is checked.
    Undertaking,
    /// 他方职责: somebody else's duty; shown, not checked.
    DutyOfAnother,
    /// 适用范围: where it applies.
    Jurisdiction,
    /// 施行: when it applies.
    InForce,
    /// 仅存文本: text only, so far or for good; the note says which.
    TextOnly,
}

impl Disposition {
    /// Its name, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Checked => ("检查", "checked"),
            Self::Definition => ("定义", "definition"),
            Self::Undertaking => ("承诺", "undertaking"),
            Self::DutyOfAnother => ("他方职责", "duty of another body"),
            Self::Jurisdiction => ("适用范围", "jurisdiction"),
            Self::InForce => ("施行", "in force"),
            Self::TextOnly => ("仅存文本", "text only"),
        }
    }
}

/// One article in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// 1–29.
    pub article: u8,
    /// A few words of it, to the letter.
    pub quote: &'static str,
    /// What the product does with it.
    pub disposition: Disposition,
    /// How, or why not; Chinese and English.
    pub note: (&'static str, &'static str),
}

impl Row {
    /// Whose duty it is, where it is somebody else's than the department's. In a case it shows as the stages in
    /// which it is their turn.
    pub fn duty_of(&self) -> Option<Role> {
        match self.article {
            8 => Some(Role::Authority),
            9 => Some(Role::Treasury),
            11 | 23 | 26 => Some(Role::Centre),
            12 => Some(Role::Supplier),
            _ => None,
        }
    }

    /// The provisions that check it.
    pub fn provisions(&self) -> impl Iterator<Item = &'static Provision> {
        let article = self.article;
        provisions().filter(move |p| p.citation.article == article)
    }
}

const fn row(
    article: u8,
    quote: &'static str,
    disposition: Disposition,
    zh: &'static str,
    en: &'static str,
) -> Row {
    Row { article, quote, disposition, note: (zh, en) }
}

use Disposition::*;

/// All articles, in order.
pub const REGISTER: &[Row] = &[
    row(1, "制定本办法", TextOnly, "目的和依据，无可检查的事实。", "Purpose and basis; no fact to check."),
    row(
        2,
        "通过电子政务外网和互联网",
        Definition,
        "云服务商和网络区域是目录项与需求的特性。",
        "Suppliers and zones are traits of items and needs.",
    ),
    row(
        3,
        "按使用单位现行经费渠道解决",
        Checked,
        "经费渠道和部门预算。“费随事走”为开放术语。",
        "Funding channel and budget. 费随事走 is an open term.",
    ),
    row(
        4,
        "下一年度由使用单位支付",
        Checked,
        "价格、开始使用、预算年度；开通时的实际服务和实际采购价格；终止后的支付。金额与日历由费用模块计算。",
        "Prices, start of use, budget year; the services and prices at activation; what is still to be paid after leaving. Sums and calendar are computed with the fees.",
    ),
    row(
        5,
        "不再新建独立的机房或数据中心",
        Checked,
        "独立机房及例外；建设性质与申请事项一致。",
        "Separate machine rooms and the exception; build and errand agree.",
    ),
    row(
        6,
        "同步规划、同步建设、同步运行",
        Checked,
        "三同步（解释：及于上云系统）。",
        "Cryptography in step (interpretation: of the system too).",
    ),
    row(7, "严禁利用省政务云从事违法犯罪活动", Undertaking, "承诺。", "Undertaken."),
    row(
        8,
        "省营商环境局是省政务云主管部门",
        DutyOfAnother,
        "受理和审核是主管部门的环节：待审核、待政府批准；名称随适用地区。",
        "Taking in and reviewing: the stages 待审核 and 待政府批准 are its turn; named by the jurisdiction.",
    ),
    row(
        9,
        "纳入年度预算",
        DutyOfAnother,
        "省财政厅的职责；年度汇总和预算表供其使用，不在单个事项中办理。",
        "The finance department's duty; the yearly summary and the budget table serve it. It takes no step in a single case.",
    ),
    row(10, "负责本部门信息系统的开发测试", Undertaking, "承诺。", "Undertaken."),
    row(
        11,
        "承担省政务云的日常监测工作",
        DutyOfAnother,
        "省政务大数据中心的职责：待论证是其环节，运行中由其提出资源调整建议（第十七条）。",
        "The big-data centre's duty: 待论证 is its turn, and while a system runs it gives advice (article 17).",
    ),
    row(
        12,
        "负责省政务云的建设、运行维护和安全保障工作",
        DutyOfAnother,
        "云服务商的职责：待纳管确认、待开通、待清除是其环节。",
        "The supplier's duty: 待纳管确认, 待开通 and 待清除 are its turn.",
    ),
    row(
        13,
        "包含申请、审核、测试、开通、变更和终止等环节",
        Checked,
        "环节由办理记录得出；办理日期不在以后，不早于前一环节；审核、测试之后开通。",
        "Stages follow from the journal; no step is dated ahead or before the one it follows; services start after review and test.",
    ),
    row(
        14,
        "应组织编制迁移、部署方案",
        Checked,
        "方案、申请在部署之前；先论证后审核，依论证结论审核。",
        "The plan, and the application before deployment; appraisal first, the review by its conclusion.",
    ),
    row(
        15,
        "通过推荐式竞争性磋商的方式确定云服务商",
        Checked,
        "首次申请不指定云服务商；审核通过后以推荐式竞争性磋商确定。",
        "No supplier in a first application; one by 推荐式竞争性磋商 after the approval.",
    ),
    row(
        16,
        "测试时间不少于15天",
        Checked,
        "计划为测试留出时间；云服务商确定后部署；测试不少于15天；安全风险预评估；三份材料备案；开通前全部复核。",
        "The schedule leaves time; deployment after the choice; not less than 15 days of testing; risk pre-assessment; three documents filed; all of it again before opening.",
    ),
    row(
        17,
        "对资源利用率明显偏低的信息系统提出资源调整建议",
        Checked,
        "建议的内容和依据；有待办建议时，变更是否依据；办结的原因。“明显偏低”为开放术语。",
        "Words and evidence of an advice; whether a change follows one that is open; why it is settled. 明显偏低 is an open term.",
    ),
    row(
        18,
        "涉及重大变更的",
        Checked,
        "变更在实施前申请、与现状不同；达到触发条件的按重大变更办理；经同意后实施。",
        "A change is applied for before it is made, and changes something; triggers of 重大变更; carried out after its approval.",
    ),
    row(
        19,
        "迁出或撤除在省政务云部署的信息系统时",
        Checked,
        "迁出或撤除前申请，经同意后实施。",
        "Leaving is applied for beforehand and carried out after its approval.",
    ),
    row(
        20,
        "应从省政务云资源服务目录中选择",
        Checked,
        "目录内、适配、让步、无法适配；不得单独购置。",
        "In the catalog, fitted, conceded, unfit; nothing bought apart that the cloud has.",
    ),
    row(
        21,
        "可申请单独购置",
        Checked,
        "无法适配证明、硬件种类、国家有关文件；审核、省政府批准、选择云服务商、纳管确认、采购，逐关检查。",
        "Proof, kind of hardware, national documents; review, approval, supplier, confirmation and procurement, gate by gate.",
    ),
    row(
        22,
        "应建立健全运行维护管理制度和应急处置预案",
        Undertaking,
        "承诺，并写明制度和预案名称。",
        "Undertaken, and the documents named.",
    ),
    row(
        23,
        "定期对云服务商的服务质量和服务满意度进行评价",
        DutyOfAnother,
        "省政务大数据中心对云服务商的评价，不涉及单个事项，没有环节。",
        "The big-data centre's assessment of suppliers; it bears on no single case and has no stage.",
    ),
    row(
        24,
        "定级备案、自查、测评及密码应用安全性评估",
        Checked,
        "等级、备案、自查、测评、密评；等级变更后重新备案。",
        "Level, filing, self-check, assessment, 密评; a new filing where the level changes.",
    ),
    row(
        25,
        "数据和文档资源归属使用部门管理",
        Checked,
        "承诺；合同的数据条款；移交清单、移交和清除。",
        "Undertaken; the contract's clauses on data; list, hand-over and clearing.",
    ),
    row(
        26,
        "对政务云平台进行安全监测",
        DutyOfAnother,
        "省政务大数据中心对云平台的安全监测，不涉及单个事项，没有环节。",
        "The big-data centre's monitoring of the platform; it bears on no single case and has no stage.",
    ),
    row(
        27,
        "按照网络安全等级保护第三级实施安全防护",
        Checked,
        "系统等级高于云的提交审核判断（解释）；申请和变更都检查。云服务商的义务不检查。",
        "A system above the cloud's level goes to the reviewer (interpretation), in applications and changes. The supplier's duties are not checked.",
    ),
    row(
        28,
        "省内各市地政务云管理工作可参照本办法执行",
        Jurisdiction,
        "组织名称、参数、材料、区域和期限是适用地区的数据；检查该地区自行要求的材料、区域和期限。",
        "Organs, numbers, papers, zones and deadlines are data of the jurisdiction; what it asks for itself is checked.",
    ),
    row(
        29,
        "自印发之日起施行",
        InForce,
        "2021-04-25 起；此前不适用任何条款。",
        "From 2021-04-25; before that day nothing applies.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::text::ARTICLES;

    #[test]
    fn every_article_stands_once_and_is_quoted_to_the_letter() {
        assert!(REGISTER.iter().map(|r| r.article).eq(1..=29));
        for (row, article) in REGISTER.iter().zip(&ARTICLES) {
            assert!(article.text.contains(row.quote), "{}", article.label);
        }
    }

    #[test]
    fn a_duty_of_another_has_its_bearer() {
        for row in REGISTER {
            assert_eq!(row.duty_of().is_some(), row.disposition == DutyOfAnother, "article {}", row.article);
        }
    }

    #[test]
    fn what_is_said_to_be_checked_is_checked_and_nothing_else() {
        for row in REGISTER {
            let checked = matches!(row.disposition, Checked | Undertaking | Jurisdiction | InForce);
            assert_eq!(row.provisions().next().is_some(), checked, "article {}", row.article);
        }
    }
}
