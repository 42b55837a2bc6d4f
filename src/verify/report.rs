//! What verifying a package found.

use serde::Serialize;

use super::TimeAdvice;
use crate::{domain::GroupResult, problem::Finding};

/// One package's report; its JSON is what `minos problem verify --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Its slug.
    pub problem: String,
    /// No error, and every submission that could be judged got what it must.
    pub ok: bool,
    /// The author's submissions.
    pub submissions: Vec<SubmissionReport>,
    /// What the submissions' times say of the time limit; `None` when none of them does.
    pub time: Option<TimeAdvice>,
    /// What is wrong.
    pub errors: Vec<Finding>,
    /// What is odd.
    pub warnings: Vec<Finding>,
}

/// One submission's outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SubmissionReport {
    /// Path in the package, `submissions/accepted/a.cpp`.
    pub path: String,
    /// Codes of the verdicts that the whole may get.
    pub expected: Vec<String>,
    /// Code of the verdict that it got; `None` when this host lacks its language.
    pub verdict: Option<String>,
    /// Points; `None` like the verdict.
    pub score: Option<f64>,
    /// The test groups' outcomes.
    pub groups: Vec<GroupResult>,
    /// Whether it got what it must; true as well for one that could not be judged here, of
    /// which a warning tells.
    pub ok: bool,
    /// Longest CPU time of a test, milliseconds; for people.
    #[serde(skip)]
    pub cpu_ms: u64,
}

impl Report {
    pub(super) fn new(problem: String, warnings: Vec<Finding>) -> Self {
        Self {
            problem,
            ok: false,
            submissions: Vec::new(),
            time: None,
            errors: Vec::new(),
            warnings,
        }
    }

    /// Of a package that can't even be read.
    pub(super) fn broken(problem: String, errors: Vec<Finding>) -> Self {
        Self { errors, ..Self::new(problem, Vec::new()) }
    }

    pub(super) fn close(&mut self) {
        self.ok = self.errors.is_empty() && self.submissions.iter().all(|s| s.ok);
    }
}
