//! The last step: what is open, with a way to each place; then handing in.

use crate::dossier::Step;
use crate::dossier::fields::spec;
use crate::ui::deliver;
use crate::ui::desk::Desk;
use crate::ui::notes::{Note, Weight};
use crate::ui::state::{Action, steps_of};
use crate::ui::steps;
use crate::ui::words::{self, fill, say};
use yew::prelude::*;

/// The place that the summary of open things goes by.
pub const SUMMARY: &str = "/summary";

/// The last step.
pub fn check(desk: &Desk) -> Html {
    html! { <>{ counts(desk) }{ summary(desk) }{ others(desk) }if !desk.read_only() { { deliver::deliver(desk) } }</> }
}

/// How many things of each weight.
fn counts(desk: &Desk) -> Html {
    let lang = desk.lang();
    let count = |weight: Weight| {
        let count = desk.notes.count(weight);
        let class = if count == 0 { "none" } else { weight.class() };
        html! { <li class={classes!("count", class)}><b>{ count }</b>{ say(lang, weight.word()) }</li> }
    };
    html! {
        <ul class="counts">
            { for [Weight::Bars, Weight::ToDo, Weight::Warns, Weight::Judge, Weight::Advice].map(count) }
        </ul>
    }
}

/// What keeps the case from being handed in, step by step, each with a link to its place. Takes the focus
/// when the check was asked for.
fn summary(desk: &Desk) -> Html {
    let lang = desk.lang();
    let barring: Vec<&Note> = desk.notes.barring().collect();
    let title = match barring.len() {
        0 => say(lang, words::SUMMARY_CLEAR).to_owned(),
        n => fill(lang, words::SUMMARY_BARS, &[&n.to_string()]),
    };
    let of =
        |step: Option<Step>| -> Vec<&Note> { barring.iter().copied().filter(|n| n.step == step).collect() };
    html! {
        <>
        if !barring.is_empty() && !desk.state.checked && !desk.read_only() {
            <div class="actions"><button type="button" class="button" onclick={desk.click(Action::Check)}>{ say(lang, words::CHECK_NOW) }</button></div>
        }
        <section class={classes!("summary", barring.is_empty().then_some("clear"))} aria-labelledby="summary-title">
            <h4 id="summary-title" tabindex="-1" data-path={SUMMARY}>{ title }</h4>
            { for steps_of(desk.state.draft.errand).iter().map(|s| (Some(*s), of(Some(*s)))).chain([(None, of(None))])
                .filter(|(_, notes)| !notes.is_empty()).map(|(step, notes)| html! {
                    <>
                        if let Some(step) = step { <h5>{ say(lang, steps::name(step)) }</h5> }
                        <ul>{ for notes.iter().map(|n| link(desk, n)) }</ul>
                    </>
                }) }
        </section>
        </>
    }
}

/// What bars nothing: to be looked at, left to the reviewer, good to know.
fn others(desk: &Desk) -> Html {
    let others: Vec<&Note> = desk.notes.all().iter().filter(|n| n.weight > Weight::ToDo).collect();
    if others.is_empty() {
        return Html::default();
    }
    html! {
        <section class="sheet others" aria-labelledby="others-title">
            <h4 id="others-title">{ say(desk.lang(), words::OTHERS) }</h4>
            <ul>{ for others.iter().map(|n| link(desk, n)) }</ul>
        </section>
    }
}

/// A way to the place of a note, in the words that stand there.
pub fn link(desk: &Desk, note: &Note) -> Html {
    let lang = desk.lang();
    let key = note.place.steps().nth(1).unwrap_or_default();
    // Two people have a name and a telephone: the heading tells which.
    let group = note.place.as_str().starts_with("/fields/").then(|| spec(&key)).flatten();
    let row = note.place.as_str().starts_with("/needs/").then(|| key.parse::<usize>().ok()).flatten();
    let group = match (group, row) {
        (Some(field), _) => say(lang, field.group).to_owned(),
        (None, Some(row)) => fill(lang, words::ROW, &[&(row + 1).to_string()]),
        (None, None) => String::new(),
    };
    let colon = if group.is_empty() { "" } else { say(lang, ("：", ": ")) };
    let text = format!("{group}{colon}{}", note.message.get(lang));
    html! {
        <li>
            if note.weight > Weight::ToDo {
                <span class={classes!("tag", note.weight.class())}>{ say(lang, note.weight.word()) }</span>{ " " }
            }
            if note.step.is_some() {
                <button type="button" class="link" onclick={desk.click(Action::Focus(note.place.clone()))}>{ text }</button>
            } else { { text } }
        </li>
    }
}
