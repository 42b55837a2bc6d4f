//! `minos check`: whether the database is what it should be.

use std::process::ExitCode;

use clap::Args;

use super::data::DataArgs;
use crate::app::{Check as Outcome, DamageView};

/// Check the whole database, and mend what can be computed from the rest
///
/// Looks at SQLite's own structure, at references, at every blob by its hash and every program, at
/// the leaderboard and the counts, which must equal a recomputation, and at jobs beside their
/// submissions. Ends with 1 when something is wrong.
#[derive(Args, Debug)]
#[command(after_help = "Works while the server runs. Example: minos check --data /var/lib/minos")]
pub struct Check {
    /// Mend leaderboard, counts, jobs and indexes; writing waits meanwhile
    #[arg(long)]
    repair: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Check {
    /// Runs the verb.
    ///
    /// # Errors
    /// When the database can't be opened, or not be written when there is something to mend.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let outcome = self.data.open_existing()?.check(self.repair)?;
        if self.json {
            println!("{}", serde_json::to_string(&outcome)?);
        } else {
            print(&outcome);
        }
        Ok(if outcome.sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print(outcome: &Outcome) {
    let Outcome { schema, users, problems, submissions, jobs, blobs, .. } = outcome;
    println!(
        "schema {schema}, {users} users, {problems} problems, {submissions} submissions, \
         {jobs} jobs, {blobs} blobs"
    );
    for DamageView { part, message, .. } in &outcome.mended {
        println!("mended  {part}: {message}");
    }
    for DamageView { part, message, help } in &outcome.wrong {
        println!("wrong   {part}: {message} ({help})");
    }
    println!("{}", if outcome.sound { "all is well" } else { "something is wrong" });
}
