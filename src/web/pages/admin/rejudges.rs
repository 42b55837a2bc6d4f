//! Submissions judged again, as sets.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, Nothing, filters, redirect, render};
use crate::{
    app::{NewRejudge, RejudgeQuery, RejudgeRow, RejudgeView},
    domain::{RejudgeId, RejudgeState, Status, Verdict},
    web::{State, csrf::CsrfForm},
};

#[derive(Template)]
#[template(path = "admin/rejudges.html")]
struct ListPage {
    frame: Frame,
    rejudges: Vec<RejudgeRow>,
}

pub(super) async fn list(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let rejudges = state.ask(move |app| app.rejudges(&viewer)).await?.rejudges;
    render(frame.words, &ListPage { frame, rejudges })
}

/// The form's fields; a browser sends them empty rather than not at all.
#[derive(Deserialize)]
pub(super) struct Scope {
    #[serde(default)]
    problem: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    user: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    reason: String,
}

pub(super) async fn create(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(scope): CsrfForm<Scope>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let new = NewRejudge {
        submissions: Vec::new(),
        problem: Some(scope.problem),
        language: Some(scope.language),
        user: Some(scope.user),
        verdict: Verdict::from_code(&scope.verdict),
        reason: scope.reason,
    };
    let set = state.ask(move |app| app.rejudge(&viewer, &new)).await?;
    Ok(redirect(&address(set.id)))
}

#[derive(Template)]
#[template(path = "admin/rejudge.html")]
struct SetPage {
    frame: Frame,
    set: RejudgeView,
    all: bool,
    /// The address's query, ready to append to another field.
    query: &'static str,
}

impl SetPage {
    /// Whether anything of it may still change by itself.
    fn is_live(&self) -> bool {
        self.set.row.state == RejudgeState::Open && self.set.row.waiting > 0
    }
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    query: web::Query<RejudgeQuery>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let (id, wanted) = (RejudgeId(*id), query.into_inner());
    let all = wanted.all;
    let set = state.ask(move |app| app.rejudge_set(&viewer, id, &wanted)).await?;
    render(frame.words, &SetPage { frame, set, all, query: if all { "&all=true" } else { "" } })
}

pub(super) async fn apply(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = RejudgeId(*id);
    state.ask(move |app| app.apply_rejudge(&viewer, id)).await?;
    Ok(redirect(&address(id)))
}

pub(super) async fn discard(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = RejudgeId(*id);
    state.ask(move |app| app.discard_rejudge(&viewer, id)).await?;
    Ok(redirect(&address(id)))
}

fn address(id: RejudgeId) -> String {
    format!("/admin/rejudges/{id}")
}
