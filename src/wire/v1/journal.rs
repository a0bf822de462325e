//! The journal: what was done in a case, step by step, each sealed to the one before.
//!
//! ```json
//! {"format":"govcloud-journal","version":1,"reference":"2026-000001",
//!  "entries":[{"number":1,"role":"department","by":"…","at":"2026-11-23T21:55:01+08:00","on":"2026-11-23",
//!              "key":"…","envelope":"SM3 of the envelope that brought it",
//!              "sheet":{ as in a case file },
//!              "judged":{"ruleset":"…","textHash":"…","catalog":{"id":"…","hash":"…"},"jurisdiction":"…","asOf":"…"},
//!              "previous":"digest of the entry before, 64 zeros for the first","digest":"SM3 of this entry"}]}
//! ```
//!
//! Where a case stands is derived from the entries each time and stands in no file. An entry that was
//! changed, taken out or put in breaks the chain and is refused with its place. The head (the last digest)
//! names a journal as a whole: who hands in a step names the head that they saw.

use super::super::json::{self, At};
use super::super::migrate;
use super::case::{self, MOST_NAME};
use crate::basics::{Date, Digest, date};
use crate::dossier::{Act, Draft, Life, Role};
use crate::measure::Review;
use crate::wire::Error;
use serde_json::{Value, json};
use std::sync::Arc;

/// The name of this format.
pub const FORMAT: &str = "govcloud-journal";
/// Most bytes of a journal.
pub const MOST_BYTES: usize = 64 << 20;
/// Most entries of a journal.
pub const MOST_ENTRIES: usize = 10_000;

/// By what a step was judged when it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedBy {
    /// Name and version of the checks.
    pub ruleset: String,
    /// SM3 of the measure's text.
    pub text_hash: Digest,
    /// Id and SM3 of the catalog edition.
    pub catalog: (String, Digest),
    /// Id of the jurisdiction.
    pub jurisdiction: String,
    /// The day.
    pub as_of: Date,
}

impl JudgedBy {
    /// As a review says.
    pub fn of(review: &Review) -> Self {
        Self {
            ruleset: review.ruleset.to_owned(),
            text_hash: review.text_hash,
            catalog: review.catalog.clone(),
            jurisdiction: review.jurisdiction.clone(),
            as_of: review.as_of,
        }
    }
}

/// A step before it stands in a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// In which role it was taken.
    pub role: Role,
    /// Who took it: the organ, as the portal names it.
    pub by: String,
    /// The instant, RFC 3339; the portal's clock.
    pub at: String,
    /// The day of that instant where the portal stands.
    pub on: Date,
    /// The key under which it was handed in.
    pub key: String,
    /// SM3 of the envelope that brought it.
    pub envelope: Digest,
    /// The form, as typed.
    pub sheet: Arc<Draft>,
    /// By what it was judged.
    pub judged: JudgedBy,
}

/// A step in a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place, from 1.
    pub number: u32,
    /// The step.
    pub step: Step,
    /// Digest of the entry before; [`start`] for the first.
    pub previous: Digest,
    /// Digest of this entry.
    pub digest: Digest,
}

/// A journal whose chain holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    /// The portal's reference of the case.
    pub reference: String,
    /// The entries, in order.
    entries: Vec<Entry>,
}

/// What stands in place of a digest before the first entry.
pub fn start() -> Digest {
    Digest::parse(&"0".repeat(64)).unwrap_or_else(|| Digest::of(&[]))
}

impl Journal {
    /// An empty journal of this case.
    pub fn new(reference: &str) -> Self {
        Self { reference: reference.to_owned(), entries: Vec::new() }
    }

    /// The entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The last application: a case goes on by the rules that it was filed under. None before there is one.
    pub fn application(&self) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.step.sheet.errand.applies())
    }

    /// The digest that names the journal as it stands.
    pub fn head(&self) -> Digest {
        self.entries.last().map_or_else(start, |entry| entry.digest)
    }

    /// Puts a step behind the last one, and gives it as it stands there.
    pub fn push(&mut self, step: Step) -> Entry {
        let number = u32::try_from(self.entries.len() + 1).unwrap_or(u32::MAX);
        let previous = self.head();
        let (_, digest) = case::text_and_digest(&to_value(&self.reference, number, &step, previous));
        let entry = Entry { number, step, previous, digest };
        self.entries.push(entry.clone());
        entry
    }

    /// What was done in the case.
    pub fn life(&self) -> Life {
        Life::of(self.entries.iter().map(|entry| {
            let step = &entry.step;
            Act::new(entry.number, step.role, &step.by, step.on, step.sheet.clone())
        }))
    }

    /// The journal as text, canonical.
    pub fn write(&self) -> String {
        let entries: Vec<Value> =
            self.entries.iter().map(|entry| entry_to_value(&self.reference, entry)).collect();
        let file = json!({"format": FORMAT, "version": 1, "reference": self.reference, "entries": entries});
        case::text_and_digest(&file).0
    }
}

