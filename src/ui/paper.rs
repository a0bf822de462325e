//! The application on paper: every step one after another, as text, with what was said of it.

use crate::basics::Lang;
use crate::basics::date::iso;
use crate::catalog::Edition;
use crate::dossier::{NeedRow, Step};
use crate::ui::desk::Desk;
use crate::ui::fees::Fees;
use crate::ui::keep;
use crate::ui::life;
use crate::ui::notes::Note;
use crate::ui::order::steps_of;
use crate::ui::resources::layout::summary;
use crate::ui::resources::row::{RowNote, outcome_word};
use crate::ui::steps;
use crate::ui::words::{self, fill, say};
use std::sync::Arc;
use yew::prelude::*;

/// The whole application. The desk must be one that is only read.
#[inline(never)]
pub fn paper(desk: &Desk) -> Html {
    let lang = desk.lang();
    html! {
        <section class="page on-paper" key="paper">
            <h2 class="paper-title">{ title(desk) }</h2>
            <p class="paper-about">{ keep::title(&desk.state.draft, desk.system(), lang) }{ " · " }
                { fill(lang, words::AS_OF, &[&iso(desk.as_of)]) }
                { for desk.docket.map(|docket| format!(" · {}", fill(lang, words::CASE, &[docket.reference()]))) }</p>
            { for desk.handing.view.iter().map(|view| receipt(view, lang)) }
            { for steps_of(desk.state.draft.errand).iter().filter(|s| **s != Step::HandIn).map(|step| part(desk, *step)) }
            { findings(desk) }
            { signatures(lang) }
        </section>
    }
}

/// The heading: an application has its own, a step is called by what it is.
fn title(desk: &Desk) -> &'static str {
    let errand = desk.state.draft.errand;
    say(desk.lang(), if errand.is_application() { words::PAPER_TITLE } else { errand.name() })
}

fn part(desk: &Desk, step: Step) -> Html {
    let content = match step {
        Step::Resources => html! { <>{ steps::own(desk, step) }{ needs(desk) }</> },
        Step::Budget => html! { <>{ steps::own(desk, step) }{ fees(desk) }</> },
        Step::Deed => html! { <>{ steps::own(desk, step) }{ life::below(desk) }</> },
        _ => steps::own(desk, step),
    };
    html! {
        <section class="paper-step" key={steps::name(step).1}>
            <h3>{ say(desk.lang(), steps::name_in(desk, step)) }</h3>
            { content }
        </section>
    }
}

fn receipt(view: &crate::submission::View, lang: Lang) -> Html {
    html! {
        <dl class="facts small">
            { for view.receipt().into_iter().map(|(name, value)| html! {
                <><dt>{ name.get(lang).to_owned() }</dt><dd class="code">{ value }</dd></>
            }) }
        </dl>
    }
}

/// The needs as a plain table: all rows, not only those in view.
fn needs(desk: &Desk) -> Html {
    let (Some(edition), Some(said)) = (desk.edition(), desk.said) else { return Html::default() };
    let lang = desk.lang();
    let headings = [
        ("序号", "No."),
        ("名称", "Name"),
        ("功能", "Function"),
        ("需求", "Need"),
        ("适配结果", "Fit"),
        ("费用（元）", "Cost (元)"),
    ];
    let rows = desk.state.draft.needs.iter().enumerate();
    html! {
        <table class="paper-table">
            <thead><tr>{ for headings.iter().map(|h| html! { <th scope="col">{ say(lang, *h) }</th> }) }</tr></thead>
            <tbody>{ for rows.map(|(at, row)| need(at, row, said.rows.get(at).map(AsRef::as_ref), edition, lang)) }</tbody>
        </table>
    }
}

fn need(at: usize, row: &Arc<NeedRow>, note: Option<&RowNote>, edition: &Edition, lang: Lang) -> Html {
    let function = row.cell("function");
    let function = edition.function(function).map_or(function, |f| f.name.get(lang));
    let (answer, price) = note.map_or_else(Default::default, |n| (n.answer.clone(), n.price.clone()));
    html! {
        <tr key={row.id.clone()}>
            <td class="num">{ at + 1 }</td>
            <td>{ row.cell("name") }</td>
            <td>{ function.to_owned() }</td>
            <td>{ summary(row, edition, lang) }</td>
            <td>{ outcome_word(note.and_then(|n| n.outcome), lang) }{ " " }{ answer }</td>
            <td class="num">{ price }</td>
        </tr>
    }
}

fn fees(desk: &Desk) -> Html {
    let (Some(edition), Some(said)) = (desk.edition(), desk.said) else { return Html::default() };
    html! {
        <Fees estimate={said.estimate.clone()} dossier={said.dossier.clone()} edition={edition.clone()}
            calendar={said.calendar.clone()} place={said.place.clone()} lang={desk.lang()} />
    }
}

fn findings(desk: &Desk) -> Html {
    let lang = desk.lang();
    let line = |note: &Note| {
        let article =
            note.citation.map(|c| fill(lang, words::BY_ARTICLE, &[&words::article(lang, c.article)]));
        html! {
            <li>{ say(lang, note.weight.word()) }{ " · " }{ note.message.get(lang) }
                { for article.map(|a| format!(" ({a})")) }</li>
        }
    };
    html! {
        <section class="paper-step">
            <h3>{ say(lang, words::LAW) }</h3>
            if desk.notes.all().is_empty() { <p>{ say(lang, words::LAW_NONE) }</p> }
            <ol class="paper-list">{ for desk.notes.all().iter().map(line) }</ol>
        </section>
    }
}

fn signatures(lang: Lang) -> Html {
    html! {
        <div class="paper-signs">
            <p>{ say(lang, words::SIGN_HEAD) }</p><p>{ say(lang, words::SIGN_SEAL) }</p><p>{ say(lang, words::SIGN_DATE) }</p>
        </div>
    }
}
