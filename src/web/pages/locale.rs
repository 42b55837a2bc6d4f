//! Choosing the language of the pages.

use actix_web::web;
use serde::Deserialize;

use super::{
    Answer, Frame,
    account::{add_cookie, within},
    redirect,
};
use crate::{
    domain::Locale,
    web::{State, csrf::CsrfForm, words},
};

#[derive(Deserialize)]
pub(super) struct Choice {
    /// A language tag; what is none stands for what the browser says.
    #[serde(default)]
    locale: String,
    #[serde(default)]
    next: String,
}

/// Kept with the account, and in this browser for when nobody is logged in.
pub(super) async fn set(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(choice): CsrfForm<Choice>,
) -> Answer {
    let locale = Locale::from_tag(&choice.locale);
    if let Some(viewer) = frame.user {
        state.ask(move |app| app.set_locale(&viewer, locale)).await?;
    }
    let mut response = redirect(within(&choice.next));
    add_cookie(&mut response, words::cookie(locale, &state.config))?;
    Ok(response)
}
