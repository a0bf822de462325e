//! The table with its answers as a file, and the empty list to begin with.

use super::ResourcesProps;
use crate::basics::{Lang, Words};
use crate::dossier::Need;
use crate::exchange::fit::{self, FitAbout, FitRow};
use crate::exchange::{Sheet, csv};
use crate::fitting::Order;
use crate::ui::browser;
use crate::ui::state::{Action, Notice};
use crate::ui::words::say;
use crate::ui::workbooks;
use std::collections::BTreeMap;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The buttons.
pub(super) fn buttons(props: &ResourcesProps) -> Html {
    let lang = props.lang;
    let on = |make: fn(&ResourcesProps)| {
        let props = props.clone();
        Callback::from(move |_: MouseEvent| make(&props))
    };
    let empty = props.draft.needs.is_empty();
    html! {
        <>
            if !empty {
                <button type="button" class="button" onclick={on(save_csv)}>{ say(lang, ("下载 CSV", "Download CSV")) }</button>
                <button type="button" class="button" onclick={on(save_xlsx)}>{ say(lang, ("下载 XLSX", "Download XLSX")) }</button>
            }
            if !props.read_only {
                <button type="button" class="button" onclick={on(save_template)}>{ say(lang, ("下载模板", "Template")) }</button>
            }
        </>
    }
}

fn save_csv(props: &ResourcesProps) {
    let text = csv::write(&sheet(props), props.lang);
    browser::download(&name(props.lang, "csv"), "text/csv;charset=utf-8", &text);
}

fn save_xlsx(props: &ResourcesProps) {
    offer(props, name(props.lang, "xlsx"), vec![sheet(props)]);
}

fn save_template(props: &ResourcesProps) {
    let name = say(props.lang, ("资源需求模板.xlsx", "needs-template.xlsx")).to_owned();
    offer(props, name, fit::template(&props.edition, props.lang));
}

fn name(lang: Lang, ending: &str) -> String {
    format!("{}.{ending}", say(lang, ("资源需求与适配", "needs-and-fit")))
}

fn offer(props: &ResourcesProps, name: String, sheets: Vec<Sheet>) {
    let (made, dispatch) = (props.as_of, props.dispatch.clone());
    spawn_local(async move {
        if let Err(words) = workbooks::offer(&name, &sheets, made).await {
            dispatch.emit(Action::Tell(Some(Notice { fault: true, words })));
        }
    });
}

/// Needs and answers, as they stand.
fn sheet(props: &ResourcesProps) -> Sheet {
    let needs: BTreeMap<usize, &Need> = props.dossier.needs.iter().map(|need| (need.row, &**need)).collect();
    let row = |(at, typed)| {
        let need = needs.get(&at).copied();
        let answer = props.answers.get(at).and_then(Option::as_deref).filter(|_| need.is_some());
        let problems = match need {
            Some(_) => Vec::new(),
            None => vec![Words::new("本行有待改之处", "This row is to be mended")],
        };
        FitRow { place: (at + 1).to_string(), typed, need, answer, problems }
    };
    let rows: Vec<FitRow<'_>> = props.draft.needs.iter().map(|row| &**row).enumerate().map(row).collect();
    let order = rows.iter().find_map(|row| row.answer).map_or(Order::Near, |answer| answer.order);
    let about = FitAbout {
        edition: &props.edition,
        place: &props.place.name,
        as_of: props.as_of,
        order,
        unread: rows.iter().filter(|row| row.need.is_none()).count(),
        lang: props.lang,
    };
    fit::sheet(&rows, &about)
}
