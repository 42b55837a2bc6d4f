//! Submissions: submit, look at, list, rejudge.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Result, Viewer};
use crate::domain::{CompileStatus, Status, SubmissionId, Verdict};

/// What is submitted.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewSubmission {
    /// The problem's slug.
    pub problem: String,
    /// Language id, or `ID@VERSION`.
    pub language: String,
    /// Version; the language's default when missing.
    #[serde(default)]
    pub version: Option<String>,
    /// The program.
    pub source: String,
}

/// Which submissions to list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct SubmissionQuery {
    /// Of this user, by name.
    pub user: Option<String>,
    /// For this problem, by slug.
    pub problem: Option<String>,
    /// In this language, by id.
    pub language: Option<String>,
    /// With this verdict.
    #[param(inline)]
    pub verdict: Option<Verdict>,
    /// Older than this submission: `next` of the page before.
    pub before: Option<i64>,
    /// How many, 1–200; 50 when missing.
    pub limit: Option<u32>,
}

/// A page of submissions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubmissionList {
    /// The submissions.
    pub submissions: Vec<SubmissionRow>,
    /// `before` of the next page, when there is one.
    pub next: Option<i64>,
}

/// A submission in a list: the line that everybody may see.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubmissionRow {
    /// Its id.
    pub id: SubmissionId,
    /// Who submitted, by name.
    pub user: String,
    /// Problem's slug.
    pub problem: String,
    /// Problem's name.
    pub problem_name: String,
    /// Language id.
    pub language: String,
    /// Language version.
    pub version: String,
    /// How far it is.
    pub status: Status,
    /// Verdict, once done.
    pub verdict: Option<Verdict>,
    /// Points, once done.
    pub score: Option<f64>,
    /// Most points, once done.
    pub max_score: Option<f64>,
    /// Longest CPU time of a test, milliseconds, once done.
    pub cpu_ms: Option<u64>,
    /// Highest peak memory of a test, KiB, once done.
    pub memory_kib: Option<u64>,
    /// When it was submitted.
    pub created_at: Timestamp,
}

/// The compile step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompileView {
    /// How it went.
    pub status: CompileStatus,
    /// What the compiler said.
    pub output: String,
    /// CPU time, milliseconds.
    pub cpu_ms: u64,
    /// Wall time, milliseconds.
    pub wall_ms: u64,
    /// Peak memory, KiB.
    pub memory_kib: u64,
}

/// A test as the viewer may see it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TestView {
    /// Its place, from 0.
    pub index: usize,
    /// Name, `secret/03`.
    pub name: String,
    /// Whether its data is known to solvers.
    pub sample: bool,
    /// Verdict; `None` when it was skipped.
    pub verdict: Option<Verdict>,
    /// Points of a scoring problem.
    pub score: f64,
    /// CPU time, milliseconds.
    pub cpu_ms: u64,
    /// Wall time, milliseconds.
    pub wall_ms: u64,
    /// Peak memory, KiB.
    pub memory_kib: u64,
    /// One line for the contestant.
    pub message: String,
    /// Where the output differs: for samples, and for judges on every test; else empty.
    pub detail: String,
}

/// A submission.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SubmissionView {
    /// The line that everybody may see.
    #[serde(flatten)]
    pub row: SubmissionRow,
    /// Where to see it: `/submissions/ID`.
    pub url: String,
    /// Attempts at judging begun.
    pub attempt: u32,
    /// Longest wall time of a test, milliseconds, once done.
    pub wall_ms: Option<u64>,
    /// When it was judged.
    pub judged_at: Option<Timestamp>,
    /// Whether the viewer sees it whole: source, compiler's output, tests.
    pub whole: bool,
    /// Whether the viewer may rejudge it.
    pub may_rejudge: bool,
    /// The compile step; `None` before it, or when not seen whole.
    pub compile: Option<CompileView>,
    /// The tests so far; empty when not seen whole.
    pub tests: Vec<TestView>,
    /// How many tests there will be, once known.
    pub test_count: Option<usize>,
    /// Why it is dead, or what an operator should look at; judges only.
    pub notes: Vec<String>,
}

/// The program of a submission.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceView {
    /// Whose.
    pub id: SubmissionId,
    /// Language id.
    pub language: String,
    /// Language version.
    pub version: String,
    /// CodeMirror mode.
    pub editor: String,
    /// What the file would be called.
    pub file_name: String,
    /// The program.
    pub source: String,
}

impl App {
    /// Takes a submission: it and its job are on disk when this returns.
    ///
    /// # Errors
    /// `NotFound`, `UnknownLanguage`, `TooLarge`, or `Invalid` for an empty `source`.
    pub fn submit(&self, viewer: &Viewer, new: &NewSubmission) -> Result<SubmissionView> {
        let _ = (viewer, new);
        unimplemented!()
    }

    /// A submission as far as the viewer may see it.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn submission(&self, viewer: Option<&Viewer>, id: SubmissionId) -> Result<SubmissionView> {
        let _ = (viewer, id);
        unimplemented!()
    }

    /// A page of submissions, newest first.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn submissions(
        &self,
        viewer: Option<&Viewer>,
        query: &SubmissionQuery,
    ) -> Result<SubmissionList> {
        let _ = (viewer, query);
        unimplemented!()
    }

    /// A submission's program.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` unless it is the viewer's own or the viewer is a judge.
    pub fn source(&self, viewer: &Viewer, id: SubmissionId) -> Result<SourceView> {
        let _ = (viewer, id);
        unimplemented!()
    }

    /// Has a submission judged again, against the problem's current version.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` unless the viewer is a judge; `Conflict` while it is being judged.
    pub fn rejudge(&self, viewer: &Viewer, id: SubmissionId) -> Result<()> {
        let _ = (viewer, id);
        unimplemented!()
    }
}
