//! What was monitored: rows, and the systems that they speak of.

use super::percent::Percent;
use crate::basics::{Decimal, Month};
use std::collections::BTreeMap;

/// One row of monitoring: what a system had in a month and how much of it was in use. `None` is not known,
/// never nought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Row in the file, from 1, as a spreadsheet numbers it.
    pub row: usize,
    /// The system's name; empty where the file names none, and then each row is a system of its own.
    pub system: String,
    /// What kind of row it is in the file's own words; may be empty.
    pub kind: String,
    /// The network zone in the file's own words; may be empty.
    pub zone: String,
    /// The month that was monitored.
    pub month: Option<Month>,
    /// The month in which the system was opened (开通).
    pub opened: Option<Month>,
    /// Virtual machines.
    pub hosts: Option<i64>,
    /// vCPUs of all of them together, in 核.
    pub vcpu: Option<Decimal>,
    /// Memory of all of them together, in GB.
    pub memory: Option<Decimal>,
    /// System disks of all of them together, in GB.
    pub system_disk: Option<Decimal>,
    /// Data disks of all of them together, in GB.
    pub disk: Option<Decimal>,
    /// CPU in use, the mean of the month.
    pub cpu: Option<Percent>,
    /// Memory in use, the mean of the month.
    pub memory_used: Option<Percent>,
    /// CPU in use at the peak of the month.
    pub cpu_peak: Option<Percent>,
    /// Memory in use at the peak of the month.
    pub memory_peak: Option<Percent>,
}

/// The rows of one system in one zone. A system that stands in two zones is monitored, and adjusted, in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// Its name; empty where the file names none.
    pub name: String,
    /// The zone in the file's own words; may be empty.
    pub zone: String,
    /// The kind of its latest row in the file's own words; may be empty.
    pub kind: String,
    /// When it was opened: the latest month that a row gives. `None` where none does.
    pub opened: Option<Month>,
    /// True where rows give different months of opening.
    pub opened_differs: bool,
    /// The first month with a row. It was open by then, whatever is known of its opening.
    pub first_seen: Option<Month>,
    /// Its rows by month, more than one only where the file repeats or contradicts itself.
    months: BTreeMap<Month, Vec<Usage>>,
    /// Rows that name no month, in the order of the file.
    pub without_month: Vec<usize>,
    /// The lowest row, for people who look it up.
    pub row: usize,
}

impl System {
    /// The row of a month; `None` where there is none.
    ///
    /// # Errors
    /// The rows where several contradict each other, by rising number: none is believed then. Rows that say the
    /// same are no contradiction.
    pub fn of_month(&self, month: Month) -> Result<Option<&Usage>, Vec<usize>> {
        self.months.get(&month).map_or(Ok(None), |rows| one_of(rows))
    }

    /// The months whose rows contradict each other, with these rows.
    pub fn contradictions(&self) -> impl Iterator<Item = (Month, Vec<usize>)> {
        self.months.iter().filter_map(|(month, rows)| Some((*month, one_of(rows).err()?)))
    }

    /// The months with a row, the earliest first.
    pub fn months(&self) -> impl Iterator<Item = Month> {
        self.months.keys().copied()
    }

    /// The last month with a row.
    pub fn last_seen(&self) -> Option<Month> {
        self.months.keys().next_back().copied()
    }

    fn begin(usage: &Usage) -> Self {
        Self {
            name: usage.system.clone(),
            zone: usage.zone.clone(),
            kind: String::new(),
            opened: None,
            opened_differs: false,
            first_seen: None,
            months: BTreeMap::new(),
            without_month: Vec::new(),
            row: usage.row,
        }
    }

    fn take(&mut self, usage: Usage) {
        self.row = self.row.min(usage.row);
        self.opened_differs |= usage.opened.zip(self.opened).is_some_and(|(a, b)| a != b);
        self.opened = self.opened.max(usage.opened);
        match usage.month {
            None => {
                self.kind = usage.kind.max(std::mem::take(&mut self.kind));
                self.without_month.push(usage.row);
            }
            Some(month) => self.months.entry(month).or_default().push(usage),
        }
    }

    /// What can be said only when all rows are there.
    fn end(mut self) -> Self {
        self.without_month.sort_unstable();
        self.months.values_mut().for_each(|rows| rows.sort_by_key(|usage| usage.row));
        self.first_seen = self.months.keys().next().copied();
        if let Some(first) = self.months.values().next_back().and_then(|rows| rows.first()) {
            self.kind.clone_from(&first.kind);
        }
        self
    }
}

fn one_of(rows: &[Usage]) -> Result<Option<&Usage>, Vec<usize>> {
    let same = |a: &Usage, b: &Usage| Usage { row: b.row, ..a.clone() } == *b;
    match rows.split_first() {
        Some((first, others)) if !others.iter().all(|other| same(first, other)) => {
            Err(rows.iter().map(|usage| usage.row).collect())
        }
        first => Ok(first.map(|(first, _)| first)),
    }
}

/// The systems that rows speak of, by name and zone, those without a name last and by row. The order of the
/// rows does not matter.
pub fn systems(rows: impl IntoIterator<Item = Usage>) -> Vec<System> {
    let mut found: BTreeMap<(bool, String, String, usize), System> = BTreeMap::new();
    for usage in rows {
        let alone = usage.system.is_empty();
        let row = if alone { usage.row } else { 0 };
        let (name, zone) =
            if alone { Default::default() } else { (usage.system.clone(), usage.zone.clone()) };
        let system = found.entry((alone, name, zone, row)).or_insert_with(|| System::begin(&usage));
        system.take(usage);
    }
    found.into_values().map(System::end).collect()
}

/// The last month that any system was monitored in.
pub fn last_month(systems: &[System]) -> Option<Month> {
    systems.iter().filter_map(System::last_seen).max()
}
