//! A provision: one thing that an article asks of a case, checked.

use crate::basics::{Date, Lang, Money, Path, Words, date::iso};
use crate::catalog::Edition;
use crate::dossier::{
    Act, Applied, Dossier, Errand, FieldKind, Life, Need, Outcome, Procedure, Record, Taken, fields,
};
use crate::measure::jurisdiction::Parameter;
use crate::measure::look::{Facts, Log, Look};
use crate::measure::{Citation, Finding, Jurisdiction, Severity, Terms, Verdict};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    dossier: &'a Dossier,
    /// Catalog, place and day.
    pub terms: Terms<'a>,
    rows: Vec<(&'a Need, Option<&'a Record>)>,
    log: Option<&'a Log>,
}

impl<'a> Case<'a> {
    /// Pairs needs with records. With a log, what is looked at is written down.
    pub(super) fn new(dossier: &'a Dossier, terms: Terms<'a>, log: Option<&'a Log>) -> Self {
        let mut rows: Vec<(&Need, _)> =
            dossier.needs.iter().map(|need| (&**need, dossier.record_of(need))).collect();
        rows.sort_by_key(|(need, _)| need.row);
        Self { dossier, terms, rows, log }
    }

    /// What the form is for.
    pub fn errand(&self) -> Errand {
        self.dossier.errand
    }

