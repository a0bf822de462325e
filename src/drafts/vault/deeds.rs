//! Turning encryption on and off, locking and unlocking, another secret.

use super::layer::{clear_of, is_paper, physical};
use super::seal::is_sealed;
use super::{Keys, Phase, Secret, Shut, Vault, keys};
use crate::drafts::{Drafts, Error, Key, Op, device};
use std::rc::Rc;

/// The kinds of records that are sealed; attachments have their bytes beside them.
const KINDS: [&str; 6] = ["revision", "head", "outbox", "late", "aside", "blob"];
/// So many texts are changed in one transaction.
const BATCH: usize = 24;
/// And about so many bytes.
const BATCH_BYTES: usize = 4 << 20;

impl Drafts {
    /// Encrypts everything that is kept, and from now on whatever is. What was begun is gone on with after a crash, by
    /// whoever unlocks. `told` hears how many records are done.
    ///
    /// # Errors
    /// [`Error::NoCipher`], [`Error::Blocked`] where a tab with an older program is open, and when the store fails:
    /// what is encrypted by then stays so, and the rest can be read as before.
    pub async fn turn_on(&self, secret: &Secret, told: impl Fn(usize)) -> Result<(), Error> {
        if self.at_hand().await?.is_some() {
            return Err(Error::Locked);
        }
        let (sealing, on, keys) = Vault::make(self.owner_digest(), secret).await?;
        // Older programs are kept out from here on: they would write beside it in the clear.
        self.raise().await?;
        device::remember(&self.mark(), "yes");
        let (key, text) = (self.vault_key(), sealing.write());
        let put = vec![Op::Put(key.clone(), text.clone())];
        let begun = self
            .raw(&[key], |read| match read.first() {
                Some(None) => Ok((put, true)),
                _ => Ok((Vec::new(), false)),
            })
            .await?;
        if !begun {
            // Another tab was quicker: its secret opens what is kept.
            self.look().await?;
            return Err(Error::Locked);
        }
        *self.shut.keys.borrow_mut() = Some(Rc::new(keys));
        self.shut.take(Some(text), Some(sealing));
        self.tell_others("vault");
        self.go_on(on, told).await
    }

    /// Opens the vault, and goes on with what was begun and not ended.
    ///
    /// # Errors
    /// [`Error::WrongKey`], [`Error::NoVault`], and when the store fails. Nothing is lost by it.
    pub async fn unlock(&self, secret: &Secret, told: impl Fn(usize)) -> Result<(), Error> {
        self.look().await?;
        let vault = match (&*self.shut.raw.borrow(), &*self.shut.vault.borrow()) {
            (None, _) => return Ok(()),
            (Some(_), None) => return Err(Error::NoVault),
            (Some(_), Some(vault)) => vault.clone(),
        };
        let (clear, outer) = vault.unwrap(self.owner_digest(), secret).await?;
        *self.shut.keys.borrow_mut() = Some(Rc::new(keys(&vault.id, &clear).await?));
        match vault.phase {
            Phase::On => {}
            Phase::Sealing => {
                let on = vault.wrapped_as(self.owner_digest(), &outer, Phase::On, &clear).await?;
                self.go_on(on, told).await?;
            }
            Phase::Opening => self.open_all(told).await?,
        }
        self.recover().await;
        Ok(())
    }

    /// Lets the keys go, here and in the other tabs.
    pub fn lock(&self) {
        self.let_go();
        self.tell_others("lock");
    }

    /// Lets the keys go here.
    pub fn let_go(&self) {
        self.shut.keys.borrow_mut().take();
    }

    /// Puts another secret in the place of the one that opens the vault. The keys behind it stay: who knew the old
    /// secret and took a copy of the old record can open what is kept later, too.
    ///
    /// # Errors
    /// [`Error::WrongKey`] where `old` does not open it; when the store fails.
    pub async fn change_secret(&self, old: &Secret, new: &Secret) -> Result<(), Error> {
        let vault = self.vault_now().await?;
        let owner = self.owner_digest();
        let (clear, _) = vault.unwrap(owner, old).await?;
        let next = Vault::wrap(&vault.id, owner, new, vault.phase, &clear).await?;
        self.replace(&vault, next).await
    }

