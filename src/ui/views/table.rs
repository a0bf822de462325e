//! A table of the house on screen: cards where it is narrow, whole on paper, and the way to take it away as CSV.

use super::said;
use crate::basics::Lang;
use crate::exchange::{Cell, Sheet, csv};
use crate::ui::browser;
use crate::ui::words::{fill, say};
use std::rc::Rc;
use yew::prelude::*;

/// Rows that are shown on screen; all of them are in the file and on paper.
const MOST_SHOWN: usize = 300;

/// What is shown in a cell instead of its text: by table, row and column.
pub(super) type Instead<'a> = &'a dyn Fn(&Sheet, usize, usize) -> Option<Html>;

/// The tables one after another. `file` is what their files' names begin with.
pub(super) fn tables(
    sheets: &Rc<Vec<Sheet>>,
    file: &str,
    lang: Lang,
    whole: bool,
    instead: Instead<'_>,
) -> Html {
    html! { <>{ for (0..sheets.len()).map(|at| table(sheets, at, file, lang, whole, instead)) }</> }
}

/// What the tables rest on.
pub(super) fn basis(sheet: &Sheet) -> Html {
    html! {
        <dl class="facts small basis">
            { for sheet.about.iter().map(|(label, text)| html! { <><dt>{ label }</dt><dd>{ text }</dd></> }) }
        </dl>
    }
}

fn table(
    sheets: &Rc<Vec<Sheet>>,
    at: usize,
    file: &str,
    lang: Lang,
    whole: bool,
    instead: Instead<'_>,
) -> Html {
    let Some(sheet) = sheets.get(at) else { return Html::default() };
    let numbers: Vec<bool> = (0..sheet.headings.len())
        .map(|column| sheet.all_rows().any(|row| row.get(column).is_some_and(Cell::is_number)))
        .collect();
    let number = |column: usize| numbers.get(column).copied().unwrap_or_default().then_some("num");
    let most = if whole { usize::MAX } else { MOST_SHOWN };
    let more = sheet.rows.len().saturating_sub(most);
    let save = {
        let (sheets, name) = (sheets.clone(), format!("{file}-{}.csv", sheet.name));
        Callback::from(move |_: MouseEvent| {
            if let Some(sheet) = sheets.get(at) {
                // Where the browser lets nobody download, nothing happens, and it says so itself.
                let _ = browser::download(&name, "text/csv;charset=utf-8", &csv::write(sheet, lang));
            }
        })
    };
    let id = format!("view-{file}-{at}");
    let cells = |row: &[Cell], line: Option<usize>| -> Html {
        let cell = |(column, cell): (usize, &Cell)| {
            let shown = line
                .and_then(|line| instead(sheet, line, column))
                .unwrap_or_else(|| html! { { cell.shown() } });
            let label = sheet.headings.get(column).cloned().unwrap_or_default();
            let blank = (*cell == Cell::text("")).then_some("blank");
            html! { <td class={classes!(number(column), blank)} data-label={label}>{ shown }</td> }
        };
        html! { <>{ for row.iter().enumerate().map(cell) }</> }
    };
    html! {
        <section class="sheet view-sheet" key={id.clone()} aria-labelledby={id.clone()}>
            <div class="view-head"><h3 id={id.clone()}>{ &sheet.title }</h3>
                <button type="button" class="button" onclick={save}>{ say(lang, said::CSV) }</button></div>
            if sheet.rows.is_empty() { <p class="soft">{ say(lang, said::NOTHING) }</p> } else {
                <div class="table-frame" tabindex="0" role="group" aria-labelledby={id}><table class="view-table">
                    <thead><tr>{ for sheet.headings.iter().enumerate().map(|(column, heading)| html! { <th scope="col" class={classes!(number(column))}>{ heading }</th> }) }</tr></thead>
                    <tbody>{ for sheet.rows.iter().enumerate().take(most).map(|(line, row)| html! { <tr key={line}>{ cells(row, Some(line)) }</tr> }) }</tbody>
                    if !sheet.total.is_empty() { <tfoot><tr class="is-total">{ cells(&sheet.total, None) }</tr></tfoot> }
                </table></div>
                if more > 0 { <p class="soft small">{ fill(lang, said::MORE, &[&more.to_string()]) }</p> }
            }
        </section>
    }
}
