//! 提交的门: what bars handing a case in.

use crate::basics::{Path, Words};
use crate::dossier::Problem;
use crate::lifecycle::moves::Move;
use crate::measure::{Finding, Review, Severity, Verdict};

/// Something that bars handing in: a problem of the typing, or a finding of the measure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bar {
    /// Where in the case file.
    pub path: Path,
    /// Stable code of the problem or finding.
    pub code: &'static str,
    /// The article, where a provision of the measure bars; `None` where the form does.
    pub article: Option<u8>,
    /// What is the matter.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}

/// What bars handing in: problems of the typing first, then findings, each in their own order.
///
/// A finding that is still to do bars as well: it says that a fact is missing without which nobody can
/// review the case. What is left to a person's judgement, and advice, bar nothing.
pub fn guard<'a>(
    problems: impl IntoIterator<Item = &'a Problem>,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<Bar> {
    let typed = problems.into_iter().filter(|p| p.bars).map(|p| Bar {
        path: p.path.clone(),
        code: p.code,
        article: None,
        message: p.message.clone(),
        remedy: p.remedy.clone(),
    });
    let found = findings.into_iter().filter(|f| bars(f.severity)).map(|f| Bar {
        path: f.path.clone(),
        code: f.code,
        article: Some(f.citation.article),
        message: f.message.clone(),
        remedy: f.remedy.clone(),
    });
    typed.chain(found).collect()
}

/// Adds what of a move's demands is unknown and not asked for by any finding: a provision that a move demands
/// must be known to stand for it. Nothing is guessed where a number is not in force or no journal is there.
pub(super) fn demanded(found: &Move, review: &Review, bars: &mut Vec<Bar>) {
    for judged in review.judged.iter().filter(|judged| found.demands.contains(&judged.provision)) {
        let Verdict::Unknown(missing) = &judged.verdict else { continue };
        for path in missing {
            if bars.iter().any(|bar| bar.path == *path) {
                continue;
            }
            bars.push(Bar {
                path: path.clone(),
                code: "demand-unknown",
                article: Some(judged.citation.article),
                message: Words::new(
                    format!("缺少判断所需的事实或参数（{}）。", judged.provision),
                    format!("A fact or a number is missing that {} turns on.", judged.provision),
                ),
                remedy: Words::new("补充后再办理。", "Add it first."),
            });
        }
    }
}

/// True where a finding of this weight bars handing in.
pub fn bars(severity: Severity) -> bool {
    matches!(severity, Severity::Bars | Severity::ToDo)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Citation;

    fn problem(bars: bool) -> Problem {
        let words = Words::same("w");
        Problem { path: Path::field("f"), code: "p", bars, message: words.clone(), remedy: words }
    }

    fn finding(severity: Severity) -> Finding {
        let words = Words::same("w");
        Finding {
            citation: Citation { article: 14, quote: "迁移/部署方案" },
            code: "a14",
            severity,
            path: Path::field("f"),
            expected: words.clone(),
            found: words.clone(),
            message: words.clone(),
            remedy: words,
        }
    }

    #[test]
    fn typing_comes_first_and_only_what_bars() {
        let problems = [problem(false), problem(true)];
        let findings = [finding(Severity::ToDo), finding(Severity::Bars)];
        let bars: Vec<_> = guard(&problems, &findings).iter().map(|bar| (bar.code, bar.article)).collect();
        assert_eq!(bars, [("p", None), ("a14", Some(14)), ("a14", Some(14))]);
    }

    #[test]
    fn a_persons_judgement_and_advice_bar_nothing() {
        let findings = [finding(Severity::Judgement), finding(Severity::Advice)];
        assert_eq!(guard(&[problem(false)], &findings), []);
    }
}
