//! The map of a fleet: a cell a system, by the worst that one of its rows gets; with filter and search.

use super::super::said;
use super::work::Made;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::Outcome;
use crate::exchange::fleet::{OUTCOMES, supplier};
use crate::fitting::fleet::Counts;
use crate::ui::same::Same;
use crate::ui::words::{fill, say};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

/// Cells that are drawn at once; the filter and the search lead to the others.
const MOST_SHOWN: usize = 600;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) made: Made,
    pub(super) edition: Same<Edition>,
    pub(super) lang: Lang,
}

/// A system's name for people.
pub(super) fn name(name: &str, lang: Lang) -> String {
    if name.is_empty() { say(lang, said::FLEET_NAMELESS).to_owned() } else { name.to_owned() }
}

/// The worst that a row of a system gets; what a quota leaves out is no better than what nothing fits.
fn worst(counts: &Counts) -> Outcome {
    if counts.short > 0 {
        return Outcome::Unfit;
    }
    OUTCOMES.into_iter().rev().find(|outcome| counts.of(*outcome) > 0).unwrap_or(Outcome::InCatalog)
}

/// A sign for each outcome, for those who do not tell its colour.
fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InCatalog => "●",
        Outcome::Fitted => "◐",
        Outcome::Composed => "▦",
        Outcome::Conceded => "△",
        Outcome::Unfit => "✕",
    }
}

/// The map, its legend, and one system in words.
#[component]
pub(super) fn Map(props: &Props) -> Html {
    let lang = props.lang;
    let (only, search, chosen) =
        (use_state_eq(|| None::<Outcome>), use_state_eq(String::new), use_state_eq(|| None::<usize>));
    let made = &props.made;
    let outcomes: Vec<Outcome> = made.report.best.systems.iter().map(|one| worst(&one.counts)).collect();
    let wanted = search.trim().to_lowercase();
    let shown: Vec<usize> = (0..outcomes.len())
        .filter(|at| only.is_none() || outcomes.get(*at) == only.as_ref())
        .filter(|at| {
            let system = made.fleet.systems.get(*at);
            wanted.is_empty() || system.is_some_and(|system| system.name.to_lowercase().contains(&wanted))
        })
        .collect();
    let legend = |outcome: Outcome| {
        let count = outcomes.iter().filter(|one| **one == outcome).count();
        let on = *only == Some(outcome);
        let only = only.clone();
        let press = Callback::from(move |_: MouseEvent| only.set(if on { None } else { Some(outcome) }));
        html! {
            <button type="button" key={outcome.code()} class={classes!("button", "fleet-key", on.then_some("lead"))} aria-pressed={on.to_string()} onclick={press}>
                <span class={classes!("fleet-sign", outcome.code())} aria-hidden="true">{ sign(outcome) }</span>{ " " }
                { outcome.name().get(lang).to_owned() }{ " " }<b>{ count }</b></button>
        }
    };
    let cell = |at: &usize| {
        let (at, chosen) = (*at, chosen.clone());
        let outcome = outcomes.get(at).copied().unwrap_or(Outcome::Unfit);
        let name = made.fleet.systems.get(at).map(|system| name(&system.name, lang)).unwrap_or_default();
        let label = format!("{name}: {}", outcome.name().get(lang));
        let on = *chosen == Some(at);
        let press = Callback::from(move |_: MouseEvent| chosen.set(Some(at)));
        html! {
            <li key={at}><button type="button" class={classes!("fleet-cell", outcome.code())} aria-pressed={on.to_string()} aria-label={label.clone()} title={label} onclick={press}>
                <span aria-hidden="true">{ sign(outcome) }</span></button></li>
        }
    };
    let typed = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            search.set(input.map(|input| input.value()).unwrap_or_default());
        })
    };
    let more = shown.len().saturating_sub(MOST_SHOWN);
    html! {
        <section class="sheet view-sheet fleet-map" aria-label={say(lang, said::FLEET_MAP)}>
            <div class="view-head"><h3>{ say(lang, said::FLEET_MAP) }</h3>
                <label>{ say(lang, said::FLEET_SEARCH) }{ " " }<input type="search" value={(*search).clone()} oninput={typed} /></label></div>
            <p class="soft small">{ say(lang, said::FLEET_MAP_ABOUT) }</p>
            <div class="actions" role="group" aria-label={say(lang, said::FLEET_FILTER)}>{ for OUTCOMES.into_iter().map(legend) }</div>
            <ul class="fleet-cells">{ for shown.iter().take(MOST_SHOWN).map(cell) }</ul>
            if shown.is_empty() { <p class="soft">{ say(lang, said::NOTHING) }</p> }
            if more > 0 { <p class="soft small">{ fill(lang, said::FLEET_MORE, &[&more.to_string()]) }</p> }
            <div role="status">{ for (*chosen).map(|at| one(props, at)) }</div>
        </section>
    }
}

/// One system in words.
fn one(props: &Props, at: usize) -> Html {
    let (lang, made, edition) = (props.lang, &props.made, &*props.edition);
    let (Some(system), Some(assigned)) = (made.fleet.systems.get(at), made.report.best.systems.get(at))
    else {
        return Html::default();
    };
    let code = made.report.suppliers.get(assigned.supplier).and_then(|code| code.as_deref());
    let line = |(place, line): (usize, &crate::fitting::fleet::Line)| {
        let need = made.fleet.needs.get(line.need);
        let function = need.and_then(|need| edition.function(&need.function));
        let amounts = need.into_iter().flat_map(|need| &need.amounts).filter_map(|(code, amount)| {
            let (_, dimension) = edition.dimension(code)?;
            Some(format!("{} {}", dimension.name.get(lang), dimension.show(*amount)))
        });
        let amounts: Vec<String> = amounts.collect();
        let outcome = made.report.outcome(&made.fleet, at, place);
        let key = assigned.lines.get(place).and_then(|taken| taken.first()).and_then(|(choice, _)| {
            Some(made.report.choices(line.need, assigned.supplier).get(*choice)?.key.clone())
        });
        html! {
            <tr><th scope="row">{ function.map(|f| f.name.get(lang).to_owned()).unwrap_or_default() }</th>
                <td>{ amounts.join(", ") }</td><td class="num">{ line.times() }</td>
                <td>{ outcome.name().get(lang).to_owned() }</td><td>{ key.unwrap_or_default() }</td></tr>
        }
    };
    html! {
        <div class="finding">
            <p><b>{ name(&system.name, lang) }</b>{ " · " }{ supplier(edition, code, lang) }{ " · " }{ assigned.cost.in_yuan() }{ say(lang, said::FLEET_YUAN) }</p>
            <div class="table-frame" tabindex="0" role="group" aria-label={name(&system.name, lang)}><table class="view-table">
                <thead><tr>{ for [said::FLEET_FUNCTION, said::FLEET_AMOUNTS, said::FLEET_TIMES, said::FLEET_OUTCOME, said::FLEET_KEY].map(|word| html! { <th scope="col">{ say(lang, word) }</th> }) }</tr></thead>
                <tbody>{ for system.lines.iter().enumerate().map(line) }</tbody></table></div>
        </div>
    }
}
