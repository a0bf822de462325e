//! 办理进度: the way of a procedure as a picture, with where it stands and who is waited for.
//!
//! One list of stations is drawn twice: as a picture for wide pages, and as a list for narrow ones and for
//! whoever does not see the picture. Nothing of it is kept: it is derived from the life each time.

use super::language::Reader;
use super::parts::turn;
use govcloud::basics::date;
use govcloud::dossier::{Close, Errand, Kind, Life, Procedure};
use govcloud::lifecycle::{Stage, stage};
use govcloud::measure::Jurisdiction;
use maud::{Markup, html};

/// One station on the way of a procedure.
struct Station {
    name: (&'static str, &'static str),
    state: State,
    /// The day on which it was passed, or who is waited for.
    note: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Passed,
    /// It stands here.
    Here,
    /// The procedure ended here, before its end.
    Stopped,
    Ahead,
}

impl State {
    fn class(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Here => "here",
            Self::Stopped => "stopped",
            Self::Ahead => "ahead",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Passed => ("已完成", "done"),
            Self::Here => ("当前", "here"),
            Self::Stopped => ("到此为止", "ended here"),
            Self::Ahead => ("未到", "to come"),
        }
    }
}

/// A stop on the way: the stage in which it is waited for, the step that passes it, its name.
type Stop = (Stage, Errand, (&'static str, &'static str));

/// The way that this procedure takes, from its application on.
fn way(procedure: &Procedure) -> Vec<Stop> {
    let (full, special) = (procedure.is_full(), procedure.is_special());
    let leaves = procedure.kind == Kind::Leave;
    let applied = procedure.application().map_or(Errand::default(), |act| act.errand());
    let opening = match procedure.kind {
        Kind::Change => ("实施", "Carried out"),
        _ => ("开通", "Opened"),
    };
    let stops: [(bool, Stop); 13] = [
        (true, (Stage::SentBack, applied, ("申请", "Request"))),
        (full, (Stage::ToAppraise, Errand::Appraise, ("论证", "Appraisal"))),
        (true, (Stage::ToDecide, Errand::Decide, ("审核", "Decision"))),
        (special, (Stage::ToGovernment, Errand::Government, ("政府批准", "Government"))),
        (full || special, (Stage::ToProcure, Errand::Procure, ("采购", "Supplier"))),
        (special, (Stage::ToConfirm, Errand::Confirm, ("纳管确认", "Confirmation"))),
        (special, (Stage::ToPurchase, Errand::Purchase, ("单独购置", "Purchase"))),
        (full, (Stage::ToDeploy, Errand::Trial, ("部署", "Deployment"))),
        (full, (Stage::Testing, Errand::Test, ("测试", "Test"))),
        (full, (Stage::ToFile, Errand::File, ("备案", "Filing"))),
        (!leaves, (Stage::ToActivate, Errand::Activate, opening)),
        (leaves, (Stage::ToHandOver, Errand::HandOver, ("移交", "Hand-over"))),
        (leaves, (Stage::ToClear, Errand::Clear, ("清除", "Clearing"))),
    ];
    stops.into_iter().filter(|(taken, _)| *taken).map(|(_, stop)| stop).collect()
}

fn stations(reader: Reader, place: &Jurisdiction, procedure: &Procedure) -> Vec<Station> {
    let way = way(procedure);
    let at = stage::stage(procedure);
    let done = procedure.close == Some(Close::Done);
    let here = if done { way.len() } else { way.iter().position(|stop| stop.0 == at).unwrap_or(0) };
    let mut stations: Vec<Station> = way
        .iter()
        .enumerate()
        .map(|(at, (stage, errand, name))| {
            let state = match (at.cmp(&here), procedure.close) {
                (std::cmp::Ordering::Less, _) => State::Passed,
                (std::cmp::Ordering::Greater, _) => State::Ahead,
                (std::cmp::Ordering::Equal, None) => State::Here,
                (std::cmp::Ordering::Equal, Some(_)) => State::Stopped,
            };
            let note = match state {
                State::Passed => passed_on(procedure, *errand),
                State::Here => turn(reader, place, Some(stage.turn())),
                State::Stopped | State::Ahead => String::new(),
            };
            Station { name: *name, state, note }
        })
        .collect();
    let end = if procedure.kind == Kind::Leave { ("已终止", "Left") } else { ("运行", "Runs") };
    // What has left is past; what runs is where it stands.
    let state = match (done, procedure.kind) {
        (true, Kind::Leave) => State::Passed,
        (true, _) => State::Here,
        _ => State::Ahead,
    };
    stations.push(Station { name: end, state, note: String::new() });
    stations
}

fn passed_on(procedure: &Procedure, errand: Errand) -> String {
    let act = if errand.applies() { procedure.application() } else { procedure.last(errand) };
    act.map(|act| date::iso(act.on)).unwrap_or_default()
}

/// The picture of the procedure at work, or of the last one.
pub(super) fn picture(reader: Reader, place: &Jurisdiction, life: &Life) -> Markup {
    let Some(procedure) = life.latest() else { return html! {} };
    let stations = stations(reader, place, procedure);
    html! {
        (drawn(reader, &stations))
        ol class="way-list" { @for station in &stations {
            li class=(station.state.class())
                aria-current=[(station.state == State::Here).then_some("step")] {
                span class="way-name" { (reader.says(station.name.0, station.name.1)) }
                @let words = station.state.words();
                span class="way-state" {
                    (reader.says(words.0, words.1))
                    @if !station.note.is_empty() { " · " (station.note) }
                }
            }
        } }
    }
}

/// Width of a station in the picture's own units.
const STEP: usize = 100;
/// Height of the line of stations.
const LINE: usize = 26;

/// The picture. The list beside it says the same, so that it is hidden from screen readers.
fn drawn(reader: Reader, stations: &[Station]) -> Markup {
    let width = stations.len() * STEP;
    let middle = |at: usize| at * STEP + STEP / 2;
    html! {
        svg class="way-picture" viewBox={ "0 0 " (width) " 92" } width=(width) height="92" aria-hidden="true"
            focusable="false" {
            @for (at, pair) in stations.windows(2).enumerate() {
                @let next = pair.last().map_or(State::Ahead, |station| station.state);
                line class={ "way-line " (if next == State::Ahead { "ahead" } else { "passed" }) }
                    x1=(middle(at)) y1=(LINE) x2=(middle(at + 1)) y2=(LINE) {}
            }
            @for (at, station) in stations.iter().enumerate() {
                g class={ "way-stop " (station.state.class()) } transform={ "translate(" (middle(at)) " " (LINE) ")" } {
                    @if station.state == State::Here { circle class="way-halo" r="20" {} }
                    circle class="way-dot" r="13" {}
                    @match station.state {
                        State::Passed => path class="way-mark" d="M-6 0 L-2 5 L6 -5" {},
                        State::Stopped => path class="way-mark" d="M-5 -5 L5 5 M5 -5 L-5 5" {},
                        State::Here => circle class="way-core" r="5" {},
                        State::Ahead => {}
                    }
                    text class="way-text" y="40" { (reader.says(station.name.0, station.name.1)) }
                    text class="way-note" y="58" { (station.note) }
                }
            }
        }
    }
}
