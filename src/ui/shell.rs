//! The frame of the form: head, banners, map of the steps, foot.

use crate::basics::date::iso;
use crate::dossier::Step;
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::notes::Progress;
use crate::ui::settings::Place;
use crate::ui::state::{Action, steps_of};
use crate::ui::words::{self, Word, fill, say};
use crate::ui::{saving, steps};
use yew::prelude::*;

/// Title, save state, tools.
pub fn head(desk: &Desk) -> Html {
    let lang = desk.lang();
    let name = desk.state.draft.field("system.name").trim();
    let errand = desk.state.draft.errand.name();
    let count = desk.notes.all().iter().filter(|note| note.citation.is_some()).count();
    html! {
        <header class="head" part="head">
            <div class="title">
                <p class="kind">{ say(lang, words::TITLE) }{ " · " }{ say(lang, errand) }</p>
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
                <button type="button" class="tool" onclick={desk.click(Action::Speak(other(lang)))}
                    lang={tag(other(lang))}>{ icon(Icon::Globe) }<span class="label">{ say(lang, words::LANGUAGE) }</span></button>
        </header>
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
    let order = steps_of(desk.state.draft.errand);
    let done = order.iter().filter(|s| is_done(desk, **s)).count();
    let far = fill(lang, words::STEPS_FULL, &[&here(desk), &done.to_string()]);
    html! {
        <nav class="map screen-only" aria-label={say(lang, words::STEPS)} part="map">
            <p class="far num">{ far }</p>
            <ol>{ for order.iter().enumerate().map(|(at, step)| place(desk, at, *step)) }</ol>
        </nav>
    }
}

fn here(desk: &Desk) -> String {
    let order = steps_of(desk.state.draft.errand);
    let at = order.iter().position(|s| *s == desk.state.step).unwrap_or(0);
    fill(desk.lang(), words::STEP_OF, &[&(at + 1).to_string(), &order.len().to_string()])
}

/// True where a step was judged and nothing in it is open. The last step is done once the case is handed in.
fn is_done(desk: &Desk, step: Step) -> bool {
    step != Step::HandIn && desk.judged && desk.notes.progress(step).done()
}

fn place(desk: &Desk, at: usize, step: Step) -> Html {
    let lang = desk.lang();
    let progress = desk.notes.progress(step);
    let told = desk.state.checked || desk.read_only() || desk.state.left.contains(&step);
    let done = is_done(desk, step);
    let state =
        if desk.judged && step != Step::HandIn { state_of(lang, progress, told) } else { String::new() };
    let open = match progress {
        _ if !told || progress.done() => None,
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
                <span class="about"><span class="name">{ say(lang, steps::name(step)) }</span>
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

/// Back and on.
pub fn foot(desk: &Desk) -> Html {
    let lang = desk.lang();
    let order = steps_of(desk.state.draft.errand);
    let at = order.iter().position(|s| *s == desk.state.step).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| order.get(at));
    let after = order.get(at + 1);
    html! {
        <div class="foot">
            if let Some(step) = before {
                <button type="button" class="button" onclick={desk.click(Action::Go(*step))}>{ say(lang, words::PREVIOUS) }</button>
            }
            if let Some(step) = after {
                <button type="button" class="button lead" onclick={desk.click(Action::Go(*step))}>
                    { format!("{}{}{}", say(lang, words::NEXT), say(lang, ("：", ": ")), say(lang, steps::name(*step))) }
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
        Place::Province | Place::Other(_) => None,
    };
    let barred = desk.settings.edition_problems.iter().filter(|p| p.bars).count();
    let notice = desk.state.notice.as_ref();
    html! {
        <>
            if desk.read_only() { <div class="banner plain"><p>{ say(lang, words::VIEW_ONLY) }</p></div> }
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
            <span>{ fill(lang, words::AS_OF, &[&iso(desk.settings.as_of)]) }</span>
        </footer>
    }
}
