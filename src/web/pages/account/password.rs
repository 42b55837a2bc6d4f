//! Changing one's password.

use actix_web::web;
use serde::Deserialize;

use super::{
    super::{Answer, Frame, redirect},
    settings::SettingsPage,
};
use crate::web::{State, csrf::CsrfForm};

#[derive(Deserialize)]
pub(super) struct Change {
    current: String,
    password: String,
}

pub(super) async fn change(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Change>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let keep = frame.session.clone().unwrap_or_default();
    let changed = state
        .ask(move |app| app.change_password(&viewer, &sent.current, &sent.password, &keep))
        .await;
    match changed {
        Ok(()) => Ok(redirect("/settings?done=password")),
        Err(failure) => SettingsPage::load(frame, &state).await?.refuse(failure),
    }
}
