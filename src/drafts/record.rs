//! How heads and outbox rows are written into the store: JSON text with its own checksum.

use super::model::{Base, Head, Kept, Label, Save, StepOf};
use super::{Error, OutboxRow};
use crate::basics::Digest;
use crate::dossier::Errand;
use crate::wire::json::{self, At, version_of};
use crate::wire::{self, canonical};
use serde_json::{Value, json};

const HEAD: &str = "govcloud-draft-head";
const LATE: &str = "govcloud-draft-late";
const OUTBOX: &str = "govcloud-outbox";
const MOST_BYTES: usize = 64 << 20;
/// The newest version of heads and of late saves. Version 2 names the step of a case that a draft is for; where
/// there is none, version 1 is written, which older programs go on with. They leave a newer one alone.
const NEWEST: u32 = 2;

pub(super) fn write_head(head: &Head) -> String {
    let kept: Vec<Value> = head.kept.iter().map(kept_value).collect();
    sealed(labelled(
        json!({
            "format": HEAD,
            "id": head.id,
            "conflictOf": head.conflict_of,
            "kept": kept,
        }),
        &head.label,
    ))
}

/// The record with its version, title and step.
fn labelled(mut value: Value, label: &Label) -> Value {
    if let Value::Object(members) = &mut value {
        members.insert("version".into(), Value::from(if label.step.is_some() { NEWEST } else { 1 }));
        members.insert("title".into(), Value::from(label.title.as_str()));
        if let Some(StepOf { reference, errand }) = &label.step {
            members.insert("step".into(), json!({"case": reference, "errand": errand.code()}));
        }
    }
    value
}

fn read_label(root: &At<'_>) -> Result<Label, wire::Error> {
    let step = root.maybe("step")?.map(|step| {
        let errand = step.member("errand")?;
        let Some(kind) = Errand::from_code(errand.text(MOST_BYTES)?) else {
            return errand.wrong("事项代码", "an errand");
        };
        Ok(StepOf { reference: step.member("case")?.text(MOST_BYTES)?.to_owned(), errand: kind })
    });
    Ok(Label { title: root.member("title")?.text(MOST_BYTES)?.to_owned(), step: step.transpose()? })
}

fn kept_value(kept: &Kept) -> Value {
    json!({
        "revision": kept.revision,
        "writer": kept.writer,
        "at": kept.at.min(canonical::LARGEST_WHOLE),
        "digest": kept.digest.map(|d| d.to_string()),
        "attachments": digests_value(&kept.attachments),
    })
}

pub(super) fn read_head(text: &str) -> Result<Head, Error> {
    let value = opened(text, HEAD, NEWEST)?;
    let read = || -> Result<Head, wire::Error> {
        let root = At::root(&value);
        let id = root.member("id")?.text(MOST_BYTES)?.to_owned();
        let conflict_of = root.member("conflictOf")?.value.as_str().map(str::to_owned);
        let kept: Vec<Kept> =
            root.member("kept")?.array()?.iter().map(read_kept).collect::<Result<_, _>>()?;
        Ok(Head { id, label: read_label(&root)?, kept, conflict_of })
    };
    read().ok().filter(|head| !head.kept.is_empty()).ok_or_else(|| Error::Damaged(vec![text.to_owned()]))
}

fn read_kept(kept: &At<'_>) -> Result<Kept, wire::Error> {
    Ok(Kept {
        revision: kept.member("revision")?.whole()?,
        writer: kept.member("writer")?.text(MOST_BYTES)?.to_owned(),
        at: kept.member("at")?.whole()?,
        digest: Some(kept.member("digest")?.digest()?),
        attachments: read_digests(&kept.member("attachments")?)?,
    })
}

pub(super) fn write_outbox(row: &OutboxRow) -> String {
    sealed(json!({
        "format": OUTBOX,
        "version": 1,
        "serial": row.serial,
        "state": row.state,
        "text": row.text,
        "attachments": digests_value(&row.attachments),
    }))
}

pub(super) fn read_outbox(text: &str) -> Result<OutboxRow, Error> {
    let value = opened(text, OUTBOX, 1)?;
    let read = || -> Result<OutboxRow, wire::Error> {
        let root = At::root(&value);
        let texts = |name| Ok::<_, wire::Error>(root.member(name)?.text(MOST_BYTES)?.to_owned());
        let attachments = read_digests(&root.member("attachments")?)?;
        Ok(OutboxRow {
            serial: root.member("serial")?.whole()?,
            state: texts("state")?,
            text: texts("text")?,
            attachments,
        })
    };
    read().map_err(|_| Error::Damaged(vec![text.to_owned()]))
}

