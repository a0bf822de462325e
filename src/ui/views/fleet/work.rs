//! The work itself, in slices: each a few milliseconds, with the browser between them.

use crate::basics::Words;
use crate::catalog::Edition;
use crate::exchange::fleet;
use crate::exchange::list::{self, Problem};
use crate::fitting::fleet::{Fleet, Phase, Report, Run, implied};
use crate::fitting::{Engine, FitTerms};
use crate::measure::Jurisdiction;
use crate::ui::resources::import::{Given, Says};
use crate::ui::same::Same;
use crate::ui::workbooks;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use yew::{AttrValue, Callback};

/// Milliseconds of one slice: a frame has sixteen.
const SLICE: f64 = 10.0;

/// How it stands with a list.
#[derive(Clone)]
pub(super) enum Stage {
    /// None was chosen.
    Idle,
    /// The file of this name is being read.
    Reading(AttrValue),
    /// It is fitted (`true`) or suppliers are chosen; thousandths of that.
    Working(bool, u32),
    /// Somebody stopped it.
    Stopped,
    /// It cannot be read.
    Failed(Words),
    /// All is done.
    Done(Made),
}

/// What came of a list.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) fleet: Arc<Fleet>,
    pub(super) report: Rc<Report>,
    pub(super) problems: Rc<Vec<(Problem, usize)>>,
    /// Rows that could not be read.
    pub(super) unread: usize,
    /// Services that were added by level.
    pub(super) implied: usize,
}

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.report, &other.report)
    }
}

/// A list at work.
struct Job {
    run: Run,
    problems: Rc<Vec<(Problem, usize)>>,
    unread: usize,
    implied: usize,
    /// The turn in which it began; in another one nobody waits for it any more.
    mine: u32,
    turn: Rc<Cell<u32>>,
    said: Callback<Stage>,
}

/// Reads a file and begins to fit it. `services`: the place whose table says what a level implies, where that is asked
/// for.
pub(super) async fn begin(
    Given { file, says: Says { sheet, mapping, own } }: Given,
    edition: Same<Edition>,
    terms: FitTerms,
    services: Option<Arc<Jurisdiction>>,
    turn: Rc<Cell<u32>>,
    said: Callback<Stage>,
) {
    let mine = turn.get();
    let read = workbooks::read(file).await;
    if turn.get() != mine {
        return;
    }
    let tables = match read {
        Ok(tables) => tables,
        Err(why) => return said.emit(Stage::Failed(why)),
    };
    let at = sheet.or_else(|| list::first(&tables, &mapping, &edition)).unwrap_or(0);
    let Some(table) = tables.get(at) else { return said.emit(Stage::Failed(nothing())) };
    let mut listed = fleet::read(table, &mapping, &own, &edition);
    let mut fleet = std::mem::take(&mut listed.fleet);
    if fleet.systems.is_empty() {
        let why = listed.problems.first().map_or_else(nothing, |(problem, _)| problem.message.clone());
        return said.emit(Stage::Failed(why));
    }
    let table = services.as_ref().and_then(|place| place.services.as_ref());
    let implied = table.map_or(0, |table| implied::add(&mut fleet, &edition, table));
    let run = Run::new(Arc::new(fleet), Engine::new(edition.arc().clone()), terms);
    let problems = Rc::new(listed.problems);
    slice(Box::new(Job { run, problems, unread: listed.unread, implied, mine, turn, said }));
}

fn nothing() -> Words {
    Words::new("清单里没有可读取的需求", "there is no need in the list that can be read")
}

fn slice(mut job: Box<Job>) {
    if job.turn.get() != job.mine {
        return;
    }
    let until = js_sys::Date::now() + SLICE;
    loop {
        let progress = job.run.step();
        if progress.phase == Phase::Done {
            let fleet = job.run.fleet().clone();
            let (problems, unread, implied) = (job.problems, job.unread, job.implied);
            let report = Rc::new(job.run.report());
            return job.said.emit(Stage::Done(Made { fleet, report, problems, unread, implied }));
        }
        if js_sys::Date::now() >= until {
            job.said.emit(Stage::Working(progress.phase == Phase::Fitting, progress.thousandths));
            break;
        }
    }
    Timeout::new(0, move || slice(job)).forget();
}
