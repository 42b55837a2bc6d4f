//! The queue, live, and what it is to do; the dead letters.

use actix_web::web;
use askama::Template;

use super::super::{Answer, Frame, csv, filters, format, redirect, render};
use crate::{
    app::{DeadLetterList, DeadQuery, Mode, NewMode, QueueView},
    web::{State, csrf::CsrfForm},
};

#[derive(Template)]
#[template(path = "admin/queue.html")]
struct QueuePage {
    frame: Frame,
    queue: QueueView,
    dead: DeadLetterList,
    /// Whose dead letters are shown, and for which problem; empty for all.
    user: String,
    problem: String,
    /// The address's query, ready to append to another field.
    query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    query: web::Query<DeadQuery>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let query = query.into_inner();
    let given = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let (user, problem) = (given(&query.user), given(&query.problem));
    let rest = format::query(&[("user", &user), ("problem", &problem)]);
    let (queue, dead) =
        state.ask(move |app| Ok((app.queue(&viewer)?, app.dead_letters(&viewer, &query)?))).await?;
    render(frame.words, &QueuePage { frame, queue, dead, user, problem, query: rest })
}

/// Every job that waits or is being done, up to a bound.
pub(super) async fn export(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let jobs = state.ask(move |app| app.jobs(&viewer, csv::MOST as u64)).await?;
    let header = ["job", "what", "class", "state", "failures", "user", "problem", "queued_at"];
    let rows = jobs.into_iter().map(|job| {
        vec![
            job.job.to_string(),
            format::task(&job.task),
            job.class.word().to_owned(),
            if job.leased { "leased" } else { "waiting" }.to_owned(),
            job.failures.to_string(),
            job.user,
            job.problem.unwrap_or_default(),
            job.queued_at.to_string(),
        ]
    });
    csv::table("queue", &header, rows)
}

pub(super) async fn set_mode(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(NewMode { mode }): CsrfForm<NewMode>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.set_queue_mode(&viewer, mode)).await?;
    Ok(redirect("/admin/queue"))
}
