//! Unsubmitted programs, kept as one types.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result, Viewer, languages};
use crate::store::Draft;

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
        let problem = self.find_problem(Some(viewer), problem)?;
        let drafts = self.core.store.drafts(viewer.id, problem.id)?;
        Ok(drafts.into_iter().map(DraftView::from).collect())
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
        let problem = self.find_problem(Some(viewer), problem)?;
        let package = self.core.package(problem.version)?;
        let key = languages::key(language, version);
        let tool = languages::find(&self.core.toolchains, &key, Some(&package))?;
        self.check_source(source, Some(&package))?;
        let (language, version) = (&tool.language.id, &tool.version.id);
        Ok(self.core.store.put_draft(viewer.id, problem.id, language, version, source)?)
    }
}

impl From<Draft> for DraftView {
    fn from(draft: Draft) -> Self {
        let Draft { language, language_version, source, saved_at } = draft;
        Self { language, version: language_version, source, saved_at }
    }
}
