//! Streams of events, with what was missed.

use std::collections::VecDeque;

use super::{App, Error, LeaderboardQuery, Result, SubmissionRow, Viewer, events};
use crate::{
    domain::{Role, RunId, SubmissionId},
    live::{EventId, Message, Subscription, Topic},
    queue::Task,
};

/// A stream of events: first what happened already, then what happens.
///
/// Events of a submission: `queued {}` (0), `compiling {}` (1), `running {tests}` (2),
/// `test {index, …TestView}` (3 + index), and at the end `cancelled {}`, `dead {}` or
/// `done {…SubmissionRow}`, in this order above all others, for a dead letter that is discarded is
/// done after all. Of a run: `queued`, `running`, `done {…RunView}`, `cancelled`, `dead`. Each
/// attempt begins anew at 0.
#[derive(Debug)]
pub struct Watch {
    past: VecDeque<Message>,
    live: Subscription,
    /// The last event told.
    last: Option<EventId>,
    /// Whether the last event of the stream has been told.
    over: bool,
}

impl Watch {
    /// A stream of `past`, as read after `live` was subscribed to; what the watcher knows is
    /// left out.
    fn new(live: Subscription, past: Vec<Message>, last: Option<&str>) -> Self {
        let last = last.and_then(EventId::parse);
        let over = past.last().is_some_and(|end| events::is_last(end) && end.id <= last);
        let past = past.into_iter().filter(|message| message.id > last).collect();
        Self { past, live, last, over }
    }

    /// The next event; `None` at the end of the stream. A stream ends after `done`, `dead` or `cancelled`, or
    /// when the watcher was too slow: it comes back with the last id and misses nothing. Safe to
    /// be cancelled.
    pub async fn next(&mut self) -> Option<Message> {
        if self.over {
            return None;
        }
        let message = loop {
            let message = match self.past.pop_front() {
                Some(message) => message,
                None => self.live.next().await?,
            };
            // What was published while the past was read is in both.
            if message.id.is_none() || message.id > self.last {
                break message;
            }
        };
        self.last = message.id.or(self.last);
        self.over = events::is_last(&message);
        Some(message)
    }

    /// Whether there is nothing to tell, now or ever: all was told before (answer 204, so that
    /// browsers do not come back).
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.over
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
        // In this order nothing is missed: what happens after the first step is received, what
        // is under way is on the board until it is on disk.
        let live = self.core.hub.subscribe(Topic::Submission(id));
        let stage = self.core.board.stage(Task::Judge(id));
        let (submission, tests) = self.find_submission(Some(viewer), id)?;
        if submission.user != viewer.id && !viewer.is_judge() {
            return Err(Error::Forbidden("only its author may watch a submission".into()));
        }
        let row = SubmissionRow::new(&self.core, &submission, None);
        let past = events::of_submission(&submission, &row, &tests, stage.as_ref());
        Ok(Watch::new(live, past, last))
    }

    /// Watches a run, in the same way.
    ///
    /// # Errors
    /// `NotFound`, for those of others too.
    pub fn watch_run(&self, viewer: &Viewer, id: RunId, last: Option<&str>) -> Result<Watch> {
        let live = self.core.hub.subscribe(Topic::Run(id));
        let begun = self.core.board.stage(Task::Run(id)).map(|stage| stage.attempt);
        let (run, view) = self.find_run(viewer, id)?;
        let past = events::of_run(&view, run.attempt, run.leased, begun == Some(run.attempt));
        Ok(Watch::new(live, past, last))
    }

    /// Watches the viewer's runs: `changed {id}` whenever one has ended.
    #[must_use]
    pub fn watch_runs(&self, viewer: &Viewer) -> Watch {
        Watch::new(self.core.hub.subscribe(Topic::Runs(viewer.id)), Vec::new(), None)
    }

    /// Watches the leaderboard of everybody, ever or in a month: `changed {…LeaderboardChange}`, at
    /// most twice a second.
    ///
    /// # Errors
    /// `Invalid` for `month`.
    pub fn watch_leaderboard(&self, query: &LeaderboardQuery) -> Result<Watch> {
        let period = query.period()?;
        let live = self.core.hub.subscribe(Topic::Leaderboard(period));
        // From here on it is in memory, where changes are noted.
        self.core.ranking(period, |_| ())?;
        Ok(Watch::new(live, Vec::new(), None))
    }

    /// Watches the rejudges: `changed {}` whenever one of their submissions was judged, or a set
    /// was made, applied or discarded.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge.
    pub fn watch_rejudges(&self, viewer: &Viewer) -> Result<Watch> {
        viewer.must_be(Role::Judge)?;
        Ok(Watch::new(self.core.hub.subscribe(Topic::Rejudges), Vec::new(), None))
    }

    /// Watches the queue: `changed {}`, at most twice a second.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn watch_queue(&self, viewer: &Viewer) -> Result<Watch> {
        viewer.must_be(Role::Admin)?;
        Ok(Watch::new(self.core.hub.subscribe(Topic::Queue), Vec::new(), None))
    }
}
