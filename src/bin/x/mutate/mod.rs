//! `cargo x mutate`: does a test notice when the code is changed?
//!
//! Every change that can be made (conditions that are always met, opposite comparisons, borders moved by one, arms
//! left out, functions that answer at once) is built into one program, each behind a switch; then the tests run once
//! for each. A change that no test notices is shown with its place. Unlike a build for each change this takes
//! minutes.

mod find;

use crate::tools::{self, Outcome, Step};
use find::Mutant;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Of so many hundred changes the tests must notice so many.
const GOAL: usize = 90;

/// What is changed, and the tests that must notice.
struct Room {
    name: &'static str,
    files: &'static [&'static str],
    tests: &'static [&'static str],
}

const ROOMS: [Room; 4] = [
    Room {
        name: "store",
        files: &[
            "src/drafts/store.rs",
            "src/drafts/keeper.rs",
            "src/drafts/record.rs",
            "src/drafts/reading.rs",
            "src/drafts/model.rs",
            "src/drafts/memory.rs",
        ],
        tests: &["drafts::"],
    },
    Room {
        name: "outbox",
        files: &[
            "src/submission/outbox.rs",
            "src/submission/row.rs",
            "src/submission/driver.rs",
            "src/submission/request.rs",
            "src/submission/backoff.rs",
        ],
        tests: &["submission::"],
    },
    Room {
        name: "classifier",
        files: &["src/submission/classify.rs", "src/submission/answer.rs"],
        tests: &["submission::corpus", "submission::classify", "submission::answer", "submission::tests"],
    },
    Room { name: "canonical", files: &["src/wire/canonical.rs", "src/wire/json.rs"], tests: &["wire::"] },
];

/// What the changed program asks at each switch. The first test that fails ends it: one is enough to notice a change,
/// and no test here expects a panic, which the run without any change shows.
const SWITCH: &str = "
#[allow(dead_code, missing_docs, clippy::all)]
pub(crate) mod mutant {
    pub(crate) fn on(id: usize) -> bool {
        static WANTED: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
        let wanted = || {
            std::panic::set_hook(Box::new(|_| std::process::exit(101)));
            std::env::var(\"GOVCLOUD_MUTANT\").ok().and_then(|id| id.parse().ok())
        };
        *WANTED.get_or_init(|| wanted().unwrap_or(usize::MAX)) == id
    }
}
";

/// What became of a run of the tests.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    Passed,
    Failed,
    /// They did not end in time.
    Late,
}

/// A change in its file.
struct Placed {
    room: usize,
    file: &'static str,
    mutant: Mutant,
}

/// Changes what the words name, or all; an error where the tests notice too little.
pub(crate) fn mutate(words: &[String]) -> Outcome<()> {
    if let Some(word) = words.iter().find(|word| ROOMS.iter().all(|room| room.name != **word)) {
        let names = ROOMS.map(|room| room.name).join(", ");
        return Err(format!("`{word}` is none of {names}"));
    }
    let tree = tools::target_dir()?.join("mutate/tree");
    if tree.exists() {
        std::fs::remove_dir_all(&tree).map_err(|e| format!("{}: {e}", tree.display()))?;
    }
    tools::copy_sources(&tree)?;
    let mut changes = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        if words.is_empty() || words.iter().any(|word| word == room.name) {
            for file in room.files {
                let found = find::mutants(&read(&tree.join(file))?).map_err(|e| format!("{file}: {e}"))?;
                changes.extend(found.into_iter().map(|mutant| Placed { room: at, file, mutant }));
            }
        }
    }
    let library = tree.join("src/lib.rs");
    let text = read(&library)? + SWITCH;
    write(&library, &text)?;
    let step = Step::begin(format!("build {} changes into one program", changes.len()));
    let (program, left_out) = build(&tree, &mut changes)?;
    step.done(&format!("{left_out} do not compile and are left out"));
    let step = Step::begin(format!("run the tests for each of {} changes", changes.len()));
    let told = run(&program, &changes)?;
    step.done("");
    report(&changes, &told)
}

fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Builds the test program with all changes that compile; how many do not.
fn build(tree: &Path, changes: &mut Vec<Placed>) -> Outcome<(PathBuf, usize)> {
    let whole = changes.len();
    let mut files: Vec<&str> = changes.iter().map(|change| change.file).collect();
    files.dedup();
    let sources: Vec<String> = files.iter().map(|file| read(&tree.join(file))).collect::<Outcome<_>>()?;
    loop {
        for (file, source) in files.iter().zip(&sources) {
            let here = changes.iter().enumerate().filter(|(_, change)| change.file == *file);
            let here: Vec<(usize, &Mutant)> = here.map(|(id, change)| (id, &change.mutant)).collect();
            write(&tree.join(file), &find::written(source, &here))?;
        }
        // What does not compile is found by the quick way.
        let (checked, messages) = compiled(tree, &["check", "--lib", "--profile", "test"])?;
        if checked {
            let (_, messages) = compiled(tree, &["test", "--lib", "--no-run"])?;
            let program = messages.iter().filter_map(|message| message["executable"].as_str()).next_back();
            let program = program.ok_or("cargo names no test program")?;
            return Ok((program.into(), whole - changes.len()));
        }
        let before = changes.len();
        for (file, line) in messages.iter().flat_map(places) {
            changes.retain(|change| !(file.ends_with(change.file) && change.mutant.line == line));
        }
        if changes.len() == before {
            let said = messages.iter().filter_map(|message| message["message"]["rendered"].as_str());
            return Err(format!("The changed sources do not compile:\n{}", said.collect::<String>()));
        }
    }
}