/// One entry as text, canonical: what a portal keeps a row of.
pub fn write_entry(reference: &str, entry: &Entry) -> String {
    case::text_and_digest(&entry_to_value(reference, entry)).0
}

/// The journal as text, canonical, made of its entries as [`write_entry`] wrote them: a portal that keeps a row
/// an entry need not take them apart to send them. Whether the chain holds, [`read`] says.
pub fn gather<'r>(reference: &str, entries: impl IntoIterator<Item = &'r str>) -> String {
    let entries: Vec<&str> = entries.into_iter().collect();
    // The members in their canonical order.
    let reference = case::text_and_digest(&Value::from(reference)).0;
    format!(
        "{{\"entries\":[{}],\"format\":\"{FORMAT}\",\"reference\":{reference},\"version\":1}}",
        entries.join(",")
    )
}

/// What the digest of an entry covers. The reference is covered too, so that no entry fits another case.
fn to_value(reference: &str, number: u32, step: &Step, previous: Digest) -> Value {
    let judged = &step.judged;
    json!({
        "reference": reference,
        "number": number,
        "role": step.role.code(),
        "by": step.by,
        "at": step.at,
        "on": date::iso(step.on),
        "key": step.key,
        "envelope": step.envelope.to_string(),
        "sheet": case::to_value(&step.sheet),
        "judged": {
            "ruleset": judged.ruleset,
            "textHash": judged.text_hash.to_string(),
            "catalog": {"id": judged.catalog.0, "hash": judged.catalog.1.to_string()},
            "jurisdiction": judged.jurisdiction,
            "asOf": date::iso(judged.as_of),
        },
        "previous": previous.to_string(),
    })
}

fn entry_to_value(reference: &str, entry: &Entry) -> Value {
    let mut value = to_value(reference, entry.number, &entry.step, entry.previous);
    if let Value::Object(members) = &mut value {
        members.remove("reference");
        members.insert("digest".into(), entry.digest.to_string().into());
    }
    value
}

/// Reads a journal and proves its chain.
///
/// # Errors
/// Why it cannot be read, with its place; an entry that is not what it was is [`Error::Digest`].
pub fn read(text: &str) -> Result<Journal, Error> {
    read_value(json::parse(text, MOST_BYTES)?)
}

/// As [`read`], of a value that stands in another file; places are told from the journal's own root.
pub(super) fn read_value(file: Value) -> Result<Journal, Error> {
    let file = migrate::journal(file)?;
    let root = At::root(&file);
    root.only(&["format", "version", "reference", "entries"])?;
    let mut journal = Journal::new(root.member("reference")?.text(MOST_NAME)?);
    let entries = root.member("entries")?;
    let rows = entries.array()?;
    entries.at_most(rows.len(), MOST_ENTRIES, "环节数", "the number of entries")?;
    for row in rows {
        let (step, written) = read_entry(&row)?;
        let digest = row.member("digest")?;
        let (number, previous) = written;
        let pushed = journal.push(step);
        if pushed.number != number {
            return row.member("number")?.wrong("连续的序号", "numbers without a gap");
        }
        if pushed.previous != previous || pushed.digest != digest.digest()? {
            let found = digest.text(MOST_NAME)?.to_owned();
            let at = crate::basics::Path::from("/entries").at(&(number - 1).to_string()).at("digest");
            return Err(Error::Digest { at, written: found, computed: pushed.digest.to_string() });
        }
    }
    Ok(journal)
}

fn read_entry(row: &At<'_>) -> Result<(Step, (u32, Digest)), Error> {
    row.only(&[
        "number", "role", "by", "at", "on", "key", "envelope", "sheet", "judged", "previous", "digest",
    ])?;
    let text = |name: &str| Ok::<_, Error>(row.member(name)?.text(MOST_NAME)?.to_owned());
    let role = row.member("role")?;
    let Some(by_role) = Role::from_code(role.text(MOST_NAME)?) else {
        let codes = Role::ALL.map(Role::code).join(", ");
        return role.wrong(&format!("角色代码之一：{codes}"), &format!("a role, one of {codes}"));
    };
    let number: u64 = row.member("number")?.whole()?;
    let step = Step {
        role: by_role,
        by: text("by")?,
        at: text("at")?,
        on: day(&row.member("on")?)?,
        key: text("key")?,
        envelope: row.member("envelope")?.digest()?,
        sheet: Arc::new(case::from_value(&row.member("sheet")?)?),
        judged: read_judged(&row.member("judged")?)?,
    };
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    if number == 0 {
        return row.member("number")?.wrong("从 1 开始的序号", "a number from 1");
    }
    Ok((step, (number, row.member("previous")?.digest()?)))
}

