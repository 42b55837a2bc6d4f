//! Submissions: submit, look at, list, rejudge.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, Result, Viewer, core::Core, languages, paging};
use crate::{
    domain::{Compilation, CompileStatus, Status, SubmissionId, TestResult, Verdict},
    problem::Package,
    queue::{Class, Task},
    store::{self, Submission, SubmissionFilter},
};

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
    /// Language's name, `C++`.
    pub language_name: String,
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
    /// `NotFound`, `UnknownLanguage`, `TooLarge`, or `Invalid` for an empty `source`; `Forbidden`
    /// for a suspended account, `Throttled` for a throttled one.
    pub fn submit(&self, viewer: &Viewer, new: &NewSubmission) -> Result<SubmissionView> {
        let problem = self.find_problem(Some(viewer), &new.problem)?;
        let package = self.core.package(problem.version)?;
        let key = languages::key(&new.language, new.version.as_deref());
        let tool = languages::find(&self.core.toolchains, &key, Some(&package))?;
        if new.source.trim().is_empty() {
            return Err(Error::Invalid { field: "source", message: "the program is empty".into() });
        }
        self.check_source(&new.source, Some(&package))?;
        self.admit(viewer)?;
        let submission = store::NewSubmission {
            user: viewer.id,
            problem: problem.id,
            version: problem.version,
            language: tool.language.id.clone(),
            language_version: tool.version.id.clone(),
            source: new.source.clone(),
        };
        let (id, job) = self.core.store.add_submission(submission, Class::Practice)?;
        self.push(job);
        self.submission(Some(viewer), id)
    }

    /// A submission as far as the viewer may see it.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn submission(&self, viewer: Option<&Viewer>, id: SubmissionId) -> Result<SubmissionView> {
        // The board first: what is over by the second step is on disk.
        let stage = self.core.board.stage(Task::Judge(id));
        let (submission, tests) = self.find_submission(viewer, id)?;
        let judge = viewer.is_some_and(Viewer::is_judge);
        let whole = judge || viewer.is_some_and(|viewer| viewer.id == submission.user);
        let stage = stage.filter(|s| submission.leased && s.attempt == submission.attempt);
        let row =
            SubmissionRow::new(&self.core, &submission, stage.as_ref().map(|stage| stage.status));
        let done = submission.status == Status::Done;
        let (tests, count) = match stage {
            Some(stage) => (stage.tests, stage.count),
            None if done => (tests.iter().cloned().enumerate().collect(), Some(tests.len())),
            None => (Vec::new(), None),
        };
        Ok(SubmissionView {
            url: Self::submission_url(id),
            attempt: submission.attempt,
            wall_ms: submission.wall_ms.filter(|_| done),
            judged_at: submission.judged_at.filter(|_| done),
            whole,
            may_rejudge: judge && done,
            compile: submission.compilation.clone().filter(|_| whole && done).map(Into::into),
            tests: tests
                .iter()
                .filter(|_| whole)
                .map(|(index, test)| TestView::new(*index, test, judge))
                .collect(),
            test_count: count,
            notes: if judge { self.notes(&submission)? } else { Vec::new() },
            row,
        })
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
        let limit = paging::limit(query.limit);
        let own = viewer.is_some_and(|viewer| {
            query.user.as_ref().is_some_and(|user| viewer.name.eq_ignore_ascii_case(user))
        });
        let mut submissions = self.core.store.submissions(&SubmissionFilter {
            user: query.user.clone().filter(|user| !user.is_empty()),
            problem: query.problem.clone().filter(|problem| !problem.is_empty()),
            language: query.language.clone().filter(|language| !language.is_empty()),
            verdict: query.verdict,
            before: query.before.map(SubmissionId),
            hidden: own || viewer.is_some_and(Viewer::is_judge),
            limit: u64::from(limit) + 1,
        })?;
        let more = submissions.len() > limit as usize;
        submissions.truncate(limit as usize);
        let next = submissions.last().filter(|_| more).map(|last| last.id.0);
        let row = |submission: &Submission| {
            let status = self.core.board.status(Task::Judge(submission.id));
            SubmissionRow::new(&self.core, submission, status.filter(|_| submission.leased))
        };
        Ok(SubmissionList { submissions: submissions.iter().map(row).collect(), next })
    }

    /// A submission's program.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` unless it is the viewer's own or the viewer is a judge.
    pub fn source(&self, viewer: &Viewer, id: SubmissionId) -> Result<SourceView> {
        let submission = self.core.store.submission(id)?;
        let found = submission.filter(|submission| may_know(Some(viewer), submission));
        let submission = found.ok_or_else(|| not_found(id))?;
        if submission.user != viewer.id && !viewer.is_judge() {
            return Err(Error::Forbidden("only its author may see a program".into()));
        }
        let source = self.core.store.submission_source(id)?.ok_or_else(|| not_found(id))?;
        let toolchains = self.core.toolchains.iter().map(|tool| &tool.language);
        let language = toolchains.into_iter().find(|known| known.id == submission.language);
        Ok(SourceView {
            id,
            editor: language.map(|language| language.editor.clone()).unwrap_or_default(),
            file_name: language.map_or_else(|| "source".into(), |language| language.source.clone()),
            language: submission.language,
            version: submission.language_version,
            source,
        })
    }

    /// A submission that the viewer may know of, and its tests.
    pub(super) fn find_submission(
        &self,
        viewer: Option<&Viewer>,
        id: SubmissionId,
    ) -> Result<(Submission, Vec<TestResult>)> {
        let found = self.core.store.submission_with_tests(id)?;
        found.filter(|(submission, _)| may_know(viewer, submission)).ok_or_else(|| not_found(id))
    }

    /// Whether a program is small enough.
    pub(super) fn check_source(&self, source: &str, package: Option<&Package>) -> Result<()> {
        let server = self.core.settings.source_kib;
        let kib = package.map_or(server, |package| package.limits.code_kib.min(server));
        super::core::check_size("the source", source.len(), kib)
    }

    /// What judges read beside a submission.
    fn notes(&self, submission: &Submission) -> Result<Vec<String>> {
        let failures = self.core.store.failures(Task::Judge(submission.id))?;
        let failures = failures.into_iter().map(|f| format!("attempt {}: {}", f.attempt, f.reason));
        let abuse = self.core.store.abuse_of(submission.id)?;
        Ok(failures.chain(abuse.iter().map(ToString::to_string)).collect())
    }

    fn submission_url(id: SubmissionId) -> String {
        format!("/submissions/{id}")
    }
}

