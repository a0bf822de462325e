//! What the two commands of the README run: `cargo x serve` and `cargo x test`, and the steps they are made of.

mod build;
mod bundle;
mod glue;
mod module;
mod sizes;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo x build [--dev]     make www/dist: wasm, glue and element, bundled and measured
                          --dev: quicker to build, larger, same behaviour
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match words.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match command {
        "build" => build::Mode::from_words(rest).and_then(|mode| build::build(mode).map(|_| ())),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!("`cargo x {other}` is unknown.\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
