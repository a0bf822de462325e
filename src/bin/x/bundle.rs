//! Bundling: glue, element class and stylesheet become the few files that a portal serves.

use crate::build::STEM;
use crate::tools::{self, Outcome};
use std::path::Path;
use std::process::Command;

/// Writes the scripts and what lies beside them into `dist`.
///
/// `element.js` holds the class and the glue, `define.js` registers it, and `govcloud-request.js` is both
/// in one file for pages without a bundler. `later` says whether there is a second module, `fetched` what the
/// digest is of each file that they fetch.
pub(crate) fn bundle(www: &Path, work: &Path, dist: &Path, (later, fetched): (bool, &str)) -> Outcome<()> {
    let css = work.join("element.css");
    esbuild(www, &["styles/index.css", "--bundle", "--minify", "--target=chrome86"], &css)?;
    let glue = format!("--alias:#glue={}", work.join("glue.js").display());
    let style = format!("--alias:#style={}", css.display());
    // Whether there is a second module to fetch.
    let later = format!("--define:LATER={later}");
    // What is fetched must be, to the byte.
    let fetched = format!("--define:INTEGRITY={fetched}");
    let common = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=chrome86",
        "--charset=utf8",
        "--loader:.css=text",
        &glue,
        &style,
        &later,
        &fetched,
    ];
    let whole = |entry: &'static str| [&[entry], common.as_slice()].concat();
    esbuild(www, &whole("src/element.js"), &dist.join("element.js"))?;
    esbuild(www, &whole("src/define.js"), &dist.join(format!("{STEM}.js")))?;
    let apart = ["src/define.js", "--bundle", "--minify", "--format=esm", "--external:./element.js"];
    esbuild(www, &apart, &dist.join("define.js"))?;
    for folder in ["catalogs", "jurisdictions", "schemas"] {
        copy_folder(&www.join(folder), &dist.join(folder))?;
    }
    Ok(())
}

/// Writes the script of the module that reads and writes workbooks: fetched by the element when it is wanted.
pub(crate) fn sheets(www: &Path, glue: &Path, out: &Path) -> Outcome<()> {
    let glue = glue.display().to_string();
    esbuild(www, &[&glue, "--minify", "--format=esm", "--target=chrome86", "--charset=utf8"], out)
}

/// Writes the script that fits lists in a worker: the element imports it, and makes a worker of it.
pub(crate) fn fleet(www: &Path, (plain, simd): (&Path, &Path), out: &Path) -> Outcome<()> {
    let plain = format!("--alias:#fleet={}", plain.display());
    let simd = format!("--alias:#fleet-simd={}", simd.display());
    let words =
        ["src/fleet.js", "--bundle", "--minify", "--format=esm", "--target=chrome86", "--charset=utf8"];
    esbuild(www, &[&words[..], &[plain.as_str(), simd.as_str()]].concat(), out)
}

fn esbuild(www: &Path, words: &[&str], out: &Path) -> Outcome<()> {
    let mut command = Command::new(www.join("node_modules/.bin/esbuild"));
    command
        .current_dir(www)
        .args(words)
        .arg(format!("--outfile={}", out.display()))
        .arg("--log-level=warning");
    tools::quietly(&mut command).map(|_| ())
}

/// Copies the files of a folder, if there is one, without folders below it.
fn copy_folder(from: &Path, to: &Path) -> Outcome<()> {
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(()) };
    std::fs::create_dir_all(to).map_err(|e| format!("{}: {e}", to.display()))?;
    for entry in entries.flatten().filter(|e| e.path().is_file()) {
        std::fs::copy(entry.path(), to.join(entry.file_name()))
            .map_err(|e| format!("{}: {e}", entry.path().display()))?;
    }
    Ok(())
}
