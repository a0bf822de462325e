//! For those who do not know what they need: questions from the place's table, and the needs that it proposes.
//!
//! Everything here is a proposal and says so. Nothing is put into the table of needs before somebody takes it; then
//! all rows come at once, as one edit, and each says in its reason by which table it was proposed.

use super::words::word;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::NeedRow;
use crate::fitting::profile::{AnswerFault, Gap, Proposal, ProposedNeed, propose, row};
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::Profiles;
use crate::measure::jurisdiction::profiles::{Asked, Question};
use crate::ui::same::Same;
use std::collections::BTreeMap;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`Profile`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ProfileProps {
    /// The place whose table is asked.
    pub place: Same<Jurisdiction>,
    /// The catalog.
    pub edition: Same<Edition>,
    /// The language.
    pub lang: Lang,
    /// What is proposed was taken: the rows, without ids.
    pub on_take: Callback<Vec<NeedRow>>,
    /// It should be closed.
    pub on_close: Callback<()>,
}

/// What comes of the answers.
type Outcome = Result<Proposal, Vec<AnswerFault>>;

/// Questions and proposal.
#[component]
pub fn Profile(props: &ProfileProps) -> Html {
    let ProfileProps { place, edition, lang, on_take, on_close } = props;
    let answers = use_state(BTreeMap::<String, String>::new);
    let outcome =
        use_memo(((*answers).clone(), place.clone(), edition.clone()), |(answers, place, edition)| {
            place.profiles.as_ref().map(|table| propose(table, answers, edition))
        });
    let frame = use_node_ref();
    {
        let frame = frame.clone();
        use_effect_with((), move |()| {
            let first = frame
                .cast::<web_sys::Element>()
                .and_then(|f| f.query_selector("input, select").ok().flatten());
            if let Some(first) = first.and_then(|f| f.dyn_into::<HtmlElement>().ok()) {
                // Without the focus the field can still be reached by Tab.
                let _ = first.focus();
            }
        });
    }
    let on_answer = {
        let answers = answers.clone();
        Callback::from(move |(id, text): (String, String)| {
            let mut next = (*answers).clone();
            next.insert(id, text);
            answers.set(next);
        })
    };
    let close = on_close.reform(|_: MouseEvent| ());
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.is_composing() {
                event.prevent_default();
                on_close.emit(());
            }
        })
    };
    let Some(table) = &place.profiles else { return Html::default() };
    let faults = match &*outcome {
        Some(Err(faults)) => faults.as_slice(),
        _ => &[],
    };
    html! {
        <section ref={frame} class="profile" role="dialog" aria-label={word(*lang, "profile")} {onkeydown}>
            <div class="profile-head">
                <h3>{ table.name.get(*lang) }</h3>
                <span class="tag is-warns">{ table.source.mark().get(*lang).to_owned() }</span>
                <button type="button" class="button" onclick={close}>{ word(*lang, "close") }</button>
            </div>
            <p class="note">{ table.source.words().get(*lang).to_owned() }</p>
            <div class="profile-asked">
                { for table.questions.iter().map(|q| question(q, answers.get(&q.id).map_or("", String::as_str), faults, *lang, &on_answer)) }
            </div>
            { said(outcome.as_ref().as_ref(), (place, table), edition, *lang, on_take) }
        </section>
    }
}

