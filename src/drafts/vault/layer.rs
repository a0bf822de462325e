//! Between the drafts and the store: what is written is sealed, what is read is opened.
//!
//! A transaction of the browser cannot wait for a cipher. So what a decision needs is read and opened first, the changes
//! are decided and sealed, and only then the real transaction begins: it writes where every record that was read, and the
//! vault's own, still stands there to the letter. Where one does not, all of it is done again. No edit is overwritten
//! unseen (D4), and no tab writes in the clear once another one has turned encryption on.

use super::seal::{is_sealed, unread};
use super::{Guard, Keys, Phase, Vault};
use crate::basics::Digest;
use crate::drafts::store::Store;
use crate::drafts::{Decided, Drafts, Error, Key, Op, device};
use std::rc::Rc;

/// So often a change is decided anew because another tab was quicker.
const TRIES: usize = 12;
/// Before the name of a sealed attachment.
const SEALED_NAME: char = '~';

impl Drafts {
    pub(super) fn vault_key(&self) -> Key {
        vec!["vault".into(), self.owner().to_owned()]
    }

    /// The name of the mark outside the store: what is kept here is encrypted. A page that is being closed reads it at
    /// once, before it writes anything down.
    pub(super) fn mark(&self) -> String {
        format!("sealed.{}", self.owner_digest())
    }

    /// How it stands with the encryption.
    ///
    /// # Errors
    /// When the store fails, or a newer program has encrypted.
    pub async fn guard(&self) -> Result<Guard, Error> {
        match self.at_hand().await {
            Ok(None) => Ok(Guard::None),
            Ok(Some(_)) => Ok(Guard::Open(self.way().unwrap_or(super::Way::Passphrase))),
            Err(Error::Locked) => Ok(Guard::Locked(self.way().unwrap_or(super::Way::Passphrase))),
            Err(Error::NoVault) => Ok(Guard::Lost),
            Err(error) => Err(error),
        }
    }

    /// The same, as it was known last.
    pub fn guarded(&self) -> Guard {
        let open = self.shut.keys.borrow().is_some();
        match (&*self.shut.raw.borrow(), self.way()) {
            (None, _) => Guard::None,
            (Some(_), None) => Guard::Lost,
            (Some(_), Some(way)) if open => Guard::Open(way),
            (Some(_), Some(way)) => Guard::Locked(way),
        }
    }

    fn way(&self) -> Option<super::Way> {
        self.shut.vault.borrow().as_ref().map(|vault| vault.way)
    }

    /// Reads the record of the vault.
    pub(super) async fn look(&self) -> Result<(), Error> {
        let key = self.vault_key();
        let read = self.raw(&[key], |read| Ok((Vec::new(), read))).await?;
        let raw = read.into_iter().next().flatten();
        let vault = match raw.as_deref().map(Vault::read) {
            Some(Err(Error::Newer)) => return Err(Error::Newer),
            Some(read) => read.ok(),
            None => None,
        };
        let marked = device::remembered(&self.mark()).as_deref() == Some("yes");
        if self.memory_only().is_some() && raw.is_none() {
            // What lies in the browser's own store is out of reach, and the mark is about that.
        } else if raw.is_none() && marked {
            // The record may have gone alone: what it opened is no use, and must not be written over in the clear.
            let heads = self.raw_scan(&["head", self.owner()]).await?;
            if heads.iter().any(|(_, text)| is_sealed(text)) {
                self.shut.take(Some(String::new()), None);
                return Ok(());
            }
            device::remember(&self.mark(), "");
        } else if raw.is_some() && !marked {
            device::remember(&self.mark(), "yes");
        }
        self.shut.take(raw, vault);
        Ok(())
    }

    /// The keys and the phase; none where nothing is encrypted.
    pub(super) async fn at_hand(&self) -> Result<Option<(Rc<Keys>, Phase)>, Error> {
        if !self.shut.asked.get() {
            self.look().await?;
        }
        if self.shut.raw.borrow().is_none() {
            return Ok(None);
        }
        let phase = self.shut.vault.borrow().as_ref().map(|vault| vault.phase).ok_or(Error::NoVault)?;
        let keys = self.shut.keys.borrow().clone().ok_or(Error::Locked)?;
        Ok(Some((keys, phase)))
    }

