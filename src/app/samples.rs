//! A run's output held against a sample.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result, Viewer};
use crate::domain::RunId;

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
        let _ = (viewer, run, problem, sample);
        unimplemented!()
    }
}
