//! Submissions judged again, as sets.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, Nothing, csv, filters, redirect, render};
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

/// Every set.
pub(super) async fn export(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let sets = state.ask(move |app| app.rejudges(&viewer)).await?.rejudges;
    let header = [
        "id",
        "scope",
        "reason",
        "state",
        "submissions",
        "waiting",
        "failed",
        "changed",
        "author",
        "created_at",
        "closed_by",
        "closed_at",
    ];
    let rows = sets.into_iter().map(|set| {
        vec![
            set.id.to_string(),
            set.scope,
            set.reason,
            set.state.to_string(),
            set.total.to_string(),
            set.waiting.to_string(),
            set.failed.to_string(),
            set.changed.to_string(),
            set.author,
            set.created_at.to_string(),
            set.closed_by.unwrap_or_default(),
            set.closed_at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    });
    csv::table("rejudges", &header, rows)
}

/// Every submission of a set.
pub(super) async fn export_set(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = RejudgeId(*id);
    let items = state
        .ask(move |app| {
            csv::all(|page| {
                let page = page.and_then(|page| u32::try_from(page).ok()).unwrap_or(1);
                let per_page = Some(csv::PIECE);
                let query = RejudgeQuery { all: true, page: Some(page), per_page };
                let set = app.rejudge_set(&viewer, id, &query)?;
                Ok((set.submissions, (page < set.pages).then_some(i64::from(page) + 1)))
            })
        })
        .await?;
    let header = [
        "submission",
        "user",
        "problem",
        "language",
        "old_verdict",
        "old_score",
        "status",
        "verdict",
        "score",
        "stale",
    ];
    let code = |verdict: Option<Verdict>| verdict.map(|v| v.code().to_owned()).unwrap_or_default();
    let score = |score: Option<f64>| score.map(|score| score.to_string()).unwrap_or_default();
    let rows = items.into_iter().map(|item| {
        vec![
            item.submission.to_string(),
            item.user,
            item.problem,
            item.language,
            code(item.old_verdict),
            score(item.old_score),
            item.status.to_string(),
            code(item.verdict),
            score(item.score),
            item.stale.to_string(),
        ]
    });
    csv::table(&format!("rejudge-{id}"), &header, rows)
}
