//! One's own settings: the editor, API tokens, the password.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, filters, render};
use crate::{
    app::{Keys, NewToken, Preferences, RecordingView, TokenView},
    web::{
        State,
        errors::{Failure, Kind},
        words::Message,
    },
};

#[derive(Template)]
#[template(path = "account/settings.html")]
pub(super) struct SettingsPage {
    pub frame: Frame,
    tokens: Vec<TokenView>,
    preferences: Preferences,
    /// What is recorded of the viewer's programs.
    recordings: Vec<RecordingView>,
    preferences_wrong: Option<Message>,
    pub new_token: Option<NewToken>,
    /// What was done just now.
    done: Option<&'static str>,
    label_wrong: Option<Message>,
    current_wrong: Option<Message>,
    password_wrong: Option<Message>,
}

impl SettingsPage {
    /// The page as it stands.
    pub async fn load(frame: Frame, state: &State) -> Result<Self, Failure> {
        let viewer = frame.signed_in()?.clone();
        let (tokens, preferences, recordings) = state
            .ask(move |app| {
                let preferences = app.preferences(&viewer)?;
                Ok((app.tokens(&viewer)?, preferences, app.recordings(&viewer)?))
            })
            .await?;
        Ok(Self {
            frame,
            tokens,
            preferences,
            recordings,
            preferences_wrong: None,
            new_token: None,
            done: None,
            label_wrong: None,
            current_wrong: None,
            password_wrong: None,
        })
    }

    /// The page with what is wrong with the form that was sent; failures that are not of a form
    /// go on as they are.
    pub fn refuse(mut self, failure: Failure) -> Answer {
        match (failure.kind, failure.field.as_deref()) {
            (Kind::Invalid, Some("password")) => self.password_wrong = Some(*failure.detail),
            (Kind::Invalid, Some("current")) => self.current_wrong = Some(*failure.detail),
            (Kind::Invalid, Some("font_size" | "indent")) => {
                self.preferences_wrong = Some(*failure.detail);
            }
            (Kind::Invalid | Kind::Conflict, _) => self.label_wrong = Some(*failure.detail),
            _ => return Err(failure),
        }
        let mut page = render(self.frame.words, &self)?;
        *page.status_mut() = Kind::Invalid.status();
        Ok(page)
    }
}

/// What was done just now, to be said on the page.
#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    done: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    after: web::Query<After>,
) -> Answer {
    let mut page = SettingsPage::load(frame, &state).await?;
    page.done = match after.done.as_str() {
        "password" => Some("settings-done-password"),
        "editor" => Some("settings-done-editor"),
        "recording" => Some("settings-done-recording"),
        "forgotten" => Some("settings-done-forgotten"),
        "revoked" => Some("settings-done-revoked"),
        _ => None,
    };
    render(page.frame.words, &page)
}
