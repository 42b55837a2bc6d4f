//! Where workers get their work, and hand it in.

use std::{sync::Arc, time::Duration};

use crate::{
    domain::{Blobs, Judgement, Limits, Progress, Toolchain},
    judge::{RunResult, Source},
    problem::Package,
    queue::{Fault, Job, Lease},
};

/// Everything that a job takes.
pub enum Work {
    /// To judge a submission.
    Judge {
        /// The problem.
        package: Arc<Package>,
        /// Its data.
        blobs: Arc<dyn Blobs>,
        /// The language version; none where the answers are submitted.
        toolchain: Option<Toolchain>,
        /// The program, or the answers.
        source: Source,
    },
    /// To run a program on own input.
    Run {
        /// The language version.
        toolchain: Toolchain,
        /// The program.
        source: Source,
        /// stdin.
        stdin: Arc<[u8]>,
        /// Limits.
        limits: Limits,
        /// The problem that the program is for, if it is for one, with its data.
        problem: Option<(Arc<Package>, Arc<dyn Blobs>)>,
    },
}

impl Work {
    /// The longest that its limits allow between two signs of life: a compile, or a test with all
    /// its passes, each of them measured twice at worst, before the first of which a validator may
    /// have to be compiled. A run on own input gives no sign at all.
    #[must_use]
    pub fn longest_step(&self) -> Duration {
        let (limits, toolchain) = match self {
            Self::Judge { package, toolchain, .. } => (&package.limits, toolchain.as_ref()),
            Self::Run { limits, toolchain, .. } => (limits, Some(toolchain)),
        };
        let compile = Duration::from_secs(limits.compilation_time_seconds);
        let factor = toolchain.map_or(1.0, |toolchain| toolchain.language.time_factor);
        let run = limits.wall().mul_f64(factor);
        match self {
            Self::Judge { .. } => {
                let check = limits.validation_wall();
                compile.saturating_add((run * 2 + check).saturating_mul(limits.validation_passes))
            }
            Self::Run { .. } => compile + run,
        }
    }
}

/// Why the desk could not give or take something.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In words, for the operator.
    pub reason: String,
    /// Whether it was the sandbox.
    pub sandbox: bool,
    /// Whose fault it was.
    pub fault: Fault,
}

/// Gives workers what jobs take, and takes what comes of them. What is handed in is fenced by
/// the job's attempt: a late or second delivery changes nothing and is no error.
pub trait Desk: Send + Sync {
    /// What a lease takes; `None` when there is nothing to do any more.
    ///
    /// # Errors
    /// When it can't be read, or this host can't do it.
    fn open(&self, lease: &Lease) -> Result<Option<Work>, Trouble>;

    /// Something happened on the way.
    fn progress(&self, job: &Job, progress: Progress);

    /// Hands a judgement in; it is on disk when this returns.
    ///
    /// # Errors
    /// When it can't be written.
    fn judged(&self, job: &Job, judgement: Judgement) -> Result<(), Trouble>;

    /// Hands a run's result in; it is on disk when this returns.
    ///
    /// # Errors
    /// When it can't be written.
    fn ran(&self, job: &Job, result: RunResult) -> Result<(), Trouble>;

    /// An attempt failed; the queue is told next.
    fn failed(&self, job: &Job, failure: &Failure);
}
