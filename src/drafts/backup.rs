//! Everything that is kept for a person on this device as one file, and back; copies; and clearing it all.
//!
//! The file is a line a record (JSON, canonical form): a head, drafts with their newest revision, rows of the outbox,
//! attachments in Base64, and an end with a chained SM3 digest of all lines before it. A file that was cut off is read as
//! far as it is whole. Nothing that is on the device is ever overwritten by what comes back.

use super::model::{Base, Label, StepOf};
use super::{Drafts, Error, Loaded, Op, record};
use crate::basics::{Digest, Words};
use crate::dossier::Errand;
use crate::wire::json::{self, At, version_of};
use crate::wire::v1::case;
use crate::wire::{self, canonical};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sealed::Out;
use serde_json::{Value, json};

mod sealed;
#[cfg(test)]
mod tests;

const FORMAT: &str = "govcloud-backup";
/// The version of a sealed one: the lines of a backup, each sealed for its place, behind the record of the vault.
const SEALED: u32 = 2;
/// Longest line, in bytes: an attachment of the greatest size in Base64.
const LONGEST: usize = 96 << 20;
/// Largest file that is read, in bytes.
pub const MOST: usize = 512 << 20;

/// What went into a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackedUp {
    /// Drafts.
    pub drafts: usize,
    /// Attachments.
    pub papers: usize,
    /// True where the file is sealed.
    pub sealed: bool,
    /// Drafts of which only remains could be taken along, or nothing, by title.
    pub damaged: Vec<String>,
}

/// What came back from a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Drafts that were not there.
    pub added: usize,
    /// Drafts that are there as they were.
    pub same: usize,
    /// Drafts that are there otherwise: what came back stands beside them.
    pub copies: usize,
    /// Attachments.
    pub papers: usize,
    /// Lines that could not be read: their number, from 1, and why.
    pub unread: Vec<(usize, Words)>,
    /// False where the file ends before its end.
    pub whole: bool,
}

impl Drafts {
    /// Gives everything that is kept for this person to `line`, a line at a time, without line ends; so no more than
    /// one attachment is held at once. Sealed where that is wished and what is kept is encrypted: by the same secret.
    ///
    /// # Errors
    /// When the store fails, or what is kept is locked.
    pub async fn backup(&self, at: u64, sealed: bool, line: impl FnMut(String)) -> Result<BackedUp, Error> {
        let mut told = BackedUp::default();
        let mut out = Out { line, chain: String::new(), lines: 0, seal: None };
        if sealed && let Some((vault, keys)) = self.backup_keys().await? {
            let file = Self::fresh_id();
            let owner = self.owner_digest().to_string();
            let head =
                json!({"format": FORMAT, "version": SEALED, "file": file, "owner": owner, "vault": vault});
            (out.line)(canonical::to_string(&head).unwrap_or_default());
            (out.seal, told.sealed) = (Some((file, keys)), true);
        }
        let owner = self.owner_digest().to_string();
        let at = at.min(canonical::LARGEST_WHOLE);
        out.put(&json!({"format": FORMAT, "version": 1, "at": at, "owner": owner})).await?;
        for summary in self.list().await? {
            match self.load(&summary.id).await {
                Ok(loaded) => {
                    told.drafts += 1;
                    out.put(&draft_out(&loaded, summary.updated)).await?;
                    if let Some(row) = &loaded.outbox {
                        let row = record::write_outbox(row);
                        out.put(&json!({"outbox": {"id": loaded.id, "row": row}})).await?;
                    }
                }
                Err(Error::Damaged(texts)) => {
                    told.damaged.push(summary.title);
                    out.put(&json!({"damaged": {"id": summary.id, "texts": texts}})).await?;
                }
                Err(Error::Newer | Error::Missing) => told.damaged.push(summary.title),
                Err(error) => return Err(error),
            }
        }
        for digest in self.papers().await? {
            // One that is lost or damaged is missed where its draft is opened; it must not end the backup.
            if let Ok(bytes) = self.blob(digest).await {
                told.papers += 1;
                let paper = json!({"digest": digest.to_string(), "bytes": STANDARD.encode(bytes)});
                out.put(&json!({"paper": paper})).await?;
            }
        }
        let end = json!({"end": {"lines": out.lines, "sum": out.chain}});
        out.put(&end).await?;
        Ok(told)
    }

