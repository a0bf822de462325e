//! The program that `cargo x bench covering` measures with: natively a command, in wasm a module for node.
//!
//! `covering write WORK [FOLDER]` writes the instances; `covering time WORK` times them.

#[path = "instances.rs"]
#[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "instances are written natively"))]
mod instances;
#[path = "table.rs"]
mod table;

/// In wasm: what the measuring script calls.
#[cfg(target_arch = "wasm32")]
mod module {
    use super::instances::Case;
    use super::table;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// An instance with what was last found.
    #[wasm_bindgen]
    pub struct Instance(Case, table::Found);

    #[wasm_bindgen]
    impl Instance {
        /// Reads a line of the index and the file that it names.
        #[wasm_bindgen(constructor)]
        pub fn new(line: &str, text: &str) -> Result<Self, String> {
            Ok(Self(Case::read(line, text)?, table::Found::default()))
        }

        /// The kernel.
        pub fn solve(&mut self) {
            self.1.own(&self.0);
        }

        /// The other solver.
        pub fn other(&mut self) {
            self.1.other(&self.0);
        }
    }

    /// What was measured.
    #[wasm_bindgen]
    #[derive(Default)]
    pub struct Table(table::Table);

    #[wasm_bindgen]
    impl Table {
        /// Empty.
        #[wasm_bindgen(constructor)]
        pub fn new() -> Self {
            Self::default()
        }

        /// Takes an instance and the milliseconds of both.
        pub fn add(&mut self, instance: &Instance, own: f64, other: f64) {
            self.0.add(&instance.0, &instance.1, own, other);
        }

        /// For people.
        pub fn shown(&self) -> String {
            self.0.shown()
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
        ["write", work] => write(work, None),
        ["write", work, folder] => write(work, Some(folder)),
        ["time", work] => time(work),
        _ => Err("covering write WORK [FOLDER] | covering time WORK".to_owned()),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn write(work: &str, folder: Option<&str>) -> Result<(), String> {
    let put = |name: String, text: String| {
        std::fs::write(std::path::Path::new(work).join(&name), text).map_err(|e| format!("{name}: {e}"))
    };
    let mut cases = instances::drawn();
    if let Some(folder) = folder {
        cases.extend(instances::published(folder)?);
    }
    let mut index = String::new();
    for case in &cases {
        index.push_str(&case.line());
        put(format!("{}.instance", case.name), case.text())?;
    }
    put("index.txt".to_owned(), index)
}

#[cfg(not(target_arch = "wasm32"))]
fn time(work: &str) -> Result<(), String> {
    let get = |name: &str| {
        std::fs::read_to_string(std::path::Path::new(work).join(name)).map_err(|e| format!("{name}: {e}"))
    };
    let mut table = table::Table::default();
    for line in get("index.txt")?.lines() {
        let name = line.split(' ').nth(1).unwrap_or_default();
        let case = instances::Case::read(line, &get(&format!("{name}.instance"))?)?;
        let mut found = table::Found::default();
        let own = best(|| found.own(&case));
        let other = best(|| found.other(&case));
        table.add(&case, &found, own, other);
    }
    print!("{}", table.shown());
    Ok(())
}

/// Milliseconds of the best run: several where it is short.
#[cfg(not(target_arch = "wasm32"))]
fn best(mut run: impl FnMut()) -> f64 {
    let (mut least, mut left) = (f64::INFINITY, 20.0);
    while left > 0.0 {
        let from = std::time::Instant::now();
        run();
        let took = from.elapsed().as_secs_f64() * 1_000.0;
        least = least.min(took);
        left -= (took / 5.0).ceil().max(1.0);
    }
    least
}
