//! `minos bench load`: a contest day, played against a running server on this machine.

mod caller;
mod cast;
mod contestant;
mod ledger;
mod observer;
mod programs;
mod reader;
mod report;
mod schedule;
mod target;
mod watcher;

use std::{
    collections::BTreeSet,
    io,
    path::PathBuf,
    process::ExitCode,
    sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread::{self, Scope, ScopedJoinHandle},
    time::{Duration, Instant},
};

use anyhow::Context;
use caller::Caller;
use cast::Cast;
use ledger::Ledger;
use nix::sys::resource::{UsageWho, getrusage};
use observer::{Machine, Queue};
use programs::Program;
use report::{Clocks, Report, Setting};
use schedule::{Step, schedule};
use serde_json::Value;
use target::Target;

use super::print_json;
use crate::{
    cli::{
        data::DataArgs,
        host::{self, Refusal},
        open_files,
    },
    config::Flags,
    language,
};

/// Play a contest against a running server on this machine, and check every verdict
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Accounts named load-… are made in the server's data directory (--data) before, \
                  and disabled after it; what they sent stays. Use a data directory made for the \
                  occasion, and let the server count this machine among its proxies, so that each \
                  user has an address:\n\n  MINOS_HTTP_TRUSTED_PROXIES=127.0.0.1 minos serve \
                  --data /tmp/load\n  minos bench load --data /tmp/load --users 1000 --minutes \
                  10\n\nIt ends with 1 when anything was lost, wrong or in error."
)]
pub struct LoadBench {
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// The server, on a loopback address [default: where the configuration listens]
    #[arg(long)]
    url: Option<String>,
    /// People at once
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=2000))]
    users: u32,
    /// Of 100 of them, how many take part; the others watch the board
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
    taking_part: u32,
    /// How long submissions come, up to 60
    #[arg(long, default_value_t = 2.0, value_parser = minutes)]
    minutes: f64,
    /// Submissions of each who takes part
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=50))]
    submissions: u32,
    /// Seconds between two pages that somebody reads, on average
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=3600))]
    think: u32,
    /// The same number sends the same programs at the same times
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The packages that the server serves, whose annotated submissions are sent [default: problems]
    #[arg(long, value_name = "DIR")]
    problems: Option<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

/// Up to an hour.
fn minutes(text: &str) -> Result<f64, String> {
    let minutes = text.parse().ok().filter(|minutes| (0.05..=60.0).contains(minutes));
    minutes.ok_or_else(|| "expected 0.05 to 60".into())
}

/// How long everybody has to arrive, where a contest is not shorter still.
const ARRIVAL: Duration = Duration::from_secs(10);
/// For those who have not arrived then, the contest does not wait longer than this.
const LATENESS: Duration = Duration::from_secs(60);
/// After the contest, verdicts may take this much longer.
const PATIENCE: Duration = Duration::from_secs(900);
/// Everybody is a thread or two that mostly waits.
const STACK: usize = 512 << 10;

/// What everybody who takes part knows.
struct Contest {
    target: Target,
    ledger: Ledger,
    /// Slugs of the problems.
    problems: Vec<String>,
    users: u32,
    length: Duration,
    /// Between two pages.
    think: Duration,
    /// How long somebody waits for a verdict.
    patience: Duration,
    seed: u64,
    opened: Instant,
    here: AtomicU32,
    start: OnceLock<Instant>,
    over: AtomicBool,
}

impl Contest {
    /// Waits until it is the turn of this person to arrive: not all come at once.
    fn arrive_in_turn(&self, number: u32) {
        let turn =
            ARRIVAL.min(self.length / 4).mul_f64(f64::from(number) / f64::from(self.users.max(1)));
        thread::sleep((self.opened + turn).saturating_duration_since(Instant::now()));
    }

    /// Somebody is logged in, or watches.
    fn arrived(&self) {
        self.here.fetch_add(1, Ordering::SeqCst);
    }

    fn wait_for_the_start(&self) -> Instant {
        *self.start.wait()
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }
}

