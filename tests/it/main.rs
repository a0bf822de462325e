//! One crate of tests across rooms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

/// Generated files equal what the code makes.
#[cfg(feature = "element")]
mod generated;

/// The reference portal, called through its router.
#[cfg(feature = "program")]
mod portal;

/// The one way from a draft to everything that is said of it.
mod judge;

/// A real department's list as a whole application.
mod real_input;

/// Random journals through the guard of every step.
mod journals;

/// The sheets in `tests/cases/`, a sheet an article, run as tests.
mod cases;

/// The tables of the README that are printed from the register.
mod register;

/// Places beside the province, and the files of those that ship.
mod places;

/// A standard case on every month of ten years, in every place that ships.
mod time_coverage;

/// Whatever is typed is read and judged, the same each time.
mod any_input;

/// Whatever stands in a list of services is read and audited.
mod any_list;

/// Fitting against an exhaustive oracle.
mod oracle;
mod oracle_miss;
mod oracle_naive;
mod oracle_pool;
mod oracle_world;

/// The rules of the house.
mod house;

/// Each fault has a test that bears its number.
mod faults;

/// The command line as a person or a program starts it.
#[cfg(feature = "program")]
mod command_line;

/// Needs that are proposed to those who do not know theirs.
#[cfg(feature = "program")]
mod profile;

/// The certificate of unfitness as a file.
#[cfg(feature = "program")]
mod certificate;

/// The audit of a year from the command line.
#[cfg(feature = "program")]
mod year;

/// The journal of a whole life, for the browser tests.
mod life_journal;

/// A whole application, complete and with each fact missing in turn.
mod whole_case;

/// What was monitored: the rule against an oracle, proposals, and the command.
mod monitoring;

/// Lists of needs from spreadsheets, and back.
#[cfg(feature = "program")]
mod spreadsheets;

/// Whatever comes from outside, bent out of shape.
mod fuzz;

/// Canonical form and SM3 beside another engine's.
mod independent;
