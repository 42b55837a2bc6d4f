//! What a user may do.

use actix_web::web;
use serde::Deserialize;

use super::super::{Answer, Frame, redirect};
use crate::{
    domain::Role,
    web::{State, csrf::CsrfForm},
};

#[derive(Deserialize)]
pub(super) struct Rank {
    role: Role,
}

#[derive(Deserialize)]
pub(super) struct Access {
    disabled: bool,
}

pub(super) async fn set_role(
    frame: Frame,
    state: web::Data<State>,
    name: web::Path<String>,
    CsrfForm(Rank { role }): CsrfForm<Rank>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.set_role(&viewer, &name, role)).await?;
    Ok(redirect("/admin/users"))
}

pub(super) async fn set_disabled(
    frame: Frame,
    state: web::Data<State>,
    name: web::Path<String>,
    CsrfForm(Access { disabled }): CsrfForm<Access>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.set_disabled(&viewer, &name, disabled)).await?;
    Ok(redirect("/admin/users"))
}
