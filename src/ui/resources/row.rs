//! One row of the resource table: markup only. What is typed into it is heard by the table.

use super::layout::{Cell, CellKind, Layout};
use super::words::word;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::{NeedRow, Outcome};
use crate::ui::same::Same;
use std::rc::Rc;
use std::sync::Arc;
use yew::prelude::*;

/// What is known of a row beside its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowNote {
    /// What the catalog answered, once it was asked.
    pub outcome: Option<Outcome>,
    /// True where the answer waits for the department: a fit to confirm, a pick that is stale.
    pub open: bool,
    /// The answer in a few words: the configuration, or why there is none.
    pub answer: AttrValue,
    /// The price of the row for its term, or that it is unknown.
    pub price: AttrValue,
    /// Columns with a problem, and the messages, joined.
    pub wrong: Vec<(String, AttrValue)>,
}

/// What all rows share.
#[derive(Debug)]
pub struct Shared {
    /// The catalog.
    pub edition: Same<Edition>,
    /// The columns.
    pub layout: Layout,
    /// The language.
    pub lang: Lang,
    /// True where nothing may be typed.
    pub read_only: bool,
}

/// A row's properties; equal where row, note and surroundings are the same.
#[derive(Clone, Debug, Properties)]
pub struct RowProps {
    /// The row.
    pub row: Arc<NeedRow>,
    /// Its place, from 0.
    pub index: usize,
    /// What is known of it.
    pub note: Rc<RowNote>,
    /// What all rows share.
    pub shared: Rc<Shared>,
    /// The cell that Tab reaches, where it is in this row.
    pub active: Option<usize>,
    /// True where this row's panel is open.
    pub selected: bool,
    /// True where its choices can be opened now: the focus or the pointer is in the row. Elsewhere a choice has
    /// the option that is chosen, and no other: hundreds of rows of fifty options take longer than the table.
    pub choices: bool,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
            && self.active == other.active
            && self.selected == other.selected
            && self.choices == other.choices
            && Arc::ptr_eq(&self.row, &other.row)
            && Rc::ptr_eq(&self.shared, &other.shared)
            && (Rc::ptr_eq(&self.note, &other.note) || self.note == other.note)
    }
}

/// The row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let RowProps { row, index, note, shared, active, selected, .. } = props;
    let cells = shared.layout.cells(row, &shared.edition);
    let last = cells.len();
    let (headline, class, what) = answer(note, shared.lang);
    let row_class = classes!("grid-row", selected.then_some("is-selected"), note.open.then_some("is-open"));
    html! {
        <div class={row_class} role="row" aria-rowindex={(index + 2).to_string()}>
            <div class="grid-cell grid-index" role="rowheader">{ index + 1 }</div>
            { for cells.iter().enumerate().map(|(at, cell)| html! {
                <div class={classes!("grid-cell", format!("span-{}", cell.span))} role="gridcell">
                    { input(props, cell, *active == Some(at)) }
                </div>
            }) }
            <div class="grid-cell grid-answer" role="gridcell">
                <button type="button" class={classes!("answer", class)} data-r={index.to_string()}
                    data-c="open" tabindex={tab(*active == Some(last))} aria-expanded={selected.to_string()}>
                    <span class="answer-word">{ headline }</span>
                    <span class="answer-what">{ what }</span>
                </button>
            </div>
            <div class="grid-cell grid-price" role="gridcell">{ note.price.clone() }</div>
        </div>
    }
}

/// What the row's last cell says: the outcome, or what is wrong where the row cannot be fitted for it.
fn answer(note: &RowNote, lang: Lang) -> (&'static str, &'static str, AttrValue) {
    match (note.outcome, note.wrong.first()) {
        (None, Some((_, message))) => (word(lang, "wrong"), "is-unfit", message.clone()),
        (outcome, _) => (outcome_word(outcome, lang), outcome_class(outcome), note.answer.clone()),
    }
}

