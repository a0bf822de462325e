//! The budget table, as it is copied: what is on screen is what goes into the spreadsheet.

use super::words::word;
use crate::basics::Lang;
use crate::fees::Budget;
use crate::ui::same::Same;
use yew::prelude::*;

/// Columns of numbers, from 0: quantity, months, sum; the years behind the standing are numbers too.
fn is_number(column: usize, columns: usize) -> bool {
    matches!(column, 4 | 7 | 8) || (column >= 10 && column + 1 < columns)
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
    let width = headings.len();
    let rows = props.budget.cells(lang);
    let last = rows.len().saturating_sub(1);
    html! {
        <div class="table-frame" tabindex="0" role="region" aria-label={word(lang, "table")}>
            <table class="fees-table">
                <caption>{ word(lang, "table") }</caption>
                <thead><tr>
                    { for headings.iter().enumerate().map(|(at, h)| html! {
                        <th scope="col" class={is_number(at, width).then_some("num")}>{ h.clone() }</th>
                    }) }
                </tr></thead>
                <tbody>
                    { for rows.iter().enumerate().map(|(at, cells)| html! {
                        <tr class={(at == last).then_some("is-total")}>
                            { for cells.iter().enumerate().map(|(column, cell)| html! {
                                <td class={is_number(column, width).then_some("num")}>{ grouped(cell, column, width) }</td>
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// A sum with separators, as people read it; other cells as they are.
fn grouped(cell: &str, column: usize, columns: usize) -> String {
    let sum = column == 8 || (column >= 10 && column + 1 < columns);
    match crate::basics::Money::parse(cell, 1) {
        Ok(money) if sum => money.in_yuan(),
        _ => cell.to_owned(),
    }
}
