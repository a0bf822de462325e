//! What is said of the case, by place: problems of typing and findings of the law, side by side.

use crate::basics::{Path, Words};
use crate::dossier::{Draft, Problem, Step};
use crate::lifecycle::hand_in::{self, Bar};
use crate::measure::{Citation, Finding, Severity};
use crate::ui::order::step_of;
use crate::ui::words::{self, Word};
use std::collections::{BTreeMap, BTreeSet};

/// How much a note weighs; heavier ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Wrong, and bars handing in.
    Bars,
    /// Still to be done, and bars handing in until then.
    ToDo,
    /// Probably wrong.
    Warns,
    /// Left to the reviewer.
    Judge,
    /// Good to know.
    Advice,
}

impl Weight {
    /// The weight of a finding.
    pub fn of(severity: Severity) -> Self {
        match severity {
            Severity::Bars => Self::Bars,
            Severity::ToDo => Self::ToDo,
            Severity::Judgement => Self::Judge,
            Severity::Advice => Self::Advice,
        }
    }

    /// Class name.
    pub fn class(self) -> &'static str {
        match self {
            Self::Bars => "is-bars",
            Self::ToDo => "is-todo",
            Self::Warns => "is-warns",
            Self::Judge => "is-judge",
            Self::Advice => "is-advice",
        }
    }

    /// Name on screen.
    pub fn word(self) -> Word {
        match self {
            Self::Bars => words::BARS,
            Self::ToDo => words::TODO,
            Self::Warns => words::WARNS,
            Self::Judge => words::JUDGE,
            Self::Advice => words::ADVICE,
        }
    }
}

/// One thing that is said of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// How much it weighs.
    pub weight: Weight,
    /// Where.
    pub place: Path,
    /// The step in which that is, where it is in one.
    pub step: Option<Step>,
    /// What is the matter.
    pub message: Words,
    /// What to do; may be empty.
    pub remedy: Words,
    /// The law behind it, where there is one.
    pub citation: Option<Citation>,
    /// What is expected and what was found, for findings.
    pub facts: Option<(Words, Words)>,
}

/// Everything that is said of the case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    all: Vec<Note>,
    by_place: BTreeMap<Path, Vec<usize>>,
    /// Worked out once: the map of the steps asks at each key.
    by_step: BTreeMap<Step, Progress>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is wrong.
    pub bars: usize,
    /// What is missing.
    pub todo: usize,
    /// What is left to the reviewer.
    pub judge: usize,
}

impl Progress {
    fn count(&mut self, weight: Weight) {
        match weight {
            Weight::Bars => self.bars += 1,
            Weight::ToDo => self.todo += 1,
            Weight::Judge => self.judge += 1,
            Weight::Warns | Weight::Advice => {}
        }
    }

    /// True where nothing keeps the step from being handed in.
    pub fn done(self) -> bool {
        self.bars + self.todo == 0
    }
}

impl Notes {
    /// Gathers what is said, in the order of the form, heavier notes first at each place.
    /// What bars handing in without being a problem or a finding, such as a refusal, is among `bars`.
    pub fn of(problems: &[Problem], findings: &[Finding], bars: &[Bar], draft: &Draft) -> Self {
        let said = problems.iter().map(of_problem).chain(findings.iter().map(of_finding));
        let mut all: Vec<Note> = said.collect();
        all.extend(others(problems, findings, bars).map(of_bar));
        for note in &mut all {
            note.step = step_of(&note.place, draft);
        }
        all.sort_by_cached_key(|note| {
            (note.step.is_none(), note.step, rank(&note.place, draft), note.weight)
        });
        let mut by_place: BTreeMap<Path, Vec<usize>> = BTreeMap::new();
        let mut by_step: BTreeMap<Step, Progress> = BTreeMap::new();
        for (at, note) in all.iter().enumerate() {
            by_place.entry(note.place.clone()).or_default().push(at);
            if let Some(step) = note.step {
                by_step.entry(step).or_default().count(note.weight);
            }
        }
        Self { all, by_place, by_step }
    }

    /// All notes.
    pub fn all(&self) -> &[Note] {
        &self.all
    }

    /// The notes of one place.
    pub fn at(&self, place: &Path) -> impl Iterator<Item = &Note> {
        self.by_place.get(place).into_iter().flatten().filter_map(|&at| self.all.get(at))
    }

    /// The notes that keep the case from being handed in.
    pub fn barring(&self) -> impl Iterator<Item = &Note> {
        self.all.iter().filter(|n| n.weight <= Weight::ToDo)
    }

    /// How many notes have a weight.
    pub fn count(&self, weight: Weight) -> usize {
        self.all.iter().filter(|n| n.weight == weight).count()
    }

