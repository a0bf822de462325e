//! `govcloud`: the command line (`check`, `explain`, `fit`, `fleet`, `profile`, `fees`, `year`, `monitor`, `catalog`,
//! `certificate`, `contract`, `signature`, `jurisdiction`) and the reference portal (`serve`).
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
    /// Look after a portal's data while it runs
    #[command(subcommand)]
    Portal(portal::tend::Command),
    /// Check a case file against the measure: every problem and finding
    Check(cli::check::Args),
    /// Print every provision that was tried on a case, with the facts and numbers it looked at
    Explain(cli::explain::Args),
    /// Fit the needs of a case, or one need given here, to a catalog
    Fit(cli::fit::Args),
    /// Propose a need to those who do not know theirs, by the place's table of profiles
    Profile(Box<cli::profile::Args>),
    /// Fit a list of many systems at once: suppliers side by side, each system with one of them
    Fleet(cli::fleet::Args),
    /// Print the fees of a case: estimate, calendar, budget table
    Fees(cli::fees::Args),
    /// Print the audit table of a settlement year and the budget of the next, from the services that ran
    Year(cli::year::Args),
    /// Say which systems are plainly low by what was monitored, and what they would have to keep
    Monitor(Box<cli::monitor::Args>),
    /// Look after a catalog file
    #[command(subcommand)]
    Catalog(cli::catalog::Command),
    /// Look after the data of a place
    #[command(subcommand)]
    Jurisdiction(cli::place::Command),
    /// Write and verify certificates of unfitness (无法适配证明)
    #[command(subcommand)]
    Certificate(cli::certificate::Command),
    /// Try whether a portal keeps the contract for handing in, by handing demonstrations in
    Contract(Box<cli::contract::Args>),
    /// Verify SM2 signatures over what was handed in
    #[command(subcommand)]
    Signature(cli::signature::Command),
}

fn main() -> ExitCode {
    match Program::parse().command {
        Command::Serve(args) => portal::serve(args),
        Command::Portal(command) => portal::tend::run(&command),
        Command::Check(args) => cli::finish(args.common.lang(), cli::check::run(&args)),
        Command::Explain(args) => cli::finish(args.common.lang(), cli::explain::run(&args)),
        Command::Fit(args) => cli::finish(args.common.lang(), cli::fit::run(&args)),
        Command::Profile(args) => cli::finish(args.common.lang(), cli::profile::run(&args)),
        Command::Fleet(args) => cli::finish(args.common.lang(), cli::fleet::run(&args)),
        Command::Fees(args) => cli::finish(args.common.lang(), cli::fees::run(&args)),
        Command::Year(args) => cli::finish(args.common.lang(), cli::year::run(&args)),
        Command::Monitor(args) => cli::finish(args.common.lang(), cli::monitor::run(&args)),
        Command::Jurisdiction(command) => cli::finish(command.lang(), cli::place::run(&command)),
        Command::Catalog(command) => cli::finish(command.lang(), cli::catalog::run(&command)),
        Command::Contract(args) => cli::finish(args.common.lang(), cli::contract::run(&args)),
        Command::Signature(command) => cli::finish(command.lang(), cli::signature::run(&command)),
        Command::Certificate(command) => cli::finish(command.lang(), cli::certificate::run(&command)),
    }
}
