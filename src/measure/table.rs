//! The traceability table of the README, printed from the register.

use crate::basics::Lang;
use crate::measure::register::REGISTER;
use crate::measure::text::article;
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
