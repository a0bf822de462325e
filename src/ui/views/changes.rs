//! The change drafts of a whole list (article 17): each system that is plainly low with its case, what is proposed, what
//! that saves and, where there is no draft, why; those that are chosen are prepared at once, a case file each.

use super::said;
use super::table::{basis, tables};
use crate::basics::{Date, Lang, Words, date};
use crate::catalog::Edition;
use crate::exchange::changes::{Prepared, account, files, total};
use crate::exchange::monitoring::saved;
use crate::exchange::{Sheet, csv};
use crate::ui::same::Same;
use crate::ui::words::{fill, say};
use crate::ui::workbooks;
use crate::wire::v1::case::Made;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What was prepared from a list; it equals only itself.
#[derive(Clone)]
pub(super) struct List(pub(super) Rc<Vec<Prepared>>);

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`Changes`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What was prepared.
    pub(super) list: List,
    pub(super) edition: Same<Edition>,
    /// Where the cases are, by their systems' names.
    pub(super) cases: Rc<BTreeMap<String, String>>,
    pub(super) as_of: Date,
    pub(super) lang: Lang,
}

/// Those that are ready, by their places.
fn ready(list: &List) -> BTreeSet<usize> {
    list.0.iter().enumerate().filter(|(_, one)| one.draft.is_ok()).map(|(at, _)| at).collect()
}

/// The list with its choice.
#[component]
pub(super) fn Changes(props: &Props) -> Html {
    let Props { list, edition, cases, lang, .. } = props;
    let lang = *lang;
    let picked = use_state_eq(|| ready(list));
    let told = use_state(|| None::<Result<(usize, usize), Words>>);
    {
        let (picked, told) = (picked.clone(), told.clone());
        use_effect_with(list.clone(), move |list| {
            picked.set(ready(list));
            told.set(None);
        });
    }
    let sheets = use_memo((list.clone(), edition.clone(), lang), |(list, edition, lang)| {
        Rc::new(vec![account(&list.0, edition, *lang)])
    });
    let all = ready(list);
    let pick = {
        let (picked, told) = (picked.clone(), told.clone());
        Callback::from(move |next: BTreeSet<usize>| {
            told.set(None);
            picked.set(next);
        })
    };
    let every = {
        let next = if *picked == all { BTreeSet::new() } else { all.clone() };
        pick.reform(move |_: MouseEvent| next.clone())
    };
    let take = {
        let (props, picked, told, sheets) = (props.clone(), picked.clone(), told.clone(), sheets.clone());
        Callback::from(move |_: MouseEvent| {
            let (props, told, sheets) = (props.clone(), told.clone(), sheets.clone());
            let chosen = picked.iter().filter_map(|at| props.list.0.get(*at)).cloned().collect::<Vec<_>>();
            spawn_local(async move {
                let by = format!("govcloud-request {}", env!("CARGO_PKG_VERSION"));
                let mut all = files(&chosen, &Made { by, at: date::iso(props.as_of) });
                let count = all.len();
                if let Some(sheet) = sheets.first() {
                    all.push((format!("{}.csv", sheet.name), csv::write(sheet, props.lang)));
                }
                let name = format!("{}-{}.zip", say(props.lang, said::CHANGES_FILE), date::iso(props.as_of));
                let packed = workbooks::pack(&name, &all).await;
                told.set(Some(packed.map(|()| (count, props.list.0.len() - count))));
            });
        })
    };
    let instead = {
        let (picked, pick) = (picked.clone(), pick.clone());
        move |sheet: &Sheet, line: usize, column: usize| -> Option<Html> {
            let name = sheet.rows.get(line)?.first()?.shown();
            if column > 0 {
                let text = sheet.rows.get(line)?.get(column).filter(|_| column == 1)?.shown();
                let href = cases.get(&name).filter(|_| !text.is_empty())?.clone();
                return Some(html! { <a {href}>{ text }</a> });
            }
            if !all.contains(&line) {
                return None;
            }
            let (now, pick) = ((*picked).clone(), pick.clone());
            let onchange = Callback::from(move |event: Event| {
                let mut next = now.clone();
                if event.target_unchecked_into::<HtmlInputElement>().checked() {
                    next.insert(line);
                } else {
                    next.remove(&line);
                }
                pick.emit(next);
            });
            let label = fill(lang, said::CHANGES_PICK, &[&name]);
            let checked = picked.contains(&line);
            Some(
                html! { <label class="changes-pick"><input type="checkbox" {checked} {onchange} aria-label={label} /><span aria-hidden="true">{ name }</span></label> },
            )
        }
    };
    let (sum, unknown) = total(picked.iter().filter_map(|at| list.0.get(*at)));
    let count = picked.len();
    html! {
        <section class="changes" aria-label={say(lang, said::CHANGES)}>
            <p class="soft small">{ say(lang, said::CHANGES_ABOUT) }</p>
            { for sheets.first().map(basis) }
            <div class="actions screen-only">
                <button type="button" class="button" onclick={every} disabled={ready(list).is_empty()}>{ say(lang, said::CHANGES_ALL) }</button>
                <button type="button" class="button lead" onclick={take} disabled={count == 0}>{ fill(lang, said::CHANGES_TAKE, &[&count.to_string()]) }</button>
            </div>
            <div role="status">
                <p class="small">{ fill(lang, said::CHANGES_SUM, &[&sum.map_or_else(|| "—".to_owned(), |sum| saved(&sum, lang)), &unknown.to_string()]) }</p>
                { match &*told {
                    None => Html::default(),
                    Some(Ok((done, left))) => html! { <p class="note"><b>{ fill(lang, said::CHANGES_DONE, &[&done.to_string(), &left.to_string()]) }</b></p> },
                    Some(Err(why)) => html! { <p class="note is-bars" role="alert">{ why.get(lang).to_owned() }</p> },
                } }
            </div>
            { tables(&sheets, "changes", lang, false, &instead) }
        </section>
    }
}
