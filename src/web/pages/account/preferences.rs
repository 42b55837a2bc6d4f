//! How one wants the editor.

use actix_web::web;
use serde::Deserialize;

use super::{
    super::{Answer, Frame, redirect},
    settings::SettingsPage,
};
use crate::{
    app::{Keys, Preferences},
    web::{State, csrf::CsrfForm},
};

/// The form's fields; a browser leaves out boxes that are not ticked.
#[derive(Deserialize)]
pub(super) struct Form {
    keys: Keys,
    font_size: u8,
    indent: u8,
    #[serde(default)]
    tabs: bool,
    #[serde(default)]
    wrap: bool,
    #[serde(default)]
    close_brackets: bool,
}

pub(super) async fn set(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(form): CsrfForm<Form>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let Form { keys, font_size, indent, tabs, wrap, close_brackets } = form;
    let new =
        Preferences { keys, font_size, indent, tabs, wrap, close_brackets, locale: viewer.locale };
    match state.ask(move |app| app.set_preferences(&viewer, &new)).await {
        Ok(()) => Ok(redirect("/settings?done=editor#editor")),
        Err(failure) => SettingsPage::load(frame, &state).await?.refuse(failure),
    }
}
