//! Running a program on a sample, on own input, or on everything at once.

use actix_web::web;
use serde::Deserialize;

use super::super::{Answer, Frame, redirect};
use crate::{
    app::{NewRun, NewTrial},
    domain::TrialCaseId,
    web::{State, csrf::CsrfForm},
};

/// The part of the problem page's form that a run needs.
#[derive(Deserialize)]
pub(super) struct Trial {
    language: String,
    source: String,
    /// Name of a sample; `case:ID` of a kept case; empty for own input.
    #[serde(default)]
    sample: String,
    #[serde(default)]
    stdin: String,
}

pub(super) async fn start(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(trial): CsrfForm<Trial>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let case = trial.sample.strip_prefix("case:").and_then(|id| id.parse().ok()).map(TrialCaseId);
    let new = NewRun {
        language: trial.language,
        version: None,
        source: trial.source,
        stdin: trial.stdin,
        problem: Some(slug.into_inner()),
        sample: Some(trial.sample).filter(|name| case.is_none() && !name.is_empty()),
        case,
    };
    let run = state.ask(move |app| app.start_run(&viewer, &new)).await?;
    Ok(redirect(&format!("/runs/{}", run.id)))
}

pub(super) async fn start_all(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(trial): CsrfForm<Trial>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let problem = slug.into_inner();
    let new = NewTrial { problem, language: trial.language, source: trial.source };
    let first = state.ask(move |app| app.start_trial(&viewer, &new)).await?;
    Ok(redirect(&format!("/trials/{first}")))
}
