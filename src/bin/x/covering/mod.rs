//! `cargo x bench covering`: the kernel of least-cost covering, natively and in wasm, beside another solver.

use crate::examples::Example;
use crate::tools::{self, Outcome, Step};
use std::process::Command;

/// Where the folder of instances may be named instead of on the command line.
const FOLDER: &str = "GOVCLOUD_COVERING";

/// Builds the measuring program twice, as the product is built, and runs both on the same instances.
pub(crate) fn bench(words: &[String]) -> Outcome<()> {
    let named = words.first().cloned().or_else(|| std::env::var(FOLDER).ok());
    if words.len() > 1 {
        return Err("`cargo x bench covering` takes one folder".to_owned());
    }
    if named.is_none() {
        println!(
            "No folder of instances is named (cargo x bench covering FOLDER, or {FOLDER}): R_*.txt with optima.csv, \
             mknap1.txt and mknapcb1.txt with mknapcb1-best.csv are skipped; what is drawn is measured."
        );
    }
    let work = tools::target_dir()?.join("x/covering");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let example = Example { name: "covering", profile: "release" };
    let native = example.native()?;
    example.wasm(false, &work)?;
    let step = Step::begin("write the instances");
    let mut write = Command::new(&native);
    tools::run(write.arg("write").arg(&work).args(named))?;
    step.done("");
    println!("\nnative");
    tools::run(Command::new(&native).arg("time").arg(&work))?;
    println!("\nwasm, in node");
    let script = tools::root().join("src/bin/x/covering/measure.mjs");
    tools::run(Command::new("node").arg(script).arg(&work))
}
