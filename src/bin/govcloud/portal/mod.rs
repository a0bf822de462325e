//! The reference portal.

use std::process::ExitCode;

/// Where and how to serve.
#[derive(clap::Args)]
pub(crate) struct ServeArgs {}

/// Serves until it is stopped. 0 when stopped in good order, 2 when it could not start.
pub(crate) fn serve(_args: ServeArgs) -> ExitCode {
    ExitCode::from(2)
}