    /// How far a step is.
    pub fn progress(&self, step: Step) -> Progress {
        self.by_step.get(&step).copied().unwrap_or_default()
    }
}

/// Where a place stands within its step: fields by the table, rows by number.
fn rank(place: &Path, draft: &Draft) -> (usize, usize) {
    let steps: Vec<String> = place.steps().collect();
    let second = steps.get(1).map_or("", String::as_str);
    match steps.first().map(String::as_str) {
        Some("fields") => {
            let at = crate::dossier::fields::FIELDS.iter().position(|f| f.key == second);
            (0, at.unwrap_or(usize::MAX))
        }
        Some("needs") => (1, second.parse().unwrap_or(draft.needs.len())),
        _ => (2, second.parse().unwrap_or(0)),
    }
}

/// The bars that are neither a problem nor a finding. There are none as a rule, and counting shows it.
fn others<'b>(problems: &[Problem], findings: &[Finding], bars: &'b [Bar]) -> impl Iterator<Item = &'b Bar> {
    let known = problems.iter().filter(|p| p.bars).count()
        + findings.iter().filter(|f| hand_in::bars(f.severity)).count();
    let mut said: BTreeSet<(Path, &str)> = BTreeSet::new();
    if bars.len() > known {
        said.extend(problems.iter().map(|p| (p.path.clone(), p.code)));
        said.extend(findings.iter().map(|f| (f.path.clone(), f.code)));
    }
    let more = bars.len() > known;
    bars.iter().filter(move |bar| more && !said.contains(&(bar.path.clone(), bar.code)))
}

fn of_bar(bar: &Bar) -> Note {
    Note {
        weight: Weight::Bars,
        place: bar.path.clone(),
        step: None,
        message: bar.message.clone(),
        remedy: bar.remedy.clone(),
        citation: None,
        facts: None,
    }
}

fn of_problem(problem: &Problem) -> Note {
    let missing = problem.code == "field-missing";
    let weight = match problem.bars {
        true if missing => Weight::ToDo,
        true => Weight::Bars,
        false => Weight::Warns,
    };
    Note {
        weight,
        place: problem.path.clone(),
        step: None,
        message: problem.message.clone(),
        // That what is missing is to be filled in needs no second sentence.
        remedy: if missing { Words::default() } else { problem.remedy.clone() },
        citation: None,
        facts: None,
    }
}

fn of_finding(finding: &Finding) -> Note {
    Note {
        weight: Weight::of(finding.severity),
        place: finding.path.clone(),
        step: None,
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
        citation: Some(finding.citation),
        facts: Some((finding.expected.clone(), finding.found.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: Path, code: &'static str, bars: bool) -> Problem {
        Problem { path, code, bars, message: Words::same(code), remedy: Words::same("do") }
    }

    #[test]
    fn notes_come_in_the_order_of_the_form_and_are_counted_by_step() {
        let problems = [
            problem(Path::root(), "elsewhere", false),
            problem(Path::field("system.name"), "field-missing", true),
            problem(Path::field("unit.uscc"), "uscc-check", false),
            problem(Path::field("unit.name"), "field-missing", true),
            problem(Path::field("unit.name"), "line-long", true),
        ];
        let notes = Notes::of(&problems, &[], &[], &Draft::default());
        let order: Vec<&str> = notes.all().iter().map(|n| n.message.zh.as_str()).collect();
        assert_eq!(order, ["line-long", "field-missing", "uscc-check", "field-missing", "elsewhere"]);
        assert_eq!(notes.progress(Step::Unit), Progress { bars: 1, todo: 1, judge: 0 });
        assert!(notes.progress(Step::Budget).done());
        assert_eq!(notes.barring().count(), 3);
        assert_eq!(notes.at(&Path::field("unit.name")).count(), 2);
    }

    #[test]
    fn what_bars_beside_problems_and_findings_is_said_too() {
        let problem = problem(Path::field("unit.name"), "field-missing", true);
        let bar = |path: Path, code: &'static str| Bar {
            path,
            code,
            article: None,
            message: Words::same(code),
            remedy: Words::default(),
        };
        let known = bar(problem.path.clone(), problem.code);
        let problems = [problem];
        let said = |bars: &[Bar]| Notes::of(&problems, &[], bars, &Draft::default()).all().len();
        assert_eq!(said(std::slice::from_ref(&known)), 1);
        assert_eq!(said(&[bar(Path::root(), "not-now"), known]), 2);
    }

    #[test]
    fn what_is_missing_says_so_once() {
        let problem = problem(Path::field("unit.name"), "field-missing", true);
        let notes = Notes::of(&[problem], &[], &[], &Draft::default());
        assert!(notes.all().iter().all(|n| n.weight == Weight::ToDo && n.remedy.zh.is_empty()));
    }
}
