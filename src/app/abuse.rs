//! Abuse: what programs tried, who is throttled or suspended for it, and how that is undone.

use jiff::{Timestamp, Unit};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, Observation, Reason, Result, TaskView, Viewer, core::Core, paging};
use crate::{
    domain::{AbuseKind, Role, Sanction},
    queue::Task,
    store::{AbuseEvent, AbuseFilter, AuditEntry, Noted, Restricted, Restriction},
};

/// Longest reason of a suspension, characters.
const REASON: usize = 200;

/// Entries of the audit trail shown.
const STEPS: u64 = 20;

/// Which events to list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AbuseQuery {
    /// Of this user, by name.
    pub user: Option<String>,
    /// Of this kind.
    #[param(inline)]
    pub kind: Option<AbuseKind>,
    /// Not before this moment.
    pub since: Option<Timestamp>,
    /// Not after this moment.
    pub until: Option<Timestamp>,
    /// Older than this event: `next` of the page before.
    pub before: Option<i64>,
    /// How many, 1–200; 50 when missing.
    pub limit: Option<u32>,
}

/// A page of events, and what was laid on accounts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AbuseList {
    /// The events.
    pub events: Vec<AbuseEventView>,
    /// `before` of the next page, when there is one.
    pub next: Option<i64>,
    /// Every account that is throttled or suspended, the latest first.
    pub restricted: Vec<RestrictedView>,
    /// The latest steps against accounts and in their favour, the last first; those of the
    /// filter's user alone where it has one.
    pub steps: Vec<StepView>,
}

/// Something that a program tried.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AbuseEventView {
    /// Its id.
    pub id: i64,
    /// Whose program, by name.
    pub user: String,
    /// The program.
    pub task: TaskView,
    /// What.
    pub kind: AbuseKind,
    /// Where and how, a line each.
    pub evidence: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it counts no more.
    pub pardoned: bool,
}

/// What is laid on an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RestrictionView {
    /// What.
    pub sanction: Sanction,
    /// Since when.
    pub since: Timestamp,
    /// Until when; `None` until an admin lifts it.
    pub until: Option<Timestamp>,
    /// Why.
    pub reason: String,
}

/// An account that is throttled or suspended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RestrictedView {
    /// Its name.
    pub user: String,
    /// What is laid on it.
    #[serde(flatten)]
    pub restriction: RestrictionView,
}

/// A step against an account, or in its favour.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// When.
    pub at: Timestamp,
    /// Who: an admin's name, `console` for commands, `rules` for the configuration's.
    pub actor: String,
    /// What: `throttle`, `suspend`, `restore`.
    pub action: String,
    /// Whose account.
    pub user: String,
    /// In words.
    pub detail: String,
}