    /// Decrypts everything that is kept, and encrypts no more.
    ///
    /// # Errors
    /// As [`Drafts::change_secret`].
    pub async fn turn_off(&self, secret: &Secret, told: impl Fn(usize)) -> Result<(), Error> {
        let vault = self.vault_now().await?;
        let owner = self.owner_digest();
        let (clear, outer) = vault.unwrap(owner, secret).await?;
        *self.shut.keys.borrow_mut() = Some(Rc::new(keys(&vault.id, &clear).await?));
        let next = vault.wrapped_as(owner, &outer, Phase::Opening, &clear).await?;
        self.replace(&vault, next).await?;
        self.open_all(told).await
    }

    /// Everything was removed, the vault with it.
    pub(in crate::drafts) fn forgotten(&self) {
        for (name, _) in device::parked(&self.parking("")) {
            device::unpark(&self.parking(&name));
        }
        device::remember(&self.mark(), "");
        self.shut.take(None, None);
        self.tell_others("vault");
    }

    /// Asks the store anew how it stands, because another tab has changed it.
    ///
    /// # Errors
    /// As [`Drafts::guard`].
    pub async fn guard_anew(&self) -> Result<super::Guard, Error> {
        self.look().await?;
        self.guard().await
    }

    /// What a backup is sealed with; none while nothing is encrypted.
    pub(in crate::drafts) async fn backup_keys(&self) -> Result<Option<(String, Rc<Keys>)>, Error> {
        let Some((keys, _)) = self.at_hand().await? else { return Ok(None) };
        Ok(self.shut.raw.borrow().clone().map(|raw| (raw, keys)))
    }

    pub(super) async fn vault_now(&self) -> Result<Vault, Error> {
        self.look().await?;
        self.shut.vault.borrow().clone().ok_or(Error::NoVault)
    }

    /// Writes the next record of the vault where the one before still stands.
    async fn replace(&self, before: &Vault, next: Vault) -> Result<(), Error> {
        let (key, old, text) = (self.vault_key(), before.write(), next.write());
        let put = vec![Op::Put(key.clone(), text.clone())];
        let done = self
            .raw(&[key], |read| match read.first() {
                Some(Some(now)) if *now == old => Ok((put, true)),
                _ => Ok((Vec::new(), false)),
            })
            .await?;
        if !done {
            self.look().await?;
            return Err(Error::Locked);
        }
        self.shut.take(Some(text), Some(next));
        self.tell_others("vault");
        Ok(())
    }

    /// Seals what is still in the clear; then the vault is on.
    async fn go_on(&self, on: Vault, told: impl Fn(usize)) -> Result<(), Error> {
        self.convert(true, told).await?;
        let sealing = self.vault_now().await?;
        // Another tab may have ended it meanwhile.
        if sealing.phase == Phase::Sealing { self.replace(&sealing, on).await } else { Ok(()) }
    }

    /// Opens what is still sealed; then there is no vault.
    async fn open_all(&self, told: impl Fn(usize)) -> Result<(), Error> {
        self.convert(false, told).await?;
        let key = self.vault_key();
        self.raw(std::slice::from_ref(&key), |_| Ok((vec![Op::Delete(key.clone())], ()))).await?;
        device::remember(&self.mark(), "");
        self.shut.take(None, None);
        self.tell_others("vault");
        Ok(())
    }

