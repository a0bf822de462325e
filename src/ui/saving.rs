//! How the work is kept, on screen: the state in the head, banners, the list of drafts.

use crate::drafts::{Error, SaveState, Summary};
use crate::ui::desk::{Desk, Msg};
use crate::ui::keep::Kept;
use crate::ui::life::Wish;
use crate::ui::state::Action;
use crate::ui::words::{self, fill, say};
use yew::prelude::*;

/// The state, in the head of the form.
pub fn state(desk: &Desk) -> Html {
    let lang = desk.lang();
    let (class, text) = match &desk.keeping.state {
        None => ("", say(lang, words::SAVE_OPENING).to_owned()),
        Some(SaveState::Untouched) => ("", say(lang, words::SAVE_UNTOUCHED).to_owned()),
        Some(SaveState::Saving) => ("", say(lang, words::SAVE_SAVING).to_owned()),
        Some(SaveState::Saved { at, .. }) => ("kept", fill(lang, words::SAVE_SAVED, &[&time(*at)])),
        Some(SaveState::Failed(_)) => ("fails", say(lang, words::SAVE_FAILED).to_owned()),
        Some(SaveState::MemoryOnly) => ("fails", say(lang, words::SAVE_MEMORY).to_owned()),
        Some(SaveState::Conflict { .. }) => ("kept", say(lang, words::SAVE_COPY).to_owned()),
    };
    html! { <span class={classes!("saving", class)} role="status" data-saving={class}>{ text }</span> }
}

/// What a person must know of the keeping, above the page.
pub fn banners(desk: &Desk) -> Html {
    let lang = desk.lang();
    let keeping = desk.keeping;
    let failed = match &keeping.state {
        Some(SaveState::Failed(error)) => Some(error),
        _ => None,
    };
    let why = |error: &Error| error.words().get(lang).to_owned();
    let export = html! {
        <button type="button" class="button" onclick={desk.send.reform(|_: MouseEvent| Msg::Export)}>{ say(lang, words::EXPORT) }</button>
    };
    let list = html! {
        <button type="button" class="button" onclick={desk.click(Action::Drafts(true))}>{ say(lang, words::SHOW_DRAFTS) }</button>
    };
    html! {
        <>
            if keeping.offline { { banner("plain", say(lang, words::OFFLINE).to_owned(), Html::default()) } }
            if let Some(error) = keeping.memory_only() { { banner("fault", why(error), export.clone()) } }
            if let Some(error) = failed { { banner("fault", why(error), export.clone()) } }
            if keeping.conflict { { banner("", say(lang, words::CONFLICT).to_owned(), list.clone()) } }
            if keeping.elsewhere() { { banner("", say(lang, words::ELSEWHERE).to_owned(), list) } }
            if keeping.set_aside > 0 {
                { banner("", fill(lang, words::SET_ASIDE, &[&keeping.set_aside.to_string()]), export) }
            }
        </>
    }
}

fn banner(kind: &'static str, text: String, deed: Html) -> Html {
    html! { <div class={classes!("banner", kind)} role="status"><p>{ text }</p>{ deed }</div> }
}

/// The list of drafts.
pub fn list(desk: &Desk) -> Html {
    let lang = desk.lang();
    let fresh = desk.send.reform(|_: MouseEvent| Msg::Kept(Kept::New));
    let body = match &desk.keeping.list {
        None => html! { <p class="waiting">{ say(lang, words::DRAFTS_WAIT) }</p> },
        Some(Err(error)) => html! { <p class="note is-bars">{ error.words().get(lang) }</p> },
        Some(Ok(list)) if list.is_empty() => html! { <p class="soft">{ say(lang, words::DRAFTS_NONE) }</p> },
        Some(Ok(list)) => html! { <ul>{ for list.iter().map(|summary| line(desk, summary)) }</ul> },
    };
    html! {
        <section class="sheet">
            <h4>{ say(lang, words::DRAFTS) }</h4>
            <p class="soft small">{ say(lang, words::DRAFTS_ABOUT) }</p>
            if let Some(persists) = desk.keeping.persists {
                <p class="soft small">{ say(lang, if persists { words::PERSISTED } else { words::NOT_PERSISTED }) }</p>
            }
            <div class="actions"><button type="button" class="button" onclick={fresh}>{ say(lang, words::DRAFT_NEW) }</button></div>
            { body }
        </section>
    }
}

