//! What is told of a draft that is kept: its line in the list, and what is left of it when it is opened.

use super::model::{Base, Head, Kept, StepOf};
use super::{Error, Key, OutboxRow};
use crate::dossier::Draft;
use crate::wire::v1::case;

/// One line of the list of drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The draft's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The step of a case that it is for.
    pub step: Option<StepOf>,
    /// When its newest revision was kept, by its writer's clock, milliseconds since 1970.
    pub updated: u64,
    /// Its newest revision.
    pub revision: u64,
    /// The draft of which it is the conflict copy.
    pub conflict_of: Option<String>,
    /// Where its handing in stands (the code of [`OutboxRow::state`]), where it was handed in.
    pub outbox: Option<String>,
    /// What is the matter with it, where it cannot be opened as usual.
    pub trouble: Option<Error>,
}

/// A draft that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The step of a case that it is for.
    pub step: Option<StepOf>,
    /// The case.
    pub draft: Draft,
    /// The revision that is given.
    pub revision: u64,
    /// From where the next save begins.
    pub base: Base,
    /// Newer revisions that were damaged and set aside. Above 0: tell the person.
    pub set_aside: usize,
    /// The draft of which it is the conflict copy.
    pub conflict_of: Option<String>,
    /// Where its handing in stands.
    pub outbox: Option<OutboxRow>,
}

pub(super) fn summary(
    id: String,
    head: Result<Head, Error>,
    outbox: Option<Result<OutboxRow, Error>>,
) -> Summary {
    let row = outbox.map(|row| row.map_or_else(|_| "damaged".to_owned(), |row| row.state));
    let (label, newest, conflict_of, trouble) = match head {
        Ok(head) => (head.label.clone(), head.newest(), head.conflict_of, None),
        Err(error) => (id.as_str().into(), Kept::default(), None, Some(error)),
    };
    let (updated, revision) = (newest.at, newest.revision);
    Summary { id, title: label.title, step: label.step, updated, revision, conflict_of, outbox: row, trouble }
}

/// The newest revision that is whole; without a readable head the keys' own order tells which is newest.
pub(super) fn loaded(
    id: &str,
    head: Option<&Head>,
    revisions: &[(Key, String)],
    outbox: Option<OutboxRow>,
) -> Result<Loaded, Error> {
    let mut set_aside = usize::from(head.is_none());
    for (key, text) in revisions.iter().rev() {
        let name = key.last().map_or("", String::as_str);
        let (number, writer) = name.split_once('-').unwrap_or((name, ""));
        let revision = number.parse().unwrap_or(0);
        let known = head.map(|head| head.kept.iter().find(|k| k.revision == revision && k.writer == writer));
        // A text that the head does not name belongs to a removed or recreated draft.
        if known == Some(None) {
            continue;
        }
        let file = case::read(text).ok().filter(|file| file.digest_ok);
        let whole = file.filter(|file| known.flatten().is_none_or(|kept| kept.digest == Some(file.digest)));
        let Some(file) = whole else {
            set_aside += 1;
            continue;
        };
        let base = head.map_or_else(|| Base { revision, writer: writer.to_owned() }, Head::base);
        return Ok(Loaded {
            id: id.to_owned(),
            title: head.map_or_else(|| id.to_owned(), |head| head.label.title.clone()),
            step: head.and_then(|head| head.label.step.clone()),
            draft: file.draft,
            revision,
            base,
            set_aside,
            conflict_of: head.and_then(|head| head.conflict_of.clone()),
            outbox,
        });
    }
    Err(Error::Damaged(revisions.iter().map(|(_, text)| text.clone()).collect()))
}
