//! How provisions look at a case: by the form's keys, so that a trace can tell what was read.

use crate::basics::{Date, Money, Path, Words};
use crate::dossier::{Dossier, Fact, FieldKind, fields};
use std::cell::RefCell;

/// Something that a provision looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// A fact of the form at hand (`/fields/…`, `/needs`), or of a step that was taken (`/journal/3/fields/…`).
    Fact {
        /// Where it stands.
        path: Path,
        /// What stands there; `None` is unknown.
        value: Option<Words>,
    },
    /// A number of the law or of the place, on a day.
    Parameter {
        /// Its id.
        id: String,
        /// The day.
        on: Date,
    },
}

/// What was looked at, in order, each once. Kept only where a trace is asked for.
#[derive(Debug, Default)]
pub struct Log(RefCell<Vec<Look>>);

impl Log {
    /// Writes down what was looked at.
    pub(super) fn note(&self, look: Look) {
        let mut looks = self.0.borrow_mut();
        if !looks.contains(&look) {
            looks.push(look);
        }
    }

    /// What was looked at since it was taken last.
    pub(super) fn take(&self) -> Vec<Look> {
        std::mem::take(&mut *self.0.borrow_mut())
    }
}

/// The facts of one form.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    dossier: &'a Dossier,
    /// Number of the step in the journal; `None` for the form at hand.
    step: Option<u32>,
    log: Option<&'a Log>,
}

impl<'a> Facts<'a> {
    /// The facts of a form: of a step that was taken, or of the form at hand.
    pub(super) fn new(dossier: &'a Dossier, step: Option<u32>, log: Option<&'a Log>) -> Self {
        Self { dossier, step, log }
    }

    /// Where a field of this form stands.
    pub fn path(&self, key: &str) -> Path {
        match self.step {
            Some(number) => Path::root().at("journal").at(&number.to_string()).at("fields").at(key),
            None => Path::field(key),
        }
    }

    /// The fact of a field.
    pub fn get(&self, key: &str) -> Option<&'a Fact> {
        let fact = self.dossier.keyed.get(key);
        if let Some(log) = self.log {
            log.note(Look::Fact { path: self.path(key), value: fact.map(|fact| fact.words(key)) });
        }
        fact
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        match self.get(key)? {
            Fact::Text(text) => Some(text),
            _ => None,
        }
    }

    /// One of a few.
    pub fn code(&self, key: &str) -> Option<&'static str> {
        match self.get(key)? {
            Fact::Code(code) => Some(code),
            _ => None,
        }
    }

    /// Any of a few.
    pub fn codes(&self, key: &str) -> Option<&'a [&'static str]> {
        match self.get(key)? {
            Fact::Codes(codes) => Some(codes),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn yes(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Fact::Yes(yes) => Some(*yes),
            _ => None,
        }
    }

    /// A tick: true once it is set. One that is not set is unknown, not refused.
    pub fn ticked(&self, key: &str) -> bool {
        self.yes(key) == Some(true)
    }

    /// A whole number.
    pub fn whole(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Fact::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// A level of protection, 1 to 5, at a field that asks for one.
    pub fn level(&self, key: &str) -> Option<u8> {
        self.code(key)?.parse().ok()
    }

    /// An amount of money.
    pub fn money(&self, key: &str) -> Option<Money> {
        match self.get(key)? {
            Fact::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// A day.
    pub fn date(&self, key: &str) -> Option<Date> {
        match self.get(key)? {
            Fact::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// How many documents are attached at a field that takes them.
    pub fn papers(&self, key: &str) -> usize {
        match fields::spec(key).map(|spec| spec.kind) {
            Some(FieldKind::Paper(role)) => self.count_papers(role, self.path(key)),
            _ => 0,
        }
    }

    /// How many documents of a role are attached, wherever the form takes them.
    pub fn papers_as(&self, role: &str) -> usize {
        self.count_papers(role, self.path_of_papers(role))
    }

    /// Where this form takes documents of a role; all that is attached where no field of its own does.
    pub fn path_of_papers(&self, role: &str) -> Path {
        let takes = |kind| matches!(kind, FieldKind::Paper(own) if own == role);
        let spec = fields::FIELDS.iter().find(|spec| takes(spec.kind));
        spec.map_or_else(|| Path::root().at("attachments"), |spec| self.path(spec.key))
    }

    fn count_papers(&self, role: &str, path: Path) -> usize {
        let count = self.dossier.papers_of(role).count();
        if let Some(log) = self.log {
            let words = Words::new(format!("{count} 份"), format!("{count} attached"));
            log.note(Look::Fact { path, value: (count > 0).then_some(words) });
        }
        count
    }
}
