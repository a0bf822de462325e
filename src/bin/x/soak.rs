//! `cargo x soak`: what the tests do a little of, for as long as anybody wants.

use crate::tools::{self, Outcome, Step};
use crate::{browser, build, test};
use std::process::Command;

/// A soak: its name, how often where nothing is said, and what does it.
type Soak = (&'static str, u32, fn(&str) -> Outcome<()>);

const SOAKS: [Soak; 3] =
    [("kills", 1_000, kills), ("submissions", 100_000, submissions), ("store", 1_000_000, store)];

/// `cargo x soak [kills|submissions|store] [COUNT]`; all three where none is named.
pub(crate) fn soak(words: &[String]) -> Outcome<()> {
    let known = SOAKS.map(|(name, ..)| name).join(", ");
    let named = words.first().filter(|word| word.parse::<u32>().is_err());
    if let Some(name) = named.filter(|name| !SOAKS.iter().any(|(soak, ..)| soak == name)) {
        return Err(format!("There is no soak '{name}'; there are {known}."));
    }
    let count = words.get(usize::from(named.is_some()));
    if count.is_some_and(|count| count.parse::<u32>().is_err()) {
        return Err("cargo x soak [kills|submissions|store] [COUNT]".to_owned());
    }
    for (name, usual, run) in SOAKS {
        if named.is_none_or(|wanted| wanted == name) {
            let count = count.cloned().unwrap_or_else(|| usual.to_string());
            let step = Step::begin(format!("soak: {name}, {count}"));
            run(&count)?;
            step.done("");
        }
    }
    Ok(())
}

/// Kills a real Chromium while somebody types, so often.
fn kills(count: &str) -> Outcome<()> {
    if !tools::root().join("www/dist/govcloud-request.js").is_file() {
        build::build(build::Mode::Release)?;
    }
    let (folder, chromium) = browser::ready()?;
    let mut command = Command::new("node");
    command.args(["node_modules/@playwright/test/cli.js", "test", "faults/keeping.spec.js", "--grep", "F01"]);
    command.args(["--reporter", "list", "--workers", "1"]).current_dir(folder);
    command.env("CHROMIUM", chromium).env("GOVCLOUD_KILLS", count);
    tools::run(&mut command)
}

/// Hands in over a bad line, natively, to portals that a test plays: so many applications to each of three kinds.
fn submissions(count: &str) -> Outcome<()> {
    let tests = ["an_idempotent_portal_accepts_each", "a_portal_that_promised_nothing_gets"];
    native(&tests, "GOVCLOUD_SUBMISSIONS", count)
}

/// Operations of two to four writers on the store, natively, beside a model.
fn store(count: &str) -> Outcome<()> {
    native(&["drafts::soak::"], "GOVCLOUD_STORE_OPERATIONS", count)
}

fn native(tests: &[&str], variable: &str, count: &str) -> Outcome<()> {
    let mut command = tools::cargo();
    command.args(["test", "--profile", "native", "--features", test::FEATURES, "--lib", "--", "--nocapture"]);
    tools::run(command.args(tests).env(variable, count))
}
