//! What is said of a system, and why, in words.

use super::percent::Percent;
use super::rule::{By, LowRule};
use crate::basics::{Month, Words};

/// What the rule says of a system, with the months that it looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What it says.
    pub verdict: Verdict,
    /// The months that were judged, the earliest first. Empty where no month is known at all.
    pub seen: Vec<Seen>,
}

/// What the rule says of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Plainly low (明显偏低): each month that was judged is.
    Low,
    /// Not low.
    NotLow {
        /// The latest month that is not.
        month: Month,
    },
    /// It was opened so lately that it is not judged yet.
    WithinGrace {
        /// The month of its opening.
        opened: Month,
        /// The month whose end gives it as many months as the rule wants.
        judged_from: Month,
    },
    /// Neither low nor not low by what is known.
    Unknown {
        /// What is missing; never empty.
        missing: Vec<Missing>,
    },
}

impl Verdict {
    /// Name in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::NotLow { .. } => "not-low",
            Self::WithinGrace { .. } => "within-grace",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// Name for people.
    pub fn name(&self) -> Words {
        match self {
            Self::Low => Words::new("明显偏低", "plainly low (明显偏低)"),
            Self::NotLow { .. } => Words::new("未明显偏低", "not low"),
            Self::WithinGrace { .. } => Words::new("宽限期内", "within grace"),
            Self::Unknown { .. } => Words::new("无从判断", "not known"),
        }
    }
}

/// A month that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The month.
    pub month: Month,
    /// Its row; `None` where there is none, or several that contradict each other.
    pub row: Option<usize>,
    /// The rows that contradict each other.
    pub contradicting: Vec<usize>,
    /// CPU in use.
    pub cpu: Option<Percent>,
    /// Memory in use.
    pub memory: Option<Percent>,
    /// What the rule says of it; `None` is not known.
    pub low: Option<bool>,
}

/// Something without which a system cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// No row names its month.
    When,
    /// There is no row of this month.
    Month(Month),
    /// The rows of this month contradict each other.
    Contradiction(Month, Vec<usize>),
    /// CPU in use in this month.
    Cpu(Month),
    /// Memory in use in this month.
    Memory(Month),
    /// When it was opened.
    Opened,
}

impl Missing {
    /// All that is missing in one sentence, months of one kind together.
    pub fn all(missing: &[Self]) -> Words {
        let months: Vec<String> = missing
            .iter()
            .filter_map(|one| match one {
                Self::Month(month) => Some(month.to_string()),
                _ => None,
            })
            .collect();
        let rows = (!months.is_empty()).then(|| {
            Words::new(format!("{} 的监测数据", months.join("、")), format!("rows of {}", months.join(", ")))
        });
        let others = missing.iter().filter(|one| !matches!(one, Self::Month(_))).map(Self::words);
        let words: Vec<Words> = rows.into_iter().chain(others).collect();
        let zh: Vec<&str> = words.iter().map(|words| words.zh.as_str()).collect();
        let en: Vec<&str> = words.iter().map(|words| words.en.as_str()).collect();
        Words::new(zh.join("；"), en.join("; "))
    }

    /// What is missing, for people.
    pub fn words(&self) -> Words {
        match self {
            Self::When => Words::new("监测月份", "the month that was monitored"),
            Self::Month(month) => Words::new(format!("{month} 的监测数据"), format!("a row of {month}")),
            Self::Contradiction(month, rows) => {
                let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
                Words::new(
                    format!("{month} 的可信数据（第 {} 行相互矛盾）", rows.join("、")),
                    format!("a row of {month} to believe (rows {} contradict each other)", rows.join(", ")),
                )
            }
            Self::Cpu(month) => {
                Words::new(format!("{month} 的 CPU 利用率"), format!("CPU utilisation in {month}"))
            }
            Self::Memory(month) => {
                Words::new(format!("{month} 的内存利用率"), format!("memory utilisation in {month}"))
            }
            Self::Opened => Words::new("开通月份", "the month of opening"),
        }
    }
}

impl Judged {
    /// Why, in one sentence: which months, and which values against which bands.
    pub fn why(&self, rule: &LowRule) -> Words {
        match &self.verdict {
            Verdict::Low => self.why_low(rule),
            Verdict::NotLow { month } => self.why_not(rule, *month),
            Verdict::WithinGrace { opened, judged_from } => {
                let grace = rule.grace_months;
                Words::new(
                    format!("{opened} 开通，宽限 {grace} 个月，{judged_from} 起方可判断"),
                    format!("opened in {opened}, {grace} months of grace: judged from {judged_from} on"),
                )
            }
            Verdict::Unknown { missing } => {
                let words = Missing::all(missing);
                Words::new(format!("缺少：{}", words.zh), format!("missing: {}", words.en))
            }
        }
    }

