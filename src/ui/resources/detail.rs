//! One row whole: every amount and choice that its function asks for, and what the catalog answered.

use super::answer::{AnswerView, AnswerViewProps};
use super::cells::{CellEdit, on_change, on_input};
use super::layout::CellKind;
use super::row::{RowNote, label, options};
use super::words::word;
use crate::basics::Lang;
use crate::catalog::{Dimension, Edition};
use crate::dossier::NeedRow;
use crate::fitting::Answer;
use crate::ui::same::Same;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What may be done with a row as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowDeed {
    /// Another row like it, below it.
    Copy,
    /// It goes.
    Delete,
    /// Its panel is closed.
    Close,
}

/// Properties of [`Detail`].
#[derive(Clone, Debug, Properties)]
pub struct DetailProps {
    /// The row.
    pub row: Arc<NeedRow>,
    /// Its place, from 0.
    pub index: usize,
    /// The catalog.
    pub edition: Same<Edition>,
    /// What is known of the row.
    pub note: Rc<RowNote>,
    /// What the catalog answered, once the row can be read.
    pub answer: Option<Same<Answer>>,
    /// The language.
    pub lang: Lang,
    /// True where nothing may be typed.
    pub read_only: bool,
    /// A column that should take the focus, and the number of the wish.
    pub focus: Option<(String, u32)>,
    /// A text was typed.
    pub on_edit: Callback<CellEdit>,
    /// Something is to be done with the row.
    pub on_deed: Callback<RowDeed>,
}

impl PartialEq for DetailProps {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.row, &other.row)
            && self.index == other.index
            && self.edition == other.edition
            && self.note == other.note
            && self.answer == other.answer
            && self.lang == other.lang
            && self.read_only == other.read_only
            && self.focus == other.focus
    }
}

/// The panel.
#[component]
pub fn Detail(props: &DetailProps) -> Html {
    let DetailProps { row, index, lang, read_only, on_deed, .. } = props;
    let lang = *lang;
    let frame = use_node_ref();
    {
        let frame = frame.clone();
        use_effect_with(props.focus.clone(), move |focus| {
            let found = focus.as_ref().zip(frame.cast::<Element>()).and_then(|((column, _), frame)| {
                frame.query_selector(&format!("[data-c=\"{column}\"]")).ok().flatten()
            });
            if let Some(field) = found.and_then(|f| f.dyn_into::<HtmlElement>().ok()) {
                // A field that cannot take the focus is on screen all the same.
                let _ = field.focus();
            }
        });
    }
    let deed = |deed: RowDeed| {
        let on_deed = on_deed.clone();
        Callback::from(move |_: MouseEvent| on_deed.emit(deed))
    };
    let title = match row.cell("name") {
        "" => format!("{} {}", word(lang, "details"), index + 1),
        name => format!("{} {} · {name}", word(lang, "details"), index + 1),
    };
    html! {
        <section ref={frame} class="detail" part="detail" aria-label={title.clone()}>
            <header class="detail-head">
                <h3>{ title }</h3>
                if !read_only {
                    <button type="button" class="button" onclick={deed(RowDeed::Copy)}>{ word(lang, "duplicate") }</button>
                    <button type="button" class="button danger" onclick={deed(RowDeed::Delete)}>{ word(lang, "delete") }</button>
                }
                <button type="button" class="button" onclick={deed(RowDeed::Close)}>{ word(lang, "close") }</button>
            </header>
            <div class="detail-body">
                <div class="detail-fields" oninput={on_input(&props.on_edit)} onchange={on_change(&props.on_edit)}>
                    { whole(props) }
                    { amounts(props) }
                    { requirements(props) }
                    { preferences(props) }
                    { texts(props) }
                </div>
                if let Some(answer) = &props.answer { { answer_view(props, answer) } }
            </div>
        </section>
    }
}

fn answer_view(props: &DetailProps, answer: &Same<Answer>) -> Html {
    let view = AnswerViewProps {
        answer: answer.clone(),
        edition: props.edition.clone(),
        row: props.row.clone(),
        index: props.index,
        lang: props.lang,
        read_only: props.read_only,
        folded: false,
        on_edit: props.on_edit.clone(),
    };
    html! { <AnswerView ..view /> }
}

