//! `cargo x supply` and `cargo x sbom`: what the product is made of. Licences, sources and duplicates are checked
//! against what stands here; the bill of materials is CycloneDX 1.6.

use crate::tools::{self, Outcome};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Licences that may be in what is shipped or built with: all let a portal use, change and pass on the product.
const LICENCES: [&str; 11] = [
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Where packages may come from.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// The same for what the build uses of npm.
const NPM: &str = "https://registry.npmjs.org/";

/// Packages of which there are several versions, and why nobody here can do anything about it.
const TWICE: [(&str, &str); 18] = [
    ("block-buffer", "sm3 and sm2 are of digest 0.10, argon2 of 0.11"),
    ("cpufeatures", "as digest"),
    ("crypto-common", "as digest"),
    ("digest", "sm3 and sm2 are of digest 0.10, argon2 of 0.11"),
    ("foldhash", "as hashbrown"),
    ("getrandom", "rand_core of sqlx, ours and tempfile's are a generation apart each"),
    ("gloo", "yew is of 0.11; ours is the one that is kept up"),
    ("gloo-events", "as gloo"),
    ("gloo-timers", "as gloo"),
    ("gloo-utils", "as gloo"),
    ("hashbrown", "hashlink of sqlx, wasmparser and indexmap are a generation apart each"),
    ("http", "gloo-net of yew is of 0.2, axum of 1"),
    ("r-efi", "as getrandom; for no platform that is built for"),
    ("redox_syscall", "for no platform that is built for"),
    (
        "syn",
        "proc-macro-error of yew-macro is of 1, most macros of 2, clap's of 3; none is in what is shipped",
    ),
    ("thiserror", "gloo-net and gloo-history of yew are of 1"),
    ("thiserror-impl", "as thiserror"),
    ("windows-sys", "etcetera of sqlx-postgres is of 0.48; for Windows only"),
];

/// What `cargo metadata` says, with every feature that is shipped or built with.
fn metadata(features: &str) -> Outcome<Value> {
    let mut command = tools::cargo();
    command.args(["metadata", "--locked", "--format-version", "1", "--features", features]);
    let output = command.output().map_err(|e| format!("cargo metadata does not start: {e}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, member: &str) -> impl Iterator<Item = &'v Value> {
    value.get(member).and_then(Value::as_array).into_iter().flatten()
}

/// Checks licences, sources and duplicates of every package, those for tests and of npm too.
pub(crate) fn check() -> Outcome<()> {
    let metadata = metadata("program,element,sheets,build")?;
    let npm = npm_lock()?;
    let mut faults = faults(&metadata);
    for (name, package) in npm.get("packages").and_then(Value::as_object).into_iter().flatten() {
        if name.is_empty() {
            continue;
        }
        if !allowed(text(package, "license")) {
            faults.push(format!("{name}: the licence '{}' is not in the list", text(package, "license")));
        }
        // The lock names no registry, so that any mirror will do: the digest says what it must be.
        let from = text(package, "resolved");
        if !(from.is_empty() || from.starts_with(NPM)) || !text(package, "integrity").starts_with("sha512-") {
            faults.push(format!("{name}: not from the registry with a digest"));
        }
    }
    if faults.is_empty() {
        println!(
            "  {} packages: licences, sources and duplicates as they should be",
            packages(&metadata).count()
        );
        return Ok(());
    }
    Err(format!("{}\nWhat may be is in src/bin/x/supply.rs.", faults.join("\n")))
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    list(metadata, "packages").filter(|package| !package["source"].is_null())
}

fn faults(metadata: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages(metadata) {
        let (name, version) = (text(package, "name"), text(package, "version"));
        versions.entry(name).or_default().insert(version);
        if !allowed(text(package, "license")) {
            faults.push(format!(
                "{name} {version}: the licence '{}' is not in the list",
                text(package, "license")
            ));
        }
        if text(package, "source") != SOURCE {
            faults.push(format!("{name} {version}: comes from {}", text(package, "source")));
        }
    }
    for (name, versions) in &versions {
        if versions.len() > 1 && !TWICE.iter().any(|(known, _)| known == name) {
            faults.push(format!("{name}: {versions:?} and no reason why"));
        }
    }
    for (name, _) in TWICE {
        if versions.get(name).is_none_or(|versions| versions.len() < 2) {
            faults.push(format!("{name}: is there once now, and its reason can go"));
        }
    }
    faults
}

/// Whether a licence expression (SPDX, or the older `A/B`) can be met with the list.
fn allowed(expression: &str) -> bool {
    let text = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let met = any(&words, &mut at);
    met && at == words.len()
}

fn any(words: &[&str], at: &mut usize) -> bool {
    let mut met = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= all(words, at);
    }
    met
}

fn all(words: &[&str], at: &mut usize) -> bool {
    let mut met = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at);
    }
    met
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else {
        // Something must follow: what ends here is no expression, whatever else is met.
        *at = words.len() + 1;
        return false;
    };
    *at += 1;
    if *word == "(" {
        let met = any(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return met && closed;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    LICENCES.contains(&name.as_str())
}

fn npm_lock() -> Outcome<Value> {
    let file = tools::root().join("www/package-lock.json");
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))
}

