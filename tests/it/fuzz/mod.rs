//! Whatever comes from outside, bent out of shape: each reader gets mutations of good files and of every file that
//! once did harm (`tests/data/fuzz/TARGET/`). A run is the same each time; `cargo x fuzz [TARGET] --seconds N` goes on
//! from there for as long as wanted. A target is a function of bytes, so that another fuzzer can drive it too.

mod mutate;
mod targets;
#[cfg(feature = "program")]
mod workbooks;

use mutate::Mutator;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Mutations in an ordinary run, a target.
const ROUNDS: u64 = 400;

/// Runs a target: its seeds, the files that once did harm, and mutations of both.
fn run(name: &str, seeds: &[&[u8]], target: fn(&[u8])) {
    let mut corpus: Vec<Vec<u8>> = seeds.iter().map(|seed| seed.to_vec()).collect();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(name);
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.sort();
    corpus.extend(found.iter().map(|path| std::fs::read(path).unwrap()));
    for input in &corpus {
        one(name, target, input);
    }
    let seconds = std::env::var("GOVCLOUD_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let mut round = 0u64;
    while until.map_or(round < ROUNDS, |until| Instant::now() < until) {
        round += 1;
        let input = Mutator::new(round).mutate(&corpus);
        one(name, target, &input);
    }
    println!("{name}: {} files, {round} mutations", corpus.len());
}

fn one(name: &str, target: fn(&[u8]), input: &[u8]) {
    if let Err(cause) = catch_unwind(AssertUnwindSafe(|| target(input))) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}-{}", govcloud::basics::Digest::of(input).short()));
        std::fs::write(&file, input).unwrap();
        eprintln!(
            "{name} fails with {}; once mended, it belongs into tests/data/fuzz/{name}/",
            file.display()
        );
        std::panic::resume_unwind(cause);
    }
}
