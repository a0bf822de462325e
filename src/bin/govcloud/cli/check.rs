//! `govcloud check`: every problem of the typing and every finding of the measure.

use super::judged::{JudgeArgs, Judged};
use super::{BadInput, Common, Output};

/// Arguments of `check`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    judge: JudgeArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let judged = Judged::of(&args.judge, args.common.lang())?;
    let bars = !judged.intact || !judged.said.barred_by.is_empty();
    Ok(Output { text: String::new(), bars })
}
