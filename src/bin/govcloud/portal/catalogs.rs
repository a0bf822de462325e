//! The catalog editions that the portal publishes and takes applications for.

use govcloud::basics::Digest;
use govcloud::catalog::Edition;
use govcloud::fitting::Engine;
use govcloud::wire::v1::catalog;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One published edition.
pub(crate) struct Published {
    /// Its name under `/catalog/`.
    pub(crate) name: String,
    /// The file, as it was read.
    pub(crate) text: String,
    /// What it holds.
    pub(crate) edition: Arc<Edition>,
    /// Answers needs from it; its index is built once.
    pub(crate) engine: Arc<Engine>,
}

/// The editions: the current one, and others that are still taken.
pub(crate) struct Catalogs {
    current: Published,
    others: Vec<Published>,
}

impl Catalogs {
    /// Reads the files.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong with it.
    pub(crate) fn read(files: &[PathBuf]) -> Result<Self, String> {
        let (first, others) = files.split_first().ok_or("no catalog file is given")?;
        let others = others.iter().map(|file| read(file)).collect::<Result<_, _>>()?;
        Ok(Self { current: read(first)?, others })
    }

    /// The current edition.
    pub(crate) fn current(&self) -> &Published {
        &self.current
    }

    /// The edition with this hash.
    pub(crate) fn by_hash(&self, hash: Digest) -> Option<&Published> {
        self.all().find(|published| published.edition.hash == hash)
    }

    /// The edition published under this name.
    pub(crate) fn by_name(&self, name: &str) -> Option<&Published> {
        self.all().find(|published| published.name == name)
    }

    /// All editions, the current one first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Published> {
        std::iter::once(&self.current).chain(&self.others)
    }
}

fn read(file: &Path) -> Result<Published, String> {
    let place = file.display();
    let text = std::fs::read_to_string(file).map_err(|e| format!("{place}: {e}"))?;
    let (edition, problems) = catalog::read(&text).map_err(|e| format!("{place}: {e}"))?;
    let barring = problems.iter().filter(|problem| problem.bars).map(|problem| {
        let row = problem.row.map_or_else(String::new, |row| format!("row {row} "));
        format!("\n  {row}{}: {}", problem.column, problem.message.en)
    });
    let barring: String = barring.collect();
    if !barring.is_empty() {
        return Err(format!("{place} cannot be used before this is put right:{barring}"));
    }
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let edition = Arc::new(edition);
    let engine = Arc::new(Engine::new(Arc::clone(&edition)));
    Ok(Published { name, text, edition, engine })
}
