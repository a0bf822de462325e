//! What a workbook is packed in, looked at before anything of it is believed: a file of a few kilobytes can claim,
//! or hide, gigabytes.

use super::super::error::Error;
use super::super::table::MOST_BYTES;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::read::ZipFile;

/// Most parts of a workbook.
const MOST_PARTS: usize = 256;
/// Most bytes of all parts together, unpacked.
const MOST_INFLATED: u64 = 64 << 20;
/// Looked at one after the other, so that little is in memory at a time.
const PIECE: usize = 64 << 10;

/// Looks through all parts: what they declare, what they really unpack to, and what they refer to.
///
/// # Errors
/// Where the file is no workbook, or anything of it is more than is read.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::TooLarge);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Error::OldOrLocked);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let parts = archive.len();
    if parts > MOST_PARTS {
        return Err(Error::TooManyParts(parts));
    }
    let mut left = MOST_INFLATED;
    // First what they declare, which costs nothing; then what is true.
    let mut declared = 0u64;
    for at in 0..parts {
        let part = archive.by_index_raw(at).map_err(broken)?;
        declared = declared.saturating_add(part.size());
        if declared > MOST_INFLATED {
            return Err(Error::Inflates { part: name(&part), most: MOST_INFLATED });
        }
    }
    for at in 0..parts {
        let part = archive.by_index(at).map_err(broken)?;
        left = look(part, left)?;
    }
    Ok(())
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::Broken(error.to_string())
}

fn name<R: std::io::Read>(part: &ZipFile<'_, R>) -> String {
    part.name().map_or_else(|_| "?".to_owned(), |name| name.chars().take(100).collect())
}

/// Unpacks one part and throws it away again; gives how many bytes are left to the others.
fn look(mut part: ZipFile<'_, Cursor<&[u8]>>, left: u64) -> Result<u64, Error> {
    let name = name(&part);
    let relations = name.ends_with(".rels");
    let mut links = Vec::new();
    let mut piece = vec![0; PIECE];
    let mut used = 0u64;
    let mut tail: Vec<u8> = Vec::new();
    loop {
        let read = part.read(&mut piece).map_err(|error| Error::Broken(format!("{name}: {error}")))?;
        if read == 0 {
            break;
        }
        used += read as u64;
        if used > left {
            return Err(Error::Inflates { part: name, most: MOST_INFLATED });
        }
        let bytes = piece.get(..read).unwrap_or_default();
        // A word may lie across two pieces.
        tail.extend_from_slice(bytes);
        if declares(&tail) {
            return Err(Error::DocumentType(name));
        }
        tail.drain(..tail.len().saturating_sub(16));
        if relations {
            links.extend_from_slice(bytes);
        }
    }
    if relations && let Some(target) = external(&String::from_utf8_lossy(&links)) {
        return Err(Error::External(target));
    }
    Ok(left - used)
}

/// True where a document type or an entity is declared.
fn declares(bytes: &[u8]) -> bool {
    let marks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<');
    marks.filter_map(|(at, _)| bytes.get(at..)).any(|rest| {
        let begins =
            |word: &[u8]| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        begins(b"<!DOCTYPE") || begins(b"<!ENTITY")
    })
}

/// The first relation to something outside the file. Links that a person may click are never followed here.
fn external(relations: &str) -> Option<String> {
    let relation = relations.split('<').find(|relation| {
        let outside =
            relation.contains("TargetMode=\"External\"") || relation.contains("TargetMode='External'");
        outside && !relation.contains("/hyperlink")
    })?;
    let target = relation.split("Target=").nth(1).unwrap_or(relation);
    let target = target.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default();
    Some(target.chars().take(100).collect())
}
