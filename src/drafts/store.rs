//! The door of this room: what can be asked of the kept drafts.

use super::browser::Browser;
use super::late::{Late, asked};
use super::memory::Memory;
use super::model::{Base, Decision, Kept, Label, Save, decide};
use super::reading::{Loaded, Summary, loaded, summary};
use super::vault::Shut;
use super::{Decided, Error, Key, Op, device, record};
use crate::basics::Digest;
use crate::dossier::Draft;
use std::cell::{Cell, OnceCell};
use std::fmt;
use std::rc::Rc;

thread_local! {
    static FROZEN: Cell<bool> = const { Cell::new(false) };
}

/// Stops all writing on this page, after the program failed: what was kept last stays as it is. A panic
/// hook calls it; nothing undoes it but a reload.
pub fn freeze() {
    FROZEN.set(true);
}

/// One owner's drafts on this device. Cheap to clone.
#[derive(Clone)]
pub struct Drafts {
    place: Rc<Place>,
    owner: Rc<str>,
    pub(super) shut: Rc<Shut>,
}

/// Where drafts are kept: in the store that was opened, until it fails for good.
struct Place {
    store: Store,
    why: Option<Error>,
    instead: OnceCell<(Store, Error)>,
}

pub(super) enum Store {
    Browser(Browser),
    Memory(Memory),
}

/// What happens to the store from outside, while drafts are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Another tab upgrades the database: what is not kept yet should be, now. True where its program is newer.
    Upgrade(bool),
    /// The database was closed too often: from now on drafts live in memory.
    MemoryOnly,
    /// Another tab has turned encryption on or off, or changed its secret.
    Vault,
    /// Another tab has locked what is kept.
    Lock,
}

/// Hears [`News`] until it is dropped.
#[derive(Debug)]
pub struct Watch(#[allow(dead_code, reason = "held for its end")] Option<device::Tabs>);

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The draft that now holds the case: another than asked for where somebody else had written.
    pub id: String,
    /// From where the next save begins.
    pub base: Base,
    /// True where the case went into a conflict copy.
    pub conflict: bool,
}

/// How the handing in of a draft stands, as `submission` writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutboxRow {
    /// Counts the writes of this row; a write names the serial that it saw.
    pub serial: u64,
    /// Code for lists: `frozen`, `sending`, `accepted` …
    pub state: String,
    /// The whole of it, as text.
    pub text: String,
    /// The attachments that it still needs.
    pub attachments: Vec<Digest>,
}

impl Drafts {
    /// Opens the drafts of this owner. Where the device gives no storage they live in memory.
    pub async fn open(owner: &str) -> Self {
        let (store, why) = match Browser::open().await {
            Ok(browser) => (Store::Browser(browser), None),
            Err(error) => (Store::Memory(Memory::default()), Some(error)),
        };
        let place = Place { store, why, instead: OnceCell::new() };
        let drafts = Self { place: Rc::new(place), owner: owner.into(), shut: Rc::default() };
        drafts.recover().await;
        drafts
    }

    /// Drafts that live as long as the page, for this reason.
    pub fn in_memory(owner: &str, why: Error) -> Self {
        let (store, why) = (Store::Memory(Memory::default()), Some(why));
        let place = Place { store, why, instead: OnceCell::new() };
        Self { place: Rc::new(place), owner: owner.into(), shut: Rc::default() }
    }

    /// Calls back with what happens to the store from outside.
    pub fn watch(&self, hear: impl Fn(News) + 'static) -> Watch {
        let hear: Rc<dyn Fn(News)> = Rc::new(hear);
        if let Store::Browser(browser) = &self.place.store {
            browser.hear(Rc::clone(&hear));
        }
        let drafts = self.clone();
        Watch(device::hear_tabs(move |message| {
            if let Some(news) = drafts.heard(message) {
                hear(news);
            }
        }))
    }

    /// The news in what a tab says; none where it is this one, or another owner's.
    pub(super) fn heard(&self, message: &str) -> Option<News> {
        let mut words = message.split(' ');
        let (from, owner, what) = (words.next()?, words.next()?, words.next()?);
        if from == self.shut.tag() || owner != self.owner_digest().to_string() {
            return None;
        }
        match what {
            "lock" => Some(News::Lock),
            "vault" => Some(News::Vault),
            _ => None,
        }
    }