    fn why_low(&self, rule: &LowRule) -> Words {
        let months: Vec<String> = self.seen.iter().map(|seen| seen.month.to_string()).collect();
        let (first, last) = (months.first().cloned().unwrap_or_default(), months.last().cloned());
        let last = last.unwrap_or_default();
        let span = match months.len() {
            0 | 1 => Words::same(last),
            n => Words::new(
                format!("{first} 至 {last} 连续 {n} 个月"),
                format!("{first} to {last}, {n} months in a row"),
            ),
        };
        let (cpu, memory) = rule.by.looks_at();
        let below = |asked: bool, name: (&str, &str), band: Percent, value: fn(&Seen) -> Option<Percent>| {
            let values: Vec<Percent> = self.seen.iter().filter_map(value).collect();
            let shown: Vec<String> = values.iter().map(|value| format!("{value}%")).collect();
            (asked && values.len() == self.seen.len() && values.iter().all(|value| *value < band)).then(
                || {
                    Words::new(
                        format!("{} {}，低于 {band}%", name.0, shown.join("、")),
                        format!("{} {}, below {band}%", name.1, shown.join(", ")),
                    )
                },
            )
        };
        let cpu = below(cpu, ("CPU", "CPU"), rule.cpu_percent, |seen| seen.cpu);
        let memory = below(memory, ("内存", "memory"), rule.memory_percent, |seen| seen.memory);
        let both: Vec<Words> = cpu.into_iter().chain(memory).collect();
        let zh: Vec<&str> = both.iter().map(|words| words.zh.as_str()).collect();
        let en: Vec<&str> = both.iter().map(|words| words.en.as_str()).collect();
        // By either, now the one and now the other may be low: then the months are what there is to say.
        match both.is_empty() {
            true => Words::new(
                format!("{}：每月均有一项低于界限", span.zh),
                format!("{}: one of both below its band in each", span.en),
            ),
            false => Words::new(
                format!("{}：{}", span.zh, zh.join("；")),
                format!("{}: {}", span.en, en.join("; ")),
            ),
        }
    }

    fn why_not(&self, rule: &LowRule, month: Month) -> Words {
        let seen = self.seen.iter().find(|seen| seen.month == month);
        let (cpu, memory) = rule.by.looks_at();
        let cpu = seen.and_then(|s| s.cpu).filter(|v| cpu && *v >= rule.cpu_percent);
        let memory = seen.and_then(|s| s.memory).filter(|v| memory && *v >= rule.memory_percent);
        let cpu = cpu.map(|value| {
            let band = rule.cpu_percent;
            Words::new(format!("CPU {value}%，不低于 {band}%"), format!("CPU {value}%, not below {band}%"))
        });
        let memory = memory.map(|value| {
            let band = rule.memory_percent;
            Words::new(
                format!("内存 {value}%，不低于 {band}%"),
                format!("memory {value}%, not below {band}%"),
            )
        });
        let both: Vec<Words> = cpu.into_iter().chain(memory).collect();
        let zh: Vec<&str> = both.iter().map(|words| words.zh.as_str()).collect();
        let en: Vec<&str> = both.iter().map(|words| words.en.as_str()).collect();
        Words::new(format!("{month}：{}", zh.join("；")), format!("{month}: {}", en.join("; ")))
    }
}

impl By {
    /// What must be low, for people.
    pub fn name(self) -> Words {
        match self {
            Self::Both => Words::new("CPU 且内存", "CPU and memory"),
            Self::Either => Words::new("CPU 或内存", "CPU or memory"),
            Self::Cpu => Words::new("仅看 CPU", "CPU alone"),
            Self::Memory => Words::new("仅看内存", "memory alone"),
        }
    }
}

impl LowRule {
    /// The rule in one sentence.
    pub fn words(&self) -> Words {
        let (cpu, memory) = (self.cpu_percent, self.memory_percent);
        let bands = match self.by {
            By::Both => Words::new(
                format!("CPU 低于 {cpu}% 且内存低于 {memory}%"),
                format!("CPU below {cpu}% and memory below {memory}%"),
            ),
            By::Either => Words::new(
                format!("CPU 低于 {cpu}% 或内存低于 {memory}%"),
                format!("CPU below {cpu}% or memory below {memory}%"),
            ),
            By::Cpu => Words::new(format!("CPU 低于 {cpu}%"), format!("CPU below {cpu}%")),
            By::Memory => Words::new(format!("内存低于 {memory}%"), format!("memory below {memory}%")),
        };
        let (months, grace) = (self.run(), self.grace_months);
        let run = match months {
            1 => Words::new("，1 个月", ", one month"),
            n => Words::new(format!("，连续 {n} 个月"), format!(", {n} months in a row")),
        };
        let grace = match grace {
            0 => Words::new("，不设宽限期", ", no grace after opening"),
            n => Words::new(format!("，开通后宽限 {n} 个月"), format!(", {n} months of grace after opening")),
        };
        Words::new(
            format!("{}{}{}", bands.zh, run.zh, grace.zh),
            format!("{}{}{}", bands.en, run.en, grace.en),
        )
    }
}
