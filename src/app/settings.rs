//! What an [`super::App`] can be told.

use std::{path::PathBuf, time::Duration};

use super::{AssistantRules, BackupSchedule, ConsoleRules};
use crate::{
    auth::GuessRules,
    config::{Config, SignUp},
    domain::{AbuseRules, Limits},
    language::Bounds,
};

/// How long a language server lives; the page starts another.
const ASSISTANT_LIVES: Duration = Duration::from_secs(4 * 3600);

/// The use-cases' settings; the wiring fills them from the configuration.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The data directory; made (0700) when missing. The database is `minos.db` in it.
    pub data_dir: PathBuf,
    /// Fewest worker slots that take every job.
    pub workers_min: usize,
    /// Most of them.
    pub workers_max: usize,
    /// Worker slots beside them that take runs on own input alone.
    pub workers_runs: usize,
    /// The pressure on the CPUs, 0 to 1, above which no slot is added.
    pub cpu_full: f64,
    /// Most submissions that may wait; 0 is no limit.
    pub queue_submissions: usize,
    /// Most runs on own input that may wait; 0 is no limit.
    pub queue_runs: usize,
    /// Most of one user that may wait, of submissions and of runs; 0 is no limit.
    pub queue_per_user: usize,
    /// Test data kept in memory, bytes.
    pub data_bytes: usize,
    /// Whether anybody may sign up.
    pub open_sign_up: bool,
    /// How long a session lasts without use.
    pub session_lifetime: Duration,
    /// Largest source, KiB; a problem may allow less.
    pub source_kib: u64,
    /// Limits of runs on own input that name no problem.
    pub run_limits: Limits,
    /// Largest stdin of such a run, KiB.
    pub run_input_kib: u64,
    /// Most of a run's stdout, and of its stderr, that is kept, KiB.
    pub run_output_kib: u64,
    /// A lease without a sign of life for so long is lost.
    pub lease: Duration,
    /// How long the first retry of failed judging waits; doubles with each attempt.
    pub retry_delay: Duration,
    /// Attempts before a job is laid with the dead letters.
    pub attempts: u32,
    /// How long those wait who guess at passwords.
    pub guesses: GuessRules,
    /// Password hashes computed at once, 19 MiB each.
    pub password_hashes: usize,
    /// Backups that the server makes by itself.
    pub backup: BackupSchedule,
    /// What programs may use whose users talk to them.
    pub console: ConsoleRules,
    /// What language servers may use.
    pub assistants: AssistantRules,
    /// When accounts are throttled or suspended for what their programs try.
    pub abuse: AbuseRules,
}

impl From<&Config> for Settings {
    fn from(config: &Config) -> Self {
        Self {
            data_dir: config.data.clone(),
            workers_min: config.workers.min,
            workers_max: config.workers.most(),
            workers_runs: config.workers.runs,
            cpu_full: config.workers.cpu_full,
            queue_submissions: config.queue.submissions,
            queue_runs: config.queue.runs,
            queue_per_user: config.queue.per_user,
            data_bytes: config.judge.data_mib << 20,
            open_sign_up: config.accounts.sign_up == SignUp::Open,
            session_lifetime: config.accounts.session_lifetime(),
            source_kib: config.limits.source_kib,
            run_limits: Limits {
                time_seconds: config.limits.run_time_seconds,
                memory_mib: config.limits.run_memory_mib,
                ..Limits::default()
            },
            run_input_kib: config.limits.stdin_kib,
            run_output_kib: config.limits.run_output_kib,
            lease: Duration::from_secs(30),
            retry_delay: Duration::from_secs(1),
            attempts: 3,
            guesses: GuessRules {
                free: config.accounts.guesses,
                first: Duration::from_secs(1),
                longest: Duration::from_secs(config.accounts.guess_wait_seconds),
            },
            password_hashes: 2,
            backup: BackupSchedule {
                dir: config.backup.directory_in(&config.data),
                every: Duration::from_secs(config.backup.every_hours.saturating_mul(3600)),
                keep: config.backup.keep,
            },
            console: ConsoleRules {
                seats: config.console.seats,
                longest: Duration::from_secs(config.console.seconds),
                idle: Duration::from_secs(config.console.idle_seconds),
                output: config.console.output_kib.saturating_mul(1024),
            },
            assistants: AssistantRules {
                offered: config.assist.offered,
                seats: config.assist.seats,
                idle: Duration::from_secs(config.assist.idle_seconds),
                bounds: Bounds {
                    cpu: Duration::from_secs(config.assist.cpu_seconds),
                    wall: ASSISTANT_LIVES,
                    memory: config.assist.memory_mib << 20,
                },
            },
            abuse: config.abuse.rules(),
        }
    }
}

impl Settings {
    /// The defaults, with the data in `data_dir`.
    #[must_use]
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self::from(&Config { data: data_dir.into(), ..Config::default() })
    }
}
