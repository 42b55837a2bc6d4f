//! The audit trail.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, filters, format, render};
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
    let wanted = AuditQuery {
        actor: Some(filter.actor.clone()),
        action: Some(filter.action.clone()),
        object: Some(filter.object.clone()),
        before: filter.before,
        limit: None,
    };
    let list = state.ask(move |app| app.audit(&viewer, &wanted)).await?;
    let query = format::query(&[
        ("actor", &filter.actor),
        ("action", &filter.action),
        ("object", &filter.object),
    ]);
    render(frame.words, &AuditPage { frame, list, filter, query })
}
