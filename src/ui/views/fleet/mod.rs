//! A fleet in the browser: a list of many systems is read, fitted and given to suppliers, in slices between which the
//! page lives; it can be stopped at any of them. What came of it is looked into by filter, map and row.

mod detail;
mod explore;
mod map;
mod money;
mod work;

use super::grid::{Cells, List};
use super::said;
use super::table::{basis, tables};
use crate::basics::{Date, Lang, Words};
use crate::catalog::Edition;
use crate::exchange::fleet::{about, compared, of_rows, of_systems, sheets, summary, template};
use crate::exchange::{Cell, Sheet, csv};
use crate::fitting::{FitTerms, Order};
use crate::ui::browser;
use crate::ui::choosing::Choosing;
use crate::ui::judging::place;
use crate::ui::resources::import::{Given, Import, Of, Says, Taken};
use crate::ui::same::Same;
use crate::ui::settings::{Fits, Place};
use crate::ui::words::{fill, say};
use crate::ui::workbooks;
use explore::{Explore, rows};
use std::cell::Cell as Counter;
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
    /// Fits lists beside the page.
    pub(super) fits: Option<Fits>,
}

/// The terms by which a fleet is fitted: those of the place on this day, what costs least first.
pub(super) fn terms(of: &Place, as_of: Date) -> FitTerms {
    let terms = place(of).map_or_else(|| FitTerms::at(as_of), |place| FitTerms::of(&place, as_of));
    FitTerms { order: Order::Cheap, ..terms }
}

/// The choice of a list, how far it is, and what came of it.
#[component]
pub(super) fn FleetView(props: &Props) -> Html {
    let lang = props.lang;
    let stage = use_state(|| Stage::Idle);
    let services = use_state_eq(|| false);
    let given = use_state_eq(|| None::<Given>);
    let saying = use_state_eq(|| false);
    let turn = use_mut_ref(|| Rc::new(Counter::new(0u32)));
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
        let (stage, turn, props, given) = (stage.clone(), turn.clone(), props.clone(), given.clone());
        Callback::from(move |(list, services): (Given, bool)| {
            let turn = turn.borrow().clone();
            turn.set(turn.get().wrapping_add(1));
            let stage = stage.clone();
            let said = Callback::from(move |next: Stage| stage.set(next));
            said.emit(Stage::Reading(list.file.name().into()));
            given.set(Some(list.clone()));
            let terms = terms(&props.place, props.as_of);
            let services = if services { place(&props.place) } else { None };
            let job = work::Job { given: list, edition: props.edition.clone(), terms, services, turn, said };
            spawn_local(work::begin(job, props.fits.clone()));
        })
    };
    let on_file = {
        let (begin, saying, services) = (begin.clone(), saying.clone(), *services);
        Callback::from(move |file: File| {
            saying.set(false);
            begin.emit((Given { file, says: Says::default() }, services));
        })
    };
    let on_take = {
        let (begin, saying, services) = (begin.clone(), saying.clone(), *services);
        Callback::from(move |taken: Taken| {
            saying.set(false);
            begin.emit((taken.given, services));
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
        let (services, given, begin) = (services.clone(), given.clone(), begin.clone());
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let on = input.is_some_and(|input| input.checked());
            services.set(on);
            // What is on screen is what was asked for.
            (*given).clone().into_iter().for_each(|given| begin.emit((given, on)));
        })
    };
    let toggle = {
        let saying = saying.clone();
        Callback::from(move |_: MouseEvent| saying.set(!*saying))
    };
    let on_close = {
        let saying = saying.clone();
        Callback::from(move |()| saying.set(false))
    };
    let sample = {
        let (edition, as_of, stage) = (props.edition.clone(), props.as_of, stage.clone());
        Callback::from(move |_: MouseEvent| {
            let (sheets, stage) = (template(&edition, lang), stage.clone());
            spawn_local(async move {
                if let Err(why) = workbooks::offer(say(lang, said::FLEET_TEMPLATE_NAME), &sheets, as_of).await
                {
                    stage.set(Stage::Failed(why));
                }
            });
        })
    };
    html! {
        <div class="fleet" part="fleet">
            <div class="fleet-file screen-only">
                <Choosing label={said::FLEET_FILE} accept=".xlsx,.csv,.txt,text/csv" paste=true {lang} {on_file} />
                <div class="actions">
                    <button type="button" class="button" onclick={toggle} aria-expanded={saying.to_string()} disabled={given.is_none()}>{ say(lang, said::FLEET_COLUMNS) }</button>
                    <button type="button" class="button" onclick={sample}>{ say(lang, said::FLEET_TEMPLATE) }</button>
                    <label class="fleet-services"><input type="checkbox" checked={*services} onchange={tick} />{ " " }{ say(lang, said::FLEET_SERVICES) }</label>
                </div>
            </div>
            if let Some(given) = (*given).clone().filter(|_| *saying) {
                <Import edition={props.edition.clone()} {lang} of={Of::Fleet} {given} {on_take} {on_close} />
            }
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
    let (lang, made, edition) = (props.lang, &props.made, &props.edition);
    let failed = use_state(|| None::<Words>);
    let about = use_memo((made.clone(), edition.clone(), lang), |(made, edition, lang)| {
        let name = place(&props.place).map_or_else(Words::default, |place| place.name.clone());
        about(edition, &name, props.as_of, (made.unread, made.implied), *lang)
    });
    let suppliers = use_memo((made.clone(), about.clone(), lang), |(made, about, lang)| {
        Rc::new(vec![compared(&rows(made, edition, *lang), about)])
    });
    let systems = use_memo((made.clone(), about.clone(), lang), |(made, about, lang)| {
        Rc::new(of_systems(&rows(made, edition, *lang), about))
    });
    let workbook = {
        let (about, failed, props) = (about.clone(), failed.clone(), props.clone());
        Callback::from(move |_: MouseEvent| {
            let (about, failed, props) = (about.clone(), failed.clone(), props.clone());
            spawn_local(async move {
                let ShownProps { made, edition, lang, as_of, .. } = &props;
                let all = sheets(&made.fleet, &made.report, edition, &about, *lang);
                failed.set(workbooks::offer("fleet.xlsx", &all, *as_of).await.err());
            });
        })
    };
    let text = {
        let (about, props) = (about.clone(), props.clone());
        Callback::from(move |_: MouseEvent| {
            let sheet = of_rows(&rows(&props.made, &props.edition, props.lang), &about);
            save(&sheet, props.lang);
        })
    };
    let sheets: Rc<Vec<Sheet>> = (*suppliers).clone();
    html! {
        <>
            { problems(made, lang) }
            <div class="actions screen-only">
                <button type="button" class="button" onclick={workbook}>{ say(lang, said::FLEET_XLSX) }</button>
                <button type="button" class="button" onclick={text}>{ say(lang, said::FLEET_CSV) }</button>
            </div>
            if let Some(why) = &*failed { <p class="note is-bars" role="alert">{ why.get(lang).to_owned() }</p> }
            { for sheets.first().map(basis) }
            { tables(&sheets, "fleet", lang, props.whole, &|_, _, _| None) }
            { money::money(made, edition, lang) }
            <Explore made={made.clone()} edition={edition.clone()} place={props.place.clone()} as_of={props.as_of} {lang} whole={props.whole} />
            <Systems sheet={(*systems).clone()} {lang} whole={props.whole} />
        </>
    }
}

