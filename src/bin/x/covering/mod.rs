//! `cargo x bench covering`: the kernel of least-cost covering, natively and in wasm, beside another solver.

use crate::module;
use crate::tools::{self, Outcome, Step};
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

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
    let native = native()?;
    glue(&work)?;
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

fn native() -> Outcome<std::path::PathBuf> {
    let step = Step::begin("compile natively (release)");
    let mut command = tools::cargo();
    command.args(["build", "--example", "covering", "--features", "measure", "--release", "--quiet"]);
    tools::run(&mut command)?;
    step.done("");
    Ok(tools::target_dir()?.join("release/examples/covering"))
}

/// Compiles for wasm and makes the glue for node.
fn glue(work: &Path) -> Outcome<()> {
    tools::wasm_target()?;
    let step = Step::begin("compile for wasm (release)");
    let mut command = tools::cargo();
    command.args(["build", "--example", "covering", "--features", "measure", "--release", "--quiet"]);
    command.args(["--target", "wasm32-unknown-unknown"]);
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    tools::run(&mut command)?;
    let raw = tools::target_dir()?.join("wasm32-unknown-unknown/release/examples/covering.wasm");
    let bytes = std::fs::read(&raw).map_err(|e| format!("{}: {e}", raw.display()))?;
    let bytes = module::without_recorded_features(&bytes)?;
    let mut bindgen = Bindgen::new();
    let bindgen = bindgen.nodejs(true).map_err(|e| format!("{e:#}"))?;
    let bindgen = bindgen.input_bytes("covering", bytes).typescript(false);
    bindgen.generate(work).map_err(|e| format!("wasm-bindgen: {e:#}"))?;
    // Node would else take the glue for a module of the project that stands around it.
    let kind = work.join("package.json");
    std::fs::write(&kind, "{ \"type\": \"commonjs\" }\n").map_err(|e| format!("{}: {e}", kind.display()))?;
    step.done("");
    Ok(())
}
