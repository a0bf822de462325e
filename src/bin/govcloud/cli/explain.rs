//! `govcloud explain`: every provision that was tried, with what it looked at and what it found.

use super::check::Weight;
use super::judged::{JudgeArgs, Judged};
use super::table::plain;
use super::{BadInput, Common, Output, case, place};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::measure::jurisdiction::{Parameter, Source};
use govcloud::measure::{Finding, Look, Trace, Tried, Verdict, text};
use govcloud::wire::v1::trace;
use std::fmt::Write as _;

/// Arguments of `explain`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    judge: JudgeArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let judged = Judged::of(&args.judge, args.common.lang())?;
    let bars = !judged.intact || !judged.said.barred_by.is_empty();
    let trace = judged.judge.trace(&judged.said);
    let text = if args.common.json {
        super::json_text(&trace::trace(&trace, judged.judge.jurisdiction()))
    } else {
        judged.explained(&trace, args.common.lang())
    };
    Ok(Output { text, bars })
}

impl Judged {
    fn explained(&self, trace: &Trace, lang: Lang) -> String {
        let mut text = super::catalog_line(&self.edition, lang) + &place::line(&self.place, lang);
        text.push_str(&self.by_line(lang));
        let (zh, en) = self.draft.errand.name();
        let errand = Words::new(format!("事项：{zh}"), format!("For: {en}"));
        let _ = writeln!(text, "{}", errand.get(lang));
        for tried in &trace.tried {
            text.push_str(&self.provision(tried, lang));
        }
        let _ = writeln!(text, "\n{}", counts(trace, lang));
        text
    }

    fn provision(&self, tried: &Tried, lang: Lang) -> String {
        let provision = tried.provision;
        let article = text::article(provision.citation.article).map_or("", |a| a.label);
        let (says, verdict) = (pick(provision.says, lang), pick(tried.verdict.name(), lang));
        let mut out = String::from("\n");
        let mut line = |indent: &str, label: Words, what: &str| {
            let by = Words::new("：", ": ");
            let written = format!("{indent}{}{}{what}", label.get(lang), by.get(lang));
            let _ = writeln!(out, "{}", plain(&written));
        };
        line("", Words::same(format!("{article} {} {says}", provision.id)), verdict);
        // What does not bear on the case looked at nothing but the errand.
        if tried.verdict == Verdict::NotApplicable && tried.looks.is_empty() {
            return out;
        }
        line("  ", Words::new("原文", "Words"), &format!("“{}”", provision.citation.quote));
        if let Some(reading) = provision.reading {
            line("  ", Words::new("解释", "Interpretation"), pick(reading, lang));
        }
        for look in &tried.looks {
            match look {
                Look::Fact { path, value } => {
                    let unknown = Words::new("未知", "unknown");
                    let value = value.as_ref().unwrap_or(&unknown).get(lang);
                    let place = case::place(&self.draft, &self.edition, path, lang);
                    line("  ", Words::new("事实", "Fact"), &format!("{place} = {value}"));
                }
                Look::Parameter { id, on } => {
                    let found = self.judge.jurisdiction().parameter(id, *on);
                    line("  ", Words::new("参数", "Number"), number(id, *on, found).get(lang));
                }
            }
        }
        for finding in &tried.findings {
            line("  ", Words::new("发现", "Finding"), &self.finding(finding, lang));
        }
        out
    }

    fn finding(&self, finding: &Finding, lang: Lang) -> String {
        let place = case::place(&self.draft, &self.edition, &finding.path, lang);
        let get = |words: &Words| words.get(lang).to_owned();
        let Finding { code, message, remedy, expected, found, .. } = finding;
        let weight = Weight::of_finding(finding).heading().get(lang).to_owned();
        let (message, remedy, expected, found) = (get(message), get(remedy), get(expected), get(found));
        let words = Words::new(
            format!("[{code}] {place}：{message}应为：{expected}；现为：{found}。{remedy}〔{weight}〕"),
            format!("[{code}] {place}: {message} Expected: {expected}; found: {found}. {remedy} [{weight}]"),
        );
        words.get(lang).to_owned()
    }
}

fn pick((zh, en): (&'static str, &'static str), lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A number with its dates and its source.
fn number(id: &str, on: Date, found: Option<&Parameter>) -> Words {
    let on = date::iso(on);
    let Some(Parameter { name, value, unit, source, dates: (from, to), .. }) = found else {
        return Words::new(format!("{id}：{on} 没有有效值"), format!("{id}: no value in force on {on}"));
    };
    let (from, to) = (date::iso(*from), to.map(date::iso).unwrap_or_default());
    let source = match source {
        Source::Measure(citation) => {
            let article = text::article(citation.article).map_or("", |a| a.label);
            Words::same(format!("{article}“{}”", citation.quote))
        }
        Source::Own(words) | Source::Outside(words) | Source::Default(words) => words.clone(),
    };
    Words::new(
        format!("{} = {value} {}（{from} 起 {to}；{}）", name.zh, unit.zh, source.zh).replace(" ；", "；"),
        format!("{} = {value} {} (from {from} {to}; {})", name.en, unit.en, source.en).replace(" ;", ";"),
    )
}

fn counts(trace: &Trace, lang: Lang) -> String {
    let kinds = [
        Verdict::Holds,
        Verdict::Fails,
        Verdict::Unknown(Vec::new()),
        Verdict::NeedsJudgement,
        Verdict::NotApplicable,
    ];
    let count = |kind: &Verdict| {
        let same = |t: &&Tried| std::mem::discriminant(&t.verdict) == std::mem::discriminant(kind);
        let count = trace.tried.iter().filter(same).count();
        format!("{} {count}", pick(kind.name(), lang))
    };
    let all =
        Words::new(format!("共 {} 项：", trace.tried.len()), format!("{} provisions: ", trace.tried.len()));
    let by = Words::new("，", ", ");
    format!("{}{}", all.get(lang), kinds.iter().map(count).collect::<Vec<_>>().join(by.get(lang)))
}
