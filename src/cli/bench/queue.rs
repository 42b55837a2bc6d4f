//! `minos bench queue`: what pushing and leasing cost in a short queue and in a long one.

use std::{
    collections::HashMap,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use clap::Args;
use serde::Serialize;

use super::{
    figures::{Figures, ratio},
    print_json,
};
use crate::{
    domain::{JobId, ProblemId, Role, SubmissionId, UserId},
    queue::{
        Class, Job, LocalQueue, Queue as _, Row, Rows, RowsError, Rules, Setback, Takes, Task,
        Worker,
    },
    store::{NewBlob, NewSubmission, NewVersion, Store, Version},
};

/// Whose jobs wait.
const USERS: i64 = 200;

/// Problems that they are about.
const PROBLEMS: i64 = 10;

/// Samples taken of one queue before the other has its turn: noise falls on both alike.
const IN_A_ROW: usize = 20;

const WORKER: Worker = Worker { number: 1, takes: Takes::Everything };

/// Measure pushing and leasing in a short queue and in a long one
///
/// `index` has its rows in memory: what is measured is the order alone. `database` has them on
/// disk, where beginning a lease waits for the disk.
#[derive(Debug, Args)]
#[command(after_help = "Example: minos bench queue --json")]
pub struct Queue {
    /// Jobs in the short queue
    #[arg(long, default_value_t = 500, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    short: u32,
    /// Jobs in the long one
    #[arg(long, default_value_t = 5000, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    long: u32,
    /// Samples of each kind
    #[arg(long, default_value_t = 400, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    samples: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    short: u32,
    long: u32,
    index: Steps,
    database: Steps,
}

#[derive(Serialize)]
struct Steps {
    push: Pair,
    lease: Pair,
    /// Counting what waits, as the workers' keeper does ten times a second.
    load: Pair,
    /// Reading every row at start, ms.
    start_ms: [f64; 2],
}

#[derive(Serialize)]
struct Pair {
    short: Figures,
    long: Figures,
    /// Medians, long / short.
    ratio: f64,
}

impl Queue {
    /// Measures, and prints.
    ///
    /// # Errors
    /// When there is no place for a database.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let report = Report {
            short: self.short,
            long: self.long,
            index: self.measure(|| Ok(Memory::default()))?,
            database: self.measure(Disk::new)?,
        };
        if self.json {
            print_json(&report)?;
        } else {
            print_table(&report);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn measure<S: Source>(&self, source: impl Fn() -> anyhow::Result<S>) -> anyhow::Result<Steps> {
        let mut short = Bench::new(source()?, self.short)?;
        let mut long = Bench::new(source()?, self.long)?;
        let mut left = self.samples as usize;
        while left > 0 {
            let row = left.min(IN_A_ROW);
            short.sample(row)?;
            long.sample(row)?;
            left -= row;
        }
        let pair = |of: fn(&mut Bench<S>) -> &mut Vec<Duration>, a: &mut _, b: &mut _| {
            let (short, long) = (Figures::of(of(a).clone()), Figures::of(of(b).clone()));
            Pair { short, long, ratio: ratio(long.median_us, short.median_us) }
        };
        Ok(Steps {
            push: pair(|bench| &mut bench.push, &mut short, &mut long),
            lease: pair(|bench| &mut bench.lease, &mut short, &mut long),
            load: pair(|bench| &mut bench.load, &mut short, &mut long),
            start_ms: [short.start, long.start].map(|start| start.as_secs_f64() * 1000.0),
        })
    }
}

/// Where jobs come from.
trait Source {
    /// A job's row; it waits from now on.
    fn add(&self, class: Class, user: i64) -> anyhow::Result<JobId>;

    /// The rows.
    fn rows(&self) -> Arc<dyn Rows>;
}

/// A queue at its depth: each sample adds one job and does one.
struct Bench<S> {
    source: S,
    queue: LocalQueue,
    added: i64,
    start: Duration,
    push: Vec<Duration>,
    lease: Vec<Duration>,
    load: Vec<Duration>,
}

impl<S: Source> Bench<S> {
    fn new(source: S, jobs: u32) -> anyhow::Result<Self> {
        let jobs = i64::from(jobs);
        for n in 0..jobs {
            source.add(class(n), n % USERS)?;
        }
        let rules = Rules {
            lease: Duration::from_secs(30),
            retry_delay: Duration::from_secs(1),
            attempts: 5,
            interruptions: 20,
            rejudges: 1,
            long_jobs: 1,
            long: Duration::from_secs(10),
        };
        let begun = Instant::now();
        let clock = Arc::new(move || u64::try_from(begun.elapsed().as_millis()).unwrap_or(0));
        let queue = LocalQueue::new(source.rows(), rules, clock)
            .map_err(|error| anyhow::anyhow!("reading the rows: {error}"))?;
        let start = begun.elapsed();
        let (push, lease, load) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { source, queue, added: jobs, start, push, lease, load })
    }

    fn sample(&mut self, times: usize) -> anyhow::Result<()> {
        for _ in 0..times {
            let job = self.source.add(class(self.added), self.added % USERS)?;
            self.added += 1;
            let queue = &self.queue;
            let begun = Instant::now();
            queue.push(job);
            let pushed = Instant::now();
            let lease = queue.lease(WORKER, Duration::ZERO);
            let leased = Instant::now();
            let _load = queue.load();
            self.load.push(leased.elapsed());
            self.push.push(pushed - begun);
            self.lease.push(leased - pushed);
            queue.ack(&lease.ok_or_else(|| anyhow::anyhow!("the queue gave no job"))?);
        }
        Ok(())
    }
}

