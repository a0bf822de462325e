//! `cargo x reproduce`: two clean builds in two folders, compared byte by byte.

use crate::tools::{self, Outcome, Step};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the release twice from copies of the sources, in folders of different names and lengths.
pub(crate) fn reproduce() -> Outcome<()> {
    let base = tools::target_dir()?.join("reproduce");
    let mut built = Vec::new();
    for folder in ["one", "another/place with a longer name"] {
        let place = base.join(folder);
        if place.exists() {
            std::fs::remove_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()))?;
        }
        let step = Step::begin(format!("a clean build in {}", place.display()));
        tools::copy_sources(&place)?;
        let own = std::env::current_exe().map_err(|e| format!("the path of this program: {e}"))?;
        let mut command = Command::new(own);
        command.arg("build").current_dir(&place);
        command.env("CARGO_MANIFEST_DIR", &place).env("CARGO_TARGET_DIR", place.join("target"));
        tools::quietly(&mut command)?;
        step.done("");
        built.push(digests(&place.join("www/dist"))?);
    }
    let (one, another) = (&built[0], &built[1]);
    let names: std::collections::BTreeSet<&PathBuf> = one.keys().chain(another.keys()).collect();
    let differ: Vec<String> = names
        .iter()
        .filter(|name| one.get(**name) != another.get(**name))
        .map(|name| format!("  ✗ {}", name.display()))
        .collect();
    if !differ.is_empty() {
        return Err(format!("Two builds of the same sources differ:\n{}", differ.join("\n")));
    }
    println!("{} files, byte-identical in both builds", names.len());
    Ok(())
}

/// The bytes of each file of a folder and those below.
fn digests(folder: &Path) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        let entries = std::fs::read_dir(&next).map_err(|e| format!("{}: {e}", next.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            found.insert(path.strip_prefix(folder).unwrap_or(&path).to_owned(), bytes);
        }
    }
    Ok(found)
}
