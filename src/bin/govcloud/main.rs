//! `govcloud`: the command line (`check`, `fit`, `fees`, `catalog`, `jurisdiction`) and the reference portal (`serve`).
//!
//!
#![doc = include_str!("../../docs/command-line.md")]

mod cli;
mod portal;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Checks, fits and prices applications to the provincial government cloud, and serves the reference portal.
#[derive(Parser)]
#[command(name = "govcloud", version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the reference portal
    Serve(portal::ServeArgs),
    /// Check a case file against the measure: every problem and finding
    Check(cli::check::Args),
    /// Fit the needs of a case, or one need given here, to a catalog
    Fit(cli::fit::Args),
    /// Print the fees of a case: estimate, calendar, budget table
    Fees(cli::fees::Args),
    /// Look after a catalog file
    #[command(subcommand)]
    Catalog(cli::catalog::Command),
    /// Look after the data of a place
    #[command(subcommand)]
    Jurisdiction(cli::place::Command),
}

fn main() -> ExitCode {
    match Program::parse().command {
        Command::Serve(args) => portal::serve(args),
        Command::Check(args) => cli::finish(args.common.lang(), cli::check::run(&args)),
        Command::Fit(args) => cli::finish(args.common.lang(), cli::fit::run(&args)),
        Command::Fees(args) => cli::finish(args.common.lang(), cli::fees::run(&args)),
        Command::Jurisdiction(command) => cli::finish(command.lang(), cli::place::run(&command)),
        Command::Catalog(command) => cli::finish(command.lang(), cli::catalog::run(&command)),
    }
}
