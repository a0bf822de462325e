//! 案卷: a case that the page shows: its journal, and what the journal tells.

use crate::basics::{Date, Digest};
use crate::dossier::{Act, Draft, Kind, Life};
use crate::lifecycle::Standing;
use crate::ui::judging::Standpoint;
use crate::wire::Error;
use crate::wire::v1::envelope::About;
use crate::wire::v1::journal::{self, Journal};
use std::sync::Arc;

/// A case with its journal.
#[derive(Debug)]
pub struct Docket {
    /// What was done, sealed entry to entry.
    pub journal: Journal,
    /// The same, replayed.
    pub life: Arc<Life>,
}

impl Docket {
    /// Reads a journal.
    ///
    /// # Errors
    /// Why it cannot be used, with its place.
    pub fn read(text: &str) -> Result<Self, Error> {
        let journal = journal::read(text)?;
        let life = Arc::new(journal.life());
        Ok(Self { journal, life })
    }

    /// The portal's reference of the case.
    pub fn reference(&self) -> &str {
        &self.journal.reference
    }

    /// Where the case stands.
    pub fn standing(&self) -> Standing {
        Standing::of(&self.life)
    }

    /// What a step names as the case that it belongs to.
    pub fn about(&self) -> About {
        About { reference: self.journal.reference.clone(), head: self.journal.head() }
    }

    /// The text of a field in the latest application that has it; empty where none has.
    fn said(&self, key: &str) -> &str {
        let mut texts = self.life.acts.iter().rev().map(|act| act.sheet.field(key).trim());
        texts.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Name of the information system; empty where no application names it.
    pub fn system(&self) -> &str {
        self.said("system.name")
    }

    /// Name of the department; empty where no application names it.
    pub fn department(&self) -> &str {
        self.said("unit.name")
    }

    /// The application that somebody looks at: that of the procedure at work; else what runs; else the last one.
    pub fn application(&self) -> Option<&Arc<Act>> {
        let open = self.life.at_work().and_then(|procedure| procedure.application());
        let last = || self.life.latest().and_then(|procedure| procedure.application());
        open.or_else(|| self.life.in_force()).or_else(last)
    }

    /// The day by which a step was judged when it was taken.
    pub fn judged_on(&self, number: u32) -> Option<Date> {
        let entry = self.journal.entries().iter().find(|entry| entry.number == number)?;
        Some(entry.step.judged.as_of)
    }

    /// From where a step is judged that was taken already: by what was done before it, on its own day.
    pub fn standpoint_of(&self, act: &Act) -> Standpoint {
        let as_of = self.judged_on(act.number).unwrap_or(act.on);
        Standpoint { life: self.life_before(act.number), role: None, as_of }
    }

    /// What that application changes, where it is a change: the application that describes what ran before it.
    pub fn before_change(&self) -> Option<Arc<Act>> {
        let act = self.application()?;
        let changes = self.life.procedures.iter().any(|procedure| {
            procedure.kind == Kind::Change && procedure.acts.iter().any(|own| own.number == act.number)
        });
        if changes { self.life_before(act.number).in_force().cloned() } else { None }
    }

    /// What was done before a step.
    pub fn life_before(&self, number: u32) -> Arc<Life> {
        Arc::new(self.life.before(number))
    }

    /// The documents that came with earlier steps: the portal has them.
    pub fn papers(&self) -> Vec<Digest> {
        let sheets = self.life.acts.iter().map(|act| &act.sheet);
        sheets.flat_map(|sheet| sheet.attachments.iter().map(|a| a.digest)).collect()
    }

    /// The form of a step as it was handed in.
    pub fn sheet(&self, number: u32) -> Option<&Arc<Draft>> {
        self.life.acts.iter().find(|act| act.number == number).map(|act| &act.sheet)
    }
}
