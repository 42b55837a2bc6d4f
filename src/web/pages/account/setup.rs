//! The first admin, by the link that the console prints while there is none.

use actix_web::web;

use super::{
    super::{Answer, Frame, render},
    enter::{Arrival, Credentials, EnterPage, entered},
};
use crate::web::{
    State,
    csrf::CsrfForm,
    errors::{Failure, Kind},
};

fn form(frame: Frame, token: String) -> EnterPage {
    EnterPage {
        intro: Some("setup-intro"),
        token,
        password_hint: "setup-password-hint",
        ..EnterPage::new(frame, "setup")
    }
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    arrival: web::Query<Arrival>,
) -> Answer {
    let token = arrival.token.clone();
    if !state.ask(move |app| app.setup_is_open(&token)).await? {
        return Err(Failure::told(Kind::Forbidden, "setup-link-used"));
    }
    render(frame.words, &form(frame, arrival.into_inner().token))
}

pub(super) async fn send(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Credentials>,
) -> Answer {
    let (token, name) = (sent.token.clone(), sent.name.clone());
    match state.ask(move |app| app.set_up(&token, &name, &sent.password)).await {
        Ok(grant) => entered(&state, &grant, "/admin/start"),
        Err(failure) => EnterPage { typed: sent.name, ..form(frame, sent.token) }.refuse(failure),
    }
}
