//! For admins: the queue, its dead letters, the users.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, RestrictionView, Result, SubmissionRow, Viewer, events, paging::Page};
use crate::{
    domain::{JobId, RejudgeItemId, Role, RunId, SubmissionId},
    queue::{Class, Task},
    store::{self, DeadJob, UserFilter},
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
}

/// Which users to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct UserQuery {
    /// A piece of the name.
    pub search: Option<String>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Users a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// A page of users.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserList {
    /// The users, by name.
    pub users: Vec<UserRow>,
    /// Users on all pages.
    pub total: u64,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// A user for admins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserRow {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Whether it is shut out.
    pub disabled: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// Submissions.
    pub submissions: u64,
    /// What is laid on it, while that is in force.
    pub restriction: Option<RestrictionView>,
}

impl App {
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
        })
    }

    /// The dead letters, the latest first.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn dead_letters(&self, viewer: &Viewer) -> Result<Vec<DeadLetter>> {
        viewer.must_be(Role::Admin)?;
        Ok(self.core.store.dead_jobs()?.into_iter().map(DeadLetter::from).collect())
    }

    /// Puts a dead letter back into the queue with all its attempts.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound` when it is no dead letter.
    pub fn retry_dead_letter(&self, viewer: &Viewer, job: JobId) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let job = self.core.store.retry_dead_job(job)?.ok_or_else(|| no_dead_letter(job))?;
        tracing::info!(by = viewer.name, job = %job.id, "a dead letter is retried");
        self.core.publish(job.task, events::queued(job.attempt + 1));
        self.push(job.id);
        Ok(())
    }

    /// Gives a dead letter up: a submission keeps the verdict it had before a rejudge, or ends with
    /// JE, which costs nothing; a run stays dead.
    ///
    /// # Errors
    /// As [`App::retry_dead_letter`].
    pub fn discard_dead_letter(&self, viewer: &Viewer, job: JobId) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let job = self.core.store.discard_dead_job(job)?.ok_or_else(|| no_dead_letter(job))?;
        let task = job.task;
        tracing::info!(by = viewer.name, job = %job.id, ?task, "a dead letter is discarded");
        if let Task::Judge(id) = task
            && let Some(submission) = self.core.store.submission(id)?
        {
            let row = SubmissionRow::new(&self.core, &submission, None);
            self.core.publish(task, events::done(submission.attempt, &row));
        }
        Ok(())
    }

    /// A page of the users.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn users(&self, viewer: &Viewer, query: &UserQuery) -> Result<UserList> {
        viewer.must_be(Role::Admin)?;
        let page = Page::new(query.page, query.per_page);
        let (users, total) = self.core.store.users(&UserFilter {
            search: query.search.clone().unwrap_or_default(),
            offset: page.offset(),
            limit: page.size.into(),
        })?;
        let now = Timestamp::now();
        let users = users.into_iter().map(|(user, submissions)| UserRow {
            restriction: user
                .restriction
                .filter(|restriction| restriction.is_in_force(now))
                .map(RestrictionView::from),
            name: user.name,
            role: user.role,
            disabled: user.disabled,
            created_at: user.created_at,
            submissions,
        });
        Ok(UserList { users: users.collect(), total, page: page.number, pages: page.count(total) })
    }

    /// Gives a user another role.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Conflict` for the last admin.
    pub fn set_role(&self, viewer: &Viewer, name: &str, role: Role) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        if !self.core.store.set_role(user.id, role, &viewer.name)? {
            return Err(last_admin(&user.name));
        }
        tracing::info!(by = viewer.name, user = user.name, %role, "a role was changed");
        Ok(())
    }

    /// Shuts a user out (sessions and tokens stop at once), or lets them in again.
    ///
    /// # Errors
    /// As [`App::set_role`].
    pub fn set_disabled(&self, viewer: &Viewer, name: &str, disabled: bool) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        let change = || self.core.store.set_disabled(user.id, disabled, &viewer.name);
        if !self.core.ranking_one(user.id, change)? {
            return Err(last_admin(&user.name));
        }
        tracing::info!(by = viewer.name, user = user.name, disabled, "an account was changed");
        Ok(())
    }
}

fn no_dead_letter(job: JobId) -> Error {
    Error::NotFound(format!("dead letter {job}"))
}

fn last_admin(name: &str) -> Error {
    Error::Conflict(format!("{name} is the last admin; make another one first"))
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
        let store::Failure { attempt, at, reason } = failure;
        Self { attempt, at, reason }
    }
}
