//! `govcloud check --against`: what another place, or another day, makes of the same case.

use super::judged::Judged;
use super::table::plain;
use super::{BadInput, case, place, words};
use govcloud::basics::{Lang, Words, date};
use govcloud::measure::compare::{Number, Turned};
use govcloud::measure::{Comparison, Finding, Side, compare, text};
use govcloud::wire::v1::review;
use serde_json::Value;
use std::fmt::Write as _;

/// With what a review is compared.
#[derive(clap::Args)]
pub(crate) struct AgainstArgs {
    /// Review the case by another place as well, and show what differs: the name of one that ships, or a file
    #[arg(long, value_name = "FILE|ID")]
    against: Option<String>,
    /// Review the case as of another day as well, and show what differs
    #[arg(long, value_name = "DATE")]
    against_as_of: Option<String>,
}

/// The other review, and what differs in it.
pub(crate) struct Compared {
    other: Judged,
    comparison: Comparison,
}

impl AgainstArgs {
    /// Reviews the case once more; `None` where nobody asked for it.
    pub(crate) fn run(&self, judged: &Judged) -> Result<Option<Compared>, BadInput> {
        if self.against.is_none() && self.against_as_of.is_none() {
            return Ok(None);
        }
        let place = match &self.against {
            Some(argument) => place::open(argument)?,
            None => judged.place.clone(),
        };
        let as_of = match &self.against_as_of {
            Some(text) => super::day("--against-as-of", text)?,
            None => judged.as_of,
        };
        let other = judged.again(place, as_of);
        let side = |of: &Judged| (of.said.review.clone(), of.place.clone());
        let ((before, from), (after, to)) = (side(judged), side(&other));
        let (before, after) = (Side { review: &before, place: &from }, Side { review: &after, place: &to });
        let comparison = compare(before, after);
        Ok(Some(Compared { other, comparison }))
    }
}

impl Compared {
    /// For programs.
    pub(crate) fn json(&self) -> Value {
        let mut document = review::comparison(&self.comparison);
        if let Some(members) = document.as_object_mut() {
            members.insert("jurisdiction".into(), place::json(&self.other.place));
            members.insert("asOf".into(), date::iso(self.other.as_of).into());
            members.insert("barred".into(), (!self.other.said.barred_by.is_empty()).into());
        }
        document
    }

    /// For people.
    pub(crate) fn text(&self, lang: Lang) -> String {
        let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
        let (place, day) = (place::line(&self.other.place, lang), date::iso(self.other.as_of));
        let mut text =
            format!("\n{} {day}\n{place}", say("另行审核的不同之处：", "What differs in another review,"));
        if self.comparison.is_empty() {
            let _ = writeln!(text, "{}", say("没有不同。", "Nothing differs."));
        }
        let Comparison { parameters, gone, new, changed, verdicts } = &self.comparison;
        let finding = |f: &Finding| self.finding(f, lang);
        let both = |(before, after): &(Finding, Finding)| self.changed(before, after, lang);
        part(&mut text, &say("参数", "Numbers"), parameters.iter().map(|n| number(n, lang)).collect());
        part(&mut text, &say("新的发现", "New findings"), new.iter().map(finding).collect());
        part(&mut text, &say("不再有的发现", "Findings that are gone"), gone.iter().map(finding).collect());
        part(
            &mut text,
            &say("内容不同的发现", "Findings that say something else"),
            changed.iter().map(both).collect(),
        );
        part(&mut text, &say("结论", "Verdicts"), verdicts.iter().map(|t| turned(t, lang)).collect());
        let summary = match self.other.said.barred_by.len() {
            0 => Words::new("据此可以提交。", "By these it could be handed in."),
            n => Words::new(
                format!("据此有 {n} 项不能提交。"),
                format!("By these {n} things would bar handing in."),
            ),
        };
        let _ = writeln!(text, "\n{}", summary.get(lang));
        text
    }

    fn place_of(&self, finding: &Finding, lang: Lang) -> String {
        case::place(&self.other.draft, &self.other.edition, &finding.path, lang)
    }

    fn finding(&self, finding: &Finding, lang: Lang) -> String {
        let (place, expected) = (self.place_of(finding, lang), finding.expected.get(lang));
        format!("{place}: {} {expected} [{}]", finding.message.get(lang), finding.code)
    }

    fn changed(&self, before: &Finding, after: &Finding, lang: Lang) -> String {
        // What differs most tells most: the numbers, then the names of organs in the sentences.
        let said =
            |f: &Finding| [&f.expected, &f.found, &f.message, &f.remedy].map(|w| w.get(lang).to_owned());
        let differs = said(before).into_iter().zip(said(after)).find(|(was, is)| was != is);
        let (was, is) = differs.unwrap_or_default();
        format!("{}: {was} → {is} [{}]", self.place_of(after, lang), after.code)
    }
}

fn part(text: &mut String, heading: &str, entries: Vec<String>) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{heading} ({})", entries.len());
    for entry in entries {
        let _ = writeln!(text, "  - {}", plain(&entry));
    }
}

fn number(number: &Number, lang: Lang) -> String {
    let value = |value: Option<i64>| match value {
        Some(value) => format!("{value} {}", number.unit.get(lang)),
        None => Words::new("没有生效的值", "no value in force").get(lang).to_owned(),
    };
    format!("{} [{}]: {} → {}", number.name.get(lang), number.id, value(number.before), value(number.after))
}

fn turned(turned: &Turned, lang: Lang) -> String {
    let label = text::article(turned.citation.article).map_or("", |a| a.label);
    let (before, after) = (words::verdict(&turned.before), words::verdict(&turned.after));
    format!("{label} {}: {} → {}", turned.provision, before.get(lang), after.get(lang))
}
