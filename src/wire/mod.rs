//! The formats that leave the house, and the only serde types.
//!
//! Every document names its `format` and `version`. A reader here either gives the value, with problems
//! that carry their place, or an [`Error`] where the document cannot be used at all; it never panics and
//! never guesses.

pub mod canonical;
pub(crate) mod csv;
pub mod error;
pub mod json;
pub mod migrate;
pub mod v1;

pub use error::Error;