/// Writes `target/sbom.cdx.json`: every package of what is shipped, and the bundler.
pub(crate) fn sbom() -> Outcome<()> {
    let lock = tools::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&lock).map_err(|e| format!("{}: {e}", lock.display()))?;
    let bom = bill(&metadata("program,element,sheets,fleet")?, &npm_lock()?, &lock);
    let file = tools::target_dir()?.join("sbom.cdx.json");
    std::fs::write(&file, format!("{bom:#}\n")).map_err(|e| format!("{}: {e}", file.display()))?;
    let count = list(&bom, "components").count();
    println!("{}: {count} components, {}", file.display(), text(&bom, "serialNumber"));
    Ok(())
}

/// The bill of materials. The same packages give the same bill, number and all: it names no time and no machine.
fn bill(metadata: &Value, npm: &Value, lock: &str) -> Value {
    let sums = checksums(lock);
    let root = metadata.pointer("/resolve/root").and_then(Value::as_str).unwrap_or_default();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"], "nodes").map(|node| (text(node, "id"), node)).collect();
    let by_id: BTreeMap<&str, &Value> = list(metadata, "packages").map(|p| (text(p, "id"), p)).collect();
    let reached = reached(root, &nodes);
    let reference =
        |id: &str| by_id.get(id).map(|p| purl(text(p, "name"), text(p, "version"))).unwrap_or_default();
    let mut components = BTreeMap::new();
    let mut dependencies = BTreeMap::new();
    for id in &reached {
        let on: BTreeSet<String> =
            nodes.get(id).map(|node| needs(node).map(reference).collect()).unwrap_or_default();
        dependencies.insert(reference(id), on);
        if let Some(package) = by_id.get(id).filter(|_| *id != root) {
            components.insert(reference(id), component(package, &sums));
        }
    }
    let esbuild = &npm["packages"]["node_modules/esbuild"];
    let bundler = format!("pkg:npm/esbuild@{}", text(esbuild, "version"));
    components.insert(
        bundler.clone(),
        json!({"type": "application", "bom-ref": bundler, "name": "esbuild", "version": text(esbuild, "version"),
               "purl": bundler, "scope": "excluded", "licenses": [{"expression": text(esbuild, "license")}]}),
    );
    let dependencies: Vec<Value> =
        dependencies.into_iter().map(|(of, on)| json!({"ref": of, "dependsOn": on})).collect();
    let of = by_id.get(root).map(|package| {
        json!({"type": "application", "bom-ref": reference(root), "name": text(package, "name"),
               "version": text(package, "version"), "purl": reference(root),
               "licenses": [{"expression": expression(text(package, "license"))}]})
    });
    let mut bom = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": of},
        "components": components.into_values().collect::<Vec<_>>(),
        "dependencies": dependencies,
    });
    bom["serialNumber"] = serial(&bom.to_string()).into();
    bom
}

/// All that is needed by a package, to build it or to run it.
fn reached<'m>(root: &'m str, nodes: &BTreeMap<&'m str, &'m Value>) -> BTreeSet<&'m str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![root]);
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(nodes.get(id).into_iter().flat_map(|node| needs(node)));
        }
    }
    reached
}

fn needs(node: &Value) -> impl Iterator<Item = &str> {
    let shipped = |dep: &&Value| list(dep, "dep_kinds").any(|kind| text(kind, "kind") != "dev");
    list(node, "deps").filter(shipped).map(|dep| text(dep, "pkg"))
}

fn component(package: &Value, sums: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (text(package, "name"), text(package, "version"));
    let mut component = json!({
        "type": "library", "bom-ref": purl(name, version), "name": name, "version": version,
        "purl": purl(name, version), "scope": "required",
        "licenses": [{"expression": expression(text(package, "license"))}],
    });
    if let Some(sum) = sums.get(&(name.to_owned(), version.to_owned())) {
        component["hashes"] = json!([{"alg": "SHA-256", "content": sum}]);
    }
    if !text(package, "repository").is_empty() {
        component["externalReferences"] = json!([{"type": "vcs", "url": text(package, "repository")}]);
    }
    component
}

