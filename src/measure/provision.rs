//! A provision: one thing that an article asks of a case, checked.

use crate::basics::{Path, Words};
use crate::catalog::Edition;
use crate::dossier::{Dossier, FieldKind, Need, Record, fields};
use crate::measure::{Citation, Finding, Jurisdiction, Severity, Terms, Verdict};

/// One thing that an article asks of a case.
#[derive(Clone, Copy, Debug)]
pub struct Provision {
    /// Name in traces: `a03-budget`.
    pub id: &'static str,
    /// Article and words.
    pub citation: Citation,
    /// What is checked, in a sentence; Chinese and English.
    pub says: (&'static str, &'static str),
    /// 解释: what the words do not say themselves, and why it is read so. Shown with each of its findings,
    /// none of which bars for good.
    pub reading: Option<(&'static str, &'static str)>,
    /// What it may find.
    pub codes: &'static [Code],
    /// The check: writes notes, gives the verdict.
    pub check: fn(&Case<'_>, &mut Notes<'_>) -> Verdict,
}

/// A kind of finding. Texts may name organs: `{authority}`, `{centre}`, `{treasury}`, `{government}`.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Stable: `a03-not-in-budget`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is the matter.
    pub message: (&'static str, &'static str),
    /// What to do.
    pub remedy: (&'static str, &'static str),
}

/// What provisions look at.
#[derive(Debug)]
pub struct Case<'a> {
    /// The facts.
    pub dossier: &'a Dossier,
    /// Catalog, place and day.
    pub terms: Terms<'a>,
    /// Each need with its record, by row.
    pub rows: Vec<(&'a Need, Option<&'a Record>)>,
}

impl<'a> Case<'a> {
    /// Pairs needs with records.
    pub fn new(dossier: &'a Dossier, terms: Terms<'a>) -> Self {
        let mut rows: Vec<(&Need, _)> =
            dossier.needs.iter().map(|need| (&**need, dossier.record_of(need))).collect();
        rows.sort_by_key(|(need, _)| need.row);
        Self { dossier, terms, rows }
    }

    /// The catalog.
    pub fn edition(&self) -> &'a Edition {
        self.terms.edition
    }

    /// A number in force on the day of the review.
    ///
    /// # Errors
    /// The verdict where none is in force: unknown, never the nearest.
    pub fn number(&self, id: &str) -> Result<i64, Verdict> {
        let missing = || Verdict::Unknown(vec![Path::root().at("parameters").at(id)]);
        self.terms.jurisdiction.number(id, self.terms.as_of).ok_or_else(missing)
    }
}

/// Where a provision writes its findings.
#[derive(Debug)]
pub struct Notes<'a> {
    provision: &'a Provision,
    jurisdiction: &'a Jurisdiction,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Notes<'a> {
    /// Notes of one provision.
    pub fn new(
        provision: &'a Provision,
        jurisdiction: &'a Jurisdiction,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        Self { provision, jurisdiction, findings }
    }

    /// Writes a finding.
    pub fn find(&mut self, code: &Code, path: Path, expected: Words, found: Words) {
        let mut expected = expected;
        if let Some((zh, en)) = self.provision.reading {
            expected.zh = format!("{}（解释：{zh}）", expected.zh);
            expected.en = format!("{} (interpretation: {en})", expected.en);
        }
        self.findings.push(Finding {
            citation: self.provision.citation,
            code: code.code,
            severity: code.severity,
            path,
            expected,
            found,
            message: self.jurisdiction.name_organs(code.message),
            remedy: self.jurisdiction.name_organs(code.remedy),
        });
    }

    /// Writes a finding for each field that is not stated; the verdict is unknown.
    pub fn open(&mut self, code: &Code, keys: &[&str]) -> Verdict {
        for key in keys {
            let (expected, found) = asked(key);
            self.find(code, Path::field(key), expected, found);
        }
        Verdict::Unknown(keys.iter().map(|key| Path::field(key)).collect())
    }

    /// A statement to be ticked: holds once it is, unknown before.
    pub fn tick(&mut self, code: &Code, ticked: bool, key: &str) -> Verdict {
        if ticked { Verdict::Holds } else { self.open(code, &[key]) }
    }
}

/// What is to be done at a field, and what stands there while it is not done.
fn asked(key: &str) -> (Words, Words) {
    let Some(spec) = fields::spec(key) else { return (Words::same(key), Words::default()) };
    let (zh, en) = spec.label;
    let ((do_zh, do_en), not) = match spec.kind {
        FieldKind::Tick => (("勾选", "Tick"), ("尚未勾选", "Not ticked so far")),
        FieldKind::OneOf(_) | FieldKind::AnyOf(_) | FieldKind::YesNo => {
            (("选择", "Answer"), ("尚未选择", "Not answered so far"))
        }
        FieldKind::Paper(_) => (("上传", "Attach"), ("尚未上传", "Not attached so far")),
        _ => (("填写", "State"), ("尚未填写", "Not stated so far")),
    };
    (Words::new(format!("{do_zh}“{zh}”"), format!("{do_en}: {en}")), Words::new(not.0, not.1))
}

impl Verdict {
    /// The verdict on two parts together: fails before unknown before judgement before holds. Missing facts
    /// are gathered.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown(mut a), Self::Unknown(b)) => {
                a.extend(b);
                Self::Unknown(a)
            }
            (a, b) if a.rank() <= b.rank() => a,
            (_, b) => b,
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Fails => 0,
            Self::Unknown(_) => 1,
            Self::NeedsJudgement => 2,
            Self::Holds => 3,
            Self::NotApplicable => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_together() {
        use Verdict::*;
        let unknown = |key| Unknown(vec![Path::field(key)]);
        assert_eq!(Holds.and(Fails).and(unknown("a")), Fails);
        assert_eq!(unknown("a").and(unknown("b")), Unknown(vec![Path::field("a"), Path::field("b")]));
        assert_eq!(NotApplicable.and(Holds).and(NeedsJudgement), NeedsJudgement);
        assert_eq!(NotApplicable.and(NotApplicable), NotApplicable);
    }
}
