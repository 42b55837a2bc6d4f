//! The result of a run on a sample or own input.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::{Answer, Frame, Nothing, format, redirect, render};
use crate::{
    app::{RunEnd, RunView, SampleCheck},
    domain::{RunId, Status},
    web::{State, csrf::CsrfForm},
};

/// What the run was made for; part of its address.
#[derive(Deserialize)]
pub(super) struct Purpose {
    problem: Option<String>,
    sample: Option<String>,
}

#[derive(Template)]
#[template(path = "submission/run.html")]
struct RunPage {
    frame: Frame,
    run: RunView,
    check: Option<SampleCheck>,
    problem: Option<String>,
    address: String,
}

/// The address of a run's page.
pub(super) fn address(id: RunId, problem: Option<&str>, sample: Option<&str>) -> String {
    let problem = ("problem", problem.unwrap_or_default());
    let sample = ("sample", sample.unwrap_or_default());
    let query = format::query(&[problem, sample]);
    format!("/runs/{id}{}", query.replacen('&', "?", 1))
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    purpose: web::Query<Purpose>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = RunId(*id);
    let Purpose { problem, sample } = purpose.into_inner();
    let address = address(id, problem.as_deref(), sample.as_deref());
    let asked = problem.clone();
    let (run, check) = state
        .ask(move |app| {
            let run = app.run(&viewer, id)?;
            let check = match (asked, sample) {
                (Some(problem), Some(sample)) if run.result.is_some() => {
                    Some(app.check_sample(&viewer, id, &problem, &sample)?)
                }
                _ => None,
            };
            Ok((run, check))
        })
        .await?;
    render(&RunPage { frame, run, check, problem, address })
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
    Ok(redirect(&if is_own { address(id, None, None) } else { "/admin/queue".into() }))
}
