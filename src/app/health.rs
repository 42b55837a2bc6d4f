//! Whether the server can do its work, and its numbers.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Class, Mode, ModeView, WorkersView, serving::Engine};
use crate::{
    domain::{AbuseKind, Sanction, Verdict},
    sandbox::Stock,
    worker::cpu_pressure,
};

/// Less on the disk than this, and soon nothing can be kept, bytes.
const LOW_DISK: u64 = 16 << 20;

/// Whether the server can do its work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    /// Whether every part can.
    pub ready: bool,
    /// Each part.
    pub parts: Vec<PartHealth>,
}

/// A part of the server.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartHealth {
    /// `database`, `queue`, `workers`, `languages`, `disk`.
    pub name: &'static str,
    /// Whether it can do its work.
    pub ok: bool,
    /// What is wrong, or a word on its state.
    pub message: String,
}

/// Numbers of this moment, for the metrics.
#[derive(Clone, Debug)]
pub struct Gauges {
    /// Each class: ready jobs, delayed jobs, and the age of the oldest ready one.
    pub queue: Vec<(Class, u64, u64, Duration)>,
    /// What the queue was told to do.
    pub mode: Mode,
    /// The worker slots.
    pub workers: WorkersView,
    /// The share of the last ten seconds in which something waited for a CPU, 0 to 1.
    pub cpu_pressure: f64,
    /// The sandboxes that are kept ready.
    pub sandboxes: Stock,
    /// Consoles that are open.
    pub consoles: usize,
    /// Language servers that run.
    pub assistants: usize,
    /// Dead letters.
    pub dead_letters: u64,
    /// Accounts under each sanction.
    pub sanctions: [(Sanction, u64); 2],
    /// When the latest scheduled backup was made.
    pub last_backup: Option<Timestamp>,
    /// Time between two of them; zero is that none are made.
    pub backup_interval: Duration,
}

/// Something countable that happened, told to the [`Observer`] from worker threads.
#[derive(Clone, Copy, Debug)]
pub enum Observation<'a> {
    /// A submission or run was compiled.
    Compiled {
        /// Language id.
        language: &'a str,
        /// Wall time, milliseconds.
        wall_ms: u64,
    },
    /// A program ran once: a test, or own input.
    Ran {
        /// Language id.
        language: &'a str,
        /// Wall time, milliseconds.
        wall_ms: u64,
    },
    /// A submission got its verdict.
    Judged {
        /// The verdict.
        verdict: Verdict,
    },
    /// A job was taken from the queue.
    Leased {
        /// Its class.
        class: Class,
        /// How long it waited, milliseconds.
        waited_ms: u64,
    },
    /// A job failed and will be tried again.
    Retried,
    /// A job became a dead letter.
    Died,
    /// A submission or run was taken back.
    Cancelled,
    /// A submission or run was not taken.
    Refused {
        /// Why.
        why: Refusal,
    },
    /// The sandbox failed.
    SandboxFailed,
    /// A program tried what it should not.
    Abuse {
        /// What.
        kind: AbuseKind,
    },
    /// The rules laid something on an account for that.
    Sanctioned {
        /// What.
        sanction: Sanction,
    },
}

/// Why a program was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Too many wait.
    Full,
    /// Too many of this user wait.
    Own,
    /// The queue is drained.
    Draining,
    /// Every seat is taken.
    Seats,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Full, Self::Own, Self::Draining, Self::Seats];

    /// The word used in the metrics.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Own => "own",
            Self::Draining => "draining",
            Self::Seats => "seats",
        }
    }
}

/// Hears [`Observation`]s; must be quick.
pub type Observer = std::sync::Arc<dyn Fn(Observation<'_>) + Send + Sync>;

impl App {
    /// Whether the server can do its work, and which part can't.
    #[must_use]
    pub fn health(&self) -> Health {
        let engine = self.serving.engine();
        let workers = self.workers(engine.as_deref());
        let languages = self.languages().len();
        let part = |name, ok, message| PartHealth { name, ok, message };
        let database = self.core.store.check();
        let database = match database {
            Ok(()) => part("database", true, "can be written".into()),
            Err(error) => part("database", false, error.to_string()),
        };
        let queue = match &engine {
            Some(engine) => {
                let ready: usize = engine.queue.classes().iter().map(|class| class.ready).sum();
                // Paused or drained it does what it was told, and pages are served.
                part("queue", true, format!("{}; {ready} jobs are ready", told(&self.mode())))
            }
            None => part("queue", false, "it is closed".into()),
        };
        let disk = self
            .core
            .store
            .free_space()
            .map(|free| part("disk", free >= LOW_DISK, format!("{} MiB are free", free >> 20)));
        let mut parts = vec![
            database,
            queue,
            part(
                "workers",
                workers.total > 0,
                format!("{} of {} are busy", workers.busy, workers.total),
            ),
            part("languages", languages > 0, format!("{languages} are on this host")),
        ];
        parts.extend(disk);
        Health { ready: parts.iter().all(|part| part.ok), parts }
    }

    /// Numbers of this moment.
    #[must_use]
    pub fn gauges(&self) -> Gauges {
        let engine = self.serving.engine();
        let classes = engine.as_ref().map(|engine| engine.queue.classes()).unwrap_or_default();
        let dead_letters = self.core.store.count_dead_jobs().unwrap_or_else(|error| {
            tracing::error!(%error, "the dead letters could not be counted");
            0
        });
        let sanctions = self.core.store.count_sanctions().unwrap_or_else(|error| {
            tracing::error!(%error, "the sanctions could not be counted");
            Sanction::ALL.map(|sanction| (sanction, 0))
        });
        let backup = &self.core.settings.backup;
        let last_backup = self.core.store.last_backup(&backup.dir).unwrap_or_else(|error| {
            tracing::error!(%error, "the last backup was not found");
            None
        });
        Gauges {
            last_backup,
            backup_interval: backup.every,
            queue: classes
                .iter()
                .map(|c| (c.class, c.ready as u64, c.delayed as u64, c.lag))
                .collect(),
            mode: self.mode().mode,
            cpu_pressure: cpu_pressure(),
            workers: self.workers(engine.as_deref()),
            sandboxes: engine.map(|engine| engine.judge.sandboxes()).unwrap_or_default(),
            consoles: self.core.consoles.count(),
            assistants: self.core.assistants.count(),
            dead_letters,
            sanctions,
        }
    }

    /// What the queue was told to do.
    fn mode(&self) -> ModeView {
        self.core.queue_mode().unwrap_or_else(|error| {
            tracing::error!(%error, "the queue's mode could not be read");
            ModeView::default()
        })
    }

    /// The worker slots; none when not serving.
    pub(super) fn workers(&self, engine: Option<&Engine>) -> WorkersView {
        let count = engine.map(|engine| engine.pool.count()).unwrap_or_default();
        WorkersView {
            busy: count.busy as u64,
            total: count.total as u64,
            min: self.core.settings.workers_min as u64,
            max: self.core.settings.workers_max as u64,
            runs: if engine.is_some() { self.core.settings.workers_runs as u64 } else { 0 },
        }
    }
}

/// What the queue was told to do, in words.
fn told(told: &ModeView) -> String {
    let (Some(actor), Some(since)) = (&told.actor, told.since) else { return "running".into() };
    format!("{} since {}, by {actor}", told.mode.word(), since.strftime("%F %T UTC"))
}
