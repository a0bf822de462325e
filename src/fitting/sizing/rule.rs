//! Which systems are plainly low: the rule, applied to what was monitored.

use super::percent::Percent;
use super::usage::{System, Usage};
use super::verdict::{Judged, Missing, Seen, Verdict};
use crate::basics::Month;

/// When a system is plainly low (明显偏低). Article 17 names no number: all of them are configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LowRule {
    /// CPU below this is low.
    pub cpu_percent: Percent,
    /// Memory below this is low.
    pub memory_percent: Percent,
    /// So many months in a row must be low, the last ones; 1 to [`MOST_MONTHS`], what lies beyond counts as the
    /// nearest of these.
    pub months: u32,
    /// Months that are not held against a system that was just opened, that of its opening being the first.
    pub grace_months: u32,
    /// What is looked at.
    pub by: By,
}

/// Most months in a row that a rule may ask for.
pub const MOST_MONTHS: u32 = 120;

/// What of a month must be low.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// CPU and memory.
    #[default]
    Both,
    /// CPU or memory.
    Either,
    /// CPU, whatever the memory.
    Cpu,
    /// Memory, whatever the CPU.
    Memory,
}

impl By {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Cpu, Self::Memory, Self::Either, Self::Both];

    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Either => "either",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
        }
    }

    /// Both parts together, each low, not low or not known.
    fn together(self, cpu: Option<bool>, memory: Option<bool>) -> Option<bool> {
        let (one, other) = match self {
            Self::Cpu => return cpu,
            Self::Memory => return memory,
            Self::Both => (false, true),
            Self::Either => (true, false),
        };
        match (cpu, memory) {
            _ if cpu == Some(one) || memory == Some(one) => Some(one),
            (Some(_), Some(_)) => Some(other),
            _ => None,
        }
    }

    /// True where CPU, and where memory, is looked at.
    pub fn looks_at(self) -> (bool, bool) {
        (self != Self::Memory, self != Self::Cpu)
    }
}

impl LowRule {
    /// Months in a row that must be low.
    pub fn run(&self) -> u32 {
        self.months.clamp(1, MOST_MONTHS)
    }

    /// The months that are judged where `to` is the last, the earliest first.
    pub fn window(&self, to: Month) -> impl Iterator<Item = Month> + use<> {
        let months = i32::try_from(self.run()).unwrap_or(1);
        (0..months).rev().map(move |back| to.plus(-back))
    }

    /// The first month that is held against a system which was opened in this one.
    pub fn counts_from(&self, opened: Month) -> Month {
        opened.plus(i32::try_from(self.grace_months).unwrap_or(i32::MAX))
    }

    /// What the rule says of a month: low, not low, or not known.
    pub fn of_month(&self, cpu: Option<Percent>, memory: Option<Percent>) -> Option<bool> {
        let cpu = cpu.map(|percent| percent < self.cpu_percent);
        let memory = memory.map(|percent| percent < self.memory_percent);
        self.by.together(cpu, memory)
    }

    /// Judges a system by the months up to `to`.
    ///
    /// - A system within its grace is not judged, whatever it uses: a month of its grace is among those judged.
    /// - One month that is known not to be low is enough for not low.
    /// - It is low only where each month is known to be low. A month without a row breaks the run; a value that
    ///   is not known is never taken for a low one.
    /// - Where the month of opening is not known, the first month with a row stands for it, since the system was
    ///   open by then; where that is not long enough ago, the opening is missing and the system is not low.
    pub fn judge(&self, system: &System, to: Option<Month>) -> Judged {
        let Some(to) = to.filter(|_| system.first_seen.is_some()) else {
            return Judged { verdict: Verdict::Unknown { missing: vec![Missing::When] }, seen: Vec::new() };
        };
        let seen: Vec<Seen> = self.window(to).map(|month| self.look(system, month)).collect();
        let first = seen.first().map_or(to, |seen| seen.month);
        let verdict = match system.opened {
            Some(opened) if first < self.counts_from(opened) => {
                Verdict::WithinGrace { opened, judged_from: self.counts_from(opened).plus(to.since(first)) }
            }
            _ => self.verdict(system, first, &seen),
        };
        Judged { verdict, seen }
    }

    fn look(&self, system: &System, month: Month) -> Seen {
        let (row, contradicting) = match system.of_month(month) {
            Ok(row) => (row, Vec::new()),
            Err(rows) => (None, rows),
        };
        let (cpu, memory) = (row.and_then(|row| row.cpu), row.and_then(|row| row.memory_used));
        Seen {
            month,
            row: row.map(|row: &Usage| row.row),
            contradicting,
            cpu,
            memory,
            low: self.of_month(cpu, memory),
        }
    }

    fn verdict(&self, system: &System, first: Month, seen: &[Seen]) -> Verdict {
        if let Some(month) = seen.iter().rev().find(|seen| seen.low == Some(false)) {
            return Verdict::NotLow { month: month.month };
        }
        let mut missing: Vec<Missing> = seen.iter().flat_map(|seen| self.missing(seen)).collect();
        let in_grace = |by| first < self.counts_from(by);
        // Without a grace it does not matter: months before the first with a row are missing by themselves.
        if self.grace_months > 0 && system.opened.is_none() && system.first_seen.is_none_or(in_grace) {
            missing.push(Missing::Opened);
        }
        if missing.is_empty() { Verdict::Low } else { Verdict::Unknown { missing } }
    }

    /// What keeps a month from being known.
    fn missing(&self, seen: &Seen) -> Vec<Missing> {
        if seen.low.is_some() {
            return Vec::new();
        }
        if !seen.contradicting.is_empty() {
            return vec![Missing::Contradiction(seen.month, seen.contradicting.clone())];
        }
        if seen.row.is_none() {
            return vec![Missing::Month(seen.month)];
        }
        let (cpu, memory) = self.by.looks_at();
        let cpu = (cpu && seen.cpu.is_none()).then_some(Missing::Cpu(seen.month));
        let memory = (memory && seen.memory.is_none()).then_some(Missing::Memory(seen.month));
        cpu.into_iter().chain(memory).collect()
    }
}
