//! The resource table: windowed rows, one Tab stop, arrow keys, paste of a block.
//!
//! Only the rows in view are in the document (see [`windowed`]). One listener of each kind hears all
//! cells and reads their `data-` attributes.

use super::cells::{CellEdit, on_change, on_input, place};
use super::layout::{CellKind, Layout};
use super::paste;
use super::row::{Row, RowNote, Shared, label};
use super::words::word;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::NeedRow;
use crate::ui::same::Same;
use crate::ui::windowed::{self, Part, View, parts};
use std::rc::Rc;
use std::sync::Arc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Height of a row in CSS pixels; the style sheet holds the same number.
pub const ROW: usize = 44;
/// Rows in view before the table was measured.
const FIRST_VIEW: usize = 14;

/// A block pasted at a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// Row, from 0.
    pub row: usize,
    /// Column of the draft.
    pub column: String,
    /// The text of the clipboard.
    pub text: String,
}

/// The table's properties.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GridProps {
    /// The catalog.
    pub edition: Same<Edition>,
    /// The rows.
    pub rows: Same<Vec<Arc<NeedRow>>>,
    /// What is known of each row, in the same order; shorter while it is being found out.
    pub notes: Same<Vec<Rc<RowNote>>>,
    /// The row whose panel is open.
    pub selected: Option<usize>,
    /// A cell that should take the focus: row and column, and a number that changes with each wish.
    pub focus: Option<(usize, String, u32)>,
    /// The language.
    pub lang: Lang,
    /// True where nothing may be typed.
    pub read_only: bool,
    /// A text was typed.
    pub on_edit: Callback<CellEdit>,
    /// A row's panel was asked for.
    pub on_open: Callback<usize>,
    /// A cell was wished for that is not on screen: its row and column.
    pub on_hidden: Callback<(usize, String)>,
    /// A block was pasted.
    pub on_paste: Callback<Pasted>,
}

/// The cell that Tab reaches, and how often a focus was wished for: each wish moves the focus there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Active {
    row: usize,
    at: usize,
    wishes: u32,
}

impl Active {
    fn wish(self, row: usize, at: usize) -> Self {
        Self { row, at, wishes: self.wishes + 1 }
    }
}

/// The table.
#[component]
pub fn Grid(props: &GridProps) -> Html {
    let frame = use_node_ref();
    let view = use_state_eq(|| View { first: 0, rows: FIRST_VIEW });
    let active = use_state_eq(Active::default);
    let under = use_state_eq(|| None::<usize>);
    let shared =
        use_memo((props.edition.clone(), props.lang, props.read_only), |(edition, lang, read_only)| Shared {
            edition: edition.clone(),
            layout: Layout::of(edition),
            lang: *lang,
            read_only: *read_only,
        });

    let measure = {
        let (frame, view) = (frame.clone(), view.clone());
        move || {
            if let Some(frame) = frame.cast::<Element>() {
                view.set(View::of(&frame, ROW));
            }
        }
    };
    {
        let measure = measure.clone();
        use_effect_with(props.rows.len(), move |_| measure());
    }
    {
        let (active, shared, props) = (active.clone(), shared.clone(), props.clone());
        use_effect_with(props.focus.clone(), move |focus| {
            let Some((row, column, _)) = focus else { return };
            let Some(found) = props.rows.get(*row) else { return };
            match shared.layout.cells(found, &shared.edition).iter().position(|c| c.column == *column) {
                Some(at) => active.set(active.wish(*row, at)),
                None => props.on_hidden.emit((*row, column.clone())),
            }
        });
    }
    {
        let (frame, on_hidden) = (frame.clone(), props.on_hidden.clone());
        let Active { row, at, wishes } = *active;
        use_effect_with(wishes, move |wishes| {
            if *wishes > 0
                && let Some(frame) = frame.cast::<HtmlElement>()
            {
                windowed::reveal(&frame, row, ROW, windowed::heading(&frame));
                if let Some(column) = take_focus(&frame, row, at) {
                    on_hidden.emit((row, column));
                }
            }
        });
    }

    let events =
        Events { frame: frame.clone(), active: active.clone(), shared: shared.clone(), props: props.clone() };
    let onscroll = Callback::from(move |_: Event| measure());
    let onpointerover = {
        let under = under.clone();
        Callback::from(move |event: PointerEvent| under.set(place(&event).map(|(row, ..)| row)))
    };
    let parts = parts(props.rows.len(), *view, active.row);
    html! {
        <div class={classes!("grid", format!("dims-{}", shared.layout.dimensions.len()))} role="grid" ref={frame} {onscroll}
            aria-rowcount={(props.rows.len() + 1).to_string()} aria-label={word(props.lang, "grid")}
            oninput={on_input(&props.on_edit)} onchange={on_change(&props.on_edit)} onkeydown={events.keys()} onfocusin={events.focus()}
            onclick={events.click()} onpaste={events.paste()} {onpointerover}>
            { head(&shared) }
            { for parts.into_iter().enumerate().map(|(at, part)| match part {
                Part::Gap(rows) => windowed::gap(at, rows, ROW),
                Part::Row(index) => row(props, &shared, index, *active, *under),
            }) }
        </div>
    }
}

/// A row. Every child of the table has a key, so that scrolling moves rows and builds only what comes into view.
fn row(props: &GridProps, shared: &Rc<Shared>, index: usize, active: Active, under: Option<usize>) -> Html {
    let Some(row) = props.rows.get(index) else { return Html::default() };
    let note = props.notes.get(index).cloned().unwrap_or_default();
    html! {
        <Row key={format!("row {}", row.id)} row={row.clone()} {index} {note} shared={shared.clone()}
            active={(active.row == index).then_some(active.at)} selected={props.selected == Some(index)}
            choices={active.row == index || under == Some(index)} />
    }
}

