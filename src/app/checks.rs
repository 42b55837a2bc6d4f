//! A run's output held against what is expected.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Error, Result, RunEnd, RunResultView, core::Core};
use crate::{
    judge,
    problem::{Package, Sample, Validator},
    store::Run,
};

/// How a run's output stands to what is expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutputCheck {
    /// The sample's output, or the one kept with the case.
    pub expected: String,
    /// Whether the run's output passes the problem's own comparison; `None` when the problem has
    /// a validator of its own, because then other outputs can be right too, or when the output is
    /// not there in full.
    pub matches: Option<bool>,
}

impl Core {
    /// Holds a run's result against its sample, or against the output kept with its case; `None`
    /// when it has neither (any more).
    pub(super) fn check(&self, run: &Run, result: &RunResultView) -> Result<Option<OutputCheck>> {
        let Some(version) = run.version else { return Ok(None) };
        let package = self.package(version)?;
        let (expected, answer, args) = match (&run.of.sample, &run.of.expected) {
            (Some(sample), _) => {
                let case = package.cases.iter().find(|case| case.name == *sample);
                let (Ok(sample), Some(case)) = (find(&package, sample), case) else {
                    return Ok(None);
                };
                let answer = self.read_blob(&case.answer.digest)?;
                (sample.output.clone(), answer, case.validator_args.clone())
            }
            (None, Some(expected)) => {
                // As the tests are compared; a case of the user's has no options of its own.
                let last = package.cases.last();
                let args = last.map(|case| case.validator_args.clone()).unwrap_or_default();
                (expected.clone(), expected.as_bytes().into(), args)
            }
            (None, None) => return Ok(None),
        };
        let comparable = package.validator == Validator::Default && !result.cut;
        let matches = match comparable {
            false => None,
            true => {
                let same = judge::matches(result.stdout.as_bytes(), &answer, &args);
                Some(result.end == RunEnd::Ok && same.map_err(Error::Internal)?)
            }
        };
        Ok(Some(OutputCheck { expected, matches }))
    }
}

/// The sample called `name`.
pub(super) fn find<'a>(package: &'a Package, name: &str) -> Result<&'a Sample> {
    let sample = package.samples.iter().find(|sample| sample.name == name);
    sample.ok_or_else(|| Error::NotFound(format!("sample {name}")))
}
