//! The resource step: a table of needs, a chooser from the catalog, and each row's answer.

pub mod answer;
pub mod bars;
pub mod cells;
pub mod certificate;
pub mod chooser;
pub mod deeds;
pub mod detail;
mod export;
pub mod grid;
pub mod import;
pub mod layout;
pub mod notes;
pub mod paste;
pub mod profile;
pub mod row;
mod words;

use crate::basics::{Date, Lang, Path, Words};
use crate::catalog::Edition;
use crate::catalog::search::Index;
use crate::dossier::{Dossier, Draft, NeedRow};
use crate::fitting::Answer;
use crate::lifecycle::Details;
use crate::measure::Jurisdiction;
use crate::ui::same::Same;
use crate::ui::state::{Action, Notice};
use cells::CellEdit;
use chooser::Chooser;
use detail::{Detail, RowDeed};
use gloo::timers::callback::Timeout;
use grid::{Grid, Pasted};
use import::{Import, Of, Taken};
use profile::Profile;
use row::RowNote;
use std::rc::Rc;
use std::sync::Arc;
use words::word;
use yew::prelude::*;

/// Properties of [`Resources`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ResourcesProps {
    /// The case.
    pub draft: Draft,
    /// The catalog.
    pub edition: Same<Edition>,
    /// Its search index.
    pub index: Same<Index>,
    /// What is known of each row.
    pub notes: Same<Vec<Rc<RowNote>>>,
    /// What the catalog answered to each row; shorter or older than the rows while it is being found out.
    pub answers: Same<Vec<Option<Arc<Answer>>>>,
    /// Answers in full, for the row that is open.
    pub details: Same<Details>,
    /// The case as read when the answers were found.
    pub dossier: Same<Dossier>,
    /// Where it is judged, with the place's table of profiles.
    pub place: Same<Jurisdiction>,
    /// A place that should take the focus, and the number of the wish.
    pub focus: Option<(Path, u32)>,
    /// The day on which items must be sold.
    pub as_of: Date,
    /// The language.
    pub lang: Lang,
    /// True where nothing may be changed.
    pub read_only: bool,
    /// A text was typed.
    pub on_edit: Callback<CellEdit>,
    /// What else happens.
    pub dispatch: Callback<Action>,
}

/// So long after the step is there, or the chooser was closed, it is made ready.
const QUIET_MS: u32 = 400;

/// How the chooser stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Not there.
    Away,
    /// Hidden, so that it opens at once.
    Ready,
    /// Open.
    Open,
}

