//! Logging in.

use actix_web::{HttpRequest, web};

use super::{
    super::{Answer, Frame, redirect, render},
    enter::{Arrival, Credentials, EnterPage, entered, within},
};
use crate::{
    app::Origin,
    web::{State, client, csrf::CsrfForm, session},
};

fn form(frame: Frame, next: String) -> EnterPage {
    EnterPage {
        next,
        password_kind: "current-password",
        other: Some(("log-in-none-yet", "/signup", "sign-up")),
        ..EnterPage::new(frame, "log-in")
    }
}

pub(super) async fn show(frame: Frame, arrival: web::Query<Arrival>) -> Answer {
    if frame.user.is_some() {
        return Ok(redirect(within(&arrival.next)));
    }
    render(frame.words, &form(frame, arrival.into_inner().next))
}

pub(super) async fn send(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Credentials>,
) -> Answer {
    let address = client::address(&req, &state.config.http.trusted_proxies);
    let from = Origin { network: client::network(address), browser: session::browser(&req) };
    let name = sent.name.clone();
    match state.ask(move |app| app.log_in(&name, &sent.password, &from)).await {
        Ok(grant) => entered(&state, &grant, &sent.next),
        Err(failure) => EnterPage { typed: sent.name, ..form(frame, sent.next) }.refuse(failure),
    }
}
