//! The list of fields for the documents, printed from the table: keys are part of the case file's format.

use super::{FIELDS, FieldKind, FieldSpec, When, spec};
use crate::dossier::field::{Asked, Choice};
use crate::dossier::papers::ROLES;
use std::fmt::Write;

/// Every field in Markdown: key, label, what may be typed, who asks, when it is shown.
pub fn markdown() -> String {
    let mut text =
        String::from("| Key | Field | What is typed | Asked for by | Shown |\n|---|---|---|---|---|\n");
    for field in FIELDS {
        let (zh, en) = field.label;
        let asked = match field.asked {
            Asked::Form => "the form".to_owned(),
            Asked::Article(article) => format!("article {article}"),
            Asked::Optional => "nobody".to_owned(),
        };
        // A String never refuses to be written to.
        let _ = writeln!(
            text,
            "| `{}` | {zh}<br>{en} | {} | {asked} | {} |",
            field.key,
            kind(field),
            shown(&field.when)
        );
    }
    text
}

/// The roles of attachments in Markdown.
pub fn roles() -> String {
    let mut text = String::from("| Role | Paper | Article | Several |\n|---|---|---|---|\n");
    for role in ROLES {
        let article = role.article.map_or_else(|| "–".to_owned(), |article| article.to_string());
        let several = if role.several { "yes" } else { "no" };
        let _ =
            writeln!(text, "| `{}` | {} {} | {article} | {several} |", role.code, role.name.0, role.name.1);
    }
    text
}

fn kind(field: &FieldSpec) -> String {
    match field.kind {
        FieldKind::Line(most) => format!("a line, at most {most} characters"),
        FieldKind::Paragraph(most) => format!("text, at most {most} characters"),
        FieldKind::Phone => "telephone numbers".to_owned(),
        FieldKind::Email => "a mail address".to_owned(),
        FieldKind::SocialCreditCode => "18 characters, GB 32100-2015".to_owned(),
        FieldKind::Date => "a date, `2026-03-01`".to_owned(),
        FieldKind::OneOf(choices) => format!("one of {}", codes(choices)),
        FieldKind::AnyOf(choices) => format!("any of {}, joined by commas", codes(choices)),
        FieldKind::YesNo => "`yes` or `no`".to_owned(),
        FieldKind::Tick => "`yes` when ticked".to_owned(),
        FieldKind::Whole(least, most) => format!("a whole number, {least} to {most}"),
        FieldKind::Money => "an amount in 元".to_owned(),
        FieldKind::Addresses => "IP addresses and CIDR ranges".to_owned(),
        FieldKind::FilingNumber => "11 and 5 digits".to_owned(),
        FieldKind::Paper(role) => format!("attachments of role `{role}`"),
    }
}

fn codes(choices: &[Choice]) -> String {
    let codes: Vec<String> = choices.iter().map(|(code, zh, _)| format!("`{code}` {zh}")).collect();
    codes.join(", ")
}

fn shown(when: &When) -> String {
    let name = |key: &str| match key {
        "errand" => "the errand".to_owned(),
        "any.special" => "a special purchase asked for in some row".to_owned(),
        key => format!("`{}`", spec(key).map_or(key, |s| s.key)),
    };
    match when {
        When::Always => "always".to_owned(),
        When::Is(key, values) => format!("where {} is `{}`", name(key), values.join("` or `")),
        When::IsNot(key, values) => {
            format!("where {} is answered and not `{}`", name(key), values.join("` or `"))
        }
        When::All(all) => all.iter().map(shown).collect::<Vec<_>>().join(" and "),
    }
}
