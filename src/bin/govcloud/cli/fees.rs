//! `govcloud fees`.

use super::{BadInput, Common, Output};
use std::path::PathBuf;

/// Arguments of `fees`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The case file
    case: PathBuf,
    /// The catalog file
    #[arg(long)]
    catalog: PathBuf,
    /// The day on which it is judged, today if absent
    #[arg(long)]
    as_of: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    super::as_of(args.as_of.as_deref())?;
    super::text_of(&args.case)?;
    super::not_yet(&args.catalog)
}
