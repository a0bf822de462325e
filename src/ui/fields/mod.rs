//! The fields of the form, drawn from the one table: label, hint, something to type into, what is said of it.
//!
//! No field has a component or a closure of its own. Controls carry the place they stand for in `data-path`;
//! one listener of the page hears them all ([`heard`]).

mod heard;
mod paper;

pub use heard::{Heard, heard, place_of};
pub use paper::size as paper_size;

use crate::basics::{Lang, Path};
use crate::dossier::field::Choice;
use crate::dossier::{Asked, FieldKind, FieldSpec, fields::shown};
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::notes::{Note, Weight};
use crate::ui::state::Action;
use crate::ui::words::{self, fill, say};
use yew::prelude::*;

/// Choices up to this many stand beside each other; more become a list.
const MOST_RADIOS: usize = 5;

/// The fields of a run of the table that are shown in this case, group by group.
pub fn groups(desk: &Desk, specs: &[&'static FieldSpec]) -> Html {
    let shown: Vec<&FieldSpec> = specs.iter().copied().filter(|s| shown(s, &desk.state.draft)).collect();
    let group = |fields: &[&'static FieldSpec]| {
        let title = fields.first().map_or("", |f| say(desk.lang(), f.group));
        html! {
            <fieldset class="group" key={title}>
                <legend>{ title }</legend>
                <div class="cells">{ for fields.iter().map(|f| field(desk, f)) }</div>
            </fieldset>
        }
    };
    shown.chunk_by(|a, b| a.group == b.group).map(group).collect()
}

/// One field. Beside another one its hint stands below the box, so that the boxes of a line align.
fn field(desk: &Desk, spec: &'static FieldSpec) -> Html {
    let one = One::of(desk, spec);
    let mut class = classes!("field", one.broad().then_some("broad"), one.invalid.then_some("invalid"));
    class.extend((one.invalid && one.notes.iter().all(|n| n.weight != Weight::Bars)).then_some("todo"));
    class.extend(one.notes.iter().any(|n| n.weight == Weight::Warns).then_some("warns"));
    if desk.read_only() && !matches!(spec.kind, FieldKind::Paper(_)) {
        return html! {
            <div key={spec.key} {class} data-place={one.place.to_string()} tabindex="-1">
                <p class="label">{ one.label() }</p>
                { told(&one) }{ notes(desk, &one.notes, &one.notes_id()) }
            </div>
        };
    }
    let said = notes(desk, &one.notes, &one.notes_id());
    match spec.kind {
        FieldKind::OneOf(choices) if choices.len() <= MOST_RADIOS => {
            one.grouped(class, "radiogroup", choices_of(&one, choices, "radio"), said)
        }
        FieldKind::YesNo => {
            const BOTH: &[Choice] = &[("yes", words::YES.0, words::YES.1), ("no", words::NO.0, words::NO.1)];
            one.grouped(class, "radiogroup", choices_of(&one, BOTH, "radio"), said)
        }
        FieldKind::AnyOf(choices) => one.grouped(class, "group", choices_of(&one, choices, "checkbox"), said),
        FieldKind::Tick => {
            class.push("tick");
            html! { <div key={spec.key} {class}>{ tick(&one) }{ said }</div> }
        }
        FieldKind::Paper(role) => paper::paper(&one, role, class, said),
        _ => html! {
            <div key={spec.key} {class}>
                <label class="label" for={one.id()}>{ one.label() }{ one.asked() }</label>
                if one.broad() { { one.hint() }{ control(&one) } } else { { control(&one) }{ one.hint() } }
                { said }
            </div>
        },
    }
}

/// One field on its way to the screen.
struct One<'a> {
    desk: &'a Desk<'a>,
    spec: &'static FieldSpec,
    place: Path,
    text: &'a str,
    notes: Vec<&'a Note>,
    invalid: bool,
}

impl<'a> One<'a> {
    fn of(desk: &'a Desk<'a>, spec: &'static FieldSpec) -> Self {
        let place = Path::field(spec.key);
        let notes = desk.told_at(&place);
        let invalid = notes.iter().any(|n| n.weight <= Weight::ToDo);
        Self { desk, spec, text: desk.state.draft.field(spec.key), place, notes, invalid }
    }

    fn lang(&self) -> Lang {
        self.desk.lang()
    }

    fn id(&self) -> String {
        format!("f-{}", self.spec.key)
    }

    fn notes_id(&self) -> String {
        format!("f-{}-notes", self.spec.key)
    }

    fn hint_id(&self) -> String {
        format!("f-{}-hint", self.spec.key)
    }

