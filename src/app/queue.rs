//! For admins: the queue at this moment, and what it is to do.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, Result, Viewer, core::Core, events};
use crate::{
    domain::{JobId, RejudgeItemId, Role, RunId, SubmissionId},
    live::Topic,
    queue::{Class, LocalQueue, Mode, Queue as _, Task},
    store::{OpenJob, QueueMode},
    worker::cpu_pressure,
};

/// The queue at this moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueView {
    /// Each priority class, most urgent first.
    pub classes: Vec<ClassView>,
    /// Jobs that workers have now.
    pub leased: Vec<LeasedView>,
    /// The workers.
    pub workers: WorkersView,
    /// How many dead letters there are.
    pub dead: u64,
    /// What it was told to do.
    pub mode: ModeView,
    /// The share of the last ten seconds in which something waited for a CPU, 0 to 1.
    pub cpu_pressure: f64,
}

/// What the queue was told to do.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct ModeView {
    /// What.
    pub mode: Mode,
    /// Who told it; `None` when nobody ever did.
    pub actor: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
}

/// What the queue is to do.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub struct NewMode {
    /// What.
    pub mode: Mode,
}

/// One priority class of the queue.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ClassView {
    /// Which.
    pub class: Class,
    /// Jobs ready to go.
    pub ready: u64,
    /// Jobs waiting for a retry.
    pub delayed: u64,
    /// How long the oldest ready job has waited, milliseconds.
    pub lag_ms: u64,
}

/// A job that waits or is being done.
#[derive(Clone, Debug)]
pub struct JobView {
    /// The job.
    pub job: JobId,
    /// What it is about.
    pub task: TaskView,
    /// Its class.
    pub class: Class,
    /// Whether a worker has it.
    pub leased: bool,
    /// Failures so far.
    pub failures: u32,
    /// Who sent it, by name.
    pub user: String,
    /// Slug of the problem; `None` for a run without one.
    pub problem: Option<String>,
    /// When it was queued.
    pub queued_at: Timestamp,
}

/// The worker slots.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct WorkersView {
    /// Slots that have a job.
    pub busy: u64,
    /// Slots.
    pub total: u64,
    /// Fewest, without those for runs on own input alone.
    pub min: u64,
    /// Most, without those.
    pub max: u64,
    /// Slots for runs on own input alone.
    pub runs: u64,
}

/// What a job is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum TaskView {
    /// A submission.
    Submission(SubmissionId),
    /// A run on own input.
    Run(RunId),
    /// A submission in a rejudge.
    Rejudge(RejudgeItemId),
}

/// A job that a worker has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeasedView {
    /// The job.
    pub job: JobId,
    /// What it is about.
    pub task: TaskView,
    /// Its class.
    pub class: Class,
    /// Which attempt this is.
    pub attempt: u32,
    /// Number of the worker.
    pub worker: u64,
    /// For how long, milliseconds.
    pub held_ms: u64,
}

impl App {
    /// The jobs that wait or are being done, in the order they were sent; at most `limit`.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn jobs(&self, viewer: &Viewer, limit: u64) -> Result<Vec<JobView>> {
        viewer.must_be(Role::Admin)?;
        let jobs = self.core.store.open_jobs(limit)?.into_iter().map(|open| {
            let OpenJob { id, task, class, leased, failures, user, problem, queued_at } = open;
            let task = task.into();
            JobView { job: id, task, class, leased, failures, user, problem, queued_at }
        });
        Ok(jobs.collect())
    }

    /// The queue at this moment. In a process that does not serve, workers are 0.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn queue(&self, viewer: &Viewer) -> Result<QueueView> {
        viewer.must_be(Role::Admin)?;
        let engine = self.serving.engine();
        let classes = engine.as_ref().map(|engine| engine.queue.classes()).unwrap_or_default();
        let leased = engine.as_ref().map(|engine| engine.queue.leased()).unwrap_or_default();
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Ok(QueueView {
            classes: classes
                .iter()
                .map(|load| ClassView {
                    class: load.class,
                    ready: load.ready as u64,
                    delayed: load.delayed as u64,
                    lag_ms: millis(load.lag),
                })
                .collect(),
            leased: leased
                .iter()
                .map(|leased| LeasedView {
                    job: leased.job.id,
                    task: leased.job.task.into(),
                    class: leased.job.class,
                    attempt: leased.job.attempt,
                    worker: leased.worker.number,
                    held_ms: millis(leased.held),
                })
                .collect(),
            workers: self.workers(engine.as_deref()),
            dead: self.core.store.count_dead_jobs()?,
            mode: self.core.queue_mode()?,
            cpu_pressure: cpu_pressure(),
        })
    }

    /// Tells the queue what to do; it remembers that when the server starts again. A server in
    /// another process hears of it within a second. What is under way goes on in every mode.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn set_queue_mode(&self, viewer: &Viewer, mode: Mode) -> Result<ModeView> {
        viewer.must_be(Role::Admin)?;
        self.core.store.set_queue_mode(mode, &viewer.name)?;
        tracing::info!(by = viewer.name, mode = mode.word(), "the queue was told what to do");
        if let Some(engine) = self.serving.engine() {
            self.core.heed_mode(&engine.queue);
        }
        self.core.hub.publish(Topic::Queue, events::changed(&serde_json::json!({})));
        self.core.queue_mode()
    }

    /// What the queue was told to do, and how many jobs wait and are under way, whichever process
    /// serves.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn queue_rest(&self, viewer: &Viewer) -> Result<(ModeView, u64, u64)> {
        viewer.must_be(Role::Admin)?;
        let (waiting, leased) = self.core.store.count_jobs()?;
        Ok((self.core.queue_mode()?, waiting, leased))
    }
}

impl Core {
    /// What the queue was told to do.
    pub(super) fn queue_mode(&self) -> Result<ModeView> {
        Ok(self.store.queue_mode()?.map(ModeView::from).unwrap_or_default())
    }

    /// Has the queue do what it was told.
    pub(super) fn heed_mode(&self, queue: &LocalQueue) {
        match self.queue_mode() {
            Ok(ModeView { mode: Mode::Paused, .. }) => queue.pause(),
            Ok(_) => queue.resume(),
            Err(error) => tracing::error!(%error, "the queue's mode could not be read"),
        }
    }
}

impl From<QueueMode> for ModeView {
    fn from(told: QueueMode) -> Self {
        let QueueMode { mode, actor, since } = told;
        Self { mode, actor: Some(actor), since: Some(since) }
    }
}

impl From<Task> for TaskView {
    fn from(task: Task) -> Self {
        match task {
            Task::Judge(id) => Self::Submission(id),
            Task::Run(id) => Self::Run(id),
            Task::Rejudge(id) => Self::Rejudge(id),
        }
    }
}
