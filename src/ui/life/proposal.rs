//! 资源调整建议, row by row: written by the centre in its advice, and marked in the change that begins with it.

use super::Wish;
use super::docket::Docket;
use super::moves::wish;
use super::said as own;
use crate::basics::{Lang, Path};
use crate::catalog::Edition;
use crate::dossier::{Act, Errand, NeedRow};
use crate::lifecycle::adjustment::advised::{Mark, ProposedRow, mark, proposed};
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::same::Same;
use crate::ui::state::Action;
use crate::ui::views::monitoring::{Monitoring, Own};
use crate::ui::words::{self, fill, say};
use std::collections::BTreeSet;
use std::sync::Arc;
use yew::prelude::*;

/// What open advice proposes, where a change is on screen: in its form, or before who decides on it.
pub fn of(desk: &Desk) -> Vec<ProposedRow> {
    let change = desk.state.draft.errand == Errand::Change;
    desk.docket.filter(|_| change).map(|docket| proposed(&docket.life)).unwrap_or_default()
}

/// How a row stands to what is proposed, as a tag.
pub fn tag(proposed: &[ProposedRow], row: &NeedRow, lang: Lang) -> Html {
    let (class, word) = match mark(proposed, row) {
        None => return Html::default(),
        Some(Mark::AsProposed) => ("is-advice", own::ROW_AS_PROPOSED),
        Some(Mark::Otherwise) => ("is-judge", own::ROW_OTHERWISE),
        Some(Mark::Stale) => ("is-todo", own::ROW_STALE),
    };
    html! { <>{ " " }<span class={classes!("tag", class)}>{ say(lang, word) }</span></> }
}

/// Above the rows of a change: which of them an advice proposes.
pub fn note(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let proposed = proposed(&docket.life);
    let rows = desk.state.draft.needs.iter().enumerate();
    let marked: Vec<(usize, &Arc<NeedRow>)> =
        rows.filter(|(_, row)| mark(&proposed, row).is_some()).collect();
    if marked.is_empty() || desk.state.draft.field("change.advised") != "yes" {
        return Html::default();
    }
    html! {
        <section class="sheet proposed-note" aria-labelledby="filled-title">
            <h4 id="filled-title">{ say(lang, own::FILLED_TITLE) }</h4>
            <p class="soft small">{ say(lang, own::FILLED_ABOUT) }</p>
            <ul>
                { for marked.into_iter().map(|(at, row)| html! {
                    <li key={row.id.clone()}>
                        <button type="button" class="link" onclick={desk.click(Action::Focus(Path::need(at, "name")))}>
                            { format!("{} {}", fill(lang, words::ROW, &[&(at + 1).to_string()]), row.cell("name")) }</button>
                        { tag(&proposed, row, lang) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// The rows of an advice: what runs, and what is proposed.
pub fn panel(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let rows = &desk.state.draft.needs;
    let runs = docket.life.in_force();
    let ran = |row: &NeedRow| runs?.sheet.needs.iter().find(|one| one.id == row.id);
    html! {
        <fieldset class="group proposed">
            <legend>{ say(lang, own::PROPOSED) }</legend>
            <p class="soft small">{ say(lang, own::PROPOSED_ABOUT) }</p>
            if rows.is_empty() { <p class="soft">{ say(lang, own::PROPOSED_NONE) }</p> }
            if let Some(act) = runs.filter(|_| !desk.read_only()) { { from_data(desk, docket, act) } }
            { for rows.iter().enumerate().map(|(at, row)| proposed_row(desk, at, row, ran(row))) }
            if rows.is_empty() && runs.is_some() && !desk.read_only() {
                <div class="actions"><button type="button" class="button" onclick={wish(desk, Wish::ProposeRows)}>{ say(lang, own::PROPOSE_ROWS) }</button></div>
            }
        </fieldset>
    }
}

/// The way from monitoring data into the advice.
fn from_data(desk: &Desk, docket: &Docket, runs: &Arc<Act>) -> Html {
    let lang = desk.lang();
    let own = Own {
        system: docket.system().to_owned(),
        running: Same::from(runs.sheet.clone()),
        advice: desk.state.draft.clone(),
        fill: desk.send.reform(|(draft, place)| Msg::Do(Action::Change(draft, Some(place)))),
    };
    html! {
        <details class="from-data">
            <summary>{ say(lang, own::FROM_DATA) }</summary>
            <p class="soft small">{ say(lang, own::FROM_DATA_ABOUT) }</p>
            <Monitoring edition={desk.edition().cloned()} place={desk.settings.place.clone()} as_of={desk.settings.as_of} {lang} {own} />
        </details>
    }
}

/// A row with a box for its count and each of its amounts.
fn proposed_row(desk: &Desk, at: usize, row: &NeedRow, runs: Option<&Arc<NeedRow>>) -> Html {
    let lang = desk.lang();
    let edition = desk.edition().map(|edition| &**edition);
    let function = edition.and_then(|e| e.function(row.cell("function")));
    let function = function.map(|f| f.name.get(lang).to_owned()).unwrap_or_default();
    let before = |column: &str| runs.map_or("", |runs| runs.cell(column)).to_owned();
    let cells = runs.into_iter().flat_map(|runs| runs.cells.keys()).chain(row.cells.keys());
    let amounts: BTreeSet<&str> =
        cells.map(String::as_str).filter(|column| column.starts_with("d.")).collect();
    let columns = std::iter::once("count").chain(amounts);
    html! {
        <div class="proposed-row" key={row.id.clone()}>
            <p class="title"><b>{ format!("{} {}", fill(lang, words::ROW, &[&(at + 1).to_string()]), row.cell("name")) }</b>
                { " " }<span class="soft small">{ function }</span>
                if !desk.read_only() {
                    <button type="button" class="button plain" aria-label={fill(lang, own::REMOVE_SERVICE, &[&(at + 1).to_string()])}
                        onclick={wish(desk, Wish::RemoveService(at))}>{ icon(Icon::Close) }</button>
                }
            </p>
            <div class="amounts">{ for columns.map(|column| amount(desk, at, row, column, &before(column), edition)) }</div>
        </div>
    }
}

fn amount(
    desk: &Desk,
    at: usize,
    row: &NeedRow,
    column: &str,
    before: &str,
    edition: Option<&Edition>,
) -> Html {
    let lang = desk.lang();
    let name = super::changes::column_name(column, edition, lang);
    let path = Path::need(at, column);
    let text = row.cell(column).to_owned();
    let told: Vec<String> =
        desk.told_at(&path).iter().map(|note| note.message.get(lang).to_owned()).collect();
    let invalid = (!told.is_empty()).then_some("true");
    let now = if before.is_empty() { say(lang, own::NOTHING) } else { before };
    html! {
        <label key={column.to_owned()}>
            <span class="name">{ name }</span>
            if desk.read_only() { <span class="told">{ text }</span> }
            else { <input class="box" type="text" autocomplete="off" spellcheck="false" value={text} data-path={path.to_string()} aria-invalid={invalid} /> }
            <span class="soft small num">{ fill(lang, own::PROPOSED_NOW, &[now]) }</span>
            { for told.into_iter().map(|told| html! { <span class="wrong small">{ told }</span> }) }
        </label>
    }
}