    fn label(&self) -> &'static str {
        say(self.lang(), self.spec.label)
    }

    fn broad(&self) -> bool {
        match self.spec.kind {
            FieldKind::Line(most) => most > 100,
            FieldKind::Paragraph(_) | FieldKind::AnyOf(_) | FieldKind::Tick => true,
            FieldKind::Addresses | FieldKind::Paper(_) => true,
            FieldKind::OneOf(choices) => choices.len() <= MOST_RADIOS,
            FieldKind::YesNo => self.label().chars().count() > 24,
            _ => false,
        }
    }

    fn asked(&self) -> Html {
        match self.spec.asked {
            Asked::Form => html! { <span class="asked must">{ say(self.lang(), words::REQUIRED) }</span> },
            Asked::Optional => html! { <span class="asked">{ say(self.lang(), words::OPTIONAL) }</span> },
            Asked::Article(article) => {
                let word = fill(self.lang(), words::BY_ARTICLE, &[&words::article(self.lang(), article)]);
                html! { <span class="asked">{ word }</span> }
            }
        }
    }

    fn hint(&self) -> Html {
        match say(self.lang(), self.spec.hint) {
            "" => Html::default(),
            hint => html! { <p class="hint" id={self.hint_id()}>{ hint }</p> },
        }
    }

    fn described(&self) -> Option<AttrValue> {
        let mut ids: Vec<String> = Vec::new();
        if !self.spec.hint.0.is_empty() {
            ids.push(self.hint_id());
        }
        if !self.notes.is_empty() {
            ids.push(self.notes_id());
        }
        (!ids.is_empty()).then(|| ids.join(" ").into())
    }

    fn invalid(&self) -> Option<&'static str> {
        self.invalid.then_some("true")
    }

    fn required(&self) -> Option<&'static str> {
        (self.spec.asked == Asked::Form).then_some("true")
    }

    /// A field of several controls: its label is the legend.
    fn grouped(&self, class: Classes, role: &'static str, choices: Html, said: Html) -> Html {
        let label_id = format!("{}-label", self.id());
        html! {
            <div key={self.spec.key} {class} {role} aria-labelledby={label_id.clone()}
                aria-describedby={self.described()} aria-invalid={(role == "radiogroup").then_some(self.invalid()).flatten()}
                aria-required={(role == "radiogroup").then_some(self.required()).flatten()}>
                <p class="label"><span id={label_id}>{ self.label() }</span>{ self.asked() }</p>
                { self.hint() }{ choices }{ said }
            </div>
        }
    }
}

fn choices_of(one: &One, choices: &'static [Choice], kind: &'static str) -> Html {
    let picked: Vec<&str> = if kind == "radio" { vec![one.text] } else { one.text.split(',').collect() };
    let tall = choices.iter().any(|(_, zh, _)| zh.chars().count() > 12);
    let choice = |&(code, zh, en): &Choice| {
        let on = picked.contains(&code);
        html! {
            <label class={classes!("choice", on.then_some("on"))} key={code}>
                <input type={kind} name={one.id()} value={code} checked={on} data-path={one.place.to_string()} />
                <span>{ say(one.lang(), (zh, en)) }</span>
            </label>
        }
    };
    html! { <div class={classes!("choices", tall.then_some("tall"))}>{ for choices.iter().map(choice) }</div> }
}

fn tick(one: &One) -> Html {
    let on = one.text == "yes";
    html! {
        <label class={classes!("choice", on.then_some("on"))}>
            <input type="checkbox" id={one.id()} value="yes" checked={on} data-path={one.place.to_string()} data-tick=""
                aria-describedby={one.described()} aria-invalid={one.invalid()} />
            <span>{ one.label() }{ one.asked() }</span>
        </label>
    }
}

/// A box to type into.
fn control(one: &One) -> Html {
    let (text, path) = (one.text.to_owned(), one.place.to_string());
    match one.spec.kind {
        FieldKind::Paragraph(_) | FieldKind::Addresses => html! {
            <>
                <textarea class="box" id={one.id()} value={text} data-path={path} rows="3"
                    aria-describedby={one.described()} aria-invalid={one.invalid()} aria-required={one.required()} />
                { length(one) }
            </>
        },
        FieldKind::OneOf(choices) => html! {
            <select class="box" id={one.id()} data-path={path} aria-describedby={one.described()}
                aria-invalid={one.invalid()} aria-required={one.required()}>
                <option value="" selected={text.is_empty()}>{ say(one.lang(), words::CHOOSE) }</option>
                { for choices.iter().map(|&(code, zh, en)| html! {
                    <option value={code} selected={code == one.text}>{ say(one.lang(), (zh, en)) }</option>
                }) }
            </select>
        },
        FieldKind::Date => html! {
            <div class="date">
                { line(one, "text", "off") }
                <span class="pick">
                    { icon(Icon::Calendar) }
                    <input type="date" tabindex="-1" aria-hidden="true" title={say(one.lang(), words::CALENDAR)}
                        value={iso(one.text)} data-path={path} data-picker="" />
                </span>
            </div>
        },
        FieldKind::Money => html! {
            <>
                <div class="with-unit">{ line(one, "decimal", "off") }<span class="unit">{ words::YUAN.0 }</span></div>
                { money(one) }
            </>
        },
        FieldKind::Whole(..) => line(one, "numeric", "off"),
        FieldKind::Phone => line(one, "tel", "tel"),
        FieldKind::Email => line(one, "email", "email"),
        _ => html! { <>{ line(one, "text", "on") }{ length(one) }</> },
    }
}

