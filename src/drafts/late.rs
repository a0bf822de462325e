//! What a page that is being closed can only write down: saves that are done when drafts are next opened.

use super::model::{Base, Label, Save};
use super::store::Store;
use super::{Drafts, device, record};
use crate::dossier::Draft;
use crate::wire::v1::case::{self, Made};

impl Drafts {
    /// Keeps what closing pages left behind, each as the save that it was about to be. What cannot be kept now
    /// stays for the next time.
    pub(super) async fn recover(&self) {
        let mut late = self.scan(&["late", self.owner()]).await.unwrap_or_default();
        // What was written down outside the store is newer: it comes last.
        if self.memory_only().is_none() {
            for (name, text) in device::parked(&self.parking("")) {
                let key = self.late_key_of(name.split_once('.').unwrap_or((&name, "")));
                if let Some(text) = self.unsealed(&key, text).await {
                    late.push((key, text));
                }
            }
        }
        for (_, text) in late {
            let Ok((save, text)) = record::read_late(&text) else { continue };
            let save = Save { copy: Self::fresh_id(), ..save };
            let kept =
                self.transact(&[self.head_key(&save.id)], |read| self.decided(read, &save, &text)).await;
            if kept.is_ok() {
                self.unpark(&save.id, &save.writer);
            }
        }
    }

    /// A save as it is written down for a page that may be closed at any time, sealed; none where nothing is encrypted.
    pub(super) async fn seal_late(&self, late: &Late) -> Option<String> {
        self.sealed(&self.late_key(&late.0), &record::write_late(&late.0, &late.1)).await
    }

    /// Writes down a save without waiting, for a page that is being closed: [`Drafts::open`] does it later,
    /// unless [`Drafts::save`] of the same writer still can. Where what is kept is encrypted, `sealed` is what was
    /// sealed last, and without it nothing is written. Says whether something was.
    pub(super) fn park(&self, late: &Late, sealed: Option<&str>) -> bool {
        if Self::is_frozen() {
            return false;
        }
        let text = match sealed {
            Some(text) => text.to_owned(),
            None if self.seals() => return false,
            None => record::write_late(&late.0, &late.1),
        };
        let name = self.parking(&format!("{}.{}", late.0.id, late.0.writer));
        match self.store() {
            Store::Memory(memory) => memory.put_now(&self.late_key(&late.0), &text),
            // The one store of a browser that has taken a text when it returns. What is too large for it goes the
            // usual way, and may arrive.
            Store::Browser(_) if device::park(&name, &text) => {}
            Store::Browser(browser) => browser.put_now(&self.late_key(&late.0), &text),
        }
        true
    }

    /// Takes back what was written down for a closing page, once it is kept.
    pub(super) fn unpark(&self, id: &str, writer: &str) {
        device::unpark(&self.parking(&format!("{id}.{writer}")));
    }

    /// The name of a save that was written down outside the store.
    pub(super) fn parking(&self, rest: &str) -> String {
        format!("late.{}.{rest}", self.owner_digest())
    }
}

/// What a save asks for, and the text of the case.
pub(super) struct Late(pub(super) Save, pub(super) String);

/// What a save asks for.
pub(super) fn asked(id: &str, base: &Base, writer: &str, label: &Label, draft: &Draft, at: u64) -> Late {
    let by = concat!("govcloud-request ", env!("CARGO_PKG_VERSION")).to_owned();
    let (text, digest) = case::write_digested(draft, &Made { by, at: at.to_string() });
    let save = Save {
        id: id.to_owned(),
        base: base.clone(),
        writer: writer.to_owned(),
        copy: Drafts::fresh_id(),
        label: label.clone(),
        at,
        digest,
        attachments: draft.attachments.iter().map(|a| a.digest).collect(),
    };
    Late(save, text)
}
