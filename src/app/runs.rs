//! Runs on own input.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, CompileView, Result, Viewer};
use crate::domain::{RunId, Status};

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
    /// `NotFound`, `UnknownLanguage`, `TooLarge`, `Invalid`.
    pub fn start_run(&self, viewer: &Viewer, new: &NewRun) -> Result<RunView> {
        let _ = (viewer, new);
        unimplemented!()
    }

    /// A run; to wait for its end, [`App::watch_run`] first, then this.
    ///
    /// # Errors
    /// `NotFound`, for those of others too.
    pub fn run(&self, viewer: &Viewer, id: RunId) -> Result<RunView> {
        let _ = (viewer, id);
        unimplemented!()
    }
}
