//! A long list on screen, to read and to choose from: windowed rows, one Tab stop, arrow keys.

use crate::ui::windowed::{self, Part, View, parts};
use std::rc::Rc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Height of a row in CSS pixels; the style sheet holds the same number.
const ROW: usize = 48;
/// Rows in view before the list was measured.
const FIRST_VIEW: usize = 12;

/// The cells of a row, made when it comes into view.
#[derive(Clone)]
pub(super) struct Cells(Rc<dyn Fn(usize) -> Vec<Html>>);

impl Cells {
    pub(super) fn of(make: impl Fn(usize) -> Vec<Html> + 'static) -> Self {
        Self(Rc::new(make))
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`List`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What the list is, for who does not see it.
    pub(super) label: AttrValue,
    /// Its kind: the class that has its columns.
    pub(super) kind: &'static str,
    /// The heading of each column, and true where it holds numbers.
    pub(super) headings: Rc<Vec<(String, bool)>>,
    /// How many rows.
    pub(super) count: usize,
    /// The cells of each row.
    pub(super) cells: Cells,
    /// The row that is chosen.
    #[prop_or_default]
    pub(super) chosen: Option<usize>,
    /// A row was chosen; where there is none, rows are only read.
    #[prop_or_default]
    pub(super) on_choose: Option<Callback<usize>>,
}

/// The cell that Tab reaches, and how often a focus was wished for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Active {
    row: usize,
    at: usize,
    wishes: u32,
}

/// The list.
#[component]
pub(super) fn List(props: &Props) -> Html {
    let frame = use_node_ref();
    let view = use_state_eq(|| View { first: 0, rows: FIRST_VIEW });
    let active = use_state_eq(Active::default);
    let measure = {
        let (frame, view) = (frame.clone(), view.clone());
        move || {
            if let Some(frame) = frame.cast::<Element>() {
                view.set(View::of(&frame, ROW));
            }
        }
    };
    {
        // Another list begins at its top.
        let (frame, measure, active) = (frame.clone(), measure.clone(), active.clone());
        use_effect_with((props.cells.clone(), props.count), move |_| {
            if let Some(frame) = frame.cast::<Element>() {
                frame.set_scroll_top(0);
            }
            active.set(Active { row: 0, at: 0, wishes: 0 });
            measure();
        });
    }
    {
        let (frame, Active { row, at, wishes }) = (frame.clone(), *active);
        use_effect_with((row, at, wishes), move |(row, at, wishes)| {
            if *wishes > 0
                && let Some(frame) = frame.cast::<Element>()
            {
                windowed::reveal(&frame, *row, ROW, windowed::heading(&frame));
                take_focus(&frame, *row, *at);
            }
        });
    }
    let onkeydown = {
        let (active, frame, on_choose) = (active.clone(), frame.clone(), props.on_choose.clone());
        let (last, width) = (props.count.saturating_sub(1), props.headings.len().saturating_sub(1));
        Callback::from(move |event: KeyboardEvent| {
            let Active { row, at, wishes } = *active;
            let page = frame.cast::<Element>().map_or(1, |f| View::of(&f, ROW).rows.saturating_sub(3).max(1));
            let all = event.ctrl_key() || event.meta_key();
            let (row, at) = match event.key().as_str() {
                "ArrowDown" => (row + 1, at),
                "ArrowUp" => (row.saturating_sub(1), at),
                "ArrowRight" => (row, at + 1),
                "ArrowLeft" => (row, at.saturating_sub(1)),
                "PageDown" => (row + page, at),
                "PageUp" => (row.saturating_sub(page), at),
                "Home" if all => (0, 0),
                "End" if all => (last, width),
                "Home" => (row, 0),
                "End" => (row, width),
                "Enter" | " " => {
                    event.prevent_default();
                    return on_choose.iter().for_each(|choose| choose.emit(row));
                }
                _ => return,
            };
            event.prevent_default();
            active.set(Active { row: row.min(last), at: at.min(width), wishes: wishes + 1 });
        })
    };
    let onclick = {
        let (active, on_choose) = (active.clone(), props.on_choose.clone());
        Callback::from(move |event: MouseEvent| {
            let Some((row, at)) = place(&event) else { return };
            active.set(Active { row, at, ..*active });
            on_choose.iter().for_each(|choose| choose.emit(row));
        })
    };
    let row = |at: usize| {
        let own = (active.row == at).then_some(active.at);
        let selected = props.on_choose.is_some().then(|| (props.chosen == Some(at)).to_string());
        html! {
            <div key={format!("row {at}")} class={classes!("list-row", (props.chosen == Some(at)).then_some("is-selected"))}
                role="row" aria-rowindex={(at + 2).to_string()} aria-selected={selected}>
                { for (props.cells.0)(at).into_iter().enumerate().map(|(column, cell)| html! {
                    <div class={classes!("list-cell", number(props, column))} role="gridcell" data-r={at.to_string()} data-c={column.to_string()}
                        tabindex={if own == Some(column) { "0" } else { "-1" }}><span>{ cell }</span></div>
                }) }
            </div>
        }
    };
    let onscroll = Callback::from(move |_: Event| measure());
    html! {
        <div class={classes!("list-grid", props.kind)} role="grid" ref={frame} {onscroll} {onkeydown} {onclick}
            aria-label={props.label.clone()} aria-rowcount={(props.count + 1).to_string()} aria-colcount={props.headings.len().to_string()}>
            <div key="head" class="list-row list-head" role="row" aria-rowindex="1">
                { for props.headings.iter().enumerate().map(|(column, (heading, _))| html! {
                    <div class={classes!("list-cell", number(props, column))} role="columnheader"><span>{ heading }</span></div>
                }) }
            </div>
            { for parts(props.count, *view, active.row).into_iter().enumerate().map(|(at, part)| match part {
                Part::Gap(rows) => windowed::gap(at, rows, ROW),
                Part::Row(at) => row(at),
            }) }
        </div>
    }
}

fn number(props: &Props, column: usize) -> Option<&'static str> {
    props.headings.get(column).filter(|(_, number)| *number).map(|_| "num")
}

/// Row and column that an event came from.
fn place(event: &web_sys::Event) -> Option<(usize, usize)> {
    let cell = event.target()?.dyn_into::<Element>().ok()?.closest("[data-r]").ok()??;
    Some((cell.get_attribute("data-r")?.parse().ok()?, cell.get_attribute("data-c")?.parse().ok()?))
}

fn take_focus(frame: &Element, row: usize, at: usize) {
    let cell = frame.query_selector(&format!("[data-r=\"{row}\"][data-c=\"{at}\"]")).ok().flatten();
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
        // A focus that fails leaves the focus where it was; there is nothing better to do.
        let _ = cell.focus();
    }
}
