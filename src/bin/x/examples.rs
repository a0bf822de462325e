//! Builds the programs that are measured and compared: natively a command, in wasm a module for node.

use crate::module;
use crate::tools::{self, Outcome, Step};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The features of wasm that our modules do without (see `.cargo/config.toml`).
const WITHOUT: &str = "-Ctarget-feature=-reference-types,-multivalue";

/// An example of this package, and how it is built.
#[derive(Clone, Copy)]
pub(crate) struct Example {
    pub(crate) name: &'static str,
    /// `release` as most of the product is built, `swift` as what computes long.
    pub(crate) profile: &'static str,
}

impl Example {
    fn build(&self, into: &Path) -> std::process::Command {
        let mut command = tools::cargo();
        command.args(["build", "--example", self.name, "--features", "measure", "--quiet"]);
        command.args(["--profile", self.profile, "--target-dir"]).arg(into);
        command
    }

    /// Compiles natively; returns the program.
    pub(crate) fn native(&self) -> Outcome<PathBuf> {
        let step = Step::begin(format!("compile {} natively ({})", self.name, self.profile));
        let target = tools::target_dir()?;
        tools::run(&mut self.build(&target))?;
        step.done("");
        Ok(target.join(self.profile).join("examples").join(self.name))
    }

    /// Compiles for wasm, with instructions for several numbers at a time or without, and makes the glue for node in
    /// a folder.
    pub(crate) fn wasm(&self, simd: bool, folder: &Path) -> Outcome<()> {
        tools::wasm_target()?;
        let kind = if simd { "wasm with SIMD" } else { "wasm" };
        let step = Step::begin(format!("compile {} for {kind} ({})", self.name, self.profile));
        // Each in a folder of its own, where the two do not undo each other's work.
        let target = tools::target_dir()?;
        let target = if simd { target.join("x/simd") } else { target };
        let mut command = self.build(&target);
        command.args(["--target", "wasm32-unknown-unknown"]).env_remove("CARGO_ENCODED_RUSTFLAGS");
        match simd {
            true => command.env("RUSTFLAGS", format!("{WITHOUT},+simd128")),
            false => command.env_remove("RUSTFLAGS"),
        };
        tools::run(&mut command)?;
        let built = target.join("wasm32-unknown-unknown").join(self.profile).join("examples");
        let raw = built.join(format!("{}.wasm", self.name));
        let bytes = std::fs::read(&raw).map_err(|e| format!("{}: {e}", raw.display()))?;
        let bytes = module::without_recorded_features(&bytes)?;
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut bindgen = Bindgen::new();
        let bindgen = bindgen.nodejs(true).map_err(|e| format!("{e:#}"))?;
        let bindgen = bindgen.input_bytes(self.name, bytes).typescript(false);
        bindgen.generate(folder).map_err(|e| format!("wasm-bindgen: {e:#}"))?;
        // Node would else take the glue for a module of the project that stands around it.
        let kind = folder.join("package.json");
        let written = std::fs::write(&kind, "{ \"type\": \"commonjs\" }\n");
        written.map_err(|e| format!("{}: {e}", kind.display()))?;
        step.done("");
        Ok(())
    }
}
