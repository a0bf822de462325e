//! The cipher where there is no browser. The native side keeps nothing at rest, so it has none; tests have that of
//! another author (RustCrypto), which also holds what the browser's writes to the same format.

use super::Error;
#[cfg(test)]
use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead, aead::Payload};

/// A key of AES-256-GCM.
#[derive(Clone)]
pub struct Key(#[cfg(test)] Box<Aes256Gcm>);

#[cfg(not(test))]
#[allow(clippy::unused_async, reason = "the browser's twin waits here")]
impl Key {
    /// There is no page that could give one.
    pub fn given<T>(_: T) -> Option<Self> {
        None
    }

    pub(crate) async fn of(_: &[u8]) -> Result<Self, Error> {
        Err(Error::NoCipher)
    }

    pub(crate) async fn derive(_: &str, _: &[u8], _: u32) -> Result<Self, Error> {
        Err(Error::NoCipher)
    }

    pub(crate) async fn seal(&self, _: &[u8], _: &[u8], _: &[u8]) -> Result<Vec<u8>, Error> {
        Err(Error::NoCipher)
    }

    pub(crate) async fn open(&self, _: &[u8], _: &[u8], _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

#[cfg(test)]
impl Key {
    /// There is no page that could give one.
    pub fn given<T>(_: T) -> Option<Self> {
        None
    }

    pub(crate) async fn of(bytes: &[u8]) -> Result<Self, Error> {
        Aes256Gcm::new_from_slice(bytes).map(|key| Self(Box::new(key))).map_err(|_| Error::NoCipher)
    }

    pub(crate) async fn derive(passphrase: &str, salt: &[u8], rounds: u32) -> Result<Self, Error> {
        // A test derives often: what is written down stays as it is, what is computed is short.
        let bytes =
            pbkdf2::pbkdf2_hmac_array::<sha2::Sha256, 32>(passphrase.as_bytes(), salt, rounds / 100_000);
        Self::of(&bytes).await
    }

    pub(crate) async fn seal(&self, iv: &[u8], about: &[u8], clear: &[u8]) -> Result<Vec<u8>, Error> {
        self.0.encrypt(iv.into(), Payload { msg: clear, aad: about }).map_err(|_| Error::NoCipher)
    }

    pub(crate) async fn open(&self, iv: &[u8], about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.decrypt(iv.into(), Payload { msg: sealed, aad: about }).ok()
    }
}

/// True where there is a cipher.
pub fn available() -> bool {
    cfg!(test)
}

/// So many bytes that no other call gives: natively counted, not drawn.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    for part in bytes.chunks_mut(16) {
        part.copy_from_slice(super::device::entropy().split_at(part.len()).0);
    }
    Ok(bytes)
}