    /// The facts of the form at hand.
    pub fn now(&self) -> Facts<'a> {
        Facts::new(self.dossier, None, self.log)
    }

    /// The facts of a step that was taken.
    pub fn of(&self, act: &'a Act) -> Facts<'a> {
        Facts::new(&act.facts, Some(act.number), self.log)
    }

    /// What was done in the case before.
    pub fn life(&self) -> &'a Life {
        &self.dossier.life
    }

    /// True where articles 14 to 16 apply in full to this application: a first one, or a major change (article
    /// 18); `None` where it is not stated.
    pub fn is_full(&self) -> Option<bool> {
        match self.errand() {
            Errand::Change => self.now().yes("change.major"),
            errand => Some(errand.is_application()),
        }
    }

    /// The procedure at work, where the form at hand is the one for this errand.
    ///
    /// # Errors
    /// The verdict where it is another form's, or where no journal tells of a procedure.
    pub fn step(&self, errand: Errand) -> Result<&'a Procedure, Verdict> {
        if self.errand() != errand {
            return Err(Verdict::NotApplicable);
        }
        self.life().at_work().ok_or_else(|| Verdict::Unknown(vec![Path::root().at("journal")]))
    }

    /// Each need with its record, by row.
    pub fn rows(&self) -> &[(&'a Need, Option<&'a Record>)] {
        self.look_at_rows(
            Path::root().at("needs"),
            self.rows.len(),
            self.rows.iter().filter_map(|(_, r)| *r),
        );
        &self.rows
    }

    /// Rows that hold something but could not be read, from 0.
    pub fn unread(&self) -> &'a [usize] {
        &self.dossier.unread
    }

    /// The services of an activation, each with its row.
    pub fn services(&self) -> &'a [(usize, Arc<Taken>)] {
        if let Some(log) = self.log {
            let count = self.dossier.services.len();
            let words = Words::new(format!("{count} 项服务"), format!("{count} services"));
            log.note(Look::Fact { path: Path::root().at("needs"), value: (count > 0).then_some(words) });
        }
        &self.dossier.services
    }

    /// What the tools made of the application that this form is about; `None` where they were not asked.
    pub fn applied(&self) -> Option<&'a Applied> {
        let applied = self.dossier.applied.as_deref();
        if let Some(Applied { number, resources, .. }) = applied {
            let path = Path::root().at("journal").at(&number.to_string()).at("needs");
            self.look_at_rows(path, resources.needs.len(), resources.records.iter().map(|r| &**r));
        }
        applied
    }

    /// What the form at hand costs a year, as far as that is known.
    pub fn yearly(&self) -> Option<Money> {
        if let Some(log) = self.log {
            let words = self.dossier.yearly.map(|money| Words::same(money.in_yuan()));
            log.note(Look::Fact { path: Path::root().at("fees").at("yearly"), value: words });
        }
        self.dossier.yearly
    }

    fn look_at_rows<'r>(&self, path: Path, rows: usize, records: impl Iterator<Item = &'r Record>) {
        let Some(log) = self.log else { return };
        let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
        records.for_each(|record| *counts.entry(record.outcome).or_default() += 1);
        let each = |lang: Lang| {
            let counts =
                counts.iter().map(|(outcome, count)| format!("{} {count}", outcome.name().get(lang)));
            counts.collect::<Vec<_>>().join(", ")
        };
        let (zh, en) = (each(Lang::Zh), each(Lang::En));
        let words = Words::new(format!("{rows} 行 {zh}"), format!("{rows} rows {en}"));
        let words = Words::new(words.zh.trim_end(), words.en.trim_end());
        log.note(Look::Fact { path, value: (rows > 0).then_some(words) });
    }

    /// The catalog.
    pub fn edition(&self) -> &'a Edition {
        self.terms.edition
    }

    /// The day of the review.
    pub fn as_of(&self) -> Date {
        self.terms.as_of
    }

    /// A number in force on the day of the review.
    ///
    /// # Errors
    /// The verdict where none is in force: unknown, never the nearest.
    pub fn number(&self, id: &str) -> Result<i64, Verdict> {
        self.number_on(id, self.terms.as_of)
    }

    /// A number in force on another day, on which something was judged by it.
    ///
    /// # Errors
    /// The verdict where none is in force: unknown, never the nearest.
    pub fn number_on(&self, id: &str, on: Date) -> Result<i64, Verdict> {
        Ok(self.parameter_on(id, on)?.value)
    }

    /// A number in force on the day of the review, with its source and dates.
    ///
    /// # Errors
    /// The verdict where none is in force: unknown, never the nearest.
    pub fn parameter(&self, id: &str) -> Result<&'a Parameter, Verdict> {
        self.parameter_on(id, self.terms.as_of)
    }

    fn parameter_on(&self, id: &str, on: Date) -> Result<&'a Parameter, Verdict> {
        if let Some(log) = self.log {
            log.note(Look::Parameter { id: id.to_owned(), on });
        }
        let missing = || Verdict::Unknown(vec![Path::root().at("parameters").at(id)]);
        self.terms.jurisdiction.parameter(id, on).ok_or_else(missing)
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
    pub fn tick(&mut self, code: &Code, facts: Facts<'_>, key: &str) -> Verdict {
        if facts.ticked(key) { Verdict::Holds } else { self.open(code, &[key]) }
    }

    /// Each of these is stated: holds, or unknown with a finding for each that is not.
    pub fn stated(&mut self, code: &Code, facts: Facts<'_>, keys: &[&str]) -> Verdict {
        let missing: Vec<&str> = keys.iter().filter(|key| facts.get(key).is_none()).copied().collect();
        if missing.is_empty() { Verdict::Holds } else { self.open(code, &missing) }
    }

    /// The day at a field is not before another one, of which `what` tells (as in “审核日期”). `verdict` is that
    /// of a day that is; a day that is not stated is unknown and asked for elsewhere.
    pub fn not_before(
        &mut self,
        code: &Code,
        facts: Facts<'_>,
        key: &str,
        (earliest, what): (Date, (&str, &str)),
        verdict: Verdict,
    ) -> Verdict {
        let Some(day) = facts.date(key) else { return Verdict::Unknown(vec![Path::field(key)]) };
        if day >= earliest {
            return Verdict::Holds;
        }
        let (zh, en) = what;
        let first = iso(earliest);
        let expected = Words::new(format!("不早于{zh} {first}"), format!("{first} or later ({en})"));
        self.find(code, Path::field(key), expected, Words::same(iso(day)));
        verdict
    }

    /// The day at a field is not before the one that an earlier step states: fails where it is.
    pub fn follows(
        &mut self,
        code: &Code,
        (now, key): (Facts<'_>, &str),
        (before, day): (Facts<'_>, &str),
    ) -> Verdict {
        let Some(earliest) = before.date(day) else { return Verdict::Unknown(vec![before.path(day)]) };
        let what = fields::spec(day).map_or(("", ""), |spec| spec.label);
        self.not_before(code, now, key, (earliest, what), Verdict::Fails)
    }

    /// A step that must have been taken was not.
    pub fn lacks(&mut self, code: &Code, what: (&str, &str)) -> Verdict {
        let expected = self.jurisdiction.name_organs(what);
        self.find(code, Path::root(), expected, Words::new("没有", "None"));
        Verdict::Fails
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
