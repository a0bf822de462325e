//! Encryption of what is kept: who holds the key, how a record is sealed, how all of it is turned on and off.
//!
//! One random key (AES-256-GCM) seals every record of a person; a second one names attachments. Both are kept
//! **wrapped** in the record of the vault: by a key that a passphrase gives, or by one that the page gives. Neither the
//! passphrase nor any key is ever written down unwrapped: a key beside what it opens protects nothing.
//!
//! ```text
//! no vault ── turn_on ──▶ Sealing ── all records sealed ──▶ On ── turn_off ──▶ Opening ── all opened ──▶ no vault
//! ```
//!
//! In Sealing and Opening clear and sealed records stand side by side, all can be read, and whoever unlocks goes on
//! where it stopped. The phase is bound to the wrapped keys, so that nobody without the secret can change it.

mod deeds;
mod layer;
mod seal;
#[cfg(test)]
mod tests;

use super::cipher::{self, Key as Cipher};
use super::{Error, record};
use crate::basics::Digest;
use crate::wire;
use crate::wire::json::At;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac as _;
use serde_json::{Value, json};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

const FORMAT: &str = "govcloud-vault";
/// Rounds of PBKDF2-SHA-256, as OWASP asks for (2023); a record with fewer is not opened.
const ROUNDS: u32 = 600_000;
/// More rounds than anybody waits for.
const MOST_ROUNDS: u32 = 20_000_000;
/// The fewest characters of a passphrase.
pub const SHORTEST: usize = 10;

/// What opens the vault.
#[derive(Clone)]
pub enum Secret {
    /// Something that a person knows.
    Passphrase(String),
    /// A key that the page holds.
    Host(Cipher),
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.way().code())
    }
}

impl Secret {
    fn way(&self) -> Way {
        match self {
            Self::Passphrase(_) => Way::Passphrase,
            Self::Host(_) => Way::Host,
        }
    }
}

/// By what the vault is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Something that a person knows.
    Passphrase,
    /// A key that the page holds.
    Host,
}

impl Way {
    fn code(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Host => "host",
        }
    }
}

/// How far the encrypting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Sealing,
    On,
    Opening,
}

impl Phase {
    const ALL: [Self; 3] = [Self::Sealing, Self::On, Self::Opening];

    fn code(self) -> &'static str {
        match self {
            Self::Sealing => "sealing",
            Self::On => "on",
            Self::Opening => "opening",
        }
    }
}

/// How it stands with the encryption of what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing is encrypted.
    None,
    /// Encrypted, and the key is at hand.
    Open(Way),
    /// Encrypted, and the key is not at hand.
    Locked(Way),
    /// Encrypted, and nobody can open it any more.
    Lost,
}

/// The record of the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vault {
    pub(super) id: String,
    pub(super) phase: Phase,
    pub(super) way: Way,
    salt: Vec<u8>,
    rounds: u32,
    iv: Vec<u8>,
    wrapped: Vec<u8>,
}

/// The keys, while the vault is open.
pub(super) struct Keys {
    vault: String,
    cipher: Cipher,
    names: [u8; 32],
}

