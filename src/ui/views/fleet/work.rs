//! The work itself: beside the page, in a worker, where one can be had; else in slices of a few milliseconds with the
//! browser between them.

use crate::basics::Words;
use crate::catalog::Edition;
use crate::exchange::fleet::{self, Asked, Work};
use crate::exchange::list::Problem;
use crate::exchange::passage;
use crate::fitting::FitTerms;
use crate::fitting::fleet::{Fleet, Report};
use crate::measure::Jurisdiction;
use crate::ui::resources::import::{Given, Says};
use crate::ui::same::Same;
use crate::ui::settings::{Apart, Fits};
use crate::ui::workbooks;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};
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

/// A list that is to be fitted.
pub(super) struct Job {
    /// The file, and what a person said of it.
    pub(super) given: Given,
    pub(super) edition: Same<Edition>,
    pub(super) terms: FitTerms,
    /// The place whose table says what a level implies, where that is asked for.
    pub(super) services: Option<Arc<Jurisdiction>>,
    /// Changes when nobody waits for it any more.
    pub(super) turn: Rc<Cell<u32>>,
    pub(super) said: Callback<Stage>,
}

/// Who still waits, and who hears.
#[derive(Clone)]
struct Wait {
    mine: u32,
    turn: Rc<Cell<u32>>,
    said: Callback<Stage>,
}

impl Wait {
    fn over(&self) -> bool {
        self.turn.get() != self.mine
    }

    /// Tells how far it is; while the list is read its name stands there.
    fn tell(&self, stage: fleet::Stage) {
        match stage {
            fleet::Stage::Fitting(share) => self.said.emit(Stage::Working(true, share)),
            fleet::Stage::Choosing(share) => self.said.emit(Stage::Working(false, share)),
            fleet::Stage::Reading(_) | fleet::Stage::Over => {}
        }
    }

    fn end(&self, made: Result<fleet::Made, Words>, note: Option<Words>) {
        self.said.emit(match made {
            Ok(made) => Stage::Done(shown(made, note)),
            Err(why) => Stage::Failed(why),
        });
    }
}

/// What comes of a list beside the page.
enum Outcome {
    /// It is over: what it came to, or why it is not read.
    Over(Box<Result<fleet::Made, Words>>),
    /// It must be done here; why, where somebody should know.
    Here(Option<Words>),
}

/// Reads a file and fits it.
pub(super) async fn begin(job: Job, fits: Option<Fits>) {
    let Job {
        given: Given { file, says: Says { sheet, mapping, own } },
        edition,
        terms,
        services,
        turn,
        said,
    } = job;
    let wait = Wait { mine: turn.get(), turn, said };
    let bytes = match workbooks::bytes(&file).await {
        Ok(bytes) => bytes,
        Err(why) => return wait.end(Err(why), None),
    };
    if wait.over() {
        return;
    }
    let services = services.and_then(|place| place.services.clone());
    let asked = Asked { terms, sheet, mapping: (*mapping).clone(), own, services };
    let outcome = match fits {
        Some(fits) => beside(&fits, &bytes, &asked, &wait).await,
        None => Outcome::Here(None),
    };
    if wait.over() {
        return;
    }
    let note = match outcome {
        Outcome::Over(made) => return wait.end(*made, None),
        Outcome::Here(note) => note,
    };
    let given = match workbooks::opened(&bytes).await {
        Ok(given) => given,
        Err(why) => return wait.end(Err(why), None),
    };
    slice(Box::new(Work::new(edition.arc().clone(), asked, given)), wait, note);
}

/// Hands the list to the page's script, which has a worker fit it.
async fn beside(fits: &Fits, bytes: &[u8], asked: &Asked, wait: &Wait) -> Outcome {
    let told = {
        let wait = wait.clone();
        Closure::<dyn Fn(u32) -> bool>::new(move |at| {
            if !wait.over() {
                wait.tell(fleet::Stage::of(at));
            }
            !wait.over()
        })
    };
    let hears: &js_sys::Function = told.as_ref().unchecked_ref();
    let packed = Uint8Array::from(asked.pack().as_slice());
    let soon = fits.emit(Apart { list: Uint8Array::from(bytes), asked: packed, told: hears.clone() });
    let outcome = JsFuture::from(soon).await.unwrap_or(JsValue::NULL);
    if let Some(bytes) = outcome.dyn_ref::<Uint8Array>() {
        let made = fleet::Made::unpack(&bytes.to_vec());
        return Outcome::Over(Box::new(made.ok_or_else(other)));
    }
    if let Some(why) = outcome.as_string() {
        return Outcome::Over(Box::new(Err(passage::words_in(&why))));
    }
    let why = outcome.dyn_ref::<Array>().and_then(|list| list.get(0).as_string());
    Outcome::Here(why.map(|why| passage::words_in(&why)))
}

fn other() -> Words {
    Words::new(
        "程序各部分版本不一致，请刷新页面",
        "The parts of the program differ in version: reload the page",
    )
}

fn slice(mut work: Box<Work>, wait: Wait, note: Option<Words>) {
    if wait.over() {
        return;
    }
    let until = js_sys::Date::now() + SLICE;
    loop {
        let stage = work.step();
        if stage == fleet::Stage::Over {
            return wait.end(work.made(), note);
        }
        if js_sys::Date::now() >= until {
            wait.tell(stage);
            break;
        }
    }
    Timeout::new(0, move || slice(work, wait, note)).forget();
}

/// What came of it, with why the page had to do it itself.
fn shown(made: fleet::Made, note: Option<Words>) -> Made {
    let note = note.map(|message| Problem {
        row: 0,
        cell: String::new(),
        code: "fleet-in-page",
        bars: false,
        message,
        remedy: Words::new("结果相同，只是较慢", "The answer is the same, and takes longer"),
    });
    let mut problems: Vec<(Problem, usize)> = note.into_iter().map(|note| (note, 1)).collect();
    problems.extend(made.problems);
    Made {
        fleet: made.fleet,
        report: Rc::new(made.report),
        problems: Rc::new(problems),
        unread: made.unread,
        implied: made.implied,
    }
}
