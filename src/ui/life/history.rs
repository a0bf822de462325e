//! The history: who did what and when, on what evidence, by which rules; each step's form can be unfolded.

use super::docket::Docket;
use super::said as own;
use super::sheet::{errand_name, outcome, sheet};
use super::who::who;
use crate::basics::date::iso;
use crate::dossier::Act;
use crate::ui::desk::Desk;
use crate::ui::words::{fill, say};
use crate::wire::v1::journal::Entry;
use yew::prelude::*;

/// The whole history, the latest step first.
pub fn history(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let count = docket.journal.entries().len().to_string();
    html! {
        <section class="sheet history" aria-labelledby="history-title">
            <h4 id="history-title">{ say(lang, own::HISTORY) }</h4>
            <p class="soft small">{ fill(lang, own::HISTORY_ABOUT, &[&count]) }</p>
            { steps(desk, docket, 0) }
        </section>
    }
}

/// The steps after the first so many, the latest first.
pub fn steps(desk: &Desk, docket: &Docket, after: usize) -> Html {
    let taken = docket.journal.entries().iter().zip(&docket.life.acts).skip(after);
    let rows: Vec<Html> = taken.map(|(entry, act)| row(desk, docket, entry, act)).collect();
    html! { <ol class="timeline">{ for rows.into_iter().rev() }</ol> }
}

fn row(desk: &Desk, docket: &Docket, entry: &Entry, act: &Act) -> Html {
    let lang = desk.lang();
    let step = &entry.step;
    let role = who(desk, docket, step.role);
    let by = if role.starts_with(&step.by) { role } else { format!("{} · {role}", step.by) };
    let tag = outcome(act).map(|(class, word)| {
        html! { <>{ " " }<span class={classes!("tag", class)}>{ say(lang, word) }</span></> }
    });
    html! {
        <li key={entry.number}>
            <p class="when num"><time datetime={step.at.clone()}>{ iso(step.on) }</time>
                <span class="soft small">{ fill(lang, own::NUMBER, &[&entry.number.to_string()]) }</span></p>
            <div class="what">
                <p class="title"><b>{ errand_name(act.errand(), lang) }</b>{ for tag }</p>
                <p class="soft">{ by }</p>
                { evidence(act, desk) }
                <details open={desk.unfolds}>
                    <summary>{ say(lang, own::SHOW_SHEET) }<span class="quiet">{ format!(" {} {}", entry.number, errand_name(act.errand(), lang)) }</span></summary>
                    { sheet(desk, &step.sheet) }
                    { seal(desk, entry) }
                </details>
            </div>
        </li>
    }
}

/// The names of the papers that came with a step.
fn evidence(act: &Act, desk: &Desk) -> Html {
    let names: Vec<&str> = act.sheet.attachments.iter().map(|a| a.name.as_str()).collect();
    if names.is_empty() {
        return Html::default();
    }
    let lang = desk.lang();
    let names = names.join(say(lang, ("、", ", ")));
    html! { <p class="soft small">{ say(lang, own::EVIDENCE) }{ say(lang, ("：", ": ")) }{ names }</p> }
}

/// By what a step was judged, and how it is sealed.
fn seal(desk: &Desk, entry: &Entry) -> Html {
    let lang = desk.lang();
    let judged = &entry.step.judged;
    let catalog = &judged.catalog.0;
    let by = fill(lang, own::JUDGED_LINE, &[&judged.ruleset, catalog, &iso(judged.as_of)]);
    let now = desk.said.map(|said| &said.judgement.review);
    let other = now.is_some_and(|now| now.ruleset != judged.ruleset || now.catalog != judged.catalog);
    html! {
        <dl class="facts small">
            <dt>{ say(lang, own::JUDGED_BY) }</dt>
            <dd class="num">{ by }if other { { " " }<span class="tag is-todo">{ say(lang, own::OTHER_TERMS) }</span> }</dd>
            <dt>{ say(lang, own::RECEIVED) }</dt><dd class="num">{ &entry.step.at }</dd>
            <dt>{ say(lang, own::KEY) }</dt><dd class="code">{ &entry.step.key }</dd>
            <dt>{ say(lang, own::SEAL) }</dt><dd class="code">{ entry.digest.to_string() }</dd>
        </dl>
    }
}
