//! The one place where a list is handed over: a file that is chosen or dropped, or a block that is pasted.

use crate::basics::Lang;
use crate::ui::browser;
use crate::ui::resources::grid::pasted_text;
use crate::ui::resources::paste::is_block;
use crate::ui::words::{Word, say};
use js_sys::Array;
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`Choosing`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// What is to be chosen.
    pub label: Word,
    /// More about it; nothing where it says nothing.
    #[prop_or(("", ""))]
    pub about: Word,
    /// The endings and kinds that the browser offers, as the attribute `accept`.
    pub accept: &'static str,
    /// True where a block of a spreadsheet may be pasted in place of a file.
    #[prop_or_default]
    pub paste: bool,
    /// The language.
    pub lang: Lang,
    /// A file was handed over; a block comes as a text file.
    pub on_file: Callback<File>,
}

const CHOOSE: Word = ("选择文件", "Choose a file");
const PASTE: Word = (
    "或在此粘贴（Ctrl+V）从 Excel、WPS 复制的区域",
    "Or paste here (Ctrl+V) what was copied in Excel or WPS",
);
const PASTED: Word = ("粘贴的内容", "what was pasted");

/// The place to choose, drop or paste.
#[component]
pub fn Choosing(props: &Props) -> Html {
    let Props { label, about, accept, paste, lang, on_file } = props;
    let over = use_state_eq(|| false);
    let choose = {
        let on_file = on_file.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // The field is empty again: the same file can be chosen anew once it was corrected.
            browser::chosen(&input).into_iter().take(1).for_each(|file| on_file.emit(file));
        })
    };
    let drop = {
        let (on_file, over) = (on_file.clone(), over.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            file.into_iter().for_each(|file| on_file.emit(file));
        })
    };
    let pasted = {
        let (on_file, lang) = (on_file.clone(), *lang);
        Callback::from(move |event: Event| {
            let Some(text) = pasted_text(&event).filter(|text| is_block(text)) else { return };
            event.prevent_default();
            let file = File::new_with_str_sequence(&Array::of1(&text.into()), say(lang, PASTED));
            file.into_iter().for_each(|file| on_file.emit(file));
        })
    };
    let dragging = {
        let over = over.clone();
        move |on: bool| {
            let over = over.clone();
            Callback::from(move |event: DragEvent| {
                event.prevent_default();
                over.set(on);
            })
        }
    };
    html! {
        <div class={classes!("choosing", over.then_some("is-over"))} role="group" aria-label={say(*lang, *label)}
            ondragover={dragging(true)} ondragleave={dragging(false)} ondrop={drop}>
            <span aria-hidden="true">{ say(*lang, *label) }</span>
            <div class="choosing-ways">
                <span class="add">
                    <input type="file" accept={*accept} onchange={choose} aria-label={say(*lang, *label)} />
                    <span class="button" aria-hidden="true">{ say(*lang, CHOOSE) }</span>
                </span>
                if *paste {
                    <textarea class="box" rows="1" onpaste={pasted} aria-label={say(*lang, PASTE)} placeholder={say(*lang, PASTE)} autocomplete="off" spellcheck="false" />
                }
            </div>
            if !about.0.is_empty() { <span class="small soft">{ say(*lang, *about) }</span> }
        </div>
    }
}
