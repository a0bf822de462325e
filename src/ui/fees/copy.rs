//! The budget table for a spreadsheet: one press copies it; where the browser forbids that, the text is there.

use super::words::word;
use crate::basics::Lang;
use crate::fees::Budget;
use crate::ui::same::Same;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`Copy`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CopyProps {
    pub(super) budget: Same<Budget>,
    pub(super) lang: Lang,
}

/// The button, and the text that it copies.
#[component]
pub(super) fn Copy(props: &CopyProps) -> Html {
    let lang = props.lang;
    let field = use_node_ref();
    let done = use_state_eq(|| None::<bool>);
    let text = use_memo((props.budget.clone(), lang), |(budget, lang)| budget.tsv(*lang));
    let onclick = {
        let (field, done) = (field.clone(), done.clone());
        Callback::from(move |_: MouseEvent| done.set(Some(copy(&field))))
    };
    html! {
        <div class="fees-copy">
            <button type="button" class="button" {onclick}>{ word(lang, "copy") }</button>
            <span role="status">
                { match *done {
                    Some(true) => word(lang, "copied"),
                    Some(false) => word(lang, "copy-failed"),
                    None => "",
                } }
            </span>
            <textarea ref={field} class={if *done == Some(false) { "fees-text" } else { "quiet" }} readonly=true
                tabindex={if *done == Some(false) { "0" } else { "-1" }} aria-label={word(lang, "table")} value={(*text).clone()} />
        </div>
    }
}

/// Copies by selection: `navigator.clipboard` is absent from pages that a portal serves without TLS.
fn copy(field: &NodeRef) -> bool {
    let Some(field) = field.cast::<HtmlTextAreaElement>() else { return false };
    field.select();
    let document = field.owner_document().and_then(|d| d.dyn_into::<HtmlDocument>().ok());
    document.is_some_and(|d| d.exec_command("copy").unwrap_or(false))
}
