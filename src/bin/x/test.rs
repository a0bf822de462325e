//! `cargo x test`: every test there is, and one line at the end that says how many passed.

use crate::build::{self, Mode};
use crate::count::{self, Count};
use crate::tools::{self, Outcome, Step};
use crate::{browser, same, serve, sizes, supply};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A suite: its name and what it does.
type Suite = (&'static str, fn() -> Count);

const SUITES: [Suite; 8] = [
    ("format", format),
    ("lints", lints),
    ("docs", docs),
    ("supply", || check("licences, sources, duplicates", supply::check)),
    ("native", native),
    ("same", same_bytes),
    (RELEASE, release),
    ("browser", in_browser),
];

/// Suites that run only where they are named: three builds of their own would take a fifth of the time of all others.
const ASKED_FOR: [&str; 1] = ["same"];

/// The suite that takes longest to build.
const RELEASE: &str = "release";

/// What everything native is compiled with, this program too (`.cargo/config.toml`): one choice, so that the library and
/// what it stands on are compiled once.
pub(crate) const FEATURES: &str = "program,element,build";

/// Runs the named suites, or all of them; the last line says how many tests passed and failed.
pub(crate) fn test(names: &[String]) -> Outcome<()> {
    let known = |name: &String| SUITES.iter().any(|(suite, _)| suite == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        let all = SUITES.map(|(suite, _)| suite).join(", ");
        return Err(format!("There is no suite '{name}'; there are {all}."));
    }
    tools::wasm_target()?;
    tools::component("rustfmt", "fmt")?;
    tools::component("clippy", "clippy")?;
    let wanted = |name: &str| {
        (names.is_empty() && !ASKED_FOR.contains(&name)) || names.iter().any(|wanted| wanted == name)
    };
    let wanted: Vec<Suite> = SUITES.into_iter().filter(|(name, _)| wanted(name)).collect();
    // The release is linked on one core for minutes: it begins first, and is waited for in its turn.
    let mut early = match wanted.len() {
        0 | 1 => None,
        _ if wanted.iter().any(|(name, _)| *name == RELEASE) => Some(Early::begin()?),
        _ => None,
    };
    let mut sum = Count::default();
    let mut lines = Vec::new();
    for (name, run) in wanted {
        let early = early.take_if(|_| name == RELEASE);
        let count = early.map_or_else(run, Early::end);
        lines.push(format!("  {name:<10}{:>8} passed{:>8} failed", count.passed, count.failed));
        sum += count;
    }
    println!("\n{}\n{} passed, {} failed", lines.join("\n"), sum.passed, sum.failed);
    if sum.failed == 0 { Ok(()) } else { Err(String::new()) }
}

/// The suite of the release, at work beside the others in a process of its own.
struct Early {
    child: Child,
    log: PathBuf,
}

impl Early {
    fn begin() -> Outcome<Self> {
        println!("• the release begins beside the rest; what it says comes in its turn");
        let log = tools::target_dir()?.join("release.log");
        let said = |e: std::io::Error| format!("{}: {e}", log.display());
        let file =
            std::fs::create_dir_all(log.parent().unwrap_or(&log)).and_then(|()| std::fs::File::create(&log));
        let file = file.map_err(said)?;
        let own = std::env::current_exe().map_err(|e| format!("the path of this program: {e}"))?;
        let mut command = Command::new(own);
        command.args(["test", RELEASE]).current_dir(tools::root()).stdin(Stdio::null());
        command.stdout(file.try_clone().map_err(said)?).stderr(file);
        let child = command.spawn().map_err(|e| format!("the release does not start: {e}"))?;
        Ok(Self { child, log })
    }

    /// Waits for its end, and says what it said.
    fn end(mut self) -> Count {
        let step = Step::begin("the release, begun before");
        let ended = self.child.wait();
        step.done("");
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        // Its last line is a summary like that of the whole.
        let (said, summary) = text.trim_end().rsplit_once('\n').unwrap_or(("", &text));
        let mut count = count::summary(summary).unwrap_or_default();
        println!("{said}");
        if !ended.is_ok_and(|status| status.success()) {
            count.failed = count.failed.max(1);
        }
        count
    }
}

/// One check that either passes or fails.
fn check(name: &str, deed: impl FnOnce() -> Outcome<()>) -> Count {
    let step = Step::begin(name);
    let outcome = deed();
    match &outcome {
        Ok(()) => step.done(""),
        Err(message) => {
            drop(step);
            println!("  ✗ {name}\n{message}");
        }
    }
    Count::one(outcome.is_ok())
}

fn cargo_check(name: &str, words: &[&str]) -> Count {
    check(name, || tools::run(tools::cargo().args(words)))
}

fn format() -> Count {
    cargo_check("formatting", &["fmt", "--check"])
}

fn lints() -> Count {
    let strict = ["--", "-D", "warnings"];
    let everything = ["clippy", "--quiet", "--profile", "native", "--all-targets", "--features", FEATURES];
    let core = ["clippy", "--quiet", "--profile", "native", "--lib"];
    let wasm = ["clippy", "--quiet", "--lib", "--features", "element", "--target", "wasm32-unknown-unknown"];
    let mut count = cargo_check("lints, native, all features", &[&everything[..], &strict].concat());
    count += cargo_check("lints, the core alone", &[&core[..], &strict].concat());
    count += cargo_check("lints, the element in the browser", &[&wasm[..], &strict].concat());
    count
}

fn docs() -> Count {
    check("documentation", || {
        let words = ["doc", "--quiet", "--profile", "native", "--no-deps", "--lib", "--features", FEATURES];
        tools::run(tools::cargo().args(words).env("RUSTDOCFLAGS", "-D warnings"))
    })
}

/// The tests of cargo: their results are counted as they are printed.
fn native() -> Count {
    if let Err(message) = tools::curl() {
        println!("  ✗ {message}");
    }
    let step = Step::begin("native tests");
    let words = ["test", "--profile", "native", "--features", FEATURES, "--no-fail-fast"];
    let mut count = Count::default();
    let outcome = lines_of(tools::cargo().args(words), |line| {
        if let Some(result) = count::cargo_line(line) {
            count += result;
        }
        let uninteresting = line.is_empty() || (line.starts_with("test ") && line.ends_with(" ... ok"));
        if !uninteresting {
            println!("  {line}");
        }
    });
    step.done("");
    if let Err(message) = outcome {
        println!("  ✗ {message}");
        // What does not compile prints no result, and has failed all the same.
        count.failed = count.failed.max(1);
    }
    count
}

/// `cargo x fuzz [TARGET] [--seconds N]`: the targets of the tests, for longer.
pub(crate) fn fuzz(words: &[String]) -> Outcome<()> {
    let (mut target, mut seconds) = ("", "60");
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        if word == "--seconds" {
            seconds =
                rest.next().map(String::as_str).filter(|n| n.parse::<u32>().is_ok()).ok_or("--seconds N")?;
        } else {
            target = word;
        }
    }
    let filter = format!("fuzz_{target}");
    let test = ["test", "--profile", "native", "--features", FEATURES, "--test", "it", &filter, "--"];
    let mut command = tools::cargo();
    command.args(test).args(["--nocapture", "--test-threads", "1"]).env("GOVCLOUD_FUZZ_SECONDS", seconds);
    tools::run(&mut command)
}

