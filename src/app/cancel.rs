//! Taking submissions and runs back.

use super::{App, Error, Observation, Reason, Result, RunView, SubmissionView, Viewer, events};
use crate::{
    domain::{RunId, SubmissionId, UserId},
    queue::{Queue as _, Task},
    store::Cancelled,
};

impl App {
    /// Takes a submission back that is not judged yet: its author as long as no worker has begun,
    /// a judge until there is a verdict.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` for those of others unless the viewer is a judge; `Conflict` when it
    /// is too late.
    pub fn cancel_submission(&self, viewer: &Viewer, id: SubmissionId) -> Result<SubmissionView> {
        let (submission, _) = self.find_submission(Some(viewer), id)?;
        self.cancel(viewer, Task::Judge(id), submission.user)?;
        self.submission(Some(viewer), id)
    }

    /// Takes a run back, in the same way.
    ///
    /// # Errors
    /// As [`App::cancel_submission`]; `NotFound` for those of others too, unless the viewer is a
    /// judge.
    pub fn cancel_run(&self, viewer: &Viewer, id: RunId) -> Result<RunView> {
        let find = || {
            let run = self.core.store.run(id)?;
            let run = run.filter(|run| run.user == viewer.id || viewer.is_judge());
            run.ok_or_else(|| Error::NotFound(format!("run {id}")))
        };
        self.cancel(viewer, Task::Run(id), find()?.user)?;
        self.core.run_view(&find()?)
    }

    fn cancel(&self, viewer: &Viewer, task: Task, owner: UserId) -> Result<()> {
        let is_own = owner == viewer.id;
        if !is_own && !viewer.is_judge() {
            return Err(Error::Forbidden(Reason::OthersJob));
        }
        let actor = (!is_own).then_some(viewer.name.as_str());
        let job = match self.core.store.cancel_job(task, viewer.is_judge(), actor)? {
            Cancelled::Done(job) => job,
            Cancelled::Begun => {
                return Err(Error::Conflict(Reason::JobBegun));
            }
            Cancelled::Over => {
                return Err(Error::Conflict(Reason::JobOver));
            }
        };
        tracing::info!(by = viewer.name, ?task, "a job was cancelled");
        if let Some(engine) = self.serving.engine() {
            engine.queue.cancel(job.id);
        }
        self.core.board.end(&job);
        self.core.observe(Observation::Cancelled);
        self.core.publish(task, events::cancelled(job.attempt));
        Ok(())
    }
}
