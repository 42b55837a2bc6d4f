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
    /// A submission in a contest.
    Contest,
    /// A run on the user's own input, with a person waiting.
    Run,
    /// A submission outside contests.
    Practice,
    /// A rejudge.
    Rejudge,
}

impl Class {
    /// Every class, most urgent first.
    pub const ALL: [Self; 4] = [Self::Contest, Self::Run, Self::Practice, Self::Rejudge];

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
}

/// The right to work on a job until the lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job; `attempt` fences its effects.
    pub job: Job,
    /// How long it waited in the queue.
    pub waited: Duration,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Jobs that could be leased now.
    pub ready: usize,
    /// How long the oldest of them has waited.
    pub lag: Duration,
}

/// A queue. Delivery is at least once; the fence (task, attempt) makes effects exactly once.
pub trait Queue: Send + Sync {
    /// Makes a job known whose row is already on disk.
    fn push(&self, job: JobId);

    /// Waits up to `patience` for work; `None` when there was none, or the queue is closed.
    fn lease(&self, patience: Duration) -> Option<Lease>;

    /// Keeps a lease alive; false when it has been lost.
    fn extend(&self, lease: &Lease) -> bool;

    /// The work is done; its effects are on disk.
    fn ack(&self, lease: &Lease);

    /// The work failed; it is retried with back-off, or laid with the dead letters.
    fn nack(&self, lease: &Lease, reason: &str);

    /// How much there is to do; workers are added and dismissed by it.
    fn load(&self) -> Load;

    /// Lets nobody lease any more; waiting calls return.
    fn close(&self);
}
