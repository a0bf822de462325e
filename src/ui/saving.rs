//! How the work is kept, on screen: the state in the head, banners, the list of drafts.

use crate::drafts::{Error, SaveState};
use crate::ui::desk::{Desk, Msg};
use crate::ui::keep::Kept;
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
            if keeping.lost {
                { banner("fault", say(lang, words::LOST).to_owned(), html! { <>{ list.clone() }{ " " }<button type="button" class="link"
                    onclick={desk.send.reform(|_: MouseEvent| Msg::Kept(Kept::LostHeard))}>{ say(lang, words::LOST_HEARD) }</button></> }) }
            }
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
