//! The case file: what a person typed, to keep, to send on and to read again.
//!
//! ```json
//! {"format":"govcloud-case","version":1,
//!  "case":{"errand":"migrate","fields":{"unit.name":"…"},"needs":[{"id":"n1","cells":{"count":"2"}}],
//!          "attachments":[{"role":"plan","name":"方案.pdf","mediaType":"application/pdf","size":1024,"digest":"…"}]},
//!  "made":{"by":"govcloud-request 0.1.0","at":"2026-11-23T14:00:00+08:00"},
//!  "digest":"SM3 over the canonical form of `case`"}
//! ```
//!
//! A field key or a table column that this program does not know is kept and written again. Any other
//! member that it does not know is refused with its place, so that nothing is dropped silently. A digest
//! that does not match leaves the case readable and is reported beside it: a damaged file is still
//! somebody's work. `made` stands outside the digest and may be missing.

use super::super::canonical;
use super::super::json::{self, At};
use super::super::migrate;
use crate::basics::{Digest, Words};
use crate::dossier::{Attachment, Draft, Errand, NeedRow};
use crate::wire::Error;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of this format.
pub const FORMAT: &str = "govcloud-case";
/// Most bytes of a case file.
pub const MOST_BYTES: usize = 16 << 20;
/// Most fields, and most cells of a row.
pub const MOST_FIELDS: usize = 2_000;
/// Most rows of the resource table.
pub const MOST_NEEDS: usize = 10_000;
/// Most attachments.
pub const MOST_ATTACHMENTS: usize = 1_000;
/// Most bytes of one text: as much as the whole file, since a text that can be typed must be readable again.
pub const MOST_TEXT: usize = MOST_BYTES;
/// Most bytes of a name: field key, column, row id, role, media type.
pub const MOST_NAME: usize = 300;

/// Who wrote a case file and when. Not part of what the digest covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Program and version.
    pub by: String,
    /// Time as text, RFC 3339 by custom; the caller's clock.
    pub at: String,
}

/// A case file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// The case.
    pub draft: Draft,
    /// Who wrote it, where the file says so.
    pub made: Made,
    /// The digest of the case as it stands in the file.
    pub digest: Digest,
    /// False where the file names another digest: it was changed or damaged. The case is still given.
    pub digest_ok: bool,
    /// What the file names as digest, where it differs.
    pub written: Option<String>,
}

/// Writes a case file in canonical form. Empty texts are left out.
pub fn write(draft: &Draft, made: &Made) -> String {
    write_digested(draft, made).0
}

/// As [`write()`], with the digest that the file carries.
pub fn write_digested(draft: &Draft, made: &Made) -> (String, Digest) {
    let case = to_value(draft);
    let digest = text_and_digest(&case).1;
    let mut file = json!({"format": FORMAT, "version": 1, "digest": digest.to_string()});
    if let Value::Object(members) = &mut file {
        members.insert("case".into(), case);
        if made != &Made::default() {
            members.insert("made".into(), json!({"by": made.by, "at": made.at}));
        }
    }
    (text_and_digest(&file).0, digest)
}

/// The digest that a case file of this draft carries.
pub fn digest(draft: &Draft) -> Digest {
    text_and_digest(&to_value(draft)).1
}

/// Reads a case file of any version that this program knows.
///
/// # Errors
/// Why it cannot be read, with its place. A wrong digest is no error: see [`CaseFile::digest_ok`].
pub fn read(text: &str) -> Result<CaseFile, Error> {
    read_value(json::parse(text, MOST_BYTES)?)
}

/// Reads the bytes of a case file, as [`read`] does.
///
/// # Errors
/// As [`read`], and where the bytes are no UTF-8.
pub fn read_bytes(bytes: &[u8]) -> Result<CaseFile, Error> {
    read_value(json::parse_bytes(bytes, MOST_BYTES)?)
}

fn read_value(file: Value) -> Result<CaseFile, Error> {
    let file = migrate::case(file)?;
    let root = At::root(&file);
    root.only(&["format", "version", "case", "made", "digest"])?;
    let case = root.member("case")?;
    let computed = canonical::digest(case.value).map_err(|error| below("/case", error))?;
    let written = root.member("digest")?;
    let digest_ok = written.value.as_str().and_then(Digest::parse) == Some(computed);
    let shown = || written.value.as_str().map_or_else(|| written.value.to_string(), str::to_owned);
    Ok(CaseFile {
        draft: from_value(&case)?,
        made: match root.maybe("made")? {
            Some(made) => read_made(&made)?,
            None => Made::default(),
        },
        digest: computed,
        digest_ok,
        written: (!digest_ok).then(|| shown().chars().take(100).collect()),
    })
}

