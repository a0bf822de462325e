//! Attachments: bytes that come before the application that names them.
//!
//! A file is kept under the SM3 of its bytes, never under a name that somebody typed, so a name can lead
//! nowhere. Bytes are on disk before the row that names them is in the database; sending the same bytes
//! again changes nothing.

use super::Portal;
use super::accounts::Who;
use super::at::At;
use super::clock;
use super::guards::Party;
use super::problem::{Problem, internal};
use super::text::percent_encoded;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use govcloud::basics::{Digest, Words};
use govcloud::dossier::Attachment;
use serde_json::json;
use sqlx::AnyConnection;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// The largest attachment in bytes.
pub(crate) const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The longest file name in characters.
const LONGEST_NAME: usize = 120;

/// What is attached without a word about its kind.
const ANY_BYTES: &str = "application/octet-stream";

/// Names that Windows takes for devices, whatever their end.
const DEVICES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
    "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// What may be attached: the end of the name, and the media type that goes with it.
const KINDS: [(&str, &str); 15] = [
    ("pdf", "application/pdf"),
    ("ofd", "application/ofd"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("wps", "application/vnd.ms-works"),
    ("et", "application/octet-stream"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("zip", "application/zip"),
    ("7z", "application/x-7z-compressed"),
];

/// `PUT /api/attachments/{sm3}`: keeps the body for this organ, if its SM3 is what the address says.
///
/// 201 the first time, 200 when it was there already; both with digest and size.
pub(crate) async fn put(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At(address): At<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|rejection| refused_body(&rejection))?;
    let digest = Digest::parse(&address).ok_or_else(|| {
        let (zh, en) =
            ("地址中的摘要应为 64 位十六进制 SM3。", "The address needs an SM3 of 64 hexadecimal digits.");
        Problem::bad_request("digest-malformed", zh, en)
    })?;
    if body.is_empty() {
        return Err(Problem::refused("attachment-empty", "附件为空。", "The attachment is empty."));
    }
    if Digest::of(&body) != digest {
        let (zh, en) = (
            "附件内容与摘要不符，可能在传输中被改动，请重新上传。",
            "The bytes do not match their digest: they may have been changed on the way. Send them again.",
        );
        return Err(Problem::refused("digest-mismatch", zh, en));
    }
    let media_type = media_type_of(&headers)?.to_owned();
    let size = body.len();
    let status = match hold(&portal, &session.who, digest, body, &media_type).await? {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    };
    Ok((status, Json(json!({ "digest": digest.to_string(), "size": size }))).into_response())
}

/// Keeps bytes whose digest was checked for an organ; false where it held them before.
///
/// # Errors
/// When the disk or the database fails.
pub(crate) async fn hold(
    portal: &Portal,
    who: &Who,
    digest: Digest,
    bytes: Bytes,
    media_type: &str,
) -> Result<bool, Problem> {
    let size = bytes.len();
    write_once(portal, digest, bytes).await?;
    Ok(register(portal, who, digest, size, media_type).await?)
}

/// The media type that the request names, if attachments may have it.
fn media_type_of(headers: &HeaderMap) -> Result<&'static str, Problem> {
    let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let named = named.map_or("", |value| value.split(';').next().unwrap_or_default().trim());
    let named = if named.is_empty() { ANY_BYTES } else { named };
    let known = KINDS.iter().map(|(_, known)| *known).chain([ANY_BYTES]);
    if let Some(media_type) = known.into_iter().find(|known| known.eq_ignore_ascii_case(named)) {
        return Ok(media_type);
    }
    let (zh, en) = ("不接受这种类型的附件。", "Attachments of this type are not taken.");
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "attachment-type", zh, en))
}