    /// The store that is in use.
    pub(super) fn store(&self) -> &Store {
        self.place.instead.get().map_or(&self.place.store, |(store, _)| store)
    }

    /// What a deed on the store gives; where the store has failed for good, memory takes its place from now on.
    pub(super) fn heed<R>(&self, result: Result<R, Error>) -> Result<R, Error> {
        if let (Err(error @ Error::NoStorage(_)), Store::Browser(browser)) = (&result, self.store()) {
            // Set once: whoever comes second finds it done.
            let _ = self.place.instead.set((Store::Memory(Memory::default()), error.clone()));
            browser.gone();
        }
        result
    }

    pub(super) fn is_frozen() -> bool {
        FROZEN.get()
    }

    /// Keeps older programs out of the database.
    pub(super) async fn raise(&self) -> Result<(), Error> {
        match self.store() {
            Store::Browser(browser) => browser.raise().await,
            Store::Memory(_) => Ok(()),
        }
    }

    /// Whose drafts these are.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// The owner's name where it must not stand itself.
    pub(super) fn owner_digest(&self) -> Digest {
        Digest::of(self.owner.as_bytes())
    }

    /// The attachments that are kept.
    pub(super) async fn papers(&self) -> Result<Vec<Digest>, Error> {
        let kept = self.scan(&["blob", &self.owner]).await?;
        Ok(kept.iter().filter_map(|(key, _)| Digest::parse(key.last()?)).collect())
    }

    /// True where drafts were kept here once that are gone, though nobody removed them: the browser has cleared its
    /// storage. `list` is the list of drafts that are there.
    pub fn missed(&self, list: &[Summary]) -> bool {
        list.is_empty()
            && self.memory_only().is_none()
            && device::remembered(&self.sentinel()).as_deref() == Some("yes")
    }

    /// Remembers outside the store whether drafts are in it; `none` once the person knows of none.
    pub fn settle(&self, none: bool) {
        let now = if none { "" } else { "yes" };
        if device::remembered(&self.sentinel()).unwrap_or_default() != now {
            device::remember(&self.sentinel(), now);
        }
    }

    fn sentinel(&self) -> String {
        format!("kept.{}", self.owner_digest())
    }

    /// The same store for another owner.
    #[must_use]
    pub fn of(&self, owner: &str) -> Self {
        Self { place: Rc::clone(&self.place), owner: owner.into(), shut: Rc::default() }
    }

    /// Why drafts live in memory only, where they do: for the permanent banner.
    pub fn memory_only(&self) -> Option<&Error> {
        self.place.instead.get().map(|(_, why)| why).or(self.place.why.as_ref())
    }

