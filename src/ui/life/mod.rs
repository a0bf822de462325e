//! A case through its life: where it stands, what was done, what may be done next, and the forms of its steps.
//!
//! [`Docket`] is the case; [`page`] looks at it; [`above`] and [`below`] are what a step's form has beside its
//! fields. What bars the next move is [`ahead`]'s.

pub mod ahead;
pub mod changes;
pub mod diff;
pub mod docket;
pub mod duties;
pub mod history;
pub mod moves;
pub mod picture;
pub mod prefill;
pub mod proposal;
pub mod review;
pub mod said;
pub mod services;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod track;
pub mod who;

pub use ahead::Ahead;
pub use changes::beside;
pub use docket::Docket;

use crate::basics::date::iso;
use crate::dossier::{Act, Errand, Role, Step};
use crate::lifecycle::Standing;
use crate::ui::desk::Desk;
use crate::ui::icon::{Icon, icon};
use crate::ui::words::{self, fill, say};
use moves::wish;
use std::sync::Arc;
use who::who;

use said as own;
use yew::prelude::*;

/// What a person may wish of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To take this step: its form.
    Take(Errand),
    /// To request the change that is advised.
    Follow,
    /// To look at the case again.
    Back,
    /// To see what happened meanwhile.
    Reload,
    /// The review by article on paper.
    PrintReview,
    /// The application on paper.
    PrintApplication,
    /// The services of the approved application in the table.
    FillServices,
    /// Another row of services.
    AddService,
    /// A row of services, or of an advice, goes.
    RemoveService(usize),
    /// The rows that run, to propose other amounts in.
    ProposeRows,
}

/// Where the case stands, in a few words.
pub fn standing(docket: &Docket, lang: crate::basics::Lang) -> String {
    capital(say(lang, docket.standing().name()))
}

/// The case on screen.
#[inline(never)]
pub fn page(desk: &Desk) -> Html {
    let lang = desk.lang();
    let Some(docket) = desk.docket else { return Html::default() };
    let application = docket.application();
    let before = docket.before_change();
    // Who appraises or decides takes the findings along on paper.
    let reviews = matches!(desk.settings.role, Some(Role::Authority | Role::Centre));
    html! {
        <>
            { facts(desk, docket) }
            { moves::panel(desk, docket) }
            { moves::advice(desk, docket) }
            if application.is_some_and(|act| act.errand().is_application()) {
                <div class="actions papers-of-case">
                    if reviews { <button type="button" class="button" onclick={wish(desk, Wish::PrintReview)}>{ icon(Icon::Print) }{ say(lang, own::PRINT_REVIEW) }</button> }
                    <button type="button" class="button" onclick={wish(desk, Wish::PrintApplication)}>{ icon(Icon::Print) }{ say(lang, own::PRINT_APPLICATION) }</button>
                </div>
            }
            <section class="sheet" aria-labelledby="track-title" part="track">
                <h4 id="track-title">{ say(lang, own::PICTURE) }</h4>
                { picture::picture(&docket.life, desk.narrow, lang) }
            </section>
            if let (Some(before), Some(after)) = (&before, application) { { changes::changes(desk, &before.sheet, &after.sheet) } }
            { history::history(desk, docket) }
            { duties::duties(desk, docket) }
        </>
    }
}

/// The case on paper: where it stands, the way, every step with its form.
#[inline(never)]
pub fn paper(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    html! {
        <section class="page on-paper" key="case">
            <h2 class="paper-title">{ docket.system().to_owned() }</h2>
            <p class="paper-about">{ fill(lang, words::CASE, &[docket.reference()]) }{ " · " }{ standing(docket, lang) }{ " · " }
                { fill(lang, words::AS_OF, &[&iso(desk.settings.as_of)]) }</p>
            { facts(desk, docket) }
            { picture::picture(&docket.life, false, lang) }
            { history::history(desk, docket) }
        </section>
    }
}

/// Where the case stands and whose turn it is, above everything else.
pub fn title(desk: &Desk) -> Html {
    let lang = desk.lang();
    let Some(docket) = desk.docket else { return Html::default() };
    let standing = docket.standing();
    let turn = match standing.turn() {
        Some(role) if desk.settings.role == Some(role) => {
            fill(lang, own::TURN_YOURS, &[&who(desk, docket, role)])
        }
        Some(role) => fill(lang, own::TURN, &[&who(desk, docket, role)]),
        None if standing.is_final() => say(lang, own::FINAL).to_owned(),
        None => say(lang, own::NO_TURN).to_owned(),
    };
    let yours = standing.turn().is_some() && desk.settings.role == standing.turn();
    let kind = match standing {
        Standing::Open(kind, _) => Some(say(lang, kind.name())),
        _ => None,
    };
    html! {
        <header class="standing">
            <h3 id="step-case" tabindex="-1" data-path="/steps/case">
                { for kind.map(|kind| html! { <span class="kind">{ capital(kind) }</span> }) }{ capital(say(lang, standing.name())) }</h3>
            <p class={classes!("turn", yours.then_some("yours"))}>{ turn }</p>
        </header>
    }
}

