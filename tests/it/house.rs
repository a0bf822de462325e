//! The rules of the house that a test can say. They read the sources as text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each room of the library may import. See `src/docs/architecture.md`.
const MAY_IMPORT: [(&str, &[&str]); 13] = [
    ("basics", &[]),
    ("catalog", &["basics"]),
    ("dossier", &["basics", "catalog"]),
    ("measure", &["basics", "catalog", "dossier"]),
    ("fitting", &["basics", "catalog", "dossier", "measure"]),
    ("fees", &["basics", "catalog", "dossier", "measure", "fitting"]),
    ("lifecycle", &["basics", "catalog", "dossier", "measure", "fitting", "fees"]),
    ("wire", &["basics", "catalog", "dossier", "measure", "fitting", "fees", "lifecycle"]),
    ("exchange", &["basics", "catalog", "dossier", "fitting", "fees", "lifecycle", "wire"]),
    ("drafts", &["basics", "catalog", "dossier", "measure", "wire", "lifecycle"]),
    (
        "submission",
        &["basics", "catalog", "dossier", "measure", "fitting", "fees", "lifecycle", "wire", "drafts"],
    ),
    (
        "ui",
        &[
            "basics",
            "catalog",
            "dossier",
            "measure",
            "fitting",
            "fees",
            "lifecycle",
            "wire",
            "exchange",
            "drafts",
            "submission",
        ],
    ),
    (
        "element",
        &[
            "basics",
            "catalog",
            "dossier",
            "measure",
            "fitting",
            "fees",
            "lifecycle",
            "wire",
            "drafts",
            "submission",
            "exchange",
            "ui",
        ],
    ),
];

/// The rooms that compute and touch nothing.
const CORE: [&str; 7] = ["basics", "catalog", "dossier", "measure", "fitting", "fees", "lifecycle"];

/// Words that the core may say in one place, and why there.
const EXCUSED: [(&str, &str); 2] = [
    // The reader of JSON has to name the numbers that it refuses.
    ("src/wire/json.rs", "f64"),
    // A number cell of a spreadsheet is a float; what it would not keep is written as text.
    ("src/exchange/xlsx.rs", "f64"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of these endings, sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("dist") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|end| e == *end)) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "nothing below {folder}");
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

fn is_test_file(path: &Path) -> bool {
    path.file_stem().is_some_and(|s| s.to_string_lossy().contains("test"))
        || path.parent().is_some_and(|p| p.ends_with("tests"))
}

/// The code of a file: its lines without comments, up to the tests that stand at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    // Test modules written out stand last in a file; one that is only named may stand anywhere.
    let inline = text.match_indices("#[cfg(test)]").find(|(at, mark)| {
        let after = text[at + mark.len()..].trim_start();
        after.split(['{', ';']).next().is_some_and(|head| after[head.len()..].starts_with('{'))
    });
    let before = inline.map_or(text.as_str(), |(at, _)| &text[..at]);
    before.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms that a file names as `crate::room`, alone or in a group.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            rooms.insert(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut begin = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begin = true,
                _ if begin && !c.is_whitespace() => {
                    rooms.insert(word(&group[at..]));
                    begin = false;
                }
                _ => {}
            }
        }
    }
    rooms
}

