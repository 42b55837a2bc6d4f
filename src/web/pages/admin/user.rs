//! One user, as admins see them.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, filters, redirect, render};
use crate::{
    app::UserRow,
    web::{State, csrf::CsrfForm},
};

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage {
    frame: Frame,
    user: UserRow,
    /// Every class.
    classes: Vec<String>,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>, name: web::Path<String>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let (user, classes) = state
        .ask(move |app| Ok((app.user_row(&viewer, &name)?, app.classrooms(Some(&viewer))?)))
        .await?;
    render(frame.words, &UserPage { frame, user, classes })
}

/// The form's fields: `class` as often as classes are ticked.
type Fields = Vec<(String, String)>;

pub(super) async fn set_classes(
    frame: Frame,
    state: web::Data<State>,
    name: web::Path<String>,
    CsrfForm(fields): CsrfForm<Fields>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let address = format!("/admin/users/{name}");
    let classes = fields.into_iter().filter(|(field, _)| field == "class").map(|(_, class)| class);
    let classes = classes.collect();
    state.ask(move |app| app.set_classrooms_of(&viewer, &name, classes)).await?;
    Ok(redirect(&address))
}

#[derive(Template)]
#[template(path = "admin/password.html")]
struct SlipPage {
    frame: Frame,
    name: String,
    password: String,
}

#[derive(Deserialize)]
pub(super) struct Reset {
    /// Whether API tokens are revoked too; a browser leaves out a box that is not ticked.
    #[serde(default)]
    tokens: bool,
}

/// The answer is the slip itself: the password is nowhere but on it.
pub(super) async fn reset_password(
    frame: Frame,
    state: web::Data<State>,
    name: web::Path<String>,
    CsrfForm(Reset { tokens }): CsrfForm<Reset>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let name = name.into_inner();
    let of = name.clone();
    let password = state.ask(move |app| app.reset_password(&viewer, &of, tokens)).await?;
    render(frame.words, &SlipPage { frame, name, password })
}
