//! A list from its text to what came of it, in pieces of a few milliseconds: between two of them a page lives, a worker
//! tells how far it is, and a person can stop it. Form, module and benchmark do the same work.

use super::{Listed, Own, Reading};
use crate::basics::Words;
use crate::catalog::Edition;
use crate::exchange::Error;
use crate::exchange::list::{self, Column, Mapping, Problem};
use crate::exchange::table::{CsvReader, Table};
use crate::fitting::fleet::{Fleet, LevelServices, Phase, Report, Run, implied};
use crate::fitting::{Engine, FitTerms};
use std::borrow::Cow;
use std::sync::Arc;

/// Rows of a text, or of a table, that are read at a time.
const ROWS: usize = 256;

/// What is asked of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The terms of every fit.
    pub terms: FitTerms,
    /// The sheet, from 0; the first that reads like a list where nothing is said.
    pub sheet: Option<usize>,
    /// What a person says of columns.
    pub mapping: Mapping,
    /// What a person says of the columns of systems and levels.
    pub own: Own,
    /// The table by which services are added that a level implies; none where nobody asks for them.
    pub services: Option<LevelServices>,
}

/// The list.
#[derive(Debug)]
pub enum Given {
    /// A text, rows divided by line ends, cells by the comma, semicolon or tab.
    Text(String),
    /// The sheets of a workbook, of which one is the list.
    Tables(Vec<Table>),
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The list is read; thousandths of that.
    Reading(u32),
    /// Distinct needs are fitted; thousandths of that.
    Fitting(u32),
    /// Suppliers are chosen; thousandths of that.
    Choosing(u32),
    /// It is over, well or not: [`Work::made`].
    Over,
}

impl Stage {
    /// As one number: the kind times 1,001, and the thousandths.
    pub fn number(self) -> u32 {
        match self {
            Self::Reading(share) => share,
            Self::Fitting(share) => 1_001 + share,
            Self::Choosing(share) => 2_002 + share,
            Self::Over => 3_003,
        }
    }

    /// The same, read.
    pub fn of(number: u32) -> Self {
        let share = number % 1_001;
        match number / 1_001 {
            0 => Self::Reading(share),
            1 => Self::Fitting(share),
            2 => Self::Choosing(share),
            _ => Self::Over,
        }
    }
}

/// What came of a list.
#[derive(Debug)]
pub struct Made {
    /// The systems and what they need.
    pub fleet: Arc<Fleet>,
    /// Who takes what, and what that costs.
    pub report: Report,
    /// What is wrong with the list, and in how many rows.
    pub problems: Vec<(Problem, usize)>,
    /// Rows that ask for something and could not be read.
    pub unread: usize,
    /// Rows that are no needs.
    pub skipped: usize,
    /// Services that were added by level.
    pub implied: usize,
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// The column that names the system, from 0.
    pub system: Option<usize>,
    /// The column of the level, from 0.
    pub level: Option<usize>,
}

/// A list at work. Dropping it stops it.
#[derive(Debug)]
pub struct Work {
    edition: Arc<Edition>,
    asked: Asked,
    task: Task,
}

#[derive(Debug)]
enum Task {
    Text(String, Box<CsvReader>),
    Reading(Box<Reading<'static>>),
    Running(Box<Run>, Box<Listed>, usize),
    Failed(Words),
    Made(Box<Made>),
}

impl Work {
    /// Begins; nothing is read yet.
    pub fn new(edition: Arc<Edition>, asked: Asked, given: Given) -> Self {
        let task = match given {
            Given::Text(text) => match CsvReader::new(&text) {
                Ok(reader) => Task::Text(text, Box::new(reader)),
                Err(error) => Task::Failed(error.words()),
            },
            Given::Tables(tables) => reading(tables, &asked, &edition),
        };
        Self { edition, asked, task }
    }

    /// Does one piece.
    pub fn step(&mut self) -> Stage {
        let task = std::mem::replace(&mut self.task, Task::Failed(Words::default()));
        self.task = match task {
            Task::Text(text, mut reader) => match reader.read(&text, ROWS) {
                Ok(true) => Task::Text(text, reader),
                Ok(false) if reader.table.rows.is_empty() => Task::Failed(Error::Empty.words()),
                Ok(false) => reading(vec![reader.table], &self.asked, &self.edition),
                Err(error) => Task::Failed(error.words()),
            },
            Task::Reading(mut reading) => {
                if reading.step(ROWS) {
                    Task::Reading(reading)
                } else {
                    self.run(reading.listed())
                }
            }
            Task::Running(mut run, listed, implied) => {
                if run.step().phase == Phase::Done {
                    made(*run, *listed, implied)
                } else {
                    Task::Running(run, listed, implied)
                }
            }
            over => over,
        };
        self.stage()
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        match &self.task {
            Task::Text(text, reader) => Stage::Reading(share(reader.at(), text.len()) / 2),
            Task::Reading(reading) => Stage::Reading(500 + reading.share() / 2),
            Task::Running(run, ..) => {
                let progress = run.progress();
                match progress.phase {
                    Phase::Fitting => Stage::Fitting(progress.thousandths),
                    Phase::Choosing | Phase::Done => Stage::Choosing(progress.thousandths),
                }
            }
            Task::Failed(_) | Task::Made(_) => Stage::Over,
        }
    }

    /// What came of it, worked out to the end where it is not over.
    ///
    /// # Errors
    /// Why the list cannot be read.
    pub fn made(mut self) -> Result<Made, Words> {
        while self.step() != Stage::Over {}
        match self.task {
            Task::Made(made) => Ok(*made),
            Task::Failed(why) => Err(why),
            _ => Err(nothing()),
        }
    }

    fn run(&self, mut listed: Listed) -> Task {
        let mut fleet = std::mem::take(&mut listed.fleet);
        if fleet.systems.is_empty() {
            let first = listed.problems.first();
            return Task::Failed(first.map_or_else(nothing, |(problem, _)| problem.message.clone()));
        }
        let table = self.asked.services.as_ref();
        let implied = table.map_or(0, |table| implied::add(&mut fleet, &self.edition, table));
        let engine = Engine::new(self.edition.clone());
        let run = Run::new(Arc::new(fleet), engine, self.asked.terms.clone());
        Task::Running(Box::new(run), Box::new(listed), implied)
    }
}

/// The sheet that is meant, begun to be read.
fn reading(mut tables: Vec<Table>, asked: &Asked, edition: &Arc<Edition>) -> Task {
    let at = asked.sheet.or_else(|| list::first(&tables, &asked.mapping, edition)).unwrap_or(0);
    if at >= tables.len() {
        return Task::Failed(nothing());
    }
    let table = Cow::Owned(tables.swap_remove(at));
    Task::Reading(Box::new(Reading::new(table, &asked.mapping, &asked.own, edition)))
}

fn made(run: Run, listed: Listed, implied: usize) -> Task {
    let fleet = run.fleet().clone();
    let Listed { problems, unread, skipped, columns, system, level, .. } = listed;
    let report = run.report();
    Task::Made(Box::new(Made { fleet, report, problems, unread, skipped, implied, columns, system, level }))
}

fn nothing() -> Words {
    Words::new("清单里没有可读取的需求", "there is no need in the list that can be read")
}

fn share(done: usize, all: usize) -> u32 {
    u32::try_from(done * 1000 / all.max(1)).unwrap_or(1000)
}
