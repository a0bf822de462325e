//! The envelope: what is handed in, sealed.
//!
//! ```json
//! {"format":"govcloud-envelope","version":1,"key":"…","case":{…},"review":{…},"fees":{…},
//!  "catalog":{"id":"demo-2026.1","hash":"…"},"jurisdiction":"heilongjiang","asOf":"2026-11-23",
//!  "supersedes":"key of the application that this one takes the place of",
//!  "about":{"reference":"2026-000001","head":"head of the journal that the sender saw"},
//!  "digest":"SM3 over the canonical form of the envelope without this member"}
//! ```
//!
//! The bytes that are sent are the canonical form itself, so that a portal can digest what it received
//! without parsing it twice. `about` stands in every step after the first application: a portal refuses a
//! step whose head is no longer the journal's, so that two people cannot move one case at once. `case` is the same as in a case file. `review` and `fees` are what the form
//! showed; a portal computes both again and compares.

use super::super::canonical;
use super::super::json::{self, At};
use super::super::migrate;
use super::{case, fees, review};
use crate::basics::{Date, Digest, date};
use crate::dossier::Draft;
use crate::lifecycle::{Judge, Judgement};
use crate::wire::Error;
use serde_json::{Value, json};

/// The name of this format.
pub const FORMAT: &str = "govcloud-envelope";
/// Most bytes of an envelope.
pub const MOST_BYTES: usize = 2 * case::MOST_BYTES;
/// Longest key: letters, digits and `-_.:` only.
pub const LONGEST_KEY: usize = 128;

/// The case that a step belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The portal's reference of the case.
    pub reference: String,
    /// Head of the journal that the sender saw ([`super::journal::Journal::head`]).
    pub head: Digest,
}

/// What an envelope holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The key under which a portal accepts it once. A changed application needs a new one.
    pub key: String,
    /// The case, as typed.
    pub draft: Draft,
    /// The review that the form showed (see [`super::review`]).
    pub review: Value,
    /// The estimate that the form showed.
    pub fees: Value,
    /// Id of the catalog edition.
    pub catalog_id: String,
    /// SM3 of the catalog edition.
    pub catalog_hash: Digest,
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// The day for which it was reviewed.
    pub as_of: Date,
    /// Key of the application that this one takes the place of.
    pub supersedes: Option<String>,
    /// The case that it is a step of; `None` for the application that begins one.
    pub about: Option<About>,
}

impl Content {
    /// What is handed in of a draft: the draft and what this judge says of it. Form and portal both make it
    /// here, so that what they say can be compared byte by byte.
    pub fn judged(key: &str, draft: &Draft, judge: &Judge, judgement: &Judgement) -> Self {
        let edition = judge.edition();
        Self {
            key: key.to_owned(),
            draft: draft.clone(),
            review: review::judgement(judgement),
            fees: fees::fees(edition, &judgement.estimate, judgement.calendar.as_deref()),
            catalog_id: edition.id.clone(),
            catalog_hash: edition.hash,
            jurisdiction: judge.jurisdiction().id.clone(),
            as_of: judge.terms().as_of,
            supersedes: None,
            about: None,
        }
    }
}

/// A sealed envelope: the very bytes to send and to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The canonical text.
    pub text: String,
    /// The key.
    pub key: String,
    /// The digest that stands in it.
    pub digest: Digest,
}

/// An envelope that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// What it holds.
    pub content: Content,
    /// The digest as computed.
    pub digest: Digest,
    /// False where the envelope names another digest: it was changed on the way. Never accept such a one.
    pub digest_ok: bool,
    /// What the envelope names as its digest.
    pub written: String,
}

/// Seals an envelope.
///
/// # Errors
/// [`Error::Shape`] where the key is none, [`Error::NotCanonical`] where review or fees hold a number that is
/// not whole.
pub fn seal(content: &Content) -> Result<Sealed, Error> {
    let mut envelope = json!({
        "format": FORMAT,
        "version": 1,
        "key": content.key,
        "case": case::to_value(&content.draft),
        "review": content.review,
        "fees": content.fees,
        "catalog": {"id": content.catalog_id, "hash": content.catalog_hash.to_string()},
        "jurisdiction": content.jurisdiction,
        "asOf": date::iso(content.as_of),
    });
    read_key(&At::root(&envelope).member("key")?)?;
    if let (Some(earlier), Value::Object(members)) = (&content.supersedes, &mut envelope) {
        members.insert("supersedes".into(), Value::from(earlier.as_str()));
    }
    if let (Some(about), Value::Object(members)) = (&content.about, &mut envelope) {
        let head = about.head.to_string();
        members.insert("about".into(), json!({"reference": about.reference, "head": head}));
    }
    let digest = canonical::digest(&envelope)?;
    if let Value::Object(members) = &mut envelope {
        members.insert("digest".into(), Value::from(digest.to_string()));
    }
    Ok(Sealed { text: canonical::to_string(&envelope)?, key: content.key.clone(), digest })
}

