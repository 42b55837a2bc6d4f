//! Trying a program out: the cases that a user keeps for a problem, and runs on all of them and
//! the samples at once.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Error, Reason, Result, RunView, Viewer, core, languages};
use crate::{
    domain::{RunId, TrialCaseId},
    store::{self, KeptCase, NewCase, RunOf},
};

/// Most cases that a user keeps for a problem.
const CASES: u64 = 20;
/// Most of a kept input, and of a kept output, KiB.
const KEPT_KIB: u64 = 64;
/// Longest name of a case, characters.
const NAME: usize = 60;

/// A case that a user keeps for a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrialCaseView {
    /// Its id.
    pub id: TrialCaseId,
    /// What its owner calls it.
    pub name: String,
    /// stdin.
    pub input: String,
    /// The right output, where its owner knows it.
    pub expected: Option<String>,
}

/// A case to be kept; one of the same name is replaced.
#[derive(Clone, Debug, Default)]
pub struct NewTrialCase {
    /// What to call it.
    pub name: String,
    /// stdin.
    pub input: String,
    /// The right output; empty when it is not known.
    pub expected: String,
}

/// A program to be tried on everything there is.
#[derive(Clone, Debug)]
pub struct NewTrial {
    /// Slug of the problem.
    pub problem: String,
    /// Language id, or `ID@VERSION`.
    pub language: String,
    /// The program.
    pub source: String,
}

/// Runs that were asked for together.
#[derive(Clone, Debug)]
pub struct TrialView {
    /// The first of them, which names them all.
    pub first: RunId,
    /// Slug of the problem.
    pub problem: String,
    /// The runs: samples, then the user's cases.
    pub runs: Vec<RunView>,
}

impl TrialView {
    /// Whether a run is still to end.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.runs.iter().any(RunView::is_under_way)
    }

    /// Runs whose output was right.
    #[must_use]
    pub fn right(&self) -> usize {
        self.runs.iter().filter(|run| run.is_right()).count()
    }
}

impl App {
    /// The cases that the viewer keeps for a problem, in the order in which they were made.
    ///
    /// # Errors
    /// `NotFound` for the problem.
    pub fn trial_cases(&self, viewer: &Viewer, problem: &str) -> Result<Vec<TrialCaseView>> {
        let problem = self.find_problem(Some(viewer), problem)?;
        let cases = self.core.store.trial_cases(viewer.id, problem.id)?;
        Ok(cases.into_iter().map(TrialCaseView::from).collect())
    }

    /// Keeps a case.
    ///
    /// # Errors
    /// `NotFound` for the problem; `Invalid` for the `name`; `TooLarge`; `Conflict` when there are
    /// as many as there may be.
    pub fn keep_trial_case(
        &self,
        viewer: &Viewer,
        problem: &str,
        new: &NewTrialCase,
    ) -> Result<()> {
        let problem = self.find_problem(Some(viewer), problem)?;
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
            let message = Reason::CaseName(NAME);
            return Err(Error::Invalid { field: "case_name", message });
        }
        core::check_size("the input", new.input.len(), KEPT_KIB)?;
        core::check_size("the expected output", new.expected.len(), KEPT_KIB)?;
        let kept = self.core.store.put_trial_case(NewCase {
            user: viewer.id,
            problem: problem.id,
            name: name.to_owned(),
            // Forms send line ends as CR LF.
            input: new.input.replace("\r\n", "\n"),
            expected: Some(new.expected.replace("\r\n", "\n")).filter(|text| !text.is_empty()),
            most: CASES,
        })?;
        if kept {
            return Ok(());
        }
        Err(Error::Conflict(Reason::TooManyCases(CASES)))
    }

    /// Forgets a case of the viewer.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn remove_trial_case(&self, viewer: &Viewer, case: TrialCaseId) -> Result<()> {
        let removed = self.core.store.remove_trial_case(viewer.id, case)?;
        removed.then_some(()).ok_or_else(|| Error::NotFound(format!("case {case}")))
    }

    /// Takes runs of a program on every sample and every case of the viewer.
    ///
    /// # Errors
    /// As [`App::submit`]; `Conflict` when there is nothing to run on.
    pub fn start_trial(&self, viewer: &Viewer, new: &NewTrial) -> Result<RunId> {
        let problem = self.find_problem(Some(viewer), &new.problem)?;
        let package = self.core.package(problem.version)?;
        let key = languages::key(&new.language, None);
        let tool = languages::find(&self.core.toolchains, &key, Some(&package))?;
        self.check_program(&new.source, Some(&package))?;
        let mut inputs = Vec::new();
        for sample in &package.samples {
            let of = RunOf { sample: Some(sample.name.clone()), ..RunOf::default() };
            inputs.push((of, self.read_blob(&sample.input_download.digest)?.to_vec()));
        }
        for case in self.core.store.trial_cases(viewer.id, problem.id)? {
            let of = RunOf { sample: None, case: Some(case.name), expected: case.expected };
            inputs.push((of, case.input.into_bytes()));
        }
        self.admit(viewer)?;
        let runs = inputs.into_iter().map(|(of, stdin)| store::NewRun {
            user: viewer.id,
            problem: Some(problem.id),
            language: tool.language.id.clone(),
            language_version: tool.version.id.clone(),
            source: new.source.clone(),
            stdin,
            of,
        });
        let runs = self.core.store.add_runs(runs.collect())?;
        for (_, job) in &runs {
            self.push(*job);
        }
        let nothing = || Error::Conflict(Reason::NoSample);
        runs.first().map(|(id, _)| *id).ok_or_else(nothing)
    }

    /// The runs that were asked for together with `first`.
    ///
    /// # Errors
    /// `NotFound`, for those of others too.
    pub fn trial(&self, viewer: &Viewer, first: RunId) -> Result<TrialView> {
        let not_found = || Error::NotFound(format!("trial {first}"));
        let runs = self.core.store.batch(first)?;
        let own = runs.iter().all(|run| run.user == viewer.id);
        let problem = runs.first().and_then(|run| run.problem.clone()).filter(|_| own);
        let problem = problem.ok_or_else(not_found)?;
        let runs = runs.iter().map(|run| self.core.run_view(run)).collect::<Result<_>>()?;
        Ok(TrialView { first, problem, runs })
    }
}

impl From<KeptCase> for TrialCaseView {
    fn from(case: KeptCase) -> Self {
        let KeptCase { id, name, input, expected } = case;
        Self { id, name, input, expected }
    }
}