    /// An id that no other draft, writer or key has.
    pub fn fresh_id() -> String {
        device::entropy().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The name of the lock that whoever edits this draft holds.
    pub fn lock_name(&self, id: &str, what: &str) -> String {
        format!("govcloud-request:{what}:{}:{id}", self.owner)
    }

    /// All drafts, the newest first.
    ///
    /// # Errors
    /// When the store fails. A damaged draft is listed with its trouble.
    pub async fn list(&self) -> Result<Vec<Summary>, Error> {
        let outbox = self.scan(&["outbox", &self.owner]).await?;
        let heads = self.scan(&["head", &self.owner]).await?;
        let mut list: Vec<Summary> = heads
            .into_iter()
            .map(|(key, text)| {
                let id = key.last().cloned().unwrap_or_default();
                let row = outbox.iter().find(|(key, _)| key.last() == Some(&id));
                summary(id, record::read_head(&text), row.map(|(_, text)| record::read_outbox(text)))
            })
            .collect();
        list.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
        Ok(list)
    }

    /// Reads a draft: its newest revision that is whole.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Newer`], or [`Error::Damaged`] with what is left.
    pub async fn load(&self, id: &str) -> Result<Loaded, Error> {
        let key = [self.head_key(id), self.outbox_key(id)];
        let read = self.transact(&key, |read| Ok((Vec::new(), read))).await?;
        let [head, outbox] = <[Option<String>; 2]>::try_from(read).unwrap_or_default();
        let revisions = self.scan(&["revision", &self.owner, id]).await?;
        if head.is_none() && revisions.is_empty() {
            return Err(Error::Missing);
        }
        let head = match head.map(|text| record::read_head(&text)) {
            Some(Err(Error::Newer)) => return Err(Error::Newer),
            Some(Ok(head)) => Some(head),
            _ => None,
        };
        let outbox = outbox.and_then(|text| record::read_outbox(&text).ok());
        loaded(id, head.as_ref(), &revisions, outbox)
    }

    /// Keeps a draft, and with it a row of the outbox where one is given, in one transaction.
    ///
    /// # Errors
    /// When it is not sure that it is kept.
    pub async fn save(
        &self,
        id: &str,
        base: &Base,
        writer: &str,
        label: &Label,
        draft: &Draft,
        at: u64,
    ) -> Result<Saved, Error> {
        let Late(save, text) = asked(id, base, writer, label, draft, at);
        let saved = self.transact(&[self.head_key(id)], |read| self.decided(read, &save, &text)).await?;
        self.settle(false);
        Ok(saved)
    }

    pub(super) fn decided(&self, read: Vec<Option<String>>, save: &Save, text: &str) -> Decided<Saved> {
        let mut ops = vec![Op::Delete(self.late_key(save))];
        let current = match read.into_iter().next().flatten() {
            None => None,
            Some(kept) => match record::read_head(&kept) {
                Ok(head) => Some(head),
                Err(Error::Newer) => return Err(Error::Newer),
                // Not readable by anybody: put aside, and written again from what the person sees.
                Err(_) => {
                    ops.push(Op::Put(vec!["aside".into(), self.owner.to_string(), save.id.clone()], kept));
                    None
                }
            },
        };
        let decision = decide(current.as_ref(), save);
        let head = decision.head();
        if !matches!(decision, Decision::Same(_)) {
            ops.push(Op::Put(self.revision_key(&head.id, &head.newest()), text.to_owned()));
            ops.push(Op::Put(self.head_key(&head.id), record::write_head(head)));
        }
        if let Decision::Write(head, dropped) = &decision {
            ops.extend(dropped.iter().map(|kept| Op::Delete(self.revision_key(&head.id, kept))));
        }
        let conflict = matches!(decision, Decision::Copy(_));
        Ok((ops, Saved { id: head.id.clone(), base: head.base(), conflict }))
    }

    /// Removes a draft with its revisions and its row of the outbox.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove(&self, id: &str) -> Result<(), Error> {
        let mut ops = vec![Op::Delete(self.head_key(id)), Op::Delete(self.outbox_key(id))];
        for kind in ["revision", "late"] {
            let kept = self.scan(&[kind, &self.owner, id]).await?;
            ops.extend(kept.into_iter().map(|(key, _)| Op::Delete(key)));
        }
        self.transact(&[], |_| Ok((ops.clone(), ()))).await?;
        for (name, _) in device::parked(&self.parking(&format!("{id}."))) {
            device::unpark(&self.parking(&format!("{id}.{name}")));
        }
        if self.scan(&["head", &self.owner]).await?.is_empty() {
            self.settle(true);
        }
        Ok(())
    }

    /// How the handing in of a draft stands.
    ///
    /// # Errors
    /// When the store fails or the row is damaged.
    pub async fn outbox(&self, id: &str) -> Result<Option<OutboxRow>, Error> {
        let read = self.transact(&[self.outbox_key(id)], |read| Ok((Vec::new(), read))).await?;
        read.into_iter().next().flatten().map(|text| record::read_outbox(&text)).transpose()
    }

    /// Writes the row of the outbox whose serial was seen (0 for none), and gives it its next serial. Where
    /// another tab has written since, its row comes back as `Ok(Err(row))` and nothing is changed.
    ///
    /// # Errors
    /// When it is not sure that it is kept.
    pub async fn set_outbox(&self, id: &str, row: &OutboxRow) -> Result<Result<u64, OutboxRow>, Error> {
        let key = self.outbox_key(id);
        self.transact(std::slice::from_ref(&key), |read| {
            let current =
                read.into_iter().next().flatten().map(|text| record::read_outbox(&text)).transpose()?;
            match current {
                // An answer that was lost: this very row was written before.
                Some(current) if current == (OutboxRow { serial: row.serial + 1, ..row.clone() }) => {
                    Ok((Vec::new(), Ok(current.serial)))
                }
                Some(current) if current.serial != row.serial => Ok((Vec::new(), Err(current))),
                _ => {
                    let next = OutboxRow { serial: row.serial + 1, ..row.clone() };
                    Ok((vec![Op::Put(key.clone(), record::write_outbox(&next))], Ok(next.serial)))
                }
            }
        })
        .await
    }

