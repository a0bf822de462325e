//! The drafts on this device: listed, looked for, opened, copied, compared, removed; and the device itself.

mod device;

use crate::drafts::Summary;
use crate::ui::desk::{Desk, Msg};
use crate::ui::keep::Kept;
use crate::ui::life::{Wish, beside};
use crate::ui::saving::day_and_time;
use crate::ui::words::{self, fill, say};
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub use device::device;

/// A list up to so long is read quicker than searched.
const SHORT: usize = 5;

/// The list of drafts.
pub fn list(desk: &Desk) -> Html {
    let lang = desk.lang();
    let fresh = desk.send.reform(|_: MouseEvent| Msg::Kept(Kept::New));
    let body = match &desk.keeping.list {
        None => html! { <p class="waiting">{ say(lang, words::DRAFTS_WAIT) }</p> },
        Some(Err(error)) => html! { <p class="note is-bars">{ error.words().get(lang) }</p> },
        Some(Ok(list)) if list.is_empty() => html! { <p class="soft">{ say(lang, words::DRAFTS_NONE) }</p> },
        Some(Ok(list)) => found(desk, list),
    };
    html! {
        <section class="sheet">
            <h4>{ say(lang, words::DRAFTS) }</h4>
            <div class="actions">
                <button type="button" class="button" onclick={fresh}>{ say(lang, words::DRAFT_NEW) }</button>
                { finder(desk) }
            </div>
            { body }
        </section>
    }
}

/// The search, where there is something to search.
fn finder(desk: &Desk) -> Html {
    let lang = desk.lang();
    let long = matches!(&desk.keeping.list, Some(Ok(list)) if list.len() > SHORT);
    let find = desk.send.reform(|event: InputEvent| {
        Msg::Kept(Kept::Find(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    if !long && desk.keeping.find.is_empty() {
        return Html::default();
    }
    html! {
        <label class="finder"><span>{ say(lang, words::DRAFT_FIND) }</span>
            <input class="box" type="search" autocomplete="off" value={desk.keeping.find.clone()} oninput={find} /></label>
    }
}

/// The drafts whose title, case or day holds every word that is looked for.
fn found(desk: &Desk, list: &[Summary]) -> Html {
    let lang = desk.lang();
    let wanted = desk.keeping.find.to_lowercase();
    let holds = |summary: &&Summary| {
        let case = summary.step.as_ref().map_or("", |step| step.reference.as_str());
        let text = format!("{} {case} {}", summary.title, day_and_time(summary.updated)).to_lowercase();
        wanted.split_whitespace().all(|word| text.contains(word))
    };
    let shown: Vec<&Summary> = list.iter().filter(holds).collect();
    let count = fill(lang, words::DRAFTS_FOUND, &[&shown.len().to_string(), &list.len().to_string()]);
    html! {
        <>
            <p class="soft small" role="status">{ (!wanted.trim().is_empty()).then_some(count) }</p>
            <ul>{ for shown.into_iter().map(|summary| line(desk, summary)) }</ul>
        </>
    }
}

/// What a conflict copy holds otherwise than the draft beside it.
fn comparison(desk: &Desk, copy: &str, first: &str) -> Html {
    let lang = desk.lang();
    let open = desk.keeping.compared.as_ref().filter(|compared| compared.copy == copy);
    let ask = {
        let pair = open.is_none().then(|| (first.to_owned(), copy.to_owned()));
        desk.send.reform(move |_: MouseEvent| Msg::Kept(Kept::Compare(pair.clone())))
    };
    html! {
        <>
            <button type="button" class="link" aria-expanded={open.is_some().to_string()} onclick={ask}>{ say(lang, words::DRAFT_COMPARE) }</button>
            if let Some(compared) = open {
                <div class="compared">
                    { match &compared.both {
                        Ok((before, after)) => beside(desk, before, after, (words::DRAFT_FIRST, words::DRAFT_COPY)),
                        Err(error) => html! { <p class="note is-bars">{ error.words().get(lang) }</p> },
                    } }
                </div>
            }
        </>
    }
}

fn line(desk: &Desk, summary: &Summary) -> Html {
    let lang = desk.lang();
    let here = desk.keeping.id().as_deref() == Some(&summary.id);
    let kept = |make: fn(String) -> Kept| {
        let id = summary.id.clone();
        desk.send.reform(move |_: MouseEvent| Msg::Kept(make(id.clone())))
    };
    let doubt = desk.keeping.removing.as_ref() == Some(&summary.id);
    let about = format!(
        "{} · {}",
        fill(lang, words::DRAFT_KEPT, &[&day_and_time(summary.updated)]),
        fill(lang, words::DRAFT_REVISION, &[&summary.revision.to_string()])
    );
    html! {
        <li class={classes!("draft", here.then_some("here"))} key={summary.id.clone()}>
            <div class="what">
                <span class="name">{ &summary.title }</span>{ " " }
                if let Some(step) = &summary.step { <span class="tag num">{ fill(lang, words::CASE, &[&step.reference]) }</span> }
                if here { <span class="tag done">{ say(lang, words::DRAFT_HERE) }</span> }
                if summary.conflict_of.is_some() { <span class="tag is-todo">{ say(lang, words::DRAFT_COPY) }</span> }
                if let Some(state) = &summary.outbox { <span class="tag">{ say(lang, words::outbox(state)) }</span> }
                <p class="soft small num">{ about }</p>
                if let Some(error) = &summary.trouble { <p class="note is-bars">{ error.words().get(lang) }</p> }
            </div>
            if doubt {
                <span>{ say(lang, words::DRAFT_REMOVE_SURE) }</span>
                <button type="button" class="button danger" onclick={kept(Kept::Remove)}>{ say(lang, words::DRAFT_REMOVE) }</button>
            } else if !here {
                { way(desk, summary, kept(Kept::Open)) }
                <button type="button" class="link" onclick={kept(Kept::Doubt)}>{ say(lang, words::DRAFT_REMOVE) }</button>
            }
            if !doubt && summary.trouble.is_none() {
                <button type="button" class="link" onclick={kept(Kept::Copy)}>{ say(lang, words::DRAFT_DUPLICATE) }</button>
                if let Some(first) = &summary.conflict_of { { comparison(desk, &summary.id, first) } }
            }
        </li>
    }
}

/// The way to another draft: a step belongs to its case, and a form that begins one stands on a page of its own.
fn way(desk: &Desk, summary: &Summary, open: Callback<MouseEvent>) -> Html {
    let lang = desk.lang();
    let button = |onclick: Callback<MouseEvent>| html! { <button type="button" class="button" {onclick}>{ say(lang, words::DRAFT_OPEN) }</button> };
    match (&summary.step, desk.docket) {
        (None, None) => button(open),
        (Some(step), Some(_)) if desk.keeping.step.as_ref().is_some_and(|own| own.is_same(step)) => {
            button(open)
        }
        (Some(step), Some(docket)) if docket.reference() == step.reference => {
            let errand = step.errand;
            button(desk.send.reform(move |_| Msg::Life(Wish::Take(errand))))
        }
        (Some(_), _) => html! { <span class="soft small">{ say(lang, words::DRAFT_ELSEWHERE) }</span> },
        (None, Some(_)) => html! { <span class="soft small">{ say(lang, words::DRAFT_NOT_HERE) }</span> },
    }
}
