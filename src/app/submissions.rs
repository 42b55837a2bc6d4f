//! Submissions: submit, look at, list, rejudge.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    AnswerView, App, Error, NewFile, Reason, Result, SampleView, TestGroupView, Viewer, answers,
    core::Core, groups, languages, paging,
};
use crate::{
    domain::{
        Compilation, CompileStatus, Feedback, GroupResult, Status, SubmissionId, TestResult,
        Verdict,
    },
    problem::Package,
    queue::{Class, Task},
    store::{self, Submission, SubmissionFilter},
};

/// What is submitted.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct NewSubmission {
    /// The problem's slug.
    pub problem: String,
    /// Language id, or `ID@VERSION`; not for answers.
    #[serde(default)]
    pub language: String,
    /// Version; the language's default when missing.
    #[serde(default)]
    pub version: Option<String>,
    /// The program.
    #[serde(default)]
    pub source: String,
    /// Of an output-only problem: its answers, or one ZIP archive of them.
    #[serde(default)]
    pub files: Vec<NewFile>,
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
    /// What the viewer noted on it; nobody is given a note of somebody else.
    pub note: Option<String>,
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

/// A test group's result.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GroupView {
    /// Name, `secret/group1`.
    pub name: String,
    /// Accepted, or why not; `None` when nothing of it was run.
    pub verdict: Option<Verdict>,
    /// Points.
    pub score: f64,
    /// Most points; `None` without a bound.
    pub max_score: Option<f64>,
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
    /// Whether the viewer may cancel it now.
    pub may_cancel: bool,
    /// The compile step; `None` before it, or when not seen whole.
    pub compile: Option<CompileView>,
    /// How much of the tests its contestant is told.
    pub feedback: Feedback,
    /// The tests so far, as far as `feedback` has them seen; empty when not seen whole.
    pub tests: Vec<TestView>,
    /// The groups whose points make the score; once done, and as `tests`.
    pub groups: Vec<GroupView>,
    /// How many tests there will be, once known.
    pub test_count: Option<usize>,
    /// Which tests make a group, whether judged yet or not; empty where tests are not seen.
    pub plan: Vec<TestGroupView>,
    /// The samples among the tests that failed; empty where tests are not seen.
    pub failed_samples: Vec<SampleView>,
    /// What the source's file is called; the compiler's messages name it.
    pub file_name: String,
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
    /// The program. Answers that came as files are a data URL of their ZIP archive.
    pub source: String,
    /// The files of submitted answers; empty for a program.
    pub answers: Vec<AnswerView>,
}

impl App {
    /// Takes a submission: it and its job are on disk when this returns.
    ///
    /// # Errors
    /// `NotFound`, `UnknownLanguage`, `TooLarge`, or `Invalid` for an empty `source` or answers
    /// that can't be taken; `Forbidden` for a suspended account, `Throttled` for a throttled one,
    /// or when too many of the viewer's wait; `Busy` when too many wait in all, or the queue is
    /// drained.
    pub fn submit(&self, viewer: &Viewer, new: &NewSubmission) -> Result<SubmissionView> {
        let problem = self.find_problem(Some(viewer), &new.problem)?;
        let package = self.core.package(problem.version)?;
        let (language, language_version, source) = match package.kind.submit_answer {
            true => (answers::LANGUAGE.into(), String::new(), answers::source(new, &package)?),
            false => self.program(new, &package)?,
        };
        self.admit(viewer)?;
        self.make_room(viewer, Class::Practice)?;
        let submission = store::NewSubmission {
            user: viewer.id,
            problem: problem.id,
            version: problem.version,
            language,
            language_version,
            source,
        };
        let (id, job) = self.core.store.add_submission(submission, Class::Practice)?;
        tracing::info!(by = viewer.name, submission = id.0, job = job.0, "a submission was taken");
        self.push(job);
        self.submission(Some(viewer), id)
    }

