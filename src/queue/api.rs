//! What a queue promises, whoever implements it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::{JobId, RejudgeItemId, RunId, SubmissionId};

/// What is to be done; ids only, never source or tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// Judge a submission.
    Judge(SubmissionId),
    /// Run a program on the user's own input.
    Run(RunId),
    /// Judge a submission again, as part of a set.
    Rejudge(RejudgeItemId),
}

/// Priority class, most urgent first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A run on the user's own input: short, with a person waiting.
    Run,
    /// A submission in a contest.
    Contest,
    /// A submission outside contests.
    Practice,
    /// A rejudge.
    Rejudge,
}

impl Class {
    /// Every class, most urgent first.
    pub const ALL: [Self; 4] = [Self::Run, Self::Contest, Self::Practice, Self::Rejudge];

    /// The word used in the database and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contest => "contest",
            Self::Run => "run",
            Self::Practice => "practice",
            Self::Rejudge => "rejudge",
        }
    }

    /// How long a job may wait before its class has aged: then classes above it must let it pass
    /// now and then.
    #[must_use]
    pub const fn patience(self) -> Duration {
        Duration::from_secs(match self {
            Self::Run => 5,
            Self::Contest => 10,
            Self::Practice => 60,
            Self::Rejudge => 600,
        })
    }

    /// The class of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.word() == word)
    }
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its row.
    pub id: JobId,
    /// What to do.
    pub task: Task,
    /// How urgent.
    pub class: Class,
    /// The fence: deliveries begun for this task, this one included, from 1. Never goes back,
    /// whatever was retried or judged again.
    pub attempt: u32,
    /// How often the job failed before, since it was pushed or last retried by hand.
    pub failures: u32,
    /// How often it was interrupted, since then too.
    pub interruptions: u32,
}

/// Whose fault it is that an attempt ended undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The job's, as far as can be told.
    Own,
    /// Not the job's: what it ran on was taken away, as by a stop of the server. It is not one of
    /// the job's attempts, but of these too there can be too many.
    Interruption,
}

/// Who leases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Worker {
    /// Its number; no two of a queue have the same.
    pub number: u64,
    /// What it leases.
    pub takes: Takes,
}

/// What a worker leases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Takes {
    /// Jobs of every class.
    Everything,
    /// Runs on own input alone, so that these need not wait for the end of long jobs.
    Runs,
}

/// The right to work on a job until the lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job; `attempt` fences its effects.
    pub job: Job,
    /// How long it waited in the queue.
    pub waited: Duration,
}

/// What an admin has the queue do.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Take work, and do it.
    #[default]
    Running,
    /// Take no more work, and do what waits.
    Draining,
    /// Take work, and begin with none.
    Paused,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Running, Self::Draining, Self::Paused];

    /// The word used in the database and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Draining => "draining",
            Self::Paused => "paused",
        }
    }

    /// The mode of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Jobs that could be leased now; none while the queue is paused.
    pub ready: usize,
    /// How long the oldest of them has waited.
    pub lag: Duration,
}

/// A queue. Delivery is at least once; the fence (task, attempt) makes effects exactly once.
///
/// The order is that of the classes, but for one lease in four, which goes to a class that has
/// aged, if there is one. Within a class users take turns.
pub trait Queue: Send + Sync {
    /// Makes a job known whose row is already on disk.
    fn push(&self, job: JobId);

    /// Forgets a job whose row is gone from the disk. Its lease, if there is one, is lost.
    fn cancel(&self, job: JobId);

    /// Waits up to `patience` for work; `None` when there was none, or the queue is paused or
    /// closed.
    fn lease(&self, worker: Worker, patience: Duration) -> Option<Lease>;

    /// Keeps a lease alive; false when it has been lost.
    fn extend(&self, lease: &Lease) -> bool;

    /// The work is done; its effects are on disk.
    fn ack(&self, lease: &Lease);

    /// The work ended undone; it is retried with back-off, or laid with the dead letters.
    fn nack(&self, lease: &Lease, fault: Fault, reason: &str);

    /// How much there is to do; workers are added and dismissed by it.
    fn load(&self) -> Load;

    /// Lets nobody lease until the queue is resumed; what is leased goes on.
    fn pause(&self);

    /// Ends a pause.
    fn resume(&self);

    /// Lets nobody lease any more; waiting calls return.
    fn close(&self);
}
