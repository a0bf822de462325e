//! `cargo x same`: random cases answered natively, in wasm, and in wasm with SIMD, and every byte compared.

use crate::examples::Example;
use crate::tools::{self, Outcome, Step};
use std::process::Command;

/// As many as are asked when nothing else is said.
const ALL: u64 = 100_000;
/// As many as the tests ask each time.
pub(crate) const FEWER: u64 = 10_000;
/// Cases that are digested together: a difference is found to lie among these.
const TOGETHER: u64 = 1_000;

/// Compares as many cases as the word says.
pub(crate) fn same(words: &[String]) -> Outcome<()> {
    let cases = match words {
        [] => ALL,
        [word] => word.parse().map_err(|_| format!("`cargo x same {word}`: a number of cases is due"))?,
        _ => return Err("`cargo x same` takes one number of cases".to_owned()),
    };
    compare("swift", cases)
}

/// Builds the program three times and compares what each says of these cases.
pub(crate) fn compare(profile: &'static str, cases: u64) -> Outcome<()> {
    let example = Example { name: "same", profile };
    let work = tools::target_dir()?.join("x/same");
    let native = example.native()?;
    example.wasm(false, &work.join("plain"))?;
    example.wasm(true, &work.join("simd"))?;
    let counts = [cases.to_string(), TOGETHER.to_string()];
    let step = Step::begin(format!("answer {cases} cases natively"));
    let expected = tools::quietly(Command::new(&native).args(&counts))?;
    step.done("");
    for (kind, name) in [("plain", "wasm"), ("simd", "wasm with SIMD")] {
        let step = Step::begin(format!("answer {cases} cases in {name}"));
        let script = tools::root().join("src/bin/x/same/run.mjs");
        let found = tools::quietly(Command::new("node").arg(script).arg(work.join(kind)).args(&counts))?;
        if let Some((native, wasm)) = expected.lines().zip(found.lines()).find(|(a, b)| a != b) {
            return Err(format!("natively: {native}\n{name}: {wasm}"));
        }
        if expected.lines().count() != found.lines().count() {
            return Err(format!("{name} answers another number of cases"));
        }
        step.done("the same bytes");
    }
    println!("  {}", expected.lines().last().unwrap_or_default());
    Ok(())
}
