//! What a fleet gets, to look into: filters and a search over all rows, the map of their systems, the rows themselves,
//! and one of them against what it is offered.

use super::super::grid::{Cells, List};
use super::super::said;
use super::detail::Detail;
use super::map::{Map, name, sign};
use super::terms;
use super::work::Made;
use crate::basics::{Date, Lang};
use crate::catalog::Edition;
use crate::exchange::fleet::rows::{Got, Row, Rows, Wanted};
use crate::exchange::sheet::Cell;
use crate::fitting::fleet::Counts;
use crate::ui::same::Same;
use crate::ui::settings::Place;
use crate::ui::words::{fill, say};
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Rows that are printed; the others are in the file.
const PRINTED: usize = 2_000;

/// Properties of [`Explore`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) made: Made,
    pub(super) edition: Same<Edition>,
    pub(super) place: Place,
    pub(super) as_of: Date,
    pub(super) lang: Lang,
    /// True on paper.
    pub(super) whole: bool,
}

/// The rows of what came of a list.
pub(super) fn rows<'a>(made: &'a Made, edition: &'a Edition, lang: Lang) -> Rows<'a> {
    Rows { fleet: &made.fleet, report: &made.report, edition, lang }
}

/// How many rows get this.
fn count(counts: &Counts, got: Got) -> i64 {
    match got {
        Got::Outcome(outcome) => counts.of(outcome),
        Got::Short => counts.short,
    }
}

/// All of it.
#[component]
pub(super) fn Explore(props: &Props) -> Html {
    let Props { made, edition, lang, .. } = props;
    let lang = *lang;
    let wanted = use_state_eq(Wanted::default);
    let chosen = use_state_eq(|| None::<usize>);
    {
        // What was looked for in one list is not looked for in the next.
        let (wanted, chosen) = (wanted.clone(), chosen.clone());
        use_effect_with(made.clone(), move |_| {
            wanted.set(Wanted::default());
            chosen.set(None);
        });
    }
    let all = use_memo((made.clone(), edition.clone()), |(made, edition)| rows(made, edition, lang).all());
    // Of the system that is chosen on the map the others stay in sight.
    let found = use_memo(
        (made.clone(), edition.clone(), lang, Wanted { system: None, ..(*wanted).clone() }),
        |(made, edition, lang, wanted)| rows(made, edition, *lang).find(&all, wanted),
    );
    let systems = use_memo((made.clone(), found.clone()), |(_, found)| {
        let of = found.iter().filter_map(|at| all.get(*at)).map(|row| row.system);
        Rc::new(of.collect::<BTreeSet<usize>>().into_iter().collect::<Vec<usize>>())
    });
    let shown = use_memo((found.clone(), wanted.system), |(found, system)| {
        let of = |at: &&usize| system.is_none_or(|own| all.get(**at).is_some_and(|row| row.system == own));
        found.iter().filter(of).copied().collect::<Vec<usize>>()
    });
    let change = {
        let (wanted, chosen) = (wanted.clone(), chosen.clone());
        Callback::from(move |next: Wanted| {
            chosen.set(None);
            wanted.set(next);
        })
    };
    let on_system = {
        let (wanted, change) = (wanted.clone(), change.clone());
        Callback::from(move |system: usize| {
            let system = Some(system).filter(|_| wanted.system != Some(system));
            change.emit(Wanted { system, ..(*wanted).clone() });
        })
    };
    let on_row = {
        let (chosen, shown) = (chosen.clone(), shown.clone());
        Callback::from(move |at: usize| {
            chosen.set(shown.get(at).copied().filter(|own| *chosen != Some(*own)))
        })
    };
    let cells =
        use_memo((made.clone(), edition.clone(), lang, shown.clone()), |(made, edition, lang, shown)| {
            let (made, edition, lang) = (made.clone(), edition.clone(), *lang);
            let (all, shown) = (all.clone(), shown.clone());
            Cells::of(move |at| {
                let row = shown.get(at).and_then(|at| all.get(*at));
                row.map(|row| cells(&rows(&made, &edition, lang), row)).unwrap_or_default()
            })
        });
    let headings = use_memo(lang, |lang| Rc::new(headings(*lang)));
    let row = chosen.and_then(|at| all.get(at)).copied();
    let label = fill(lang, said::FLEET_FOUND, &[&shown.len().to_string(), &all.len().to_string()]);
    html! {
        <section class="sheet view-sheet fleet-map" aria-labelledby="fleet-fit">
            <div class="view-head"><h3 id="fleet-fit">{ say(lang, said::FLEET_FIT) }</h3></div>
            { filters(props, &wanted, &change) }
            <p class="soft small screen-only">{ say(lang, said::FLEET_MAP_ABOUT) }</p>
            if !props.whole {
                <Map made={made.clone()} systems={(*systems).clone()} {lang} chosen={wanted.system} on_choose={on_system} />
            }
            <p role="status"><b>{ label.clone() }</b>{ " " }{ one(props, wanted.system) }</p>
            if shown.is_empty() {
                <p class="soft">{ say(lang, said::NOTHING) }</p>
            } else if props.whole {
                { paper(props, &all, &shown, &headings) }
            } else {
                <List label={label} kind="fleet-rows" headings={(*headings).clone()} count={shown.len()} cells={(*cells).clone()}
                    chosen={chosen.and_then(|own| shown.iter().position(|at| *at == own))} on_choose={on_row} />
            }
            <div aria-live="polite">
                if let Some(row) = row {
                    <Detail made={made.clone()} edition={edition.clone()} terms={terms(&props.place, props.as_of)} {row} {lang} />
                }
            </div>
        </section>
    }
}

