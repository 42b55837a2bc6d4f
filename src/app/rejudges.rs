//! Rejudges: sets of submissions judged again at low priority, looked at side by side, and then
//! applied or discarded as one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, Result, SubmissionRow, Viewer, core::Core, events, paging::Page};
use crate::{
    domain::{RejudgeId, RejudgeState, Role, Status, SubmissionId, Verdict},
    live::Topic,
    queue::Mode,
    store::{Closed, Rejudge, RejudgeItem, RejudgeScope, VerdictChange},
};

/// Longest reason, characters.
const REASON: usize = 200;
/// Most submissions named one by one.
const NAMED: usize = 1000;
/// Sets listed.
const LATEST: u64 = 50;

/// Which judged submissions are judged again: those that meet every condition given, of which
/// there must be one.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct NewRejudge {
    /// These, by id.
    pub submissions: Vec<i64>,
    /// For this problem, by slug.
    pub problem: Option<String>,
    /// In this language, by id.
    pub language: Option<String>,
    /// Of this user, by name.
    pub user: Option<String>,
    /// With this verdict.
    pub verdict: Option<Verdict>,
    /// Why, for other judges.
    pub reason: String,
}

/// Which submissions of a set to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct RejudgeQuery {
    /// All of them; without it, those that would change or are not judged yet.
    pub all: bool,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Submissions a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// The latest sets.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RejudgeList {
    /// The last first.
    pub rejudges: Vec<RejudgeRow>,
}

/// A set in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RejudgeRow {
    /// Its id.
    pub id: RejudgeId,
    /// Which submissions, in words.
    pub scope: String,
    /// Why.
    pub reason: String,
    /// Who made it.
    pub author: String,
    /// When.
    pub created_at: Timestamp,
    /// What became of it.
    pub state: RejudgeState,
    /// Who applied or discarded it.
    pub closed_by: Option<String>,
    /// When.
    pub closed_at: Option<Timestamp>,
    /// Submissions in it.
    pub total: u64,
    /// Those that wait to be judged.
    pub waiting: u64,
    /// Those whose judging failed; they keep the result they have.
    pub failed: u64,
    /// Those whose verdict or score would change, or did.
    pub changed: u64,
}

/// A set with what it would change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RejudgeView {
    /// The set.
    #[serde(flatten)]
    pub row: RejudgeRow,
    /// From which verdict to which, with numbers.
    pub verdicts: Vec<VerdictChangeView>,
    /// A page of its submissions, by id.
    pub submissions: Vec<RejudgeItemView>,
    /// Submissions on all pages.
    pub shown: u64,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// How many submissions went from one verdict to another.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct VerdictChangeView {
    /// The verdict before.
    pub from: Option<Verdict>,
    /// The verdict now.
    pub to: Option<Verdict>,
    /// How many.
    pub count: u64,
}

/// A submission, old and new side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RejudgeItemView {
    /// The submission.
    pub submission: SubmissionId,
    /// Whose, by name.
    pub user: String,
    /// Problem's slug.
    pub problem: String,
    /// Language id.
    pub language: String,
    /// Verdict when the set was made.
    pub old_verdict: Option<Verdict>,
    /// Points then.
    pub old_score: Option<f64>,
    /// How far judging it again is.
    pub status: Status,
    /// The new verdict, once done.
    pub verdict: Option<Verdict>,
    /// The new points, once done.
    pub score: Option<f64>,
    /// Whether another rejudge came first, so that this result is left out.
    pub stale: bool,
}

