//! Reading the list of a fleet, some rows at a time: rows that say the same are found together, of each group one row is
//! read, and then each row is given to its system.

use super::{LEVEL, Listed, Own, level, said};
use crate::catalog::Edition;
use crate::dossier::{NeedRow, Problem as Doubt, read};
use crate::exchange::list::heading::SYSTEMS;
use crate::exchange::list::{self, Column, Mapping, Problem, Use, columns, heading_row, is_total, normal};
use crate::exchange::table::{Row, Table, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows that are read together: enough that what is said of the columns is not said too often.
const TOGETHER: usize = 256;
/// What a row that nothing is known of has as its need.
const NONE: usize = usize::MAX;

/// A list being read.
#[derive(Debug)]
pub struct Reading<'t> {
    table: Cow<'t, Table>,
    edition: Arc<Edition>,
    mapping: Mapping,
    heading: u32,
    /// Rows down to the heading, by which each piece is read.
    head: Vec<Row>,
    /// Columns that a need is read from.
    read_from: Vec<usize>,
    task: Task,
    /// Rows of the table, or groups, that the task is through with.
    at: usize,
    /// The group of each row below the heading, in their order.
    groups: Vec<usize>,
    known: BTreeMap<String, usize>,
    found: Vec<Group>,
    problems: Vec<Problem>,
    /// The first row in which a system has another level than before, and which system.
    differs: Option<(u32, String)>,
    /// The system of the row before: most lists stand in their order.
    last: Option<(String, usize)>,
    listed: Listed,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// Rows that say the same are found together.
    Group,
    /// One row of each group is read.
    Read,
    /// Each row is given to its system.
    Give,
    Done,
}

/// Rows that say the same.
#[derive(Debug)]
struct Group {
    first: Row,
    rows: usize,
    need: usize,
    skipped: bool,
}

impl<'t> Reading<'t> {
    /// Finds the heading and what the columns are.
    pub fn new(table: Cow<'t, Table>, mapping: &Mapping, own: &Own, edition: &Arc<Edition>) -> Self {
        let mut reading = Self {
            table,
            edition: edition.clone(),
            mapping: mapping.clone(),
            heading: 0,
            head: Vec::new(),
            read_from: Vec::new(),
            task: Task::Group,
            at: 0,
            groups: Vec::new(),
            known: BTreeMap::new(),
            found: Vec::new(),
            problems: Vec::new(),
            differs: None,
            last: None,
            listed: Listed::default(),
        };
        match heading_row(&reading.table, mapping, edition) {
            Some(heading) => reading.head(heading, own),
            None => {
                let list = list::read(&reading.table, mapping, edition);
                reading.listed.problems = list.problems.into_iter().map(|problem| (problem, 1)).collect();
                reading.task = Task::Done;
            }
        }
        reading
    }

    fn head(&mut self, heading: u32, own: &Own) {
        self.heading = heading;
        let headings = columns::headings(&self.table, heading);
        let found = |said: &Option<String>, known: &[&str]| {
            headings.iter().position(|text| match said {
                Some(said) => !text.is_empty() && text == said.trim(),
                None => known.contains(&normal(text).as_str()),
            })
        };
        self.listed.system = found(&own.system, &SYSTEMS);
        self.listed.level = found(&own.level, &LEVEL);
        for at in [self.listed.system, self.listed.level].into_iter().flatten() {
            if let Some(heading) = headings.get(at) {
                self.mapping.columns.insert(heading.clone(), None);
            }
        }
        let columns = columns::columns(&headings, &self.mapping, &self.edition);
        self.read_from = read_from(&columns);
        self.listed.columns = columns;
        self.at = self.table.rows.partition_point(|row| row.number <= heading);
        self.head = self.table.rows.get(..self.at).unwrap_or_default().to_vec();
    }

    /// Goes through so many rows more; `false` once all is read.
    pub fn step(&mut self, rows: usize) -> bool {
        let (count, groups) = (self.table.rows.len(), self.found.len());
        let (next, all) = match self.task {
            Task::Done => return false,
            Task::Group => (Task::Read, count),
            Task::Read => (Task::Give, groups),
            Task::Give => (Task::Done, count),
        };
        let end = self.at.saturating_add(rows.max(1)).min(all);
        match self.task {
            Task::Group => (self.at..end).for_each(|at| self.group(at)),
            Task::Read => {
                while self.at < end {
                    let piece = end.min(self.at + TOGETHER);
                    self.piece(self.at, piece);
                    self.at = piece;
                }
            }
            Task::Give => (self.at..end).for_each(|at| self.give(at)),
            Task::Done => {}
        }
        self.at = end;
        if end < all {
            return true;
        }
        self.task = next;
        self.at = if next == Task::Read { 0 } else { self.head.len() };
        if next == Task::Done {
            self.end();
        }
        next != Task::Done
    }

    /// How much is over, in thousandths.
    pub fn share(&self) -> u32 {
        let of = |all: usize| self.at * 333 / all.max(1);
        let share = match self.task {
            Task::Group => of(self.table.rows.len()),
            Task::Read => 333 + of(self.found.len()),
            Task::Give => 666 + of(self.table.rows.len()),
            Task::Done => 1000,
        };
        u32::try_from(share).unwrap_or(1000)
    }

    /// What was read.
    pub fn listed(self) -> Listed {
        self.listed
    }