/// The older `A/B` as SPDX writes it.
fn expression(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

fn purl(name: &str, version: &str) -> String {
    // `+` is the one sign of a version that an address writes otherwise.
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// The checksums of a lock file, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let mut sums = BTreeMap::new();
    for block in lock.split("[[package]]").skip(1) {
        let of = |member: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(member)?.strip_prefix(" = \""))?;
            line.strip_suffix('"').map(str::to_owned)
        };
        if let (Some(name), Some(version), Some(sum)) = (of("name"), of("version"), of("checksum")) {
            sums.insert((name, version), sum);
        }
    }
    sums
}

/// A UUID (version 8, RFC 9562) made of the content, so that the same content has the same.
fn serial(content: &str) -> String {
    let mut bytes: [u8; 16] = std::array::from_fn(|_| 0);
    bytes.copy_from_slice(&Sha256::digest(content.as_bytes())[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = "urn:uuid:".to_owned();
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// `cargo x advisories`: known faults of what is used, where a tool and its database can be had.
pub(crate) fn advisories() -> Outcome<()> {
    for (tool, words) in
        [("audit", &["audit", "--deny", "warnings"][..]), ("deny", &["deny", "check", "advisories"])]
    {
        let there = tools::cargo().args([tool, "--version"]).output().is_ok_and(|out| out.status.success());
        if there {
            return tools::run(tools::cargo().args(words)).map_err(|e| {
                format!(
                    "{e}\nIf the advisory database could not be reached, nothing is known: this is no pass."
                )
            });
        }
    }
    Err("Neither cargo-audit nor cargo-deny is installed, so nothing is known of advisories.\n\
         Install one: cargo install cargo-audit --locked"
        .to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn licences_are_read_as_expressions() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MIT OR GPL-3.0-only",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
            "GPL-2.0 OR (MIT AND Zlib)",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in
            ["", "GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT", "MIT OR", "MIT Zlib", "MIT WITH x", "AND"]
        {
            assert!(!allowed(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_strange_is_named() {
        let package = |name: &str, version: &str, licence: &str, source: &str| json!({"name": name, "version": version, "license": licence, "source": source});
        let found = faults(&json!({"packages": [
            package("a", "1.0.0", "MIT", SOURCE),
            package("a", "2.0.0", "MIT", SOURCE),
            package("b", "1.0.0", "GPL-3.0-only", SOURCE),
            package("c", "1.0.0", "MIT", "git+https://example.org/c"),
        ]}));
        let starts = |text: &str| found.iter().filter(|fault| fault.starts_with(text)).count();
        assert_eq!((starts("a: "), starts("b 1.0.0: the licence"), starts("c 1.0.0: comes from")), (1, 1, 1));
        assert_eq!(found.len(), 3 + TWICE.len(), "each reason that is none any more");
    }

    #[test]
    fn the_bill_lists_every_package_once_and_is_the_same_each_time() {
        let lock = std::fs::read_to_string(tools::root().join("Cargo.lock")).unwrap();
        let metadata = metadata("program,element,sheets,fleet").unwrap();
        let npm = npm_lock().unwrap();
        let bom = bill(&metadata, &npm, &lock);
        assert_eq!(bom, bill(&metadata, &npm, &lock));
        assert_eq!((text(&bom, "bomFormat"), text(&bom, "specVersion")), ("CycloneDX", "1.6"));
        let number = text(&bom, "serialNumber").strip_prefix("urn:uuid:").unwrap();
        let parts: Vec<usize> = number.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        let refs: Vec<&str> = list(&bom, "components").map(|c| text(c, "bom-ref")).collect();
        let unique: BTreeSet<&str> = refs.iter().copied().collect();
        assert_eq!(refs.len(), unique.len());
        for needed in
            ["pkg:cargo/sm3@", "pkg:cargo/sm2@", "pkg:cargo/yew@", "pkg:cargo/sqlx@", "pkg:npm/esbuild@"]
        {
            assert!(refs.iter().any(|r| r.starts_with(needed)), "{needed}");
        }
        assert!(!refs.iter().any(|r| r.starts_with("pkg:cargo/boon@")), "what only tests use is not shipped");
        for component in list(&bom, "components") {
            assert!(["library", "application"].contains(&text(component, "type")), "{component}");
            assert!(
                !text(component, "version").is_empty() && !text(component, "purl").is_empty(),
                "{component}"
            );
            assert!(!component["licenses"][0]["expression"].as_str().unwrap().contains('/'), "{component}");
            let hashes = list(component, "hashes").next().map(|h| text(h, "content").len());
            assert!(hashes == Some(64) || text(component, "scope") == "excluded", "{component}");
        }
        let own = text(&bom["metadata"]["component"], "bom-ref");
        for dependency in list(&bom, "dependencies") {
            for on in list(dependency, "dependsOn").chain([&dependency["ref"]]) {
                let on = on.as_str().unwrap();
                assert!(on == own || unique.contains(on), "{on} is named and not listed");
            }
        }
    }
}