impl App {
    /// Has submissions judged again, by the current versions of their problems, at the lowest
    /// priority. Their authors see nothing of it until it is applied.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge; `Invalid` without a condition; `NotFound` for a
    /// problem or user that is none; `Conflict` when no judged submission fits,
    /// and while the queue is drained.
    pub fn rejudge(&self, viewer: &Viewer, new: &NewRejudge) -> Result<RejudgeRow> {
        viewer.must_be(Role::Judge)?;
        if self.core.queue_mode()?.mode == Mode::Draining {
            let message = "the queue is drained and takes no rejudges now; an admin resumes it";
            return Err(Error::Conflict(message.into()));
        }
        let reason = new.reason.trim();
        if reason.chars().count() > REASON || reason.chars().any(char::is_control) {
            let message = format!("at most {REASON} characters");
            return Err(Error::Invalid { field: "reason", message: message.into() });
        }
        let (scope, words) = self.scope(viewer, new)?;
        let id = self.core.store.add_rejudge(scope, &words, reason, &viewer.name)?;
        let id = id.ok_or_else(|| {
            Error::Conflict(format!("there is no judged submission to judge again: {words}").into())
        })?;
        tracing::info!(by = viewer.name, rejudge = %id, scope = words, "a rejudge");
        self.take_up();
        self.core.tell_of_rejudges();
        Ok(self.find_rejudge(id)?.into())
    }

    /// The latest sets.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge.
    pub fn rejudges(&self, viewer: &Viewer) -> Result<RejudgeList> {
        viewer.must_be(Role::Judge)?;
        let rejudges = self.core.store.rejudges(LATEST)?;
        Ok(RejudgeList { rejudges: rejudges.into_iter().map(RejudgeRow::from).collect() })
    }

    /// A set, and what it would change or did.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge; `NotFound`.
    pub fn rejudge_set(
        &self,
        viewer: &Viewer,
        id: RejudgeId,
        query: &RejudgeQuery,
    ) -> Result<RejudgeView> {
        viewer.must_be(Role::Judge)?;
        let row = self.find_rejudge(id)?;
        let page = Page::new(query.page, query.per_page);
        let (offset, limit) = (page.offset(), u64::from(page.size));
        let (items, shown) = self.core.store.rejudge_items(id, query.all, offset, limit)?;
        let verdicts = self.core.store.rejudge_changes(id)?;
        Ok(RejudgeView {
            row: row.into(),
            verdicts: verdicts.into_iter().map(VerdictChangeView::from).collect(),
            submissions: items.into_iter().map(RejudgeItemView::from).collect(),
            shown,
            page: page.number,
            pages: page.count(shown),
        })
    }

    /// Makes a set's results those of its submissions. One that got another result meanwhile is
    /// left alone, and so is one whose judging failed.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge; `NotFound`; `Conflict` while some of it is not
    /// judged, and when it was applied or discarded before.
    pub fn apply_rejudge(&self, viewer: &Viewer, id: RejudgeId) -> Result<RejudgeRow> {
        viewer.must_be(Role::Judge)?;
        self.find_rejudge(id)?;
        let closed = self.core.ranking_many(
            || self.core.store.apply_rejudge(id, &viewer.name),
            |closed| match closed {
                Ok(Closed::Done(applied)) => applied.standings.clone(),
                _ => Vec::new(),
            },
        );
        let applied = match closed? {
            Closed::Done(applied) => applied,
            Closed::Unfinished(waiting) => {
                let message = format!("{waiting} of its submissions are not judged yet");
                return Err(Error::Conflict(message.into()));
            }
            Closed::Before => return Err(closed_before()),
        };
        let (written, stale) = (applied.written.len(), applied.stale);
        tracing::info!(by = viewer.name, rejudge = %id, written, stale, "a rejudge was applied");
        for submission in applied.written {
            if !self.core.hub.is_watched(Topic::Submission(submission)) {
                continue;
            }
            if let Some(submission) = self.core.store.submission(submission)? {
                let row = SubmissionRow::new(&self.core, &submission, None);
                let message = events::done(submission.attempt, &row);
                self.core.hub.publish(Topic::Submission(submission.id), message);
            }
        }
        self.core.tell_of_rejudges();
        Ok(self.find_rejudge(id)?.into())
    }