/// Has cargo compile the changed sources; whether that went well, and what it said.
fn compiled(tree: &Path, words: &[&str]) -> Outcome<(bool, Vec<serde_json::Value>)> {
    let mut command = tools::cargo();
    command.args(words).args(["--message-format", "json", "--manifest-path"]).arg(tree.join("Cargo.toml"));
    command.arg("--target-dir").arg(tree.with_file_name("build"));
    // The tests run hundreds of times: they are worth a slower build.
    command.env("CARGO_PROFILE_DEV_DEBUG", "false").env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
    command.env("RUSTFLAGS", "--cap-lints=allow");
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output();
    let output = output.map_err(|e| format!("cargo does not start: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok((output.status.success(), messages))
}

/// Where a message of the compiler says that something is wrong: file and line.
fn places(message: &serde_json::Value) -> Vec<(String, usize)> {
    let error = message["message"]["level"] == "error";
    let spans = message["message"]["spans"].as_array().filter(|_| error);
    let place = |span: &serde_json::Value| {
        let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
        Some((span["file_name"].as_str()?.to_owned(), line))
    };
    spans.into_iter().flatten().filter_map(place).collect()
}

/// What the tests say of each change.
fn run(program: &Path, changes: &[Placed]) -> Outcome<Vec<Told>> {
    // Several times as long as without a change: what takes longer never ends. A machine that has other work meanwhile
    // must not be taken for that.
    let mut patience = [Duration::ZERO; ROOMS.len()];
    for (at, room) in ROOMS.iter().enumerate().filter(|(at, _)| changes.iter().any(|c| c.room == *at)) {
        let from = Instant::now();
        if tried(program, room, None, Duration::from_secs(600))? != Told::Passed {
            return Err(format!("The tests of {} fail as it is.", room.name));
        }
        patience[at] = from.elapsed() * 5 + Duration::from_secs(10);
    }
    let (next, told) = (AtomicUsize::new(0), Mutex::new(vec![Told::Passed; changes.len()]));
    let work = || -> Outcome<()> {
        loop {
            let id = next.fetch_add(1, Ordering::Relaxed);
            let Some(change) = changes.get(id) else { return Ok(()) };
            let found = tried(program, &ROOMS[change.room], Some(id), patience[change.room])?;
            told.lock().map_err(|e| e.to_string())?[id] = found;
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let ended =
            started.into_iter().map(|worker| worker.join().unwrap_or(Err("a worker failed".to_owned())));
        ended.collect::<Outcome<Vec<()>>>()
    })?;
    told.into_inner().map_err(|e| e.to_string())
}

/// Runs a room's tests.
fn tried(program: &Path, room: &Room, change: Option<usize>, patience: Duration) -> Outcome<Told> {
    let mut command = Command::new(program);
    command.args(room.tests).args(["--quiet", "--test-threads", "1"]).current_dir(tools::root());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(id) = change {
        command.env("GOVCLOUD_MUTANT", id.to_string());
    }
    let mut child = command.spawn().map_err(|e| format!("{}: {e}", program.display()))?;
    let from = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(if status.success() { Told::Passed } else { Told::Failed });
        }
        if from.elapsed() > patience {
            child.kill().and_then(|()| child.wait()).map_err(|e| e.to_string())?;
            return Ok(Told::Late);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What never ends is noticed too, and told apart.
fn report(changes: &[Placed], told: &[Told]) -> Outcome<()> {
    for (change, _) in changes.iter().zip(told).filter(|(_, told)| **told == Told::Passed) {
        println!("  ✗ {}:{}: {}", change.file, change.mutant.line, change.mutant.says);
    }
    let mut too_few = Vec::new();
    for (at, room) in ROOMS.iter().enumerate() {
        let here = || changes.iter().zip(told).filter(|(change, _)| change.room == at).map(|(_, told)| *told);
        let all = here().count();
        if all == 0 {
            continue;
        }
        let noticed = here().filter(|told| *told != Told::Passed).count();
        let late = here().filter(|told| *told == Told::Late).count();
        let percent = noticed * 100 / all;
        println!(
            "{}: {noticed} of {all} changes noticed ({percent} %), {late} because the tests do not end",
            room.name
        );
        if noticed * 100 < all * GOAL {
            too_few.push(room.name);
        }
    }
    if too_few.is_empty() { Ok(()) } else { Err(format!("Less than {GOAL} %: {}", too_few.join(", "))) }
}
