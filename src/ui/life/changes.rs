//! What a change changes, on screen: fields, rows and papers, each as it runs and as it becomes.

use super::diff::{Diff, FieldDiff, RowDiff};
use super::proposal;
use super::said as own;
use super::sheet::need;
use crate::basics::{Lang, Path};
use crate::catalog::Edition;
use crate::dossier::read::COLUMNS;
use crate::dossier::{Attachment, Draft};
use crate::lifecycle::adjustment::advised::ProposedRow;
use crate::ui::desk::Desk;
use crate::ui::fields;
use crate::ui::icon::{Icon, icon};
use crate::ui::notes::{Note, Weight};
use crate::ui::state::Action;
use crate::ui::words::{self, Word, fill, say};
use yew::prelude::*;

/// The comparison of a change with what runs.
pub fn changes(desk: &Desk, before: &Draft, after: &Draft) -> Html {
    let lang = desk.lang();
    let diff = Diff::of(before, after);
    let proposed = proposal::of(desk);
    html! {
        <section class="sheet changes" aria-labelledby="changes-title" part="changes">
            <h4 id="changes-title">{ say(lang, own::CHANGES) }</h4>
            { triggers(desk) }
            if diff.is_empty() {
                <p class="soft">{ say(lang, own::CHANGES_NONE) }</p>
            } else {
                <p class="soft small">{ say(lang, own::CHANGES_ABOUT) }</p>
                { table(desk, &diff, &proposed, say(lang, own::CHANGES), (own::BEFORE, own::AFTER)) }
            }
        </section>
    }
}

/// Two drafts beside each other, as far as they differ, under these headings.
pub fn beside(desk: &Desk, one: &Draft, other: &Draft, heads: (Word, Word)) -> Html {
    let diff = Diff::of(one, other);
    if diff.is_empty() {
        return html! { <p class="soft">{ say(desk.lang(), own::SAME) }</p> };
    }
    table(desk, &diff, &[], say(desk.lang(), own::DIFFERENCES), heads)
}

fn table(
    desk: &Desk,
    diff: &Diff,
    proposed: &[ProposedRow],
    title: &'static str,
    (before, after): (Word, Word),
) -> Html {
    let lang = desk.lang();
    html! {
        <div class="table-frame" tabindex="0" role="group" aria-label={title}><table class="diff">
            <thead><tr>
                <th scope="col">{ say(lang, own::ITEM) }</th><th scope="col">{ say(lang, before) }</th><th scope="col">{ say(lang, after) }</th>
            </tr></thead>
            <tbody>
                { for diff.fields.iter().map(|field| field_row(desk, field)) }
                { for diff.rows.iter().map(|row| need_rows(desk, row, proposed)) }
                { for diff.removed.iter().map(|paper| paper_row(desk, paper, false)) }
                { for diff.added.iter().map(|paper| paper_row(desk, paper, true)) }
            </tbody>
        </table></div>
    }
}

/// What of the change meets a trigger of 重大变更, or cannot be compared, with its numbers.
fn triggers(desk: &Desk) -> Html {
    let lang = desk.lang();
    let of_18 = |note: &&Note| {
        note.citation.is_some_and(|citation| citation.article == 18)
            && note.facts.is_some()
            && !note.place.as_str().starts_with("/fields/change.")
    };
    let line = |note: &Note| {
        let (expected, found) = note.facts.as_ref().map_or(("", ""), |(e, f)| (e.get(lang), f.get(lang)));
        html! {
            <li class={classes!("note", note.weight.class())}>{ icon(Icon::Scales) }<span class="what">{ found.to_owned() }</span>
                <span class="remedy small">{ note.message.get(lang) }{ " " }{ say(lang, words::EXPECTED) }{ say(lang, ("：", ": ")) }{ expected.to_owned() }</span></li>
        }
    };
    let found: Vec<&Note> = desk.notes.all().iter().filter(of_18).collect();
    if found.is_empty() {
        return Html::default();
    }
    html! { <><p class="label">{ say(lang, own::TRIGGERS) }</p><ul class="notes">{ for found.into_iter().map(line) }</ul></> }
}

/// The tag of a place by whose findings the change is a major one (article 18).
fn major(desk: &Desk, within: &Path) -> Html {
    let bears = |place: &Path| *place == *within || place.as_str().starts_with(&format!("{within}/"));
    let of_18 = |note: &&Note| {
        note.citation.is_some_and(|citation| citation.article == 18)
            && note.weight <= Weight::Judge
            && bears(&note.place)
    };
    if desk.notes.all().iter().any(|note| of_18(&note)) {
        html! { <>{ " " }<span class="tag is-judge">{ say(desk.lang(), own::MAKES_MAJOR) }</span></> }
    } else {
        Html::default()
    }
}

fn link(desk: &Desk, place: Path, text: String) -> Html {
    html! { <button type="button" class="link" onclick={desk.click(Action::Focus(place))}>{ text }</button> }
}