    /// Language, version and text of a program that is sent.
    fn program(&self, new: &NewSubmission, package: &Package) -> Result<(String, String, String)> {
        let invalid = |field, message| Err(Error::Invalid { field, message });
        if new.language.is_empty() {
            return invalid("language", Reason::NoLanguage);
        }
        let key = languages::key(&new.language, new.version.as_deref());
        let tool = languages::find(&self.core.toolchains, &key, Some(package))?;
        if !new.files.is_empty() {
            return invalid("files", Reason::ProgramWanted);
        }
        if new.source.trim().is_empty() {
            return invalid("source", Reason::EmptyProgram);
        }
        self.check_source(&new.source, Some(package))?;
        Ok((tool.language.id.clone(), tool.version.id.clone(), new.source.clone()))
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
        let feedback = Some(submission.feedback).filter(|_| !judge);
        let stage = stage.filter(|s| submission.leased && s.attempt == submission.attempt);
        let mut row =
            SubmissionRow::new(&self.core, &submission, stage.as_ref().map(|stage| stage.status));
        if viewer.is_some_and(|viewer| viewer.id == submission.user) {
            row.note = self.core.store.notes(&[id])?.remove(&id);
        }
        let done = submission.status == Status::Done;
        let (tests, count) = match stage {
            Some(stage) => (stage.tests, stage.count),
            None if done => (tests.iter().cloned().enumerate().collect(), Some(tests.len())),
            None => (Vec::new(), None),
        };
        let by_test = matches!(feedback, None | Some(Feedback::Tests | Feedback::Samples));
        let sees_tests = whole && by_test;
        let package = if sees_tests { Some(self.core.package(submission.version)?) } else { None };
        let failed = |name: &str| {
            let mut tests = tests.iter().map(|(_, test)| test);
            tests.any(|t| t.name == name && t.verdict.is_some_and(|v| v != Verdict::Accepted))
        };
        let samples = package.iter().flat_map(|package| &package.samples);
        Ok(SubmissionView {
            url: Self::submission_url(id),
            file_name: languages::file_name(
                &self.core,
                &submission.language,
                Some(submission.version),
            ),
            plan: package.as_deref().map(groups::of).unwrap_or_default(),
            failed_samples: samples.filter(|s| failed(&s.name)).map(SampleView::from).collect(),
            attempt: submission.attempt,
            wall_ms: submission.wall_ms.filter(|_| done),
            judged_at: submission.judged_at.filter(|_| done),
            whole,
            may_rejudge: judge && done,
            may_cancel: submission.status == Status::Queued
                && (judge || (whole && !submission.leased)),
            compile: submission.compilation.clone().filter(|_| whole && done).map(Into::into),
            feedback: submission.feedback,
            tests: if whole { TestView::all(&tests, feedback) } else { Vec::new() },
            groups: match whole && done && feedback != Some(Feedback::Verdict) {
                true => self.groups(id)?,
                false => Vec::new(),
            },
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
        let own = submissions.iter().filter(|one| viewer.is_some_and(|v| v.id == one.user));
        let own: Vec<_> = own.map(|submission| submission.id).collect();
        let mut notes =
            if own.is_empty() { HashMap::new() } else { self.core.store.notes(&own)? };
        let row = |submission: &Submission| {
            let status = self.core.board.status(Task::Judge(submission.id));
            let status = status.filter(|_| submission.leased);
            let row = SubmissionRow::new(&self.core, submission, status);
            SubmissionRow { note: notes.remove(&submission.id), ..row }
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
            return Err(Error::Forbidden(Reason::OthersProgram));
        }
        let source = self.core.store.submission_source(id)?.ok_or_else(|| not_found(id))?;
        let toolchains = self.core.toolchains.iter().map(|tool| &tool.language);
        let language = toolchains.into_iter().find(|known| known.id == submission.language);
        let answers = self.answers(id, &source)?;
        Ok(SourceView {
            id,
            answers: answers.as_ref().map(answers::views).unwrap_or_default(),
            editor: language.map(|language| language.editor.clone()).unwrap_or_default(),
            file_name: languages::file_name(
                &self.core,
                &submission.language,
                Some(submission.version),
            ),
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

    /// Whether a program is there and small enough to be sent.
    pub(super) fn check_program(&self, source: &str, package: Option<&Package>) -> Result<()> {
        if source.trim().is_empty() {
            return Err(Error::Invalid { field: "source", message: Reason::EmptyProgram });
        }
        self.check_source(source, package)
    }

    /// Whether a program is small enough.
    pub(super) fn check_source(&self, source: &str, package: Option<&Package>) -> Result<()> {
        let server = self.core.settings.source_kib;
        let kib = package.map_or(server, |package| package.limits.code_kib.min(server));
        super::core::check_size("the source", source.len(), kib)
    }

    /// The groups whose points make a submission's score.
    fn groups(&self, id: SubmissionId) -> Result<Vec<GroupView>> {
        let groups = self.core.store.submission_groups(id)?.into_iter().filter(|group| group.part);
        let view = |GroupResult { name, verdict, score, max_score, .. }| GroupView {
            name,
            verdict,
            score,
            max_score,
        };
        Ok(groups.map(view).collect())
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
            note: None,
        }
    }
}

impl TestView {
    /// Tests as their contestant is told of them; judges, without a level, see all.
    pub(super) fn all(tests: &[(usize, TestResult)], feedback: Option<Feedback>) -> Vec<Self> {
        let view = |(index, test): &(usize, TestResult)| Self::new(*index, test, feedback);
        match feedback {
            Some(Feedback::Verdict) => Vec::new(),
            Some(Feedback::First) => {
                let failed = |(_, test): &&(usize, TestResult)| {
                    test.verdict.is_some_and(|verdict| verdict != Verdict::Accepted)
                };
                let first = tests.iter().filter(failed).min_by_key(|(index, _)| *index);
                first.map(view).into_iter().collect()
            }
            _ => tests.iter().map(view).collect(),
        }
    }

    /// A test as its contestant is told of it; a judge, without a level, sees all.
    pub(super) fn new(index: usize, test: &TestResult, feedback: Option<Feedback>) -> Self {
        if feedback == Some(Feedback::First) {
            // Its number, and no more.
            return Self {
                index,
                name: format!("test {}", index + 1),
                sample: false,
                verdict: test.verdict,
                score: 0.0,
                cpu_ms: 0,
                wall_ms: 0,
                memory_kib: 0,
                message: String::new(),
                detail: String::new(),
            };
        }
        let sample = test.name.starts_with("sample/");
        let in_detail = match feedback {
            None => true,
            Some(level) => sample && level == Feedback::Samples,
        };
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
            detail: if in_detail { test.judge_message.clone() } else { String::new() },
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
