//! `cargo x bench`: the form measured in a browser, beside a plain table of the same rows; and what is measured
//! without one.

use crate::build::{self, Mode};
use crate::tools::{self, Outcome, Step};
use crate::{browser, covering, fleet, nearest};
use std::process::Command;

/// Runs what the words name: nothing is the form.
pub(crate) fn bench(words: &[String]) -> Outcome<()> {
    match words.split_first() {
        None => form(),
        Some((word, rest)) if word == "covering" => covering::bench(rest),
        Some((word, rest)) if word == "nearest" => nearest::bench(rest),
        Some((word, rest)) if word == "fleet" => fleet::bench(rest),
        Some((word, _)) => {
            Err(format!("`cargo x bench {word}` is unknown; there are covering, fleet and nearest"))
        }
    }
}

/// Builds the release and runs the measuring scripts.
fn form() -> Outcome<()> {
    build::build(Mode::Release)?;
    let (folder, chromium) = browser::ready()?;
    let step = Step::begin("measure in the browser");
    let mut command = Command::new("node");
    command.arg("bench/rows.mjs").current_dir(folder).env("CHROMIUM", chromium);
    tools::run(&mut command)?;
    step.done("");
    Ok(())
}