fn read_made(made: &At<'_>) -> Result<Made, Error> {
    made.only(&["by", "at"])?;
    let text = |name| Ok::<_, Error>(made.member(name)?.text(MOST_NAME)?.to_owned());
    Ok(Made { by: text("by")?, at: text("at")? })
}

/// The value that stands under `case`, in files and envelopes.
pub(crate) fn to_value(draft: &Draft) -> Value {
    let texts = |texts: &BTreeMap<String, String>| {
        let written = texts.iter().filter(|(_, text)| !text.is_empty());
        Value::Object(written.map(|(key, text)| (key.clone(), Value::from(text.as_str()))).collect())
    };
    let needs: Vec<Value> =
        draft.needs.iter().map(|row| json!({"id": row.id, "cells": texts(&row.cells)})).collect();
    let attachments: Vec<Value> = draft.attachments.iter().map(attachment_to_value).collect();
    json!({"errand": draft.errand.code(), "fields": texts(&draft.fields), "needs": needs, "attachments": attachments})
}

fn attachment_to_value(attachment: &Attachment) -> Value {
    json!({
        "role": attachment.role,
        "name": attachment.name,
        "mediaType": attachment.media_type,
        // Larger files than every reader can count do not exist; a wrong particular must not stop the writing.
        "size": attachment.size.min(canonical::LARGEST_WHOLE),
        "digest": attachment.digest.to_string(),
    })
}

/// Canonical text and digest of a value that holds no number but whole ones.
pub(crate) fn text_and_digest(value: &Value) -> (String, Digest) {
    // The values that this room makes hold texts and small whole numbers only, so the error cannot arise.
    let text = canonical::to_string(value).unwrap_or_default();
    let digest = Digest::of(text.as_bytes());
    (text, digest)
}

/// The error, with its place below `base` instead of the root.
pub(crate) fn below(base: &str, error: Error) -> Error {
    match error {
        Error::NotCanonical { at } => Error::NotCanonical { at: format!("{base}{at}").as_str().into() },
        other => other,
    }
}

/// Reads what stands under `case`.
pub(crate) fn from_value(case: &At<'_>) -> Result<Draft, Error> {
    case.only(&["errand", "fields", "needs", "attachments"])?;
    let errand = case.member("errand")?;
    let Some(kind) = Errand::from_code(errand.text(MOST_NAME)?) else {
        let codes = Errand::ALL.map(Errand::code).join(", ");
        return errand.wrong(&format!("事项代码之一：{codes}"), &format!("an errand, one of {codes}"));
    };
    let needs = case.member("needs")?;
    let rows = needs.array()?;
    needs.at_most(rows.len(), MOST_NEEDS, "行数", "the number of rows")?;
    let mut ids = BTreeSet::new();
    let attachments = case.member("attachments")?;
    let papers = attachments.array()?;
    attachments.at_most(papers.len(), MOST_ATTACHMENTS, "附件数", "the number of attachments")?;
    Ok(Draft {
        errand: kind,
        fields: Arc::new(read_texts(&case.member("fields")?)?),
        needs: rows.iter().map(|row| read_need(row, &mut ids)).collect::<Result<_, _>>()?,
        attachments: papers.iter().map(read_attachment).collect::<Result<_, _>>()?,
    })
}

fn read_need(row: &At<'_>, ids: &mut BTreeSet<String>) -> Result<Arc<NeedRow>, Error> {
    row.only(&["id", "cells"])?;
    let id = row.member("id")?;
    let name = id.text(MOST_NAME)?;
    if name.is_empty() || !ids.insert(name.to_owned()) {
        return id.wrong("不为空且不与其他行重复的编号", "an id that is not empty and no other row has");
    }
    Ok(Arc::new(NeedRow { id: name.to_owned(), cells: read_texts(&row.member("cells")?)? }))
}

fn read_texts(texts: &At<'_>) -> Result<BTreeMap<String, String>, Error> {
    let members: &Map<String, Value> = texts.object()?;
    texts.at_most(members.len(), MOST_FIELDS, "项数", "the number of members")?;
    let mut read = BTreeMap::new();
    for key in members.keys() {
        texts.at_most(key.len(), MOST_NAME, "名称（字节）", "a name, in bytes,")?;
        let text = texts.member(key)?.text(MOST_TEXT)?;
        if !text.is_empty() {
            read.insert(key.clone(), text.to_owned());
        }
    }
    Ok(read)
}

fn read_attachment(row: &At<'_>) -> Result<Attachment, Error> {
    row.only(&["role", "name", "mediaType", "size", "digest"])?;
    let text = |name| Ok::<_, Error>(row.member(name)?.text(MOST_NAME)?.to_owned());
    let name = text("name")?;
    if name.is_empty() || name.contains(['/', '\\', '\0']) {
        return row.member("name")?.wrong("不含文件夹的文件名", "a file name without any folder");
    }
    Ok(Attachment {
        role: text("role")?,
        name,
        media_type: text("mediaType")?,
        size: row.member("size")?.whole()?,
        digest: row.member("digest")?.digest()?,
    })
}

