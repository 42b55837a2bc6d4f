//! The queue, live, and the dead letters.

use actix_web::web;
use askama::Template;

use super::super::{Answer, Frame, render};
use crate::{
    app::{DeadLetter, QueueView},
    web::State,
};

#[derive(Template)]
#[template(path = "admin/queue.html")]
struct QueuePage {
    frame: Frame,
    queue: QueueView,
    dead: Vec<DeadLetter>,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let (queue, dead) =
        state.ask(move |app| Ok((app.queue(&viewer)?, app.dead_letters(&viewer)?))).await?;
    render(&QueuePage { frame, queue, dead })
}
