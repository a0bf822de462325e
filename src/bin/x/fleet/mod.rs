//! `cargo x bench fleet`: lists of 100,000 servers from their text to what the view shows, natively and in wasm, beside
//! JavaScript; and systems under quotas, beside another solver.

use crate::examples::Example;
use crate::tools::{self, Outcome, Step};
use std::process::Command;

/// Where the folder of data may be named instead of on the command line.
const FOLDER: &str = "GOVCLOUD_FLEET";

/// Builds the measuring program three times and runs all on the same files.
pub(crate) fn bench(words: &[String]) -> Outcome<()> {
    let named = words.first().cloned().or_else(|| std::env::var(FOLDER).ok());
    if words.len() > 1 {
        return Err("`cargo x bench fleet` takes one folder".to_owned());
    }
    if named.is_none() {
        println!(
            "No folder of data is named (cargo x bench fleet FOLDER, or {FOLDER}: catalog-10k.csv and fleet-100k.csv); \
             catalog and list are drawn."
        );
    }
    let work = tools::target_dir()?.join("x/fleet");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let example = Example { name: "fleet", profile: "swift" };
    let native = example.native()?;
    example.wasm(false, &work.join("plain"))?;
    example.wasm(true, &work.join("simd"))?;
    let step = Step::begin("write catalogs and lists");
    tools::run(Command::new(&native).arg("write").arg(&work).args(&named))?;
    step.done("");
    let script = tools::root().join("src/bin/x/fleet/measure.mjs");
    let data = if named.is_some() { "read" } else { "drawn" };
    tools::run(Command::new("node").arg(script).args([&work, &native]).arg(data).current_dir(tools::root()))
}
