//! The door between versions: an older document is brought to the newest form before it is read.
//!
//! Every version that was ever released stays readable. A new one adds one function from its predecessor
//! here and a kept example in the tests. A document of a newer version than this program's is an
//! [`Error::Version`]: it is shown as such and never written over.

use super::Error;
use super::json::{At, version_of};
use super::v1;
use serde_json::Value;

/// The newest version of each format that this program reads and writes.
pub const NEWEST: u32 = 1;

/// A case file, brought to the newest version.
///
/// # Errors
/// Another format, or a version that is newer or none.
pub fn case(file: Value) -> Result<Value, Error> {
    version_of(&At::root(&file), v1::case::FORMAT, NEWEST)?;
    // Version 1 is the first: nothing to bring forward yet.
    Ok(file)
}
/// An envelope. Envelopes are evidence and are never rewritten: each version is read as it was sealed.
///
/// # Errors
/// As [`case`].
pub fn envelope(file: Value) -> Result<Value, Error> {
    version_of(&At::root(&file), v1::envelope::FORMAT, NEWEST)?;
    Ok(file)
}
/// A journal. As envelopes, journals are evidence: each entry stays as it was sealed.
///
/// # Errors
/// As [`case`].
pub fn journal(file: Value) -> Result<Value, Error> {
    version_of(&At::root(&file), v1::journal::FORMAT, NEWEST)?;
    Ok(file)
}
