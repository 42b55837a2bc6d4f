//! A user's page, for everybody.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, render};
use crate::{
    app::{Mark, UserPage},
    domain::Role,
    web::State,
};

#[derive(Template)]
#[template(path = "user.html")]
struct Page {
    frame: Frame,
    user: UserPage,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>, name: web::Path<String>) -> Answer {
    let user = state.ask(move |app| app.user(&name)).await?;
    render(&Page { frame, user })
}
