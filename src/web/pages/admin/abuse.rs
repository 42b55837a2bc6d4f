//! What programs tried, and the accounts that are throttled or suspended for it.

use actix_web::web;
use askama::Template;
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;

use super::super::{Answer, Frame, Nothing, csv, filters, format, redirect, render};
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

impl Filter {
    fn wanted(&self) -> AbuseQuery {
        let day = SignedDuration::from_hours(24);
        AbuseQuery {
            user: Some(self.user.trim().to_owned()).filter(|user| !user.is_empty()),
            kind: AbuseKind::from_word(&self.kind),
            since: midnight(&self.from),
            until: midnight(&self.to).and_then(|begin| begin.checked_add(day).ok()),
            before: self.before,
            limit: None,
        }
    }
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
    let wanted = filter.wanted();
    let kind = wanted.kind;
    let list = state.ask(move |app| app.abuse(&viewer, &wanted)).await?;
    let query = format::query(&[
        ("user", filter.user.trim()),
        ("kind", &filter.kind),
        ("from", &filter.from),
        ("to", &filter.to),
    ]);
    render(frame.words, &AbusePage { frame, list, filter, kind, query })
}

/// When a day of the form begins; nothing for what is no day.
fn midnight(day: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    day.to_zoned(TimeZone::UTC).ok().map(|begin| begin.timestamp())
}

/// Every event that fits, the latest first, up to a bound.
pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let wanted = AbuseQuery { limit: Some(csv::PIECE), ..filter.wanted() };
    let events = state
        .ask(move |app| {
            csv::all(|before| {
                let list = app.abuse(&viewer, &AbuseQuery { before, ..wanted.clone() })?;
                Ok((list.events, list.next))
            })
        })
        .await?;
    let rows = events.into_iter().map(|event| {
        vec![
            format::task(&event.task),
            event.user,
            event.kind.to_string(),
            event.evidence.join(" | "),
            event.at.to_string(),
            event.pardoned.to_string(),
        ]
    });
    csv::table("abuse", &["program", "user", "kind", "evidence", "at", "pardoned"], rows)
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
