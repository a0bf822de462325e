//! Tables and lists for the documents, printed from the code so that they cannot differ from it.

use crate::basics::{Lang, date::iso};
use crate::measure::jurisdiction::{Jurisdiction, Source};
use crate::measure::open::OPEN_TERMS;
use crate::measure::references::{EXCEPTIONS, Exception, REFERENCES, Reference};
use crate::measure::register::REGISTER;
use crate::measure::{articles, text::article};
use std::fmt::Write;

/// The table in Markdown: article, a few of its words, what is done with it, provisions and findings, where.
pub fn markdown(lang: Lang) -> String {
    let mut table = String::from(match lang {
        Lang::Zh => "| 条 | 原文（节录） | 处理 | 检查项与发现代码 | 所在 |\n",
        Lang::En => "| Article | Its words | Disposition | Provisions and findings | Where |\n",
    });
    table.push_str("|---|---|---|---|---|\n");
    for row in REGISTER {
        let label = article(row.article).map_or("", |a| a.label);
        let pick = |(zh, en): (&'static str, &'static str)| match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let checks: Vec<String> = row
            .provisions()
            .map(|p| {
                let codes: Vec<String> = p.codes.iter().map(|c| format!("`{}`", c.code)).collect();
                let reading = match (p.reading.is_some(), lang) {
                    (false, _) => "",
                    (true, Lang::Zh) => "（解释）",
                    (true, Lang::En) => " (interpretation)",
                };
                format!("{}{reading}: {}", pick(p.says), codes.join(", "))
            })
            .collect();
        let checks = if checks.is_empty() { String::from("–") } else { checks.join("<br>") };
        let place = match row.provisions().next() {
            Some(_) => format!("`src/measure/articles/a{:02}.rs`, `tests/cases/{label}.md`", row.article),
            None => String::from("`src/measure/register.rs`"),
        };
        let (number, name) = match lang {
            Lang::Zh => (label.to_owned(), pick(row.disposition.name())),
            Lang::En => (format!("{} {label}", row.article), pick(row.disposition.name())),
        };
        // A String never refuses to be written to.
        let _ =
            writeln!(table, "| {number} | {} | {name}: {} | {checks} | {place} |", row.quote, pick(row.note));
    }
    table
}

/// The interpretations in Markdown: where the product reads more than the words say, and each number that is
/// not of the measure.
pub fn interpretations(place: &Jurisdiction) -> String {
    let mut list = String::new();
    for provision in articles::provisions() {
        if let Some((zh, en)) = provision.reading {
            let label = article(provision.citation.article).map_or("", |a| a.label);
            let _ = writeln!(list, "- {label} `{}`: {en}. {zh}。", provision.id);
        }
    }
    for parameter in &place.parameters {
        if let Source::Outside(source) | Source::Default(source) = &parameter.source {
            let (from, _) = parameter.dates;
            let _ = writeln!(
                list,
                "- `{}` = {} {} from {}: {}. {}：{}。",
                parameter.id,
                parameter.value,
                parameter.unit.en,
                iso(from),
                source.en,
                parameter.name.zh,
                source.zh
            );
        }
    }
    list
}

/// References and exceptions in Markdown.
pub fn references() -> String {
    let label = |number: u8| article(number).map_or("", |a| a.label);
    let mut list = String::new();
    for Reference { citation, note, .. } in REFERENCES {
        let _ = writeln!(list, "- {} **{}**: {} {}", label(citation.article), citation.quote, note.1, note.0);
    }
    for Exception { citation, from, rule, provisions } in EXCEPTIONS {
        let checks: Vec<String> = provisions.iter().map(|id| format!("`{id}`")).collect();
        let _ = writeln!(
            list,
            "- {} **{}**: from {} “{}” (`{rule}`); {}",
            label(citation.article),
            citation.quote,
            label(from.article),
            from.quote,
            checks.join(", ")
        );
    }
    list
}

/// The open terms in Markdown: words that the measure uses and does not define, and how a place fills them in.
pub fn open_terms(place: &Jurisdiction) -> String {
    let mut list = String::new();
    for term in OPEN_TERMS {
        let label = article(term.citation.article).map_or("", |a| a.label);
        let _ = write!(list, "- {label} **{}**: {} {}", term.citation.quote, term.note.1, term.note.0);
        if let Some(filled) = place.term(term.citation.article, term.citation.quote) {
            let by: Vec<String> = filled.by.iter().map(|id| format!("`{id}`")).collect();
            let (says, source) = (&filled.says, filled.source.words());
            let _ = write!(list, " *{}*: {} ({}). {}", place.name.en, says.en, by.join(", "), source.en);
            let _ = write!(list, ". {}：{}（{}）。", place.name.zh, says.zh, source.zh);
        }
        list.push('\n');
    }
    list
}
