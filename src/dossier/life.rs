//! 全过程: what was done in a case, step by step, and which procedure each step belongs to.
//!
//! Facts only. A [`Life`] is made of the steps that a journal holds; nothing is kept beside them, so that
//! it cannot disagree with them. Where a case stands, and what may come next, is `lifecycle`'s; what the
//! measure says of it is `measure`'s.

use super::deeds::DecisionOutcome;
use super::draft::{Draft, NeedRow};
use super::errand::{Errand, Role};
use super::facts::Dossier;
use super::read;
use crate::basics::Date;
use std::sync::Arc;

/// One step that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Its place in the journal, from 1.
    pub number: u32,
    /// In which role it was taken.
    pub role: Role,
    /// Who took it, as the portal names the organ.
    pub by: String,
    /// The day on which the portal took it in.
    pub on: Date,
    /// The form, as typed.
    pub sheet: Arc<Draft>,
    /// What the form says. Rows of a table need a catalog and are not read here.
    pub facts: Arc<Dossier>,
}

impl Act {
    /// A step with its form read.
    pub fn new(number: u32, role: Role, by: &str, on: Date, sheet: Arc<Draft>) -> Self {
        let facts = Arc::new(read::facts(&sheet).dossier);
        Self { number, role, by: by.to_owned(), on, sheet, facts }
    }

    /// What the step is.
    pub fn errand(&self) -> Errand {
        self.sheet.errand
    }

    /// The rows of the application that ask for a purchase of its own (article 21), from 0.
    fn special(&self) -> impl Iterator<Item = (usize, &NeedRow)> {
        let rows = self.sheet.needs.iter().enumerate().map(|(at, row)| (at, &**row));
        rows.filter(|(_, row)| row.cell("special") == "yes")
    }
}

/// What a procedure is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 申请: from the application to opening.
    Apply,
    /// 变更.
    Change,
    /// 终止.
    Leave,
}

impl Kind {
    /// Its name for people, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Apply => ("申请", "application"),
            Self::Change => ("变更", "change"),
            Self::Leave => ("终止", "leaving"),
        }
    }
}

/// How a procedure ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Close {
    /// 撤回.
    Withdrawn,
    /// 不予同意.
    Refused,
    /// Opened, carried out, or cleared.
    Done,
    /// The system left before it came to an end.
    Lapsed,
}

/// One procedure: the steps from an application to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    /// What it is for.
    pub kind: Kind,
    /// Its steps, the application first.
    pub acts: Vec<Arc<Act>>,
    /// How it ended; `None` while it is open.
    pub close: Option<Close>,
    /// The application of what ran when it began.
    pub before: Option<Arc<Act>>,
}

/// What a row asks for, however it is named and explained.
fn asked(row: &NeedRow) -> impl Iterator<Item = (&str, &str)> {
    const TOLD: [&str; 5] = ["name", "reason", "remark", "pick", "consent"];
    let cells = row.cells.iter().map(|(column, text)| (column.as_str(), text.trim()));
    cells.filter(|(column, text)| !text.is_empty() && !TOLD.contains(column))
}

impl Procedure {
    /// The application as it was mended last, with the steps after it.
    fn current(&self) -> &[Arc<Act>] {
        let last = self.acts.iter().rposition(|act| act.errand().applies()).unwrap_or(0);
        self.acts.get(last..).unwrap_or_default()
    }

    /// The application in force.
    pub fn application(&self) -> Option<&Arc<Act>> {
        self.current().first()
    }

    /// The steps since the application in force: what was said of an earlier one counts no more.
    pub fn since(&self) -> &[Arc<Act>] {
        self.current().get(1..).unwrap_or_default()
    }

    /// The last step of this kind since the application in force.
    pub fn last(&self, errand: Errand) -> Option<&Arc<Act>> {
        self.since().iter().rev().find(|act| act.errand() == errand)
    }

    /// The decision by which the application in force was approved.
    pub fn approval(&self) -> Option<&Arc<Act>> {
        let approves = |act: &&Arc<Act>| act.facts.deeds.decision.outcome == Some(DecisionOutcome::Approve);
        self.last(Errand::Decide).filter(approves)
    }

