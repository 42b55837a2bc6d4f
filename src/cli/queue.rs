//! `minos queue`: what waits, what the queue is to do, and the dead letters.

use std::{process::ExitCode, thread, time::Duration};

use anyhow::bail;
use clap::{Args, Subcommand};

use super::data::DataArgs;
use crate::{
    app::{App, DeadLetter, DeadOutcome, DeadPick, DeadQuery, Mode, TaskView, Viewer},
    domain::{RunId, SubmissionId},
};

/// How often a command that waits looks again.
const LOOK: Duration = Duration::from_millis(500);

/// Pause, drain and resume the queue; cancel what waits; retry and discard jobs that failed
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  minos queue drain          # before an upgrade\n  minos queue \
                        retry 17 18\n  minos queue discard --all"
)]
pub struct Queue {
    #[command(subcommand)]
    verb: QueueVerb,
}

#[derive(Subcommand, Debug)]
enum QueueVerb {
    /// Show what the queue does, and how much waits
    #[command(after_help = "Example: minos queue status")]
    Status(DataArgs),
    /// Take programs, begin with none, and wait until nothing is under way
    #[command(after_help = "Example: minos queue pause && systemctl restart minos && minos queue \
                            resume")]
    Pause(WaitArgs),
    /// Take no programs, and wait until everything that was taken is judged
    #[command(after_help = "Example: minos queue drain")]
    Drain(WaitArgs),
    /// Take programs and judge them again, after pause or drain
    #[command(after_help = "Example: minos queue resume")]
    Resume(DataArgs),
    /// Take submissions, or runs on own input, back that have no result yet
    #[command(after_help = "Example: minos queue cancel 120 121")]
    Cancel(CancelArgs),
    /// List the dead letters, the last sent first
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
struct WaitArgs {
    /// Say it to the queue, and do not wait
    #[arg(long)]
    no_wait: bool,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct CancelArgs {
    /// Submissions, by number
    #[arg(required = true, value_name = "ID")]
    ids: Vec<i64>,
    /// The numbers are those of runs
    #[arg(long)]
    runs: bool,
    #[command(flatten)]
    data: DataArgs,
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
    /// When a job is no dead letter, it is too late to cancel, or the database can't be used.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.verb {
            QueueVerb::Status(data) => status(&data.open_existing()?)?,
            QueueVerb::Pause(args) => tell(&args, Mode::Paused)?,
            QueueVerb::Drain(args) => tell(&args, Mode::Draining)?,
            QueueVerb::Resume(data) => {
                data.open_existing()?.set_queue_mode(&Viewer::console(), Mode::Running)?;
                println!("the queue takes and judges programs");
            }
            QueueVerb::Cancel(args) => cancel(&args)?,
            QueueVerb::List(args) => list(&args)?,
            QueueVerb::Retry(args) => each(&args, "queued again", App::retry_dead_letters)?,
            QueueVerb::Discard(args) => each(&args, "discarded", App::discard_dead_letters)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn status(app: &App) -> anyhow::Result<()> {
    let (told, waiting, leased) = app.queue_rest(&Viewer::console())?;
    match (told.actor, told.since) {
        (Some(actor), Some(since)) => {
            println!("{} since {}, by {actor}", told.mode.word(), since.strftime("%F %T UTC"));
        }
        _ => println!("{}", told.mode.word()),
    }
    println!("{waiting} jobs wait, {leased} are under way");
    Ok(())
}

/// Tells the queue what to do, and waits until it has come to rest.
fn tell(args: &WaitArgs, mode: Mode) -> anyhow::Result<()> {
    let (app, console) = (args.data.open_existing()?, Viewer::console());
    app.set_queue_mode(&console, mode)?;
    if args.no_wait {
        return Ok(());
    }
    let mut told = None;
    loop {
        // A server of another process hears of it a moment later.
        thread::sleep(2 * LOOK);
        let (now, waiting, leased) = app.queue_rest(&console)?;
        if now.mode != mode {
            bail!("the queue was told to be {} meanwhile", now.mode.word());
        }
        let left = if mode == Mode::Draining { waiting + leased } else { leased };
        if left == 0 {
            println!("nothing is under way; `minos queue resume` goes on");
            return Ok(());
        }
        if told != Some(left) {
            eprintln!("minos: waiting for {left} jobs");
            told = Some(left);
        }
    }
}

fn cancel(args: &CancelArgs) -> anyhow::Result<()> {
    let (app, console) = (args.data.open_existing()?, Viewer::console());
    let noun = if args.runs { "run" } else { "submission" };
    let mut failed = 0;
    for id in &args.ids {
        let cancelled = if args.runs {
            app.cancel_run(&console, RunId(*id)).map(drop)
        } else {
            app.cancel_submission(&console, SubmissionId(*id)).map(drop)
        };
        match cancelled {
            Ok(()) => println!("{noun} {id} cancelled"),
            Err(error) => {
                eprintln!("minos: {noun} {id}: {error}");
                failed += 1;
            }
        }
    }
    if failed > 0 {
        bail!("{failed} could not be cancelled");
    }
    Ok(())
}

fn list(args: &ListArgs) -> anyhow::Result<()> {
    let letters = letters(&args.data.open_existing()?)?;
    if args.json {
        println!("{}", serde_json::to_string(&letters)?);
    } else if letters.is_empty() {
        println!("no dead letters");
    } else {
        println!("{:>8}  {:<20}  {:<16}  {:<24}  REASON", "JOB", "DIED", "WHAT", "BY");
        letters.iter().for_each(print);
    }
    Ok(())
}

/// All of them.
fn letters(app: &App) -> anyhow::Result<Vec<DeadLetter>> {
    let mut query = DeadQuery { limit: Some(200), ..DeadQuery::default() };
    let mut letters = Vec::new();
    loop {
        let mut page = app.dead_letters(&Viewer::console(), &query)?;
        letters.append(&mut page.letters);
        query.before = page.next;
        if page.next.is_none() {
            return Ok(letters);
        }
    }
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
    act: fn(&App, &Viewer, &DeadPick) -> crate::app::Result<DeadOutcome>,
) -> anyhow::Result<()> {
    let pick = DeadPick { jobs: args.jobs.clone(), all: args.all };
    let outcome = act(&args.data.open_existing()?, &Viewer::console(), &pick)?;
    for job in outcome.done {
        println!("job {job} {done}");
    }
    for job in &outcome.missing {
        eprintln!("minos: job {job} is no dead letter");
    }
    if !outcome.missing.is_empty() {
        bail!("{} of the jobs could not be {done}", outcome.missing.len());
    }
    Ok(())
}
