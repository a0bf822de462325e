//! The law 办法: reads a dossier, writes findings, nothing else.

pub mod articles;
pub mod finding;

pub use finding::{Citation, Finding, Severity, Verdict};
