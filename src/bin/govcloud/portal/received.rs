//! An envelope as it came in: read, its digest checked, its file names safe.

use super::attachments::name_problem;
use super::problem::Problem;
use super::signatures::Signed;
use axum::http::StatusCode;
use govcloud::basics::{Digest, Path, Words};
use govcloud::dossier::Draft;
use govcloud::wire;
use govcloud::wire::v1::case;
use govcloud::wire::v1::envelope::{self, Content};
use govcloud::wire::v1::journal::JudgedBy;
use serde_json::Value;

/// A readable envelope whose digest is right.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// What it holds.
    pub(crate) content: Content,
    /// SM3 of the canonical envelope without its digest.
    pub(crate) digest: Digest,
    /// The signature that came beside it and was found right.
    pub(crate) signed: Option<Signed>,
}

/// Reads an envelope.
///
/// # Errors
/// 400 where it is no envelope, 422 where its digest does not match, a file name is not safe, or a text holds U+0000.
pub(crate) fn read(text: &str) -> Result<Received, Problem> {
    if null_written(text) {
        return Err(Problem::control_character(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let opened = envelope::open(text).map_err(|error| unreadable(&error))?;
    if !opened.digest_ok {
        let (zh, en) = (
            "申请内容与其摘要不符，可能在传输中被改动。",
            "The application does not match its digest: it may have been changed on the way.",
        );
        let place = Words::new(
            format!("写的是 {}，算得 {}", opened.written, opened.digest),
            format!("{} is written, {} computed", opened.written, opened.digest),
        );
        return Err(Problem::refused("digest-mismatch", zh, en).at("/digest", "digest-mismatch", place));
    }
    for (row, attachment) in opened.content.draft.attachments.iter().enumerate() {
        if let Some(words) = name_problem(&attachment.name) {
            let (zh, en) = ("附件名称不被接受。", "The name of an attachment is not taken.");
            let path = format!("/case/attachments/{row}/name");
            return Err(Problem::refused("attachment-name", zh, en).at(path, "attachment-name", words));
        }
    }
    Ok(Received { content: opened.content, digest: opened.digest, signed: None })
}

/// True where a JSON text escapes U+0000. A bare one is no JSON.
fn null_written(text: &str) -> bool {
    let escaped = |(at, _): (usize, &str)| {
        // A backslash that is escaped itself begins nothing.
        let before = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        before % 2 == 0
    };
    text.match_indices("\\u0000").any(escaped)
}

impl Received {
    /// By what the envelope says that it was judged. Compared with the portal's own review where it is taken in.
    ///
    /// # Errors
    /// 422 where it does not say so.
    pub(crate) fn judged(&self) -> Result<JudgedBy, Problem> {
        let content = &self.content;
        let text = |place: &str| content.review.pointer(place).and_then(Value::as_str);
        let hash = text("/review/textHash").and_then(Digest::parse);
        let (Some(ruleset), Some(hash)) = (text("/review/ruleset"), hash) else {
            let (zh, en) = (
                "申请中没有写明审查所依据的规则版本。",
                "The envelope does not say by which rules it was judged.",
            );
            return Err(Problem::refused("review-differs", zh, en));
        };
        Ok(JudgedBy {
            ruleset: ruleset.to_owned(),
            text_hash: hash,
            catalog: (content.catalog_id.clone(), content.catalog_hash),
            jurisdiction: content.jurisdiction.clone(),
            as_of: content.as_of,
        })
    }
}

/// A form as a case file of its own, as the element opens it.
pub(crate) fn case_file(sheet: &Draft, received_at: &str) -> String {
    let by = concat!("govcloud-request ", env!("CARGO_PKG_VERSION")).to_owned();
    case::write(sheet, &case::Made { by, at: received_at.to_owned() })
}

/// The refusal of a document that cannot be read, with the place.
fn unreadable(error: &wire::Error) -> Problem {
    use wire::Error as E;
    let root = Path::root();
    let (code, at) = match error {
        E::Syntax { .. } => ("json", &root),
        E::Format { .. } | E::Version { .. } => ("envelope-format", &root),
        E::Shape { at, .. } => ("envelope-shape", at),
        E::NotCanonical { at } => ("not-canonical", at),
        E::Digest { at, .. } => ("digest-mismatch", at),
        E::TooLarge { .. } => ("too-large", &root),
    };
    let (zh, en) = ("提交内容不是可读的申请信封。", "What was sent is no readable application envelope.");
    Problem::bad_request(code, zh, en).at(at.as_str(), code, error.words())
}
