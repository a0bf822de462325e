//! The change drafts of a list: written into a folder, with an account of what was prepared and what was not.

use super::super::table::{Align, columns, plain};
use super::super::{BadInput, text_of};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::exchange::Sheet;
use govcloud::exchange::changes::{Prepared, Running, account, files, prepare, total};
use govcloud::fitting::sizing::Target;
use govcloud::lifecycle::adjustment::Advice;
use govcloud::wire::v1::case::Made;
use govcloud::wire::v1::{journal, register};
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the cases are, and where their drafts go.
#[derive(clap::Args)]
pub(super) struct ChangesArgs {
    /// Write the draft of a change for each low system whose case runs into this folder, a case file each
    #[arg(long, value_name = "FOLDER", requires = "register", requires = "catalog")]
    changes: Option<PathBuf>,
    /// The cases: a register of journals, or the journal of one case (JSON)
    #[arg(long, value_name = "FILE", requires = "changes")]
    register: Option<PathBuf>,
}

/// What was prepared and written.
pub(super) struct Written {
    prepared: Vec<Prepared>,
    sheet: Sheet,
    folder: PathBuf,
    names: Vec<String>,
    /// Cases of the register that cannot be used.
    left_out: Vec<(String, Words)>,
}

impl ChangesArgs {
    /// Prepares and writes, where that is asked for.
    pub(super) fn write(
        &self,
        advice: &Advice,
        target: &Target,
        edition: Option<&Edition>,
        as_of: Date,
        lang: Lang,
    ) -> Result<Option<Written>, BadInput> {
        let (Some(folder), Some(register), Some(edition)) = (&self.changes, &self.register, edition) else {
            return Ok(None);
        };
        let (cases, left_out) = running(register)?;
        let prepared = prepare(advice, &cases, target, edition);
        let made =
            Made { by: format!("govcloud-request {}", env!("CARGO_PKG_VERSION")), at: date::iso(as_of) };
        let files = files(&prepared, &made);
        std::fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
        for (name, text) in &files {
            let path = folder.join(name);
            // What somebody works on already is not written over.
            let file = OpenOptions::new().write(true).create_new(true).open(&path);
            file.and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(|error| unwritten(&path, &error))?;
        }
        let sheet = account(&prepared, edition, lang);
        let names = files.into_iter().map(|(name, _)| name).collect();
        Ok(Some(Written { prepared, sheet, folder: folder.clone(), names, left_out }))
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> BadInput {
    let words = Words::new(format!("写不了文件：{error}"), format!("cannot be written: {error}"));
    BadInput::new(path.display().to_string(), words)
}

/// Cases, and references of those that cannot be used with why.
type Cases = (Vec<Running>, Vec<(String, Words)>);

/// The cases of a file, and those in it that cannot be used.
fn running(path: &Path) -> Result<Cases, BadInput> {
    let text = text_of(path)?;
    let of =
        |journal: &journal::Journal| Running { reference: journal.reference.clone(), life: journal.life() };
    match register::read(&text) {
        Ok(register) => {
            let left_out = register.left_out.into_iter().map(|one| (one.reference, one.why));
            Ok((register.cases.iter().map(|case| of(&case.journal)).collect(), left_out.collect()))
        }
        Err(error) => match journal::read(&text) {
            Ok(journal) => Ok((vec![of(&journal)], Vec::new())),
            Err(other) => {
                let own = text.contains(journal::FORMAT) && !text.contains(register::FORMAT);
                let words = if own { other.words() } else { error.words() };
                Err(BadInput::new(path.display().to_string(), words))
            }
        },
    }
}

impl Written {
    /// For programs.
    pub(super) fn json(&self) -> Value {
        let one = |one: &Prepared| {
            let saving = one.saving.as_ref().and_then(|saving| saving.total());
            let case = one.draft.as_ref().ok().map(|ready| ready.reference.clone());
            let why = one.draft.as_ref().err().map(|why| why.words());
            json!({"system": one.system, "row": one.row, "case": case, "saves": saving.map(|money| money.plain()),
                "why": why.map(|words| json!({"zh": words.zh, "en": words.en}))})
        };
        let (sum, unknown) = total(&self.prepared);
        let left_out = self
            .left_out
            .iter()
            .map(|(reference, why)| json!({"reference": reference, "why": {"zh": why.zh, "en": why.en}}));
        json!({
            "files": self.names,
            "systems": self.prepared.iter().map(one).collect::<Vec<_>>(),
            "saves": sum.and_then(|sum| sum.total()).map(|money| money.plain()),
            "savesUnknown": unknown,
            "leftOut": left_out.collect::<Vec<_>>(),
        })
    }

    /// For people.
    pub(super) fn text(&self, lang: Lang) -> String {
        let mut text = format!("\n{}\n", self.sheet.title);
        for (label, said) in &self.sheet.about {
            text.push_str(&format!("{label}: {said}\n"));
        }
        let mut rows: Vec<Vec<String>> = vec![self.sheet.headings.clone()];
        rows.extend(
            self.sheet.all_rows().map(|row| row.iter().map(govcloud::exchange::Cell::shown).collect()),
        );
        let align = [Align::Left, Align::Left, Align::Left, Align::Left, Align::Right, Align::Left];
        text.push_str(&columns(&align, &rows));
        for (reference, why) in &self.left_out {
            text.push_str(&format!("! {}: {}\n", plain(reference), plain(why.get(lang))));
        }
        let (count, folder) = (self.names.len(), self.folder.display());
        let words = Words::new(
            format!("已写入 {count} 份变更草稿：{folder}"),
            format!("change drafts written: {count}, in {folder}"),
        );
        text + words.get(lang) + "\n"
    }
}
