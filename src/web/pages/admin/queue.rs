//! The queue, live, and what it is to do; the dead letters.

use actix_web::web;
use askama::Template;

use super::super::{Answer, Frame, filters, redirect, render};
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
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    query: web::Query<DeadQuery>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let query = query.into_inner();
    let (queue, dead) =
        state.ask(move |app| Ok((app.queue(&viewer)?, app.dead_letters(&viewer, &query)?))).await?;
    render(frame.words, &QueuePage { frame, queue, dead })
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