/// The text with a capital at its beginning; Chinese has none.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Who, with whom, since when.
fn facts(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let opened = docket.life.opened().and_then(|act| act.facts.deeds.activation.date);
    let last = docket.life.acts.last();
    let last = last.map(|act| format!("{} · {}", iso(act.on), sheet::errand_name(act.errand(), lang)));
    let fact = |name: crate::ui::words::Word, value: Option<String>| {
        value.map(|value| html! { <div><dt>{ say(lang, name) }</dt><dd class="num">{ value }</dd></div> })
    };
    html! {
        <dl class="case-facts">
            { for fact(own::DEPARTMENT, Some(docket.department().to_owned()).filter(|name| !name.is_empty())) }
            { for fact(own::SUPPLIER, docket.life.supplier().map(str::to_owned)) }
            { for fact(own::RUNS_SINCE, opened.map(iso)) }
            { for fact(own::LAST_STEP, last) }
        </dl>
    }
}

/// The way back to the case, above the page of a step's form.
pub fn back(desk: &Desk) -> Html {
    html! {
        <p class="crumb screen-only"><button type="button" class="link" onclick={wish(desk, Wish::Back)}>
            { icon(Icon::Back) }{ say(desk.lang(), words::BACK_TO_CASE) }</button></p>
    }
}

/// What stands above the fields of a step's form.
#[inline(never)]
pub fn above(desk: &Desk, step: Step) -> Html {
    let Some(docket) = desk.docket else { return Html::default() };
    let errand = desk.state.draft.errand;
    html! {
        <>
            { meanwhile(desk, docket) }
            if errand.applies() { { sent_back(desk, docket) } }
            if errand == Errand::Change && matches!(step, Step::Deed | Step::Resources) { { proposal::note(desk, docket) } }
            if errand == Errand::Change && matches!(step, Step::Deed | Step::HandIn) {
                if let Some(runs) = docket.life.in_force() { { changes::changes(desk, &runs.sheet, &desk.state.draft) } }
            }
        </>
    }
}

/// What stands below the fields of a step's form.
#[inline(never)]
pub fn below(desk: &Desk) -> Html {
    let errand = desk.state.draft.errand;
    let estimate = desk.application.map(|judgement| &*judgement.estimate);
    let decides = matches!(errand, Errand::Appraise | Errand::Decide) && !desk.state.at_case;
    html! {
        <>
            if errand == Errand::Activate { { services::services(desk, estimate) } }
            if errand == Errand::Advise && !desk.state.at_case { { for desk.docket.map(|docket| proposal::panel(desk, docket)) } }
            if decides { { for desk.application.map(|judgement| review::found(desk, &judgement.review)) } }
            if !desk.state.at_case && !errand.is_application() { { for desk.docket.map(|docket| earlier(desk, docket)) } }
        </>
    }
}

/// Why the application was sent back, where it waits to be mended.
fn sent_back(desk: &Desk, docket: &Docket) -> Html {
    let Some(procedure) = docket.life.at_work() else { return Html::default() };
    if desk.state.at_case || crate::lifecycle::stage::stage(procedure) != crate::lifecycle::Stage::SentBack {
        return Html::default();
    }
    let lang = desk.lang();
    let said = |act: &&Arc<Act>| matches!(act.errand(), Errand::Decide | Errand::Government);
    let Some(act) = procedure.since().iter().rev().find(said) else { return Html::default() };
    let reason = match act.errand() {
        Errand::Decide => act.sheet.field("decision.reason"),
        _ => act.sheet.field("government.document"),
    };
    html! {
        <section class="sheet sent-back" aria-labelledby="sent-back-title">
            <h4 id="sent-back-title">{ say(lang, own::SENT_BACK) }</h4>
            <p class="told">{ reason }</p>
            <p class="soft small num">{ format!("{} · {}", iso(act.on), act.by) }</p>
        </section>
    }
}

/// What happened in the case since the form was opened.
fn meanwhile(desk: &Desk, docket: &Docket) -> Html {
    let Some(seen) = desk.meanwhile else { return Html::default() };
    let lang = desk.lang();
    let count = docket.journal.entries().len().saturating_sub(seen).to_string();
    html! {
        <section class="sheet meanwhile" aria-labelledby="meanwhile-title">
            <h4 id="meanwhile-title" tabindex="-1" data-path="/meanwhile">{ say(lang, own::MEANWHILE) }</h4>
            <p>{ fill(lang, own::MEANWHILE_ABOUT, &[&count]) }</p>
            { history::steps(desk, docket, seen) }
        </section>
    }
}

/// The steps of the procedure at work, to compare with.
fn earlier(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let Some(procedure) = docket.life.at_work() else { return Html::default() };
    html! {
        <section class="sheet earlier" aria-labelledby="earlier-title">
            <h4 id="earlier-title">{ say(lang, own::EARLIER) }</h4>
            <p class="soft small">{ say(lang, own::EARLIER_ABOUT) }</p>
            { for procedure.acts.iter().rev().map(|act| html! {
                <details key={act.number}>
                    <summary>{ format!("{} · {}", iso(act.on), sheet::errand_name(act.errand(), lang)) }
                        { for sheet::outcome(act).map(|(class, word)| html! { <>{ " " }<span class={classes!("tag", class)}>{ say(lang, word) }</span></> }) }</summary>
                    { sheet::sheet(desk, &act.sheet) }
                </details>
            }) }
        </section>
    }
}
