//! What the browser tests need: their packages, and a Chromium.

use crate::tools::{self, Outcome};
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-cjk"];

/// The folder of the browser tests with its packages installed, and a Chromium.
pub(crate) fn ready() -> Outcome<(PathBuf, PathBuf)> {
    let folder = tools::root().join("tests/browser");
    tools::npm_packages(&folder)?;
    let chromium = match chromium(&folder) {
        Some(path) => path,
        None => install(&folder)?,
    };
    Ok((folder, chromium))
}

/// Chromium as `CHROMIUM` names it, on the path, or as Playwright downloaded it.
fn chromium(folder: &Path) -> Option<PathBuf> {
    let given = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|path| path.is_file());
    given.or_else(|| NAMES.iter().find_map(|name| tools::find(name))).or_else(|| {
        let script = "console.log(require('@playwright/test').chromium.executablePath())";
        let path = tools::quietly(Command::new("node").args(["-e", script]).current_dir(folder)).ok()?;
        Some(PathBuf::from(path.trim())).filter(|path| path.is_file())
    })
}

/// Installs Chromium with Debian's package manager where we may, else says how to.
fn install(folder: &Path) -> Outcome<PathBuf> {
    let missing = format!(
        "Chromium is missing. Install it: sudo apt-get install -y {}\n\
         or: cd tests/browser && npx playwright install --with-deps chromium\n\
         or set CHROMIUM to the path of one.",
        PACKAGES.join(" ")
    );
    tools::debian(&PACKAGES, &missing)?;
    chromium(folder).ok_or(missing)
}