/// A save that was begun while the page was closing: what [`Save`] asks, with the text of the case.
pub(super) fn write_late(save: &Save, text: &str) -> String {
    sealed(labelled(
        json!({
            "format": LATE,
            "id": save.id,
            "revision": save.base.revision,
            "baseWriter": save.base.writer,
            "writer": save.writer,
            "at": save.at.min(canonical::LARGEST_WHOLE),
            "case": text,
        }),
        &save.label,
    ))
}

/// What is to be saved, with the text of the case. The copy's id is left empty.
pub(super) fn read_late(text: &str) -> Result<(Save, String), Error> {
    let value = opened(text, LATE, NEWEST)?;
    let read = || -> Result<(Save, String), wire::Error> {
        let root = At::root(&value);
        let texts = |name| Ok::<_, wire::Error>(root.member(name)?.text(MOST_BYTES)?.to_owned());
        let case = texts("case")?;
        let file = wire::v1::case::read(&case)?;
        let save = Save {
            id: texts("id")?,
            base: Base { revision: root.member("revision")?.whole()?, writer: texts("baseWriter")? },
            writer: texts("writer")?,
            copy: String::new(),
            label: read_label(&root)?,
            at: root.member("at")?.whole()?,
            digest: file.digest,
            attachments: file.draft.attachments.iter().map(|a| a.digest).collect(),
        };
        Ok((save, case))
    };
    read().map_err(|_| Error::Damaged(vec![text.to_owned()]))
}

fn digests_value(digests: &[Digest]) -> Vec<Value> {
    digests.iter().map(|d| Value::from(d.to_string())).collect()
}

fn read_digests(digests: &At<'_>) -> Result<Vec<Digest>, wire::Error> {
    digests.array()?.iter().map(At::digest).collect()
}

/// The text with a checksum over the rest of it.
pub(super) fn sealed(mut value: Value) -> String {
    let sum = canonical::digest(&value).map(|d| d.to_string()).unwrap_or_default();
    if let Value::Object(members) = &mut value {
        members.insert("sum".into(), Value::from(sum));
    }
    canonical::to_string(&value).unwrap_or_default()
}

/// The value, where its checksum is right and this program knows its version.
pub(super) fn opened(text: &str, format: &'static str, newest: u32) -> Result<Value, Error> {
    let damaged = || Error::Damaged(vec![text.to_owned()]);
    let value = json::parse(text, MOST_BYTES).map_err(|_| damaged())?;
    match version_of(&At::root(&value), format, newest) {
        Ok(_) => {}
        Err(wire::Error::Version { .. }) => return Err(Error::Newer),
        Err(_) => return Err(damaged()),
    }
    let sum = value.get("sum").and_then(Value::as_str).and_then(Digest::parse);
    let right = value.as_object().and_then(|members| canonical::digest_without(members, "sum").ok());
    if sum.is_some() && sum == right { Ok(value) } else { Err(damaged()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn head() -> Head {
        let kept = Kept {
            revision: 7,
            writer: "w".into(),
            at: 1_790_000_000_000,
            digest: Some(Digest::of(b"case")),
            attachments: vec![Digest::of(b"plan")],
        };
        Head {
            id: "d1".into(),
            label: "某系统 <一期>".into(),
            kept: vec![kept],
            conflict_of: Some("d0".into()),
        }
    }

    #[test]
    fn records_read_back_the_same() {
        assert_eq!(read_head(&write_head(&head())), Ok(head()));
        let step = Some(StepOf { reference: "2026-000001".into(), errand: Errand::Decide });
        let of_case = Head { label: Label { title: "决定".into(), step }, ..head() };
        assert!(write_head(&of_case).contains("\"version\":2"), "older programs leave a step alone");
        assert_eq!(read_head(&write_head(&of_case)), Ok(of_case));
        let attachments = vec![Digest::of(b"plan")];
        let row = OutboxRow { serial: 3, state: "sending".into(), text: "{\"a\":\"b\"}".into(), attachments };
        assert_eq!(read_outbox(&write_outbox(&row)), Ok(row));
    }

    #[test]
    fn any_changed_byte_is_damage_and_a_newer_record_is_left_alone() {
        let text = write_head(&head());
        assert!(matches!(read_head(&text.replace("某", "其")), Err(Error::Damaged(_))));
        assert!(matches!(read_head(&text[..text.len() - 1]), Err(Error::Damaged(_))));
        assert!(matches!(read_head(""), Err(Error::Damaged(_))));
        assert_eq!(read_head(&text.replace("\"version\":1", "\"version\":3")), Err(Error::Newer));
        assert!(text.contains("\"version\":1"), "what has no step is left to older programs as well");
    }
}
