//! The problems as admins see them.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, csv, filters, redirect, render};
use crate::{
    app::{AdminProblem, FindingView, Uploaded},
    domain::{BestBy, Feedback},
    web::{State, csrf::CsrfForm, errors::Failure},
};

#[derive(Template)]
#[template(path = "admin/problems.html")]
pub(super) struct ProblemsPage {
    pub frame: Frame,
    problems: Vec<AdminProblem>,
    /// Largest archive, MiB.
    package_mib: u64,
    /// What became of a package just now.
    pub uploaded: Option<Uploaded>,
    /// What is wrong with the form that was sent.
    pub wrong: String,
    /// What is wrong with the package in it.
    pub findings: Vec<FindingView>,
}

impl ProblemsPage {
    /// The page as it stands.
    pub async fn load(frame: Frame, state: &State) -> Result<Self, Failure> {
        let viewer = frame.signed_in()?.clone();
        let problems = state.ask(move |app| app.admin_problems(&viewer)).await?;
        Ok(Self {
            frame,
            problems,
            package_mib: state.config.http.package_mib,
            uploaded: None,
            wrong: String::new(),
            findings: Vec::new(),
        })
    }
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let page = ProblemsPage::load(frame, &state).await?;
    render(page.frame.words, &page)
}

/// Every problem.
pub(super) async fn export(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let problems = state.ask(move |app| app.admin_problems(&viewer)).await?;
    let header = [
        "slug",
        "name",
        "version",
        "imported_at",
        "hidden",
        "embargo",
        "tests",
        "submissions",
        "solvers",
    ];
    let rows = problems.into_iter().map(|problem| {
        vec![
            problem.slug,
            problem.name,
            problem.version.to_string(),
            problem.imported_at.to_string(),
            problem.hidden.to_string(),
            problem.embargo.map(|until| until.to_string()).unwrap_or_default(),
            problem.tests.to_string(),
            problem.submissions.to_string(),
            problem.solvers.to_string(),
        ]
    });
    csv::table("problems", &header, rows)
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

#[derive(Deserialize)]
pub(super) struct Judging {
    feedback: Feedback,
    best_by: BestBy,
}

pub(super) async fn set_judging(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(Judging { feedback, best_by }): CsrfForm<Judging>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.set_problem_judging(&viewer, &slug, feedback, best_by)).await?;
    Ok(redirect("/admin/problems"))
}