    /// Decides changes from what is read, and carries them out at once.
    pub(in crate::drafts) async fn transact<R>(
        &self,
        reads: &[Key],
        mut decide: impl FnMut(Vec<Option<String>>) -> Decided<R>,
    ) -> Result<R, Error> {
        for _ in 0..TRIES {
            let open = self.at_hand().await?;
            let known = self.shut.raw.borrow().clone();
            let mut asked = reads.to_vec();
            asked.push(self.vault_key());
            let done = match open {
                None => {
                    let clear = |mut read: Vec<Option<String>>| {
                        if read.pop().flatten() != known {
                            return Ok((Vec::new(), None));
                        }
                        decide(read).map(|(ops, result)| (ops, Some(result)))
                    };
                    self.raw(&asked, clear).await?
                }
                Some((keys, phase)) => {
                    let before = self.raw(&asked, |read| Ok((Vec::new(), read))).await?;
                    if before.last() == Some(&known) {
                        let (ops, result) = decide(opened(&keys, phase, reads, &before).await)?;
                        self.carry_out(&keys, phase, &asked, before, ops, result).await?
                    } else {
                        None
                    }
                }
            };
            match done {
                Some(result) => return Ok(result),
                None => self.look().await?,
            }
        }
        Err(Error::Timeout)
    }

    /// Seals changes and writes them, where what they were decided from still stands there.
    async fn carry_out<R>(
        &self,
        keys: &Keys,
        phase: Phase,
        asked: &[Key],
        before: Vec<Option<String>>,
        ops: Vec<Op>,
        result: R,
    ) -> Result<Option<R>, Error> {
        if ops.is_empty() {
            return Ok(Some(result));
        }
        let mut sealed = Vec::new();
        for op in ops {
            seal(keys, phase, op, &mut sealed).await?;
        }
        let same = |now| if now == before { Ok((sealed, Some(result))) } else { Ok((Vec::new(), None)) };
        self.raw(asked, same).await
    }