    /// Forgets a set's results; what of it is not judged yet never will be.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge; `NotFound`; `Conflict` when it was applied or
    /// discarded before.
    pub fn discard_rejudge(&self, viewer: &Viewer, id: RejudgeId) -> Result<RejudgeRow> {
        viewer.must_be(Role::Judge)?;
        self.find_rejudge(id)?;
        if self.core.store.discard_rejudge(id, &viewer.name)? == Closed::Before {
            return Err(closed_before());
        }
        tracing::info!(by = viewer.name, rejudge = %id, "a rejudge was discarded");
        self.core.tell_of_rejudges();
        Ok(self.find_rejudge(id)?.into())
    }

    fn find_rejudge(&self, id: RejudgeId) -> Result<Rejudge> {
        self.core.store.rejudge(id)?.ok_or_else(|| Error::NotFound(format!("rejudge {id}")))
    }

    /// The conditions as the store wants them, and in words.
    fn scope(&self, viewer: &Viewer, new: &NewRejudge) -> Result<(RejudgeScope, String)> {
        let given = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        if new.submissions.len() > NAMED {
            let message = format!("name at most {NAMED}, or a problem, language or user");
            return Err(Error::Invalid { field: "submissions", message: message.into() });
        }
        let problem = given(&new.problem);
        let problem = problem.map(|slug| self.find_problem(Some(viewer), &slug)).transpose()?;
        let user = given(&new.user).map(|name| self.find_user(&name)).transpose()?;
        let language = given(&new.language);
        let mut words = Vec::new();
        if !new.submissions.is_empty() {
            let ids = new.submissions.iter().take(5).map(|id| format!("#{id}"));
            let ids = ids.collect::<Vec<_>>().join(", ");
            let more = new.submissions.len().saturating_sub(5);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let noun = if new.submissions.len() == 1 { "submission" } else { "submissions" };
            words.push(format!("{noun} {ids}{more}"));
        }
        words.extend(problem.as_ref().map(|problem| format!("problem {}", problem.slug)));
        words.extend(language.as_ref().map(|language| format!("language {language}")));
        words.extend(user.as_ref().map(|user| format!("user {}", user.name)));
        words.extend(new.verdict.map(|verdict| format!("verdict {verdict}")));
        if words.is_empty() {
            let message = "say which: submissions, a problem, a language, a user or a verdict";
            return Err(Error::Invalid { field: "submissions", message: message.into() });
        }
        let scope = RejudgeScope {
            submissions: new.submissions.iter().copied().map(SubmissionId).collect(),
            problem: problem.map(|problem| problem.slug),
            language,
            user: user.map(|user| user.id),
            verdict: new.verdict,
        };
        Ok((scope, words.join(", ")))
    }
}

impl Core {
    /// Tells whoever watches the rejudges.
    pub(super) fn tell_of_rejudges(&self) {
        self.hub.publish(Topic::Rejudges, events::changed(&serde_json::json!({})));
    }
}

fn closed_before() -> Error {
    Error::Conflict("it was applied or discarded already".into())
}

impl From<Rejudge> for RejudgeRow {
    fn from(set: Rejudge) -> Self {
        Self {
            id: set.id,
            scope: set.scope,
            reason: set.reason,
            author: set.author,
            created_at: set.created_at,
            state: set.state,
            closed_by: set.closed_by,
            closed_at: set.closed_at,
            total: set.total,
            waiting: set.waiting,
            failed: set.failed,
            changed: set.changed,
        }
    }
}

impl From<VerdictChange> for VerdictChangeView {
    fn from(change: VerdictChange) -> Self {
        let VerdictChange { from, to, count } = change;
        Self { from, to, count }
    }
}

impl From<RejudgeItem> for RejudgeItemView {
    fn from(item: RejudgeItem) -> Self {
        Self {
            submission: item.submission,
            user: item.user,
            problem: item.problem,
            language: item.language,
            old_verdict: item.old_verdict,
            old_score: item.old_score,
            status: item.status,
            verdict: item.verdict,
            score: item.score,
            stale: item.stale,
        }
    }
}
