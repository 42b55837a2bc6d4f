//! The problems as admins see them.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, redirect, render};
use crate::{
    app::AdminProblem,
    web::{State, csrf::CsrfForm},
};

#[derive(Template)]
#[template(path = "admin/problems.html")]
struct ProblemsPage {
    frame: Frame,
    problems: Vec<AdminProblem>,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let problems = state.ask(move |app| app.admin_problems(&viewer)).await?;
    render(&ProblemsPage { frame, problems })
}

#[derive(Deserialize)]
pub(super) struct Visibility {
    hidden: bool,
}

pub(super) async fn set_hidden(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(Visibility { hidden }): CsrfForm<Visibility>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.set_problem_hidden(&viewer, &slug, hidden)).await?;
    Ok(redirect("/admin/problems"))
}
