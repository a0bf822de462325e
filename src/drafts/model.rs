//! The rules of keeping, without any storage: what one save may do to what is kept.
//!
//! A draft's **head** names its newest revision and who wrote it. A save says which head it began from.
//! Where another writer came between, the save does not touch the draft: it becomes a new draft, the
//! conflict copy (冲突副本). Nobody's clock decides anything.

use crate::basics::Digest;
use crate::dossier::Errand;

/// How many revisions of a draft are kept.
pub const KEPT_REVISIONS: usize = 3;

/// The step of a case that a draft is for. A draft without one begins a case of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepOf {
    /// The portal's reference of the case.
    pub reference: String,
    /// What the step is.
    pub errand: Errand,
}

impl StepOf {
    /// True where a draft that is for the other step is for this one too: 部署 and 迁移 are one application, in
    /// which a person may choose anew.
    pub fn is_same(&self, other: &Self) -> bool {
        let begins = |errand| matches!(errand, Errand::Deploy | Errand::Migrate);
        let same = self.errand == other.errand || (begins(self.errand) && begins(other.errand));
        self.reference == other.reference && same
    }
}

/// What a draft is called in lists, and what it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Title for lists.
    pub title: String,
    /// The step of a case that it is for.
    pub step: Option<StepOf>,
}

impl From<&str> for Label {
    fn from(title: &str) -> Self {
        Self { title: title.to_owned(), step: None }
    }
}

/// What is kept about a draft beside the texts of its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The draft's id.
    pub id: String,
    /// Its title, and what it is for.
    pub label: Label,
    /// Revisions, the newest first; never empty.
    pub kept: Vec<Kept>,
    /// The draft of which this one is the conflict copy.
    pub conflict_of: Option<String>,
}

/// One revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Counts from 1.
    pub revision: u64,
    /// Who wrote it: one id for each opening of the draft, in any tab.
    pub writer: String,
    /// The writer's clock, milliseconds since 1970; for people only.
    pub at: u64,
    /// Digest of the case.
    pub digest: Option<Digest>,
    /// Its attachments.
    pub attachments: Vec<Digest>,
}

impl Head {
    /// The newest revision.
    pub fn newest(&self) -> Kept {
        self.kept.first().cloned().unwrap_or_default()
    }

    /// What a writer who read this head begins from.
    pub fn base(&self) -> Base {
        let newest = self.newest();
        Base { revision: newest.revision, writer: newest.writer }
    }
}

/// The head from which a save begins; revision 0 for a new draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// Revision.
    pub revision: u64,
    /// Its writer.
    pub writer: String,
}

/// A save that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The draft's id.
    pub id: String,
    /// Where this save began.
    pub base: Base,
    /// Who saves.
    pub writer: String,
    /// The id that a conflict copy would get.
    pub copy: String,
    /// The title now, and what the draft is for.
    pub label: Label,
    /// The writer's clock, milliseconds since 1970.
    pub at: u64,
    /// Digest of the case.
    pub digest: Digest,
    /// Its attachments.
    pub attachments: Vec<Digest>,
}

/// What a save may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The same case stands there already: nothing to write.
    Same(Head),
    /// Write this head with its newest revision, and drop these revisions.
    Write(Head, Vec<Kept>),
    /// Somebody else wrote: leave the draft alone and write this new one.
    Copy(Head),
}

impl Decision {
    /// The head that holds the saved case afterwards.
    pub fn head(&self) -> &Head {
        match self {
            Self::Same(head) | Self::Write(head, _) | Self::Copy(head) => head,
        }
    }
}

/// Decides a save against the head that is kept now.
///
/// A writer whose own revision is the newest goes on, whatever base it names: one of its saves may have
/// been kept although its answer was lost. A draft that is gone is written again.
pub fn decide(current: Option<&Head>, save: &Save) -> Decision {
    let Some(current) = current else {
        let head =
            Head { id: save.id.clone(), label: save.label.clone(), kept: Vec::new(), conflict_of: None };
        return write(head, save, save.base.revision + 1);
    };
    let newest = current.newest();
    if newest.digest == Some(save.digest) {
        return Decision::Same(current.clone());
    }
    if newest.writer == save.writer || current.base() == save.base {
        return write(current.clone(), save, newest.revision + 1);
    }
    let kept = vec![kept(save, 1)];
    let conflict_of = Some(save.id.clone());
    Decision::Copy(Head { id: save.copy.clone(), label: save.label.clone(), kept, conflict_of })
}

fn write(mut head: Head, save: &Save, revision: u64) -> Decision {
    head.label.title.clone_from(&save.label.title);
    head.kept.insert(0, kept(save, revision));
    let dropped = head.kept.split_off(head.kept.len().min(KEPT_REVISIONS));
    Decision::Write(head, dropped)
}

