//! The form of name and password that logging in, signing up and setting up share.

use actix_web::HttpResponse;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, filters, render};
use crate::{
    app::SessionGrant,
    web::{
        State,
        errors::{Failure, Kind},
        session,
        words::Message,
    },
};

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Credentials {
    pub name: String,
    pub password: String,
    #[serde(default)]
    pub next: String,
    #[serde(default)]
    pub token: String,
}

/// What the form's address may carry.
#[derive(Deserialize)]
pub(super) struct Arrival {
    #[serde(default)]
    pub next: String,
    #[serde(default)]
    pub token: String,
}

/// The page. What is said is keys of messages; an empty hint is none.
#[derive(Template)]
#[template(path = "account/enter.html")]
pub(super) struct EnterPage {
    pub frame: Frame,
    pub title: &'static str,
    pub intro: Option<&'static str>,
    pub refused: Option<Message>,
    pub next: String,
    pub token: String,
    /// What was typed as the name before.
    pub typed: String,
    pub name_hint: &'static str,
    pub name_wrong: Option<Message>,
    pub password_kind: &'static str,
    pub password_hint: &'static str,
    pub password_wrong: Option<Message>,
    /// A question and the address of the form for those who say yes, and what it is called.
    pub other: Option<(&'static str, &'static str, &'static str)>,
}

impl EnterPage {
    /// A bare form.
    pub fn new(frame: Frame, title: &'static str) -> Self {
        Self {
            frame,
            title,
            intro: None,
            refused: None,
            next: String::new(),
            token: String::new(),
            typed: String::new(),
            name_hint: "",
            name_wrong: None,
            password_kind: "new-password",
            password_hint: "",
            password_wrong: None,
            other: None,
        }
    }

    /// The form again, with what was typed and what is wrong with it; failures that are not of
    /// the form go on as they are.
    pub fn refuse(mut self, failure: Failure) -> Answer {
        match (failure.kind, failure.field.as_deref()) {
            (Kind::Invalid, Some("password")) => self.password_wrong = Some(*failure.detail),
            (Kind::Invalid, _) => self.name_wrong = Some(*failure.detail),
            (Kind::Unauthenticated | Kind::Forbidden | Kind::Conflict, _) => {
                self.refused = Some(*failure.detail);
            }
            _ => return Err(failure),
        }
        let mut page = render(self.frame.words, &self)?;
        *page.status_mut() = Kind::Invalid.status();
        Ok(page)
    }
}

/// Begins the session in the browser and goes where the user wanted to.
pub(super) fn entered(state: &State, grant: &SessionGrant, next: &str) -> Answer {
    let mut response = super::super::redirect(within(next));
    add(&mut response, session::begin(&grant.token, &state.config))?;
    if let Some(browser) = &grant.browser {
        add(&mut response, session::remember(browser, &state.config))?;
    }
    Ok(response)
}

/// Puts a cookie into a response.
pub(in super::super) fn add(
    response: &mut HttpResponse,
    cookie: actix_web::cookie::Cookie<'_>,
) -> Result<(), Failure> {
    response.add_cookie(&cookie).map_err(|e| Failure::internal(&e))
}

/// `next` when it is a page of this site, else home.
pub(in super::super) fn within(next: &str) -> &str {
    let here = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|c: char| c == '\\' || c.is_control());
    if here { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(within("/problems/a?b=c"), "/problems/a?b=c");
        for evil in ["", "https://evil", "//evil", "/\\evil", "/\t/evil", "evil"] {
            assert_eq!(within(evil), "/", "{evil}");
        }
    }
}