fn input(props: &RowProps, cell: &Cell, active: bool) -> Html {
    let RowProps { row, index, note, shared, .. } = props;
    let (edition, lang) = (&shared.edition, shared.lang);
    let text = row.cell(&cell.column).to_owned();
    let wrong = note.wrong.iter().find(|(c, _)| *c == cell.column).map(|(_, m)| m.clone());
    let label = format!("{} {}", label(&cell.kind, edition, lang), index + 1);
    let invalid = wrong.is_some().then_some("true");
    match &cell.kind {
        CellKind::Function | CellKind::Trait(_) => html! {
            <select ~value={text.clone()} data-r={index.to_string()} data-c={cell.column.clone()} aria-label={label} tabindex={tab(active)}
                disabled={shared.read_only} aria-invalid={invalid} title={wrong}>
                { options(&cell.kind, &text, edition, lang, props.choices) }
            </select>
        },
        kind => {
            let unit = match kind {
                CellKind::Amount(code) => edition.dimension(code).map(|(_, d)| d.shown_unit(lang).to_owned()),
                _ => None,
            };
            let asked = match kind {
                CellKind::Amount(code) => Layout::asked(row, edition, code),
                _ => true,
            };
            // A text that names its unit needs no second one beside it.
            let bare = !text.chars().any(char::is_alphabetic);
            let suffix = unit.filter(|_| cell.span > 1 && bare);
            html! {
                <>
                    <input data-r={index.to_string()} data-c={cell.column.clone()} value={text} aria-label={label}
                        class={classes!((!asked).then_some("not-asked"), matches!(kind, CellKind::Text).then_some("is-text"))}
                        inputmode={if matches!(kind, CellKind::Text) { "text" } else { "decimal" }}
                        placeholder={placeholder(kind)} tabindex={tab(active)} readonly={shared.read_only}
                        aria-invalid={invalid} title={wrong} autocomplete="off" />
                    if let Some(unit) = suffix { <span class="unit">{ unit }</span> }
                </>
            }
        }
    }
}

fn placeholder(kind: &CellKind) -> Option<&'static str> {
    matches!(kind, CellKind::Whole).then_some("1")
}

fn tab(active: bool) -> &'static str {
    if active { "0" } else { "-1" }
}

/// The options of a choice, or only the one that is chosen; a text that is none of them stays visible as it was
/// typed. Keys keep what is chosen chosen while others come and go.
pub(super) fn options(kind: &CellKind, text: &str, edition: &Edition, lang: Lang, all: bool) -> Html {
    let list: Vec<(&str, &str)> = match kind {
        CellKind::Function => edition.functions.iter().map(|f| (f.code.as_str(), f.name.get(lang))).collect(),
        CellKind::Trait(code) => edition
            .trait_of(code)
            .map(|t| t.values.iter().map(|v| (v.code.as_str(), v.name.get(lang))).collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    let first = match kind {
        CellKind::Function => word(lang, "choose"),
        _ => word(lang, "any"),
    };
    let known = text.is_empty() || list.iter().any(|(code, _)| *code == text);
    let typed = (!known).then_some((text, text));
    let every = std::iter::once(("", first)).chain(typed).chain(list);
    html! {
        { for every.filter(|(code, _)| all || *code == text).map(|(code, name)| html! {
            <option key={format!("={code}")} value={code.to_owned()} selected={code == text}>{ name.to_owned() }</option>
        }) }
    }
}

/// The heading of a column.
pub(super) fn label(kind: &CellKind, edition: &Edition, lang: Lang) -> String {
    match kind {
        CellKind::Text => word(lang, "name").to_owned(),
        CellKind::Function => word(lang, "function").to_owned(),
        CellKind::Whole => word(lang, "count").to_owned(),
        CellKind::Amount(code) => edition.dimension(code).map_or_else(
            || code.clone(),
            |(_, d)| match d.shown_unit(lang) {
                "" => d.name.get(lang).to_owned(),
                unit => format!("{} ({unit})", d.name.get(lang)),
            },
        ),
        CellKind::Trait(code) => {
            edition.trait_of(code).map_or_else(|| code.clone(), |t| t.name.get(lang).to_owned())
        }
    }
}

/// The word for an outcome.
pub fn outcome_word(outcome: Option<Outcome>, lang: Lang) -> &'static str {
    word(
        lang,
        match outcome {
            None => "not-asked",
            Some(Outcome::InCatalog) => "in_catalog",
            Some(Outcome::Fitted) => "fitted",
            Some(Outcome::Composed) => "composed",
            Some(Outcome::Conceded) => "conceded",
            Some(Outcome::Unfit) => "unfit",
        },
    )
}

/// The style class of an outcome.
pub fn outcome_class(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        None => "is-none",
        Some(Outcome::InCatalog) => "is-in",
        Some(Outcome::Fitted | Outcome::Composed) => "is-fitted",
        Some(Outcome::Conceded) => "is-conceded",
        Some(Outcome::Unfit) => "is-unfit",
    }
}
