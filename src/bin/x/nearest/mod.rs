//! `cargo x bench nearest`: the nearest five of many items, natively and in wasm, beside JavaScript.

use crate::examples::Example;
use crate::tools::{self, Outcome, Step};
use std::process::Command;

/// Where the folder of data may be named instead of on the command line.
const FOLDER: &str = "GOVCLOUD_NEAREST";

/// Builds the measuring program three times and runs all on the same items and needs.
pub(crate) fn bench(words: &[String]) -> Outcome<()> {
    let named = words.first().cloned().or_else(|| std::env::var(FOLDER).ok());
    if words.len() > 1 {
        return Err("`cargo x bench nearest` takes one folder".to_owned());
    }
    if named.is_none() {
        println!(
            "No folder of data is named (cargo x bench nearest FOLDER, or {FOLDER}: catalog-10k.csv and needs-10k.csv); \
             items and needs are drawn."
        );
    }
    let work = tools::target_dir()?.join("x/nearest");
    let example = Example { name: "nearest", profile: "swift" };
    let native = example.native()?;
    example.wasm(false, &work.join("plain"))?;
    example.wasm(true, &work.join("simd"))?;
    let step = Step::begin("write the items and the needs");
    tools::run(Command::new(&native).arg("write").arg(&work).args(&named))?;
    step.done("");
    let script = tools::root().join("src/bin/x/nearest/measure.mjs");
    let data = if named.is_some() { "read" } else { "drawn" };
    tools::run(Command::new("node").arg(script).args([&work, &native]).arg(data).current_dir(tools::root()))
}
