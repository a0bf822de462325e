//! A fleet in the browser: a list of many systems is read, fitted and given to suppliers, in slices between which the
//! page lives; it can be stopped at any of them.

mod map;
mod work;

use super::said;
use super::table::{basis, tables};
use crate::basics::{Date, Lang, Words};
use crate::catalog::Edition;
use crate::exchange::Sheet;
use crate::exchange::fleet::{about, sheets, summary};
use crate::ui::judging::place;
use crate::ui::same::Same;
use crate::ui::settings::Place;
use crate::ui::words::{fill, say};
use crate::ui::workbooks;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};
use work::{Made, Stage};
use yew::prelude::*;

/// Properties of [`FleetView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) edition: Same<Edition>,
    pub(super) place: Place,
    pub(super) as_of: Date,
    pub(super) lang: Lang,
    /// True where every row is shown, on paper.
    pub(super) whole: bool,
}

/// The choice of a list, how far it is, and what came of it.
#[component]
pub(super) fn FleetView(props: &Props) -> Html {
    let lang = props.lang;
    let stage = use_state(|| Stage::Idle);
    let services = use_state_eq(|| false);
    let turn = use_mut_ref(|| Rc::new(Cell::new(0u32)));
    {
        // A view that is left stops working.
        let turn = turn.clone();
        use_effect_with((), move |()| {
            move || {
                let turn = turn.borrow();
                turn.set(turn.get().wrapping_add(1));
            }
        });
    }
    let begin = {
        let (stage, turn, props, services) = (stage.clone(), turn.clone(), props.clone(), *services);
        Callback::from(move |file: File| {
            let turn = turn.borrow().clone();
            turn.set(turn.get().wrapping_add(1));
            let stage = stage.clone();
            let said = Callback::from(move |next: Stage| stage.set(next));
            said.emit(Stage::Reading(file.name().into()));
            let at = place(&props.place);
            spawn_local(work::begin(file, props.edition.clone(), at, props.as_of, services, turn, said));
        })
    };
    let choose = {
        let begin = begin.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                begin.emit(file);
            }
            // The same file can be chosen again once it was corrected.
            input.set_value("");
        })
    };
    let drop = {
        let begin = begin.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            if let Some(file) = file {
                begin.emit(file);
            }
        })
    };
    let stop = {
        let (stage, turn) = (stage.clone(), turn.clone());
        Callback::from(move |_: MouseEvent| {
            let turn = turn.borrow();
            turn.set(turn.get().wrapping_add(1));
            stage.set(Stage::Stopped);
        })
    };
    let tick = {
        let services = services.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            services.set(input.is_some_and(|input| input.checked()));
        })
    };
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <div class="fleet" part="fleet">
            <div class="monitoring-file screen-only fleet-file" ondragover={over} ondrop={drop}>
                <div role="group" aria-label={say(lang, said::FLEET_FILE)}>
                    <span aria-hidden="true">{ say(lang, said::FLEET_FILE) }</span>
                    <span class="add">
                        <input type="file" accept=".csv,.xlsx,text/csv" onchange={choose} aria-label={say(lang, said::FLEET_FILE)} />
                        <span class="button" aria-hidden="true">{ say(lang, said::CHOOSE) }</span>
                    </span>
                </div>
                <label class="fleet-services"><input type="checkbox" checked={*services} onchange={tick} />{ " " }{ say(lang, said::FLEET_SERVICES) }</label>
            </div>
            <div role="status">{ status(&stage, lang) }</div>
            { match &*stage {
                Stage::Reading(_) | Stage::Working(..) => html! {
                    <div class="actions"><button type="button" class="button" onclick={stop}>{ say(lang, said::FLEET_STOP) }</button></div>
                },
                Stage::Done(made) => html! { <Shown made={made.clone()} edition={props.edition.clone()} place={props.place.clone()} as_of={props.as_of} {lang} whole={props.whole} /> },
                _ => Html::default(),
            } }
        </div>
    }
}

