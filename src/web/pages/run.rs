//! The results of runs on samples and own input: of one, and of all that were asked for together.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, Nothing, difference::Difference, filters, redirect, render};
use crate::{
    app::{RunEnd, RunView, TrialView},
    domain::{RunId, Status},
    web::{State, csrf::CsrfForm},
};

/// A run, with its output held against the expected one.
struct Shown {
    run: RunView,
    difference: Difference,
}

impl Shown {
    fn new(run: RunView) -> Self {
        let compared = run.result.as_ref().zip(run.check.as_ref());
        let difference =
            compared.map(|(result, check)| Difference::new(&check.expected, &result.stdout));
        Self { run, difference: difference.unwrap_or_default() }
    }
}

#[derive(Template)]
#[template(path = "submission/run.html")]
struct RunPage {
    frame: Frame,
    shown: Shown,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>, id: web::Path<i64>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let run = state.ask(move |app| app.run(&viewer, RunId(*id))).await?;
    render(frame.words, &RunPage { frame, shown: Shown::new(run) })
}

#[derive(Template)]
#[template(path = "submission/trial.html")]
struct TrialPage {
    frame: Frame,
    first: RunId,
    problem: String,
    under_way: bool,
    right: usize,
    compared: usize,
    runs: Vec<Shown>,
}

pub(super) async fn show_trial(
    frame: Frame,
    state: web::Data<State>,
    first: web::Path<i64>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let trial = state.ask(move |app| app.trial(&viewer, RunId(*first))).await?;
    let (under_way, right) = (trial.is_under_way(), trial.right());
    let TrialView { first, problem, runs } = trial;
    let compared = runs.iter().filter(|run| run.check.is_some()).count();
    let runs = runs.into_iter().map(Shown::new).collect();
    render(frame.words, &TrialPage { frame, first, problem, under_way, right, compared, runs })
}

pub(super) async fn cancel(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = RunId(*id);
    let is_own = state
        .ask(move |app| {
            app.cancel_run(&viewer, id)?;
            Ok(app.run(&viewer, id).is_ok())
        })
        .await?;
    // Runs of others are nobody's to see.
    Ok(redirect(&if is_own { format!("/runs/{id}") } else { "/admin/queue".into() }))
}
