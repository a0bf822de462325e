//! An application on its way as text, for the outbox on the device.

use super::answer::{Receipt, Refusal, RefusalKind, Why};
use super::outbox::{Item, Paper, Past, State};
use crate::basics::Path;
use crate::wire::json::{self, At, version_of};
use crate::wire::{Error, canonical};
use serde_json::{Value, json};

/// The name of this format.
const FORMAT: &str = "govcloud-outgoing";
const MOST_BYTES: usize = 96 << 20;

const KINDS: [(&str, RefusalKind); 4] = [
    ("content", RefusalKind::Content),
    ("too-large", RefusalKind::TooLarge),
    ("forbidden", RefusalKind::Forbidden),
    ("request", RefusalKind::Request),
];

/// Writes it.
pub(super) fn write(item: &Item) -> String {
    let papers: Vec<Value> = item
        .papers
        .iter()
        .map(|p| {
            json!({
                "digest": p.digest.to_string(), "name": p.name, "mediaType": p.media_type,
                "size": p.size.min(canonical::LARGEST_WHOLE), "arrived": p.arrived, "address": p.address,
            })
        })
        .collect();
    let value = json!({
        "format": FORMAT, "version": 1, "key": item.key, "digest": item.digest.to_string(),
        "envelope": item.envelope, "body": item.body, "revision": item.revision, "supersedes": item.supersedes,
        "papers": papers, "state": state_value(&item.state), "ambiguous": item.ambiguous, "byPage": item.by_page,
        "tries": item.tries,
        "sentAt": item.sent_at, "changedAt": item.changed_at, "due": item.due,
        "past": item.past.iter().map(past_value).collect::<Vec<_>>(),
    });
    canonical::to_string(&value).unwrap_or_default()
}

fn past_value(past: &Past) -> Value {
    json!({
        "key": past.key, "digest": past.digest.to_string(), "state": past.state, "reference": past.reference,
        "sentAt": past.sent_at,
    })
}

fn read_past(past: &At<'_>) -> Result<Past, Error> {
    let text = |name| Ok::<_, Error>(past.member(name)?.text(MOST_BYTES)?.to_owned());
    Ok(Past {
        key: text("key")?,
        digest: past.member("digest")?.digest()?,
        state: text("state")?,
        reference: text("reference")?,
        sent_at: past.member("sentAt")?.value.as_u64(),
    })
}

fn state_value(state: &State) -> Value {
    let code = state.code();
    match state {
        State::Frozen | State::Sending | State::NeedsLogin => json!({"code": code}),
        State::Accepted(r) => {
            json!({"code": code, "reference": r.reference, "message": r.message, "address": r.address})
        }
        State::Rejected(r) => {
            let kind = KINDS.iter().find(|(_, kind)| *kind == r.kind).map(|(name, _)| *name);
            let places: Vec<Value> = r.places.iter().map(|(path, m)| json!([path.as_str(), m])).collect();
            let mut value = json!({
                "code": code, "kind": kind, "message": r.message, "places": places, "settles": r.settles,
            });
            // Written as a refusal for its content, which older programs know.
            if r.kind == RefusalKind::Moved {
                value["kind"] = "content".into();
                value["moved"] = true.into();
            }
            value
        }
        State::Unknown { why, message } => json!({"code": code, "why": why.code(), "message": message}),
    }
}

/// Reads it.
///
/// # Errors
/// What is wrong with it, with its place.
pub(super) fn read(text: &str) -> Result<Item, Error> {
    let value = json::parse(text, MOST_BYTES)?;
    let root = At::root(&value);
    version_of(&root, FORMAT, 1)?;
    let text = |name| Ok::<_, Error>(root.member(name)?.text(MOST_BYTES)?.to_owned());
    let maybe = |name| Ok::<_, Error>(root.member(name)?.value.as_str().map(str::to_owned));
    let time = |name| Ok::<_, Error>(root.member(name)?.value.as_u64());
    Ok(Item {
        key: text("key")?,
        digest: root.member("digest")?.digest()?,
        envelope: text("envelope")?,
        body: maybe("body")?,
        revision: root.member("revision")?.whole()?,
        supersedes: maybe("supersedes")?,
        papers: root.member("papers")?.array()?.iter().map(read_paper).collect::<Result<_, _>>()?,
        state: read_state(&root.member("state")?)?,
        ambiguous: root.member("ambiguous")?.value == &Value::Bool(true),
        by_page: root.member("byPage")?.value == &Value::Bool(true),
        tries: u32::try_from(root.member("tries")?.whole()?).unwrap_or(u32::MAX),
        sent_at: time("sentAt")?,
        changed_at: root.member("changedAt")?.whole()?,
        due: time("due")?,
        past: root.member("past")?.array()?.iter().map(read_past).collect::<Result<_, _>>()?,
    })
}

