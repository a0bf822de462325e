//! The review by article: on screen at the end of a case that is looked at, and on paper as a sheet to be filed.
//!
//! For each article that bears on the case: its words, what each of its provisions comes to and how it is read, what is
//! expected and found, what to do; for what stays a matter of judgement, room for the reviewer's opinion. Nobody signs
//! it: no published form of a review asks for that.

use super::Wish;
use super::docket::Docket;
use super::moves::wish;
use super::said as own;
use super::standing;
use super::who::who;
use crate::basics::date::iso;
use crate::basics::{Lang, Path};
use crate::dossier::Role;
use crate::dossier::fields::spec;
use crate::measure::review::Judged;
use crate::measure::{Finding, Review, Verdict, articles, text};
use crate::ui::desk::Desk;
use crate::ui::notes::{Note, Weight};
use crate::ui::state::Action;
use crate::ui::words::{self, fill, say};
use std::collections::BTreeMap;
use yew::prelude::*;

/// The page: counts, the way to paper, article by article.
pub fn page(desk: &Desk) -> Html {
    let lang = desk.lang();
    html! {
        <>
            <div class="actions"><button type="button" class="button lead" onclick={wish(desk, Wish::PrintReview)}>{ say(lang, own::PRINT_REVIEW) }</button></div>
            { articles_of(desk, true) }
        </>
    }
}

/// The sheet on paper.
#[inline(never)]
pub fn paper(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    html! {
        <section class="page on-paper" key="review">
            <h2 class="paper-title">{ say(lang, own::REVIEW_SHEET) }</h2>
            <p class="paper-about">{ fill(lang, words::CASE, &[docket.reference()]) }{ " · " }{ docket.system() }{ " · " }{ docket.department() }</p>
            <p class="paper-about">{ who(desk, docket, Role::Authority) }{ " · " }{ standing(docket, lang) }</p>
            { articles_of(desk, false) }
        </section>
    }
}

/// What was found in the application that a form speaks of, in a line each.
pub fn found(desk: &Desk, review: &Review) -> Html {
    let lang = desk.lang();
    let line = |finding: &Finding| {
        let weight = Weight::of(finding.severity);
        let article = fill(lang, words::BY_ARTICLE, &[&words::article(lang, finding.citation.article)]);
        html! {
            <li><span class={classes!("tag", weight.class())}>{ say(lang, weight.word()) }</span>{ " " }{ place_name(&finding.path, lang) }{ finding.message.get(lang) }
                <span class="soft small">{ format!(" {article}") }</span></li>
        }
    };
    let mut findings: Vec<&Finding> = review.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    html! {
        <section class="sheet others" aria-labelledby="found-title">
            <h4 id="found-title">{ say(lang, own::FOUND_IN) }</h4>
            <p class="soft small num">{ fill(lang, own::JUDGED_LINE, &[review.ruleset, &review.catalog.0, &iso(review.as_of)]) }</p>
            if findings.is_empty() { <p>{ say(lang, own::REVIEW_NONE) }</p> }
            <ul>{ for findings.into_iter().map(line) }</ul>
        </section>
    }
}

/// The field or row that a finding speaks of, with a colon; nothing where it speaks of the whole.
fn place_name(place: &Path, lang: Lang) -> String {
    let steps: Vec<String> = place.steps().collect();
    let name = match steps.as_slice() {
        [table, key, ..] if table == "fields" => spec(key).map(|field| say(lang, field.label).to_owned()),
        [table, row, ..] if table == "needs" => {
            row.parse::<usize>().ok().map(|row| fill(lang, words::ROW, &[&(row + 1).to_string()]))
        }
        _ => None,
    };
    name.map(|name| format!("{name}{}", say(lang, ("：", ": ")))).unwrap_or_default()
}

/// By what the application is judged here, and whether it was handed in under another catalog.
fn terms(desk: &Desk) -> Html {
    let lang = desk.lang();
    let (Some(said), Some(docket)) = (desk.said, desk.docket) else { return Html::default() };
    let review = &said.judgement.review;
    let filed =
        docket.application().and_then(|act| docket.journal.entries().iter().find(|e| e.number == act.number));
    let other = filed.is_some_and(|entry| {
        entry.step.judged.catalog != review.catalog || entry.step.judged.ruleset != review.ruleset
    });
    html! {
        <p class="soft small num">{ fill(lang, own::JUDGED_LINE, &[review.ruleset, &review.catalog.0, &iso(review.as_of)]) }
            if other { { " " }<span class="tag is-todo">{ say(lang, own::FILED_OTHERWISE) }</span> }</p>
    }
}