    /// Takes back what a backup holds. A draft that is here otherwise stays, and the one that comes back is put beside
    /// it; the state of a handing in comes back only to the person whose it was, and only where there is none.
    ///
    /// # Errors
    /// Why nothing of the file can be used, or why the store failed midway: what came back by then stays.
    pub async fn restore(&self, text: &str, at: u64) -> Result<Restored, Words> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let own = head(lines.next().map_or("", |(_, line)| line))? == self.owner_digest();
        let mut told = Restored::default();
        let mut chain = text.lines().next().map_or_else(String::new, |first| chained("", first));
        let mut beside: Vec<String> = Vec::new();
        // The head was the first line.
        for (seen, (number, line)) in (1_u64..).zip(lines) {
            match json::parse(line, LONGEST) {
                Ok(value) => {
                    let root = At::root(&value);
                    if let Ok(Some(end)) = root.maybe("end") {
                        told.whole = ended(&end) == Some((seen, chain.clone()));
                        break;
                    }
                    match self.take(&root, own, at, &mut told, &mut beside).await {
                        Ok(()) => {}
                        Err(Taken::Unread(why)) => told.unread.push((number + 1, why)),
                        Err(Taken::Store(error)) => return Err(error.words()),
                    }
                }
                Err(error) => told.unread.push((number + 1, error.words())),
            }
            chain = chained(&chain, line);
        }
        Ok(told)
    }

    async fn take(
        &self,
        root: &At<'_>,
        own: bool,
        at: u64,
        told: &mut Restored,
        beside: &mut Vec<String>,
    ) -> Result<(), Taken> {
        if let Some(draft) = root.maybe("draft")? {
            return self.take_draft(&draft, told, beside).await;
        }
        if let Some(outbox) = root.maybe("outbox")? {
            let id = outbox.member("id")?.text(LONGEST)?;
            let row = record::read_outbox(outbox.member("row")?.text(LONGEST)?).map_err(|e| e.words())?;
            if own && !beside.iter().any(|other| other == id) && self.outbox(id).await?.is_none() {
                // Serial 0: there is no row yet. Where another window has just written one, its word goes first.
                let _ = self.set_outbox(id, &super::OutboxRow { serial: 0, ..row }).await?;
            }
            return Ok(());
        }
        if let Some(paper) = root.maybe("paper")? {
            let digest = paper.member("digest")?.digest()?;
            let bytes = STANDARD.decode(paper.member("bytes")?.text(LONGEST)?).unwrap_or_default();
            if Digest::of(&bytes) != digest {
                return Err(Taken::Unread(damaged()));
            }
            self.put_blob(&bytes, at).await?;
            told.papers += 1;
            return Ok(());
        }
        if root.maybe("damaged")?.is_some() {
            return Err(Taken::Unread(Error::Damaged(Vec::new()).words()));
        }
        Err(Taken::Unread(Words::new("不认识的内容", "A record of an unknown kind")))
    }

    async fn take_draft(
        &self,
        draft: &At<'_>,
        told: &mut Restored,
        beside: &mut Vec<String>,
    ) -> Result<(), Taken> {
        let text = |name| Ok::<_, wire::Error>(draft.member(name)?.text(LONGEST)?.to_owned());
        let (id, title, kept) = (text("id")?, text("title")?, draft.member("at")?.whole()?);
        let step = draft.maybe("step")?.map(|step| {
            let errand = Errand::from_code(step.member("errand")?.text(64)?);
            let reference = step.member("case")?.text(LONGEST)?.to_owned();
            Ok::<_, wire::Error>(errand.map(|errand| StepOf { reference, errand }))
        });
        let step = step.transpose()?.flatten();
        let file = case::read(&text("case")?)?;
        if !file.digest_ok {
            return Err(Taken::Unread(damaged()));
        }
        let (id, title) = match self.load(&id).await {
            Err(Error::Missing) => {
                told.added += 1;
                (id, title)
            }
            Ok(loaded) if loaded.draft == file.draft => {
                told.same += 1;
                return Ok(());
            }
            Ok(_) | Err(Error::Damaged(_) | Error::Newer) => {
                told.copies += 1;
                beside.push(id);
                (Self::fresh_id(), format!("{title}（恢复）"))
            }
            Err(error) => return Err(error.into()),
        };
        let label = Label { title, step };
        self.save(&id, &Base::default(), &Self::fresh_id(), &label, &file.draft, kept).await?;
        Ok(())
    }

    /// Makes a draft of its own with what another one holds, and gives its id. It was not handed in.
    ///
    /// # Errors
    /// As [`Drafts::load`], and when the store fails.
    pub async fn copy(&self, id: &str, at: u64) -> Result<String, Error> {
        let Loaded { title, step, draft, .. } = self.load(id).await?;
        let label = Label { title: format!("{title}（副本）"), step };
        let copy = Self::fresh_id();
        self.save(&copy, &Base::default(), &Self::fresh_id(), &label, &draft, at).await?;
        Ok(copy)
    }

    /// Removes everything that is kept for this person, and gives how many drafts that were. Traces may stay on
    /// disk: the browser decides when it overwrites what was removed.
    ///
    /// # Errors
    /// When the store fails: then nothing is removed.
    pub async fn clear(&self) -> Result<usize, Error> {
        let (mut ops, mut drafts) = (Vec::new(), 0);
        for kind in ["head", "revision", "outbox", "late", "aside", "blob", "vault"] {
            // As it lies there: what is encrypted need not be opened to be removed.
            for (key, _) in self.raw_scan(&[kind, self.owner()]).await? {
                drafts += usize::from(kind == "head");
                if kind == "blob" {
                    ops.push(Op::DeleteBlob(key.clone()));
                }
                ops.push(Op::Delete(key));
            }
        }
        self.raw(&[], |_| Ok((ops, ()))).await?;
        self.forgotten();
        self.settle(true);
        Ok(drafts)
    }
}

