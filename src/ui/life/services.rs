//! The table of services that start: what the supplier opens, at which actual purchase price, beside the price
//! of the catalog that it may not exceed.
//!
//! Cells are heard by the form's one listener (`data-path`); arrow keys go from row to row as in the resource
//! table.

use super::Wish;
use super::moves::wish;
use super::prefill::ceiling;
use super::said as own;
use crate::basics::{Lang, Path};
use crate::dossier::NeedRow;
use crate::fees::Estimate;
use crate::ui::desk::Desk;
use crate::ui::icon::{Icon, icon};
use crate::ui::words::{fill, say};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Columns: name in the draft, Chinese, English, how it is typed.
const COLUMNS: &[(&str, &str, &str, &str)] = &[
    ("item", "目录编码", "Catalog code", "text"),
    ("name", "名称", "Name", "text"),
    ("count", "数量", "Count", "numeric"),
    ("unit", "单位", "Unit", "text"),
    ("price", "实际单价（元）", "Actual unit price (元)", "decimal"),
    ("period", "计价周期", "Price period", ""),
];

const PERIODS: &[(&str, &str, &str)] =
    &[("month", "月", "month"), ("year", "年", "year"), ("day", "日", "day"), ("once", "一次性", "once")];

/// The table. `estimate` is that of the approved application, for the prices of the catalog.
pub fn services(desk: &Desk, estimate: Option<&Estimate>) -> Html {
    let lang = desk.lang();
    let rows = &desk.state.draft.needs;
    html! {
        <fieldset class="group services">
            <legend>{ say(lang, own::SERVICES) }</legend>
            <p class="soft small">{ say(lang, own::SERVICES_ABOUT) }</p>
            if rows.is_empty() {
                <p class="soft">{ say(lang, own::SERVICES_NONE) }</p>
            } else {
                <div class="table-frame"><table class="entry-table" onkeydown={keys()}>
                    <thead><tr>
                        <th scope="col" class="num">{ say(lang, ("序号", "No.")) }</th>
                        { for COLUMNS.iter().map(|(_, zh, en, _)| html! { <th scope="col">{ say(lang, (zh, en)) }</th> }) }
                        <th scope="col">{ say(lang, own::CEILING) }</th>
                        if !desk.read_only() { <td></td> }
                    </tr></thead>
                    <tbody>{ for rows.iter().enumerate().map(|(at, row)| service(desk, at, row, estimate)) }</tbody>
                </table></div>
                { notes(desk) }
            }
            if !desk.read_only() {
                <div class="actions">
                    if rows.is_empty() && estimate.is_some() {
                        <button type="button" class="button lead" onclick={wish(desk, Wish::FillServices)}>{ say(lang, own::SERVICES_FILL) }</button>
                    }
                    <button type="button" class="button" onclick={wish(desk, Wish::AddService)}>{ icon(Icon::Plus) }{ say(lang, own::ADD_SERVICE) }</button>
                </div>
            }
        </fieldset>
    }
}

fn service(desk: &Desk, at: usize, row: &NeedRow, estimate: Option<&Estimate>) -> Html {
    let lang = desk.lang();
    let price = estimate.zip(desk.edition()).and_then(|(estimate, edition)| ceiling(row, estimate, edition));
    let price =
        price.map_or_else(|| say(lang, own::NO_CEILING).to_owned(), |words| words.get(lang).to_owned());
    html! {
        <tr key={row.id.clone()}>
            <td class="num">{ at + 1 }</td>
            { for COLUMNS.iter().map(|column| html! { <td data-label={say(lang, (column.1, column.2))}>{ cell(desk, at, row, column) }</td> }) }
            <td class="soft small ceiling" data-label={say(lang, own::CEILING)}>{ price }</td>
            if !desk.read_only() {
                <td><button type="button" class="button plain" aria-label={fill(lang, own::REMOVE_SERVICE, &[&(at + 1).to_string()])}
                    onclick={wish(desk, Wish::RemoveService(at))}>{ icon(Icon::Close) }</button></td>
            }
        </tr>
    }
}