fn articles_of(desk: &Desk, screen: bool) -> Html {
    let lang = desk.lang();
    let mut by_article: BTreeMap<u8, Vec<&Note>> = BTreeMap::new();
    let mut form: Vec<&Note> = Vec::new();
    for note in desk.notes.all() {
        match note.citation {
            Some(citation) => by_article.entry(citation.article).or_default().push(note),
            None => form.push(note),
        }
    }
    let judged = desk.said.map(|said| said.judgement.review.judged.as_slice()).unwrap_or_default();
    // An article bears on the case where any of its provisions does, whatever it comes to.
    for one in judged.iter().filter(|one| one.verdict != Verdict::NotApplicable) {
        by_article.entry(one.citation.article).or_default();
    }
    html! {
        <>
            if by_article.is_empty() && form.is_empty() { <p class="sheet">{ say(lang, own::REVIEW_NONE) }</p> }
            else if screen { <p class="soft">{ say(lang, own::REVIEW_ABOUT) }</p> }
            { terms(desk) }
            if !by_article.is_empty() { { counts(desk, judged, by_article.len()) } }
            { for by_article.iter().map(|(number, notes)| article(desk, *number, judged, notes, screen)) }
            if !form.is_empty() {
                <section class="sheet review-article">
                    <h4>{ say(lang, ("表单填写", "The form")) }</h4>
                    { for form.iter().map(|note| finding(desk, note, screen)) }
                </section>
            }
        </>
    }
}

/// Which verdicts one is, and the class of their tag.
type Tagged = (fn(&Verdict) -> bool, &'static str);

/// The verdicts in the order in which they weigh.
const WEIGHTS: [Tagged; 4] = [
    (|verdict| matches!(verdict, Verdict::Fails), "is-bars"),
    (|verdict| matches!(verdict, Verdict::Unknown(_)), "is-todo"),
    (|verdict| matches!(verdict, Verdict::NeedsJudgement), "is-judge"),
    (|verdict| matches!(verdict, Verdict::Holds), "done"),
];

/// A verdict as a tag.
fn verdict_tag(verdict: &Verdict, lang: Lang) -> Html {
    let class = WEIGHTS.iter().find(|(is, _)| is(verdict)).map(|(_, class)| *class);
    html! { <span class={classes!("tag", class)}>{ say(lang, verdict.name()) }</span> }
}

/// How many articles bear on the case, and what their provisions come to.
fn counts(desk: &Desk, judged: &[Judged], articles: usize) -> Html {
    let lang = desk.lang();
    let count = |(is, _): &Tagged| {
        let of: Vec<&Verdict> = judged.iter().map(|one| &one.verdict).filter(|verdict| is(verdict)).collect();
        let first = of.first().copied()?;
        Some(html! { <>{ " " }{ verdict_tag(first, lang) }{ format!(" {}", of.len()) }</> })
    };
    html! {
        <p class="num">{ fill(lang, own::ARTICLES_BEAR, &[&articles.to_string()]) }{ for WEIGHTS.iter().filter_map(count) }</p>
    }
}

/// An article that bears on the case: its words, what each of its provisions comes to, and what was found.
fn article(desk: &Desk, number: u8, judged: &[Judged], notes: &[&Note], screen: bool) -> Html {
    let lang = desk.lang();
    let name = fill(lang, words::BY_ARTICLE, &[&words::article(lang, number)]);
    let own = judged.iter().filter(|one| one.citation.article == number);
    let own: Vec<&Judged> = own.filter(|one| one.verdict != Verdict::NotApplicable).collect();
    html! {
        <section class="sheet review-article" key={number}>
            <h4>{ name }</h4>
            if let Some(article) = text::article(number) { <blockquote lang="zh-CN">{ article.text }</blockquote> }
            if !own.is_empty() { <ul class="tried">{ for own.iter().map(|one| tried(one, lang)) }</ul> }
            { for notes.iter().map(|note| finding(desk, note, screen)) }
        </section>
    }
}

/// One thing that the article asks: what it is, what it comes to, and how it is read where the words leave that open.
fn tried(one: &Judged, lang: Lang) -> Html {
    let Some(provision) = articles::provision(one.provision) else { return Html::default() };
    html! {
        <li key={one.provision}>{ verdict_tag(&one.verdict, lang) }{ " " }{ say(lang, provision.says) }
            { for provision.reading.map(|reading| html! { <span class="soft small">{ fill(lang, own::READ_SO, &[say(lang, reading)]) }</span> }) }</li>
    }
}

fn finding(desk: &Desk, note: &Note, screen: bool) -> Html {
    let lang = desk.lang();
    let fact = |name: words::Word, text: &str| match text {
        "" => Html::default(),
        text => html! { <><dt>{ say(lang, name) }</dt><dd>{ text.to_owned() }</dd></> },
    };
    let (expected, found) =
        note.facts.as_ref().map_or(("", ""), |(expected, found)| (expected.get(lang), found.get(lang)));
    html! {
        <div class="finding">
            <p><span class={classes!("tag", note.weight.class())}>{ say(lang, note.weight.word()) }</span>{ " " }{ place_name(&note.place, lang) }
                if screen && note.step.is_some() {
                    <button type="button" class="link" onclick={desk.click(Action::Focus(note.place.clone()))}>{ note.message.get(lang) }</button>
                } else { <b>{ note.message.get(lang) }</b> }
            </p>
            <dl class="facts small">
                { fact(words::EXPECTED, expected) }{ fact(words::FOUND, found) }{ fact(own::REMEDY, note.remedy.get(lang)) }
            </dl>
            if note.weight == Weight::Judge && !screen { <p class="opinion">{ say(lang, own::OPINION) }</p> }
        </div>
    }
}
