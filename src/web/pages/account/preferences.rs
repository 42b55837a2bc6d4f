//! How one wants the editor, in which language pages are, and whether programs are recorded as they
//! grow.

use actix_web::web;
use serde::Deserialize;

use super::{
    super::{Answer, Frame, Nothing, redirect},
    enter::{add as add_cookie, within},
    settings::SettingsPage,
};
use crate::{
    app::{EditorPreferences, Keys},
    domain::Locale,
    web::{State, csrf::CsrfForm, words},
};

/// The form's fields; a browser leaves out boxes that are not ticked.
#[derive(Deserialize)]
pub(super) struct Editor {
    keys: Keys,
    font_size: u8,
    indent: u8,
    #[serde(default)]
    tabs: bool,
    #[serde(default)]
    wrap: bool,
    #[serde(default)]
    close_brackets: bool,
    #[serde(default)]
    help: bool,
}

pub(super) async fn set_editor(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(form): CsrfForm<Editor>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let Editor { keys, font_size, indent, tabs, wrap, close_brackets, help } = form;
    let new = EditorPreferences { keys, font_size, indent, tabs, wrap, close_brackets, help };
    match state.ask(move |app| app.set_editor(&viewer, &new)).await {
        Ok(()) => Ok(redirect("/settings?done=editor#editor")),
        Err(failure) => SettingsPage::load(frame, &state).await?.refuse(failure),
    }
}

#[derive(Deserialize)]
pub(super) struct Language {
    /// A language tag; what is none stands for what the browser says.
    #[serde(default)]
    locale: String,
    #[serde(default)]
    next: String,
}

/// Kept with the account, and in this browser for when nobody is logged in.
pub(super) async fn set_locale(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(choice): CsrfForm<Language>,
) -> Answer {
    let locale = Locale::from_tag(&choice.locale);
    if let Some(viewer) = frame.user {
        state.ask(move |app| app.set_locale(&viewer, locale)).await?;
    }
    let mut response = redirect(within(&choice.next));
    add_cookie(&mut response, words::cookie(locale, &state.config))?;
    Ok(response)
}

/// The form's field; a browser leaves out a box that is not ticked.
#[derive(Deserialize)]
pub(super) struct Recording {
    #[serde(default)]
    record: bool,
}

pub(super) async fn set_recording(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(Recording { record }): CsrfForm<Recording>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.set_recording(&viewer, record)).await?;
    Ok(redirect("/settings?done=recording#recording"))
}

pub(super) async fn forget_recordings(
    frame: Frame,
    state: web::Data<State>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.forget_recordings(&viewer, None)).await?;
    Ok(redirect("/settings?done=forgotten#recording"))
}