fn status(stage: &Stage, lang: Lang) -> Html {
    match stage {
        Stage::Idle => html! { <p class="soft">{ say(lang, said::FLEET_IDLE) }</p> },
        Stage::Reading(name) => html! { <p>{ fill(lang, said::FLEET_READING, &[name]) }</p> },
        Stage::Working(fitting, thousandths) => {
            let word = if *fitting { said::FLEET_FITTING } else { said::FLEET_CHOOSING };
            html! {
                <p><progress max="1000" value={thousandths.to_string()} aria-label={say(lang, said::FLEET)}></progress>{ " " }
                    { fill(lang, word, &[&(thousandths / 10).to_string()]) }</p>
            }
        }
        Stage::Stopped => html! { <p class="note is-warns">{ say(lang, said::FLEET_STOPPED) }</p> },
        Stage::Failed(why) => {
            html! { <p class="note is-bars" role="alert">{ fill(lang, said::FLEET_FAILED, &[why.get(lang)]) }</p> }
        }
        Stage::Done(made) => html! { <p><b>{ summary(&made.fleet, &made.report, lang) }</b></p> },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ShownProps {
    made: Made,
    edition: Same<Edition>,
    place: Place,
    as_of: Date,
    lang: Lang,
    whole: bool,
}

/// What came of it.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let lang = props.lang;
    let failed = use_state(|| None::<Words>);
    let all = use_memo((props.made.clone(), props.edition.clone(), lang), |(made, edition, lang)| {
        let name = place(&props.place).map_or_else(Words::default, |place| place.name.clone());
        let about = about(edition, &name, props.as_of, (made.unread, made.implied), *lang);
        Rc::new(sheets(&made.fleet, &made.report, edition, &about, *lang))
    });
    let save = {
        let (all, failed, as_of) = (all.clone(), failed.clone(), props.as_of);
        Callback::from(move |_: MouseEvent| {
            let (all, failed) = (all.clone(), failed.clone());
            spawn_local(async move {
                failed.set(workbooks::offer("fleet.xlsx", &all, as_of).await.err());
            });
        })
    };
    let sheets: Rc<Vec<Sheet>> = (*all).clone();
    html! {
        <>
            { problems(&props.made, lang) }
            <div class="actions screen-only"><button type="button" class="button" onclick={save}>{ say(lang, said::FLEET_XLSX) }</button></div>
            if let Some(why) = &*failed { <p class="note is-bars" role="alert">{ why.get(lang).to_owned() }</p> }
            { for sheets.first().map(basis) }
            { money(&props.made, &props.edition, lang) }
            <map::Map made={props.made.clone()} edition={props.edition.clone()} {lang} />
            { tables(&sheets, "fleet", lang, props.whole, &|_, _, _| None) }
        </>
    }
}

/// What is wrong with the list, the first of it.
fn problems(made: &Made, lang: Lang) -> Html {
    const SHOWN: usize = 20;
    let line = |(problem, rows): &(crate::exchange::list::Problem, usize)| {
        let class = if problem.bars { "note is-bars" } else { "note is-warns" };
        let more = if *rows > 1 { fill(lang, said::FLEET_ROWS, &[&rows.to_string()]) } else { String::new() };
        html! { <p {class}><b>{ &problem.cell }</b>{ " " }{ problem.message.get(lang).to_owned() }{ " " }{ more }{ " " }{ problem.remedy.get(lang).to_owned() }</p> }
    };
    html! { <>{ for made.problems.iter().take(SHOWN).map(line) }</> }
}

/// Where the money goes: by supplier, and the systems that cost most; the numbers beside the bars.
fn money(made: &Made, edition: &Edition, lang: Lang) -> Html {
    const SHOWN: usize = 12;
    let best = &made.report.best;
    let mut suppliers = vec![0i128; made.report.suppliers.len()];
    for assigned in &best.systems {
        if let Some(sum) = suppliers.get_mut(assigned.supplier) {
            *sum += assigned.cost.as_micros();
        }
    }
    let of_suppliers = suppliers.iter().enumerate().map(|(at, sum)| {
        let code = made.report.suppliers.get(at).and_then(|code| code.as_deref());
        (crate::exchange::fleet::supplier(edition, code, lang), *sum)
    });
    let systems = made.fleet.systems.iter().zip(&best.systems);
    let mut of_systems: Vec<(String, i128)> = systems
        .map(|(system, assigned)| (map::name(&system.name, lang), assigned.cost.as_micros()))
        .collect();
    of_systems.sort_by_key(|one| std::cmp::Reverse(one.1));
    of_systems.truncate(SHOWN);
    html! {
        <div class="fleet-money">
            { bars(said::FLEET_BY_SUPPLIER, of_suppliers.collect(), lang) }
            { bars(said::FLEET_BY_SYSTEM, of_systems, lang) }
        </div>
    }
}

fn bars(title: (&'static str, &'static str), lines: Vec<(String, i128)>, lang: Lang) -> Html {
    const WIDTH: i128 = 200;
    let most = lines.iter().map(|(_, sum)| *sum).max().unwrap_or(0).max(1);
    let line = |(name, sum): &(String, i128)| {
        let width = (sum.max(&0) * WIDTH / most).to_string();
        html! {
            <tr><th scope="row">{ name }</th>
                <td class="num">{ crate::basics::Money::micros(*sum).in_yuan() }</td>
                <td class="bars-picture"><svg viewBox="0 0 206 14" aria-hidden="true" focusable="false">
                    <rect class="bar-ground" x="0" y="3" width="200" height="8" rx="2" />
                    <rect class="bar-got" x="0" y="3" {width} height="8" rx="2" /></svg></td></tr>
        }
    };
    html! {
        <table class="bars"><caption>{ say(lang, title) }</caption>
            <tbody>{ for lines.iter().map(line) }</tbody></table>
    }
}
