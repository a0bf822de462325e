//! Handing in, on screen: what will be handed in, where it stands, what to do, the receipt.

use crate::basics::Lang;
use crate::fees::Estimate;
use crate::submission::{RefusalKind, State, View};
use crate::ui::desk::{Desk, Msg};
use crate::ui::handing::{Handed, Wish};
use crate::ui::life;
use crate::ui::notes::Weight;
use crate::ui::order::step_of;
use crate::ui::state::Action;
use crate::ui::words::{self, Word, fill, say};
use yew::prelude::*;

/// What will be handed in, and the button that does it; or how it stands.
pub fn deliver(desk: &Desk) -> Html {
    let lang = desk.lang();
    let view = desk.handing.view.as_ref();
    html! {
        <section class="sheet" aria-labelledby="deliver-title" part="hand-in">
            <h4 id="deliver-title" tabindex="-1" data-path="/hand-in">{ say(lang, hand_in_word(desk)) }</h4>
            if let Some(view) = view { { stand(desk, view) } }
            { content(desk) }
            { deeds(desk, view) }
        </section>
    }
}

/// What is handed in is an application, or one step of a case.
fn hand_in_word(desk: &Desk) -> Word {
    if desk.state.draft.errand.applies() { words::HAND_IN } else { words::HAND_IN_STEP }
}

/// In a few lines: what will be handed in.
fn content(desk: &Desk) -> Html {
    let lang = desk.lang();
    let draft = &desk.state.draft;
    let sum = desk.said.map(|said| {
        let total = total(&said.estimate, lang);
        if said.estimate.is_illustrative() { fill(lang, words::ILLUSTRATIVE, &[&total]) } else { total }
    });
    let fact =
        |name: Word, value: String| html! { <><dt>{ say(lang, name) }</dt><dd class="num">{ value }</dd></> };
    let applies = draft.errand.is_application();
    let unit = draft.field("unit.name").to_owned();
    let rows = if applies { words::FACT_NEEDS } else { words::FACT_SERVICES };
    html! {
        <dl class="facts">
            { fact(if applies { words::FACT_SYSTEM } else { words::FACT_STEP }, crate::ui::keep::title(draft, desk.system(), lang)) }
            { for desk.docket.map(|docket| fact(words::FACT_CASE, docket.reference().to_owned())) }
            if applies { { fact(words::FACT_UNIT, unit) } }
            if applies || !draft.needs.is_empty() { { fact(rows, draft.needs.len().to_string()) } }
            { fact(words::FACT_PAPERS, draft.attachments.len().to_string()) }
            { for sum.filter(|_| applies).map(|sum| fact(words::FACT_SUM, sum)) }
        </dl>
    }
}

/// The estimate in a few words: an open total says so.
fn total(estimate: &Estimate, lang: Lang) -> String {
    let known = format!("¥ {}", estimate.known.in_yuan());
    if estimate.is_complete() { known } else { fill(lang, words::SUM_OPEN, &[&known]) }
}

/// Where it stands: the passage, a sentence, the receipt, what the portal named.
fn stand(desk: &Desk, view: &View) -> Html {
    let lang = desk.lang();
    let class = match view.item.state {
        State::Accepted(_) => "receipt",
        State::Rejected(_) => "note is-bars",
        State::NeedsLogin | State::Unknown { .. } => "note is-warns",
        State::Frozen | State::Sending => "note is-advice",
    };
    html! {
        <>
            { passage(lang, &view.item.state) }
            <div {class}>
                <p><b>{ view.words().get(lang) }</b></p>
                if let Some((done, all)) = view.papers {
                    <p class="num">{ fill(lang, words::PAPERS_SENT, &[&done.to_string(), &all.to_string()]) }</p>
                }
            </div>
            { named(desk, &view.item.state) }
            <dl class="facts small">
                { for view.receipt().into_iter().map(|(name, value)| html! {
                    <><dt>{ name.get(lang).to_owned() }</dt><dd class="code">{ told(lang, value) }</dd></>
                }) }
            </dl>
        </>
    }
}

/// A code of the outbox in words; anything else as it stands.
fn told(lang: Lang, value: String) -> String {
    match value.as_str() {
        "frozen" | "sending" | "accepted" | "rejected" | "unknown" | "needs-login" => {
            say(lang, words::outbox(&value)).to_owned()
        }
        _ => value,
    }
}

fn passage(lang: Lang, state: &State) -> Html {
    let now = match state {
        State::Frozen => 0,
        State::Sending | State::NeedsLogin | State::Unknown { .. } => 1,
        State::Accepted(_) | State::Rejected(_) => 2,
    };
    let last = match state {
        State::Rejected(_) => words::PASSAGE_REFUSED,
        _ => words::PASSAGE_ACCEPTED,
    };
    let place = |(at, word): (usize, &Word)| {
        let past = at < now || (now == 2 && matches!(state, State::Accepted(_)));
        let class = if past {
            "past"
        } else if at == now {
            "now"
        } else {
            ""
        };
        html! { <li {class} aria-current={(at == now).then_some("step")}>{ say(lang, *word) }</li> }
    };
    html! {
        <ol class="passage">
            { for [words::PASSAGE_FROZEN, words::PASSAGE_SENT, last].iter().enumerate().map(place) }
        </ol>
    }
}

