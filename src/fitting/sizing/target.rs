//! What right-sizing aims at, and what comes of it.

use super::percent::Percent;
use crate::basics::{Month, Words};
use crate::dossier::Need;

/// What right-sizing aims at, and the names by which the catalog knows what was monitored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The function of the catalog that is asked for.
    pub function: String,
    /// The trait of the catalog that the zone is a value of.
    pub zone: String,
    /// Months of use that fees are reckoned for.
    pub months: u32,
    /// CPU.
    pub cpu: Axis,
    /// Memory.
    pub memory: Axis,
}

/// What is aimed at in one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The catalog's code of the dimension.
    pub dimension: String,
    /// The unit of what was monitored, which the catalog must know for the dimension.
    pub unit: String,
    /// What a host gets is a multiple of so many of these units; at least 1.
    pub step: i64,
    /// The mean utilisation that is aimed at.
    pub percent: Percent,
    /// The utilisation that the peak may reach.
    pub peak_percent: Percent,
}

impl Default for Target {
    /// No source names a target: these are ours (示例). 40 % of CPU and 55 % of memory are the middle between the
    /// bands for low and for high that 山西 published in 2026-01 (30 and 50, 40 and 70), so that what was adjusted
    /// is neither. 80 % at the peak, whole 核 and whole GB a host, and the fees of twelve months are ours alone.
    fn default() -> Self {
        let axis = |dimension: &str, unit: &str, percent| Axis {
            dimension: dimension.to_owned(),
            unit: unit.to_owned(),
            step: 1,
            percent: Percent::whole(percent).unwrap_or(Percent::ALL),
            peak_percent: Percent::whole(80).unwrap_or(Percent::ALL),
        };
        Self {
            function: "compute/vm/general".to_owned(),
            zone: "zone".to_owned(),
            months: 12,
            cpu: axis("vcpu", "核", 40),
            memory: axis("memory", "GB", 55),
        }
    }
}

/// What a system would have to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizing {
    /// CPU and memory, in this order.
    pub resizes: Vec<Resize>,
    /// What the system has, as needs: hosts of one size are one need.
    pub before: Vec<Need>,
    /// What it would have to keep.
    pub after: Vec<Need>,
    /// What a reader must know of it.
    pub notes: Vec<Note>,
}

/// One dimension of all hosts together, in its smallest unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resize {
    /// The catalog's code.
    pub dimension: String,
    /// What the system has.
    pub held: i64,
    /// The month with the greatest use, and its mean utilisation; `None` where the dimension is left as it is.
    pub busiest: Option<(Month, Percent)>,
    /// What that use comes to at the target, rounded up to a whole smallest unit; at least what the peak needs,
    /// at most what the system has.
    pub needed: i64,
    /// True where the peak asks for more than the mean.
    pub by_peak: bool,
    /// What is proposed: `needed`, each host's share rounded up to its step.
    pub proposed: i64,
}

/// Why nothing is proposed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotSized {
    /// No row says how much the system has in this dimension (its code), or it has nothing.
    HeldUnknown(String),
    /// The rows say that it has no virtual machine.
    NoHost,
    /// Fewer units than hosts in this dimension (its code).
    FewerThanHosts(String),
    /// The amount is no whole number of the catalog's smallest unit, or beyond all amounts (its code).
    Amount(String),
    /// The catalog lacks the function, the dimension or the unit of this name.
    NotInCatalog(String),
    /// It has no more than it would have to keep.
    NothingToGain,
}

impl NotSized {
    /// For people.
    pub fn words(&self) -> Words {
        match self {
            Self::HeldUnknown(code) => Words::new(
                format!("现有数量（{code}）不详或为零"),
                format!("what it has is not known or nought ({code})"),
            ),
            Self::NoHost => Words::new("数据所载虚拟机为 0 台", "it has no virtual machine by the data"),
            Self::FewerThanHosts(code) => Words::new(
                format!("数量（{code}）少于虚拟机台数"),
                format!("fewer units than virtual machines ({code})"),
            ),
            Self::Amount(code) => Words::new(
                format!("数量（{code}）无法按目录的单位计算"),
                format!("the amount does not go into the catalog's units ({code})"),
            ),
            Self::NotInCatalog(name) => {
                Words::new(format!("目录没有“{name}”"), format!("the catalog has no '{name}'"))
            }
            Self::NothingToGain => {
                Words::new("已不多于目标用量", "it has no more than it would have to keep")
            }
        }
    }
}

/// What a reader must know of a sizing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// How many hosts there are is not known: the whole is asked for as one divisible amount.
    HostsUnknown,
    /// Hosts are taken to be as equal as the sums allow.
    EvenHosts,
    /// The zone is none of the catalog's: fitted without one.
    ZoneUnknown(String),
    /// The dimension (its code) is left as it is: it is not low, or not known to be.
    LeftAsItIs(String),
    /// No peak was monitored in this dimension (its code): the mean alone is reckoned by.
    PeakUnknown(String),
    /// The amounts differ between the months; use is reckoned by each month's own.
    HeldDiffers(String),
}

impl Note {
    /// For people.
    pub fn words(&self) -> Words {
        match self {
            Self::HostsUnknown => Words::new(
                "虚拟机台数不详，按可拆分的总量适配",
                "the number of hosts is not known: fitted as one divisible amount",
            ),
            Self::EvenHosts => Words::new(
                "各台配置不详，按尽量均分计算（解释）",
                "the size of each host is not known: taken as equal as the sums allow (interpretation 解释)",
            ),
            Self::ZoneUnknown(zone) => Words::new(
                format!("目录没有“{zone}”这一区域，适配未限定区域"),
                format!("the catalog has no zone '{zone}': fitted without one"),
            ),
            Self::LeftAsItIs(code) => Words::new(
                format!("{code} 未每月偏低或数据不全，不作调整"),
                format!("{code} is not low in every month, or not known to be: left as it is"),
            ),
            Self::PeakUnknown(code) => Words::new(
                format!("{code} 未监测峰值，仅按月均值计算，调整前请核对峰值"),
                format!(
                    "no peak of {code} was monitored: reckoned by the mean alone, look at the peak first"
                ),
            ),
            Self::HeldDiffers(code) => Words::new(
                format!("{code} 各月数量不同，用量按当月数量计算"),
                format!("{code} differs between the months: use is reckoned by each month's own"),
            ),
        }
    }
}