fn read_paper(paper: &At<'_>) -> Result<Paper, Error> {
    let text = |name| Ok::<_, Error>(paper.member(name)?.text(MOST_BYTES)?.to_owned());
    Ok(Paper {
        digest: paper.member("digest")?.digest()?,
        name: text("name")?,
        media_type: text("mediaType")?,
        size: paper.member("size")?.whole()?,
        arrived: paper.member("arrived")?.value == &Value::Bool(true),
        address: text("address")?,
    })
}

fn read_state(state: &At<'_>) -> Result<State, Error> {
    let text = |name| Ok::<_, Error>(state.member(name)?.text(MOST_BYTES)?.to_owned());
    let code = state.member("code")?;
    Ok(match code.text(100)? {
        "frozen" => State::Frozen,
        "sending" => State::Sending,
        "needs-login" => State::NeedsLogin,
        "accepted" => State::Accepted(Receipt {
            reference: text("reference")?,
            message: text("message")?,
            address: text("address")?,
        }),
        "rejected" => State::Rejected(read_refusal(state)?),
        "unknown" => {
            // A reason that a newer version wrote is still a reason not to know.
            let why = Why::from_code(&text("why")?).unwrap_or(Why::Shape);
            State::Unknown { why, message: text("message")? }
        }
        _ => return code.wrong("状态", "a state"),
    })
}

fn read_refusal(state: &At<'_>) -> Result<Refusal, Error> {
    let kind = state.member("kind")?;
    let name = kind.text(100)?;
    let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else {
        return kind.wrong("退回类别", "a kind of refusal");
    };
    let moved = state.maybe("moved")?.is_some();
    let mut places = Vec::new();
    for place in state.member("places")?.array()? {
        let parts = place.array()?;
        let [path, message] = parts.as_slice() else { return place.wrong("两项", "two texts") };
        places.push((Path::from(path.text(MOST_BYTES)?), message.text(MOST_BYTES)?.to_owned()));
    }
    Ok(Refusal {
        kind: if moved { RefusalKind::Moved } else { *kind },
        message: state.member("message")?.text(MOST_BYTES)?.to_owned(),
        places,
        settles: state.member("settles")?.value == &Value::Bool(true),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::basics::Digest;

    #[test]
    fn every_state_reads_back_the_same() {
        let places = vec![(Path::field("unit.name"), "不能为空".to_owned())];
        let refusal = Refusal { kind: RefusalKind::TooLarge, message: "m".into(), places, settles: true };
        let moved = Refusal { kind: RefusalKind::Moved, ..refusal.clone() };
        let states = [
            State::Frozen,
            State::Sending,
            State::NeedsLogin,
            State::Accepted(Receipt {
                reference: "HLJ-1".into(),
                message: "好".into(),
                address: String::new(),
            }),
            State::Rejected(refusal),
            State::Rejected(moved),
            State::Unknown { why: Why::Repeated, message: "不允许重复提交".into() },
        ];
        for state in states {
            let paper = Paper {
                digest: Digest::of(b"p"),
                name: "方案.pdf".into(),
                media_type: "application/pdf".into(),
                size: 7,
                arrived: true,
                address: "/profile/upload/a".into(),
            };
            let item = Item {
                key: "k".into(),
                digest: Digest::of(b"e"),
                envelope: "{\"a\":\"<\"}".into(),
                body: Some("{}".into()),
                revision: 4,
                supersedes: Some("older".into()),
                papers: vec![paper],
                state,
                ambiguous: true,
                by_page: true,
                tries: 3,
                sent_at: Some(5),
                changed_at: 6,
                due: None,
                past: Vec::new(),
            };
            let item = Item { past: vec![item.past()], ..item };
            assert_eq!(read(&write(&item)), Ok(item));
        }
    }
}
