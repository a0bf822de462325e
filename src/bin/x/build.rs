//! `cargo x build`: from Rust to the folder that a portal serves.

use crate::sizes::{self, Row};
use crate::tools::{self, Outcome, Step};
use crate::{bundle, glue, integrity, module, split};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Name of the shipped files.
pub(crate) const STEM: &str = "govcloud-request";
/// Name of the files that read and write workbooks.
pub(crate) const SHEETS: &str = "govcloud-sheets";
/// Name of the files that fit whole lists in a worker.
pub(crate) const FLEET: &str = "govcloud-fleet";

/// A program beside the form: the same library with another feature. It draws nothing and brings no scripts along.
struct Apart {
    /// Name of the module.
    name: &'static str,
    feature: &'static str,
    /// True for what computes long: as quick as it can be, and not as small.
    swift: bool,
    /// True where it may use instructions for several numbers at a time, which Chrome has from 91 on.
    simd: bool,
}

const APART: [Apart; 3] = [
    Apart { name: SHEETS, feature: "sheets", swift: false, simd: false },
    Apart { name: FLEET, feature: "fleet", swift: true, simd: false },
    Apart { name: "govcloud-fleet.simd", feature: "fleet", swift: true, simd: true },
];

/// How much work goes into the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// What is shipped: small, link-time optimised.
    Release,
    /// For trying things out: quick to build.
    Dev,
    /// What is shipped, but in one piece and with the names of its functions: for profilers.
    Named,
}

impl Mode {
    /// Reads the words behind `build`.
    pub(crate) fn from_words(words: &[String]) -> Outcome<Self> {
        match words {
            [] => Ok(Self::Release),
            [word] if word == "--dev" => Ok(Self::Dev),
            [word] if word == "--named" => Ok(Self::Named),
            _ => Err("`cargo x build` takes no other word than --dev or --named".to_owned()),
        }
    }

    fn profile(self) -> &'static str {
        match self {
            Self::Release | Self::Named => "release",
            Self::Dev => "browser-dev",
        }
    }
}

/// What was built.
pub(crate) struct Built {
    /// The files to the first usable form, with their sizes.
    pub(crate) sizes: Vec<Row>,
}

/// Builds `www/dist`.
pub(crate) fn build(mode: Mode) -> Outcome<Built> {
    let root = tools::root();
    let dist = root.join("www/dist");
    tools::wasm_target()?;
    tools::npm_packages(&root.join("www"))?;
    let raw = compile(mode.profile(), "element", &tools::target_dir()?, release_flags(mode, false))?;
    let work = tools::target_dir()?.join("x").join(mode.profile());
    let wasm = bind(&raw, &work, mode)?;

    let mut modules = vec![(format!("{STEM}.wasm"), wasm)];
    if mode == Mode::Release {
        cut(&mut modules, &raw, &work)?;
    }
    for apart in &APART {
        modules.push((format!("{}.wasm", apart.name), apart.build(mode, &work.join(apart.name))?));
    }
    let glue = |name: &str| work.join(name).join("glue.js");
    let step = Step::begin("check that the modules need nothing that Chrome 90 lacks");
    for (name, wasm) in &modules {
        let simd = APART.iter().any(|apart| apart.simd && *name == format!("{}.wasm", apart.name));
        module::prove_chrome_90(wasm, simd).map_err(|e| format!("{name}: {e}"))?;
    }
    step.done("");

    let step = Step::begin("bundle for Chrome 86 and later");
    if dist.exists() {
        std::fs::remove_dir_all(&dist).map_err(|e| format!("{}: {e}", dist.display()))?;
    }
    std::fs::create_dir_all(&dist).map_err(|e| format!("{}: {e}", dist.display()))?;
    // First what the others must know the digest of.
    let script = |name: &str| dist.join(format!("{name}.js"));
    bundle::sheets(&root.join("www"), &glue(SHEETS), &script(SHEETS))?;
    let (plain, simd) = (glue(FLEET), glue("govcloud-fleet.simd"));
    // Two builds of one program are called alike, and mostly need one script between them.
    let simd = if same_glue(&plain, &simd)? { &plain } else { &simd };
    bundle::fleet(&root.join("www"), (&plain, simd), &script(FLEET))?;
    let mut fetched: Vec<(String, String)> =
        modules.iter().map(|(name, wasm)| (name.clone(), integrity::of(wasm))).collect();
    for name in [SHEETS, FLEET] {
        let bytes = std::fs::read(script(name)).map_err(|e| format!("{}: {e}", script(name).display()))?;
        fetched.push((format!("{name}.js"), integrity::of(&bytes)));
    }
    let fetched = integrity::object(fetched.into_iter());
    bundle::bundle(&root.join("www"), &work, &dist, (mode == Mode::Release, &fetched))?;
    for (name, wasm) in &modules {
        write(&dist.join(name), wasm)?;
    }
    integrity::write(&dist)?;
    step.done("");

    let step = Step::begin("measure");
    let sizes = sizes::measure(&dist)?;
    step.done("");
    sizes::print(&sizes, mode);
    if mode == Mode::Release {
        sizes::keep(&dist.join("sizes.json"), &sizes)?;
    }
    Ok(Built { sizes })
}

/// Compiles the library with a feature for the browser; returns the module as the linker left it.
fn compile(profile: &str, feature: &str, target: &Path, flags: Vec<String>) -> Outcome<PathBuf> {
    let step = Step::begin(format!("compile for the browser ({feature}, {profile})"));
    let mut command = tools::cargo();
    command.args(["rustc", "--lib", "--crate-type", "cdylib", "--features", feature, "--quiet"]);
    command.arg("--target-dir").arg(target);
    command.args(["--target", "wasm32-unknown-unknown", "--profile", profile]);
    // A RUSTFLAGS of the caller would replace the flags in .cargo/config.toml, and the module would
    // then need reference types.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    if !flags.is_empty() {
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    }
    tools::run(&mut command)?;
    step.done("");
    Ok(target.join("wasm32-unknown-unknown").join(profile).join("govcloud.wasm"))
}

