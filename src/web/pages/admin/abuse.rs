//! What programs tried, and the accounts that are throttled or suspended for it.

use actix_web::web;
use askama::Template;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;

use super::super::{Answer, Frame, Nothing, format, redirect, render};
use crate::{
    app::{AbuseList, AbuseQuery},
    domain::{AbuseKind, Sanction},
    web::{State, csrf::CsrfForm},
};

/// The form's fields; a browser sends them empty rather than not at all. Days are of UTC.
#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    user: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "admin/abuse.html")]
struct AbusePage {
    frame: Frame,
    list: AbuseList,
    filter: Filter,
    kind: Option<AbuseKind>,
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
    let user = filter.user.trim().to_owned();
    let kind = AbuseKind::from_word(&filter.kind);
    let day = SignedDuration::from_hours(24);
    let wanted = AbuseQuery {
        user: Some(user.clone()).filter(|user| !user.is_empty()),
        kind,
        since: midnight(&filter.from),
        until: midnight(&filter.to).and_then(|begin| begin.checked_add(day).ok()),
        before: filter.before,
        limit: None,
    };
    let list = state.ask(move |app| app.abuse(&viewer, &wanted)).await?;
    let query = format::query(&[
        ("user", &user),
        ("kind", &filter.kind),
        ("from", &filter.from),
        ("to", &filter.to),
    ]);
    render(&AbusePage { frame, list, filter, kind, query })
}

/// When a day of the form begins; nothing for what is no day.
fn midnight(day: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    day.to_zoned(TimeZone::UTC).ok().map(|begin| begin.timestamp())
}

#[derive(Deserialize)]
pub(super) struct Suspension {
    name: String,
    reason: String,
}

pub(super) async fn suspend(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(Suspension { name, reason }): CsrfForm<Suspension>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.suspend(&viewer, name.trim(), &reason)).await?;
    Ok(redirect("/admin/abuse"))
}

pub(super) async fn restore(
    frame: Frame,
    state: web::Data<State>,
    name: web::Path<String>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.restore(&viewer, &name)).await?;
    Ok(redirect("/admin/abuse"))
}
