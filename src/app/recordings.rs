//! How programs grew, of users who want that recorded. It is theirs alone: no judge or admin is
//! given it.

use jiff::Timestamp;

use super::{App, Result, Viewer, languages};
use crate::store::{Recording, Snapshot};

/// What is recorded of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingView {
    /// Slug of the problem.
    pub problem: String,
    /// Name of the problem.
    pub problem_name: String,
    /// Language id.
    pub language: String,
    /// Language's name.
    pub language_name: String,
    /// How many states.
    pub states: u64,
    /// The latest.
    pub last: Timestamp,
}

/// How a program grew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaybackView {
    /// Slug of the problem.
    pub problem: String,
    /// Name of the problem.
    pub problem_name: String,
    /// What is recorded for the problem, by language, the latest first.
    pub recordings: Vec<RecordingView>,
    /// Whose states these are, a language id; empty when nothing is recorded.
    pub language: String,
    /// The states, the first first.
    pub states: Vec<StateView>,
}

/// A state of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateView {
    /// When it was kept.
    pub at: Timestamp,
    /// The program.
    pub source: String,
}

impl App {
    /// What is recorded of the viewer's drafts, the latest first.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn recordings(&self, viewer: &Viewer) -> Result<Vec<RecordingView>> {
        let recordings = self.core.store.recordings(viewer.id, None)?;
        Ok(recordings.into_iter().map(|recording| self.recording(recording)).collect())
    }

    /// How the viewer's program for a problem grew in a language, or in that of the latest state.
    ///
    /// # Errors
    /// `NotFound` for the problem.
    pub fn playback(
        &self,
        viewer: &Viewer,
        problem: &str,
        language: Option<&str>,
    ) -> Result<PlaybackView> {
        let problem = self.find_problem(Some(viewer), problem)?;
        let recordings = self.core.store.recordings(viewer.id, Some(problem.id))?;
        let recordings: Vec<_> = recordings.into_iter().map(|one| self.recording(one)).collect();
        let wanted = recordings.iter().find(|one| Some(one.language.as_str()) == language);
        let language = wanted.or(recordings.first()).map(|one| one.language.clone());
        let language = language.unwrap_or_default();
        let states = self.core.store.snapshots(viewer.id, problem.id, &language)?;
        Ok(PlaybackView {
            problem: problem.slug,
            problem_name: problem.name,
            recordings,
            language,
            states: states.into_iter().map(StateView::from).collect(),
        })
    }

    /// Forgets what is recorded of the viewer's drafts, for one problem or for all.
    ///
    /// # Errors
    /// `NotFound` for the problem.
    pub fn forget_recordings(&self, viewer: &Viewer, problem: Option<&str>) -> Result<()> {
        let problem = problem.map(|slug| self.find_problem(Some(viewer), slug)).transpose()?;
        Ok(self.core.store.forget_recordings(viewer.id, problem.map(|problem| problem.id))?)
    }

    fn recording(&self, recording: Recording) -> RecordingView {
        let Recording { slug, name, language, states, last } = recording;
        RecordingView {
            problem: slug,
            problem_name: name,
            language_name: languages::name(&self.core.toolchains, &language),
            language,
            states,
            last,
        }
    }
}

impl From<Snapshot> for StateView {
    fn from(snapshot: Snapshot) -> Self {
        let Snapshot { at, source } = snapshot;
        Self { at, source }
    }
}
