//! Article 17: what was monitored, which systems are plainly low, what is proposed to them.

#[cfg(feature = "program")]
mod command;
mod oracle;
mod proposals;

use govcloud::basics::Dice;
use govcloud::fitting::sizing::{By, LowRule, Percent};
use std::fs;

/// Real rows of 山西, 2026-01. See `tests/data/README.md`.
pub(crate) const SHANXI: &str = "tests/data/utilisation-shanxi-2026-01.csv";

/// The text of a file.
fn text(path: &str) -> String {
    fs::read_to_string(path).unwrap()
}

/// The published bands, so many months in a row, so many of grace.
fn rule(by: By, months: u32, grace_months: u32) -> LowRule {
    let percent = |whole| Percent::whole(whole).unwrap();
    LowRule { cpu_percent: percent(30), memory_percent: percent(40), months, grace_months, by }
}

/// A number below `n`, nothing one time in `none`.
fn maybe(random: &mut Dice, n: u64, none: u64) -> Option<u64> {
    let number = random.below(n);
    (random.below(none) > 0).then_some(number)
}
