//! The program that `cargo x same` runs: it answers random cases and prints a digest of the answers. Natively a
//! command, in wasm a module for node.
#![allow(clippy::unwrap_used, reason = "the random cases are those of the tests")]

#[path = "../nearest/data.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod data;
#[path = "../../../../tests/it/oracle_world.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod oracle_world;

use govcloud::basics::{Dice, Digest};
use govcloud::fitting::{Engine, record};
use govcloud::wire::v1::certificate;
use oracle_world::{DIMENSIONS, world};
use std::fmt::Write as _;
use std::sync::Arc;

/// A line for so many cases each: which, what their outcomes were, and the digest of all that was answered.
fn report(cases: u64, together: u64) -> String {
    let mut lines = String::new();
    let mut whole = String::new();
    for first in (0..cases).step_by(usize::try_from(together.max(1)).unwrap_or(usize::MAX)) {
        let seeds = first..cases.min(first.saturating_add(together));
        let mut text = String::new();
        seeds.clone().for_each(|seed| answer(seed, &mut text));
        shelf(first, &mut text);
        let digest = Digest::of(text.as_bytes());
        let _ = writeln!(lines, "cases {} to {}: {} bytes, {digest}", seeds.start, seeds.end - 1, text.len());
        let _ = writeln!(whole, "{digest}");
    }
    let _ = writeln!(lines, "all {cases} cases: {}", Digest::of(whole.as_bytes()));
    lines
}

/// All that is said of one case: the answer in each detail, its record, its certificate.
fn answer(seed: u64, text: &mut String) {
    let mut world = world(seed);
    let mut dice = Dice::new(!seed);
    world.need.divisible = dice.chance(30);
    if dice.chance(20) {
        let granted = |dimension: &&str| ((*dimension).to_owned(), u32::try_from(seed % 900).unwrap_or(0));
        world.terms.tolerance = DIMENSIONS.iter().map(granted).collect();
    }
    world.terms.alternatives = usize::try_from(dice.between(0, 12)).unwrap_or(0);
    let engine = Engine::new(Arc::new(world.edition));
    let answer = engine.fit(&world.need, &world.terms);
    let _ = writeln!(text, "{seed} {answer:?}\n{:?}", record(&world.need, &answer));
    if let Some(proof) = &answer.certificate {
        text.push_str(&proof.text());
        text.push_str(&certificate::write(proof));
    }
}

/// A catalog large enough that most of it is never looked at.
fn shelf(seed: u64, text: &mut String) {
    let items = 200 + usize::try_from(seed / 50).unwrap_or(0);
    let (catalog, needs) = data::drawn(seed, items, 40);
    let Ok(data) = data::Data::read(&catalog, &needs) else { return text.push_str("not read") };
    let engine = Engine::new(Arc::new(data.edition()));
    for need in data.needs() {
        let answer = engine.fit(&need, &data.terms(4));
        let _ = writeln!(text, "{answer:?}\n{:?}", record(&need, &answer));
    }
    let mut shop = data.shop();
    let _ = writeln!(text, "{:?}", shop.answers());
}

/// In wasm: what the script calls.
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "the script calls it")]
mod module {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The report.
    #[wasm_bindgen]
    pub fn lines(cases: u64, together: u64) -> String {
        super::report(cases, together)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), String> {
    let number = |at: usize| {
        let word = std::env::args().nth(at).ok_or("same CASES TOGETHER")?;
        word.parse().map_err(|e| format!("{word}: {e}"))
    };
    print!("{}", report(number(1)?, number(2)?));
    Ok(())
}
