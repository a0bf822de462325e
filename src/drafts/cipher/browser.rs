//! The cipher of the browser: AES-256-GCM, PBKDF2 with SHA-256 and chance, all of WebCrypto. A page without TLS has
//! none of it, and an old kernel may not: then there is [`Error::NoCipher`], never a weaker cipher.

use super::Error;
use super::device::{call, get, object, thrown};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A key of AES-256-GCM. Its bytes stay in the browser: a page script may use it while it is here, and cannot read it.
#[derive(Clone, Debug)]
pub struct Key(JsValue);

impl Key {
    /// The key that a page gave, which its script has looked at (`#storageKey` in `www/src/element.js`).
    pub fn given(value: &JsValue) -> Option<Self> {
        (!value.is_null() && !value.is_undefined()).then(|| Self(value.clone()))
    }

    /// Makes a key of 32 bytes.
    pub(crate) async fn of(bytes: &[u8]) -> Result<Self, Error> {
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let bytes = Uint8Array::from(bytes);
        ask("importKey", &[&"raw".into(), &bytes, &"AES-GCM".into(), &JsValue::FALSE, &uses]).await.map(Self)
    }

    /// Makes a key of a passphrase.
    pub(crate) async fn derive(passphrase: &str, salt: &[u8], rounds: u32) -> Result<Self, Error> {
        let bytes = Uint8Array::from(passphrase.as_bytes());
        let uses = Array::of1(&"deriveKey".into());
        let base =
            ask("importKey", &[&"raw".into(), &bytes, &"PBKDF2".into(), &JsValue::FALSE, &uses]).await?;
        let how = object(&[
            ("name", "PBKDF2".into()),
            ("hash", "SHA-256".into()),
            ("salt", Uint8Array::from(salt).into()),
            ("iterations", rounds.into()),
        ]);
        let what = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        ask("deriveKey", &[&how, &base, &what, &JsValue::FALSE, &uses]).await.map(Self)
    }

    /// Encrypts, and binds what is encrypted to `about`.
    pub(crate) async fn seal(&self, iv: &[u8], about: &[u8], clear: &[u8]) -> Result<Vec<u8>, Error> {
        let sealed = ask("encrypt", &[&how(iv, about), &self.0, &Uint8Array::from(clear)]).await?;
        Ok(Uint8Array::new(&sealed).to_vec())
    }

    /// Decrypts; none where key, bytes or `about` are not those of the sealing.
    pub(crate) async fn open(&self, iv: &[u8], about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let clear = ask("decrypt", &[&how(iv, about), &self.0, &Uint8Array::from(sealed)]).await.ok()?;
        Some(Uint8Array::new(&clear).to_vec())
    }
}

/// True where the browser has the cipher.
pub fn available() -> bool {
    subtle().is_some()
}

/// So many bytes of chance from the browser's own source.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let bytes = Uint8Array::new_with_length(N as u32);
    let crypto = get(&js_sys::global(), "crypto").ok_or(Error::NoCipher)?;
    call(&crypto, "getRandomValues", &[&bytes]).map_err(|_| Error::NoCipher)?;
    let mut drawn = [0; N];
    bytes.copy_to(&mut drawn);
    Ok(drawn)
}

fn how(iv: &[u8], about: &[u8]) -> JsValue {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(about).into()),
    ])
}

fn subtle() -> Option<JsValue> {
    get(&get(&js_sys::global(), "crypto")?, "subtle")
}

async fn ask(method: &str, arguments: &[&JsValue]) -> Result<JsValue, Error> {
    let subtle = subtle().ok_or(Error::NoCipher)?;
    let failed = |error: JsValue| Error::Aborted(thrown(&error));
    let promise = call(&subtle, method, arguments).map_err(failed)?;
    let promise = promise.dyn_into::<Promise>().map_err(|_| Error::NoCipher)?;
    JsFuture::from(promise).await.map_err(failed)
}