impl LoadBench {
    /// Plays and reports.
    ///
    /// # Errors
    /// When there is no server on this machine to play against.
    pub fn run(&self) -> Result<ExitCode, Refusal> {
        let report = self.play()?;
        if self.json {
            print_json(&report).map_err(Refusal::Host)?;
        } else {
            report.print();
        }
        Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn play(&self) -> Result<Report, Refusal> {
        let flags = Flags { problems: self.problems.clone(), ..Flags::default() };
        let config = self.data.load(flags).map_err(Refusal::Arguments)?;
        let url = self.url.clone().unwrap_or_else(|| format!("http://{}", config.listen));
        let target = Target::reach(&url).map_err(Refusal::Arguments)?;
        let profiles = host::profiles(&config, "languages");
        let languages = language::load(profiles.as_deref()).map_err(|e| Refusal::Host(e.into()))?;
        let (problems, on_server) = catalogue(&target).map_err(Refusal::Arguments)?;
        let programs = programs::known(&config.problems, &languages, &on_server, &problems)
            .map_err(Refusal::Arguments)?;
        let contestants = (self.users * self.taking_part).div_ceil(100);
        // Each watcher has two connections, each contestant a second one for its stream.
        open_files::allow(u64::from(self.users) * 3 + 64).map_err(Refusal::Host)?;
        let app = self.data.open_existing().map_err(Refusal::Arguments)?;
        let cast = Cast::make(app, contestants).map_err(Refusal::Host)?;
        let length = Duration::from_secs_f64(60.0 * self.minutes);
        let contest = Contest {
            target,
            ledger: Ledger::default(),
            problems: problems.into_iter().collect(),
            users: self.users,
            length,
            think: Duration::from_secs(self.think.into()),
            patience: length + PATIENCE,
            seed: self.seed,
            opened: Instant::now(),
            here: AtomicU32::new(0),
            start: OnceLock::new(),
            over: AtomicBool::new(false),
        };
        let steps = schedule(&programs, contestants, self.submissions, length, self.seed);
        let before = (Machine::now(), own_seconds());
        let (queue, took) = contest.hold(&cast, &steps).map_err(Refusal::Host)?;
        let cpus = thread::available_parallelism().map_or(1, usize::from) as f64;
        let clocks = Clocks {
            took,
            machine_busy: before.0.zip(Machine::now()).map(|(then, now)| now.share_since(then)),
            tool_busy: (own_seconds() - before.1) / (contest.opened.elapsed().as_secs_f64() * cpus),
        };
        let setting = Setting {
            users: self.users,
            contestants,
            watchers: self.users - contestants,
            minutes: self.minutes,
            seed: self.seed,
            programs: programs.len(),
            languages: names(&programs),
        };
        Ok(Report::new(setting, contest.ledger.close(), queue, &clocks))
    }
}

impl Contest {
    /// Has everybody play; the queue meanwhile, and how long it took to the last verdict.
    fn hold(&self, cast: &Cast, steps: &[Vec<Step>]) -> anyhow::Result<(Queue, Duration)> {
        let pages: Vec<_> =
            (cast.names.len()..self.users as usize).map(|_| watcher::Page::default()).collect();
        thread::scope(|scope| {
            // Whatever ends this early sends everybody home.
            let _home = GoHome(self);
            let observer = spawn(scope, || observer::watch(self))?;
            let mut contestants = Vec::new();
            for ((number, name), steps) in (1..).zip(&cast.names).zip(steps) {
                let password = &cast.password;
                let play = move || contestant::play(self, number, name, password, steps);
                contestants.push(spawn(scope, play)?);
            }
            // Seats between the contestants' and the last.
            let first = u32::try_from(cast.names.len()).unwrap_or(u32::MAX) + 1;
            for (number, page) in (first..).zip(&pages) {
                spawn(scope, move || watcher::listen(self, number, page))?;
                spawn(scope, move || watcher::read(self, number, page))?;
            }
            let late = self.opened + ARRIVAL + LATENESS;
            while self.here.load(Ordering::SeqCst) < self.users && Instant::now() < late {
                thread::sleep(Duration::from_millis(50));
            }
            self.start.get_or_init(Instant::now);
            for contestant in contestants {
                if contestant.join().is_err() {
                    self.ledger.error("a contestant's thread panicked");
                }
            }
            let took = self.opened.elapsed();
            self.over.store(true, Ordering::SeqCst);
            let queue = observer.join().unwrap_or_default();
            Ok((queue, took))
        })
    }
}

/// Ends the contest when dropped.
struct GoHome<'a>(&'a Contest);

impl Drop for GoHome<'_> {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::SeqCst);
        self.0.start.get_or_init(Instant::now);
    }
}

/// A thread for somebody.
fn spawn<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> anyhow::Result<ScopedJoinHandle<'scope, T>> {
    let thread: io::Result<_> = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
    thread.context("starting a thread for each user; play with fewer --users")
}

/// The problems that everybody sees, and the languages.
fn catalogue(target: &Target) -> anyhow::Result<(BTreeSet<String>, Value)> {
    let ledger = Ledger::default();
    let caller = Caller::new(target, &ledger, 0);
    let read = |path: &str| -> anyhow::Result<Value> {
        let reply = caller.get("", path).filter(|reply| reply.status.is_success());
        Ok(reply
            .with_context(|| format!("{} is no Minos: {path} does not answer", target.base))?
            .json())
    };
    let slug = |problem: &Value| problem["slug"].as_str().map(str::to_owned);
    let problems = read("/api/v1/problems?per_page=200")?;
    let problems = problems["problems"].as_array().into_iter().flatten().filter_map(slug).collect();
    Ok((problems, read("/api/v1/languages")?["languages"].clone()))
}

/// The languages of programs.
fn names(programs: &[Program]) -> Vec<String> {
    let names: BTreeSet<_> = programs.iter().map(|program| program.language.clone()).collect();
    names.into_iter().collect()
}

/// CPU time of this process so far, seconds.
fn own_seconds() -> f64 {
    getrusage(UsageWho::RUSAGE_SELF).map_or(0.0, |usage| {
        let seconds = |t: nix::sys::time::TimeVal| t.tv_sec() as f64 + t.tv_usec() as f64 / 1e6;
        seconds(usage.user_time()) + seconds(usage.system_time())
    })
}
