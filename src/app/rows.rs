//! The queue's job rows: kept by the store, and told to whoever watches.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};

use super::{Observation, board::Stage, core::Core, events};
use crate::{
    domain::{JobId, Status},
    live::{Message, Topic},
    queue::{Clock, Job, Row, Rows, RowsError, Setback, Task},
    store::{Failed, Run},
};

/// [`Rows`] over the store.
pub(super) struct JobRows(pub Arc<Core>);

impl Rows for JobRows {
    fn waiting(&self) -> Result<Vec<Row>, RowsError> {
        Ok(self.0.store.waiting_jobs()?)
    }

    fn row(&self, id: JobId) -> Result<Option<Row>, RowsError> {
        Ok(self.0.store.waiting_job(id)?)
    }

    fn begin(&self, id: JobId) -> Result<Option<Job>, RowsError> {
        Ok(self.0.store.begin_job(id)?)
    }

    fn fail(&self, setback: &Setback) -> Result<bool, RowsError> {
        let core = &self.0;
        let (job, reason) = (&setback.job, &setback.reason);
        let log = attempt_log(setback, core.board.stage(job.task).as_ref());
        let failed = core.store.fail_job(setback, &log)?;
        core.board.end(job);
        match failed {
            Failed::Stale => return Ok(false),
            Failed::Waits => {
                core.observe(Observation::Retried);
                core.publish(job.task, events::queued(job.attempt + 1));
            }
            Failed::Died => {
                tracing::error!(job = %job.id, task = ?job.task, reason, "a job is a dead letter");
                core.observe(Observation::Died);
                core.publish(job.task, events::dead(job.attempt));
                if let Task::Run(id) = job.task
                    && let Some(run) = core.store.run(id)?
                {
                    core.tell_of_run(&run);
                }
            }
        }
        Ok(true)
    }

    fn remove(&self, job: &Job) -> Result<(), RowsError> {
        self.0.store.remove_job(job)?;
        self.0.board.end(job);
        Ok(())
    }
}

/// Tests that the log of an attempt names: the last ones.
const LOGGED: usize = 20;

/// What was seen of an attempt that failed, for the dead letters.
fn attempt_log(setback: &Setback, stage: Option<&Stage>) -> String {
    let held = setback.held.as_secs_f64();
    let mut lines = vec![format!("worker {} had it for {held:.2} s", setback.worker)];
    match stage.filter(|stage| stage.attempt == setback.job.attempt) {
        None => lines.push("nothing of it had begun".into()),
        Some(stage) => {
            let tests = stage.tests.len();
            lines.push(match (stage.status, stage.count) {
                (Status::Queued, _) => "it was taken up, and nothing more".into(),
                (Status::Compiling, _) => "it was being compiled".into(),
                (_, Some(count)) => format!("{tests} of {count} tests were through"),
                (_, None) => "the program was running".into(),
            });
            lines.extend(stage.tests.iter().skip(tests.saturating_sub(LOGGED)).map(|(_, test)| {
                let verdict = test.verdict.map_or("skipped", |verdict| verdict.code());
                format!("{}: {verdict}, {} ms, {} KiB", test.name, test.cpu_ms, test.memory_kib)
            }));
        }
    }
    lines.join("\n")
}

impl Core {
    /// Tells whoever watches a task.
    pub(super) fn publish(&self, task: Task, message: Message) {
        let (topic, message) = match task {
            Task::Judge(id) => (Topic::Submission(id), message),
            Task::Run(id) => (Topic::Run(id), message),
            Task::Rejudge(_) => (Topic::Rejudges, events::changed(&serde_json::json!({}))),
        };
        self.hub.publish(topic, message);
    }

    /// Tells whoever watches its owner's runs that one has ended.
    pub(super) fn tell_of_run(&self, run: &Run) {
        let ended = events::changed(&serde_json::json!({ "id": run.id }));
        self.hub.publish(Topic::Runs(run.user), ended);
    }
}

/// The clock of the rows' times: milliseconds since 1970 when made, and from then on those that
/// pass, so that setting the host's clock ends no lease and holds no job back.
pub(super) fn clock() -> Clock {
    let (start, begun) = (Timestamp::now().as_millisecond(), Instant::now());
    let start = u64::try_from(start).unwrap_or(0);
    Arc::new(move || start + u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX - start))
}

/// Less than this is not told of: clocks are kept right by small steps.
const JUMP: SignedDuration = SignedDuration::from_secs(60);

/// The host's clock beside the time that passes.
pub(super) struct HostClock {
    shown: Timestamp,
    at: Instant,
}

impl HostClock {
    pub fn now() -> Self {
        Self { shown: Timestamp::now(), at: Instant::now() }
    }

    /// By how much the clock was set since the last look, when that was much.
    pub fn jump(&mut self) -> Option<SignedDuration> {
        let last = std::mem::replace(self, Self::now());
        jump(self.shown.duration_since(last.shown), self.at - last.at)
    }
}

fn jump(shown: SignedDuration, passed: Duration) -> Option<SignedDuration> {
    let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::MAX);
    Some(shown.saturating_sub(passed)).filter(|jump| jump.abs() >= JUMP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_is_noticed_in_both_directions() {
        let seconds = SignedDuration::from_secs;
        let half = Duration::from_millis(500);
        assert_eq!(jump(seconds(1), half), None);
        assert_eq!(jump(seconds(0), half), None);
        let forward = jump(seconds(3600), half).map(|jump| jump.as_secs());
        assert_eq!(forward, Some(3599));
        let back = jump(seconds(-86_400), half).map(|jump| jump.as_secs());
        assert_eq!(back, Some(-86_400));
        assert_eq!(jump(seconds(7200), Duration::from_secs(7199)), None, "nobody looked for long");
    }
}
