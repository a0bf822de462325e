//! `cargo x bench`: the form measured in a browser, beside a plain table of the same rows.

use crate::browser;
use crate::build::{self, Mode};
use crate::tools::{self, Outcome, Step};
use std::process::Command;

/// Builds the release and runs the measuring scripts.
pub(crate) fn bench() -> Outcome<()> {
    build::build(Mode::Release)?;
    let (folder, chromium) = browser::ready()?;
    let step = Step::begin("measure in the browser");
    let mut command = Command::new("node");
    command.arg("bench/rows.mjs").current_dir(folder).env("CHROMIUM", chromium);
    tools::run(&mut command)?;
    step.done("");
    Ok(())
}