fn line(desk: &Desk, summary: &Summary) -> Html {
    let lang = desk.lang();
    let here = desk.keeping.id().as_deref() == Some(&summary.id);
    let kept = |make: fn(String) -> Kept| {
        let id = summary.id.clone();
        desk.send.reform(move |_: MouseEvent| Msg::Kept(make(id.clone())))
    };
    let doubt = desk.keeping.removing.as_ref() == Some(&summary.id);
    let about = format!(
        "{} · {}",
        fill(lang, words::DRAFT_KEPT, &[&day_and_time(summary.updated)]),
        fill(lang, words::DRAFT_REVISION, &[&summary.revision.to_string()])
    );
    html! {
        <li class={classes!("draft", here.then_some("here"))} key={summary.id.clone()}>
            <div class="what">
                <span class="name">{ &summary.title }</span>{ " " }
                if let Some(step) = &summary.step { <span class="tag num">{ fill(lang, words::CASE, &[&step.reference]) }</span> }
                if here { <span class="tag done">{ say(lang, words::DRAFT_HERE) }</span> }
                if summary.conflict_of.is_some() { <span class="tag is-todo">{ say(lang, words::DRAFT_COPY) }</span> }
                if let Some(state) = &summary.outbox { <span class="tag">{ say(lang, words::outbox(state)) }</span> }
                <p class="soft small num">{ about }</p>
                if let Some(error) = &summary.trouble { <p class="note is-bars">{ error.words().get(lang) }</p> }
            </div>
            if doubt {
                <span>{ say(lang, words::DRAFT_REMOVE_SURE) }</span>
                <button type="button" class="button danger" onclick={kept(Kept::Remove)}>{ say(lang, words::DRAFT_REMOVE) }</button>
            } else if !here {
                { way(desk, summary, kept(Kept::Open)) }
                <button type="button" class="link" onclick={kept(Kept::Doubt)}>{ say(lang, words::DRAFT_REMOVE) }</button>
            }
        </li>
    }
}

/// The way to another draft: a step belongs to its case, and a form that begins one stands on a page of its own.
fn way(desk: &Desk, summary: &Summary, open: Callback<MouseEvent>) -> Html {
    let lang = desk.lang();
    let button = |onclick: Callback<MouseEvent>| html! { <button type="button" class="button" {onclick}>{ say(lang, words::DRAFT_OPEN) }</button> };
    match (&summary.step, desk.docket) {
        (None, None) => button(open),
        (Some(step), Some(_)) if desk.keeping.step.as_ref().is_some_and(|own| own.is_same(step)) => {
            button(open)
        }
        (Some(step), Some(docket)) if docket.reference() == step.reference => {
            let errand = step.errand;
            button(desk.send.reform(move |_| Msg::Life(Wish::Take(errand))))
        }
        (Some(_), _) => html! { <span class="soft small">{ say(lang, words::DRAFT_ELSEWHERE) }</span> },
        (None, Some(_)) => html! { <span class="soft small">{ say(lang, words::DRAFT_NOT_HERE) }</span> },
    }
}

fn date_of(at: u64) -> js_sys::Date {
    // A time before the year 287,396 is exact as a double.
    js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64))
}

/// `14:05` by the person's clock.
pub fn time(at: u64) -> String {
    let date = date_of(at);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// `2026-11-23 14:05` by the person's clock.
pub fn day_and_time(at: u64) -> String {
    let date = date_of(at);
    format!("{}-{:02}-{:02} {}", date.get_full_year(), date.get_month() + 1, date.get_date(), time(at))
}
