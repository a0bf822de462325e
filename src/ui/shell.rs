//! The frame of the form: head, banners, map of the steps, foot.

use crate::basics::Words;
use crate::basics::date::iso;
use crate::dossier::Step;
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::life::Wish;
use crate::ui::notes::Progress;
use crate::ui::settings::Place;
use crate::ui::state::Action;
use crate::ui::words::{self, Word, fill, say};
use crate::ui::{judging, life, saving, steps};
use yew::prelude::*;

/// Title, save state, tools.
pub fn head(desk: &Desk) -> Html {
    let lang = desk.lang();
    let own = desk.state.draft.field("system.name").trim();
    let name = if own.is_empty() { desk.system() } else { own };
    let errand = desk.state.draft.errand.name();
    let kind = match desk.docket {
        Some(docket) => fill(lang, words::CASE, &[docket.reference()]),
        None => say(lang, words::TITLE).to_owned(),
    };
    let count = desk.notes.all().iter().filter(|note| note.citation.is_some()).count();
    html! {
        <header class="head" part="head">
            <div class="title">
                <p class="kind">{ kind }{ " · " }{ say(lang, errand) }</p>
                <h2>{ if name.is_empty() { say(lang, words::UNNAMED) } else { name } }</h2>
            </div>
            <div class="tools" role="group" aria-label={say(lang, words::TOOLS)}>
                if !desk.read_only() {
                    { saving::state(desk) }
                    { tool(desk, words::UNDO, Icon::Undo, Action::Undo, desk.state.can_undo()) }
                    { tool(desk, words::REDO, Icon::Redo, Action::Redo, desk.state.can_redo()) }
                    { panel_tool(desk, words::FILES, Icon::Folder, desk.state.drafts_open, None, Action::Drafts(!desk.state.drafts_open)) }
                }
                { panel_tool(desk, words::LAW, Icon::Book, desk.state.law_open, Some(count), Action::Law(!desk.state.law_open, None)) }
                <button type="button" class="tool" onclick={desk.send.reform(|_: MouseEvent| Msg::Print)}
                    title={say(lang, words::PRINT)} aria-label={say(lang, words::PRINT)}>{ icon(Icon::Print) }</button>
            </div>
            { language(desk) }
        </header>
    }
}

/// The way to the other language.
pub fn language(desk: &Desk) -> Html {
    let lang = desk.lang();
    html! {
        <button type="button" class="tool" onclick={desk.click(Action::Speak(other(lang)))}
            lang={tag(other(lang))}>{ icon(Icon::Globe) }<span class="label">{ say(lang, words::LANGUAGE) }</span></button>
    }
}

fn tool(desk: &Desk, word: Word, drawing: Icon, action: Action, can: bool) -> Html {
    let name = say(desk.lang(), word);
    html! {
        <button type="button" class="tool" disabled={!can} title={name} aria-label={name} onclick={desk.click(action)}>
            { icon(drawing) }
        </button>
    }
}

fn panel_tool(
    desk: &Desk,
    word: Word,
    drawing: Icon,
    open: bool,
    count: Option<usize>,
    action: Action,
) -> Html {
    let count = count.filter(|c| *c > 0).map(|c| html! { <span class="num">{ format!("({c})") }</span> });
    html! {
        <button type="button" class="tool" aria-expanded={open.to_string()} onclick={desk.click(action)}>
            { icon(drawing) }<span class="label">{ say(desk.lang(), word) }</span>{ for count }
        </button>
    }
}

/// The other language.
fn other(lang: crate::basics::Lang) -> crate::basics::Lang {
    match lang {
        crate::basics::Lang::Zh => crate::basics::Lang::En,
        crate::basics::Lang::En => crate::basics::Lang::Zh,
    }
}

/// The language's tag.
pub fn tag(lang: crate::basics::Lang) -> &'static str {
    say(lang, ("zh-CN", "en"))
}

/// The map: every step, how far it is, where one stands.
pub fn map(desk: &Desk) -> Html {
    let lang = desk.lang();
    let order = desk.state.steps();
    let done = order.iter().filter(|s| is_done(desk, **s)).count();
    let far = match desk.state.at_case {
        true => here(desk),
        false => fill(lang, words::STEPS_FULL, &[&here(desk), &done.to_string()]),
    };
    html! {
        <nav class="map screen-only" aria-label={say(lang, words::STEPS)} part="map">
            <p class="far num">{ far }</p>
            <ol>{ for order.iter().enumerate().map(|(at, step)| place(desk, at, *step)) }</ol>
        </nav>
    }
}

