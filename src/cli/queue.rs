//! `minos queue`: the dead letters.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::data::DataArgs;
use crate::{
    app::{App, DeadLetter, TaskView, Viewer},
    domain::JobId,
};

/// See, retry and discard jobs that failed too often
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  minos queue list\n  minos queue retry 17 18\n  minos queue \
                        discard --all")]
pub struct Queue {
    #[command(subcommand)]
    verb: QueueVerb,
}

#[derive(Subcommand, Debug)]
enum QueueVerb {
    /// List the dead letters, the latest first
    #[command(after_help = "Example: minos queue list --json")]
    List(ListArgs),
    /// Put dead letters back into the queue
    #[command(after_help = "Example: minos queue retry 17 18")]
    Retry(PickArgs),
    /// Give dead letters up; a submission keeps the verdict it had, or ends with JE, which costs
    /// nothing
    #[command(after_help = "Example: minos queue discard --all")]
    Discard(PickArgs),
}

#[derive(Args, Debug)]
struct ListArgs {
    /// One JSON array for machines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct PickArgs {
    /// Job numbers, as `minos queue list` shows them
    #[arg(required_unless_present = "all")]
    jobs: Vec<i64>,
    /// Every dead letter
    #[arg(long, conflicts_with = "jobs")]
    all: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Queue {
    /// Runs the verb.
    ///
    /// # Errors
    /// When a job is no dead letter, or the database can't be used.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.verb {
            QueueVerb::List(args) => list(&args),
            QueueVerb::Retry(args) => each(&args, "queued again", App::retry_dead_letter),
            QueueVerb::Discard(args) => each(&args, "discarded", App::discard_dead_letter),
        }
    }
}

fn list(args: &ListArgs) -> anyhow::Result<ExitCode> {
    let letters = args.data.open_existing()?.dead_letters(&Viewer::console())?;
    if args.json {
        println!("{}", serde_json::to_string(&letters)?);
    } else if letters.is_empty() {
        println!("no dead letters");
    } else {
        println!("{:>8}  {:<20}  {:<16}  {:<24}  REASON", "JOB", "DIED", "WHAT", "BY");
        letters.iter().for_each(print);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(letter: &DeadLetter) {
    let what = match letter.task {
        TaskView::Submission(id) => format!("submission {id}"),
        TaskView::Run(id) => format!("run {id}"),
        TaskView::Rejudge(id) => format!("rejudge, part {id}"),
    };
    println!(
        "{:>8}  {:<20}  {what:<16}  {:<24}  {}",
        letter.job,
        letter.died_at.strftime("%F %T").to_string(),
        letter.user,
        letter.reason.lines().next().unwrap_or_default(),
    );
}

fn each(
    args: &PickArgs,
    done: &str,
    act: fn(&App, &Viewer, JobId) -> crate::app::Result<()>,
) -> anyhow::Result<ExitCode> {
    let (app, console) = (args.data.open_existing()?, Viewer::console());
    let jobs = if args.all {
        app.dead_letters(&console)?.iter().map(|letter| letter.job).collect()
    } else {
        args.jobs.iter().copied().map(JobId).collect::<Vec<_>>()
    };
    let mut failed = 0;
    for job in jobs {
        match act(&app, &console, job) {
            Ok(()) => println!("job {job} {done}"),
            Err(error) => {
                eprintln!("minos: job {job}: {error}");
                failed += 1;
            }
        }
    }
    if failed > 0 {
        bail!("{failed} of the jobs could not be {done}");
    }
    Ok(ExitCode::SUCCESS)
}
