//! The audit trail: who did what to whom.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Result, Viewer, paging};
use crate::{
    domain::Role,
    store::{AuditEntry, AuditFilter},
};

/// Which entries to list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AuditQuery {
    /// By this account, `console` for commands, or `rules` for the server's own.
    pub actor: Option<String>,
    /// Of this kind: `suspend`, `role`, ….
    pub action: Option<String>,
    /// About this account or thing: `ada`, `problem sums`, `rejudge 7`.
    pub object: Option<String>,
    /// Older than this entry: `next` of the page before.
    pub before: Option<i64>,
    /// How many, 1–200; 50 when missing.
    pub limit: Option<u32>,
}

/// A page of the trail.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditList {
    /// The entries.
    pub entries: Vec<AuditView>,
    /// `before` of the next page, when there is one.
    pub next: Option<i64>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditView {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// To whom, or to what.
    pub object: String,
    /// In words.
    pub detail: String,
}

impl App {
    /// What admins, judges, commands and the server's own rules did, newest first.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn audit(&self, viewer: &Viewer, query: &AuditQuery) -> Result<AuditList> {
        viewer.must_be(Role::Admin)?;
        let limit = paging::limit(query.limit);
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let mut entries = self.core.store.audit(&AuditFilter {
            actor: given(&query.actor),
            action: given(&query.action),
            object: given(&query.object),
            before: query.before,
            limit: u64::from(limit) + 1,
        })?;
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        Ok(AuditList {
            next: entries.last().filter(|_| more).map(|last| last.id),
            entries: entries.into_iter().map(AuditView::from).collect(),
        })
    }
}

impl From<AuditEntry> for AuditView {
    fn from(entry: AuditEntry) -> Self {
        let AuditEntry { id, at, actor, action, object, detail } = entry;
        Self { id, at, actor, action, object, detail }
    }
}
