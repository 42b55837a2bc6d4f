//! Streams of events, with what was missed.

use super::{App, Result, Viewer};
use crate::{
    domain::{RunId, SubmissionId},
    live::Message,
};

/// A stream of events: first what happened already, then what happens.
///
/// Events of a submission: `queued {}` (0), `compiling {}` (1), `running {tests}` (2),
/// `test {index, …TestView}` (3 + index), and at the end `done {…SubmissionRow}` or `dead {}`.
/// Of a run: `queued`, `compiling`, `running`, `done`, `dead`. Each attempt begins anew at 0.
#[derive(Debug)]
pub struct Watch {}

impl Watch {
    /// The next event; `None` at the end of the stream. A stream ends after `done` or `dead`, or
    /// when the watcher was too slow: it comes back with the last id and misses nothing.
    pub async fn next(&mut self) -> Option<Message> {
        unimplemented!()
    }

    /// Whether there is nothing to tell, now or ever: all was told before (answer 204, so that
    /// browsers do not come back).
    #[must_use]
    pub fn is_over(&self) -> bool {
        unimplemented!()
    }
}

impl App {
    /// Watches a submission from after `last` (`Last-Event-ID`), or from the beginning of its
    /// current attempt.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` unless it is the viewer's own or the viewer is a judge.
    pub fn watch_submission(
        &self,
        viewer: &Viewer,
        id: SubmissionId,
        last: Option<&str>,
    ) -> Result<Watch> {
        let _ = (viewer, id, last);
        unimplemented!()
    }

    /// Watches a run, in the same way.
    ///
    /// # Errors
    /// `NotFound`, for those of others too.
    pub fn watch_run(&self, viewer: &Viewer, id: RunId, last: Option<&str>) -> Result<Watch> {
        let _ = (viewer, id, last);
        unimplemented!()
    }

    /// Watches the leaderboard: `changed {name}` whenever a line changed.
    #[must_use]
    pub fn watch_leaderboard(&self) -> Watch {
        unimplemented!()
    }

    /// Watches the queue: `changed {}`, at most twice a second.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn watch_queue(&self, viewer: &Viewer) -> Result<Watch> {
        let _ = viewer;
        unimplemented!()
    }
}
