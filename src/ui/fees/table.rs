//! The budget table on screen: the columns of the spreadsheet, those that belong together in one cell, so that
//! the sums stand in view. What is copied has a column for each (`Budget::tsv`).

use super::words::word;
use crate::basics::Lang;
use crate::fees::Budget;
use crate::ui::same::Same;
use yew::prelude::*;

/// The fixed columns of the budget table, from 0; behind them one a year of payment, and the remark.
const FIXED: usize = 10;

/// A column on screen: the columns of the table that it shows, the first as the main line, the others below.
struct Shown {
    columns: Vec<usize>,
    number: bool,
}

/// Properties of [`Table`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct TableProps {
    pub(super) budget: Same<Budget>,
    pub(super) lang: Lang,
}

/// The table.
#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let lang = props.lang;
    let headings = props.budget.headings(lang);
    let rows = props.budget.cells(lang);
    let shown = shown(props.budget.years.len());
    let last = rows.len().saturating_sub(1);
    let heading = |column: &Shown| {
        let names: Vec<&str> =
            column.columns.iter().filter_map(|at| headings.get(*at)).map(String::as_str).collect();
        html! { <th scope="col" class={column.number.then_some("num")}>{ names.join(" · ") }</th> }
    };
    let row = |(at, cells): (usize, &Vec<String>)| {
        html! {
            <tr class={(at == last).then_some("is-total")}>{ for shown.iter().map(|column| cell(column, cells)) }</tr>
        }
    };
    // Under the total stands what its sum is not: the remark has no column of its own here.
    let remark = rows.last().and_then(|total| total.last()).filter(|text| !text.is_empty());
    html! {
        <div class="table-frame" tabindex="0" role="region" aria-label={word(lang, "table")}>
            <table class="fees-table">
                <caption>{ word(lang, "table") }{ for remark.map(|text| html! { <span class="more">{ text.clone() }</span> }) }</caption>
                <thead><tr>{ for shown.iter().map(heading) }</tr></thead>
                <tbody>{ for rows.iter().enumerate().map(row) }</tbody>
            </table>
        </div>
    }
}

/// Need; item with code and spec; quantity with unit; price with standing; months; sum; a column a year.
fn shown(years: usize) -> Vec<Shown> {
    let text = |columns: &[usize]| Shown { columns: columns.to_vec(), number: false };
    let number = |columns: &[usize]| Shown { columns: columns.to_vec(), number: true };
    let mut all =
        vec![text(&[0]), text(&[1, 2, 3]), number(&[4, 5]), text(&[6, 9]), number(&[7]), number(&[8])];
    all.extend((FIXED..FIXED + years).map(|year| number(&[year])));
    all
}

fn cell(column: &Shown, cells: &[String]) -> Html {
    let texts = column.columns.iter().filter_map(|at| Some((*at, cells.get(*at)?)));
    let mut texts = texts.filter(|(_, text)| !text.is_empty()).map(|(at, text)| grouped(text, at));
    let main = texts.next().unwrap_or_default();
    let more: Vec<String> = texts.collect();
    // A unit stands behind its number, everything else below.
    if column.number {
        return html! { <td class="num">{ main }{ for more.iter().map(|unit| html! { <>{ " " }{ unit }</> }) }</td> };
    }
    html! {
        <td>{ main }if !more.is_empty() { <span class="more">{ more.join(" · ") }</span> }</td>
    }
}

/// A sum with separators, as people read it; other cells as they are.
fn grouped(cell: &str, column: usize) -> String {
    match crate::basics::Money::parse(cell, 1) {
        Ok(money) if column == 8 || column >= FIXED => money.in_yuan(),
        _ => cell.to_owned(),
    }
}
