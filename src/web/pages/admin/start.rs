//! The first steps of a new server, and what the host gives.

use actix_web::web;
use askama::Template;

use super::super::{Answer, Frame, filters, render};
use crate::{app::FirstSteps, web::State};

#[derive(Template)]
#[template(path = "admin/start.html")]
struct StartPage {
    frame: Frame,
    steps: FirstSteps,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let steps = state.ask(move |app| app.first_steps(&viewer)).await?;
    render(frame.words, &StartPage { frame, steps })
}
