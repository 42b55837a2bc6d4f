//! Making an account.

use actix_web::web;

use super::{
    super::{Answer, Frame, redirect, render},
    enter::{Arrival, Credentials, EnterPage, entered, within},
};
use crate::web::{State, csrf::CsrfForm};

fn form(frame: Frame, next: String) -> EnterPage {
    EnterPage {
        next,
        name_hint: "account-name-hint",
        password_hint: "account-password-hint",
        other: Some(("sign-up-have-one", "/login", "log-in")),
        ..EnterPage::new(frame, "sign-up")
    }
}

pub(super) async fn show(frame: Frame, arrival: web::Query<Arrival>) -> Answer {
    if frame.user.is_some() {
        return Ok(redirect(within(&arrival.next)));
    }
    render(frame.words, &form(frame, arrival.into_inner().next))
}

pub(super) async fn send(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Credentials>,
) -> Answer {
    let name = sent.name.clone();
    match state.ask(move |app| app.sign_up(&name, &sent.password)).await {
        Ok(grant) => entered(&state, &grant, &sent.next),
        Err(failure) => EnterPage { typed: sent.name, ..form(frame, sent.next) }.refuse(failure),
    }
}