fn cell(
    desk: &Desk,
    at: usize,
    row: &NeedRow,
    column: &(&'static str, &'static str, &'static str, &'static str),
) -> Html {
    let lang = desk.lang();
    let (key, zh, en, mode) = *column;
    let path = Path::need(at, key);
    let text = row.cell(key).to_owned();
    if desk.read_only() {
        let shown = PERIODS.iter().find(|(code, ..)| key == "period" && *code == text);
        return html! { { shown.map_or(text, |&(_, zh, en)| say(lang, (zh, en)).to_owned()) } };
    }
    let wrong = desk
        .told_at(&path)
        .iter()
        .map(|note| note.message.get(lang).to_owned())
        .collect::<Vec<_>>()
        .join(" ");
    let invalid = (!wrong.is_empty()).then_some("true");
    let label = format!("{} {}", say(lang, (zh, en)), at + 1);
    if key == "period" {
        return html! {
            <select class="box" aria-label={label} data-path={path.to_string()} aria-invalid={invalid} title={wrong}>
                if text.is_empty() { <option value="" selected=true></option> }
                { for PERIODS.iter().map(|&(code, zh, en)| html! { <option value={code} selected={code == text}>{ say(lang, (zh, en)) }</option> }) }
            </select>
        };
    }
    html! {
        <input class={classes!("box", key)} type="text" inputmode={mode} autocomplete="off" spellcheck="false" value={text} aria-label={label}
            data-path={path.to_string()} aria-invalid={invalid} title={wrong} />
    }
}

/// What is wrong in the rows, below the table: a table has no room for sentences.
fn notes(desk: &Desk) -> Html {
    let lang = desk.lang();
    let mut lines: Vec<(String, &crate::ui::notes::Note)> = Vec::new();
    for (at, _) in desk.state.draft.needs.iter().enumerate() {
        let row = Path::root().at("needs").at(&at.to_string());
        let own = desk
            .notes
            .all()
            .iter()
            .filter(|note| note.place == row || note.place.as_str().starts_with(&format!("{row}/")));
        let told = own.filter(|note| desk.state.tells(&note.place));
        lines.extend(told.map(|note| (row_name(at, lang), note)));
    }
    html! {
        <ul class="notes">
            { for lines.iter().map(|(row, note)| html! {
                <li class={classes!("note", note.weight.class())}>{ icon(Icon::Warn) }<span class="what">{ format!("{row} {}", note.message.get(lang)) }</span>
                    if !note.remedy.get(lang).is_empty() { <span class="remedy">{ note.remedy.get(lang) }</span> }</li>
            }) }
        </ul>
    }
}

fn row_name(at: usize, lang: Lang) -> String {
    fill(lang, ("第 {} 行", "Row {}"), &[&(at + 1).to_string()])
}

/// Up, down and Enter go to the same column of another row.
fn keys() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let by: i32 = match event.key().as_str() {
            _ if event.is_composing() || event.alt_key() => return,
            "ArrowDown" | "Enter" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some(next) = beside(&input, by) else { return };
        event.prevent_default();
        // A focus that fails leaves the focus where it was.
        let _ = next.focus();
        if let Some(input) = next.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    })
}

/// The control of the same column, so many rows further.
fn beside(input: &HtmlInputElement, by: i32) -> Option<HtmlElement> {
    let path = input.get_attribute("data-path")?;
    let (row, column) = path.strip_prefix("/needs/")?.split_once('/')?;
    let row: i32 = row.parse().ok()?;
    let table: Element = input.closest("table").ok()??;
    let found = table.query_selector(&format!("[data-path=\"/needs/{}/{column}\"]", row + by)).ok()??;
    found.dyn_into().ok()
}
