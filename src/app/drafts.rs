//! Unsubmitted programs, kept as one types.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result, Viewer};

/// A draft: one for each user, problem and language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftView {
    /// Language id.
    pub language: String,
    /// Language version chosen.
    pub version: String,
    /// The program so far.
    pub source: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

impl App {
    /// The viewer's drafts for a problem, the latest first.
    ///
    /// # Errors
    /// `NotFound` for the problem.
    pub fn drafts(&self, viewer: &Viewer, problem: &str) -> Result<Vec<DraftView>> {
        let _ = (viewer, problem);
        unimplemented!()
    }

    /// Keeps a draft over the one before; an empty one is forgotten.
    ///
    /// # Errors
    /// `NotFound`, `UnknownLanguage`, `TooLarge`.
    pub fn save_draft(
        &self,
        viewer: &Viewer,
        problem: &str,
        language: &str,
        version: Option<&str>,
        source: &str,
    ) -> Result<()> {
        let _ = (viewer, problem, language, version, source);
        unimplemented!()
    }
}
