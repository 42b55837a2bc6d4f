//! Unsubmitted programs, kept as one types.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result, Viewer, languages};
use crate::store::{Draft, DraftPut, NewDraft};

/// A draft: one for each user, problem and language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DraftView {
    /// Language id.
    pub language: String,
    /// Language version chosen.
    pub version: String,
    /// The program so far.
    pub source: String,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// Grows with each state that is kept, from 1.
    pub revision: u64,
}

/// A state of a draft to be kept.
#[derive(Clone, Debug)]
pub struct DraftState {
    /// Language id, or `ID@VERSION`.
    pub language: String,
    /// The program so far.
    pub source: String,
    /// Revision of the state that it was made from, 0 for none; `None` overwrites whatever is
    /// there.
    pub base: Option<u64>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSaved {
    /// It is kept, with this revision.
    Kept(u64),
    /// Another state came in between, from another page or device, and stays.
    Stale(DraftView),
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

    /// Keeps a state of a draft over the one that it was made from.
    ///
    /// # Errors
    /// `NotFound`, `UnknownLanguage`, `TooLarge`.
    pub fn save_draft(
        &self,
        viewer: &Viewer,
        problem: &str,
        state: &DraftState,
    ) -> Result<DraftSaved> {
        let problem = self.find_problem(Some(viewer), problem)?;
        let package = self.core.package(problem.version)?;
        let key = languages::key(&state.language, None);
        let tool = languages::find(&self.core.toolchains, &key, Some(&package))?;
        self.check_source(&state.source, Some(&package))?;
        let put = self.core.store.put_draft(NewDraft {
            user: viewer.id,
            problem: problem.id,
            language: tool.language.id.clone(),
            language_version: tool.version.id.clone(),
            source: state.source.clone(),
            base: state.base,
            record: self.preferences(viewer)?.record,
        })?;
        Ok(match put {
            DraftPut::Kept(revision) => DraftSaved::Kept(revision),
            DraftPut::Stale(draft) => DraftSaved::Stale(draft.into()),
        })
    }
}

impl From<Draft> for DraftView {
    fn from(draft: Draft) -> Self {
        let Draft { language, language_version, source, saved_at, revision } = draft;
        Self { language, version: language_version, source, saved_at, revision }
    }
}