    fn group(&mut self, at: usize) {
        let Some(row) = self.table.rows.get(at) else { return };
        let mut key = String::with_capacity(32);
        for at in &self.read_from {
            key.push_str(self.table.shown(row, *at));
            key.push(match row.cell(*at) {
                Value::Error(_) => '\u{1d}',
                Value::Uncomputed => '\u{1e}',
                _ => '\u{1f}',
            });
        }
        // Sums and lone cells are told by what else stands in the row.
        key.push(if is_total(row) { '1' } else { '0' });
        key.push(if row.filled().take(2).count() == 1 { '1' } else { '0' });
        let group = match self.known.get(&key) {
            Some(group) => *group,
            None => {
                let first = Row { number: row.number, cells: whole(&self.table, row) };
                self.found.push(Group { first, rows: 0, need: NONE, skipped: false });
                self.known.insert(key, self.found.len() - 1);
                self.found.len() - 1
            }
        };
        if let Some(group) = self.found.get_mut(group) {
            group.rows += 1;
        }
        self.groups.push(group);
    }

    /// Reads the first rows of some groups.
    fn piece(&mut self, from: usize, end: usize) {
        let firsts = self.found.get(from..end).unwrap_or_default();
        let rows = self.head.iter().chain(firsts.iter().map(|group| &group.first)).cloned().collect();
        let numbers: BTreeMap<u32, usize> =
            firsts.iter().map(|group| group.first.number).zip(from..).collect();
        let table = Table { name: self.table.name.clone(), hidden: self.table.hidden, rows };
        let mut list = list::read_apart(&table, self.heading, &self.mapping, &self.edition);
        let mut doubts: Vec<Doubt> = Vec::new();
        for (at, (number, cells)) in list.rows.iter_mut().enumerate() {
            let cells = NeedRow { id: format!("n{number}"), cells: std::mem::take(cells) };
            let (need, said) = read::need(&cells, at, &self.edition, read::DEFAULT_MONTHS);
            doubts.extend(said);
            if let (Some(mut need), Some(group)) =
                (need, numbers.get(number).and_then(|at| self.found.get_mut(*at)))
            {
                // Whatever pieces it was read in.
                need.row = usize::try_from(*number).unwrap_or(0);
                group.need = self.listed.fleet.need(&Arc::new(need));
            }
        }
        self.problems.extend(list.all_problems(&doubts));
        for (row, _) in &list.skipped {
            if let Some(group) = numbers.get(row).and_then(|at| self.found.get_mut(*at)) {
                group.skipped = true;
            }
        }
    }

    fn give(&mut self, at: usize) {
        let below = at - self.head.len();
        let (Some(row), Some(group)) = (self.table.rows.get(at), self.groups.get(below)) else { return };
        let Some(group) = self.found.get(*group) else { return };
        if group.need == NONE {
            if group.skipped {
                self.listed.skipped += 1;
            } else {
                self.listed.unread += 1;
            }
            return;
        }
        let name = self.listed.system.map_or("", |at| self.table.shown(row, at)).trim();
        let system = match &self.last {
            Some((last, system)) if last == name => *system,
            _ => {
                let system = self.listed.fleet.system(name);
                self.last = Some((name.to_owned(), system));
                system
            }
        };
        self.listed.fleet.add(system, group.need, row.number);
        let level = self.listed.level.and_then(|at| level(self.table.shown(row, at)));
        if let (Some(own), Some(level)) = (self.listed.fleet.systems.get_mut(system), level) {
            if self.differs.is_none() && own.level.is_some_and(|known| known != level) {
                self.differs = Some((row.number, own.name.clone()));
            }
            own.level = own.level.max(Some(level));
        }
    }

    /// Says of each problem in how many rows it is.
    fn end(&mut self) {
        let times: BTreeMap<u32, usize> =
            self.found.iter().map(|group| (group.first.number, group.rows)).collect();
        // What is wrong with the columns was found in each piece.
        let problems: BTreeSet<Problem> = std::mem::take(&mut self.problems).into_iter().collect();
        let counted = |problem: Problem| {
            let rows = times.get(&problem.row).copied().unwrap_or(1);
            (problem, rows)
        };
        self.listed.problems = problems.into_iter().map(counted).collect();
        let more = said(&self.listed, self.heading, self.differs.take());
        self.listed.problems.extend(more.into_iter().map(|problem| (problem, 1)));
    }
}

/// The columns that a need is read from.
fn read_from(columns: &[Column]) -> Vec<usize> {
    const BESIDE: [&str; 3] = ["name", "reason", "remark"];
    // Where no column holds amounts, the name says what is counted.
    let amounts = columns.iter().any(|c| matches!(&c.held, Use::Field(field) if field.starts_with("d.")));
    let is = |column: &&Column| match &column.held {
        Use::Field(field) => !BESIDE.contains(&field.as_str()) || (!amounts && field == "name"),
        Use::Spec | Use::Unit => true,
        Use::Remark | Use::Aside => false,
    };
    columns.iter().filter(is).map(|column| column.at).collect()
}

/// The cells of a row, each with its own value.
fn whole(table: &Table, row: &Row) -> Vec<Value> {
    let own = |cell: &Value| match cell {
        Value::Merged(top, left) => table.row(*top).map_or(Value::Empty, |row| row.cell(*left).clone()),
        cell => cell.clone(),
    };
    row.cells.iter().map(own).collect()
}