impl App {
    /// What programs tried, and what became of their owners.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn abuse(&self, viewer: &Viewer, query: &AbuseQuery) -> Result<AbuseList> {
        viewer.must_be(Role::Admin)?;
        let limit = paging::limit(query.limit);
        let user = query.user.clone().filter(|user| !user.is_empty());
        let mut events = self.core.store.abuse_events(&AbuseFilter {
            user: user.clone(),
            kind: query.kind,
            since: query.since,
            until: query.until,
            before: query.before,
            limit: u64::from(limit) + 1,
        })?;
        let more = events.len() > limit as usize;
        events.truncate(limit as usize);
        let now = Timestamp::now();
        let restricted = self.core.store.restricted_users()?.into_iter();
        let steps = self.core.store.sanction_steps(user.as_deref(), STEPS)?;
        Ok(AbuseList {
            next: events.last().filter(|_| more).map(|last| last.id),
            events: events.into_iter().map(AbuseEventView::from).collect(),
            restricted: restricted
                .filter(|one| one.restriction.is_in_force(now))
                .map(RestrictedView::from)
                .collect(),
            steps: steps.into_iter().map(StepView::from).collect(),
        })
    }

    /// Suspends an account: its owner may log in, and send no programs.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Invalid` for `reason`.
    pub fn suspend(&self, viewer: &Viewer, name: &str, reason: &str) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let reason = reason.trim();
        if reason.is_empty()
            || reason.chars().count() > REASON
            || reason.chars().any(char::is_control)
        {
            let message = format!("say why in 1 to {REASON} characters; its owner reads it");
            return Err(Error::Invalid { field: "reason", message: message.into() });
        }
        let user = self.find_user(name)?;
        self.core.store.suspend(user.id, &viewer.name, reason)?;
        tracing::info!(by = viewer.name, user = user.name, reason, "an account was suspended");
        Ok(())
    }

    /// Lifts what is laid on an account; what led to it counts no more.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Conflict` when nothing is.
    pub fn restore(&self, viewer: &Viewer, name: &str) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        if !self.core.store.restore(user.id, &viewer.name)? {
            let message = format!("{} is neither throttled nor suspended", user.name);
            return Err(Error::Conflict(message.into()));
        }
        tracing::info!(by = viewer.name, user = user.name, "an account was restored");
        Ok(())
    }

    /// Whether the viewer may send a program now; counts it when throttled.
    pub(super) fn admit(&self, viewer: &Viewer) -> Result<()> {
        Self::must_not_be_suspended(viewer)?;
        let Some(restriction) = &viewer.restriction else { return Ok(()) };
        let pace = self.core.settings.abuse.pace;
        let Some(next) = self.core.store.pace(viewer.id, pace)? else { return Ok(()) };
        let wait = next.duration_since(Timestamp::now()).as_secs();
        let seconds = u64::try_from(wait).unwrap_or(0) + 1;
        let message = Reason::Slowed { restriction: restriction.clone(), seconds };
        Err(Error::Throttled { message, seconds })
    }

    /// Whether the viewer's account may have anything run.
    pub(super) fn must_not_be_suspended(viewer: &Viewer) -> Result<()> {
        match &viewer.restriction {
            Some(restriction) if restriction.sanction == Sanction::Suspended => {
                Err(Error::Forbidden(Reason::Restricted(restriction.clone())))
            }
            _ => Ok(()),
        }
    }
}

impl Core {
    /// Tells metrics and log of events that were just written.
    pub(super) fn count_abuse(&self, task: Task, noted: &Noted) {
        for kind in &noted.kinds {
            tracing::warn!(?task, %kind, "a program tried what it should not");
            self.observe(Observation::Abuse { kind: *kind });
        }
        if let Some(sanction) = noted.sanction {
            tracing::warn!(?task, %sanction, "an account goes on trying");
            self.observe(Observation::Sanctioned { sanction });
        }
    }
}

impl RestrictionView {
    /// What its owner is told.
    #[must_use]
    pub fn message(&self) -> String {
        let reason = &self.reason;
        match (self.sanction, self.until) {
            (Sanction::Suspended, _) => format!(
                "This account is suspended and can't send programs ({reason}). Ask an admin if \
                 this is a mistake."
            ),
            (Sanction::Throttled, until) => {
                let until = until.unwrap_or(Timestamp::MAX);
                let until = until.round(Unit::Second).unwrap_or(until).strftime("%F %T UTC");
                format!("This account may send programs only slowly until {until} ({reason}).")
            }
        }
    }
}

impl From<Restriction> for RestrictionView {
    fn from(restriction: Restriction) -> Self {
        let Restriction { sanction, since, until, reason } = restriction;
        Self { sanction, since, until, reason }
    }
}

impl From<Restricted> for RestrictedView {
    fn from(restricted: Restricted) -> Self {
        Self { user: restricted.user, restriction: restricted.restriction.into() }
    }
}

impl From<AbuseEvent> for AbuseEventView {
    fn from(event: AbuseEvent) -> Self {
        let AbuseEvent { id, user, task, kind, evidence, at, pardoned } = event;
        let evidence = evidence.lines().map(str::to_owned).collect();
        Self { id, user, task: task.into(), kind, evidence, at, pardoned }
    }
}

impl From<AuditEntry> for StepView {
    fn from(entry: AuditEntry) -> Self {
        let AuditEntry { at, actor, action, object, detail, .. } = entry;
        Self { at, actor, action, user: object, detail }
    }
}
