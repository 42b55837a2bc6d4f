//! The command line, one file a verb. `serve` is the only place that wires the parts together.

mod backup;
mod bench;
mod check;
mod data;
mod doctor;
mod host;
mod judge;
mod man;
mod open_files;
mod problem;
mod queue;
mod rejudge;
mod restore;
mod run;
mod sandbox_init;
pub mod serve;
mod token;
mod user;

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
    Serve(serve::Serve),
    Judge(judge::Judge),
    Run(run::Run),
    Doctor(doctor::Doctor),
    User(user::User),
    Problem(problem::Problem),
    Token(token::Token),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Check(check::Check),
    Queue(queue::Queue),
    Bench(bench::Bench),
    Rejudge(rejudge::Rejudge),
    #[command(hide = true)]
    Man(man::Man),
}

/// Runs the verb that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    // Each sandbox waits for this one: straight to it, without building the command line.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == "sandbox-init") {
        return finish(sandbox_init::run());
    }
    end_with_the_reader();
    let result = match Cli::parse().verb {
        Verb::Serve(args) => args.run(),
        Verb::Judge(args) => args.run(),
        Verb::Run(args) => args.run(),
        Verb::Doctor(args) => args.run(),
        Verb::User(args) => args.run(),
        Verb::Problem(args) => args.run(),
        Verb::Token(args) => args.run(),
        Verb::Backup(args) => args.run(),
        Verb::Restore(args) => args.run(),
        Verb::Check(args) => args.run(),
        Verb::Queue(args) => args.run(),
        Verb::Bench(args) => args.run(),
        Verb::Rejudge(args) => args.run(),
        Verb::Man(args) => args.run(),
    };
    finish(result)
}

/// Has a command whose output nobody reads any more, as in `minos doctor | head -1`, end as other
/// programs do, instead of with a panic's message.
fn end_with_the_reader() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let what = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if what.starts_with("failed printing to stdout") && what.contains("Broken pipe") {
            // What a shell tells of a program that SIGPIPE ended.
            std::process::exit(128 + libc::SIGPIPE);
        }
        usual(panic);
    }));
}

fn finish(result: anyhow::Result<ExitCode>) -> ExitCode {
    result.unwrap_or_else(|error| {
        eprintln!("minos: {error:#}");
        ExitCode::FAILURE
    })
}
