//! Logging out.

use actix_web::web;

use super::{
    super::{Answer, Frame, Nothing, redirect},
    enter::add,
};
use crate::web::{State, csrf::CsrfForm, session};

pub(super) async fn send(frame: Frame, state: web::Data<State>, _: CsrfForm<Nothing>) -> Answer {
    if let Some(session) = frame.session {
        state.ask(move |app| app.log_out(&session)).await?;
    }
    let mut response = redirect("/");
    add(&mut response, session::end(&state.config))?;
    Ok(response)
}