fn cell(text: Option<String>, lang: Lang) -> Html {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => html! { { text } },
        None => html! { <span class="soft">{ say(lang, own::NOTHING) }</span> },
    }
}

fn field_row(desk: &Desk, field: &FieldDiff) -> Html {
    let lang = desk.lang();
    let place = Path::field(field.spec.key);
    let text = |typed: &str| fields::in_words(field.spec.kind, typed, lang);
    html! {
        <tr key={field.spec.key}>
            <th scope="row">{ link(desk, place.clone(), say(lang, field.spec.label).to_owned()) }{ major(desk, &place) }</th>
            <td>{ cell(text(&field.before), lang) }</td><td>{ cell(text(&field.after), lang) }</td>
        </tr>
    }
}

/// A row of the table: what it is, then each cell that differs.
fn need_rows(desk: &Desk, row: &RowDiff, proposed: &[ProposedRow]) -> Html {
    let lang = desk.lang();
    let (word, class): (Word, _) = match (&row.before, &row.after) {
        (None, _) => (own::ROW_ADDED, "done"),
        (_, None) => (own::ROW_REMOVED, "is-bars"),
        _ => (own::ROW_CHANGED, "is-todo"),
    };
    let shown = row.after.as_ref().or(row.before.as_ref());
    let name = shown.map_or("", |row| row.cell("name"));
    let place = row.row.map(|at| (at, Path::root().at("needs").at(&at.to_string())));
    let title = match &place {
        Some((at, place)) => {
            let number = fill(lang, words::ROW, &[&(at + 1).to_string()]);
            html! { <>{ link(desk, place.at("name"), format!("{number} {name}")) }{ major(desk, place) }</> }
        }
        None => html! { { name } },
    };
    let whole = |row: &Option<std::sync::Arc<crate::dossier::NeedRow>>| {
        let text = row.as_ref().zip(desk.edition()).map(|(row, edition)| need(row, edition, lang));
        html! { <td>{ cell(text, lang) }</td> }
    };
    let changed = row.before.is_some() && row.after.is_some();
    let mark = row.after.as_ref().map(|after| proposal::tag(proposed, after, lang));
    let head = html! { <th scope="row"><span class={classes!("tag", class)}>{ say(lang, word) }</span>{ " " }{ title }{ for mark }</th> };
    if !changed {
        return html! { <tr>{ head }{ whole(&row.before) }{ whole(&row.after) }</tr> };
    }
    html! {
        <>
            <tr>{ head }<td colspan="2"></td></tr>
            { for row.cells().iter().map(|(column, before, after)| html! {
                <tr class="within">
                    <th scope="row">{ column_name(column, desk.edition().map(|e| &**e), lang) }</th>
                    <td class="num">{ cell(Some(value(column, before, desk, lang)), lang) }</td>
                    <td class="num">{ cell(Some(value(column, after, desk, lang)), lang) }</td>
                </tr>
            }) }
        </>
    }
}

/// The heading of a column.
pub(super) fn column_name(column: &str, edition: Option<&Edition>, lang: Lang) -> String {
    if let Some((_, zh, en)) = COLUMNS.iter().find(|(known, ..)| *known == column) {
        return say(lang, (zh, en)).to_owned();
    }
    let named = match (column.split_once('.'), edition) {
        (Some(("d", code)), Some(edition)) => edition.dimension(code).map(|(_, d)| d.name.get(lang)),
        (Some((_, code)), Some(edition)) => edition.trait_of(code).map(|t| t.name.get(lang)),
        _ => None,
    };
    named.unwrap_or(column).to_owned()
}

/// What was typed into a cell, in words.
fn value(column: &str, typed: &str, desk: &Desk, lang: Lang) -> String {
    let edition = desk.edition();
    let known = match (column, column.split_once('.')) {
        ("function", _) => edition.and_then(|e| e.function(typed)).map(|f| f.name.get(lang).to_owned()),
        ("divisible" | "consent" | "special", _) if typed == "yes" => Some(say(lang, words::YES).to_owned()),
        (_, Some(("d", code))) => {
            let dimension = edition.and_then(|e| e.dimension(code)).map(|(_, d)| d);
            dimension.and_then(|d| d.parse(typed).ok().map(|amount| d.show(amount, lang)))
        }
        (_, Some((_, code))) => {
            let of = edition.and_then(|e| e.trait_of(code));
            of.and_then(|t| t.values.iter().find(|v| v.code == typed)).map(|v| v.name.get(lang).to_owned())
        }
        _ => None,
    };
    known.unwrap_or_else(|| typed.to_owned())
}

fn paper_row(desk: &Desk, paper: &Attachment, added: bool) -> Html {
    let lang = desk.lang();
    let name = || html! { { &paper.name } };
    let none = || cell(None, lang);
    let word = if added { own::PAPER_ADDED } else { own::PAPER_REMOVED };
    html! {
        <tr>
            <th scope="row">{ say(lang, word) }</th>
            if added { <td>{ none() }</td><td>{ name() }</td> } else { <td>{ name() }</td><td>{ none() }</td> }
        </tr>
    }
}
