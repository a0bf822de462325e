//! The program that `cargo x bench fleet` measures with: natively a command, in wasm a module for node.
//!
//! `fleet write WORK [FOLDER]` writes catalogs and lists; `fleet time WORK` times them.

#[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "files are written natively"))]
mod data;
#[path = "../nearest/data.rs"]
#[allow(dead_code, reason = "only its items are drawn here")]
mod nearest;

use govcloud::basics::Digest;
use govcloud::exchange::fleet::{Given, Made, Work, standing};
use govcloud::wire::v1::catalog;
use std::sync::Arc;

/// From the two texts to what the view shows, by way of the bytes that a worker sends.
fn whole(text: &str, list: String, alternatives: usize) -> Result<(Made, Vec<u8>), String> {
    let (edition, _) = catalog::read(text).map_err(|error| error.words().en)?;
    let work = Work::new(Arc::new(edition), data::asked(alternatives), Given::Text(list));
    let bytes = work.made().map_err(|why| why.en)?.pack();
    let made = Made::unpack(&bytes).ok_or("the bytes were not understood")?;
    Ok((made, bytes))
}

/// What came of it, in one line that is the same for all who say the same.
fn said(made: &Made, bytes: &[u8]) -> String {
    let (best, fleet) = (&made.report.best, &made.fleet);
    format!(
        "{{\"rows\":{},\"systems\":{},\"needs\":{},\"served\":{},\"unfit\":{},\"cost\":\"{}\",\"standing\":\"{}\",\"bytes\":{},\"digest\":\"{}\"}}",
        fleet.rows(),
        fleet.systems.len(),
        fleet.needs.len(),
        best.counts.served(),
        best.counts.unfit,
        best.cost.as_micros(),
        standing(best.standing).en,
        bytes.len(),
        Digest::of(bytes),
    )
}

/// In wasm: what the measuring script calls.
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "the script calls it")]
mod module {
    use govcloud::exchange::fleet::{Given, Made, Stage, Work};
    use govcloud::wire::v1::catalog;
    use std::sync::Arc;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// From the two texts to what the view shows; what is said of it.
    #[wasm_bindgen]
    pub fn whole(catalog: &str, list: String, alternatives: usize) -> Result<String, String> {
        super::whole(catalog, list, alternatives).map(|(made, bytes)| super::said(&made, &bytes))
    }

    /// The same, piece by piece, for whoever times the pieces.
    #[wasm_bindgen]
    pub struct Pieces(Work);

    #[wasm_bindgen]
    impl Pieces {
        /// Reads the catalog; the list is still to be read.
        #[wasm_bindgen(constructor)]
        pub fn new(text: &str, list: String, alternatives: usize) -> Result<Self, String> {
            let (edition, _) = catalog::read(text).map_err(|error| error.words().en)?;
            Ok(Self(Work::new(Arc::new(edition), super::data::asked(alternatives), Given::Text(list))))
        }

        /// One piece; which kind: 0 reading, 1 fitting, 2 choosing, 3 over.
        pub fn step(&mut self) -> u32 {
            match self.0.step() {
                Stage::Reading(_) => 0,
                Stage::Fitting(_) => 1,
                Stage::Choosing(_) => 2,
                Stage::Over => 3,
            }
        }

        /// What came of it, as bytes.
        pub fn pack(self) -> Result<Vec<u8>, String> {
            Ok(self.0.made().map_err(|why| why.en)?.pack())
        }
    }

    /// What the form does with the bytes.
    #[wasm_bindgen]
    pub fn unpack(bytes: &[u8]) -> usize {
        Made::unpack(bytes).map_or(0, |made| made.fleet.rows())
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod other;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["write", work] => write(work, data::cases(None)?),
        ["write", work, folder] => {
            let (catalog, fleet) = (get(folder, "catalog-10k.csv")?, get(folder, "fleet-100k.csv")?);
            write(work, data::cases(Some((&catalog, &fleet)))?)
        }
        ["time", work] => time(work),
        ["other", work] => other::compare(&get(work, "quotas.json")?, get(work, "quotas.csv")?),
        _ => Err("fleet write WORK [FOLDER] | fleet time WORK | fleet other WORK".to_owned()),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn get(folder: &str, name: &str) -> Result<String, String> {
    let path = std::path::Path::new(folder).join(name);
    std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(not(target_arch = "wasm32"))]
fn write(work: &str, cases: Vec<data::Case>) -> Result<(), String> {
    let put = |name: String, text: &str| {
        let path = std::path::Path::new(work).join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    };
    let mut index = String::new();
    for case in &cases {
        put(format!("{}.json", case.name), &case.catalog)?;
        put(format!("{}.csv", case.name), &case.list)?;
        index.push_str(&format!("{} {}\n", case.name, case.alternatives));
    }
    put("index.txt".to_owned(), &index)
}

/// Prints a line a case: its name, the milliseconds of the best of three runs, and what was said.
#[cfg(not(target_arch = "wasm32"))]
fn time(work: &str) -> Result<(), String> {
    for line in get(work, "index.txt")?.lines() {
        let (name, alternatives) = line.split_once(' ').ok_or("the index is not understood")?;
        let alternatives = alternatives.parse().map_err(|e| format!("{line}: {e}"))?;
        let (catalog, list) = (get(work, &format!("{name}.json"))?, get(work, &format!("{name}.csv"))?);
        let (mut least, mut found) = (f64::INFINITY, String::new());
        for _ in 0..3 {
            let list = list.clone();
            let from = std::time::Instant::now();
            let (made, bytes) = whole(&catalog, list, alternatives)?;
            least = least.min(from.elapsed().as_secs_f64() * 1_000.0);
            found = said(&made, &bytes);
        }
        println!("{name}\t{least}\t{found}");
    }
    Ok(())
}
