//! The workers' desk: work from the store, results to the store, events to whoever watches.

use std::sync::Arc;

use super::{
    Observation, SubmissionRow, answers, core::Core, events, languages, runs::result_view,
};
use crate::{
    domain::{
        Blobs, CompileStatus, Feedback, Judgement, LanguageKey, Progress, RejudgeItemId, Status,
        SubmissionId, Toolchain, VersionId,
    },
    judge::{RunResult, Source},
    queue::{Job, Lease, Task},
    store::Finished,
    worker::{Desk, Failure, Trouble, Work},
};

/// [`Desk`] over the store.
pub(super) struct StoreDesk(pub Arc<Core>);

impl Desk for StoreDesk {
    fn open(&self, lease: &Lease) -> Result<Option<Work>, Trouble> {
        let (core, job) = (&self.0, &lease.job);
        let waited_ms = u64::try_from(lease.waited.as_millis()).unwrap_or(u64::MAX);
        core.observe(Observation::Leased { class: job.class, waited_ms });
        match job.task {
            Task::Judge(id) => {
                let feedback = core.store.submission(id)?.map(|submission| submission.feedback);
                core.board.begin(job, Status::Queued, feedback.unwrap_or_default());
                self.submission(id, None)
            }
            Task::Rejudge(id) => {
                core.board.begin(job, Status::Queued, Feedback::default());
                match core.store.rejudge_work(id)? {
                    Some(work) => self.submission(work.submission, Some(work.version)),
                    None => Ok(None),
                }
            }
            Task::Run(id) => {
                core.board.begin(job, Status::Running, Feedback::default());
                let Some(run) = core.store.run(id)? else { return Ok(None) };
                let Some((source, stdin)) = core.store.run_input(id)? else { return Ok(None) };
                let toolchain = self.toolchain(&run.language, &run.language_version)?;
                let package = run.version.map(|version| core.package(version)).transpose()?;
                let (limits, name) = match &package {
                    Some(package) => (&package.limits, package.file_name(&toolchain.language)),
                    None => (&core.settings.run_limits, &*toolchain.language.source),
                };
                core.publish(job.task, events::run_running(job.attempt));
                let blobs = || Arc::new(core.store.clone()) as Arc<dyn Blobs>;
                Ok(Some(Work::Run {
                    source: Source::lone(name, source.as_bytes()),
                    stdin: stdin.into(),
                    limits: limits.clone(),
                    problem: package.map(|package| (package, blobs())),
                    toolchain,
                }))
            }
        }
    }

    fn progress(&self, job: &Job, progress: Progress) {
        let Some(feedback) = self.0.board.advance(job, &progress) else { return };
        // Of a rejudge nobody is told before it is applied.
        if matches!(job.task, Task::Rejudge(_)) {
            return;
        }
        let message = match &progress {
            Progress::Compiling => Some(events::compiling(job.attempt)),
            Progress::Running { tests } => Some(events::running(job.attempt, *tests, feedback)),
            Progress::Test { index, result } => events::test(job.attempt, *index, result, feedback),
        };
        if let Some(message) = message {
            self.0.publish(job.task, message);
        }
    }

    fn judged(&self, job: &Job, judgement: Judgement) -> Result<(), Trouble> {
        let core = &self.0;
        let id = match job.task {
            Task::Judge(id) => id,
            Task::Rejudge(id) => return self.judged_again(job, id, &judgement),
            Task::Run(_) => return Err("a judgement of what is no submission".into()),
        };
        let Some(submission) = core.store.submission(id)? else { return Ok(()) };
        let finished = core.ranking_one(submission.user, || {
            core.store.finish_submission(job, id, &judgement, &core.settings.abuse)
        })?;
        core.board.end(job);
        let Finished::Written { abuse, .. } = finished else {
            tracing::warn!("a stale judgement was dropped");
            return Ok(());
        };
        tracing::info!(verdict = judgement.verdict.code(), "judged");
        let Some(submission) = core.store.submission(id)? else { return Ok(()) };
        self.count(&submission.language, &judgement);
        let row = SubmissionRow::new(core, &submission, None);
        core.publish(job.task, events::done(job.attempt, &row));
        core.count_abuse(job.task, &abuse);
        Ok(())
    }

