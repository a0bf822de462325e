//! The facts of a case, typed. `None` is unknown: nothing was typed, or what was typed is no fact.

use super::deeds::Deeds;
use super::draft::Attachment;
use super::errand::Errand;
use super::fact::Keyed;
use super::formats::address::Network;
use super::life::Life;
use super::resources::{Applied, Need, Record};
use super::services::Taken;
use crate::basics::{Date, Money};
use std::sync::Arc;

/// The case of one information system.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dossier {
    /// What is applied for.
    pub errand: Errand,
    /// The facts of the form by its keys, of which the typed ones are made.
    pub keyed: Keyed,
    /// 申请单位.
    pub unit: Unit,
    /// 业务联系人.
    pub business: Contact,
    /// 技术联系人.
    pub technical: Contact,
    /// 系统概况, 用户, 现状.
    pub system: System,
    /// 计划.
    pub schedule: Schedule,
    /// 独立机房.
    pub room: Room,
    /// 总体需求.
    pub header: Header,
    /// 网络.
    pub network: Networks,
    /// 等级保护.
    pub security: Security,
    /// 密码应用, 密评.
    pub crypto: Crypto,
    /// 方案与材料, beside the attachments.
    pub papers: Papers,
    /// 承诺.
    pub undertakings: Undertakings,
    /// 经费.
    pub budget: Budget,
    /// What the form of one step in the life of the case says.
    pub deeds: Deeds,
    /// What was done before, step by step; empty for a first application.
    pub life: Arc<Life>,
    /// The documents that go with the case.
    pub attachments: Vec<Attachment>,
    /// The rows of the resource table that could be read, by rising row.
    pub needs: Vec<Arc<Need>>,
    /// Rows that hold something but could not be read, from 0.
    pub unread: Vec<usize>,
    /// What the catalog answered, a record for each need at most, by rising row; filled by `lifecycle` before
    /// the review. Shared as the needs are: hundreds of rows are judged after each key, and few change.
    pub records: Vec<Arc<Record>>,
    /// The services of an activation, each with its row in the draft; filled by `lifecycle`.
    pub services: Vec<(usize, Arc<Taken>)>,
    /// What the application costs a year by the catalog of today; `None` where that is not known in full.
    /// Filled by `lifecycle` for a change.
    pub yearly: Option<Money>,
    /// The application that the form is about, where its rows bear on the step; filled by `lifecycle`.
    pub applied: Option<Arc<Applied>>,
}

impl Dossier {
    /// The attachments of this role that hold anything.
    pub fn papers_of<'d>(&'d self, role: &'d str) -> impl Iterator<Item = &'d Attachment> {
        self.attachments.iter().filter(move |a| a.role == role && a.size > 0)
    }

    /// The record of a need.
    pub fn record_of(&self, need: &Need) -> Option<&Record> {
        let at = self.records.binary_search_by_key(&need.row, |r| r.row).ok()?;
        self.records.get(at).map(Arc::as_ref)
    }
}

/// 申请单位.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// 单位名称.
    pub name: Option<String>,
    /// 统一社会信用代码, in its plain form; its check character may be wrong.
    pub uscc: Option<String>,
    /// 单位地址.
    pub address: Option<String>,
    /// 单位负责人.
    pub leader: Option<String>,
    /// 承办处室.
    pub office: Option<String>,
}

/// A person to turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// 姓名.
    pub name: Option<String>,
    /// 电话, as typed.
    pub phone: Option<String>,
    /// 传真, as typed.
    pub fax: Option<String>,
    /// 电子邮箱.
    pub email: Option<String>,
}

/// 建设性质.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Build {
    /// 新建.
    New,
    /// 续建.
    Continued,
    /// 改建.
    Rebuilt,
    /// 扩建.
    Extended,
    /// 在运行.
    Running,
}

/// 信息系统.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct System {
    /// 信息系统名称.
    pub name: Option<String>,
    /// 建设性质.
    pub build: Option<Build>,
    /// 建设目的和主要功能.
    pub purpose: Option<String>,
    /// 部署内容.
    pub runs: Option<String>,
    /// 系统复杂程度: `simple`, `ordinary`, `complex`.
    pub complexity: Option<&'static str>,
    /// 是否需要高可用.
    pub available: Option<bool>,
    /// 用户范围: `public`, `enterprise`, `own`, `government`.
    pub users: Option<Vec<&'static str>>,
    /// 用户数量.
    pub users_count: Option<i64>,
    /// 服务范围: `own`, `province`, `country`, `other`.
    pub scope: Option<&'static str>,
    /// 高峰并发数.
    pub users_peak: Option<i64>,
    /// 现部署位置; read where the system migrates.
    pub location: Option<String>,
    /// 投入运行日期.
    pub running_since: Option<Date>,
    /// 待迁移数据量.
    pub data_size: Option<String>,
}

