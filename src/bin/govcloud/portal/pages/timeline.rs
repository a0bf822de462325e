//! 办理经过: what was done in a case, step by step, read from its journal alone.

use super::super::text::minute;
use super::language::Reader;
use super::parts::{Attached, files};
use super::sheet::{sheet, value};
use govcloud::basics::Digest;
use govcloud::dossier::fields::spec;
use govcloud::dossier::{Act, Errand, Life};
use govcloud::wire::v1::journal::{Entry, Journal};
use maud::{Markup, html};

/// Steps that are shown at once; earlier ones are folded away.
const SHOWN: usize = 6;

/// The steps, the newest first.
pub(super) fn timeline(reader: Reader, journal: &Journal, life: &Life, papers: &[Attached]) -> Markup {
    let steps: Vec<(&Entry, &Act)> =
        journal.entries().iter().zip(life.acts.iter().map(AsRef::as_ref)).rev().collect();
    let (recent, earlier) = steps.split_at(steps.len().min(SHOWN));
    let draw = |steps: &[(&Entry, &Act)]| {
        html! {
            ol class="timeline" reversed start=[steps.first().map(|(entry, _)| entry.number)] {
                @for (entry, act) in steps { (step(reader, &journal.reference, entry, act, papers)) }
            }
        }
    };
    html! {
        (draw(recent))
        @if !earlier.is_empty() {
            details class="earlier" {
                summary { (reader.says("更早的办理记录", "Earlier steps")) " (" (earlier.len()) ")" }
                (draw(earlier))
            }
        }
    }
}

fn step(reader: Reader, reference: &str, entry: &Entry, act: &Act, papers: &[Attached]) -> Markup {
    let (zh, en) = act.errand().name();
    let said = said(reader, act);
    let own: Vec<&Attached> = papers.iter().filter(|paper| paper.number == i64::from(entry.number)).collect();
    html! {
        li id={ "entry-" (entry.number) } {
            div class="timeline-head" {
                h3 { (reader.says(zh, en)) }
                @if !said.is_empty() { span class="badge" { (said) } }
            }
            p class="small" {
                time datetime=(entry.step.at) { (minute(&entry.step.at)) } " · " (entry.step.by)
                " · " a href={ "/receipt/" (reference) "/" (entry.number) } { (reader.says("回执", "Receipt")) }
            }
            @if let Some(words) = words(act) { p class="timeline-words" { (words) } }
            details {
                summary { (reader.says("查看所填内容", "What was filled in")) }
                (sheet(reader, &act.sheet))
                @if !own.is_empty() { (files(reader, reference, own.iter().copied())) }
                p class="small mono break" {
                    "SM3 " (short(entry.digest)) " ← " (short(entry.previous))
                    " · " (entry.step.judged.ruleset) " · " (entry.step.judged.catalog.0)
                }
            }
        }
    }
}

fn short(digest: Digest) -> String {
    digest.short()
}

/// What a step came to, where it could have come to something else: the field that says so, in one word.
fn said(reader: Reader, act: &Act) -> String {
    let key = match act.errand() {
        Errand::Appraise => "appraisal.conclusion",
        Errand::Decide => "decision.outcome",
        Errand::Procure => "procurement.supplier",
        Errand::Leave => "leave.kind",
        Errand::Activate => "activation.date",
        Errand::File => "file.live",
        Errand::Government => {
            return yes_no(
                reader,
                act,
                "government.approved",
                ("已批准", "approved"),
                ("未批准", "not approved"),
            );
        }
        Errand::Confirm => {
            return yes_no(reader, act, "confirm.meets", ("符合", "met"), ("不符合", "not met"));
        }
        Errand::Test => {
            return yes_no(reader, act, "test.passed", ("通过", "passed"), ("未通过", "not passed"));
        }
        Errand::Change => {
            return yes_no(
                reader,
                act,
                "change.major",
                ("重大变更", "major change"),
                ("一般变更", "ordinary change"),
            );
        }
        _ => return String::new(),
    };
    spec(key).map_or_else(String::new, |spec| value(reader, spec, act.sheet.field(key)))
}

fn yes_no(reader: Reader, act: &Act, key: &str, yes: (&str, &str), no: (&str, &str)) -> String {
    match act.sheet.field(key) {
        "yes" => reader.says(yes.0, yes.1).to_owned(),
        "no" => reader.says(no.0, no.1).to_owned(),
        _ => String::new(),
    }
}

/// The words of a step that others have to read: reasons, opinions, advice.
fn words(act: &Act) -> Option<&str> {
    let key = match act.errand() {
        Errand::Appraise => "appraisal.text",
        Errand::Decide => "decision.reason",
        Errand::Confirm => "confirm.text",
        Errand::Change => "change.reason",
        Errand::Advise => "advice.text",
        Errand::Settle => "settle.reason",
        Errand::Withdraw => "withdraw.reason",
        Errand::Leave => "leave.reason",
        _ => return None,
    };
    Some(act.sheet.field(key)).filter(|text| !text.is_empty())
}
