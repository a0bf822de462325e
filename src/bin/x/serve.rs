//! `cargo x serve`: the reference portal with the form in it.

use crate::build::{self, Mode};
use crate::test::FEATURES;
use crate::tools::{self, Outcome, Step};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

/// The portal's usual port.
const PORT: u16 = 8080;

/// Compiles the native program, with the features that everything else native is compiled with; returns where it lies.
pub(crate) fn program() -> Outcome<PathBuf> {
    let step = Step::begin("compile the portal and the command line");
    let words = ["build", "--profile", "native", "--features", FEATURES, "--bin", "govcloud"];
    tools::run(tools::cargo().args(words))?;
    step.done("");
    let name = format!("govcloud{}", std::env::consts::EXE_SUFFIX);
    Ok(tools::target_dir()?.join("native").join(name))
}

/// Builds the release, compiles the portal, and serves until it is stopped.
pub(crate) fn serve(words: &[String]) -> Outcome<()> {
    build::build(Mode::Release)?;
    let program = program()?;
    let data = tools::target_dir()?.join("x/portal");
    let mut command = Command::new(program);
    command.current_dir(tools::root()).arg("serve").args(["--demo", "--dist", "www/dist"]);
    let given = |name: &str| words.iter().any(|w| w == name || w.starts_with(&format!("{name}=")));
    if !given("--data") {
        command.arg("--data").arg(data);
    }
    if !given("--port") && TcpListener::bind(("127.0.0.1", PORT)).is_err() {
        println!("Port {PORT} is taken: a free one is used.");
        command.args(["--port", "0"]);
    }
    println!();
    tools::run(command.args(words))
}