/// `cargo x crash [N]`: the test of the portal's end at any moment, N times over.
pub(crate) fn crash(words: &[String]) -> Outcome<()> {
    so_often(words, "200", "crash::", "GOVCLOUD_CRASHES")
}

/// `cargo x integrity [N]`: canonical form and SM3 beside another engine's.
pub(crate) fn integrity(words: &[String]) -> Outcome<()> {
    so_often(words, "1000000", "independent::", "GOVCLOUD_INTEGRITY_CASES")
}

/// Runs one test of the tests so often as the first word says.
fn so_often(words: &[String], usual: &str, test: &str, variable: &str) -> Outcome<()> {
    let count = words.first().map_or(usual, String::as_str);
    count.parse::<u32>().map_err(|_| "this takes a number".to_owned())?;
    let mut command = tools::cargo();
    command.args(["test", "--profile", "native", "--features", FEATURES, "--test", "it", test, "--"]);
    tools::run(command.arg("--nocapture").env(variable, count))
}

/// The same answers on every kind of machine.
fn same_bytes() -> Count {
    check("the same bytes natively, in wasm, and in wasm with SIMD", || same::compare("native", same::FEWER))
}

/// The release: it builds, needs no more than Chrome 90 has, and keeps its budget.
fn release() -> Count {
    let mut built = None;
    let mut count = check("the release builds for Chrome 90", || {
        built = Some(build::build(Mode::Release)?);
        Ok(())
    });
    count += check("the release keeps its budget", || match &built {
        Some(built) => sizes::within_budget(&built.sizes),
        None => Err("there is no release to measure".to_owned()),
    });
    count
}

/// Playwright's tests, against the release and the portal as they were just built.
fn in_browser() -> Count {
    let prepared = || {
        if !tools::root().join("www/dist/govcloud-request.js").is_file() {
            build::build(Mode::Release)?;
        }
        let program = serve::program()?;
        browser::ready().map(|(folder, chromium)| (folder, chromium, program))
    };
    let (folder, chromium, program) = match prepared() {
        Ok(found) => found,
        Err(message) => {
            println!("  ✗ {message}");
            return Count::one(false);
        }
    };
    let step = Step::begin("browser tests");
    let report = folder.join("results/report.json");
    let _ = std::fs::remove_file(&report);
    let mut command = Command::new("node");
    command.args(["node_modules/@playwright/test/cli.js", "test"]).current_dir(&folder);
    command.env("CHROMIUM", chromium).env("GOVCLOUD", program);
    let outcome = tools::run(&mut command);
    step.done("");
    let counted = std::fs::read_to_string(&report).ok().and_then(|text| count::playwright(&text));
    let mut count = counted.unwrap_or_default();
    if let Err(message) = outcome {
        println!("  ✗ {message}");
        count.failed = count.failed.max(1);
    } else if counted.is_none() {
        println!("  ✗ Playwright left no report");
        count.failed += 1;
    }
    count
}

/// Runs a command and hands on each line that it prints; what it says of its progress goes to the terminal.
fn lines_of(command: &mut Command, mut take: impl FnMut(&str)) -> Outcome<()> {
    let shown = tools::show(command);
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|e| format!("`{shown}` does not start: {e}"))?;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            take(&line);
        }
    }
    let status = child.wait().map_err(|e| format!("`{shown}`: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` ended with {status}")) }
}
