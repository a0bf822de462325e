//! What may be done now: the step that is waited for, the steps open to this role, those of others.

use super::Wish;
use super::ahead::{Ahead, Demand, waited};
use super::docket::Docket;
use super::said as own;
use super::sheet::errand_name;
use super::who::who;
use crate::basics::Path;
use crate::dossier::{Errand, Role};
use crate::lifecycle::moves::open_to;
use crate::measure::Verdict;
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::settings::Mode;
use crate::ui::state::Action;
use crate::ui::words::{self, Word, fill, say};
use yew::prelude::*;

/// The panel of what may be done.
pub fn panel(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let standing = docket.standing();
    let title = match waited(&docket.life) {
        Some(errand) => fill(lang, own::NEXT, &[errand_name(errand, lang)]),
        None => say(lang, own::NEXT_NONE).to_owned(),
    };
    html! {
        <section class="sheet moves" aria-labelledby="moves-title">
            <h4 id="moves-title">{ title }</h4>
            if let Some(ahead) = desk.ahead { { demands(desk, ahead) } }
            if !standing.is_final() { { own_steps(desk, docket) }{ others(desk, docket) } }
        </section>
    }
}

/// The role in which the person may take steps here.
fn role(desk: &Desk) -> Option<Role> {
    desk.settings.role.filter(|_| desk.settings.mode == Mode::Edit)
}

fn own_steps(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let Some(role) = role(desk) else {
        return html! { <p class="soft">{ say(lang, own::NO_ROLE) }</p> };
    };
    let waits = waited(&docket.life);
    let mut open = open_to(&docket.life, role);
    open.sort_by_key(|errand| waits != Some(*errand));
    if open.is_empty() {
        return html! { <p class="soft">{ say(lang, own::OPEN_NONE) }</p> };
    }
    let button = |errand: &Errand| {
        let class = classes!("button", (waits == Some(*errand)).then_some("lead"));
        let onclick = wish(desk, Wish::Take(*errand));
        html! { <button key={errand.code()} type="button" {class} {onclick}>{ errand_name(*errand, lang) }</button> }
    };
    html! {
        <>
            <p class="label">{ say(lang, own::OPEN_STEPS) }</p>
            <div class="actions">{ for open.iter().map(button) }</div>
        </>
    }
}

/// What others may do, each with who they are.
fn others(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let others = Role::ALL.into_iter().filter(|other| role(desk) != Some(*other));
    let lines: Vec<Html> = others
        .filter_map(|other| {
            let open = open_to(&docket.life, other);
            let names: Vec<&str> = open.iter().map(|errand| errand_name(*errand, lang)).collect();
            let line = || html! { <li><b>{ who(desk, docket, other) }</b>{ say(lang, ("：", ": ")) }{ names.join(say(lang, ("、", ", "))) }</li> };
            (!open.is_empty()).then(line)
        })
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <><p class="label">{ say(lang, own::OTHER_STEPS) }</p><ul class="others-open">{ for lines }</ul></> }
}

/// What the next step demands, and what of it is not met.
fn demands(desk: &Desk, ahead: &Ahead) -> Html {
    let lang = desk.lang();
    if ahead.demands.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <p class="label">{ say(lang, own::DEMANDS) }</p>
            <ul class="demands">{ for ahead.demands.iter().map(|demand| one(desk, demand)) }</ul>
        </>
    }
}

fn one(desk: &Desk, demand: &Demand) -> Html {
    let lang = desk.lang();
    let (class, drawing, word): (_, _, Word) = match demand.verdict {
        Verdict::Holds => ("done", Icon::Tick, own::DEMAND_HOLDS),
        Verdict::Fails => ("is-bars", Icon::Stop, own::DEMAND_FAILS),
        Verdict::NeedsJudgement => ("is-judge", Icon::Scales, own::DEMAND_JUDGE),
        Verdict::Unknown(ref missing) if !missing.iter().all(said_in_form) => {
            ("is-bars", Icon::Stop, own::DEMAND_UNKNOWN)
        }
        Verdict::Unknown(_) | Verdict::NotApplicable => ("is-todo", Icon::Paper, own::DEMAND_OPEN),
    };
    let article = demand.citation.article;
    let name = fill(lang, words::BY_ARTICLE, &[&words::article(lang, article)]);
    // What is merely to be filled in is said by the form itself.
    let told = demand.findings.iter().filter(|_| matches!(demand.verdict, Verdict::Fails));
    html! {
        <li class={classes!("demand", class)}>
            { icon(drawing) }
            <span class="state">{ say(lang, word) }</span>
            <span class="says">{ demand.says.get(lang) }{ " " }
                <button type="button" class="link" onclick={desk.click(Action::Law(true, Some(article)))}>{ name }</button>
                { for told.map(|finding| html! { <span class="remedy">{ finding.message.get(lang) }{ " " }{ finding.remedy.get(lang) }</span> }) }
            </span>
        </li>
    }
}

/// True for a place of the form, where a person will say what is missing.
fn said_in_form(place: &Path) -> bool {
    matches!(place.steps().next().as_deref(), Some("fields" | "needs" | "attachments"))
}

/// Open advice, with the way to the change that it asks for.
pub fn advice(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    if docket.life.advice.is_empty() {
        return Html::default();
    }
    let can = open_to(&docket.life, Role::Department).contains(&Errand::Change);
    let follows = role(desk) == Some(Role::Department);
    html! {
        <section class="sheet advice" aria-labelledby="advice-title">
            <h4 id="advice-title">{ say(lang, own::ADVICE) }</h4>
            <p class="soft small">{ say(lang, own::ADVICE_ABOUT) }</p>
            { for docket.life.advice.iter().map(|act| html! {
                <div class="note is-warns" key={act.number}>
                    { icon(Icon::Warn) }
                    <p class="what">{ act.sheet.field("advice.text") }</p>
                    <p class="remedy"><span class="soft">{ say(lang, own::ADVICE_EVIDENCE) }{ say(lang, ("：", ": ")) }</span>{ act.sheet.field("advice.evidence") }</p>
                    <p class="soft small num">{ format!("{} · {}", crate::basics::date::iso(act.on), act.by) }</p>
                    if !act.sheet.needs.is_empty() { <p class="soft small">{ fill(lang, own::PROPOSED_COUNT, &[&act.sheet.needs.len().to_string()]) }</p> }
                </div>
            }) }
            if follows && can {
                <div class="actions"><button type="button" class="button lead" onclick={wish(desk, Wish::Follow)}>{ say(lang, own::FOLLOW_ADVICE) }</button></div>
            } else if follows {
                <p class="soft">{ say(lang, own::FOLLOW_LATER) }</p>
            }
        </section>
    }
}

/// Sends a wish when clicked.
pub fn wish(desk: &Desk, wish: Wish) -> Callback<MouseEvent> {
    desk.send.reform(move |_| Msg::Life(wish))
}