    /// All texts whose key begins so, opened.
    pub(in crate::drafts) async fn scan(&self, prefix: &[&str]) -> Result<Vec<(Key, String)>, Error> {
        for last in [false, false, true] {
            let open = self.at_hand().await?;
            let raw = self.raw_scan(prefix).await?;
            let mut strange = false;
            let mut found = Vec::new();
            for (key, text) in raw {
                let Some((keys, phase)) = &open else {
                    strange |= is_sealed(&text);
                    found.push((key, text));
                    continue;
                };
                let (key, text, whole) = opened_one(keys, *phase, key, text).await;
                strange |= !whole;
                found.push((key, text));
            }
            let known = self.shut.raw.borrow().clone();
            if !strange || last {
                return Ok(found);
            }
            // What does not fit may be damage, or another tab has changed the way of keeping.
            self.look().await?;
            if *self.shut.raw.borrow() == known {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// The bytes of an attachment as they were put; not yet held against their digest.
    pub(in crate::drafts) async fn bytes(&self, digest: Digest) -> Result<Option<Vec<u8>>, Error> {
        let plain: Key = vec!["blob".into(), self.owner().to_owned(), digest.to_string()];
        let Some((keys, phase)) = self.at_hand().await? else { return self.raw_blob(&plain).await };
        let name = physical(&keys, &plain);
        match self.raw_blob(&name).await? {
            Some(sealed) => Ok(keys.open_bytes(&name, &sealed).await),
            None if phase != Phase::On => self.raw_blob(&plain).await,
            None => Ok(None),
        }
    }

    /// A text sealed for this key, where what is kept is encrypted and can be: none where it is not encrypted.
    pub(in crate::drafts) async fn sealed(&self, key: &Key, text: &str) -> Option<String> {
        match self.at_hand().await {
            Ok(Some((keys, phase))) if phase != Phase::Opening => keys.seal(key, text).await.ok(),
            _ => None,
        }
    }

    /// The text behind a record that was written down outside the store.
    pub(in crate::drafts) async fn unsealed(&self, key: &Key, text: String) -> Option<String> {
        match self.at_hand().await {
            Ok(Some((keys, _))) if is_sealed(&text) => keys.open(key, &text).await,
            _ => Some(text),
        }
    }

    /// True where nothing may be written down in the clear.
    pub(in crate::drafts) fn seals(&self) -> bool {
        self.shut.raw.borrow().is_some() || device::remembered(&self.mark()).as_deref() == Some("yes")
    }

    /// A transaction as the store knows it.
    pub(in crate::drafts) async fn raw<R>(
        &self,
        reads: &[Key],
        decide: impl FnOnce(Vec<Option<String>>) -> Decided<R>,
    ) -> Result<R, Error> {
        let decide = |read| {
            let (ops, result) = decide(read)?;
            if Self::is_frozen() && !ops.is_empty() { Err(Error::Frozen) } else { Ok((ops, result)) }
        };
        match self.store() {
            Store::Browser(browser) => self.heed(browser.transact(reads, decide).await),
            Store::Memory(memory) => {
                if memory.slow.get() > 0 {
                    device::wait(memory.slow.get()).await;
                }
                memory.transact(reads, decide)
            }
        }
    }

    pub(in crate::drafts) async fn raw_scan(&self, prefix: &[&str]) -> Result<Vec<(Key, String)>, Error> {
        match self.store() {
            Store::Browser(browser) => self.heed(browser.scan(prefix).await),
            Store::Memory(memory) => Ok(memory.scan(prefix)),
        }
    }

    pub(super) async fn raw_blob(&self, key: &Key) -> Result<Option<Vec<u8>>, Error> {
        match self.store() {
            Store::Browser(browser) => self.heed(browser.blob(key).await),
            Store::Memory(memory) => Ok(memory.blob(key)),
        }
    }
}

/// The key under which a record lies while the vault is on.
pub(super) fn physical(keys: &Keys, key: &Key) -> Key {
    let mut key = key.clone();
    if let (true, Some(last)) = (is_paper(&key), key.last_mut())
        && !last.starts_with(SEALED_NAME)
    {
        *last = format!("{SEALED_NAME}{}", keys.name(last));
    }
    key
}

pub(super) fn is_paper(key: &Key) -> bool {
    key.first().is_some_and(|kind| kind == "blob")
}

/// What is sealed of a text: that of an attachment says whose it is.
pub(super) fn clear_of(key: &Key, text: &str) -> String {
    match key.last() {
        Some(digest) if is_paper(key) => format!("{digest} {text}"),
        _ => text.to_owned(),
    }
}

async fn seal(keys: &Keys, phase: Phase, op: Op, into: &mut Vec<Op>) -> Result<(), Error> {
    let name = |key: &Key| physical(keys, key);
    let op = match op {
        op @ (Op::Put(..) | Op::PutBlob(..)) if phase == Phase::Opening => op,
        Op::Put(key, text) => {
            let at = name(&key);
            let sealed = keys.seal(&at, &clear_of(&key, &text)).await?;
            Op::Put(at, sealed)
        }
        Op::PutBlob(key, bytes) => {
            let at = name(&key);
            let sealed = keys.seal_bytes(&at, &bytes).await?;
            Op::PutBlob(at, sealed.into())
        }
        Op::Delete(key) => {
            into.push(Op::Delete(name(&key)));
            Op::Delete(key)
        }
        Op::DeleteBlob(key) => {
            into.push(Op::DeleteBlob(name(&key)));
            Op::DeleteBlob(key)
        }
    };
    into.push(op);
    Ok(())
}

/// What was read, opened.
async fn opened(keys: &Keys, phase: Phase, reads: &[Key], before: &[Option<String>]) -> Vec<Option<String>> {
    let mut clear = Vec::new();
    for (key, text) in reads.iter().zip(before) {
        clear.push(match text {
            Some(text) => Some(opened_one(keys, phase, key.clone(), text.clone()).await.1),
            None => None,
        });
    }
    clear
}

/// A record under its own key; false where it is not what this vault would have written.
async fn opened_one(keys: &Keys, phase: Phase, mut key: Key, text: String) -> (Key, String, bool) {
    if !is_sealed(&text) {
        // A page that was being closed could only write down what it had, before it heard of the vault.
        let fits = phase != Phase::On || key.first().is_some_and(|kind| kind == "late");
        return if fits { (key, text, true) } else { (key, unread(&text), false) };
    }
    let Some(clear) = keys.open(&key, &text).await else {
        return (key, unread(&text), false);
    };
    match (is_paper(&key), clear.split_once(' '), key.last_mut()) {
        (true, Some((digest, at)), Some(last)) => {
            *last = digest.to_owned();
            (key, at.to_owned(), true)
        }
        _ => (key, clear, true),
    }
}