/// The step.
#[component]
pub fn Resources(props: &ResourcesProps) -> Html {
    let ResourcesProps { draft, edition, notes, answers, lang, read_only, on_edit, dispatch, .. } = props;
    let chooser = use_state_eq(|| Standing::Away);
    let opened = use_state_eq(|| None::<usize>);
    let wish = use_state(|| None::<(String, u32)>);
    let asking = use_state_eq(|| false);
    let rows = use_memo(draft.needs.clone(), |needs| Same::new(needs.clone()));
    let lang = *lang;

    let on_open = {
        let opened = opened.clone();
        Callback::from(move |row: usize| opened.set(if *opened == Some(row) { None } else { Some(row) }))
    };
    let on_hidden = {
        let (opened, wish) = (opened.clone(), wish.clone());
        Callback::from(move |(row, column): (usize, String)| {
            opened.set(Some(row));
            wish.set(Some((column, wish.as_ref().map_or(0, |(_, n)| *n) + 1)));
        })
    };
    // What the chooser calls stays the same while the case changes, so that it is not drawn anew at each key.
    let now = use_mut_ref(|| (draft.clone(), dispatch.clone()));
    now.replace((draft.clone(), dispatch.clone()));
    let on_choose = {
        let chooser = chooser.clone();
        use_callback((edition.clone(), lang), move |item: usize, (edition, lang)| {
            let (draft, dispatch) = now.borrow().clone();
            if let Some(item) = edition.items.get(item) {
                let (draft, row) = deeds::add(&draft, deeds::cells_of(item, edition, *lang));
                chooser.set(Standing::Away);
                dispatch.emit(Action::Change(draft, Some(Path::need(row, "count"))));
            }
        })
    };
    let on_close = {
        let chooser = chooser.clone();
        use_callback((), move |(), ()| chooser.set(Standing::Away))
    };
    {
        // In a quiet moment the chooser is made ready for the next time.
        let (chooser, soon) = (chooser.clone(), use_mut_ref(|| None));
        use_effect_with((*chooser == Standing::Away, *read_only), move |(away, read_only)| {
            let ready = move || chooser.set(Standing::Ready);
            *soon.borrow_mut() = (*away && !read_only).then(|| Timeout::new(QUIET_MS, ready));
        });
    }
    let on_add = {
        let (draft, dispatch) = (draft.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let (draft, row) = deeds::add(&draft, []);
            dispatch.emit(Action::Change(draft, Some(Path::need(row, "name"))));
        })
    };
    let on_deed = {
        let (draft, dispatch, opened) = (draft.clone(), dispatch.clone(), opened.clone());
        Callback::from(move |deed: RowDeed| {
            let Some(row) = *opened else { return };
            match deed {
                RowDeed::Copy => dispatch.emit(Action::Change(deeds::copy(&draft, row), None)),
                RowDeed::Delete => dispatch.emit(Action::Change(deeds::delete(&draft, row), None)),
                RowDeed::Close => {}
            }
            opened.set(None);
        })
    };
    let importing = use_state_eq(|| false);
    let choosing = *chooser == Standing::Open;
    let toggle = {
        let chooser = chooser.clone();
        Callback::from(move |_: MouseEvent| {
            chooser.set(if choosing { Standing::Away } else { Standing::Open });
        })
    };

    let selected = opened.filter(|row| *row < draft.needs.len());
    // Alternatives are worked out for the open row only, and again only where its answer is another.
    let answer = selected.and_then(|row| answers.get(row)?.clone()).map(Same::from);
    let (details, dossier) = (props.details.clone(), props.dossier.clone());
    let full = use_memo((selected, answer), move |(row, answer)| {
        let need = dossier.needs.iter().find(|need| Some(need.row) == *row);
        answer
            .as_ref()
            .map(|answer| need.map_or_else(|| answer.clone(), |need| Same::new(details.answer(need))))
    });
    html! {
        <section class="resources" part="resources">
            if !read_only {
                <div class="toolbar">
                    <button type="button" class="button lead" onclick={toggle} aria-expanded={choosing.to_string()}>
                        { word(lang, "add-from-catalog") }
                    </button>
                    <button type="button" class="button" onclick={on_add}>{ word(lang, "add") }</button>
                    { import_button(lang, &importing) }
                    { export::buttons(props) }
                    if props.place.profiles.is_some() {
                        <button type="button" class="button" onclick={ask(&asking, !*asking)} aria-expanded={asking.to_string()}>
                            { word(lang, "profile") }
                        </button>
                    }
                    { confirm_all(props) }
                    <span class="toolbar-count" role="status">{ count(props) }</span>
                </div>
            }
            if *importing && !read_only { { importer(props, &importing) } }
            if *chooser != Standing::Away {
                <Chooser edition={edition.clone()} index={props.index.clone()} {lang} open={choosing} {on_choose} {on_close} />
            }
            if *asking && !read_only {
                <Profile place={props.place.clone()} edition={edition.clone()} {lang} on_take={on_take(props, &asking)}
                    on_close={ask(&asking, false)} />
            }
            if draft.needs.is_empty() {
                <Empty {lang} {read_only} on_paste={on_paste(props)} />
            } else {
                <Grid edition={edition.clone()} rows={(*rows).clone()} notes={notes.clone()} {selected} focus={focus(props)}
                    {lang} {read_only} on_edit={on_edit.clone()} {on_open} {on_hidden} on_paste={on_paste(props)} />
            }
            if let Some((index, row)) = selected.and_then(|i| Some((i, draft.needs.get(i)?.clone()))) {
                <Detail key={row.id.clone()} row={row.clone()} {index} edition={edition.clone()} note={notes.get(index).cloned().unwrap_or_default()}
                    answer={(*full).clone()} {lang} {read_only} focus={(*wish).clone()} on_edit={on_edit.clone()} {on_deed} />
            }
        </section>
    }
}

fn import_button(lang: Lang, importing: &UseStateHandle<bool>) -> Html {
    let open = importing.clone();
    let onclick = Callback::from(move |_: MouseEvent| open.set(!*open));
    html! {
        <button type="button" class="button" {onclick} aria-expanded={importing.to_string()}>
            { crate::ui::words::say(lang, ("导入表格", "Import a list")) }
        </button>
    }
}

/// The import dialog. What it brings is one step to undo.
fn importer(props: &ResourcesProps, importing: &UseStateHandle<bool>) -> Html {
    let (draft, dispatch, done) = (props.draft.clone(), props.dispatch.clone(), importing.clone());
    let on_take = Callback::from(move |Taken { rows, words, .. }: Taken| {
        let draft = deeds::import(&draft, rows);
        dispatch.emit(Action::Change(draft, Some(Path::need(0, "name"))));
        dispatch.emit(Action::Tell(Some(Notice { fault: false, words })));
        done.set(false);
    });
    let closed = importing.clone();
    let on_close = Callback::from(move |()| closed.set(false));
    let of = Of::Needs(crate::dossier::read::months(&props.draft));
    html! { <Import edition={props.edition.clone()} lang={props.lang} {of} {on_take} {on_close} /> }
}