    fn ran(&self, job: &Job, result: RunResult) -> Result<(), Trouble> {
        let (core, Task::Run(id)) = (&self.0, job.task) else {
            return Err("a run's result of what is no run".into());
        };
        let tried = result.abuse.clone();
        let view = result_view(result, core.settings.run_output_kib);
        let text = serde_json::to_string(&view)?;
        let written = core.store.finish_run(job, id, &text, &tried, &core.settings.abuse)?;
        core.board.end(job);
        let Some(abuse) = written else {
            tracing::warn!("a stale result was dropped");
            return Ok(());
        };
        core.count_abuse(job.task, &abuse);
        let Some(run) = core.store.run(id)? else { return Ok(()) };
        let language = &run.language;
        if view.compile.status != CompileStatus::Skipped {
            core.observe(Observation::Compiled { language, wall_ms: view.compile.wall_ms });
        }
        if view.compile.status != CompileStatus::Failed {
            core.observe(Observation::Ran { language, wall_ms: view.wall_ms });
        }
        let view = core.run_view(&run)?;
        core.publish(job.task, events::run_done(job.attempt, &view));
        core.tell_of_run(&run);
        Ok(())
    }

    fn failed(&self, _: &Job, failure: &Failure) {
        if failure.sandbox {
            self.0.observe(Observation::SandboxFailed);
        }
    }
}

impl StoreDesk {
    /// What it takes to judge a submission, by another version of its problem than its own if one
    /// is given.
    fn submission(
        &self,
        id: SubmissionId,
        version: Option<VersionId>,
    ) -> Result<Option<Work>, Trouble> {
        let core = &self.0;
        let Some(submission) = core.store.submission(id)? else { return Ok(None) };
        let Some(source) = core.store.submission_source(id)? else { return Ok(None) };
        let package = core.package(version.unwrap_or(submission.version))?;
        let toolchain = match package.kind.submit_answer {
            true => None,
            false => Some(self.toolchain(&submission.language, &submission.language_version)?),
        };
        let name = match &toolchain {
            Some(toolchain) => package.file_name(&toolchain.language),
            None => answers::LANGUAGE,
        };
        Ok(Some(Work::Judge {
            blobs: Arc::new(core.store.clone()),
            source: Source::lone(name, source.as_bytes()),
            package,
            toolchain,
        }))
    }

    /// Hands in what judging again brought; nobody but judges learns of it before it is applied.
    fn judged_again(
        &self,
        job: &Job,
        id: RejudgeItemId,
        judgement: &Judgement,
    ) -> Result<(), Trouble> {
        let finished = self.0.store.finish_rejudge(job, id, judgement)?;
        self.0.board.end(job);
        if finished == Finished::Stale {
            tracing::warn!("a stale judgement was dropped");
        }
        self.0.tell_of_rejudges();
        Ok(())
    }

    fn toolchain(&self, language: &str, version: &str) -> Result<Toolchain, Trouble> {
        let key = LanguageKey { id: language.into(), version: Some(version.into()) };
        Ok(languages::find(&self.0.toolchains, &key, None)?.clone())
    }

    fn count(&self, language: &str, judgement: &Judgement) {
        let core = &self.0;
        let compile = &judgement.compile;
        if compile.status != CompileStatus::Skipped {
            core.observe(Observation::Compiled { language, wall_ms: compile.wall_ms });
        }
        for test in judgement.tests.iter().filter(|test| test.verdict.is_some()) {
            core.observe(Observation::Ran { language, wall_ms: test.wall_ms });
        }
        core.observe(Observation::Judged { verdict: judgement.verdict });
    }
}
