//! `govcloud catalog check` and `convert`: every fault of a catalog, with its row and column; a list as a catalog.

use super::table::{Align, columns};
use super::{BadInput, Common, Output};
use govcloud::basics::{Lang, Words};
use govcloud::catalog::{CatalogProblem, Edition};
use govcloud::wire::v1::catalog_csv;
use govcloud::wire::v1::review::words;
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Commands about a catalog.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Report every fault of a catalog file with its row and column
    Check(CheckArgs),
    /// Write a catalog in the native format, where nothing in it bars; else report what does
    Convert(CheckArgs),
}

/// Arguments of `catalog check`.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// The catalog file (JSON, or CSV with a mapping)
    file: PathBuf,
    /// What the columns of a CSV file mean (JSON)
    #[arg(long)]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

impl CheckArgs {
    fn read(&self) -> Result<(Arc<Edition>, Vec<CatalogProblem>), BadInput> {
        let Some(mapping) = &self.mapping else { return open(&self.file) };
        let bad = |path: &Path, error: govcloud::wire::Error| {
            BadInput::new(path.display().to_string(), error.words())
        };
        let text = super::text_of(mapping)?;
        let columns = catalog_csv::Mapping::read(&text, None).map_err(|error| bad(mapping, error))?;
        let text = super::text_of(&self.file)?;
        let (edition, problems) =
            catalog_csv::read(&text, &columns).map_err(|error| bad(&self.file, error))?;
        Ok((Arc::new(edition), problems))
    }
}

impl Command {
    /// The language of the text.
    pub(crate) fn lang(&self) -> Lang {
        match self {
            Self::Check(args) | Self::Convert(args) => args.common.lang(),
        }
    }
}

/// Reads a catalog file for use. Its faults are kept: those that bar stop nothing here, for a department
/// cannot mend its catalog, but they are said.
pub(crate) fn open(path: &Path) -> Result<(Arc<Edition>, Vec<CatalogProblem>), BadInput> {
    let text = super::text_of(path)?;
    let (edition, problems) = govcloud::wire::v1::catalog::read(&text)
        .map_err(|error| BadInput::new(path.display().to_string(), error.words()))?;
    Ok((Arc::new(edition), problems))
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Result<Output, BadInput> {
    let (Command::Check(args) | Command::Convert(args)) = command;
    let (edition, problems) = args.read()?;
    let bars = problems.iter().any(|p| p.bars);
    if matches!(command, Command::Convert(_)) && !bars {
        return Ok(Output { text: govcloud::wire::v1::catalog::write(&edition), bars });
    }
    let text = if args.common.json {
        super::json_text(&to_json(&edition, &problems))
    } else {
        to_text(&edition, &problems, args.common.lang())
    };
    Ok(Output { text, bars })
}

fn to_json(edition: &Edition, problems: &[CatalogProblem]) -> serde_json::Value {
    let problem = |p: &CatalogProblem| {
        json!({
            "row": p.row, "column": p.column, "code": p.code, "bars": p.bars,
            "message": words(&p.message), "remedy": words(&p.remedy),
        })
    };
    json!({
        "catalog": super::catalog_json(edition),
        "items": edition.items.len(),
        "problems": problems.iter().map(problem).collect::<Vec<_>>(),
    })
}

fn to_text(edition: &Edition, problems: &[CatalogProblem], lang: Lang) -> String {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let mut text = super::catalog_line(edition, lang);
    let items = edition.items.len();
    let found = problems.len();
    let summary =
        Words::new(format!("目录项 {items} 个，问题 {found} 个"), format!("{items} items, {found} problems"));
    let _ = writeln!(text, "{}\n", summary.get(lang));
    let heading = [
        say("行", "Row"),
        say("列", "Column"),
        say("程度", "Weight"),
        say("问题", "Problem"),
        say("处理", "Remedy"),
    ];
    let mut rows = vec![heading.to_vec()];
    rows.extend(problems.iter().map(|p| {
        vec![
            p.row.map_or_else(|| "-".into(), |row| row.to_string()),
            p.column.clone(),
            if p.bars { say("错误", "error") } else { say("提醒", "warning") },
            p.message.get(lang).to_owned(),
            p.remedy.get(lang).to_owned(),
        ]
    }));
    if found > 0 {
        text.push_str(&columns(&[Align::Right, Align::Left, Align::Left, Align::Left, Align::Left], &rows));
    }
    text
}