impl SubmissionRow {
    /// The line of a submission; `status` where it is known better than on disk.
    pub(super) fn new(core: &Core, submission: &Submission, status: Option<Status>) -> Self {
        let done = submission.status == Status::Done;
        Self {
            id: submission.id,
            user: submission.user_name.clone(),
            problem: submission.problem.clone(),
            problem_name: submission.problem_name.clone(),
            language: submission.language.clone(),
            language_name: languages::name(&core.toolchains, &submission.language),
            version: submission.language_version.clone(),
            status: status.unwrap_or(submission.status),
            verdict: submission.verdict.filter(|_| done),
            score: submission.score.filter(|_| done),
            max_score: submission.max_score.filter(|_| done),
            cpu_ms: submission.cpu_ms.filter(|_| done),
            memory_kib: submission.memory_kib.filter(|_| done),
            created_at: submission.created_at,
        }
    }
}

impl TestView {
    /// A test as its contestant, or a judge, may see it.
    pub(super) fn new(index: usize, test: &TestResult, judge: bool) -> Self {
        let sample = test.name.starts_with("sample/");
        Self {
            index,
            name: test.name.clone(),
            sample,
            verdict: test.verdict,
            score: test.score,
            cpu_ms: test.cpu_ms,
            wall_ms: test.wall_ms,
            memory_kib: test.memory_kib,
            message: test.message.clone(),
            detail: if sample || judge { test.judge_message.clone() } else { String::new() },
        }
    }
}

impl From<Compilation> for CompileView {
    fn from(compile: Compilation) -> Self {
        let Compilation { status, output, cpu_ms, wall_ms, memory_kib } = compile;
        Self { status, output, cpu_ms, wall_ms, memory_kib }
    }
}

/// Submissions for hidden problems are known to their authors and to judges alone.
fn may_know(viewer: Option<&Viewer>, submission: &Submission) -> bool {
    !submission.problem_hidden
        || viewer.is_some_and(|viewer| viewer.is_judge() || viewer.id == submission.user)
}

fn not_found(id: SubmissionId) -> Error {
    Error::NotFound(format!("submission {id}"))
}
