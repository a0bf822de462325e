//! The law 办法: reads a dossier, writes findings, nothing else. One door: [`review()`].
//!
//! `register` says of each article what the product does with it; `articles` holds the checks, a file an
//! article. See `src/docs/law.md`.

pub mod articles;
pub mod compare;
pub mod finding;
pub mod jurisdiction;
pub mod look;
pub mod open;
pub mod provision;
pub mod references;
pub mod register;
pub mod review;
pub mod table;
pub mod text;

pub use compare::{Comparison, Side, compare};
pub use finding::{Citation, Finding, Severity, Verdict};
pub use jurisdiction::Jurisdiction;
pub use look::{Facts, Look};
pub use provision::{Code, Provision};
pub use review::{Judged, RULESET, Review, Terms, Trace, Tried, review, trace};