/// Opens an envelope of any version that this program knows.
///
/// # Errors
/// Why it cannot be read, with its place. A wrong digest is told in [`Opened::digest_ok`].
pub fn open(text: &str) -> Result<Opened, Error> {
    let envelope = migrate::envelope(json::parse(text, MOST_BYTES)?)?;
    let root = At::root(&envelope);
    let members = root.only(&[
        "format",
        "version",
        "key",
        "case",
        "review",
        "fees",
        "catalog",
        "jurisdiction",
        "asOf",
        "supersedes",
        "about",
        "digest",
    ])?;
    let digest = canonical::digest_without(members, "digest")?;
    let written = root.member("digest")?.text(case::MOST_NAME)?.to_owned();
    let catalog = root.member("catalog")?;
    catalog.only(&["id", "hash"])?;
    let as_of = root.member("asOf")?;
    let Some(day) = date::parse(as_of.text(case::MOST_NAME)?) else {
        return as_of.wrong("日期（2026-11-23）", "a date (2026-11-23)");
    };
    let content = Content {
        key: read_key(&root.member("key")?)?,
        draft: case::from_value(&root.member("case")?)?,
        review: root.member("review")?.value.clone(),
        fees: root.member("fees")?.value.clone(),
        catalog_id: catalog.member("id")?.text(case::MOST_NAME)?.to_owned(),
        catalog_hash: catalog.member("hash")?.digest()?,
        jurisdiction: root.member("jurisdiction")?.text(case::MOST_NAME)?.to_owned(),
        as_of: day,
        supersedes: root.maybe("supersedes")?.map(|earlier| read_key(&earlier)).transpose()?,
        about: root.maybe("about")?.map(|about| read_about(&about)).transpose()?,
    };
    Ok(Opened { content, digest, digest_ok: Digest::parse(&written) == Some(digest), written })
}

fn read_about(about: &At<'_>) -> Result<About, Error> {
    about.only(&["reference", "head"])?;
    let reference = about.member("reference")?.text(case::MOST_NAME)?.to_owned();
    Ok(About { reference, head: about.member("head")?.digest()? })
}

fn read_key(key: &At<'_>) -> Result<String, Error> {
    let text = key.text(LONGEST_KEY)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    if text.is_empty() || !text.chars().all(plain) {
        return key.wrong("由字母、数字和 -_.: 组成的提交编号", "a key of letters, digits and -_.:");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn content() -> Content {
        let mut draft = Draft::default();
        draft.set_field("system.name", "CPU<8核 & 内存>16G");
        Content {
            key: "7f3c0e0a-0000-4000-8000-000000000001".into(),
            draft,
            review: json!({"findings": []}),
            fees: json!({"total": "12.50"}),
            catalog_id: "demo-2026.1".into(),
            catalog_hash: Digest::of(b"catalog"),
            jurisdiction: "heilongjiang".into(),
            as_of: date::parse("2026-11-23").unwrap(),
            supersedes: None,
            about: None,
        }
    }

    #[test]
    fn what_is_sealed_opens_the_same() {
        for supersedes in [None, Some("earlier-key".to_owned())] {
            let about =
                supersedes.as_ref().map(|_| About { reference: "2026-1".into(), head: Digest::of(b"head") });
            let content = Content { supersedes, about, ..content() };
            let sealed = seal(&content).unwrap();
            let opened = open(&sealed.text).unwrap();
            assert_eq!((opened.content, opened.digest, opened.digest_ok), (content, sealed.digest, true));
            assert!(!sealed.text.contains(['<', '>', '&']));
            assert_eq!(seal(&open(&sealed.text).unwrap().content).unwrap(), sealed, "byte-equal again");
        }
    }

    #[test]
    fn a_change_of_any_member_shows() {
        let text = seal(&content()).unwrap().text;
        let changes = [
            ("核", "個"),
            ("12.50", "12.51"),
            ("2026-11-23", "2026-11-24"),
            ("heilongjiang", "harbin"),
            ("demo-2026.1", "demo-2026.2"),
            ("000000000001", "000000000002"),
        ];
        for (from, to) in changes {
            assert!(text.contains(from));
            assert!(!open(&text.replace(from, to)).unwrap().digest_ok, "{to}");
        }
    }

    #[test]
    fn bad_keys_floats_and_strays_are_refused() {
        for key in ["", "a b", "键", "a<b", &"k".repeat(LONGEST_KEY + 1)] {
            assert!(seal(&Content { key: key.to_owned(), ..content() }).is_err(), "{key}");
        }
        let fees = json!({"total": 12.5});
        assert!(matches!(seal(&Content { fees, ..content() }), Err(Error::NotCanonical { .. })));
        let text = seal(&content()).unwrap().text;
        assert!(matches!(open(&text.replace("\"fees\"", "\"more\"")), Err(Error::Shape { .. })));
        let newer = open(&text.replace("\"version\":1", "\"version\":2"));
        assert!(matches!(newer, Err(Error::Version { .. })));
    }
}