/// The flags of .cargo/config.toml; names that tell of generic code whose it is; and no paths of this
/// machine in what is shipped. What is built for trying things out has those of .cargo/config.toml alone.
fn release_flags(mode: Mode, simd: bool) -> Vec<String> {
    let features =
        format!("-Ctarget-feature=-reference-types,-multivalue{}", if simd { ",+simd128" } else { "" });
    if mode == Mode::Dev {
        return if simd { vec![features] } else { Vec::new() };
    }
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registry =
        home.map(|home| format!("--remap-path-prefix={}=/crates", home.join("registry/src").display()));
    let own = format!("--remap-path-prefix={}=", tools::root().display());
    let flags = [
        features.as_str(),
        "-Csymbol-mangling-version=v0",
        // What refers to what, for cutting the module in two.
        "-Clink-arg=--emit-relocs",
    ];
    flags.map(str::to_owned).into_iter().chain(registry).chain([own]).collect()
}

/// Cuts the module in two: what the first usable form needs, and what can come later.
/// Leaves a list of what stays, for who looks for room.
fn cut(modules: &mut Vec<(String, Vec<u8>)>, raw: &Path, work: &Path) -> Outcome<()> {
    let step = Step::begin("cut the module in two");
    let linked = std::fs::read(raw).map_err(|e| format!("{}: {e}", raw.display()))?;
    let halves = split::split(&modules[0].1, &linked)?;
    write(&work.join("first.txt"), halves.stayed.as_bytes())?;
    modules[0].1 = halves.first;
    modules.push((format!("{STEM}.later.wasm"), halves.later));
    step.done(&format!("{} of {} functions can come later", halves.moved.0, halves.moved.1));
    Ok(())
}

/// What makes the glue of a module as the linker left it.
fn bindgen(raw: &Path) -> Outcome<Bindgen> {
    let bytes = std::fs::read(raw).map_err(|e| format!("{}: {e}", raw.display()))?;
    let bytes = module::without_recorded_features(&bytes)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .web(true)
        .map_err(|e| format!("{e:#}"))?
        .input_bytes("govcloud", bytes)
        .typescript(false)
        .remove_producers_section(true)
        // Unlike the command line tool, the library leaves the default path out unless told otherwise.
        .omit_default_module_path(false);
    Ok(bindgen)
}

/// Makes the glue and the module that goes with it; the glue lands in `work`, the module is returned.
fn bind(raw: &Path, work: &Path, mode: Mode) -> Outcome<Vec<u8>> {
    let step = Step::begin("make the glue");
    let mut bindgen = bindgen(raw)?;
    bindgen
        // The names say which functions can wait; they are gone from what is shipped.
        .remove_name_section(mode == Mode::Dev)
        .demangle(mode == Mode::Named);
    let mut output = bindgen.generate_output().map_err(|e| format!("wasm-bindgen: {e:#}"))?;
    let text = glue::with_private_keys(output.js())?;
    keep_snippets(&output, work)?;
    let text = glue::with_wasm_name(&text, &format!("{STEM}.wasm"))?;
    std::fs::create_dir_all(work).map_err(|e| format!("{}: {e}", work.display()))?;
    write(&work.join("glue.js"), text.as_bytes())?;
    let wasm = output.wasm_mut().emit_wasm();
    step.done("");
    Ok(wasm)
}

impl Apart {
    /// Compiles it, makes its glue in `work`, and returns the module.
    fn build(&self, mode: Mode, work: &Path) -> Outcome<Vec<u8>> {
        // Each where it is not in another's way.
        let target = tools::target_dir()?.join(self.name.trim_start_matches("govcloud-"));
        let profile = if self.swift && mode != Mode::Dev { "swift" } else { mode.profile() };
        let raw = compile(profile, self.feature, &target, release_flags(mode, self.simd))?;
        let step = Step::begin(format!("make the glue of {}", self.name));
        let mut bindgen = bindgen(&raw)?;
        bindgen.remove_name_section(true);
        let mut output = bindgen.generate_output().map_err(|e| format!("wasm-bindgen: {e:#}"))?;
        let text = glue::with_wasm_name(output.js(), &format!("{}.wasm", self.name))?;
        std::fs::create_dir_all(work).map_err(|e| format!("{}: {e}", work.display()))?;
        write(&work.join("glue.js"), text.as_bytes())?;
        let wasm = output.wasm_mut().emit_wasm();
        step.done("");
        Ok(wasm)
    }
}

/// True where two builds are called by the same script, but for the name of the module.
fn same_glue(one: &Path, other: &Path) -> Outcome<bool> {
    let text = |path: &Path| {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok::<_, String>(text.replace(".simd.wasm", ".wasm"))
    };
    Ok(text(one)? == text(other)?)
}

/// Keeps the scripts that crates bring along where the glue looks for them; the bundle takes them in.
fn keep_snippets(output: &wasm_bindgen_cli_support::Output, work: &Path) -> Outcome<()> {
    let inline = output.snippets().iter().flat_map(|(name, texts)| {
        texts.iter().enumerate().map(move |(at, text)| (format!("{name}/inline{at}.js"), text))
    });
    let modules: std::collections::BTreeMap<_, _> = output.local_modules().iter().collect();
    for (name, text) in inline.chain(modules.into_iter().map(|(name, text)| (name.clone(), text))) {
        let path = work.join("snippets").join(name);
        let folder = path.parent().unwrap_or(work);
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        write(&path, text.as_bytes())?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}
