//! For admins: dead letters, and what becomes of them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, Result, SubmissionRow, TaskView, Viewer, events, paging};
use crate::{
    domain::{JobId, Role},
    queue::{Class, Job, Task},
    store::{self, DeadFilter, DeadJob},
};

/// A job that failed too often.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeadLetter {
    /// The job.
    pub job: JobId,
    /// What it is about.
    pub task: TaskView,
    /// Its class.
    pub class: Class,
    /// Who sent it, by name.
    pub user: String,
    /// Slug of the problem; `None` for a run without one.
    pub problem: Option<String>,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it died.
    pub died_at: Timestamp,
    /// Why, in the words of the last failure.
    pub reason: String,
    /// Each failure, the last one last.
    pub failures: Vec<FailureView>,
}

/// One failed attempt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FailureView {
    /// Which attempt.
    pub attempt: u32,
    /// When it failed.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Number of the worker that had it; `None` when none told.
    pub worker: Option<u64>,
    /// How long it had it, milliseconds.
    pub held_ms: u64,
    /// What was seen of the attempt, a line each.
    pub log: Vec<String>,
}

/// Which dead letters to list, the last sent first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DeadQuery {
    /// Of this user, by name.
    pub user: Option<String>,
    /// For this problem, by slug.
    pub problem: Option<String>,
    /// Older than this job: `next` of the page before.
    pub before: Option<i64>,
    /// How many, 1–200; 50 when missing.
    pub limit: Option<u32>,
}

/// A page of dead letters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeadLetterList {
    /// The letters.
    pub letters: Vec<DeadLetter>,
    /// `before` of the next page, when there is one.
    pub next: Option<i64>,
    /// How many there are in all, whoever sent them.
    pub total: u64,
}

/// Which dead letters to do something with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(default)]
pub struct DeadPick {
    /// These, by job.
    pub jobs: Vec<i64>,
    /// All of them; `jobs` must be empty then.
    pub all: bool,
}

/// What became of the picked dead letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeadOutcome {
    /// With these it was done.
    pub done: Vec<JobId>,
    /// These are no dead letters, or no more.
    pub missing: Vec<JobId>,
}

impl App {
    /// A page of the dead letters.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn dead_letters(&self, viewer: &Viewer, query: &DeadQuery) -> Result<DeadLetterList> {
        viewer.must_be(Role::Admin)?;
        let limit = paging::limit(query.limit);
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let mut dead = self.core.store.dead_jobs(&DeadFilter {
            user: given(&query.user),
            problem: given(&query.problem),
            before: query.before.map(JobId),
            limit: u64::from(limit) + 1,
        })?;
        let more = dead.len() > limit as usize;
        dead.truncate(limit as usize);
        Ok(DeadLetterList {
            next: dead.last().filter(|_| more).map(|last| last.id.0),
            letters: dead.into_iter().map(DeadLetter::from).collect(),
            total: self.core.store.count_dead_jobs()?,
        })
    }

    /// Puts dead letters back into the queue with all their attempts.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `Invalid` when none is picked.
    pub fn retry_dead_letters(&self, viewer: &Viewer, pick: &DeadPick) -> Result<DeadOutcome> {
        let picked = self.picked(viewer, pick)?;
        let jobs = self.core.store.retry_dead_jobs(picked.clone(), &viewer.name)?;
        tracing::info!(by = viewer.name, jobs = jobs.len(), "dead letters are retried");
        for job in &jobs {
            self.core.publish(job.task, events::queued(job.attempt + 1));
        }
        match &jobs[..] {
            [job] => self.push(job.id),
            _ => self.take_up(),
        }
        Ok(outcome(picked, &jobs))
    }

    /// Gives dead letters up: a submission keeps the verdict it had, or ends with JE, which costs
    /// nothing; a run stays dead.
    ///
    /// # Errors
    /// As [`App::retry_dead_letters`].
    pub fn discard_dead_letters(&self, viewer: &Viewer, pick: &DeadPick) -> Result<DeadOutcome> {
        let picked = self.picked(viewer, pick)?;
        let jobs = self.core.store.discard_dead_jobs(picked.clone(), &viewer.name)?;
        tracing::info!(by = viewer.name, jobs = jobs.len(), "dead letters are discarded");
        for job in &jobs {
            if let Task::Judge(id) = job.task
                && let Some(submission) = self.core.store.submission(id)?
            {
                let row = SubmissionRow::new(&self.core, &submission, None);
                self.core.publish(job.task, events::done(submission.attempt, &row));
            }
        }
        Ok(outcome(picked, &jobs))
    }

    fn picked(&self, viewer: &Viewer, pick: &DeadPick) -> Result<Vec<JobId>> {
        viewer.must_be(Role::Admin)?;
        if pick.all == pick.jobs.is_empty() {
            let named = || pick.jobs.iter().copied().map(JobId).collect();
            return if pick.all { Ok(self.core.store.dead_job_ids()?) } else { Ok(named()) };
        }
        let message = "name dead letters, or say `all`, and not both".into();
        Err(Error::Invalid { field: "jobs", message })
    }
}

fn outcome(picked: Vec<JobId>, jobs: &[Job]) -> DeadOutcome {
    let is_done = |id: &JobId| jobs.iter().any(|job| job.id == *id);
    let (done, missing) = picked.into_iter().partition(is_done);
    DeadOutcome { done, missing }
}

impl From<DeadJob> for DeadLetter {
    fn from(dead: DeadJob) -> Self {
        let failures: Vec<_> = dead.failures.into_iter().map(FailureView::from).collect();
        Self {
            job: dead.id,
            task: dead.task.into(),
            class: dead.class,
            user: dead.user,
            problem: dead.problem,
            queued_at: dead.queued_at,
            died_at: dead.died_at,
            reason: failures.last().map(|last| last.reason.clone()).unwrap_or_default(),
            failures,
        }
    }
}

impl From<store::Failure> for FailureView {
    fn from(failure: store::Failure) -> Self {
        let store::Failure { attempt, at, reason, worker, held_ms, log } = failure;
        let log = log.lines().map(str::to_owned).collect();
        Self { attempt, at, reason, worker, held_ms, log }
    }
}
