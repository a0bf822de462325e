//! Hearing what is typed into cells: one listener for many, told apart by `data-r` (row) and `data-c` (column).

use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A text typed into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellEdit {
    /// Row, from 0.
    pub row: usize,
    /// Column of the draft.
    pub column: String,
    /// The whole text of the cell.
    pub text: String,
    /// True while an input method is composing: keep the text, judge later.
    pub composing: bool,
}

/// Row and column of the cell that an event came from, and its control.
pub(super) fn place(event: &web_sys::Event) -> Option<(usize, String, HtmlElement)> {
    let cell = event.target()?.dyn_into::<Element>().ok()?.closest("[data-r]").ok()??;
    let row = cell.get_attribute("data-r")?.parse().ok()?;
    let column = cell.get_attribute("data-c")?;
    Some((row, column, cell.dyn_into().ok()?))
}

/// The edit that an event tells of; `None` for controls that hold no text.
fn edit(event: &web_sys::Event, composing: bool) -> Option<CellEdit> {
    let (row, column, cell) = place(event)?;
    let text = if let Some(input) = cell.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "checkbox" => if input.checked() { "yes" } else { "" }.to_owned(),
            _ => input.value(),
        }
    } else if let Some(select) = cell.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        cell.dyn_ref::<HtmlTextAreaElement>()?.value()
    };
    Some(CellEdit { row, column, text, composing })
}

/// A listener for `input` events.
pub(super) fn on_input(on_edit: &Callback<CellEdit>) -> Callback<InputEvent> {
    let on_edit = on_edit.clone();
    Callback::from(move |event: InputEvent| {
        edit(&event, event.is_composing()).into_iter().for_each(|e| on_edit.emit(e));
    })
}

/// A listener for `change` events: choices, ticks, and the end of a composition.
pub(super) fn on_change(on_edit: &Callback<CellEdit>) -> Callback<Event> {
    let on_edit = on_edit.clone();
    Callback::from(move |event: Event| {
        edit(&event, false).into_iter().for_each(|e| on_edit.emit(e));
    })
}