fn head(shared: &Shared) -> Html {
    let (edition, lang) = (&shared.edition, shared.lang);
    let mut kinds = vec![CellKind::Text, CellKind::Function];
    kinds.extend(shared.layout.dimensions.iter().cloned().map(CellKind::Amount));
    kinds.extend(shared.layout.zone.iter().cloned().map(CellKind::Trait));
    kinds.push(CellKind::Whole);
    html! {
        <div key="head" class="grid-row grid-head" role="row" aria-rowindex="1">
            <div class="grid-cell grid-index" role="columnheader">{ word(lang, "num") }</div>
            { for kinds.iter().map(|k| html! {
                <div class="grid-cell span-1" role="columnheader">{ label(k, edition, lang) }</div>
            }) }
            <div class="grid-cell grid-answer" role="columnheader">{ word(lang, "answer") }</div>
            <div class="grid-cell grid-price" role="columnheader">{ word(lang, "price") }</div>
        </div>
    }
}

/// Puts the focus into a cell. Where the cell is not on screen (a narrow table shows few), says its column.
fn take_focus(frame: &HtmlElement, row: usize, at: usize) -> Option<String> {
    let cells = frame.query_selector_all(&format!("[data-r=\"{row}\"]"));
    let cells = cells.ok()?;
    let at = u32::try_from(at).unwrap_or(0).min(cells.length().saturating_sub(1));
    let cell = cells.item(at)?.dyn_into::<HtmlElement>().ok()?;
    if cell.offset_parent().is_none() {
        return cell.get_attribute("data-c");
    }
    // A focus that fails leaves the focus where it was; there is nothing better to do.
    let _ = cell.focus();
    if let Some(input) = cell.dyn_ref::<HtmlInputElement>() {
        input.select();
    }
    None
}

/// The text that a paste brings.
pub fn pasted_text(event: &Event) -> Option<String> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// The table's ears.
struct Events {
    frame: NodeRef,
    active: UseStateHandle<Active>,
    shared: Rc<Shared>,
    props: GridProps,
}

impl Events {
    fn focus(&self) -> Callback<FocusEvent> {
        let (active, props, shared) = (self.active.clone(), self.props.clone(), self.shared.clone());
        Callback::from(move |event: FocusEvent| {
            if let Some((row, column, _)) = place(&event)
                && let Some(found) = props.rows.get(row)
            {
                let cells = shared.layout.cells(found, &shared.edition);
                let at = cells.iter().position(|c| c.column == column).unwrap_or(cells.len());
                active.set(Active { row, at, ..*active });
            }
        })
    }

    fn click(&self) -> Callback<MouseEvent> {
        let on_open = self.props.on_open.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some((row, column, _)) = place(&event)
                && column == "open"
            {
                on_open.emit(row);
            }
        })
    }

    fn paste(&self) -> Callback<Event> {
        let (on_paste, read_only) = (self.props.on_paste.clone(), self.props.read_only);
        Callback::from(move |event: Event| {
            let Some((row, column, _)) = place(&event) else { return };
            let Some(text) = pasted_text(&event) else { return };
            if !read_only && paste::is_block(&text) {
                event.prevent_default();
                on_paste.emit(Pasted { row, column, text });
            }
        })
    }

    fn keys(&self) -> Callback<KeyboardEvent> {
        let (active, frame) = (self.active.clone(), self.frame.clone());
        let (props, width) = (self.props.clone(), self.shared.layout.width());
        let shared = self.shared.clone();
        Callback::from(move |event: KeyboardEvent| {
            // Keys that belong to an input method are none of the table's.
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            let Active { row, at, .. } = *active;
            let last = props.rows.len().saturating_sub(1);
            let cells = |row: usize| {
                props.rows.get(row).map_or(width, |r| shared.layout.cells(r, &shared.edition).len())
            };
            let page =
                frame.cast::<Element>().map_or(1, |f| usize::try_from(f.client_height()).unwrap_or(0) / ROW);
            let select = place(&event).is_some_and(|(_, _, cell)| cell.is_instance_of::<HtmlSelectElement>());
            let control = event.ctrl_key() || event.meta_key();
            let next = match event.key().as_str() {
                "ArrowDown" if !select && !event.alt_key() => (row + 1, at),
                "ArrowUp" if !select && !event.alt_key() => (row.saturating_sub(1), at),
                "Enter" if !select && at < cells(row) => (row + 1, at),
                "PageDown" => (row + page, at),
                "PageUp" => (row.saturating_sub(page), at),
                "Home" if control => (0, 0),
                "End" if control => (last, cells(last)),
                "ArrowRight" if at_edge(&event, false) => (row, at + 1),
                "ArrowLeft" if at_edge(&event, true) => (row, at.saturating_sub(1)),
                _ => return,
            };
            let row = next.0.min(last);
            event.prevent_default();
            active.set(active.wish(row, next.1.min(cells(row))));
        })
    }
}

/// True where the caret stands at the cell's edge, or the cell has no caret.
fn at_edge(event: &KeyboardEvent, left: bool) -> bool {
    let Some((_, _, cell)) = place(event) else { return false };
    let Some(input) = cell.dyn_ref::<HtmlInputElement>() else { return true };
    let (start, end) = (input.selection_start().ok().flatten(), input.selection_end().ok().flatten());
    let length = u32::try_from(input.value().encode_utf16().count()).unwrap_or(u32::MAX);
    let whole = start == Some(0) && end == Some(length);
    whole || if left { end == Some(0) } else { start == Some(length) }
}