/// The places that the portal named, each with a way there.
fn named(desk: &Desk, state: &State) -> Html {
    let State::Rejected(refusal) = state else { return Html::default() };
    let place = |(path, message): &(crate::basics::Path, String)| {
        html! {
            <li>
                if step_of(path, &desk.state.draft).is_some() {
                    <button type="button" class="link" onclick={desk.click(Action::Focus(path.clone()))}>{ message }</button>
                } else { { message } }
            </li>
        }
    };
    html! { <ul>{ for refusal.places.iter().map(place) }</ul> }
}

/// What may be done.
fn deeds(desk: &Desk, view: Option<&View>) -> Html {
    let lang = desk.lang();
    let busy = desk.handing.working || view.is_some_and(|view| view.busy);
    let open = desk.notes.barring().count() > 0 || !desk.judged;
    let state = view.map(|view| &view.item.state);
    let unknown = matches!(state, Some(State::Unknown { .. }));
    let goes_on = unknown || matches!(state, Some(State::NeedsLogin | State::Frozen | State::Sending));
    let changed = view.is_some_and(|v| desk.keeping.keeper().is_some_and(|k| k.revision() > v.item.revision));
    // Before it is handed in again, a person looks at what happened.
    let moved = matches!(state, Some(State::Rejected(refusal)) if refusal.kind == RefusalKind::Moved)
        && desk.meanwhile.is_none();
    let lead = match state {
        Some(State::Accepted(_)) if !changed => None,
        Some(State::Accepted(_)) => Some(words::HAND_IN_ANEW),
        Some(_) if goes_on => None,
        _ => Some(hand_in_word(desk)),
    };
    html! {
        <>
            if let Some(word) = lead {
                if open { <p class="soft">{ say(lang, words::HAND_IN_BARRED) }</p> }
                else if desk.notes.count(Weight::Judge) > 0 { <p class="soft">{ say(lang, words::HAND_IN_JUDGE) }</p> }
                if word == words::HAND_IN_ANEW { <p class="soft">{ say(lang, words::HAND_IN_ANEW_ABOUT) }</p> }
            }
            if moved { <div class="actions">{ wish(desk, "button lead", words::RELOAD, life::Wish::Reload) }</div> }
            if lead.is_none() && !goes_on && desk.docket.is_some() {
                <div class="actions">{ wish(desk, "button lead", words::BACK_TO_CASE, life::Wish::Back) }</div>
            }
            <div class="actions">
                if let Some(word) = lead {
                    { button(desk, if moved { "button" } else { "button lead" }, word, Wish::Start, busy) }
                }
                if goes_on && !busy {
                    { button(desk, "button lead", resume_word(state), Wish::Resume, false) }
                }
                if unknown && !busy && !desk.handing.doubting {
                    { button(desk, "button", words::SEND_AGAIN, Wish::Doubt(true), false) }
                }
                if view.is_some() {
                    { button(desk, "button", words::COPY_RECEIPT, Wish::Copy, false) }
                    <button type="button" class="button" onclick={desk.send.reform(|_: MouseEvent| Msg::Print)}>{ say(lang, words::PRINT) }</button>
                }
            </div>
            <p class="small" role="status">{ copied(lang, desk.handing.copied) }</p>
            if desk.handing.doubting && unknown {
                <div class="note is-bars">
                    <p>{ say(lang, words::SEND_AGAIN_SURE) }</p>
                    <div class="actions">
                        { button(desk, "button danger", words::SEND_AGAIN, Wish::Again, busy) }
                        { button(desk, "button", words::CANCEL, Wish::Doubt(false), false) }
                    </div>
                </div>
            }
        </>
    }
}

fn wish(desk: &Desk, class: &'static str, word: Word, wish: life::Wish) -> Html {
    let onclick = desk.send.reform(move |_: MouseEvent| Msg::Life(wish));
    html! { <button type="button" {class} {onclick}>{ say(desk.lang(), word) }</button> }
}

fn resume_word(state: Option<&State>) -> Word {
    match state {
        Some(State::NeedsLogin) => words::RESUME_LOGIN,
        Some(State::Unknown { .. } | State::Sending) => words::RESUME_ASK,
        _ => words::RESUME_SEND,
    }
}

fn copied(lang: Lang, copied: Option<bool>) -> &'static str {
    match copied {
        Some(true) => say(lang, words::COPIED),
        Some(false) => say(lang, words::COPY_FAILED),
        None => "",
    }
}

fn button(desk: &Desk, class: &'static str, word: Word, wish: Wish, disabled: bool) -> Html {
    let onclick = desk.send.reform(move |_: MouseEvent| Msg::Handed(Handed::Wish(wish)));
    html! { <button type="button" {class} {onclick} {disabled}>{ say(desk.lang(), word) }</button> }
}