fn here(desk: &Desk) -> String {
    let order = desk.state.steps();
    let at = order.iter().position(|s| *s == desk.state.step).unwrap_or(0);
    let word = if desk.state.at_case { words::PAGE_OF } else { words::STEP_OF };
    fill(desk.lang(), word, &[&(at + 1).to_string(), &order.len().to_string()])
}

/// True where a step was judged and nothing in it is open. The last step is done once the case is handed in.
fn is_done(desk: &Desk, step: Step) -> bool {
    !matches!(step, Step::Case | Step::HandIn) && desk.judged && desk.notes.progress(step).done()
}

fn place(desk: &Desk, at: usize, step: Step) -> Html {
    let lang = desk.lang();
    let progress = desk.notes.progress(step);
    let told = desk.state.checked || desk.read_only() || desk.state.left.contains(&step);
    let done = is_done(desk, step);
    let state = match step {
        _ if desk.state.at_case && step != Step::Case && desk.judged && step != Step::HandIn => {
            read_state_of(lang, progress)
        }
        Step::HandIn => String::new(),
        Step::Case => desk.docket.map(|docket| life::standing(docket, lang)).unwrap_or_default(),
        _ if desk.judged => state_of(lang, progress, told),
        _ => String::new(),
    };
    let open = match progress {
        _ if !told || progress.done() || step == Step::Case => None,
        Progress { bars: 0, .. } => Some("is-todo"),
        _ => Some("is-bars"),
    };
    let class = classes!("place", done.then_some("done"), open);
    html! {
        <li key={at}>
            <button type="button" {class} onclick={desk.click(Action::Go(step))}
                aria-current={(step == desk.state.step).then_some("step")}>
                <span class="dot" aria-hidden="true">
                    if done { { icon(Icon::Tick) } } else { { at + 1 } }
                </span>
                <span class="about"><span class="name">{ say(lang, steps::name_in(desk, step)) }</span>
                    <span class="state">{ state }</span></span>
            </button>
        </li>
    }
}

fn state_of(lang: crate::basics::Lang, progress: Progress, told: bool) -> String {
    match progress {
        Progress { bars, .. } if told && bars > 0 => fill(lang, words::STEP_WRONG, &[&bars.to_string()]),
        Progress { bars, todo, .. } if bars + todo > 0 => {
            fill(lang, words::STEP_OPEN, &[&(bars + todo).to_string()])
        }
        Progress { judge, .. } if judge > 0 => fill(lang, words::STEP_JUDGE, &[&judge.to_string()]),
        _ => say(lang, words::STEP_DONE).to_owned(),
    }
}

/// How a page of an application that is looked at is, in the words of who reviews it.
fn read_state_of(lang: crate::basics::Lang, progress: Progress) -> String {
    match progress {
        Progress { bars, todo, .. } if bars + todo > 0 => {
            fill(lang, words::PAGE_WRONG, &[&(bars + todo).to_string()])
        }
        Progress { judge, .. } if judge > 0 => fill(lang, words::PAGE_JUDGE, &[&judge.to_string()]),
        _ => say(lang, words::PAGE_CLEAR).to_owned(),
    }
}

/// Back and on.
pub fn foot(desk: &Desk) -> Html {
    let lang = desk.lang();
    let order = desk.state.steps();
    let at = order.iter().position(|s| *s == desk.state.step).unwrap_or(0);
    let (back, on) = match desk.state.at_case {
        true => (words::PAGE_BEFORE, words::PAGE_AFTER),
        false => (words::PREVIOUS, words::NEXT),
    };
    let before = at.checked_sub(1).and_then(|at| order.get(at));
    let after = order.get(at + 1);
    html! {
        <div class="foot">
            if let Some(step) = before {
                <button type="button" class="button" onclick={desk.click(Action::Go(*step))}>{ say(lang, back) }</button>
            }
            if let Some(step) = after {
                <button type="button" class="button lead" onclick={desk.click(Action::Go(*step))}>
                    { format!("{}{}{}", say(lang, on), say(lang, ("：", ": ")), say(lang, steps::name_in(desk, *step))) }
                </button>
            }
        </div>
    }
}

