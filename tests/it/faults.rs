//! Each fault of `src/docs/faults.md` has a test that bears its number, and the page says where.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = "src/docs/faults.md";
/// How many faults there are.
const FAULTS: u32 = 58;
/// Numbers that no test bears yet. One that gets a test has to go from here.
const UNTRIED: [&str; 0] = [];

/// The specifications below a folder, sorted.
fn specs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("results") {
            specs(&path, found);
        } else if path.to_string_lossy().ends_with(".spec.js") {
            found.push(path);
        }
    }
    found.sort();
}

/// The numbers in the titles of tests: in calls of `test`, and in rows of tables that begin with one.
fn numbers(text: &str) -> BTreeSet<String> {
    let title = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("test(") || line.starts_with("['F")
    };
    let mut found = BTreeSet::new();
    for line in text.lines().filter(title) {
        let bytes = line.as_bytes();
        for (at, _) in line.match_indices('F') {
            let digits = bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_digit));
            let ends = !bytes.get(at + 3).is_some_and(u8::is_ascii_alphanumeric);
            let begins = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
            if digits && ends && begins {
                found.insert(line[at..at + 3].to_owned());
            }
        }
    }
    found
}

/// Number → the files of its tests, from `tests/browser` on.
fn tried(root: &Path) -> BTreeMap<String, Vec<String>> {
    let (mut files, mut tried) = (Vec::new(), BTreeMap::<String, Vec<String>>::new());
    specs(&root.join("tests/browser"), &mut files);
    for file in files {
        let name =
            file.strip_prefix(root.join("tests/browser")).unwrap().to_string_lossy().replace('\\', "/");
        for number in numbers(&fs::read_to_string(&file).unwrap()) {
            tried.entry(number).or_default().push(name.clone());
        }
    }
    tried
}

#[test]
fn each_fault_has_a_test_and_the_page_says_where() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tried = tried(root);
    let all: Vec<String> = (1..=FAULTS).map(|number| format!("F{number:02}")).collect();
    for number in &all {
        let untried = UNTRIED.contains(&number.as_str());
        assert_ne!(
            tried.contains_key(number),
            untried,
            "{number}: a test, or its name among the untried, and not both"
        );
    }
    let page = fs::read_to_string(root.join(PAGE)).unwrap();
    let mut rows = Vec::new();
    let made: Vec<String> = page
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, number, what, holds, _, _] = cells[..] else { return line.to_owned() };
            if !all.iter().any(|known| known == number) {
                return line.to_owned();
            }
            rows.push(number.to_owned());
            let files = tried.get(number).map_or_else(|| "not yet".to_owned(), |files| files.join("`, `"));
            let files = if files == "not yet" { files } else { format!("`{files}`") };
            format!("| {number} | {what} | {holds} | {files} |")
        })
        .collect();
    assert_eq!(rows, all, "the page has each fault once, in order");
    let made = made.join("\n") + "\n";
    if std::env::var_os("GOVCLOUD_BLESS").is_some() {
        fs::write(root.join(PAGE), &made).unwrap();
    } else {
        assert_eq!(page, made, "{PAGE} is stale: write it anew with GOVCLOUD_BLESS=1 cargo test faults");
    }
}
