//! A sealed backup: the lines of one in the clear, each sealed for its place, behind the record of the vault. The secret
//! that opened what is kept when the file was made opens the file, on any device.

use super::{FORMAT, LONGEST, SEALED, chained};
use crate::basics::{Digest, Words};
use crate::drafts::vault::{Keys, Vault};
use crate::drafts::{Drafts, Error, Key, Secret, Way};
use crate::wire::json::{self, At, version_of};
use crate::wire::{self, canonical};
use serde_json::Value;
use std::rc::Rc;

impl Drafts {
    /// By what a sealed backup is opened; none for one in the clear.
    ///
    /// # Errors
    /// Why this is no backup that can be read.
    pub fn backup_way(text: &str) -> Result<Option<Way>, Words> {
        Ok(sealed_head(text)?.map(|head| head.vault.way))
    }

    /// The text in the clear of a sealed backup, and of one in the clear itself. A line that cannot be opened is left
    /// as it is: restoring says which.
    ///
    /// # Errors
    /// Where the secret is not the right one, or this is no backup.
    pub async fn open_backup(text: String, secret: Option<&Secret>) -> Result<String, Words> {
        let Some(head) = sealed_head(&text)? else { return Ok(text) };
        let secret = secret.ok_or_else(|| Error::Locked.words())?;
        let keys = head.vault.open(head.owner, secret).await.map_err(|error| error.words())?;
        let mut clear = String::new();
        for (at, line) in (0_u64..).zip(text.lines().skip(1)) {
            match keys.open(&line_key(&head.file, at), line).await {
                Some(opened) => clear += &opened,
                None => clear += line,
            }
            clear.push('\n');
        }
        Ok(clear)
    }
}

/// Where a backup goes, line by line.
pub(super) struct Out<F> {
    pub(super) line: F,
    pub(super) chain: String,
    pub(super) lines: u64,
    pub(super) seal: Option<(String, Rc<Keys>)>,
}

impl<F: FnMut(String)> Out<F> {
    pub(super) async fn put(&mut self, value: &Value) -> Result<(), Error> {
        let mut text = canonical::to_string(value).unwrap_or_default();
        self.chain = chained(&self.chain, &text);
        if let Some((file, keys)) = &self.seal {
            text = keys.seal(&line_key(file, self.lines), &text).await?;
        }
        self.lines += 1;
        (self.line)(text);
        Ok(())
    }
}

/// What binds a sealed line to its place.
fn line_key(file: &str, at: u64) -> Key {
    vec!["backup".into(), file.to_owned(), at.to_string()]
}

struct SealedHead {
    file: String,
    owner: Digest,
    vault: Vault,
}

/// The first line of a sealed backup; none for one in the clear, and for what is none: reading it says why.
fn sealed_head(text: &str) -> Result<Option<SealedHead>, Words> {
    let Ok(value) = json::parse(text.lines().next().unwrap_or_default(), LONGEST) else { return Ok(None) };
    let root = At::root(&value);
    if version_of(&root, FORMAT, SEALED).ok() != Some(SEALED) {
        return Ok(None);
    }
    let texts = |name| Ok::<_, wire::Error>(root.member(name)?.text(LONGEST)?.to_owned());
    let read = || Ok((texts("file")?, root.member("owner")?.digest()?, texts("vault")?));
    let (file, owner, vault) = read().map_err(|error: wire::Error| error.words())?;
    let vault = Vault::read(&vault).map_err(|error| error.words())?;
    Ok(Some(SealedHead { file, owner, vault }))
}
