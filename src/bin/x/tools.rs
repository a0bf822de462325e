//! Running other programs: with progress, and with a line that says how to install what is missing.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The result of a step; the error is a sentence for the person at the terminal.
pub(crate) type Outcome<T> = Result<T, String>;

/// The folder of this package.
pub(crate) fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// The cargo that started us.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Where cargo puts what it builds, as configured here: `CARGO_TARGET_DIR`, a config file, or `target`.
pub(crate) fn target_dir() -> Outcome<PathBuf> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .output()
        .map_err(|e| format!("cargo metadata does not start: {e}"))?;
    let value: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    let text = value.get("target_directory").and_then(|v| v.as_str());
    text.map(PathBuf::from).ok_or_else(|| "cargo metadata names no target directory".to_owned())
}

/// A step that is under way: says what it does, keeps saying so, and how long it took.
pub(crate) struct Step {
    name: String,
    began: Instant,
    stop: Option<mpsc::Sender<()>>,
    ticker: Option<std::thread::JoinHandle<()>>,
}

impl Step {
    /// Begins a step and prints its name; every ten seconds a line tells that it still goes on.
    pub(crate) fn begin(name: impl Into<String>) -> Self {
        let name = name.into();
        println!("• {name}");
        let began = Instant::now();
        let (stop, stopped) = mpsc::channel::<()>();
        let label = name.clone();
        let ticker = std::thread::spawn(move || {
            while let Err(mpsc::RecvTimeoutError::Timeout) = stopped.recv_timeout(Duration::from_secs(10)) {
                println!("  … {label}: {} s", began.elapsed().as_secs());
                let _ = std::io::stdout().flush();
            }
        });
        Self { name, began, stop: Some(stop), ticker: Some(ticker) }
    }

    /// Ends the step.
    pub(crate) fn done(mut self, note: &str) {
        let seconds = self.began.elapsed().as_secs_f32();
        self.halt();
        let note = if note.is_empty() { String::new() } else { format!(": {note}") };
        println!("  ✓ {} ({seconds:.1} s){note}", self.name);
    }

    fn halt(&mut self) {
        drop(self.stop.take());
        if let Some(ticker) = self.ticker.take() {
            let _ = ticker.join();
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.halt();
    }
}

/// Runs a command to its end with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let shown = show(command);
    let status = command.status().map_err(|e| format!("`{shown}` does not start: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` ended with {status}")) }
}

/// Runs a command and keeps its output; on failure the output is part of the message.
pub(crate) fn quietly(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let output =
        command.stdin(Stdio::null()).output().map_err(|e| format!("`{shown}` does not start: {e}"))?;
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(out);
    }
    let err = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{shown}` ended with {}\n{out}{err}", output.status))
}

/// The command as it would be typed.
pub(crate) fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(OsStr::new("?"));
    let words = command.get_args().map(OsStr::to_string_lossy);
    std::iter::once(program.to_string_lossy()).chain(words).collect::<Vec<_>>().join(" ")
}

/// Finds a program on the path.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// Installs packages with Debian's package manager where we may; else, and where that fails, the error is what to do.
pub(crate) fn debian(packages: &[&str], missing: &str) -> Outcome<()> {
    let root = quietly(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || find("apt-get").is_none() {
        return Err(missing.to_owned());
    }
    let step = Step::begin(format!("apt-get install -y {}", packages.join(" ")));
    let apt = |words: &[&str]| {
        quietly(Command::new("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let words = [&["install", "-y"], packages].concat();
    apt(&["update"]).and_then(|_| apt(&words)).map_err(|e| format!("{e}\n{missing}"))?;
    step.done("");
    Ok(())
}

/// Makes sure that the program with which a portal's contract is tried is there.
pub(crate) fn curl() -> Outcome<()> {
    match find("curl") {
        Some(_) => Ok(()),
        None => debian(&["curl"], "curl is missing. Install it: sudo apt-get install -y curl"),
    }
}

/// Makes sure that the standard library for the browser is there.
pub(crate) fn wasm_target() -> Outcome<()> {
    let sysroot = quietly(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root()))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        return Ok(());
    }
    const LINE: &str = "rustup target add wasm32-unknown-unknown";
    if find("rustup").is_none() {
        return Err(format!("The wasm32-unknown-unknown target is missing. Install it: {LINE}"));
    }
    let step = Step::begin(LINE);
    let words = ["target", "add", "wasm32-unknown-unknown"];
    run(Command::new("rustup").args(words).current_dir(root()))
        .map_err(|e| format!("{e}\nThe wasm32-unknown-unknown target is missing. Install it: {LINE}"))?;
    step.done("");
    Ok(())
}

/// Makes sure that the npm packages of a folder are installed as its lock file says.
pub(crate) fn npm_packages(folder: &Path) -> Outcome<()> {
    let (lock, installed) = (folder.join("package-lock.json"), folder.join("node_modules/.installed"));
    let wanted = std::fs::read(&lock).map_err(|e| format!("{}: {e}", lock.display()))?;
    if std::fs::read(&installed).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    if find("npm").is_none() {
        return Err("Node is missing (20 or later, with npm). Install it: apt-get install -y nodejs npm, \
                    or take it from https://nodejs.org"
            .to_owned());
    }
    let shown = folder.strip_prefix(root()).unwrap_or(folder).display().to_string();
    let step = Step::begin(format!("npm ci in {shown}"));
    quietly(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(folder),
    )?;
    std::fs::write(&installed, wanted).map_err(|e| format!("{}: {e}", installed.display()))?;
    step.done("");
    Ok(())
}

/// Makes sure that a part of the toolchain, called as `cargo {command}`, is there.
pub(crate) fn component(name: &str, command: &str) -> Outcome<()> {
    if quietly(cargo().args([command, "--version"])).is_ok() {
        return Ok(());
    }
    let line = format!("rustup component add {name}");
    let step = Step::begin(&line);
    run(Command::new("rustup").args(["component", "add", name]).current_dir(root()))
        .map_err(|e| format!("{e}\n{name} is missing. Install it: {line}"))?;
    step.done("");
    Ok(())
}

/// Copies what git knows of, or would know of: what is ignored is no source.
pub(crate) fn copy_sources(to: &Path) -> Outcome<()> {
    let root = root();
    let mut command = Command::new("git");
    command.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(&root);
    let output = command.output().map_err(|e| format!("git does not start: {e}"))?;
    if !output.status.success() {
        return Err("The sources are listed by git, and this is no checkout.".to_owned());
    }
    for name in String::from_utf8_lossy(&output.stdout).split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (root.join(name), to.join(name));
        if !from.is_file() {
            continue;
        }
        let folder = to.parent().unwrap_or(&to);
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        std::fs::copy(&from, &to).map_err(|e| format!("{}: {e}", from.display()))?;
    }
    Ok(())
}
