//! 服务: what of the cloud really ran in a case, from which day to which, at which actual purchase price.
//!
//! Facts only. What they come to is [`crate::fees`]' work.

use crate::basics::{Date, Money};
use crate::catalog::Period;
use std::sync::Arc;

/// Whose services: an information system and the department that pays for it (article 4: 由使用单位支付).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    /// 使用部门.
    pub department: String,
    /// 案卷号: the reference of the system's case.
    pub case: String,
    /// 信息系统: its name.
    pub system: String,
}

/// How much a unit price is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceStanding {
    /// 合同价: the actual purchase price (实际采购价格) of article 4.
    Contract,
    /// 目录价: the price that the authority published for its catalog, paid as it stands.
    Official,
    /// 示例价: made up or taken from a commercial list; nobody may be asked to pay it.
    Illustrative,
}

impl PriceStanding {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Contract, Self::Official, Self::Illustrative];

    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Official => "official",
            Self::Illustrative => "illustrative",
        }
    }

    /// Name for people, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Contract => ("合同价", "contract price"),
            Self::Official => ("官方目录价", "official catalog price"),
            Self::Illustrative => ("示例价", "illustrative price (示例)"),
        }
    }
}

/// What is taken: an item, how many units of it, and the price of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// 云服务商.
    pub supplier: String,
    /// 目录编码: code of the catalog's item.
    pub item: String,
    /// 名称. Two lines of one item in one system are told apart by it.
    pub name: String,
    /// 服务类别: the function, as the catalog names it (`compute/vm/general`); may be empty.
    pub function: String,
    /// 单位 of sale, for people.
    pub unit: String,
    /// 数量: units of sale, at least 1.
    pub count: i64,
    /// 单价: what one unit costs for one period. `None` is unknown, never nought.
    pub price: Option<Money>,
    /// What the price pays for.
    pub period: Period,
    /// What the price is worth.
    pub standing: PriceStanding,
}

/// A service as it really ran.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Service {
    /// Whose it is. Shared by the services of a system.
    pub holder: Arc<Holder>,
    /// What is taken.
    pub taken: Taken,
    /// First day of use.
    pub from: Date,
    /// Last day of use; `None` while it runs.
    pub to: Option<Date>,
}

/// What happened to the services of a system, on the day on which it took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// 开通: these services start.
    Activated {
        /// First day of use.
        from: Date,
        /// All that starts.
        services: Vec<Taken>,
    },
    /// 变更: from this day on these services run and no others.
    Changed {
        /// First day on which they run.
        from: Date,
        /// All that runs from then on; what is missing has ended the day before.
        services: Vec<Taken>,
    },
    /// 终止: all services end.
    Ended {
        /// Last day of use.
        last: Date,
    },
}