fn read_judged(judged: &At<'_>) -> Result<JudgedBy, Error> {
    judged.only(&["ruleset", "textHash", "catalog", "jurisdiction", "asOf"])?;
    let catalog = judged.member("catalog")?;
    catalog.only(&["id", "hash"])?;
    Ok(JudgedBy {
        ruleset: judged.member("ruleset")?.text(MOST_NAME)?.to_owned(),
        text_hash: judged.member("textHash")?.digest()?,
        catalog: (catalog.member("id")?.text(MOST_NAME)?.to_owned(), catalog.member("hash")?.digest()?),
        jurisdiction: judged.member("jurisdiction")?.text(MOST_NAME)?.to_owned(),
        as_of: day(&judged.member("asOf")?)?,
    })
}

fn day(at: &At<'_>) -> Result<Date, Error> {
    match date::parse(at.text(MOST_NAME)?) {
        Some(day) => Ok(day),
        None => at.wrong("日期（2026-11-23）", "a date (2026-11-23)"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::dossier::Errand;
    use crate::wire::canonical;

    fn step(errand: Errand, day: &str) -> Step {
        let mut sheet = Draft { errand, ..Draft::default() };
        sheet.set_field("system.name", "系统 <甲>");
        Step {
            role: errand.role(),
            by: "某厅".into(),
            at: format!("{day}T09:00:00+08:00"),
            on: date::parse(day).unwrap(),
            key: format!("key-{day}"),
            envelope: Digest::of(day.as_bytes()),
            sheet: Arc::new(sheet),
            judged: JudgedBy {
                ruleset: "heilongjiang-2021/2".into(),
                text_hash: Digest::of(b"text"),
                catalog: ("demo".into(), Digest::of(b"catalog")),
                jurisdiction: "heilongjiang".into(),
                as_of: date::parse(day).unwrap(),
            },
        }
    }

    fn journal() -> Journal {
        let mut journal = Journal::new("2026-000001");
        journal.push(step(Errand::Deploy, "2026-03-01"));
        journal.push(step(Errand::Appraise, "2026-03-10"));
        journal.push(step(Errand::Decide, "2026-03-12"));
        journal
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let journal = journal();
        let read = read(&journal.write()).unwrap();
        assert_eq!(read, journal);
        assert_eq!(read.head(), journal.head());
        assert_eq!(read.life().acts.len(), 3);
    }

    #[test]
    fn entries_kept_one_by_one_make_the_same_file() {
        for journal in [journal(), Journal::new("“引号” \\ <甲>")] {
            let rows: Vec<String> =
                journal.entries().iter().map(|entry| write_entry(&journal.reference, entry)).collect();
            assert_eq!(gather(&journal.reference, rows.iter().map(String::as_str)), journal.write());
        }
    }

    #[test]
    fn any_change_breaks_the_chain() {
        let text = journal().write();
        for (from, to) in [
            ("系统", "系銃"),
            ("某厅", "某局"),
            ("\"on\":\"2026-03-10\"", "\"on\":\"2026-03-11\""),
            ("key-2026-03-12", "key-2026-03-13"),
            ("2026-000001", "2026-000002"),
            ("\"role\":\"centre\"", "\"role\":\"authority\""),
            ("\"id\":\"demo\"", "\"id\":\"else\""),
        ] {
            assert!(text.contains(from), "{from}");
            assert!(matches!(read(&text.replace(from, to)), Err(Error::Digest { .. })), "{to}");
        }
    }

    #[test]
    fn an_entry_taken_out_or_moved_is_refused() {
        let whole: Value = serde_json::from_str(&journal().write()).unwrap();
        for keep in [vec![1, 2], vec![0, 2], vec![1, 0, 2], vec![0, 0, 1]] {
            let mut file = whole.clone();
            let entries = keep.iter().map(|at| whole["entries"][*at].clone()).collect();
            file["entries"] = Value::Array(entries);
            assert!(read(&canonical::to_string(&file).unwrap()).is_err(), "{keep:?}");
        }
    }

    #[test]
    fn a_journal_cut_short_still_holds_and_has_another_head() {
        let whole: Value = serde_json::from_str(&journal().write()).unwrap();
        let mut file = whole.clone();
        file["entries"] = Value::Array(vec![whole["entries"][0].clone()]);
        let cut = read(&canonical::to_string(&file).unwrap()).unwrap();
        assert_ne!(cut.head(), journal().head(), "whoever names a head sees the difference");
    }
}