/// Why a record is not taken back.
enum Taken {
    /// It cannot be read.
    Unread(Words),
    /// The store failed.
    Store(Error),
}

impl From<Error> for Taken {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<Words> for Taken {
    fn from(why: Words) -> Self {
        Self::Unread(why)
    }
}

impl From<wire::Error> for Taken {
    fn from(error: wire::Error) -> Self {
        Self::Unread(error.words())
    }
}

fn draft_out(loaded: &Loaded, at: u64) -> Value {
    let by = concat!("govcloud-request ", env!("CARGO_PKG_VERSION")).to_owned();
    let case = case::write(&loaded.draft, &case::Made { by, at: at.to_string() });
    let at = at.min(canonical::LARGEST_WHOLE);
    let mut draft = json!({"id": loaded.id, "title": loaded.title, "at": at, "case": case});
    if let (Some(step), Some(members)) = (&loaded.step, draft.as_object_mut()) {
        members.insert("step".into(), json!({"case": step.reference, "errand": step.errand.code()}));
    }
    json!({ "draft": draft })
}

/// Whose backup it is.
fn head(line: &str) -> Result<Digest, Words> {
    let other = || {
        Words::new(
            "这不是备份文件：第一行应为本程序写的备份标记",
            "This is no backup: its first line should be the mark of one",
        )
    };
    let value = json::parse(line, LONGEST).map_err(|_| other())?;
    let root = At::root(&value);
    match version_of(&root, FORMAT, 1) {
        Ok(_) => {}
        Err(error @ wire::Error::Version { .. }) => return Err(error.words()),
        Err(_) => return Err(other()),
    }
    root.member("owner").and_then(|owner| owner.digest()).map_err(|_| other())
}

fn ended(end: &At<'_>) -> Option<(u64, String)> {
    Some((end.member("lines").ok()?.whole().ok()?, end.member("sum").ok()?.text(64).ok()?.to_owned()))
}

fn chained(before: &str, line: &str) -> String {
    Digest::of(format!("{before}\n{line}").as_bytes()).to_string()
}

fn damaged() -> Words {
    Words::new("内容与其摘要不符，未恢复", "What it holds does not match its digest: not taken back")
}