/// A burst of a contest, with some practice and some runs.
fn class(n: i64) -> Class {
    match n % 10 {
        0 => Class::Run,
        1 | 2 => Class::Practice,
        _ => Class::Contest,
    }
}

/// Rows in memory.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<(i64, HashMap<JobId, Row>)>>);

impl Source for Memory {
    fn add(&self, class: Class, user: i64) -> anyhow::Result<JobId> {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rows.0 += 1;
        let id = JobId(rows.0);
        let (owner, problem) = (UserId(user), Some(ProblemId(rows.0 % PROBLEMS)));
        let queued_at = u64::try_from(rows.0).unwrap_or(0);
        rows.1.insert(id, Row { id, class, owner, problem, queued_at, ready_at: 0 });
        Ok(id)
    }

    fn rows(&self) -> Arc<dyn Rows> {
        Arc::new(self.clone())
    }
}

impl Rows for Memory {
    fn waiting(&self) -> Result<Vec<Row>, RowsError> {
        let rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(rows.1.values().copied().collect())
    }

    fn row(&self, id: JobId) -> Result<Option<Row>, RowsError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).1.get(&id).copied())
    }

    fn begin(&self, id: JobId) -> Result<Option<Job>, RowsError> {
        let row = self.0.lock().unwrap_or_else(PoisonError::into_inner).1.remove(&id);
        let task = Task::Judge(SubmissionId(id.0));
        Ok(row.map(|row| Job {
            id,
            task,
            class: row.class,
            attempt: 1,
            failures: 0,
            interruptions: 0,
        }))
    }

    fn fail(&self, _: &Setback) -> Result<bool, RowsError> {
        Ok(false)
    }

    fn remove(&self, _: &Job) -> Result<(), RowsError> {
        Ok(())
    }
}

/// Rows of a database in a temporary directory.
struct Disk {
    store: Store,
    users: Vec<UserId>,
    version: Version,
    /// Removed with this.
    _dir: tempfile::TempDir,
}

impl Disk {
    fn new() -> anyhow::Result<Self> {
        let dir = tempfile::tempdir()?;
        let store = Store::open(&dir.path().join("minos.db"))?;
        let (version, _) = store.put_version(NewVersion {
            slug: "bench".into(),
            name: "Bench".into(),
            tags: Vec::new(),
            scoring: false,
            max_score: 1.0,
            embargo: None,
            uploaded: false,
            tests: 1,
            manifest: "{}".into(),
            digest: NewBlob::new(b"bench").digest().clone(),
            blobs: Vec::new(),
            actor: "bench".into(),
        })?;
        let users = (0..USERS)
            .filter_map(|n| store.add_user(&format!("user{n}"), "none", Role::User).transpose());
        let users = users.map(|user| user.map(|user| user.id)).collect::<Result<_, _>>()?;
        Ok(Self { store, users, version, _dir: dir })
    }
}

impl Source for Disk {
    fn add(&self, class: Class, user: i64) -> anyhow::Result<JobId> {
        let new = NewSubmission {
            user: self.users[usize::try_from(user)?],
            problem: self.version.problem,
            version: self.version.id,
            language: "c".into(),
            language_version: "17".into(),
            source: "int main(void) {}".into(),
        };
        Ok(self.store.add_submission(new, class)?.1)
    }

    fn rows(&self) -> Arc<dyn Rows> {
        Arc::new(StoreRows(self.store.clone()))
    }
}

struct StoreRows(Store);

impl Rows for StoreRows {
    fn waiting(&self) -> Result<Vec<Row>, RowsError> {
        Ok(self.0.waiting_jobs()?)
    }

    fn row(&self, id: JobId) -> Result<Option<Row>, RowsError> {
        Ok(self.0.waiting_job(id)?)
    }

    fn begin(&self, id: JobId) -> Result<Option<Job>, RowsError> {
        Ok(self.0.begin_job(id)?)
    }

    fn fail(&self, setback: &Setback) -> Result<bool, RowsError> {
        let _died = self.0.fail_job(setback, "")?;
        Ok(true)
    }

    fn remove(&self, job: &Job) -> Result<(), RowsError> {
        Ok(self.0.remove_job(job)?)
    }
}

fn print_table(report: &Report) {
    let (short, long) = (format!("{} jobs", report.short), format!("{} jobs", report.long));
    println!("{:<16}{short:>16}{long:>16}{:>9}", "median, µs", "ratio");
    for (what, steps) in [("index", &report.index), ("database", &report.database)] {
        for (step, pair) in [("push", &steps.push), ("lease", &steps.lease), ("load", &steps.load)]
        {
            println!(
                "{:<16}{:>16.1}{:>16.1}{:>9.2}",
                format!("{what} {step}"),
                pair.short.median_us,
                pair.long.median_us,
                pair.ratio
            );
        }
        let [short, long] = steps.start_ms;
        println!("{:<16}{:>13.1} ms{:>13.1} ms", format!("{what} start"), short, long);
    }
}
