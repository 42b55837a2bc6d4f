//! What the in-process queue wants of whoever keeps the job rows.

use std::time::Duration;

use super::{Class, Fault, Job};
use crate::domain::{JobId, ProblemId, UserId};

/// A waiting job, as far as its place in the queue goes. Times are milliseconds of the clock
/// that [`super::LocalQueue`] was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The job.
    pub id: JobId,
    /// Its class.
    pub class: Class,
    /// Who waits for it; users take turns within a class.
    pub owner: UserId,
    /// The problem, of which each job takes about as long; `None` for what is short.
    pub problem: Option<ProblemId>,
    /// When it was pushed first; the older goes first of one user's.
    pub queued_at: u64,
    /// Not to be leased before.
    pub ready_at: u64,
}

/// What becomes of a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits again.
    Retry {
        /// Not to be leased before.
        ready_at: u64,
    },
    /// It is a dead letter.
    Dead,
}

/// An attempt that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setback {
    /// The job as it was leased.
    pub job: Job,
    /// Number of the worker.
    pub worker: u64,
    /// How long the worker had it.
    pub held: Duration,
    /// Whose fault it was.
    pub fault: Fault,
    /// What becomes of the job.
    pub fate: Fate,
    /// Why it failed.
    pub reason: String,
}

/// Why rows could not be read or written.
pub type RowsError = Box<dyn std::error::Error + Send + Sync>;

/// The job rows on disk, of which the queue is an index. Each change is durable when its call
/// returns, and fenced: it does nothing when the row is gone or has moved on to another attempt.
pub trait Rows: Send + Sync {
    /// Every waiting job.
    ///
    /// # Errors
    /// When the rows can't be read.
    fn waiting(&self) -> Result<Vec<Row>, RowsError>;

    /// One job, if it is waiting.
    ///
    /// # Errors
    /// When the rows can't be read.
    fn row(&self, id: JobId) -> Result<Option<Row>, RowsError>;

    /// Begins the next attempt at a waiting job; `None` when it waits no more.
    ///
    /// # Errors
    /// When the rows can't be written.
    fn begin(&self, id: JobId) -> Result<Option<Job>, RowsError>;

    /// Ends an attempt that failed. False when it was no longer the job's attempt.
    ///
    /// # Errors
    /// When the rows can't be written.
    fn fail(&self, setback: &Setback) -> Result<bool, RowsError>;

    /// Removes the job of an attempt that is done, if its effects have not done so.
    ///
    /// # Errors
    /// When the rows can't be written.
    fn remove(&self, job: &Job) -> Result<(), RowsError>;
}
