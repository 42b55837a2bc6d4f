//! Changing one's password.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::{
    super::{Answer, Frame, redirect},
    count_guess,
    settings::SettingsPage,
};
use crate::web::{State, csrf::CsrfForm, ratelimit::Action};

#[derive(Deserialize)]
pub(super) struct Change {
    current: String,
    password: String,
}

pub(super) async fn change(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Change>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    count_guess(&req, &state, Action::Password, &viewer.name)?;
    let keep = frame.session.clone().unwrap_or_default();
    let changed = state
        .ask(move |app| app.change_password(&viewer, &sent.current, &sent.password, &keep))
        .await;
    match changed {
        Ok(()) => Ok(redirect("/settings?done=password")),
        Err(failure) => SettingsPage::load(frame, &state).await?.refuse(failure),
    }
}
