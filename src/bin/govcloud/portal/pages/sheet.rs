//! A form that was handed in, read without the element: every field that says something, in the form's order.

use super::language::Reader;
use govcloud::dossier::field::Choice;
use govcloud::dossier::fields::{FIELDS, shown};
use govcloud::dossier::{Draft, FieldKind, FieldSpec};
use maud::{Markup, html};

/// The fields of a form with what was typed, and how many rows its table has.
pub(super) fn sheet(reader: Reader, draft: &Draft) -> Markup {
    let said = |spec: &&FieldSpec| shown(spec, draft) && !draft.field(spec.key).is_empty();
    html! {
        dl class="particulars sheet" {
            @for spec in FIELDS.iter().filter(said) {
                dt { (reader.says(spec.label.0, spec.label.1)) }
                dd { (value(reader, spec, draft.field(spec.key))) }
            }
            @if !draft.needs.is_empty() {
                dt { (reader.says("清单", "Table")) }
                dd { @for row in &draft.needs { p { (row_text(row)) } } }
            }
        }
    }
}

/// What was typed, with the name of a choice instead of its code.
pub(super) fn value(reader: Reader, spec: &FieldSpec, text: &str) -> String {
    match spec.kind {
        FieldKind::OneOf(choices) => named(reader, choices, text),
        FieldKind::AnyOf(choices) => {
            let names: Vec<String> = text.split(',').map(|code| named(reader, choices, code)).collect();
            names.join(reader.says("、", ", "))
        }
        FieldKind::YesNo | FieldKind::Tick => match text {
            "yes" => reader.says("是", "yes").to_owned(),
            "no" => reader.says("否", "no").to_owned(),
            other => other.to_owned(),
        },
        _ => text.to_owned(),
    }
}

fn named(reader: Reader, choices: &[Choice], code: &str) -> String {
    let known = choices.iter().find(|choice| choice.0 == code);
    known.map_or(code, |choice| reader.says(choice.1, choice.2)).to_owned()
}

/// A row of the table in one line: its name and count first, then the amounts.
fn row_text(row: &govcloud::dossier::NeedRow) -> String {
    let count = row.cell("count");
    let mut text = row.cell("name").to_owned();
    if text.is_empty() {
        text = row.cell("item").to_owned();
    }
    if !count.is_empty() {
        text.push_str(&format!(" × {count}"));
    }
    for (column, amount) in row.cells.iter().filter(|(column, _)| column.starts_with("d.")) {
        text.push_str(&format!(" · {} {amount}", column.trim_start_matches("d.")));
    }
    text
}
