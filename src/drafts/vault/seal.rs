//! One sealed record: AES-256-GCM under a random 96-bit nonce, bound to vault, table and key of the record, so that
//! none can stand in another's place.
//!
//! A text becomes `{"data":"…","format":"…","iv":"…","version":…}`, whose format and version an older program knows to be
//! newer than its own, and so leaves alone. Bytes become a mark, the nonce, and what is sealed.

use super::{Keys, cipher};
use crate::drafts::{Error, Key};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// How a sealed text begins; no clear record does.
const BEGINS: &str = "{\"data\":\"";
/// How sealed bytes begin.
const MARK: &[u8] = b"govcloud-sealed1";
/// Before what could not be opened: no reader takes it for a record.
const UNREAD: &str = "unreadable:";

/// True for the text of a sealed record.
pub(in crate::drafts) fn is_sealed(text: &str) -> bool {
    text.starts_with(BEGINS)
}

/// The format under which a kind is sealed, and its version: above the newest that is written in the clear.
fn format(kind: &str) -> (&'static str, u32) {
    match kind {
        "head" => ("govcloud-draft-head", 3),
        "late" => ("govcloud-draft-late", 3),
        "outbox" => ("govcloud-outbox", 2),
        _ => ("govcloud-sealed", 1),
    }
}

impl Keys {
    fn about(&self, table: &str, key: &[String]) -> Vec<u8> {
        json!([self.vault, table, key]).to_string().into_bytes()
    }

    /// The text of the sealed record.
    pub(in crate::drafts) async fn seal(&self, key: &Key, clear: &str) -> Result<String, Error> {
        let iv = cipher::random::<12>()?;
        let sealed = self.cipher.seal(&iv, &self.about("texts", key), clear.as_bytes()).await?;
        let (format, version) = format(key.first().map_or("", String::as_str));
        // Canonical: the members stand in this order, and base64 needs no escape.
        let (data, iv) = (STANDARD.encode(sealed), STANDARD.encode(iv));
        Ok(format!("{BEGINS}{data}\",\"format\":\"{format}\",\"iv\":\"{iv}\",\"version\":{version}}}"))
    }

    /// The text that was sealed; none where it was changed, cut, or belongs elsewhere.
    pub(in crate::drafts) async fn open(&self, key: &Key, sealed: &str) -> Option<String> {
        let value: Value = serde_json::from_str(sealed).ok()?;
        let bytes = |name| STANDARD.decode(value.get(name)?.as_str()?).ok();
        let (iv, data) = (bytes("iv").filter(|iv| iv.len() == 12)?, bytes("data")?);
        let clear = self.cipher.open(&iv, &self.about("texts", key), &data).await?;
        String::from_utf8(clear).ok()
    }

    /// The same of bytes.
    pub(super) async fn seal_bytes(&self, key: &Key, clear: &[u8]) -> Result<Vec<u8>, Error> {
        let iv = cipher::random::<12>()?;
        let sealed = self.cipher.seal(&iv, &self.about("blobs", key), clear).await?;
        Ok([MARK, &iv, &sealed].concat())
    }

    /// The same of bytes.
    pub(super) async fn open_bytes(&self, key: &Key, sealed: &[u8]) -> Option<Vec<u8>> {
        let (iv, data) = sealed.strip_prefix(MARK)?.split_at_checked(12)?;
        self.cipher.open(iv, &self.about("blobs", key), data).await
    }
}

/// What stands for a record that cannot be opened: its reader finds it damaged, and sets it aside as it is.
pub(super) fn unread(text: &str) -> String {
    format!("{UNREAD}{text}")
}