    /// Seals or opens, record by record. One that is changed meanwhile is left as it then is: whoever changed it knew of
    /// the vault.
    async fn convert(&self, sealing: bool, told: impl Fn(usize)) -> Result<(), Error> {
        let Some((keys, _)) = self.at_hand().await? else { return Ok(()) };
        let mut done = 0;
        for kind in KINDS {
            let (mut batch, mut size) = (Batch::default(), 0);
            for (key, text) in self.raw_scan(&[kind, self.owner()]).await? {
                if is_sealed(&text) == sealing {
                    continue;
                }
                // What cannot be opened stays as it is: nobody can read it, before or after.
                let Some((ops, bytes)) = self.converted(&keys, sealing, &key, &text).await? else { continue };
                size += bytes;
                batch.reads.push(key);
                batch.texts.push(Some(text));
                batch.ops.push(ops);
                if batch.reads.len() >= BATCH || size >= BATCH_BYTES {
                    done += self.write_batch(std::mem::take(&mut batch)).await?;
                    size = 0;
                    told(done);
                }
            }
            done += self.write_batch(batch).await?;
            told(done);
        }
        Ok(())
    }

    /// The changes that seal or open one record, and their bytes.
    async fn converted(
        &self,
        keys: &Keys,
        sealing: bool,
        key: &Key,
        text: &str,
    ) -> Result<Option<(Vec<Op>, usize)>, Error> {
        let clear =
            if sealing { clear_of(key, text) } else { keys.open(key, text).await.unwrap_or_default() };
        if clear.is_empty() {
            return Ok(None);
        }
        if !is_paper(key) {
            let text = if sealing { keys.seal(key, &clear).await? } else { clear };
            let size = text.len();
            return Ok(Some((vec![Op::Put(key.clone(), text)], size)));
        }
        let Some((digest, at)) = clear.split_once(' ') else { return Ok(None) };
        let plain: Key = vec!["blob".into(), self.owner().to_owned(), digest.to_owned()];
        let name = physical(keys, &plain);
        let mut ops = vec![Op::Delete(key.clone()), Op::DeleteBlob(key.clone())];
        let bytes = self.raw_blob(key).await?;
        let size = bytes.as_ref().map_or(0, Vec::len);
        if sealing {
            ops.push(Op::Put(name.clone(), keys.seal(&name, &clear).await?));
            if let Some(bytes) = bytes {
                let sealed = keys.seal_bytes(&name, &bytes).await?;
                ops.push(Op::PutBlob(name, sealed.into()));
            }
        } else {
            ops.push(Op::Put(plain.clone(), at.to_owned()));
            if let Some(bytes) = bytes {
                let Some(bytes) = keys.open_bytes(&name, &bytes).await else { return Ok(None) };
                ops.push(Op::PutBlob(plain, bytes.into()));
            }
        }
        Ok(Some((ops, size)))
    }

    /// Writes what did not change since it was read, where the vault is still the same; gives how many those are.
    async fn write_batch(&self, batch: Batch) -> Result<usize, Error> {
        let known = self.shut.raw.borrow().clone();
        let mut reads = batch.reads;
        reads.push(self.vault_key());
        let (texts, ops) = (batch.texts, batch.ops);
        self.raw(&reads, |mut now| {
            if now.pop().flatten() != known {
                return Err(Error::Locked);
            }
            let same = now.iter().zip(&texts).zip(ops).filter(|((now, before), _)| now == before);
            let ops: Vec<Vec<Op>> = same.map(|(_, ops)| ops).collect();
            let count = ops.len();
            Ok((ops.into_iter().flatten().collect(), count))
        })
        .await
    }

    /// Whose record the vault's own is, for other tabs.
    fn tell_others(&self, what: &str) {
        device::tell_tabs(&format!("{} {} {what}", self.shut.tag(), self.owner_digest()));
    }
}

impl Shut {
    /// A name of these drafts, so that they do not hear themselves.
    pub(in crate::drafts) fn tag(&self) -> String {
        self.tag.get_or_init(Drafts::fresh_id).clone()
    }
}

#[derive(Default)]
struct Batch {
    reads: Vec<Key>,
    texts: Vec<Option<String>>,
    ops: Vec<Vec<Op>>,
}
