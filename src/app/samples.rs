//! A run's output held against a sample.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Error, Result, RunEnd, Viewer};
use crate::{
    domain::RunId,
    judge,
    problem::{Package, Sample, Validator},
};

/// How a run's output stands to a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SampleCheck {
    /// The sample's output.
    pub expected: String,
    /// Whether the run's output passes the problem's own comparison; `None` when the problem has
    /// a validator of its own, because then other outputs can be right too.
    pub matches: Option<bool>,
}

impl App {
    /// Holds a finished run's output against a sample of a problem.
    ///
    /// # Errors
    /// `NotFound` for the run, the problem or the sample; `Conflict` while the run is under way.
    pub fn check_sample(
        &self,
        viewer: &Viewer,
        run: RunId,
        problem: &str,
        sample: &str,
    ) -> Result<SampleCheck> {
        let (_, run) = self.find_run(viewer, run)?;
        let result = run.result.ok_or_else(|| Error::Conflict("the run is under way".into()))?;
        let problem = self.find_problem(Some(viewer), problem)?;
        let package = self.core.package(problem.version)?;
        let expected = find(&package, sample)?.output.clone();
        let case = package.cases.iter().find(|case| case.name == sample);
        let comparable = package.validator == Validator::Default && !result.cut;
        let matches = match case.filter(|_| comparable) {
            None => None,
            Some(case) => {
                let answer = self.read_blob(&case.answer.digest)?;
                let output = result.stdout.as_bytes();
                let same = judge::matches(output, &answer, &case.validator_args);
                Some(result.end == RunEnd::Ok && same.map_err(Error::Internal)?)
            }
        };
        Ok(SampleCheck { expected, matches })
    }
}

/// The sample called `name`.
pub(super) fn find<'a>(package: &'a Package, name: &str) -> Result<&'a Sample> {
    let sample = package.samples.iter().find(|sample| sample.name == name);
    sample.ok_or_else(|| Error::NotFound(format!("sample {name}")))
}
