//! Runs on own input or a sample.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use nix::sys::signal::Signal;

use super::{
    App, CompileView, Error, OutputCheck, Result, Viewer, checks, core, core::Core, languages,
};
use crate::{
    domain::{RunId, Status, TrialCaseId},
    judge::RunResult,
    problem::Package,
    queue::{Class, Task},
    sandbox::{End, LimitKind},
    store::{self, Problem, Run, RunOf},
};

/// What is run.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewRun {
    /// Language id, or `ID@VERSION`.
    pub language: String,
    /// Version; the language's default when missing.
    #[serde(default)]
    pub version: Option<String>,
    /// The program.
    pub source: String,
    /// stdin.
    #[serde(default)]
    pub stdin: String,
    /// Slug of the problem whose limits apply; the server's own otherwise.
    #[serde(default)]
    pub problem: Option<String>,
    /// Name of a sample of the problem: its input, of whatever size, instead of `stdin`.
    #[serde(default)]
    pub sample: Option<String>,
    /// Id of a case that you keep for the problem: its input instead of `stdin`.
    #[serde(default)]
    pub case: Option<TrialCaseId>,
}

/// How the program of a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RunEnd {
    /// By itself with exit code 0.
    Ok,
    /// The source did not compile.
    CompileError,
    /// By itself with another exit code.
    NonZeroExit,
    /// By a signal.
    Signal,
    /// CPU or wall time limit.
    TimeLimit,
    /// Memory limit.
    MemoryLimit,
    /// Output limit.
    OutputLimit,
    /// Process limit.
    ProcessLimit,
    /// A forbidden system call.
    ForbiddenCall,
    /// By its user.
    Stopped,
}

/// A run.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RunView {
    /// Its id.
    pub id: RunId,
    /// How far it is.
    pub status: Status,
    /// Language id.
    pub language: String,
    /// Language's name, `C++`.
    pub language_name: String,
    /// Language version.
    pub version: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Slug of the problem whose limits apply.
    pub problem: Option<String>,
    /// The sample that it is of, by its test's name.
    pub sample: Option<String>,
    /// The kept case that it is of, by name.
    pub case: Option<String>,
    /// What the source's file is called; messages name it.
    pub file_name: String,
    /// Once done: the rest.
    pub result: Option<RunResultView>,
    /// Once done: how the output stands to the expected one, where there is one.
    pub check: Option<OutputCheck>,
}

impl RunView {
    /// Whether its output is known to be right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.check.as_ref().and_then(|check| check.matches) == Some(true)
    }

    /// Whether it is still to end.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        !self.status.is_end()
    }
}

/// The result of a run.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RunResultView {
    /// How it ended.
    pub end: RunEnd,
    /// One line for people: `exit code 3`, `killed by signal 11 (SIGSEGV)`.
    pub message: String,
    /// Exit code or signal number, where `end` has one.
    pub code: Option<i32>,
    /// CPU time, milliseconds.
    pub cpu_ms: u64,
    /// Wall time, milliseconds.
    pub wall_ms: u64,
    /// Peak memory, KiB.
    pub memory_kib: u64,
    /// stdout, lossy UTF-8.
    pub stdout: String,
    /// stderr, lossy UTF-8.
    pub stderr: String,
    /// Whether stdout or stderr was cut.
    pub cut: bool,
    /// The compile step.
    pub compile: CompileView,
}

impl App {
    /// Takes a run; it and its job are on disk when this returns.
    ///
    /// # Errors
    /// As [`App::submit`].
    pub fn start_run(&self, viewer: &Viewer, new: &NewRun) -> Result<RunView> {
        let slug = new.problem.as_deref().filter(|slug| !slug.is_empty());
        let problem = slug.map(|slug| self.find_problem(Some(viewer), slug)).transpose()?;
        let package = problem.as_ref().map(|p| self.core.package(p.version)).transpose()?;
        let key = languages::key(&new.language, new.version.as_deref());
        let tool = languages::find(&self.core.toolchains, &key, package.as_deref())?;
        self.check_program(&new.source, package.as_deref())?;
        let (of, stdin) = self.input(viewer, new, problem.as_ref(), package.as_deref())?;
        self.admit(viewer)?;
        self.make_room(viewer, Class::Run)?;
        let (id, job) = self.core.store.add_run(store::NewRun {
            user: viewer.id,
            problem: problem.map(|problem| problem.id),
            language: tool.language.id.clone(),
            language_version: tool.version.id.clone(),
            source: new.source.clone(),
            stdin,
            of,
        })?;
        tracing::info!(by = viewer.name, run = id.0, job = job.0, "a run was taken");
        self.push(job);
        self.run(viewer, id)
    }