    /// True where articles 14 to 16 apply in full: a first application, or a change that is a major one
    /// (article 18).
    pub fn is_full(&self) -> bool {
        let major = |act: &Arc<Act>| act.facts.deeds.change.major == Some(true);
        match self.kind {
            Kind::Apply => true,
            Kind::Change => self.application().is_some_and(major),
            Kind::Leave => false,
        }
    }

    /// The rows of the application in force that ask for a special purchase (article 21), from 0. A change lists what
    /// is to run as a whole: what was bought apart before is not bought again.
    pub fn special_rows(&self) -> impl Iterator<Item = usize> {
        let known = |row: &NeedRow| {
            let mut before = self.before.iter().flat_map(|act| act.special());
            before.any(|(_, other)| asked(other).eq(asked(row)))
        };
        let application = self.application().filter(|_| self.kind != Kind::Leave);
        let rows = application.into_iter().flat_map(|act| act.special());
        rows.filter(move |(_, row)| !known(row)).map(|(at, _)| at)
    }

    /// True where the application in force asks for a special purchase (article 21).
    pub fn is_special(&self) -> bool {
        self.special_rows().next().is_some()
    }

    /// The step by which its supplier was chosen last.
    fn chosen(&self) -> Option<&Arc<Act>> {
        self.acts.iter().rev().find(|act| act.errand() == Errand::Procure)
    }

    /// True once the system stands on the cloud for this procedure.
    pub fn is_deployed(&self) -> bool {
        self.acts.iter().any(|act| act.errand() == Errand::Trial)
    }
}

/// What was done in a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Life {
    /// Every step, in order.
    pub acts: Vec<Arc<Act>>,
    /// The procedures, by their beginning.
    pub procedures: Vec<Procedure>,
    /// The procedures that are open, by their place above; the last is the one at work, those before it wait.
    pub open: Vec<usize>,
    /// Advice that is neither followed nor settled (article 17).
    pub advice: Vec<Arc<Act>>,
}

impl Life {
    /// The life that these steps make.
    pub fn of(acts: impl IntoIterator<Item = Act>) -> Self {
        let mut life = Self::default();
        acts.into_iter().for_each(|act| life.take(act));
        life
    }

    /// What had been done before a step.
    #[must_use]
    pub fn before(&self, number: u32) -> Self {
        Self::of(self.acts.iter().take_while(|act| act.number < number).map(|act| (**act).clone()))
    }

    /// One step more. Whether it may be taken is `lifecycle`'s to say, before.
    pub fn take(&mut self, act: Act) {
        let act = Arc::new(act);
        self.acts.push(act.clone());
        match act.errand() {
            Errand::Advise => self.advice.push(act),
            Errand::Settle => self.advice.clear(),
            errand if errand.applies() => self.apply(errand, act),
            _ => self.proceed(act),
        }
    }

    /// An application opens a procedure, or takes the place of the one that is open.
    fn apply(&mut self, errand: Errand, act: Arc<Act>) {
        let kind = match errand {
            Errand::Change => Kind::Change,
            Errand::Leave => Kind::Leave,
            _ => Kind::Apply,
        };
        let before = self.in_force().cloned();
        match self.at_work_mut() {
            Some(procedure) if procedure.kind == kind => procedure.acts.push(act),
            _ => {
                self.open.push(self.procedures.len());
                self.procedures.push(Procedure { kind, acts: vec![act], close: None, before });
            }
        }
    }

    fn proceed(&mut self, act: Arc<Act>) {
        let Some(procedure) = self.at_work_mut() else { return };
        procedure.acts.push(act.clone());
        let deeds = &act.facts.deeds;
        let close = match (act.errand(), procedure.kind) {
            (Errand::Withdraw, _) => Close::Withdrawn,
            (Errand::Decide, _) if deeds.decision.outcome == Some(DecisionOutcome::Refuse) => Close::Refused,
            (Errand::Activate, Kind::Apply | Kind::Change) => Close::Done,
            (Errand::Clear, Kind::Leave) if deeds.clearing.complete == Some(true) => Close::Done,
            _ => return,
        };
        procedure.close = Some(close);
        let kind = procedure.kind;
        let advised = procedure.application().is_some_and(|a| a.facts.deeds.change.advised == Some(true));
        self.open.pop();
        if close == Close::Done && advised {
            self.advice.clear();
        }
        if close == Close::Done && kind == Kind::Leave {
            for waiting in std::mem::take(&mut self.open) {
                if let Some(procedure) = self.procedures.get_mut(waiting) {
                    procedure.close = Some(Close::Lapsed);
                }
            }
        }
    }