/// Function, name, count, months, divisible.
fn whole(props: &DetailProps) -> Html {
    let DetailProps { row, index, edition, lang, read_only, .. } = props;
    let function = row.cell("function").to_owned();
    html! {
        <div class="detail-group">
            { line(props, "name", word(*lang, "name"), "text") }
            <label class="detail-field">
                <span>{ word(*lang, "function") }</span>
                <select ~value={function.clone()} data-r={index.to_string()} data-c="function" disabled={*read_only}>
                    { options(&CellKind::Function, &function, edition, *lang, true) }
                </select>
                { wrong(props, "function") }
            </label>
            { line(props, "count", word(*lang, "count"), "numeric") }
            { line(props, "months", word(*lang, "months"), "numeric") }
            { tick(props, "divisible", word(*lang, "divisible")) }
        </div>
    }
}

/// The amounts that the function asks for; every dimension with a text where it asks for others.
fn amounts(props: &DetailProps) -> Html {
    let asks =
        props.edition.function(props.row.cell("function")).map(|f| f.asks.as_slice()).unwrap_or_default();
    let typed = |d: &&Dimension| !props.row.cell(&format!("d.{}", d.code)).is_empty();
    let shown = props.edition.dimensions.iter().filter(|d| asks.contains(&d.code) || typed(d));
    html! {
        <fieldset class="detail-group">
            <legend>{ word(props.lang, "amounts") }</legend>
            { for shown.map(|d| {
                let kind = CellKind::Amount(d.code.clone());
                line(props, &format!("d.{}", d.code), &label(&kind, &props.edition, props.lang), "decimal")
            }) }
        </fieldset>
    }
}

/// The choices that must hold.
fn requirements(props: &DetailProps) -> Html {
    html! {
        <fieldset class="detail-group">
            <legend>{ word(props.lang, "requires") }</legend>
            { choices(props, "t") }
        </fieldset>
    }
}

/// The choices that are preferred: folded, because most rows have none.
fn preferences(props: &DetailProps) -> Html {
    let any = props.row.cells.keys().any(|column| column.starts_with("p."));
    html! {
        <details class="preferences" open={any}>
            <summary>{ word(props.lang, "prefers") }</summary>
            <div class="detail-group">{ choices(props, "p") }</div>
        </details>
    }
}

/// A list for each trait that tells the items of this function apart, or that was chosen.
fn choices(props: &DetailProps, prefix: &str) -> Html {
    let DetailProps { row, index, edition, lang, read_only, .. } = props;
    let function = row.cell("function");
    let tells = |code: &str| {
        let mut items = edition.items.iter().filter(|i| function.is_empty() || i.function == function);
        items.any(|i| i.traits.contains_key(code))
    };
    let shown = edition.traits.iter().filter(|t| {
        ["t", "p"].iter().any(|p| !row.cell(&format!("{p}.{}", t.code)).is_empty()) || tells(&t.code)
    });
    shown
        .map(|t| {
            let column = format!("{prefix}.{}", t.code);
            let text = row.cell(&column).to_owned();
            html! {
                <label class="detail-field">
                    <span>{ t.name.get(*lang) }</span>
                    <select ~value={text.clone()} data-r={index.to_string()} data-c={column.clone()} disabled={*read_only}>
                        { options(&CellKind::Trait(t.code.clone()), &text, edition, *lang, true) }
                    </select>
                    { wrong(props, &column) }
                </label>
            }
        })
        .collect()
}

fn texts(props: &DetailProps) -> Html {
    html! {
        <div class="detail-group">
            { line(props, "reason", word(props.lang, "reason"), "text") }
            { line(props, "remark", word(props.lang, "remark"), "text") }
        </div>
    }
}

fn line(props: &DetailProps, column: &str, title: &str, mode: &'static str) -> Html {
    let invalid = props.note.wrong.iter().any(|(c, _)| c == column).then_some("true");
    html! {
        <label class={classes!("detail-field", (mode == "text").then_some("is-wide"))}>
            <span>{ title.to_owned() }</span>
            <input data-r={props.index.to_string()} data-c={column.to_owned()} value={props.row.cell(column).to_owned()}
                inputmode={mode} readonly={props.read_only} aria-invalid={invalid} autocomplete="off" />
            { wrong(props, column) }
        </label>
    }
}

fn tick(props: &DetailProps, column: &'static str, title: &'static str) -> Html {
    html! {
        <label class="detail-tick">
            <input type="checkbox" checked={props.row.cell(column) == "yes"} data-r={props.index.to_string()}
                data-c={column} disabled={props.read_only} />
            <span>{ title }</span>
        </label>
    }
}

fn wrong(props: &DetailProps, column: &str) -> Html {
    let found = props.note.wrong.iter().find(|(c, _)| c == column);
    html! { if let Some((_, message)) = found { <small class="field-error">{ message.clone() }</small> } }
}
