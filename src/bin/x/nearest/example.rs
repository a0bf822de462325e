//! The program that `cargo x bench nearest` measures with: natively a command, in wasm a module for node.
//!
//! `nearest write WORK [FOLDER]` writes catalog and needs; `nearest time WORK` times them.

mod data;

use data::{Data, FIVE};
use govcloud::fitting::{Answer, Engine};
use std::sync::Arc;

/// Whole answers of the engine: five configurations with every line, for so many of the needs.
fn whole(data: &Data, engine: &Engine, needs: usize) -> Vec<Answer> {
    let terms = data.terms(FIVE - 1);
    data.needs().take(needs).map(|need| engine.fit(&need, &terms)).collect()
}

/// The needs whose five are not those of the kernel.
fn differing(engine: &Engine, answers: &[Answer], rows: &[u32]) -> usize {
    let codes = |rows: &[u32]| -> Vec<String> {
        let items = rows.iter().filter_map(|row| engine.edition().items.get(usize::try_from(*row).ok()?));
        items.map(|item| item.code.clone()).collect()
    };
    let named = |answer: &Answer| answer.ranked.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
    let both = answers.iter().zip(rows.chunks(FIVE));
    both.filter(|(answer, rows)| named(answer) != codes(rows)).count()
}

/// In wasm: what the measuring script calls.
#[cfg(target_arch = "wasm32")]
mod module {
    use super::data::{self, Data, Shop};
    use govcloud::fitting::{Answer, Engine};
    use std::sync::Arc;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A catalog with needs.
    #[wasm_bindgen]
    pub struct Nearest {
        data: Data,
        shop: Shop,
        engine: Option<Engine>,
        answers: Vec<Answer>,
    }

    #[wasm_bindgen]
    impl Nearest {
        /// Reads both files.
        #[wasm_bindgen(constructor)]
        pub fn new(catalog: &str, needs: &str) -> Result<Self, String> {
            let data = Data::read(catalog, needs)?;
            Ok(Self { shop: data.shop(), data, engine: None, answers: Vec::new() })
        }

        /// Draws both.
        pub fn drawn(seed: u64, items: usize, needs: usize) -> Result<Self, String> {
            let (catalog, needs) = data::drawn(seed, items, needs);
            Self::new(&catalog, &needs)
        }

        /// The rows of the nearest five for each need.
        pub fn answers(&mut self) -> Vec<u32> {
            self.shop.answers()
        }

        /// Makes the engine ready, outside of what is measured.
        pub fn prepare(&mut self) {
            self.engine = Some(Engine::new(Arc::new(self.data.edition())));
        }

        /// The engine's whole answers to so many needs.
        pub fn whole(&mut self, needs: usize) {
            let Some(engine) = &self.engine else { return };
            self.answers = super::whole(&self.data, engine, needs);
        }

        /// Whole answers whose five are not those of the kernel.
        pub fn differing(&mut self) -> usize {
            let rows = self.shop.answers();
            self.engine.as_ref().map_or(0, |engine| super::differing(engine, &self.answers, &rows))
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["write", work] => write(work, data::drawn(1, 10_000, 10_000)),
        ["write", work, folder] => {
            write(work, (get(folder, "catalog-10k.csv")?, get(folder, "needs-10k.csv")?))
        }
        ["time", work] => time(work),
        _ => Err("nearest write WORK [FOLDER] | nearest time WORK".to_owned()),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn get(folder: &str, name: &str) -> Result<String, String> {
    let path = std::path::Path::new(folder).join(name);
    std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(not(target_arch = "wasm32"))]
fn write(work: &str, (catalog, needs): (String, String)) -> Result<(), String> {
    let put = |name: &str, text: String| {
        let path = std::path::Path::new(work).join(name);
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
    };
    put("catalog.csv", catalog)?;
    put("needs.csv", needs)
}

/// Prints, for the measuring script, the milliseconds of the kernel for all needs and of whole answers to a thousand,
/// and the rows that were found.
#[cfg(not(target_arch = "wasm32"))]
fn time(work: &str) -> Result<(), String> {
    let data = Data::read(&get(work, "catalog.csv")?, &get(work, "needs.csv")?)?;
    let mut shop = data.shop();
    let mut rows = Vec::new();
    let kernel = best(40, || rows = shop.answers());
    let engine = Engine::new(Arc::new(data.edition()));
    let mut answers = Vec::new();
    let engine_took = best(5, || answers = whole(&data, &engine, 1_000));
    let differ = differing(&engine, &answers, &rows);
    println!("{{\"kernel\":{kernel},\"whole\":{engine_took},\"differing\":{differ},\"rows\":{rows:?}}}");
    Ok(())
}

/// Milliseconds of the best run of so many.
#[cfg(not(target_arch = "wasm32"))]
fn best(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..runs {
        let from = std::time::Instant::now();
        run();
        least = least.min(from.elapsed().as_secs_f64() * 1_000.0);
    }
    least
}