    fn at_work_mut(&mut self) -> Option<&mut Procedure> {
        let at = *self.open.last()?;
        self.procedures.get_mut(at)
    }

    /// The procedure at work.
    pub fn at_work(&self) -> Option<&Procedure> {
        self.procedures.get(*self.open.last()?)
    }

    /// The procedure at work, or else the last one.
    pub fn latest(&self) -> Option<&Procedure> {
        self.at_work().or_else(|| self.procedures.last())
    }

    /// True once the system was opened, and until it has left.
    pub fn is_running(&self) -> bool {
        self.opened().is_some() && !self.has_left()
    }

    /// The step by which the system was opened.
    pub fn opened(&self) -> Option<&Arc<Act>> {
        let done = |p: &&Procedure| p.kind == Kind::Apply && p.close == Some(Close::Done);
        self.procedures.iter().find(done)?.acts.last()
    }

    /// True once the system has left the cloud.
    pub fn has_left(&self) -> bool {
        self.procedures.iter().any(|p| p.kind == Kind::Leave && p.close == Some(Close::Done))
    }

    /// The application that describes what runs: the last one that was opened or carried out.
    pub fn in_force(&self) -> Option<&Arc<Act>> {
        let done = |p: &&Procedure| p.kind != Kind::Leave && p.close == Some(Close::Done);
        self.procedures.iter().rev().find(done)?.application()
    }

    /// The first application of the case.
    pub fn first(&self) -> Option<&Arc<Act>> {
        self.acts.first()
    }

    /// The supplier in charge: the one chosen in the procedure at work, or else in the last one that came to its
    /// end, or else in one that waits. A choice that was withdrawn or refused with its procedure counts no more.
    pub fn supplier(&self) -> Option<&str> {
        let waiting = self.open.iter().rev().filter_map(|at| self.procedures.get(*at));
        let done = self.procedures.iter().rev().filter(|p| p.close == Some(Close::Done));
        let act = self.at_work().into_iter().chain(done).chain(waiting).find_map(Procedure::chosen)?;
        act.facts.deeds.procurement.supplier.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplier_after(steps: &[(Errand, &str, &str)]) -> Option<String> {
        let acts = steps.iter().zip(1..).map(|((errand, key, text), number)| {
            let mut sheet = Draft { errand: *errand, ..Draft::default() };
            sheet.set_field(key, text);
            Act::new(number, errand.role(), "某单位", Date::default(), Arc::new(sheet))
        });
        Life::of(acts).supplier().map(str::to_owned)
    }

    #[test]
    fn the_supplier_in_charge_is_the_one_whose_choice_still_counts() {
        let procure = |name| (Errand::Procure, "procurement.supplier", name);
        let plain = |errand| (errand, "x", "");
        let mut steps = vec![plain(Errand::Deploy)];
        assert_eq!(supplier_after(&steps), None);
        steps.extend([procure("甲"), plain(Errand::Activate)]);
        assert_eq!(supplier_after(&steps).as_deref(), Some("甲"));
        steps.extend([(Errand::Change, "change.major", "yes"), procure("乙")]);
        assert_eq!(supplier_after(&steps).as_deref(), Some("乙"), "who carries the change out");
        steps.push(plain(Errand::Leave));
        assert_eq!(supplier_after(&steps).as_deref(), Some("甲"), "who holds what is handed over");
        steps.push(plain(Errand::Withdraw));
        assert_eq!(supplier_after(&steps).as_deref(), Some("乙"));
        steps.push(plain(Errand::Withdraw));
        assert_eq!(supplier_after(&steps).as_deref(), Some("甲"), "the change was given up");
    }
}