/// What is looked for.
fn filters(props: &Props, wanted: &Wanted, change: &Callback<Wanted>) -> Html {
    let (made, edition, lang) = (&props.made, &props.edition, props.lang);
    let counts = &made.report.best.counts;
    let key = |got: Got| {
        let on = wanted.got == Some(got);
        let next = Wanted { got: Some(got).filter(|_| !on), ..wanted.clone() };
        let press = change.reform(move |_: MouseEvent| next.clone());
        html! {
            <button type="button" key={got.code()} class={classes!("button", "fleet-key", on.then_some("lead"))} aria-pressed={on.to_string()} onclick={press}>
                <span class={classes!("fleet-sign", got.code())} aria-hidden="true">{ sign(got) }</span>{ " " }
                { got.name().get(lang).to_owned() }{ " " }<b>{ count(counts, got) }</b></button>
        }
    };
    let keys = Got::ALL.into_iter().filter(|got| *got != Got::Short || counts.short > 0);
    let by_supplier = {
        let wanted = wanted.clone();
        change.reform(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            Wanted { supplier: value.parse().ok(), system: None, ..wanted.clone() }
        })
    };
    let by_function = {
        let wanted = wanted.clone();
        change.reform(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            Wanted { function: Some(value).filter(|value| !value.is_empty()), ..wanted.clone() }
        })
    };
    let typed = {
        let wanted = wanted.clone();
        change.reform(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            Wanted { text, system: None, ..wanted.clone() }
        })
    };
    let own = rows(made, edition, lang);
    let functions: BTreeSet<&str> = made.fleet.needs.iter().map(|need| need.function.as_str()).collect();
    let functions = edition.functions.iter().filter(|function| functions.contains(function.code.as_str()));
    let any = *wanted != Wanted::default();
    let clear = change.reform(|_: MouseEvent| Wanted::default());
    html! {
        <div class="fleet-filters screen-only">
            <div class="actions" role="group" aria-label={say(lang, said::FLEET_FILTER)}>{ for keys.map(key) }</div>
            <div class="fleet-boxes">
                <label><span>{ say(lang, said::FLEET_SEARCH) }</span>
                    <input class="box" type="search" value={wanted.text.clone()} oninput={typed} autocomplete="off" spellcheck="false" /></label>
                <label><span>{ say(lang, said::FLEET_SUPPLIER) }</span>
                    <select class="box" onchange={by_supplier}>
                        <option value="" selected={wanted.supplier.is_none()}>{ say(lang, said::FLEET_ALL) }</option>
                        { for (0..made.report.suppliers.len()).map(|at| html! {
                            <option value={at.to_string()} selected={wanted.supplier == Some(at)}>{ own.named(at) }</option>
                        }) }
                    </select></label>
                <label><span>{ say(lang, said::FLEET_FUNCTION) }</span>
                    <select class="box" onchange={by_function}>
                        <option value="" selected={wanted.function.is_none()}>{ say(lang, said::FLEET_ALL) }</option>
                        { for functions.map(|function| html! {
                            <option value={function.code.clone()} selected={wanted.function.as_ref() == Some(&function.code)}>{ function.name.get(lang).to_owned() }</option>
                        }) }
                    </select></label>
                <button type="button" class="button" onclick={clear} disabled={!any}>{ say(lang, said::FLEET_CLEAR) }</button>
            </div>
        </div>
    }
}

