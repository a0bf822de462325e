//! The sizes of what is shipped, and the budget they are held to.

use crate::build::{FLEET, Mode, SHEETS, STEM};
use crate::tools::Outcome;
use std::path::Path;

/// The most that may travel to the first usable form, brotli, in bytes.
pub(crate) const BUDGET: usize = 200_000;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its name in `www/dist`.
    pub(crate) file: String,
    /// Bytes as they lie there.
    pub(crate) raw: usize,
    /// Bytes after brotli at its highest quality.
    pub(crate) brotli: usize,
    /// True for what is fetched after the first usable form.
    pub(crate) later: bool,
}

/// Measures what a page fetches to the first usable form, the script (with its stylesheet) and the module,
/// and what it fetches later. Leaves the compressed twins beside the files, for servers that hand them out.
pub(crate) fn measure(dist: &Path) -> Outcome<Vec<Row>> {
    let files = [
        (format!("{STEM}.js"), false),
        (format!("{STEM}.wasm"), false),
        (format!("{STEM}.later.wasm"), true),
        // Only when somebody opens or wants a workbook.
        (format!("{SHEETS}.js"), true),
        (format!("{SHEETS}.wasm"), true),
        // Only when somebody fits a whole list; of the two modules one.
        (format!("{FLEET}.js"), true),
        (format!("{FLEET}.wasm"), true),
        (format!("{FLEET}.simd.wasm"), true),
    ];
    let mut rows = Vec::new();
    for (file, later) in files {
        let path = dist.join(&file);
        if later && !path.exists() {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let packed = packed(&bytes)?;
        let twin = dist.join(format!("{file}.br"));
        std::fs::write(&twin, &packed).map_err(|e| format!("{}: {e}", twin.display()))?;
        rows.push(Row { file, raw: bytes.len(), brotli: packed.len(), later });
    }
    Ok(rows)
}

fn packed(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters).map_err(|e| format!("brotli: {e}"))?;
    Ok(packed)
}

/// The sum of the compressed sizes to the first usable form.
pub(crate) fn total(rows: &[Row]) -> usize {
    rows.iter().filter(|row| !row.later).map(|row| row.brotli).sum()
}

/// Prints the table.
pub(crate) fn print(rows: &[Row], mode: Mode) {
    println!("\n  {:<28}{:>12}{:>12}", "to the first usable form", "bytes", "brotli");
    let line = |row: &Row| println!("  {:<28}{:>12}{:>12}", row.file, row.raw, row.brotli);
    rows.iter().filter(|row| !row.later).for_each(line);
    let raw: usize = rows.iter().filter(|row| !row.later).map(|row| row.raw).sum();
    println!("  {:<28}{raw:>12}{:>12}", "together", total(rows));
    match mode {
        Mode::Release => {
            println!("  {:<40}{BUDGET:>12}\n  after the first paint", "budget");
            rows.iter().filter(|row| row.later).for_each(line);
            println!();
        }
        Mode::Dev | Mode::Named => {
            println!("  (a build for trying things out; the budget holds for the release)\n");
        }
    }
}

/// Keeps the table, so that the package and the README tell what was measured.
pub(crate) fn keep(path: &Path, rows: &[Row]) -> Outcome<()> {
    let mut text = String::from("{\n  \"budget\": ");
    text.push_str(&format!("{BUDGET},\n  \"files\": [\n"));
    for (at, row) in rows.iter().enumerate() {
        let comma = if at + 1 < rows.len() { "," } else { "" };
        text.push_str(&format!(
            "    {{ \"file\": \"{}\", \"raw\": {}, \"brotli\": {}, \"later\": {} }}{comma}\n",
            row.file, row.raw, row.brotli, row.later
        ));
    }
    text.push_str(&format!("  ],\n  \"brotli\": {}\n}}\n", total(rows)));
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Says whether the budget is kept.
pub(crate) fn within_budget(rows: &[Row]) -> Outcome<()> {
    let sum = total(rows);
    if sum <= BUDGET {
        Ok(())
    } else {
        Err(format!("{sum} bytes to the first usable form; {BUDGET} are allowed"))
    }
}
