//! `govcloud catalog check`.

use super::{BadInput, Common, Output};
use govcloud::basics::Lang;
use std::path::PathBuf;

/// Commands about a catalog.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Report every fault of a catalog file with its row and column
    Check(CheckArgs),
}

/// Arguments of `catalog check`.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// The catalog file
    file: PathBuf,
    #[command(flatten)]
    common: Common,
}

impl Command {
    /// The language of the text.
    pub(crate) fn lang(&self) -> Lang {
        match self {
            Self::Check(args) => args.common.lang(),
        }
    }
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Result<Output, BadInput> {
    let Command::Check(args) = command;
    super::not_yet(&args.file)
}