/// 计划.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// 计划部署日期.
    pub deploy: Option<Date>,
    /// 计划上线日期.
    pub live: Option<Date>,
}

/// 独立的机房或数据中心.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// True where one is to be built.
    pub own: Option<bool>,
    /// True where laws or national documents are said to provide for it.
    pub excepted: Option<bool>,
    /// Which ones.
    pub basis: Option<String>,
}

/// 总体需求.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// 服务期限, months.
    pub months: Option<u32>,
    /// 指定云服务商.
    pub supplier: Option<String>,
    /// 资源测算说明.
    pub sizing: Option<String>,
    /// 其他特殊需求.
    pub other: Option<String>,
}

/// 网络.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks {
    /// 系统所在网络: `egov`, `internet`, `dmz`, `line`.
    pub zones: Option<Vec<&'static str>>,
    /// 与其他系统的互联.
    pub links: Option<String>,
    /// 需访问或对接的 IP 地址.
    pub addresses: Option<Vec<Network>>,
    /// 需开放的端口.
    pub ports: Option<String>,
    /// 是否连接互联网.
    pub internet: Option<bool>,
    /// 期望带宽, Mbps.
    pub bandwidth: Option<i64>,
    /// 公网 IP 数.
    pub public_ips: Option<i64>,
    /// 域名.
    pub domains: Option<String>,
    /// 是否需要 VPN.
    pub vpn: Option<bool>,
    /// VPN 账号数.
    pub vpn_count: Option<i64>,
}

/// 等级保护. Levels are 1 to 5.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// 安全保护等级.
    pub level: Option<u8>,
    /// 业务信息安全等级.
    pub level_information: Option<u8>,
    /// 系统服务安全等级.
    pub level_service: Option<u8>,
    /// 是否已办理等保备案.
    pub filed: Option<bool>,
    /// 备案证明编号, `11 digits-5 digits`.
    pub filing_number: Option<String>,
    /// 备案日期.
    pub filing_date: Option<Date>,
    /// 按 2025 年新版备案表重新备案的日期.
    pub refiling_date: Option<Date>,
    /// 最近一次安全自查日期.
    pub selfcheck_date: Option<Date>,
    /// 最近一次等级测评日期.
    pub assessment_date: Option<Date>,
}

/// One of the three steps of article 6.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CryptoStep {
    /// True where cryptography keeps step with the system.
    pub done: Option<bool>,
    /// How.
    pub text: Option<String>,
}

/// 密码应用, 密评.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crypto {
    /// 同步规划.
    pub planned: CryptoStep,
    /// 同步建设.
    pub built: CryptoStep,
    /// 同步运行.
    pub running: CryptoStep,
    /// 是否已开展密评.
    pub assessed: Option<bool>,
    /// 密评报告日期.
    pub assessment_date: Option<Date>,
    /// 密评备案日期.
    pub assessment_filed: Option<Date>,
}

/// 方案与材料, beside the attachments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// 方案名称.
    pub plan_title: Option<String>,
    /// 立项或批复文件的名称和文号.
    pub basis_text: Option<String>,
    /// 国家有关文件的名称、文号和条款.
    pub special_text: Option<String>,
}

/// 承诺. A tick that is not set is unknown, not refused: `false` is never read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undertakings {
    /// 遵守法律法规 (article 7).
    pub lawful: bool,
    /// 本部门负责的工作 (article 10).
    pub duties: bool,
    /// 不单独购置 (article 20).
    pub no_separate: bool,
    /// 运行维护管理制度 (article 22).
    pub rules: bool,
    /// Its title.
    pub rules_title: Option<String>,
    /// 应急处置预案 (article 22).
    pub emergency: bool,
    /// Its title.
    pub emergency_title: Option<String>,
    /// 应急处置、演练 (article 22).
    pub drills: bool,
    /// 数据归使用部门管理 (article 25).
    pub data: bool,
    /// 合同约定 (article 25).
    pub contract: bool,
    /// 真实性 (the form).
    pub truthful: bool,
}

/// 经费.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// 现行经费渠道.
    pub channel: Option<String>,
    /// 是否纳入部门预算.
    pub included: Option<bool>,
    /// 列入预算的年度.
    pub year: Option<i32>,
    /// 年度预算上限.
    pub ceiling: Option<Money>,
    /// 计划开始使用日期.
    pub start: Option<Date>,
}