/// What is wrong with the machinery, above the page.
pub fn banners(desk: &Desk) -> Html {
    let lang = desk.lang();
    let catalog = match (&desk.settings.edition_fault, desk.edition()) {
        (Some(fault), _) => Some((true, fill(lang, words::CATALOG_FAULT, &[fault.get(lang)]))),
        (None, None) => Some((false, say(lang, words::CATALOG_WAIT).to_owned())),
        _ => None,
    };
    let place = match &desk.settings.place {
        Place::Unusable(fault) => Some((true, fill(lang, words::PLACE_FAULT, &[fault.get(lang)]))),
        Place::Coming => Some((false, say(lang, words::PLACE_WAIT).to_owned())),
        Place::Province | Place::Other(_) => elsewhere(desk).map(|text| (true, text)),
    };
    let barred = desk.settings.edition_problems.iter().filter(|p| p.bars).count();
    let notice = desk.state.notice.as_ref();
    html! {
        <>
            if desk.read_only() && !desk.state.at_case { <div class="banner plain"><p>{ say(lang, words::VIEW_ONLY) }</p></div> }
            { for catalog.into_iter().chain(place).map(|(fault, text)| html! {
                <div class={classes!("banner", if fault { "fault" } else { "plain" })}><p>{ text }</p></div>
            }) }
            if barred > 0 {
                <div class="banner"><p>{ fill(lang, words::CATALOG_PROBLEMS, &[&barred.to_string()]) }</p></div>
            }
            if !desk.read_only() { { saving::banners(desk) } }
            <div role="status">
                if let Some(notice) = notice {
                    <div class={classes!("banner", if notice.fault { "fault" } else { "good" })}>
                        <p>{ notice.words.get(lang) }</p>
                        <button type="button" class="button" onclick={desk.click(Action::Tell(None))}>{ say(lang, words::DISMISS) }</button>
                    </div>
                }
            </div>
        </>
    }
}

/// What to say where the case was filed under the rules of another place than the page's.
fn elsewhere(desk: &Desk) -> Option<String> {
    let filed = desk.docket?.journal.application()?.step.judged.jurisdiction.as_str();
    let place = judging::place(&desk.settings.place).filter(|place| place.id != filed)?;
    let lang = desk.lang();
    Some(fill(lang, words::PLACE_OTHER, &[filed, place.name.get(lang)]))
}

/// What stands in place of the form while the case is not there: it is coming, or cannot be shown.
pub fn absent(desk: &Desk, why: Option<&Words>) -> Html {
    let lang = desk.lang();
    let Some(why) = why else {
        return html! { <p class="waiting" role="status">{ say(lang, words::CASE_COMING) }</p> };
    };
    html! {
        <section class="page" role="alert">
            <div class="note is-bars">{ icon(Icon::Stop) }<p class="what">{ fill(lang, words::CASE_MISSING, &[why.get(lang)]) }</p></div>
            <div class="actions"><button type="button" class="button" onclick={desk.send.reform(|_: MouseEvent| Msg::Life(Wish::Reload))}>
                { say(lang, words::TRY_AGAIN) }</button></div>
        </section>
    }
}

/// By which rules, catalog and day the case is judged.
pub fn colophon(desk: &Desk) -> Html {
    let lang = desk.lang();
    let catalog = desk.edition().map_or_else(
        || say(lang, words::CATALOG_NONE).to_owned(),
        |edition| {
            let name = format!("{} {}", edition.title.get(lang), edition.id);
            let name = if edition.demonstration { fill(lang, words::CATALOG_DEMO, &[&name]) } else { name };
            fill(lang, words::CATALOG, &[&name])
        },
    );
    let place = match &desk.settings.place {
        Place::Province => say(lang, words::PROVINCE),
        Place::Other(place) => place.name.get(lang),
        Place::Coming | Place::Unusable(_) => say(lang, words::PLACE_NONE),
    };
    html! {
        <footer class="colophon num">
            <span>{ fill(lang, words::RULES, &[say(lang, words::SOURCE_LAW)]) }</span>
            <span>{ fill(lang, words::PLACE, &[place]) }</span>
            <span>{ catalog }</span>
            <span>{ fill(lang, words::AS_OF, &[&iso(desk.as_of)]) }</span>
        </footer>
    }
}
