//! The command line, one file a verb. `serve` is the only place that wires the parts together.

mod doctor;
mod host;
mod run;
mod sandbox_init;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit status for bad arguments, clap's own too.
pub const BAD_ARGUMENTS: u8 = 2;
/// Exit status when the host can't judge.
pub const CANNOT_JUDGE: u8 = 3;

/// An online judge in one binary.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Run(run::Run),
    Doctor(doctor::Doctor),
    /// Hold one sandbox; started by minos itself.
    #[command(hide = true)]
    SandboxInit,
}

/// Runs the verb that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Run(args) => args.run(),
        Verb::Doctor(args) => args.run(),
        Verb::SandboxInit => sandbox_init::run(),
    };
    result.unwrap_or_else(|error| {
        eprintln!("minos: {error:#}");
        ExitCode::FAILURE
    })
}