impl Keys {
    /// The name under which an attachment is kept: equal bytes have one name here, and another in any other vault, so
    /// that nobody can look for a known file.
    pub(super) fn name(&self, digest: &str) -> String {
        let Ok(mut mac) = hmac::SimpleHmac::<sm3::Sm3>::new_from_slice(&self.names) else {
            return String::new();
        };
        mac.update(digest.as_bytes());
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What these drafts know of their vault.
#[derive(Default)]
pub(super) struct Shut {
    /// True once the store was asked.
    asked: Cell<bool>,
    /// The record as it was read last.
    raw: RefCell<Option<String>>,
    /// What it says; none where there is none, or where it is damaged.
    vault: RefCell<Option<Vault>>,
    keys: RefCell<Option<Rc<Keys>>>,
    tag: OnceCell<String>,
}

impl Shut {
    fn take(&self, raw: Option<String>, vault: Option<Vault>) {
        if self.keys.borrow().as_ref().map(|keys| &keys.vault) != vault.as_ref().map(|vault| &vault.id) {
            self.keys.borrow_mut().take();
        }
        *self.raw.borrow_mut() = raw;
        *self.vault.borrow_mut() = vault;
        self.asked.set(true);
    }
}

impl Vault {
    /// A vault that is being turned on, with its keys: the records for the time of sealing and for after it.
    async fn make(owner: Digest, secret: &Secret) -> Result<(Self, Self, Keys), Error> {
        let id: String = cipher::random::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect();
        let (first, second) = (cipher::random::<32>()?, cipher::random::<32>()?);
        let clear = [first, second].concat();
        let sealing = Self::wrap(&id, owner, secret, Phase::Sealing, &clear).await?;
        let on = sealing.wrapped_as(owner, &sealing.outer(secret).await?, Phase::On, &clear).await?;
        let keys = keys(&id, &clear).await?;
        Ok((sealing, on, keys))
    }

    /// Wraps keys anew, under this secret.
    async fn wrap(
        id: &str,
        owner: Digest,
        secret: &Secret,
        phase: Phase,
        clear: &[u8],
    ) -> Result<Self, Error> {
        let bare = Self {
            id: id.to_owned(),
            phase,
            way: secret.way(),
            salt: cipher::random::<16>()?.to_vec(),
            rounds: ROUNDS,
            iv: Vec::new(),
            wrapped: Vec::new(),
        };
        let outer = bare.outer(secret).await?;
        bare.wrapped_as(owner, &outer, phase, clear).await
    }

    /// The same vault in another phase.
    async fn wrapped_as(
        &self,
        owner: Digest,
        outer: &Cipher,
        phase: Phase,
        clear: &[u8],
    ) -> Result<Self, Error> {
        let iv = cipher::random::<12>()?.to_vec();
        let next = Self { phase, iv, wrapped: Vec::new(), ..self.clone() };
        let wrapped = outer.seal(&next.iv, &next.about(owner), clear).await?;
        Ok(Self { wrapped, ..next })
    }

    /// The key that wraps.
    async fn outer(&self, secret: &Secret) -> Result<Cipher, Error> {
        match secret {
            _ if secret.way() != self.way => Err(Error::WrongKey),
            Secret::Host(key) => Ok(key.clone()),
            Secret::Passphrase(text) => Cipher::derive(text, &self.salt, self.rounds).await,
        }
    }

    /// The keys in the clear, and the key that wraps them.
    async fn unwrap(&self, owner: Digest, secret: &Secret) -> Result<(Vec<u8>, Cipher), Error> {
        let outer = self.outer(secret).await?;
        let clear = outer.open(&self.iv, &self.about(owner), &self.wrapped).await;
        let clear = clear.filter(|clear| clear.len() == 64).ok_or(Error::WrongKey)?;
        Ok((clear, outer))
    }

    /// The keys, for a backup that was sealed with this vault.
    pub(super) async fn open(&self, owner: Digest, secret: &Secret) -> Result<Keys, Error> {
        keys(&self.id, &self.unwrap(owner, secret).await?.0).await
    }

    /// What the wrapped keys are bound to: the vault, its phase, its way, whose it is.
    fn about(&self, owner: Digest) -> Vec<u8> {
        let about = json!([FORMAT, self.id, self.phase.code(), self.way.code(), owner.to_string()]);
        about.to_string().into_bytes()
    }

    pub(super) fn write(&self) -> String {
        record::sealed(json!({
            "format": FORMAT,
            "version": 1,
            "id": self.id,
            "phase": self.phase.code(),
            "way": self.way.code(),
            "salt": STANDARD.encode(&self.salt),
            "rounds": self.rounds,
            "iv": STANDARD.encode(&self.iv),
            "wrapped": STANDARD.encode(&self.wrapped),
        }))
    }

    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let value: Value = record::opened(text, FORMAT, 1)?;
        let read = || -> Result<Option<Self>, wire::Error> {
            let root = At::root(&value);
            let text = |name| Ok::<_, wire::Error>(root.member(name)?.text(256)?.to_owned());
            let bytes = |name| Ok::<_, wire::Error>(STANDARD.decode(text(name)?).unwrap_or_default());
            let (phase, way) = (text("phase")?, text("way")?);
            let phase = Phase::ALL.into_iter().find(|known| known.code() == phase);
            let way = [Way::Passphrase, Way::Host].into_iter().find(|known| known.code() == way);
            let rounds = u32::try_from(root.member("rounds")?.whole()?).unwrap_or(0);
            let (Some(phase), Some(way), ROUNDS..=MOST_ROUNDS) = (phase, way, rounds) else {
                return Ok(None);
            };
            let (salt, iv, wrapped) = (bytes("salt")?, bytes("iv")?, bytes("wrapped")?);
            Ok(Some(Self { id: text("id")?, phase, way, salt, rounds, iv, wrapped }))
        };
        read()
            .ok()
            .flatten()
            .filter(|vault| vault.iv.len() == 12 && vault.salt.len() == 16)
            .ok_or(Error::NoVault)
    }
}

async fn keys(vault: &str, clear: &[u8]) -> Result<Keys, Error> {
    let (first, second) = clear.split_at_checked(32).ok_or(Error::WrongKey)?;
    let names = <[u8; 32]>::try_from(second).map_err(|_| Error::WrongKey)?;
    Ok(Keys { vault: vault.to_owned(), cipher: Cipher::of(first).await?, names })
}
