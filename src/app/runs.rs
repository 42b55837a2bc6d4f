//! Runs on own input or a sample.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use nix::sys::signal::Signal;

use super::{App, CompileView, Error, Result, Viewer, core, core::Core, languages, samples};
use crate::{
    domain::{RunId, Status},
    judge::RunResult,
    problem::Package,
    queue::{Class, Task},
    sandbox::{End, LimitKind},
    store::{self, Run},
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
    /// Once done: the rest.
    pub result: Option<RunResultView>,
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
        if new.source.trim().is_empty() {
            return Err(Error::Invalid { field: "source", message: "the program is empty".into() });
        }
        self.check_source(&new.source, package.as_deref())?;
        let stdin = self.stdin(new, package.as_deref())?;
        self.admit(viewer)?;
        self.make_room(viewer, Class::Run)?;
        let (id, job) = self.core.store.add_run(store::NewRun {
            user: viewer.id,
            problem: problem.map(|problem| problem.id),
            language: tool.language.id.clone(),
            language_version: tool.version.id.clone(),
            source: new.source.clone(),
            stdin,
        })?;
        self.push(job);
        self.run(viewer, id)
    }

    /// What the program reads.
    fn stdin(&self, new: &NewRun, package: Option<&Package>) -> Result<Vec<u8>> {
        let Some(sample) = &new.sample else {
            core::check_size("the input", new.stdin.len(), self.core.settings.run_input_kib)?;
            return Ok(new.stdin.clone().into_bytes());
        };
        let message = "name the problem that the sample is of";
        let package =
            package.ok_or_else(|| Error::Invalid { field: "problem", message: message.into() })?;
        let sample = samples::find(package, sample)?;
        Ok(self.read_blob(&sample.input_download.digest)?.to_vec())
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
        let result = run.result.as_deref().map(serde_json::from_str).transpose();
        let result = result.map_err(|e| Error::Internal(format!("reading run {}: {e}", run.id)))?;
        let status = self.board.status(Task::Run(run.id)).filter(|_| run.leased);
        Ok(RunView {
            id: run.id,
            status: status.unwrap_or(run.status),
            language: run.language.clone(),
            language_name: languages::name(&self.toolchains, &run.language),
            version: run.language_version.clone(),
            created_at: run.created_at,
            result,
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
        End::Syscall => (RunEnd::ForbiddenCall, None, "a forbidden system call".into()),
    }
}
