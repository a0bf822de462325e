//! Right-sizing (article 17): from monitoring to what is plainly low, and to what a system would have to keep.
//!
//! The rule and the target come in as plain numbers: the measure leaves 明显偏低 open. Format, rule, what is
//! published and what is ours stand in [`guide`].

pub mod need;
pub mod percent;
pub mod rule;
mod share;
pub mod tally;
pub mod target;
#[cfg(test)]
mod tests;
pub mod usage;
pub mod verdict;

#[doc = include_str!("../../docs/utilisation.md")]
pub mod guide {}

pub use need::size;
pub use percent::{Percent, PercentError};
pub use rule::{By, LowRule, MOST_MONTHS};
pub(crate) use share::of_host;
pub use tally::{Tally, tally};
pub use target::{Axis, NotSized, Note, Resize, Sizing, Target};
pub use usage::{System, Usage, last_month, systems};
pub use verdict::{Judged, Missing, Seen, Verdict};
