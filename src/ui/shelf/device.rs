//! What is kept where on this device, all of it as one file and back, and clearing it.

use crate::ui::browser;
use crate::ui::desk::{Desk, Msg};
use crate::ui::guard;
use crate::ui::keep::Kept;
use crate::ui::words::{self, say};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The part of the panel that speaks of the device.
pub fn device(desk: &Desk) -> Html {
    let lang = desk.lang();
    let keeping = desk.keeping;
    let send = |kept: fn() -> Kept| desk.send.reform(move |_: MouseEvent| Msg::Kept(kept()));
    let restore = desk.send.reform(|event: Event| {
        let mut files = browser::chosen(&event.target_unchecked_into::<HtmlInputElement>());
        files.pop().map_or(Msg::Kept(Kept::Doubted), |file| Msg::Kept(Kept::Restore(file)))
    });
    let durable =
        keeping.persists.map(|persists| if persists { words::PERSISTED } else { words::NOT_PERSISTED });
    html! {
        <section class="sheet device" aria-labelledby="device-title">
            <h4 id="device-title">{ say(lang, words::DEVICE) }</h4>
            <dl class="kept-where">
                { for words::KEPT_WHERE.iter().map(|(what, place)| html! {
                    <div><dt>{ say(lang, *what) }</dt><dd>{ say(lang, *place) }</dd></div>
                }) }
            </dl>
            { guard::section(desk) }
            if let Some(durable) = durable { <p class="soft small">{ say(lang, durable) }</p> }
            <div class="actions">
                <button type="button" class="button" disabled={keeping.busy} onclick={send(|| Kept::Backup)}>{ say(lang, words::BACK_UP) }</button>
                <span class="add">
                    <input type="file" accept=".jsonl,application/jsonl,text/plain" disabled={keeping.busy} onchange={restore} aria-label={say(lang, words::RESTORE)} />
                    <span class="button" aria-hidden="true">{ say(lang, words::RESTORE) }</span>
                </span>
                if !keeping.clearing {
                    <button type="button" class="button danger" disabled={keeping.busy} onclick={send(|| Kept::ClearDoubt)}>{ say(lang, words::CLEAR) }</button>
                }
            </div>
            if keeping.clearing {
                <div class="banner fault" role="alert">
                    <p>{ say(lang, words::CLEAR_SURE) }</p>
                    <button type="button" class="button danger" onclick={send(|| Kept::Clear)}>{ say(lang, words::CLEAR_NOW) }</button>
                    <button type="button" class="button" onclick={send(|| Kept::Doubted)}>{ say(lang, words::KEEP_ALL) }</button>
                </div>
            }
            { guard::sealed_restore(desk) }
            <div role="status">
                if let Some(told) = &keeping.told {
                    { for told.iter().map(|words| html! { <p class="soft">{ words.get(lang) }</p> }) }
                }
            </div>
        </section>
    }
}
