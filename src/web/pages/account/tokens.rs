//! Making and revoking API tokens.

use actix_web::web;
use serde::Deserialize;

use super::{
    super::{Answer, Frame, Nothing, redirect, render},
    settings::SettingsPage,
};
use crate::web::{State, csrf::CsrfForm};

#[derive(Deserialize)]
pub(super) struct Make {
    label: String,
}

/// Answers with the page itself and not a redirect: the secret is shown this once.
pub(super) async fn create(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Make>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let made = state.ask(move |app| app.create_token(&viewer, &sent.label)).await;
    let mut page = SettingsPage::load(frame, &state).await?;
    match made {
        Ok(token) => {
            page.new_token = Some(token);
            render(page.frame.words, &page)
        }
        Err(failure) => page.refuse(failure),
    }
}

pub(super) async fn revoke(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.revoke_token(&viewer, *id)).await?;
    Ok(redirect("/settings?done=revoked"))
}
