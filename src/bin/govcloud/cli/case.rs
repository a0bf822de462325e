//! Reading a case file, and where something stands in it, in words.

use super::BadInput;
use govcloud::basics::{Lang, Words};
use govcloud::catalog::Edition;
use govcloud::dossier::read::{COLUMNS, SERVICE_COLUMNS};
use govcloud::dossier::{Draft, fields};
use govcloud::wire::Error;
use govcloud::wire::v1::{case, envelope, journal};
use std::path::Path;

/// Reads a case file, or the case of an envelope as it was handed in. A file that was changed by hand is somebody's work all
/// the same: it is read, that its digest does not match is said on standard error, and the second value is false.
pub(crate) fn open(path: &Path, lang: Lang) -> Result<(Draft, bool), BadInput> {
    let text = super::text_of(path)?;
    let read = match case::read(&text) {
        Err(Error::Format { found, .. }) if found == envelope::FORMAT => {
            envelope::open(&text).map(|opened| (opened.content.draft, opened.digest, opened.digest_ok))
        }
        file => file.map(|file| (file.draft, file.digest, file.digest_ok)),
    };
    let (draft, digest, matches) =
        read.map_err(|error| BadInput::new(path.display().to_string(), error.words()))?;
    if !matches {
        let warning = Words::new(
            format!("摘要与内容不符（算得 {digest}），文件可能被改动"),
            format!(
                "the digest does not match the content ({digest} computed); the file may have been changed"
            ),
        );
        eprintln!("govcloud: {}: {}", path.display(), warning.get(lang));
    }
    Ok((draft, matches))
}

/// Reads a journal and proves its chain.
pub(crate) fn journal(path: &Path) -> Result<journal::Journal, BadInput> {
    let text = super::text_of(path)?;
    journal::read(&text).map_err(|error| BadInput::new(path.display().to_string(), error.words()))
}

/// Where a path leads, in words: a field's label, a row and column, an attachment.
pub(crate) fn place(draft: &Draft, edition: &Edition, path: &govcloud::basics::Path, lang: Lang) -> String {
    let steps: Vec<String> = path.steps().collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let words = match steps.as_slice() {
        ["fields", key] => fields::spec(key).map(|f| Words::new(f.label.0, f.label.1)),
        ["needs"] => Some(Words::new("资源需求", "needs")),
        ["needs", row] => Some(row_words(draft, row)),
        ["needs", row, column] => {
            let (row, column) = (row_words(draft, row), column_words(edition, column));
            Some(Words::new(format!("{} {}", row.zh, column.zh), format!("{}, {}", row.en, column.en)))
        }
        ["journal"] => Some(Words::new("办理记录", "journal")),
        ["journal", number, "needs"] => Some(step_words(number, &Words::new("资源需求", "needs"))),
        ["journal", number, "fields", key] => {
            fields::spec(key).map(|f| step_words(number, &Words::new(f.label.0, f.label.1)))
        }
        ["fees", "yearly"] => Some(Words::new("年度费用", "yearly cost")),
        ["parameters", id] => Some(Words::new(format!("参数 {id}"), format!("number {id}"))),
        [] => Some(Words::new("全文", "the form as a whole")),
        ["attachments"] => Some(Words::new("附件", "attachments")),
        ["attachments", row] => {
            let found = row.parse::<usize>().ok().and_then(|row| draft.attachments.get(row));
            found.map(|a| Words::new(format!("附件 {}", a.name), format!("attachment {}", a.name)))
        }
        _ => None,
    };
    let place = words.map_or_else(|| path.as_str().to_owned(), |words| words.get(lang).to_owned());
    // Undertakings are labelled with whole sentences.
    place.trim_end_matches(['。', '.']).to_owned()
}

fn step_words(number: &str, what: &Words) -> Words {
    Words::new(format!("第 {number} 个环节的{}", what.zh), format!("step {number}, {}", what.en))
}

fn row_words(draft: &Draft, row: &str) -> Words {
    let at = row.parse::<usize>().unwrap_or_default();
    let name = draft.needs.get(at).map(|need| need.cell("name")).unwrap_or_default();
    let number = at.saturating_add(1);
    let (zh, en) = (format!("需求第 {number} 行 {name}"), format!("need {number} {name}"));
    Words::new(zh.trim_end(), en.trim_end())
}

fn column_words(edition: &Edition, column: &str) -> Words {
    if let Some((_, zh, en)) = COLUMNS.iter().chain(SERVICE_COLUMNS).find(|c| c.0 == column) {
        return Words::new(*zh, *en);
    }
    let found = match column.split_once('.') {
        Some(("d", code)) => edition.dimension(code).map(|(_, dimension)| &dimension.name),
        Some(("t" | "p", code)) => edition.trait_of(code).map(|of| &of.name),
        _ => None,
    };
    found.cloned().unwrap_or_else(|| Words::same(column))
}
