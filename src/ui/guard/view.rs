//! The locked page, the part of the panel, and what stands above the form.

use super::words as own;
use super::{Asked, Deed, GuardMsg};
use crate::drafts::{Guard, Way, can_encrypt};
use crate::ui::desk::{Desk, Msg};
use crate::ui::keep::Kept;
use crate::ui::shell::language;
use crate::ui::words::{self, Word, fill, say};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

fn send(desk: &Desk, make: impl Fn() -> GuardMsg + 'static) -> Callback<MouseEvent> {
    desk.send.reform(move |_: MouseEvent| Msg::Kept(Kept::Guard(make())))
}

fn button(desk: &Desk, word: Word, class: &'static str, make: impl Fn() -> GuardMsg + 'static) -> Html {
    let (lang, busy) = (desk.lang(), desk.keeping.guarding.busy);
    html! { <button type="button" {class} disabled={busy} onclick={send(desk, make)}>{ say(lang, word) }</button> }
}

/// Takes what was typed out of a form: nothing of it stays in the page.
fn typed(form: &Element, name: &str) -> String {
    let input = form.query_selector(&format!("input[name={name}]")).ok().flatten();
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
        return String::new();
    };
    let text = input.value();
    input.set_value("");
    text
}

/// A form of passphrases: names and labels, the button, and what is done with what was typed, in that order.
fn secrets(
    desk: &Desk,
    boxes: &[(&'static str, Word)],
    deed: Word,
    make: fn([String; 3]) -> Deed,
    more: Html,
) -> Html {
    let (lang, busy) = (desk.lang(), desk.keeping.guarding.busy);
    let names: Vec<&'static str> = boxes.iter().map(|(name, _)| *name).collect();
    let onsubmit = desk.send.reform(move |event: SubmitEvent| {
        event.prevent_default();
        let form: Element = event.target_unchecked_into();
        let text = |at: usize| names.get(at).map(|name| typed(&form, name)).unwrap_or_default();
        Msg::Kept(Kept::Guard(GuardMsg::Do(make([text(0), text(1), text(2)]))))
    });
    html! {
        <form class="secrets" {onsubmit}>
            { for boxes.iter().map(|(name, label)| html! {
                <label class="secret"><span>{ say(lang, *label) }</span>
                    <input class="box" type="password" name={*name} autocomplete="new-password" required=true disabled={busy} /></label>
            }) }
            <div class="actions">
                <button type="submit" class="button lead" disabled={busy}>{ say(lang, deed) }</button>
                { more }
            </div>
        </form>
    }
}

/// What is told of the last deed, and how far the one under way is.
fn told(desk: &Desk) -> Html {
    let (lang, guarding) = (desk.lang(), &desk.keeping.guarding);
    html! {
        <div role="status">
            if guarding.busy && guarding.done > 0 {
                <p class="soft num">{ fill(lang, own::WORKING, &[&guarding.done.to_string()]) }</p>
            } else if guarding.busy { <p class="soft">{ say(lang, own::UNLOCKING) }</p> }
            { match &guarding.told {
                Some(Ok(words)) => html! { <p class="soft">{ words.get(lang) }</p> },
                Some(Err(words)) => html! { <p class="note is-bars">{ words.get(lang) }</p> },
                None => Html::default(),
            } }
        </div>
    }
}

/// The part of the panel of the device.
#[inline(never)]
pub fn section(desk: &Desk) -> Html {
    let (lang, guarding) = (desk.lang(), &desk.keeping.guarding);
    let Some(drafts) = &desk.keeping.drafts else { return Html::default() };
    let guard = drafts.guarded();
    let mode = match guard {
        _ if drafts.memory_only().is_some() => own::MODE_MEMORY,
        Guard::Open(Way::Passphrase) | Guard::Locked(Way::Passphrase) => own::MODE_PASSPHRASE,
        Guard::Open(Way::Host) | Guard::Locked(Way::Host) => own::MODE_HOST,
        _ => own::MODE_NONE,
    };
    let can = drafts.memory_only().is_none();
    let leave = button(desk, own::CANCEL, "button", || GuardMsg::Ask(Asked::None));
    let body = match (guard, guarding.asked) {
        _ if !can => Html::default(),
        (Guard::None, _) if !can_encrypt() => {
            html! { <p class="soft">{ say(lang, own::MODE_NO_CIPHER) }</p> }
        }
        (Guard::None, Asked::TurnOn) => html! {
            <>
                <p class="soft">{ say(lang, own::MODE_PASSPHRASE) }</p>
                <p class="soft small">{ say(lang, own::STAYS_CLEAR) }{ " " }{ say(lang, own::OLD_TRACES) }</p>
                { secrets(desk, &[("first", own::NEW_PASSPHRASE), ("again", own::PASSPHRASE_AGAIN)], own::TURN_ON_NOW,
                    |[first, again, _]| Deed::TurnOn(first, again), leave) }
            </>
        },
        (Guard::None, _) => html! {
            <div class="actions">{ button(desk, own::TURN_ON, "button", || GuardMsg::Ask(Asked::TurnOn)) }</div>
        },
        (Guard::Open(Way::Passphrase), Asked::Change) => secrets(
            desk,
            &[("old", own::OLD_PASSPHRASE), ("first", own::NEW_PASSPHRASE), ("again", own::PASSPHRASE_AGAIN)],
            own::CHANGE,
            |[old, first, again]| Deed::Change(old, first, again),
            leave,
        ),
        (Guard::Open(Way::Passphrase), Asked::TurnOff) => html! {
            <>
                <p>{ say(lang, own::TURN_OFF_ABOUT) }</p>
                { secrets(desk, &[("old", own::OLD_PASSPHRASE)], own::TURN_OFF, |[old, ..]| Deed::TurnOff(old), leave) }
            </>
        },
        (guard, _) => html! {
            <>
                <p class="soft small">{ say(lang, own::STAYS_CLEAR) }</p>
                <div class="actions">
                    { button(desk, own::LOCK, "button", || GuardMsg::Do(Deed::Lock)) }
                    if guard == Guard::Open(Way::Passphrase) {
                        { button(desk, own::CHANGE, "button", || GuardMsg::Ask(Asked::Change)) }
                        { button(desk, own::TURN_OFF, "button", || GuardMsg::Ask(Asked::TurnOff)) }
                    }
                </div>
            </>
        },
    };
    html! {
        <div class="guard" role="group" aria-labelledby="guard-title">
            <h5 id="guard-title">{ say(lang, own::GUARD) }</h5>
            <p>{ say(lang, mode) }</p>
            { body }
            { told(desk) }
            { backup_choice(desk, guard) }
        </div>
    }
}

/// Whether the backup is sealed as well.
fn backup_choice(desk: &Desk, guard: Guard) -> Html {
    if !matches!(guard, Guard::Open(_)) {
        return Html::default();
    }
    let onchange = desk.send.reform(|event: Event| {
        let on = event.target_unchecked_into::<HtmlInputElement>().checked();
        Msg::Kept(Kept::Guard(GuardMsg::Seal(on)))
    });
    html! {
        <label class="tick"><input type="checkbox" checked={!desk.keeping.guarding.clear_backup} {onchange} />
            <span>{ say(desk.lang(), own::BACKUP_SEALED) }</span></label>
    }
}

/// The passphrase of a sealed backup, while one waits for it.
#[inline(never)]
pub fn sealed_restore(desk: &Desk) -> Html {
    let Some(file) = &desk.keeping.guarding.backup else { return Html::default() };
    let lang = desk.lang();
    html! {
        <div class="banner plain">
            <p>{ fill(lang, own::RESTORE_SEALED, &[&file.name()]) }</p>
            { secrets(desk, &[("old", own::PASSPHRASE)], own::RESTORE_NOW, |[text, ..]| Deed::Restore(text), Html::default()) }
        </div>
    }
}

/// What stands in place of the form while what is kept is locked.
#[inline(never)]
pub fn page(desk: &Desk) -> Html {
    let (lang, guarding) = (desk.lang(), &desk.keeping.guarding);
    let Some(shut) = &guarding.shut else { return Html::default() };
    let about = match shut.guard {
        Guard::Lost => own::LOCKED_LOST,
        Guard::Locked(Way::Host) => own::LOCKED_HOST,
        _ => own::LOCKED_PASSPHRASE,
    };
    let opens = match shut.guard {
        Guard::Locked(Way::Passphrase) => secrets(
            desk,
            &[("old", own::PASSPHRASE)],
            own::UNLOCK,
            |[text, ..]| Deed::Unlock(text),
            Html::default(),
        ),
        Guard::Locked(Way::Host) => html! {
            <div class="actions">{ button(desk, if shut.why.is_some() { own::HOST_AGAIN } else { own::UNLOCK },
                "button lead", || GuardMsg::Do(Deed::UnlockHost)) }</div>
        },
        _ => Html::default(),
    };
    html! {
        <section class="page locked" key="locked" aria-labelledby="locked-title" part="page">
            <header class="split">
                <h2 id="locked-title" tabindex="-1" data-path="/locked">{ say(lang, own::LOCKED) }</h2>
                { language(desk) }
            </header>
            <div class="sheet guard">
                <p>{ say(lang, about) }</p>
                if shut.covers { <p class="note">{ say(lang, own::LOCKED_COVERED) }</p> }
                { opens }
                <div role="alert">
                    if let Some(why) = &shut.why { <p class="note is-bars">{ why.get(lang) }</p> }
                </div>
                { told(desk) }
                { forgotten(desk) }
            </div>
        </section>
    }
}

/// What can be done where nobody can open it.
fn forgotten(desk: &Desk) -> Html {
    let (lang, asked) = (desk.lang(), desk.keeping.guarding.asked);
    let open = matches!(asked, Asked::Forgotten | Asked::Clear);
    let next = if open { Asked::None } else { Asked::Forgotten };
    html! {
        <>
            <button type="button" class="link" aria-expanded={open.to_string()} onclick={send(desk, move || GuardMsg::Ask(next))}>
                { say(lang, own::FORGOTTEN) }</button>
            if open {
                <p class="soft">{ say(lang, own::FORGOTTEN_ABOUT) }</p>
                if asked == Asked::Clear {
                    <div class="banner fault" role="alert">
                        <p>{ say(lang, words::CLEAR_SURE) }</p>
                        <button type="button" class="button danger" onclick={desk.send.reform(|_: MouseEvent| Msg::Kept(Kept::Clear))}>{ say(lang, words::CLEAR_NOW) }</button>
                        { button(desk, words::KEEP_ALL, "button", || GuardMsg::Ask(Asked::Forgotten)) }
                    </div>
                } else {
                    <div class="actions">{ button(desk, words::CLEAR, "button danger", || GuardMsg::Ask(Asked::Clear)) }</div>
                }
            }
        </>
    }
}

/// What a person must know of it, above the form.
#[inline(never)]
pub fn banners(desk: &Desk) -> Html {
    let (lang, guarding) = (desk.lang(), &desk.keeping.guarding);
    let banner = |class: &'static str, text: String| html! { <div class={classes!("banner", class)} role="status"><p>{ text }</p></div> };
    html! {
        <>
            if guarding.upgraded { { banner("fault", say(lang, own::UPGRADED).to_owned()) } }
            if let (Some(Err(why)), false) = (&guarding.told, desk.state.drafts_open) { { banner("fault", why.get(lang).to_owned()) } }
        </>
    }
}