/// Offers a table as a text file. Where the browser lets nobody download, it says so itself.
fn save(sheet: &Sheet, lang: Lang) {
    let name = format!("fleet-{}.csv", sheet.name);
    let _ = browser::download(&name, "text/csv;charset=utf-8", &csv::write(sheet, lang));
}

#[derive(Clone, PartialEq, Properties)]
struct SystemsProps {
    sheet: Rc<Sheet>,
    lang: Lang,
    whole: bool,
}

/// The systems: on paper all of them, on screen those in view.
#[component]
fn Systems(props: &SystemsProps) -> Html {
    let SystemsProps { sheet, lang, whole } = props;
    let list = use_memo((sheet.clone(), *lang), |(sheet, lang)| {
        let number = |at: usize| sheet.total.get(at).is_some_and(Cell::is_number);
        let headings: Vec<(String, bool)> =
            sheet.headings.iter().enumerate().map(|(at, heading)| (heading.clone(), number(at))).collect();
        let (sheet, lang) = (sheet.clone(), *lang);
        let cells = Cells::of(move |at| {
            let row = sheet.rows.get(at).map(Vec::as_slice).unwrap_or_default();
            let shown = |(column, cell): (usize, &Cell)| match column {
                0 => html! { { map::name(&cell.shown(), lang) } },
                _ => html! { { cell.shown() } },
            };
            row.iter().enumerate().map(shown).collect()
        });
        (Rc::new(headings), cells)
    });
    if *whole {
        return tables(&Rc::new(vec![(**sheet).clone()]), "fleet", *lang, true, &|_, _, _| None);
    }
    let take = {
        let (sheet, lang) = (sheet.clone(), *lang);
        Callback::from(move |_: MouseEvent| save(&sheet, lang))
    };
    html! {
        <section class="sheet view-sheet" aria-labelledby="fleet-systems">
            <div class="view-head"><h3 id="fleet-systems">{ &sheet.title }</h3>
                <button type="button" class="button" onclick={take}>{ say(*lang, said::CSV) }</button></div>
            <List label={sheet.title.clone()} kind="fleet-systems" headings={list.0.clone()} count={sheet.rows.len()} cells={list.1.clone()} />
        </section>
    }
}

/// What is wrong with the list, the first of it.
fn problems(made: &Made, lang: Lang) -> Html {
    const SHOWN: usize = 20;
    let line = |(problem, rows): &(crate::exchange::list::Problem, usize)| {
        let class = if problem.bars { "note is-bars" } else { "note is-warns" };
        html! { <p {class}><b>{ &problem.cell }</b>{ " " }{ problem.said(*rows, lang) }</p> }
    };
    html! { <>{ for made.problems.iter().take(SHOWN).map(line) }</> }
}
