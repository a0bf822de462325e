//! The map of a fleet: a cell a system, by the worst that one of its rows gets. A list of options with one Tab stop, of
//! which only the lines in view are in the document.

use super::super::said;
use super::work::Made;
use crate::basics::Lang;
use crate::exchange::fleet::rows::Got;
use crate::fitting::fleet::Counts;
use crate::ui::windowed::{self, Part, View, parts};
use crate::ui::words::say;
use std::rc::Rc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Width and height of a cell with the gap beside it, in CSS pixels; the style sheet holds the same numbers.
const CELL: usize = 32;
/// Cells of a line before the map was measured.
const FIRST_LINE: usize = 10;

/// Properties of [`Map`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) made: Made,
    /// The systems that are shown, by their places.
    pub(super) systems: Rc<Vec<usize>>,
    pub(super) lang: Lang,
    /// The system that is chosen.
    pub(super) chosen: Option<usize>,
    /// A system was chosen.
    pub(super) on_choose: Callback<usize>,
}

/// A system's name for people.
pub(super) fn name(name: &str, lang: Lang) -> String {
    if name.is_empty() { say(lang, said::FLEET_NAMELESS).to_owned() } else { name.to_owned() }
}

/// The worst that a row of a system gets.
fn worst(counts: &Counts) -> Got {
    let has = |got: &Got| match got {
        Got::Short => counts.short > 0,
        Got::Outcome(outcome) => counts.of(*outcome) > 0,
    };
    Got::ALL.into_iter().rev().find(has).unwrap_or(Got::ALL[0])
}

/// A sign for each, for those who do not tell its colour.
pub(super) fn sign(got: Got) -> &'static str {
    use crate::dossier::Outcome;
    match got {
        Got::Outcome(Outcome::InCatalog) => "●",
        Got::Outcome(Outcome::Fitted) => "◐",
        Got::Outcome(Outcome::Composed) => "▦",
        Got::Outcome(Outcome::Conceded) => "△",
        Got::Outcome(Outcome::Unfit) => "✕",
        Got::Short => "⊘",
    }
}

/// What of the map is in view: lines, and cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    view: View,
    line: usize,
}

/// The map.
#[component]
pub(super) fn Map(props: &Props) -> Html {
    let lang = props.lang;
    let frame = use_node_ref();
    let seen = use_state_eq(|| Seen { view: View { first: 0, rows: 8 }, line: FIRST_LINE });
    let active = use_state_eq(|| 0usize);
    let measure = {
        let (frame, seen) = (frame.clone(), seen.clone());
        move || {
            if let Some(frame) = frame.cast::<HtmlElement>() {
                let line = usize::try_from(frame.client_width()).unwrap_or(0) / CELL;
                seen.set(Seen { view: View::of(&frame, CELL), line: line.max(1) });
            }
        }
    };
    {
        let (measure, active) = (measure.clone(), active.clone());
        use_effect_with((props.systems.clone(), lang), move |_| {
            active.set(0);
            measure();
        });
    }
    {
        let (frame, line) = (frame.clone(), seen.line);
        let moved = use_mut_ref(|| false);
        use_effect_with(*active, move |active| {
            if moved.replace(true)
                && let Some(frame) = frame.cast::<Element>()
            {
                windowed::reveal(&frame, active / line, CELL, 0);
            }
        });
    }
    let choose = {
        let (systems, on_choose) = (props.systems.clone(), props.on_choose.clone());
        move |at: usize| systems.get(at).into_iter().for_each(|system| on_choose.emit(*system))
    };
    let onkeydown = {
        let (active, line, last) = (active.clone(), seen.line, props.systems.len().saturating_sub(1));
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let now = *active;
            let next = match event.key().as_str() {
                "ArrowRight" => now + 1,
                "ArrowLeft" => now.saturating_sub(1),
                "ArrowDown" => now + line,
                "ArrowUp" => now.saturating_sub(line),
                "Home" => 0,
                "End" => last,
                "Enter" | " " => {
                    event.prevent_default();
                    return choose(now);
                }
                _ => return,
            };
            event.prevent_default();
            active.set(next.min(last));
        })
    };
    let onclick = {
        let active = active.clone();
        Callback::from(move |event: MouseEvent| {
            let cell = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let cell = cell.and_then(|cell| cell.closest("[data-at]").ok().flatten());
            let at = cell.and_then(|cell| cell.get_attribute("data-at")).and_then(|at| at.parse().ok());
            if let Some(at) = at {
                active.set(at);
                choose(at);
            }
        })
    };
    let all = props.systems.len();
    let cell = |at: usize| {
        let system = props.systems.get(at).copied().unwrap_or_default();
        let got = props.made.report.best.systems.get(system).map_or(Got::ALL[0], |one| worst(&one.counts));
        let name = props.made.fleet.systems.get(system).map(|one| name(&one.name, lang)).unwrap_or_default();
        let label = format!("{name}: {}", got.name().get(lang));
        let class = classes!("fleet-cell", got.code(), (*active == at).then_some("is-active"));
        html! {
            <div key={at} id={format!("fleet-cell-{at}")} {class} role="option" data-at={at.to_string()} aria-label={label.clone()} title={label}
                aria-selected={(props.chosen == Some(system)).to_string()} aria-posinset={(at + 1).to_string()} aria-setsize={all.to_string()}>
                { sign(got) }</div>
        }
    };
    let lines = all.div_ceil(seen.line);
    let line = |line: usize| {
        let from = line * seen.line;
        html! { <div key={format!("line {line}")} class="fleet-line" role="presentation">{ for (from..(from + seen.line).min(all)).map(cell) }</div> }
    };
    let onscroll = Callback::from(move |_: Event| measure());
    let focus = (all > 0).then(|| format!("fleet-cell-{}", (*active).min(all.saturating_sub(1))));
    html! {
        <div class="fleet-cells" role="listbox" tabindex="0" ref={frame} aria-label={say(lang, said::FLEET_MAP)} aria-activedescendant={focus} {onscroll} {onkeydown} {onclick}>
            { for parts(lines, seen.view, *active / seen.line).into_iter().enumerate().map(|(at, part)| match part {
                Part::Gap(rows) => windowed::gap(at, rows, CELL),
                Part::Row(at) => line(at),
            }) }
        </div>
    }
}
