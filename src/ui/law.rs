//! The panel by article: what the measure says of this case, in its own words.

use crate::measure::text;
use crate::ui::desk::Desk;
use crate::ui::icon::{Icon, icon};
use crate::ui::notes::Note;
use crate::ui::state::Action;
use crate::ui::words::{self, fill, say};
use std::collections::BTreeMap;
use yew::prelude::*;

/// The panel.
#[inline(never)]
pub fn panel(desk: &Desk) -> Html {
    let lang = desk.lang();
    let mut articles: BTreeMap<u8, Vec<&Note>> = BTreeMap::new();
    for note in desk.notes.all() {
        if let Some(citation) = note.citation {
            articles.entry(citation.article).or_default().push(note);
        }
    }
    if let Some(article) = desk.state.article {
        articles.entry(article).or_default();
    }
    let waiting = if desk.judged { words::LAW_NONE } else { words::LAW_WAIT };
    html! {
        <aside class="law screen-only" aria-labelledby="law-title" part="law">
            <div class="sheet">
                <header>
                    <h3 class="title" id="law-title" tabindex="-1" data-path="/law">{ say(lang, words::LAW) }</h3>
                    <button type="button" class="button" aria-label={say(lang, words::CLOSE)} onclick={desk.click(Action::Law(false, None))}>
                        { icon(Icon::Close) }</button>
                </header>
                <p class="soft small">{ say(lang, words::LAW_ABOUT) }</p>
                if articles.is_empty() { <p class="waiting">{ say(lang, waiting) }</p> }
                { for articles.iter().map(|(number, notes)| article(desk, *number, notes)) }
            </div>
        </aside>
    }
}

fn article(desk: &Desk, number: u8, notes: &[&Note]) -> Html {
    let lang = desk.lang();
    let mut quotes: Vec<&str> = notes.iter().filter_map(|n| n.citation.map(|c| c.quote)).collect();
    quotes.sort_unstable();
    quotes.dedup();
    let name = fill(lang, words::BY_ARTICLE, &[&words::article(lang, number)]);
    html! {
        <section class="article" key={number}>
            <h4 tabindex="-1" data-path={format!("/law/{number}")}>{ name }</h4>
            { for quotes.iter().map(|q| html! { <blockquote lang="zh-CN">{ *q }</blockquote> }) }
            { for notes.iter().map(|n| matter(desk, n)) }
            if let Some(article) = text::article(number) {
                <details><summary>{ format!("{}{}", article.label, say(lang, words::FULL_TEXT)) }</summary>
                    <p lang="zh-CN">{ article.text }</p></details>
            }
        </section>
    }
}

fn matter(desk: &Desk, note: &Note) -> Html {
    let lang = desk.lang();
    let facts = note.facts.as_ref();
    let fact = |name: words::Word, text: &str| match text {
        "" => Html::default(),
        text => html! { <span class="why">{ say(lang, name) }{ say(lang, ("：", ": ")) }{ text }</span> },
    };
    html! {
        <div class="matter">
            <span class={classes!("tag", note.weight.class())}>{ say(lang, note.weight.word()) }</span>{ " " }
            { note.message.get(lang) }
            if let Some((expected, found)) = facts {
                { fact(words::EXPECTED, expected.get(lang)) }{ fact(words::FOUND, found.get(lang)) }
            }
            if note.step.is_some() && !desk.read_only() {
                <button type="button" class="link small" onclick={desk.click(Action::Focus(note.place.clone()))}>{ say(lang, words::GO_THERE) }</button>
            }
        </div>
    }
}
