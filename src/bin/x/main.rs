//! What the two commands of the README run: `cargo x serve` and `cargo x test`, and the steps they are made of.

mod anatomy;
mod bench;
mod browser;
mod build;
mod bundle;
mod count;
mod covering;
mod examples;
mod fleet;
mod glue;
mod integrity;
mod links;
mod module;
mod mutate;
mod nearest;
mod reproduce;
mod rooms;
mod same;
mod serve;
mod sizes;
mod soak;
mod split;
mod supply;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo x serve [words]     build the release, start the reference portal, print address and sign-ins;
                          further words go to the portal, such as --port 9000
cargo x test [suite …]    every test, or only these suites: format, lints, docs, native, same, release,
                          browser
cargo x bench             measure the form in a browser beside a plain table
cargo x bench covering [FOLDER]
                          measure least-cost covering natively and in wasm beside another solver
cargo x bench nearest [FOLDER]
                          measure the nearest five of many items natively and in wasm, with and without SIMD,
                          beside JavaScript
cargo x bench fleet [FOLDER]
                          measure lists of 100,000 servers from their text to what is shown, natively and in wasm,
                          with and without SIMD, beside JavaScript; and systems under quotas beside another solver
cargo x same [cases]      answer random cases natively, in wasm and in wasm with SIMD, and compare every byte
cargo x build [--dev]     make www/dist: wasm, glue and element, bundled and measured
                          --dev: quicker to build, larger, same behaviour
                          --named: the release in one piece with the names of its functions, for profilers
cargo x reproduce         two clean builds in two folders, compared byte by byte
cargo x supply            licences, sources and duplicates of everything that is used
cargo x sbom              write target/sbom.cdx.json (CycloneDX 1.6)
cargo x advisories        known faults of what is used, where the database can be reached
cargo x fuzz [TARGET] [--seconds N]
                          the fuzz targets, or one of them, for so long (60 where nothing is said)
cargo x mutate [store|outbox|classifier|canonical]
                          change the code in every way that is known, and see whether the tests notice
cargo x integrity [N]     canonical form and SM3 of N documents (a million) beside another engine's
cargo x soak [kills|submissions|store] [COUNT]
                          kill a browser while it saves (1,000), hand in over a bad line (100,000), writers on one
                          store (1,000,000)
cargo x crash [N]         kill the reference portal N times under load (200 where nothing is said)
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match words.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match command {
        "build" => build::Mode::from_words(rest).and_then(|mode| build::build(mode).map(|_| ())),
        "serve" => serve::serve(rest),
        "test" => test::test(rest),
        "bench" => bench::bench(rest),
        "reproduce" => reproduce::reproduce(),
        "supply" => supply::check(),
        "sbom" => supply::sbom(),
        "advisories" => supply::advisories(),
        "fuzz" => test::fuzz(rest),
        "mutate" => mutate::mutate(rest),
        "integrity" => test::integrity(rest),
        "crash" => test::crash(rest),
        "soak" => soak::soak(rest),
        "same" => same::same(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!("`cargo x {other}` is unknown.\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // A summary that was printed says it all, and stays the last line.
            if !message.is_empty() {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}