    /// Keeps the bytes of an attachment under their digest. Call it before a draft names them.
    ///
    /// # Errors
    /// When it is not sure that they are kept.
    pub async fn put_blob(&self, bytes: &[u8], at: u64) -> Result<Digest, Error> {
        let digest = Digest::of(bytes);
        let key = |kind: &str| vec![kind.to_owned(), self.owner.to_string(), digest.to_string()];
        let put = vec![Op::PutBlob(key("blob"), bytes.into()), Op::Put(key("blob"), at.to_string())];
        self.transact(&[], |_| Ok((put.clone(), ()))).await?;
        Ok(digest)
    }

    /// The bytes of an attachment.
    ///
    /// # Errors
    /// [`Error::Missing`] where they are not kept or are no longer what their digest says.
    pub async fn blob(&self, digest: Digest) -> Result<Vec<u8>, Error> {
        let bytes = self.bytes(digest).await?;
        bytes.filter(|bytes| Digest::of(bytes) == digest).ok_or(Error::Missing)
    }

    /// Removes attachments that no draft and no row of the outbox names and that were kept more than a day
    /// ago. Gives how many.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn collect(&self, now: u64) -> Result<usize, Error> {
        let mut named: Vec<String> = Vec::new();
        for (_, text) in self.scan(&["head", &self.owner]).await? {
            // While any head cannot be read, nobody knows what it names.
            let Ok(head) = record::read_head(&text) else { return Ok(0) };
            named.extend(head.kept.iter().flat_map(|kept| &kept.attachments).map(Digest::to_string));
        }
        for (_, text) in self.scan(&["outbox", &self.owner]).await? {
            let Ok(row) = record::read_outbox(&text) else { return Ok(0) };
            named.extend(row.attachments.iter().map(Digest::to_string));
        }
        let mut ops = Vec::new();
        for (key, at) in self.scan(&["blob", &self.owner]).await? {
            let old = at.parse::<u64>().is_ok_and(|at| at.saturating_add(86_400_000) < now);
            if old && key.last().is_some_and(|digest| !named.contains(digest)) {
                ops.extend([Op::DeleteBlob(key.clone()), Op::Delete(key)]);
            }
        }
        let count = ops.len() / 2;
        self.transact(&[], |_| Ok((ops.clone(), count))).await
    }

    pub(super) fn head_key(&self, id: &str) -> Key {
        vec!["head".into(), self.owner.to_string(), id.to_owned()]
    }

    fn outbox_key(&self, id: &str) -> Key {
        vec!["outbox".into(), self.owner.to_string(), id.to_owned()]
    }

    pub(super) fn late_key(&self, save: &Save) -> Key {
        self.late_key_of((&save.id, &save.writer))
    }

    pub(super) fn late_key_of(&self, (id, writer): (&str, &str)) -> Key {
        vec!["late".into(), self.owner.to_string(), id.to_owned(), writer.to_owned()]
    }

    /// Twelve digits keep the keys in the order of the revisions; the writer keeps two tabs apart.
    fn revision_key(&self, id: &str, kept: &Kept) -> Key {
        let name = format!("{:012}-{}", kept.revision, kept.writer);
        vec!["revision".into(), self.owner.to_string(), id.to_owned(), name]
    }

    /// Drafts that seem to be in a store that lasts.
    #[cfg(test)]
    pub(super) fn lasting(owner: &str) -> Self {
        let place = Place { store: Store::Memory(Memory::default()), why: None, instead: OnceCell::new() };
        Self { place: Rc::new(place), owner: owner.into(), shut: Rc::default() }
    }

    /// For tests elsewhere: the device is full when next something is written; false where that has not happened yet.
    #[cfg(test)]
    pub(crate) fn full_next(&self) -> bool {
        self.memory().is_some_and(|memory| memory.fault.replace(Some(super::memory::Fault::Full)).is_none())
    }

    #[cfg(test)]
    pub(super) fn memory(&self) -> Option<&Memory> {
        match self.store() {
            Store::Browser(_) => None,
            Store::Memory(memory) => Some(memory),
        }
    }
}

impl fmt::Debug for Drafts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drafts").field("memory_only", &self.memory_only()).finish_non_exhaustive()
    }
}
