//! Drafts and files: what is kept on this computer, and what goes in and out as a file.

use crate::ui::browser;
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::shelf;
use crate::ui::state::Action;
use crate::ui::words::{self, say};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The panel that stands in place of the step while it is open.
#[inline(never)]
pub fn panel(desk: &Desk) -> Html {
    let lang = desk.lang();
    html! {
        <section class="page" key="files" aria-labelledby="files-title" part="page">
            <header class="split">
                <h3 id="files-title" tabindex="-1" data-path="/files">{ say(lang, words::FILES) }</h3>
                <button type="button" class="button" onclick={desk.click(Action::Drafts(false))}>
                    { icon(Icon::Close) }{ say(lang, words::BACK_TO_FORM) }</button>
            </header>
            { shelf::list(desk) }
            { case_file(desk) }
            { shelf::device(desk) }
        </section>
    }
}

fn case_file(desk: &Desk) -> Html {
    let lang = desk.lang();
    let onchange = desk.send.reform(|event: Event| {
        let mut files = browser::chosen(&event.target_unchecked_into::<HtmlInputElement>());
        files.pop().map_or(Msg::Do(Action::Tell(None)), Msg::Import)
    });
    html! {
        <section class="sheet">
            <h4>{ say(lang, words::CASE_FILE) }</h4>
            <p class="soft">{ say(lang, words::CASE_FILE_ABOUT) }</p>
            <div class="actions">
                <button type="button" class="button" onclick={desk.send.reform(|_: MouseEvent| Msg::Export)}>{ say(lang, words::EXPORT) }</button>
                <span class="add">
                    <input type="file" accept=".json,application/json" {onchange} aria-label={say(lang, words::IMPORT)} />
                    <span class="button" aria-hidden="true">{ say(lang, words::IMPORT) }</span>
                </span>
            </div>
        </section>
    }
}