/// What a wrong digest means, for the banner above a case that was read with one.
pub fn changed_words() -> Words {
    Words::new(
        "文件的摘要与内容不符：文件可能被改动或损坏。内容已读出，请核对后再保存。",
        "The file's digest does not match its content: it may have been changed or damaged. \
         The content was read; check it before you keep it.",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::basics::Path;

    /// Kept as it was first released; every later program must read it.
    const KEPT: &str = include_str!("../../../tests/data/case.v1.json");

    fn draft() -> Draft {
        let mut draft = Draft { errand: Errand::Migrate, ..Draft::default() };
        draft.set_field("unit.name", "黑龙江省某厅 <信息中心> & 办公室");
        draft.set_field("no.such.field", "kept\u{2028}");
        let mut row = NeedRow { id: "n1".into(), ..NeedRow::default() };
        row.set_cell("d.vcpu", "925");
        row.set_cell("x.unknown", "kept");
        draft.needs.push(Arc::new(row));
        draft.attachments.push(Attachment {
            role: "plan".into(),
            name: "迁移方案.pdf".into(),
            media_type: "application/pdf".into(),
            size: 3,
            digest: Digest::of(b"abc"),
        });
        draft
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let made = Made { by: "test".into(), at: "2026-11-23T14:00:00+08:00".into() };
        let text = write(&draft(), &made);
        let file = read(&text).unwrap();
        assert_eq!((file.draft, file.made, file.digest_ok), (draft(), made, true));
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        assert_eq!(file.digest, digest(&draft()));
    }

    #[test]
    fn version_1_stays_readable_and_is_written_the_same() {
        let file = read(KEPT).unwrap();
        assert_eq!(file.draft, draft());
        assert!(file.digest_ok);
        assert_eq!(write(&file.draft, &file.made), KEPT.trim_end());
    }

    #[test]
    fn a_changed_file_is_read_and_said_to_be_changed() {
        let file = read(&KEPT.replace("925", "926")).unwrap();
        assert!(!file.digest_ok);
        assert!(file.written.is_some());
        assert_eq!(file.draft.needs[0].cell("d.vcpu"), "926");
        let file = read(&KEPT.replace("\"digest\":\"66", "\"digest\":\"67")).unwrap();
        assert!(!file.digest_ok, "an attachment's digest is covered too");
    }

    #[test]
    fn empty_texts_are_the_same_as_none() {
        let mut with_empty = draft();
        Arc::make_mut(&mut with_empty.fields).insert("empty".into(), String::new());
        assert_eq!(digest(&with_empty), digest(&draft()));
    }

    #[test]
    fn bad_input_is_refused_with_its_place() {
        let cases = [
            ("\"errand\":\"migrate\"", "\"errand\":\"fly\"", "/case/errand"),
            ("\"id\":\"n1\"", "\"id\":\"\"", "/case/needs/0/id"),
            ("\"id\":\"n1\"", "\"id\":\"n1\",\"more\":1", "/case/needs/0/more"),
            ("\"role\":\"plan\",", "", "/case/attachments/0/role"),
            ("\"size\":3", "\"size\":-3", "/case/attachments/0/size"),
            ("\"d.vcpu\":\"925\"", "\"d.vcpu\":925", "/case/needs/0/cells/d.vcpu"),
            ("迁移方案.pdf", "../方案.pdf", "/case/attachments/0/name"),
            ("\"fields\":{", "\"fields\":[],\"x\":{", "/case/x"),
        ];
        for (from, to, place) in cases {
            assert!(KEPT.contains(from), "{from}");
            let Err(Error::Shape { at, .. }) = read(&KEPT.replace(from, to)) else {
                unreachable!("{to} was read")
            };
            assert_eq!(at, Path::from(place), "{to}");
        }
        let float = read(&KEPT.replace("\"size\":3", "\"size\":3.0"));
        assert_eq!(float, Err(Error::NotCanonical { at: Path::from("/case/attachments/0/size") }));
    }

    #[test]
    fn other_formats_and_newer_versions_are_named() {
        assert!(matches!(read("{}"), Err(Error::Format { .. })));
        assert!(matches!(read("[]"), Err(Error::Format { .. })));
        for version in ["2", "0", "1.0", "\"1\"", "null"] {
            let text = KEPT.replace("\"version\":1", &format!("\"version\":{version}"));
            assert!(matches!(read(&text), Err(Error::Version { newest: 1, .. })), "{version}");
        }
    }

    #[test]
    fn every_prefix_of_a_file_is_an_error_and_none_is_a_panic() {
        let ends = KEPT.trim_end().char_indices().map(|(at, _)| at);
        assert!(ends.into_iter().all(|end| read(&KEPT[..end]).is_err()));
    }
}