/// The system that is chosen, in words.
fn one(props: &Props, system: Option<usize>) -> Html {
    let (made, lang) = (&props.made, props.lang);
    let of = |at: usize| made.fleet.systems.get(at).zip(made.report.best.systems.get(at));
    let Some((system, assigned)) = system.and_then(of) else { return Html::default() };
    let supplier = rows(made, &props.edition, lang).named(assigned.supplier);
    let (name, cost) = (name(&system.name, lang), assigned.cost.in_yuan());
    html! { <span class="fleet-one">{ fill(lang, said::FLEET_ONE, &[&name, &supplier, &cost]) }</span> }
}

fn headings(lang: Lang) -> Vec<(String, bool)> {
    let all = [
        (said::FLEET_ROW, true),
        (said::FLEET_SYSTEM, false),
        (said::FLEET_FUNCTION, false),
        (said::FLEET_AMOUNTS, false),
        (said::FLEET_OUTCOME, false),
        (said::FLEET_SUPPLIER, false),
        (said::FLEET_OFFER, false),
        (said::FLEET_ALONE, true),
    ];
    all.map(|(word, number)| (say(lang, word).to_owned(), number)).to_vec()
}

/// A row on screen: what stands in the file, without what the panel of the row shows.
fn cells(rows: &Rows<'_>, row: &Row) -> Vec<Html> {
    let got = rows.got(row);
    let shown = |cell: Option<&Cell>| cell.map(Cell::shown).unwrap_or_default();
    let all = rows.cells(row);
    [0, 1, 2, 3, 4, 5, 6, 8]
        .into_iter()
        .map(|at| match at {
            1 => html! { { name(&shown(all.get(at)), rows.lang) } },
            4 => html! { <><span class={classes!("fleet-sign", got.code())} aria-hidden="true">{ sign(got) }</span>{ " " }{ shown(all.get(at)) }</> },
            at => html! { { shown(all.get(at)) } },
        })
        .collect()
}

/// The rows on paper.
fn paper(props: &Props, all: &[Row], shown: &[usize], headings: &[(String, bool)]) -> Html {
    let rows = rows(&props.made, &props.edition, props.lang);
    let more = shown.len().saturating_sub(PRINTED);
    html! {
        <>
            <div class="table-frame"><table class="view-table">
                <thead><tr>{ for headings.iter().map(|(heading, number)| html! { <th scope="col" class={classes!(number.then_some("num"))}>{ heading }</th> }) }</tr></thead>
                <tbody>{ for shown.iter().take(PRINTED).filter_map(|at| all.get(*at)).map(|row| html! {
                    <tr>{ for cells(&rows, row).into_iter().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                }) }</tbody>
            </table></div>
            if more > 0 { <p class="soft small">{ fill(props.lang, said::FLEET_MORE, &[&more.to_string()]) }</p> }
        </>
    }
}