#[test]
fn imports_run_one_way() {
    let known: BTreeSet<&str> = MAY_IMPORT.iter().map(|(room, _)| *room).collect();
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for (room, allowed) in MAY_IMPORT {
        for path in files(&format!("src/{room}"), &["rs"]).iter().filter(|p| !is_test_file(p)) {
            for named in rooms_named(&code(path)).iter().filter(|n| known.contains(n.as_str())) {
                arrows += 1;
                if named != room && !allowed.contains(&named.as_str()) {
                    wrong.push(format!("{} imports {named}", shown(path)));
                }
            }
        }
    }
    assert!(arrows > 100, "only {arrows} imports were seen: the reading of sources is broken");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rooms_are_read_out_of_imports() {
    let text = "use crate::fees::x; use crate::{basics::{Date, Money}, wire::v1}; let a = crate::ui::b();";
    let rooms: Vec<String> = rooms_named(text).into_iter().collect();
    assert_eq!(rooms, ["basics", "fees", "ui", "wire"]);
}

#[test]
fn the_core_reads_no_clock_does_no_io_and_keeps_no_order_of_chance() {
    let barred = [
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "std::fs",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "std::env",
        "std::process",
        "println!",
        "HashMap",
        "HashSet",
        "f32",
        "f64",
        "web_sys",
        "js_sys",
        "rand::",
        "getrandom",
    ];
    let mut wrong = Vec::new();
    for room in CORE.iter().chain(&["wire", "exchange"]) {
        for path in files(&format!("src/{room}"), &["rs"]).iter().filter(|p| !is_test_file(p)) {
            let code = code(path);
            let excused = |word: &str| EXCUSED.contains(&(shown(path).as_str(), word));
            for word in barred.iter().filter(|word| has_word(&code, word) && !excused(word)) {
                wrong.push(format!("{} names {word}", shown(path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// True where the text holds this word, not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word)
        .any(|(at, _)| !part(text[..at].chars().next_back()) && !part(text[at + word.len()..].chars().next()))
}

#[test]
fn targets_are_told_apart_in_three_places_only() {
    let allowed = ["src/lib.rs", "src/drafts/mod.rs", "src/submission/mod.rs"];
    let mut seen = 0;
    for path in files("src", &["rs"]).iter().filter(|p| !p.starts_with(root().join("src/bin"))) {
        let names_target = code(path).contains("target_arch") || code(path).contains("target_family");
        seen += usize::from(names_target);
        assert!(!names_target || allowed.contains(&shown(path).as_str()), "{}", shown(path));
    }
    assert!(seen > 0, "no twin is chosen any more: take this rule out, or mend the reading");
}

#[test]
fn only_wire_has_types_for_serde() {
    for path in files("src", &["rs"]) {
        let inside = ["src/wire", "src/bin"].iter().any(|room| path.starts_with(root().join(room)));
        let code = code(&path);
        let derives = code.lines().any(|line| line.contains("derive(") && line.contains("erialize"));
        assert!(inside || (!derives && !code.contains("use serde::")), "{}", shown(&path));
    }
}

#[test]
fn files_say_one_thing() {
    // About 400 lines, article files about 200: a little more is no sin, half as much again is.
    let mut long = Vec::new();
    for path in files("src", &["rs"]).iter().filter(|p| !is_test_file(p)) {
        let most = if path.starts_with(root().join("src/measure/articles")) { 260 } else { 480 };
        let lines = fs::read_to_string(path).unwrap().lines().count();
        if lines > most {
            long.push(format!("{}: {lines} lines, {most} are allowed", shown(path)));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn nothing_is_unsafe_and_nothing_is_left_to_do() {
    let mut wrong = Vec::new();
    for path in files("src", &["rs"]) {
        // The keyword of the content security policy that lets wasm run is no code of ours.
        let code = code(&path).replace("'wasm-unsafe-eval'", "");
        for word in ["unsafe", "todo!", "unimplemented!", "dbg!"] {
            if has_word(&code, word.trim_end_matches('!')) && code.contains(word) {
                wrong.push(format!("{} says {word}", shown(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn text_reaches_the_page_as_text() {
    let barred = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "set_inner_html",
        "document.write",
        "eval(",
        "new Function",
        "from_html_unchecked",
        "VRaw",
        "<style",
        "style=",
        "setAttribute('style'",
        "\"style\"",
    ];
    let mut sources = files("www/src", &["js"]);
    sources.extend(files("www/portal", &["js", "html"]));
    sources.extend(files("src/ui", &["rs"]));
    sources.extend(files("src/element", &["rs"]));
    sources.extend(files("src/bin/govcloud/portal/pages", &["rs"]));
    let mut wrong = Vec::new();
    for path in sources {
        let code = code(&path);
        for word in barred.iter().filter(|word| code.contains(**word)) {
            wrong.push(format!("{} says {word}", shown(&path)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_article_stands_in_the_register_once_and_is_quoted_to_the_letter() {
    let articles: Vec<u8> = govcloud::measure::register::REGISTER.iter().map(|row| row.article).collect();
    assert_eq!(articles, (1..=29).collect::<Vec<u8>>());
    for row in govcloud::measure::register::REGISTER {
        let text = format!("{:?}", govcloud::measure::text::article(row.article));
        assert!(text.contains(row.quote), "article {}: {}", row.article, row.quote);
    }
}

#[test]
fn versions_that_belong_together_are_locked_together() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for block in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")))?;
            Some(line.trim_end_matches('"').to_owned())
        };
        if let (Some(name), Some(version)) = (value("name"), value("version")) {
            versions.entry(name).or_default().insert(version);
        }
    }
    let of = |name: &str| versions.get(name).cloned().unwrap_or_default();
    let glue = of("wasm-bindgen");
    assert_eq!(glue.len(), 1, "{glue:?}");
    for name in ["wasm-bindgen-cli-support", "wasm-bindgen-macro", "wasm-bindgen-shared"] {
        assert_eq!(of(name), glue, "{name}");
    }
}

#[test]
fn lock_files_name_no_registry() {
    for file in ["www/package-lock.json", "tests/browser/package-lock.json"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(!text.contains("\"resolved\""), "{file} holds addresses: see .npmrc beside it");
    }
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let sources: BTreeSet<&str> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    assert_eq!(sources.len(), 1, "{sources:?}");
}

#[test]
fn no_crate_type_is_declared() {
    // A declared cdylib beside an rlib silently drops link-time optimisation.
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let declared = manifest.lines().any(|line| line.trim_start().starts_with("crate-type"));
    assert!(!declared);
}

/// The values of an attribute that stands in markup of the views: `part="head"` → `head`.
fn values_of(text: &str, before: &str) -> BTreeSet<String> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[cfg(feature = "element")]
#[test]
fn the_contract_names_the_parts_and_properties_that_there_are() {
    use govcloud::element::contract::{CUSTOM_PROPERTIES, PARTS};
    let mut parts: BTreeSet<String> = BTreeSet::from(["fault".to_owned()]);
    for path in files("src/ui", &["rs"]) {
        parts.extend(values_of(&code(&path), " part=\""));
    }
    let promised: BTreeSet<String> = PARTS.iter().map(|part| part.name.to_owned()).collect();
    assert_eq!(parts, promised);

    let tokens = fs::read_to_string(root().join("www/styles/tokens.css")).unwrap();
    let host = tokens.split(":host {").nth(1).and_then(|rest| rest.split('}').next()).unwrap();
    let declared: Vec<String> = host
        .split(';')
        .filter_map(|line| line.trim().split_once(": "))
        .filter(|(name, _)| name.starts_with("--"))
        .map(|(name, value)| format!("{name}: {}", value.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    let promised: Vec<String> =
        CUSTOM_PROPERTIES.iter().map(|p| format!("{}: {}", p.name, p.default)).collect();
    assert_eq!(declared, promised);
}
