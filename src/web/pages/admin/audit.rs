//! The audit trail.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, csv, filters, format, render};
use crate::{
    app::{AuditList, AuditQuery},
    web::State,
};

/// The form's fields; a browser sends them empty rather than not at all.
#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    actor: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    object: String,
    before: Option<i64>,
}

impl Filter {
    fn wanted(&self) -> AuditQuery {
        AuditQuery {
            actor: Some(self.actor.clone()),
            action: Some(self.action.clone()),
            object: Some(self.object.clone()),
            before: self.before,
            limit: None,
        }
    }
}

#[derive(Template)]
#[template(path = "admin/audit.html")]
struct AuditPage {
    frame: Frame,
    list: AuditList,
    filter: Filter,
    /// The address's query, ready to append to another field.
    query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let filter = filter.into_inner();
    let wanted = filter.wanted();
    let list = state.ask(move |app| app.audit(&viewer, &wanted)).await?;
    let query = format::query(&[
        ("actor", &filter.actor),
        ("action", &filter.action),
        ("object", &filter.object),
    ]);
    render(frame.words, &AuditPage { frame, list, filter, query })
}

/// Every entry that fits, the latest first, up to a bound.
pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let wanted = AuditQuery { limit: Some(csv::PIECE), ..filter.wanted() };
    let entries = state
        .ask(move |app| {
            csv::all(|before| {
                let list = app.audit(&viewer, &AuditQuery { before, ..wanted.clone() })?;
                Ok((list.entries, list.next))
            })
        })
        .await?;
    let rows = entries.into_iter().map(|entry| {
        vec![
            entry.id.to_string(),
            entry.at.to_string(),
            entry.actor,
            entry.action,
            entry.object,
            entry.detail,
        ]
    });
    csv::table("audit", &["id", "at", "actor", "action", "object", "detail"], rows)
}
