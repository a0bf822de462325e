//! `govcloud check`: every problem of the typing and every finding of the measure.

use super::judged::{JudgeArgs, Judged};
use super::table::plain;
use super::{BadInput, Common, Output, case, compare, place};
use govcloud::basics::{Lang, Words, date};
use govcloud::dossier::Problem;
use govcloud::measure::{Finding, Severity, text};
use govcloud::wire::v1::review;
use serde_json::Value;
use std::fmt::Write as _;

/// Arguments of `check`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    judge: JudgeArgs,
    #[command(flatten)]
    against: compare::AgainstArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let judged = Judged::of(&args.judge, args.common.lang())?;
    let bars = !judged.intact || !judged.said.barred_by.is_empty();
    let other = args.against.run(&judged)?;
    let lang = args.common.lang();
    let text = if args.common.json {
        let mut document = judged.check_json(bars);
        if let (Some(other), Some(members)) = (&other, document.as_object_mut()) {
            members.insert("comparison".into(), other.json());
        }
        super::json_text(&document)
    } else {
        judged.check_text(lang) + &other.map_or_else(String::new, |other| other.text(lang))
    };
    Ok(Output { text, bars })
}

/// The headings under which things stand, the heaviest first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Bars,
    ToDo,
    Judgement,
    Advice,
}

impl Weight {
    const ALL: [Self; 4] = [Self::Bars, Self::ToDo, Self::Judgement, Self::Advice];

    fn of_problem(problem: &Problem) -> Self {
        match problem.bars {
            true if problem.code == "field-missing" => Self::ToDo,
            true => Self::Bars,
            false => Self::Advice,
        }
    }

    /// Where a finding stands.
    pub(super) fn of_finding(finding: &Finding) -> Self {
        match finding.severity {
            Severity::Bars => Self::Bars,
            Severity::ToDo => Self::ToDo,
            Severity::Judgement => Self::Judgement,
            Severity::Advice => Self::Advice,
        }
    }

    /// Its heading.
    pub(super) fn heading(self) -> Words {
        match self {
            Self::Bars => Words::new("不能提交", "Bars handing in"),
            Self::ToDo => Words::new("待补充（补充后方可提交）", "Still to do before handing in"),
            Self::Judgement => Words::new("由审核人判断", "Left to the reviewer"),
            Self::Advice => Words::new("提示", "Good to know"),
        }
    }
}

impl Judged {
    fn check_json(&self, bars: bool) -> Value {
        let mut document = review::judgement(&self.said);
        if let Some(members) = document.as_object_mut() {
            members.insert("catalog".into(), super::catalog_json(&self.edition));
            members.insert("jurisdiction".into(), place::json(&self.place));
            members.insert("asOf".into(), date::iso(self.as_of).into());
            members.insert("intact".into(), self.intact.into());
            members.insert("barred".into(), bars.into());
        }
        document
    }

    fn check_text(&self, lang: Lang) -> String {
        let mut text = super::catalog_line(&self.edition, lang) + &place::line(&self.place, lang);
        text.push_str(&self.by_line(lang));
        for weight in Weight::ALL {
            let entries = self.entries(weight, lang);
            if !entries.is_empty() {
                let _ = writeln!(text, "\n{} ({})", weight.heading().get(lang), entries.len());
                entries.iter().for_each(|entry| text.push_str(entry));
            }
        }
        let barred = self.said.barred_by.len();
        let summary = match barred {
            0 => Words::new("可以提交。", "It can be handed in."),
            _ => {
                Words::new(format!("共 {barred} 项，不能提交。"), format!("{barred} things bar handing in."))
            }
        };
        let _ = writeln!(text, "\n{}", summary.get(lang));
        text
    }

    /// What stands under a heading: problems of the typing first, then findings.
    fn entries(&self, weight: Weight, lang: Lang) -> Vec<String> {
        let problems = self.said.problems.iter().filter(|p| Weight::of_problem(p) == weight);
        let problems = problems.map(|p| {
            let place = case::place(&self.draft, &self.edition, &p.path, lang);
            entry(&place, &p.message, &p.remedy, p.code, lang)
        });
        let findings = self.said.review.findings.iter().filter(|f| Weight::of_finding(f) == weight);
        let findings = findings.map(|f| {
            let place = case::place(&self.draft, &self.edition, &f.path, lang);
            entry(&place, &f.message, &f.remedy, f.code, lang) + &self.law(f, lang)
        });
        problems.chain(findings).collect()
    }

    /// Article and words, expected and found.
    fn law(&self, finding: &Finding, lang: Lang) -> String {
        let article = text::article(finding.citation.article).map_or("", |a| a.label);
        let quote = finding.citation.quote;
        let (expected, found) = (finding.expected.get(lang), finding.found.get(lang));
        let words = Words::new(
            format!("      {article}“{quote}”；应为：{expected}；现为：{found}"),
            format!("      {article} “{quote}”; expected: {expected}; found: {found}"),
        );
        plain(words.get(lang)) + "\n"
    }
}

fn entry(place: &str, message: &Words, remedy: &Words, code: &str, lang: Lang) -> String {
    let line = format!("  - {place}: {} {} [{code}]", message.get(lang), remedy.get(lang));
    plain(&line) + "\n"
}
