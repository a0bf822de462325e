//! The form of a step as it was handed in, to be read.

use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::fields::{FIELDS, shown};
use crate::dossier::{Draft, Errand, FieldKind, FieldSpec, NeedRow, Step};
use crate::ui::desk::Desk;
use crate::ui::fields;
use crate::ui::life::said as own;
use crate::ui::resources::layout::summary;
use crate::ui::steps;
use crate::ui::words::{self, say};
use std::sync::Arc;
use yew::prelude::*;

/// All that a sheet says: its fields step by step, its rows, its papers.
pub fn sheet(desk: &Desk, draft: &Draft) -> Html {
    let lang = desk.lang();
    let told = |spec: &&'static FieldSpec| shown(spec, draft) && !draft.field(spec.key).trim().is_empty();
    let specs: Vec<&'static FieldSpec> = FIELDS.iter().filter(told).collect();
    let part = |specs: &[&'static FieldSpec]| {
        let step = specs.first().map_or(Step::Deed, |spec| spec.step);
        html! {
            <>
                if step != Step::Deed { <h5>{ say(lang, steps::name(step)) }</h5> }
                <dl class="facts">{ for specs.iter().map(|spec| fact(spec, draft, lang)) }</dl>
            </>
        }
    };
    html! {
        <div class="sheet-read">
            { for specs.chunk_by(|a, b| a.step == b.step).map(part) }
            if !draft.needs.is_empty() { { rows(desk, draft) } }
            { papers(draft, lang) }
        </div>
    }
}

fn fact(spec: &'static FieldSpec, draft: &Draft, lang: Lang) -> Html {
    let text = fields::in_words(spec.kind, draft.field(spec.key), lang).unwrap_or_default();
    // Two people have a name and a telephone: the heading tells which.
    let group = if spec.step == Step::Unit { say(lang, spec.group) } else { "" };
    let dash = if group.is_empty() { "" } else { " · " };
    let label = match spec.kind {
        FieldKind::Tick => say(lang, spec.label).to_owned(),
        _ => format!("{group}{dash}{}", say(lang, spec.label)),
    };
    html! { <><dt>{ label }</dt><dd class="told">{ text }</dd></> }
}

fn rows(desk: &Desk, draft: &Draft) -> Html {
    let lang = desk.lang();
    let services = draft.errand == Errand::Activate;
    let title = match draft.errand {
        Errand::Activate => own::SERVICES,
        Errand::Advise => own::PROPOSED,
        _ => own::ROWS,
    };
    let text = |row: &Arc<NeedRow>| match desk.edition() {
        _ if services => service(row),
        Some(edition) => need(row, edition, lang),
        None => row.cell("name").to_owned(),
    };
    html! {
        <>
            <h5>{ say(lang, title) }</h5>
            <ol class="rows-read">{ for draft.needs.iter().map(|row| html! { <li>{ text(row) }</li> }) }</ol>
        </>
    }
}

/// A need in a line.
pub fn need(row: &NeedRow, edition: &Edition, lang: Lang) -> String {
    let function = row.cell("function");
    let function = edition.function(function).map_or(function, |f| f.name.get(lang));
    let parts = [row.cell("name").to_owned(), function.to_owned(), summary(row, edition, lang)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A service in a line: `云主机 × 2 台 · 120.00 元`.
fn service(row: &NeedRow) -> String {
    let mut text = format!("{} × {} {}", row.cell("name"), row.cell("count"), row.cell("unit"));
    if !row.cell("price").is_empty() {
        text.push_str(&format!(" · {} 元", row.cell("price")));
    }
    text
}

fn papers(draft: &Draft, lang: Lang) -> Html {
    if draft.attachments.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h5>{ say(lang, own::EVIDENCE) }</h5>
            <ul class="papers">
                { for draft.attachments.iter().map(|a| html! {
                    <li class="paper"><span class="name">{ &a.name }</span>
                        <span class="about">{ format!("{} · SM3 ", fields::paper_size(a.size)) }<span class="code">{ a.digest.to_string() }</span></span></li>
                }) }
            </ul>
        </>
    }
}

/// The name of an errand on screen.
pub fn errand_name(errand: Errand, lang: Lang) -> &'static str {
    say(lang, errand.name())
}

/// What a step came to, in a word, with the weight of its tag; nothing where it only was done.
pub fn outcome(act: &crate::dossier::Act) -> Option<(&'static str, words::Word)> {
    use crate::dossier::deeds::DecisionOutcome;
    let deeds = &act.facts.deeds;
    let yes_no = |said: Option<bool>, yes: words::Word, no: words::Word| {
        said.map(|said| if said { ("done", yes) } else { ("is-bars", no) })
    };
    match act.errand() {
        Errand::Appraise => yes_no(deeds.appraisal.passed, ("通过", "Passed"), ("不通过", "Not passed")),
        Errand::Decide => deeds.decision.outcome.map(|outcome| match outcome {
            DecisionOutcome::Approve => ("done", ("审核通过", "Approved")),
            DecisionOutcome::Back => ("is-todo", ("退回补正", "Sent back")),
            DecisionOutcome::Refuse => ("is-bars", ("不予同意", "Refused")),
        }),
        Errand::Government => {
            yes_no(deeds.government.approved, ("批准", "Approved"), ("未批准", "Not approved"))
        }
        Errand::Confirm => {
            yes_no(deeds.confirmation.meets, ("符合纳管要求", "Fit for 纳管"), ("不符合纳管要求", "Not fit"))
        }
        Errand::Test => yes_no(deeds.test.passed, ("通过", "Passed"), ("未通过", "Not passed")),
        Errand::HandOver => {
            yes_no(deeds.handover.complete, ("全部移交", "Complete"), ("未移交完", "Not complete"))
        }
        Errand::Clear => {
            yes_no(deeds.clearing.complete, ("全部清除", "Complete"), ("未清除完", "Not complete"))
        }
        Errand::Change => deeds.change.major.map(|major| match major {
            true => ("is-judge", own::MAJOR),
            false => ("is-advice", own::MINOR),
        }),
        _ => None,
    }
}