/// A question with its field; what is wrong with an answer stands beside it.
fn question(
    question: &Question,
    text: &str,
    faults: &[AnswerFault],
    lang: Lang,
    on_answer: &Callback<(String, String)>,
) -> Html {
    let id = format!("profile-{}", question.id);
    let fault = faults.iter().find(|f| f.question == question.id && f.code == "profile-answer");
    let name = question.id.clone();
    let field = match &question.asked {
        Asked::Number { unit, assumed, .. } => {
            let oninput = on_answer.reform(move |event: InputEvent| {
                (name.clone(), event.target_unchecked_into::<HtmlInputElement>().value())
            });
            let hint = assumed.map(|n| format!("{} {n} {}", word(lang, "profile-assumed"), unit.get(lang)));
            html! {
                <span class="profile-number">
                    <input {id} inputmode="numeric" autocomplete="off" value={text.to_owned()} placeholder={hint} {oninput}
                        aria-invalid={fault.is_some().then_some("true")} />
                    <span>{ unit.get(lang) }</span>
                </span>
            }
        }
        Asked::Choice { options, assumed } => {
            let onchange = on_answer.reform(move |event: Event| {
                (name.clone(), event.target_unchecked_into::<HtmlSelectElement>().value())
            });
            let usual = assumed.as_ref().and_then(|code| options.iter().find(|(own, _)| own == code));
            let none = usual.map_or_else(
                || word(lang, "choose").to_owned(),
                |(_, name)| format!("{} {}", word(lang, "profile-assumed"), name.get(lang)),
            );
            html! {
                <select {id} {onchange}>
                    <option value="" selected={text.is_empty()}>{ none }</option>
                    { for options.iter().map(|(code, name)| html! {
                        <option value={code.clone()} selected={code == text}>{ name.get(lang) }</option>
                    }) }
                </select>
            }
        }
    };
    html! {
        <div class="profile-question">
            <label for={format!("profile-{}", question.id)}>{ question.name.get(lang) }</label>
            { field }
            if let Some(fault) = fault { <span class="profile-fault" role="alert">{ fault.message.get(lang) }</span> }
        </div>
    }
}

/// What is proposed, with the button that takes it; or what is still to be answered.
fn said(
    outcome: Option<&Outcome>,
    (place, table): (&Same<Jurisdiction>, &Profiles),
    edition: &Same<Edition>,
    lang: Lang,
    on_take: &Callback<Vec<NeedRow>>,
) -> Html {
    let Some(Ok(proposal)) = outcome else {
        return html! { <p class="profile-wait" role="status">{ word(lang, "profile-wait") }</p> };
    };
    let rows: Vec<NeedRow> =
        proposal.needs.iter().filter_map(|need| row(need, proposal, (place, table), edition, lang)).collect();
    let take = {
        let (on_take, rows) = (on_take.clone(), rows.clone());
        Callback::from(move |_: MouseEvent| on_take.emit(rows.clone()))
    };
    html! {
        <>
            <h4>{ word(lang, "profile-proposed") }</h4>
            <p class="profile-sums" role="status">
                { for proposal.measured.iter().map(|m| html! {
                    <span>{ format!("{} {} {}", m.name.get(lang), m.number, m.unit.get(lang)) }</span>
                }) }
            </p>
            <ul class="profile-needs">
                { for proposal.needs.iter().map(|need| need_of(need, edition, lang)) }
            </ul>
            <button type="button" class="button lead profile-take" disabled={rows.is_empty()} onclick={take}>
                { format!("{} ({})", word(lang, "profile-take"), rows.len()) }
            </button>
        </>
    }
}

/// A proposed need: what it is, what stands in its way, and why.
fn need_of(need: &ProposedNeed, edition: &Edition, lang: Lang) -> Html {
    let sizes: Vec<String> = need.sizes.iter().map(|size| size.said(edition, lang)).collect();
    let traits: Vec<String> =
        need.traits.iter().map(|(code, value)| trait_words(edition, code, value, lang)).collect();
    let gap = |gap: &Gap| html! { <p class="profile-fault">{ gap.words().get(lang).to_owned() }</p> };
    html! {
        <li key={need.tier.clone()} class="profile-need">
            <p>
                <strong>{ need.name.get(lang) }</strong>{ format!(" × {}", need.count()) }
                <span class="tag is-warns">{ word(lang, "profile-mark") }</span>
            </p>
            <p>{ [sizes, traits].concat().join(" · ") }</p>
            { for need.gaps.iter().map(gap) }
            <details>
                <summary>{ word(lang, "profile-why") }</summary>
                <ul>
                    { for need.reasons.iter().map(|reason| html! {
                        <li title={reason.source.words().get(lang).to_owned()}>
                            { format!("[{}] {} · {}", reason.source.mark().get(lang), reason.rule, reason.words.get(lang)) }
                        </li>
                    }) }
                </ul>
            </details>
        </li>
    }
}

fn trait_words(edition: &Edition, code: &str, value: &str, lang: Lang) -> String {
    let found = edition.trait_of(code);
    let name = found.map_or(code, |t| t.name.get(lang));
    let named = found.and_then(|t| t.values.iter().find(|v| v.code == value));
    format!("{name} {}", named.map_or(value, |v| v.name.get(lang)))
}