/// The cell of a wished focus, where it is one of the table's.
fn focus(props: &ResourcesProps) -> Option<(usize, String, u32)> {
    let (path, wish) = props.focus.as_ref()?;
    let steps: Vec<String> = path.steps().collect();
    match steps.as_slice() {
        [table, row, column] if table == "needs" => Some((row.parse().ok()?, column.clone(), *wish)),
        [table, row] if table == "needs" => Some((row.parse().ok()?, "name".to_owned(), *wish)),
        _ => None,
    }
}

fn on_paste(props: &ResourcesProps) -> Callback<Pasted> {
    let (draft, edition, dispatch) = (props.draft.clone(), props.edition.clone(), props.dispatch.clone());
    Callback::from(move |pasted: Pasted| {
        let (draft, block) = deeds::put_block(&draft, (pasted.row, &pasted.column), &pasted.text, &edition);
        dispatch.emit(Action::Change(draft, Some(Path::need(pasted.row, "name"))));
        dispatch.emit(Action::Tell(Some(told(&block))));
    })
}

/// Opens or closes the questions of a profile.
fn ask<E: 'static>(asking: &UseStateHandle<bool>, open: bool) -> Callback<E> {
    let asking = asking.clone();
    Callback::from(move |_: E| asking.set(open))
}

/// Puts the rows that are proposed behind those that are there, as one edit.
fn on_take(props: &ResourcesProps, asking: &UseStateHandle<bool>) -> Callback<Vec<NeedRow>> {
    let (draft, dispatch, asking) = (props.draft.clone(), props.dispatch.clone(), asking.clone());
    Callback::from(move |rows: Vec<NeedRow>| {
        let say = |lang| format!("{} {}", word(lang, "profile-taken"), rows.len());
        let words = Words::new(say(Lang::Zh), say(Lang::En));
        let first = draft.needs.len();
        let draft = rows.into_iter().fold(draft.clone(), |draft, row| deeds::add(&draft, row.cells).0);
        asking.set(false);
        dispatch.emit(Action::Change(draft, Some(Path::need(first, "name"))));
        dispatch.emit(Action::Tell(Some(Notice { fault: false, words })));
    })
}

/// What a paste did, in both languages.
fn told(block: &paste::Block) -> Notice {
    let say = |lang: Lang| {
        let mut text = format!("{} {} {}", word(lang, "pasted"), block.rows.len(), word(lang, "pasted-rows"));
        if !block.unplaced.is_empty() {
            text.push_str(&format!(" · {} {}", word(lang, "unplaced"), block.unplaced.join(", ")));
        }
        if block.cut > 0 {
            text.push_str(&format!(" · {} {}", block.cut, word(lang, "cut")));
        }
        text
    };
    Notice { fault: block.cut > 0, words: Words::new(say(Lang::Zh), say(Lang::En)) }
}

fn confirm_all(props: &ResourcesProps) -> Html {
    let open = props.notes.iter().filter(|n| n.open).count();
    let (draft, answers, dispatch) = (props.draft.clone(), props.answers.clone(), props.dispatch.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        let (draft, _) = deeds::confirm_all(&draft, &answers);
        dispatch.emit(Action::Change(draft, None));
    });
    html! {
        if open > 0 {
            <button type="button" class="button" {onclick}>{ format!("{} ({open})", word(props.lang, "confirm-all")) }</button>
        }
    }
}

/// `共 12 · 目录内 8 · 适配 3 · 无法适配 1`.
fn count(props: &ResourcesProps) -> String {
    use crate::dossier::Outcome;
    let mut parts = vec![format!("{} {}", word(props.lang, "summary"), props.draft.needs.len())];
    for outcome in [Outcome::InCatalog, Outcome::Fitted, Outcome::Composed, Outcome::Conceded, Outcome::Unfit]
    {
        let found = props.notes.iter().filter(|n| n.outcome == Some(outcome)).count();
        if found > 0 {
            parts.push(format!("{} {found}", row::outcome_word(Some(outcome), props.lang)));
        }
    }
    parts.join(" · ")
}

/// Properties of [`Empty`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct EmptyProps {
    lang: Lang,
    read_only: bool,
    on_paste: Callback<Pasted>,
}

/// What stands where no needs are: what can be done, and a place to paste into.
#[component]
fn Empty(props: &EmptyProps) -> Html {
    let on_paste = props.on_paste.clone();
    let read_only = props.read_only;
    let onpaste = Callback::from(move |event: Event| {
        if let Some(text) = grid::pasted_text(&event)
            && !read_only
        {
            event.prevent_default();
            on_paste.emit(Pasted { row: 0, column: "name".to_owned(), text });
        }
    });
    html! {
        <div class="empty" tabindex={(!read_only).then_some("0")} role={(!read_only).then_some("textbox")} aria-readonly="true"
            aria-label={word(props.lang, "empty")} {onpaste}>
            <p>{ word(props.lang, "empty") }</p>
        </div>
    }
}