fn kept(save: &Save, revision: u64) -> Kept {
    Kept {
        revision,
        writer: save.writer.clone(),
        at: save.at,
        digest: Some(save.digest),
        attachments: save.attachments.clone(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::basics::Dice;
    use std::collections::{BTreeMap, BTreeSet};

    /// One tab: what it shows, and where its next save begins.
    #[derive(Clone, Default)]
    struct Writer {
        name: String,
        draft: String,
        base: Base,
        seen: u64,
        unsaved: bool,
    }

    fn digest(content: u64) -> Digest {
        Digest::of(&content.to_le_bytes())
    }

    /// Everything that each draft ever held, in order, and its head.
    #[derive(Default)]
    struct World {
        heads: BTreeMap<String, Head>,
        history: BTreeMap<String, Vec<Digest>>,
    }

    impl World {
        fn save(&mut self, writer: &mut Writer, serial: u64, answer_lost: bool) -> Decision {
            let save = Save {
                id: writer.draft.clone(),
                base: writer.base.clone(),
                writer: writer.name.clone(),
                copy: format!("copy-{serial}"),
                label: Label::default(),
                at: serial,
                digest: digest(writer.seen),
                attachments: Vec::new(),
            };
            let decision = decide(self.heads.get(&writer.draft), &save);
            let head = decision.head().clone();
            if !matches!(decision, Decision::Same(_)) {
                self.history.entry(head.id.clone()).or_default().push(save.digest);
            }
            self.heads.insert(head.id.clone(), head.clone());
            if !answer_lost {
                (writer.draft, writer.base, writer.unsaved) = (head.id.clone(), head.base(), false);
            }
            decision
        }
    }

    /// Two to four writers, random edits, saves, lost answers and reloads: an acknowledged edit is either
    /// the newest of its draft, or was replaced by someone who had it before his eyes.
    fn play(seed: u64, steps: u64, writers: u64) {
        let mut dice = Dice::new(seed);
        let mut world = World::default();
        let fresh = |n: u64| Writer { name: format!("w{n}"), draft: "d".into(), ..Writer::default() };
        let mut tabs: Vec<Writer> = (0..writers).map(fresh).collect();
        let mut names = writers;
        // Edit → the content on which it was made.
        let mut made_on: BTreeMap<Digest, Digest> = BTreeMap::new();
        for serial in 1..=steps {
            let which = usize::try_from(dice.below(writers)).unwrap();
            let tab = &mut tabs[which];
            match dice.below(10) {
                0..=4 => {
                    made_on.insert(digest(serial), digest(tab.seen));
                    (tab.seen, tab.unsaved) = (serial, true);
                }
                5..=7 => {
                    let lost = dice.below(8) == 0;
                    let before = world.heads.get(&tab.draft).cloned();
                    let (was, at) = (tab.clone(), tab.draft.clone());
                    let decision = world.save(tab, serial, lost);
                    if matches!(decision, Decision::Copy(_)) {
                        assert_eq!(
                            world.heads.get(&at).cloned(),
                            before,
                            "seed {seed}: the winner is untouched"
                        );
                    }
                    let saved = decision.head().newest();
                    assert_eq!(
                        saved.digest,
                        Some(digest(was.seen)),
                        "seed {seed}: what was saved stands on top"
                    );
                    assert!(decision.head().kept.len() <= KEPT_REVISIONS);
                }
                _ if !tab.unsaved => {
                    // A reload: the newest of some draft, under a new writer's name.
                    let drafts: Vec<&Head> = world.heads.values().collect();
                    if drafts.is_empty() {
                        continue;
                    }
                    let head = drafts[dice.index(drafts.len())].clone();
                    let shown = head.newest().digest.unwrap();
                    names += 1;
                    let seen = (1..serial).find(|n| digest(*n) == shown).unwrap_or(0);
                    *tab = Writer {
                        name: format!("w{names}"),
                        draft: head.id.clone(),
                        base: head.base(),
                        seen,
                        unsaved: false,
                    };
                }
                _ => {}
            }
        }
        // Each replaced revision was seen by the edit chain of the one that replaced it.
        for history in world.history.values() {
            for pair in history.windows(2) {
                let (older, newer) = (pair[0], pair[1]);
                let mut chain = BTreeSet::new();
                let mut at = newer;
                while let Some(below) = made_on.get(&at) {
                    chain.insert(*below);
                    at = *below;
                }
                assert!(chain.contains(&older), "seed {seed}: an edit was overwritten unseen");
            }
        }
    }

    #[test]
    fn no_acknowledged_edit_is_overwritten_unseen() {
        for seed in 0..60 {
            play(seed, 120, 2 + seed % 3);
        }
    }

    #[test]
    fn the_last_three_revisions_stay() {
        let mut world = World::default();
        let mut tab = Writer { name: "w".into(), draft: "d".into(), ..Writer::default() };
        for serial in 1..=5 {
            tab.seen = serial;
            world.save(&mut tab, serial, false);
        }
        let revisions: Vec<u64> = world.heads["d"].kept.iter().map(|k| k.revision).collect();
        assert_eq!(revisions, [5, 4, 3]);
    }

    #[test]
    fn a_stale_writer_gets_a_copy_and_an_equal_one_gets_none() {
        let mut world = World::default();
        let mut first = Writer { name: "a".into(), draft: "d".into(), seen: 1, ..Writer::default() };
        let mut second = Writer { name: "b".into(), ..first.clone() };
        assert!(matches!(world.save(&mut first, 1, false), Decision::Write(..)));
        assert!(matches!(world.save(&mut second.clone(), 2, false), Decision::Same(_)), "the same case");
        second.seen = 2;
        let Decision::Copy(copy) = world.save(&mut second, 3, false) else { unreachable!() };
        assert_eq!((copy.id.as_str(), copy.conflict_of.as_deref()), ("copy-3", Some("d")));
        assert_eq!(second.draft, "copy-3", "the loser goes on in the copy");
    }

    #[test]
    fn an_answer_that_was_lost_makes_no_conflict_with_oneself() {
        let mut world = World::default();
        let mut tab = Writer { name: "a".into(), draft: "d".into(), seen: 1, ..Writer::default() };
        world.save(&mut tab, 1, true);
        tab.seen = 2;
        assert!(matches!(world.save(&mut tab, 2, false), Decision::Write(..)));
    }
}