    /// What the program reads, and what that is.
    fn input(
        &self,
        viewer: &Viewer,
        new: &NewRun,
        problem: Option<&Problem>,
        package: Option<&Package>,
    ) -> Result<(RunOf, Vec<u8>)> {
        if new.sample.is_none() && new.case.is_none() {
            core::check_size("the input", new.stdin.len(), self.core.settings.run_input_kib)?;
            return Ok((RunOf::default(), new.stdin.clone().into_bytes()));
        }
        let (Some(problem), Some(package)) = (problem, package) else {
            let message = "name the problem that the sample or the case is of";
            return Err(Error::Invalid { field: "problem", message: message.into() });
        };
        if let Some(name) = &new.sample {
            let blob = &checks::find(package, name)?.input_download;
            let of = RunOf { sample: Some(name.clone()), ..RunOf::default() };
            return Ok((of, self.read_blob(&blob.digest)?.to_vec()));
        }
        let cases = self.core.store.trial_cases(viewer.id, problem.id)?;
        let case = cases.into_iter().find(|case| Some(case.id) == new.case);
        let case = case.ok_or_else(|| Error::NotFound("this case".into()))?;
        let of = RunOf { sample: None, case: Some(case.name), expected: case.expected };
        Ok((of, case.input.into_bytes()))
    }

    /// A run; to wait for its end, [`App::watch_run`] first, then this.
    ///
    /// # Errors
    /// `NotFound`, for those of others too.
    pub fn run(&self, viewer: &Viewer, id: RunId) -> Result<RunView> {
        Ok(self.find_run(viewer, id)?.1)
    }

    /// A run of the viewer.
    pub(super) fn find_run(&self, viewer: &Viewer, id: RunId) -> Result<(Run, RunView)> {
        let run = self.core.store.run(id)?.filter(|run| run.user == viewer.id);
        let run = run.ok_or_else(|| Error::NotFound(format!("run {id}")))?;
        let view = self.core.run_view(&run)?;
        Ok((run, view))
    }
}

impl Core {
    /// A run as its owner sees it.
    pub(super) fn run_view(&self, run: &Run) -> Result<RunView> {
        let result = run.result.as_deref().map(serde_json::from_str::<RunResultView>).transpose();
        let result = result.map_err(|e| Error::Internal(format!("reading run {}: {e}", run.id)))?;
        let status = self.board.status(Task::Run(run.id)).filter(|_| run.leased);
        let check = result.as_ref().map(|result| self.check(run, result)).transpose()?.flatten();
        Ok(RunView {
            id: run.id,
            status: status.unwrap_or(run.status),
            language: run.language.clone(),
            language_name: languages::name(&self.toolchains, &run.language),
            version: run.language_version.clone(),
            created_at: run.created_at,
            problem: run.problem.clone(),
            sample: run.of.sample.clone(),
            case: run.of.case.clone(),
            file_name: languages::file_name(self, &run.language, run.version),
            result,
            check,
        })
    }
}

/// What is kept and shown of a result; of each stream at most `output_kib`.
pub(super) fn result_view(result: RunResult, output_kib: u64) -> RunResultView {
    let most = usize::try_from(output_kib.saturating_mul(1024)).unwrap_or(usize::MAX);
    let text = |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(most)]).into_owned();
    let (end, code, message) = end_view(&result);
    let millis = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    RunResultView {
        end,
        message,
        code,
        cpu_ms: millis(result.usage.cpu),
        wall_ms: millis(result.usage.wall),
        memory_kib: result.usage.memory.div_ceil(1024),
        stdout: text(&result.stdout),
        stderr: text(&result.stderr),
        cut: result.stdout.len() > most || result.stderr.len() > most,
        compile: result.compile.into(),
    }
}

fn end_view(result: &RunResult) -> (RunEnd, Option<i32>, String) {
    let Some(end) = result.end else {
        return (RunEnd::CompileError, None, "it does not compile".into());
    };
    match end {
        End::Exited(0) => (RunEnd::Ok, Some(0), "exit code 0".into()),
        End::Exited(code) => (RunEnd::NonZeroExit, Some(code), format!("exit code {code}")),
        End::Signaled(signal) => {
            let name = Signal::try_from(signal).map_or("no name", Signal::as_str);
            (RunEnd::Signal, Some(signal), format!("killed by signal {signal} ({name})"))
        }
        End::Limit(LimitKind::Cpu) => (RunEnd::TimeLimit, None, "CPU time limit".into()),
        End::Limit(LimitKind::Wall) => (RunEnd::TimeLimit, None, "wall time limit".into()),
        End::Limit(LimitKind::Memory) => (RunEnd::MemoryLimit, None, "memory limit".into()),
        End::Limit(LimitKind::Output) => (RunEnd::OutputLimit, None, "output limit".into()),
        End::Limit(LimitKind::Processes) => (RunEnd::ProcessLimit, None, "process limit".into()),
        End::Stopped => (RunEnd::Stopped, None, "stopped".into()),
        End::Syscall => (RunEnd::ForbiddenCall, None, "a forbidden system call".into()),
    }
}