fn line(one: &One, mode: &'static str, complete: &'static str) -> Html {
    let short = matches!(one.spec.kind, FieldKind::Whole(..) | FieldKind::Money);
    let example = matches!(one.spec.kind, FieldKind::Date).then(|| say(one.lang(), words::DATE_EXAMPLE));
    html! {
        <input type="text" class={classes!("box", short.then_some("short"))} id={one.id()} inputmode={mode}
            autocomplete={complete} spellcheck="false" value={one.text.to_owned()} placeholder={example}
            data-path={one.place.to_string()} aria-describedby={one.described()} aria-invalid={one.invalid()}
            aria-required={one.required()} />
    }
}

/// How long a text is, once it comes near its limit. Nothing is ever cut off.
fn length(one: &One) -> Html {
    let (FieldKind::Line(most) | FieldKind::Paragraph(most)) = one.spec.kind else { return Html::default() };
    let count = one.text.chars().count();
    if count * 5 < most * 4 {
        return Html::default();
    }
    let class = classes!("measure", (count > most).then_some("over"));
    html! { <p {class}>{ fill(one.lang(), words::LENGTH, &[&count.to_string(), &most.to_string()]) }</p> }
}

fn money(one: &One) -> Html {
    match crate::basics::Money::parse(one.text, 1) {
        Ok(money) if money.as_micros() >= 10_000_000_000 => {
            html! { <p class="measure">{ format!("{} 元 = {} 万元", money.in_yuan(), money.in_wan()) }</p> }
        }
        _ => Html::default(),
    }
}

/// The form of a date that the browser's calendar understands; empty where the text is no date.
fn iso(text: &str) -> String {
    crate::basics::date::parse(text).map(crate::basics::date::iso).unwrap_or_default()
}

/// What was typed, as text to be read.
fn told(one: &One) -> Html {
    match in_words(one.spec.kind, one.text, one.lang()) {
        Some(text) => html! { <p class="told">{ text }</p> },
        None if matches!(one.spec.kind, FieldKind::Tick) => {
            html! { <p class="told none">{ say(one.lang(), words::NOT_TICKED) }</p> }
        }
        None => html! { <p class="told none">{ say(one.lang(), words::EMPTY) }</p> },
    }
}

/// What was typed into a field of this kind, in words; none where nothing was.
pub fn in_words(kind: FieldKind, text: &str, lang: Lang) -> Option<String> {
    let named = |choices: &[Choice], code: &str| {
        let found = choices.iter().find(|c| c.0 == code);
        found.map_or_else(|| code.to_owned(), |&(_, zh, en)| say(lang, (zh, en)).to_owned())
    };
    Some(match kind {
        _ if text.is_empty() => return None,
        FieldKind::Tick if text == "yes" => say(lang, words::TICKED).to_owned(),
        FieldKind::Tick => return None,
        FieldKind::YesNo if text == "yes" => say(lang, words::YES).to_owned(),
        FieldKind::YesNo if text == "no" => say(lang, words::NO).to_owned(),
        FieldKind::OneOf(choices) => named(choices, text),
        FieldKind::AnyOf(choices) => {
            let comma = say(lang, ("、", ", "));
            text.split(',').map(|code| named(choices, code)).collect::<Vec<_>>().join(comma)
        }
        FieldKind::Money => crate::basics::Money::parse(text, 1)
            .map_or_else(|_| text.to_owned(), |m| format!("{} 元", m.in_yuan())),
        _ => text.to_owned(),
    })
}

/// What is said of a place. Always in the document, so that what comes later is announced.
pub fn notes(desk: &Desk, notes: &[&Note], id: &str) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    html! { <ul class="notes" id={id.to_owned()}>{ for notes.iter().map(|n| note(desk, n)) }</ul> }
}

fn note(desk: &Desk, note: &Note) -> Html {
    let lang = desk.lang();
    let drawing = match note.weight {
        Weight::Bars => Icon::Stop,
        Weight::ToDo | Weight::Warns => Icon::Warn,
        Weight::Judge => Icon::Scales,
        Weight::Advice => Icon::Info,
    };
    let law = note.citation.map(|citation| {
        let onclick =
            desk.send.reform(move |_: MouseEvent| Msg::Do(Action::Law(true, Some(citation.article))));
        let name = fill(lang, words::BY_ARTICLE, &[&words::article(lang, citation.article)]);
        html! { <>{ " " }<button type="button" class="link" {onclick}>{ name }</button></> }
    });
    html! {
        <li class={classes!("note", note.weight.class())}>
            { icon(drawing) }
            <span class="quiet">{ say(lang, note.weight.word()) }{ say(lang, ("：", ": ")) }</span>
            <span class="what">{ note.message.get(lang) }</span>{ for law }
            if !note.remedy.get(lang).is_empty() {
                <span class="remedy">{ note.remedy.get(lang) }</span>
            }
        </li>
    }
}
