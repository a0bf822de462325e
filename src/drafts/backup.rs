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
use serde_json::{Value, json};

const FORMAT: &str = "govcloud-backup";
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
    /// one attachment is held at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn backup(&self, at: u64, mut line: impl FnMut(String)) -> Result<BackedUp, Error> {
        let mut told = BackedUp::default();
        let (mut chain, mut lines) = (String::new(), 0_u64);
        let mut put = |value: &Value| {
            let text = canonical::to_string(value).unwrap_or_default();
            chain = chained(&chain, &text);
            lines += 1;
            line(text);
        };
        let owner = self.owner_digest().to_string();
        put(&json!({"format": FORMAT, "version": 1, "at": at.min(canonical::LARGEST_WHOLE), "owner": owner}));
        for summary in self.list().await? {
            match self.load(&summary.id).await {
                Ok(loaded) => {
                    told.drafts += 1;
                    put(&draft_out(&loaded, summary.updated));
                    if let Some(row) = &loaded.outbox {
                        put(&json!({"outbox": {"id": loaded.id, "row": record::write_outbox(row)}}));
                    }
                }
                Err(Error::Damaged(texts)) => {
                    told.damaged.push(summary.title);
                    put(&json!({"damaged": {"id": summary.id, "texts": texts}}));
                }
                Err(Error::Newer | Error::Missing) => told.damaged.push(summary.title),
                Err(error) => return Err(error),
            }
        }
        for digest in self.papers().await? {
            // One that is lost or damaged is missed where its draft is opened; it must not end the backup.
            if let Ok(bytes) = self.blob(digest).await {
                told.papers += 1;
                put(&json!({"paper": {"digest": digest.to_string(), "bytes": STANDARD.encode(bytes)}}));
            }
        }
        let end = json!({"end": {"lines": lines, "sum": chain}});
        line(canonical::to_string(&end).unwrap_or_default());
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
        for kind in ["head", "revision", "outbox", "late", "aside", "blob"] {
            for (key, _) in self.scan(&[kind, self.owner()]).await? {
                drafts += usize::from(kind == "head");
                if kind == "blob" {
                    ops.push(Op::DeleteBlob(key.clone()));
                }
                ops.push(Op::Delete(key));
            }
        }
        self.transact(&[], |_| Ok((ops, ()))).await?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::super::device::block_on;
    use super::*;
    use crate::dossier::{Attachment, Draft};
    use crate::drafts::OutboxRow;

    fn draft(name: &str) -> Draft {
        let mut draft = Draft::default();
        draft.set_field("system.name", name);
        draft
    }

    async fn keep(drafts: &Drafts, id: &str, draft: &Draft) {
        let label = Label::from(draft.field("system.name"));
        drafts.save(id, &Base::default(), "w", &label, draft, 7).await.unwrap();
    }

    async fn taken(drafts: &Drafts) -> (String, BackedUp) {
        let mut text = String::new();
        let told = drafts.backup(1, |line| text += &(line + "\n")).await.unwrap();
        (text, told)
    }

    async fn filled() -> Drafts {
        let drafts = Drafts::open("a").await;
        let digest = drafts.put_blob(b"plan", 1).await.unwrap();
        let mut first = draft("甲系统");
        first.attachments.push(Attachment {
            role: "plan".into(),
            name: "方案.pdf".into(),
            media_type: "application/pdf".into(),
            size: 4,
            digest,
        });
        keep(&drafts, "d1", &first).await;
        keep(&drafts, "d2", &draft("乙系统")).await;
        let row = OutboxRow { state: "accepted".into(), text: "{}".into(), ..OutboxRow::default() };
        drafts.set_outbox("d1", &row).await.unwrap().unwrap();
        drafts
    }

    #[test]
    fn what_was_backed_up_comes_back_on_another_device() {
        block_on(async {
            let (text, told) = taken(&filled().await).await;
            assert_eq!(told, BackedUp { drafts: 2, papers: 1, damaged: vec![] });
            let there = Drafts::open("a").await;
            let restored = there.restore(&text, 9).await.unwrap();
            let whole = Restored { added: 2, papers: 1, whole: true, ..Restored::default() };
            assert_eq!(restored, whole);
            let first = there.load("d1").await.unwrap();
            assert_eq!(first.draft.field("system.name"), "甲系统");
            assert_eq!(first.outbox.unwrap().state, "accepted");
            assert_eq!(there.blob(first.draft.attachments[0].digest).await.unwrap(), b"plan");
            let again = there.restore(&text, 9).await.unwrap();
            assert_eq!((again.added, again.same, again.copies), (0, 2, 0));
            assert_eq!(there.list().await.unwrap().len(), 2);
            // Another person has the drafts, and not what was handed in.
            let other = there.of("b");
            other.restore(&text, 9).await.unwrap();
            assert_eq!(other.load("d1").await.unwrap().outbox, None);
        })
        .unwrap();
    }

    #[test]
    fn what_is_here_is_never_overwritten() {
        block_on(async {
            let drafts = filled().await;
            let (text, _) = taken(&drafts).await;
            let base = drafts.load("d2").await.unwrap().base;
            drafts.save("d2", &base, "w", &"丙".into(), &draft("丙系统"), 8).await.unwrap();
            let told = drafts.restore(&text, 9).await.unwrap();
            assert_eq!((told.added, told.same, told.copies), (0, 1, 1));
            assert_eq!(drafts.load("d2").await.unwrap().draft.field("system.name"), "丙系统");
            let list = drafts.list().await.unwrap();
            assert!(list.iter().any(|s| s.title == "乙系统（恢复）"), "{list:?}");
        })
        .unwrap();
    }

    #[test]
    fn a_file_that_was_cut_or_changed_gives_what_is_whole() {
        block_on(async {
            let (text, _) = taken(&filled().await).await;
            let cut: String = text.lines().take(2).map(|line| format!("{line}\n")).collect();
            let told = Drafts::open("x").await.restore(&cut, 9).await.unwrap();
            assert_eq!((told.added, told.whole), (1, false));
            let changed = text.replace("乙系统", "丁系统");
            let told = Drafts::open("y").await.restore(&changed, 9).await.unwrap();
            assert_eq!((told.added, told.unread.len(), told.whole), (1, 1, false), "{told:?}");
            let broken = text.replacen("{\"paper\"", "{\"paper", 1);
            let told = Drafts::open("z").await.restore(&broken, 9).await.unwrap();
            assert_eq!((told.added, told.papers, told.unread.len()), (2, 0, 1));
            for none in ["", "{}", "{\"format\":\"govcloud-case\",\"version\":1}", "PK\u{3}"] {
                assert!(Drafts::open("n").await.restore(none, 9).await.is_err(), "{none}");
            }
            let newer = text.replacen("\"version\":1", "\"version\":2", 1);
            let why = Drafts::open("n").await.restore(&newer, 9).await.unwrap_err();
            assert!(why.zh.contains('2'), "{why:?}");
        })
        .unwrap();
    }

    #[test]
    fn a_copy_stands_for_itself_and_clearing_leaves_nothing() {
        block_on(async {
            let drafts = filled().await;
            let copy = drafts.copy("d1", 8).await.unwrap();
            let loaded = drafts.load(&copy).await.unwrap();
            assert_eq!((loaded.title.as_str(), loaded.outbox), ("甲系统（副本）", None));
            let other = drafts.of("b");
            keep(&other, "o", &draft("他人")).await;
            assert_eq!(drafts.clear().await.unwrap(), 3);
            assert_eq!(drafts.list().await.unwrap(), []);
            assert_eq!(drafts.blob(loaded.draft.attachments[0].digest).await, Err(Error::Missing));
            assert!(!drafts.missed(&[]), "what the person cleared is not missed");
            assert_eq!(other.list().await.unwrap().len(), 1, "others keep theirs");
        })
        .unwrap();
    }

    #[test]
    fn drafts_that_went_without_the_person_are_missed() {
        block_on(async {
            let drafts = Drafts::open("evicted").await;
            keep(&drafts, "d", &draft("甲")).await;
            let list = drafts.list().await.unwrap();
            assert!(!drafts.missed(&list));
            // The browser has cleared its tables; what it remembers of habits stayed.
            let fresh = Drafts::open("evicted").await;
            let list = fresh.list().await.unwrap();
            assert!(fresh.missed(&list));
            fresh.settle(true);
            assert!(!fresh.missed(&list));
            assert!(!Drafts::open("new").await.missed(&[]), "a new device misses nothing");
        })
        .unwrap();
    }
}