/// Notes that the organ holds these bytes; false where it did before.
async fn register(
    portal: &Portal,
    who: &Who,
    digest: Digest,
    size: usize,
    media_type: &str,
) -> Result<bool, sqlx::Error> {
    let added = sqlx::query(
        "INSERT INTO attachments (tenant, digest, size, media_type, stored_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant, digest) DO NOTHING",
    )
    .bind(&who.tenant)
    .bind(digest.to_string())
    .bind(i64::try_from(size).unwrap_or(i64::MAX))
    .bind(media_type)
    .bind(clock::timestamp())
    .execute(&portal.db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// `GET /api/cases/{reference}/attachments/{sm3}`: the bytes, for whoever may see the case.
/// Always a download, never shown in the portal's own origin.
pub(crate) async fn download(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At((reference, address)): At<(String, String)>,
) -> Result<Response, Problem> {
    let line = super::cases::visible(&portal.db, &session.who, &reference).await?;
    let digest = Digest::parse(&address).ok_or_else(Problem::not_found)?;
    let name: Option<String> = sqlx::query_scalar(
        "SELECT name FROM case_attachments WHERE reference = $1 AND digest = $2
         ORDER BY number, position LIMIT 1",
    )
    .bind(&line.reference)
    .bind(digest.to_string())
    .fetch_optional(&portal.db)
    .await?;
    let name = name.ok_or_else(Problem::not_found)?;
    let bytes = tokio::fs::read(place_of(&portal, digest)).await?;
    let disposition = format!("attachment; filename*=UTF-8''{}", percent_encoded(&name));
    Ok((
        [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

/// Whether the organ holds bytes of this digest and size.
///
/// # Errors
/// When the database fails.
pub(crate) async fn held(
    connection: &mut AnyConnection,
    who: &Who,
    digest: Digest,
    size: u64,
) -> Result<bool, sqlx::Error> {
    let kept: Option<i64> =
        sqlx::query_scalar("SELECT size FROM attachments WHERE tenant = $1 AND digest = $2")
            .bind(&who.tenant)
            .bind(digest.to_string())
            .fetch_optional(connection)
            .await?;
    Ok(kept.is_some_and(|kept| u64::try_from(kept) == Ok(size)))
}

/// Notes an attachment as it is listed at this place of an entry.
///
/// # Errors
/// When the database fails.
pub(crate) async fn list(
    connection: &mut AnyConnection,
    (reference, number): (&str, u32),
    row: usize,
    listed: &Attachment,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO case_attachments (reference, number, position, role, digest, name, media_type, size)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(reference)
    .bind(i64::from(number))
    .bind(i64::try_from(row).unwrap_or(i64::MAX))
    .bind(&listed.role)
    .bind(listed.digest.to_string())
    .bind(&listed.name)
    .bind(&listed.media_type)
    .bind(i64::try_from(listed.size).unwrap_or(i64::MAX))
    .execute(connection)
    .await?;
    Ok(())
}

/// What is wrong with the name of an attachment; nothing where it may stand in a list and on a disk.
pub(crate) fn name_problem(name: &str) -> Option<Words> {
    let reserved =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Some(Words::new("文件名应为 1 至 120 个字符。", "A file name has 1 to 120 characters."));
    }
    // Marks that turn the reading direction can hide the real end of a name.
    // So can marks that nobody sees, and what breaks a line.
    let unseen = |c: char| matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let bare = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    if name.chars().any(|c| reserved(c) || unseen(c))
        || name.starts_with('.')
        || name.ends_with(['.', ' '])
        || DEVICES.contains(&bare.as_str())
    {
        return Some(Words::new(
            "文件名不能含有路径、控制字符或 \\ / : * ? \" < > |。",
            "A file name holds no path, no control characters and none of \\ / : * ? \" < > |.",
        ));
    }
    let end = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
    if KINDS.iter().any(|(kind, _)| *kind == end) {
        return None;
    }
    let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
    Some(Words::new(
        format!("不接受这种文件，可用：{}。", kinds.join("、")),
        format!("Files of this kind are not taken; these are: {}.", kinds.join(", ")),
    ))
}

/// Where bytes of this digest are kept.
fn place_of(portal: &Portal, digest: Digest) -> PathBuf {
    portal.data.join("attachments").join(digest.to_string())
}

/// Writes the bytes unless they are there: first under a name of its own, then moved into place, so that
/// no half-written file ever stands under a digest.
async fn write_once(portal: &Portal, digest: Digest, bytes: Bytes) -> Result<(), Problem> {
    let place = place_of(portal, digest);
    let draft = place.with_extension(super::sessions::random_hex().map_err(|e| internal(&e))?);
    let written = tokio::task::spawn_blocking(move || {
        if place.try_exists()? {
            return Ok(());
        }
        let mut file = std::fs::File::create(&draft)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        std::fs::rename(&draft, &place)
    });
    Ok(written.await.map_err(|e| internal(&e))??)
}

/// Why a body could not be read.
pub(crate) fn refused_body(rejection: &BytesRejection) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let (zh, en) = ("内容超过大小上限。", "The content is larger than the portal takes.");
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", zh, en);
    }
    let (zh, en) = ("内容没有完整到达，请重试。", "The content did not arrive whole: try again.");
    Problem::bad_request("body-incomplete", zh, en)
}

#[cfg(test)]
mod tests {
    use super::name_problem;

    #[test]
    fn names_that_lead_elsewhere_or_hide_their_end_are_refused() {
        for name in [
            "",
            "..",
            ".",
            "../plan.pdf",
            "..\\plan.pdf",
            "/etc/passwd",
            "C:plan.pdf",
            "plan.pdf\0",
            "plan\n.pdf",
            ".htaccess",
            "plan",
            "plan.exe",
            "plan.pdf.",
            "plan.html",
            "fdp\u{202e}.exe.pdf",
            "a|b.pdf",
            "a\u{61c}b.pdf",
            "a\u{200b}b.pdf",
            "a\u{2028}b.pdf",
            "CON.pdf",
            "com1 .v2.pdf",
        ] {
            assert!(name_problem(name).is_some(), "{name:?}");
        }
        for name in
            ["迁移方案.pdf", "list 2.XLSX", "console.pdf", "COM.pdf", "a.b.c.docx", "方案（终稿）.ofd"]
        {
            assert_eq!(name_problem(name), None, "{name:?}");
        }
        assert!(name_problem(&format!("{}.pdf", "长".repeat(120))).is_some());
    }
}
