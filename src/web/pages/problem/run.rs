//! Running a program on a sample or on own input.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::super::{Answer, Frame, redirect, run::address};
use crate::{
    app::NewRun,
    web::{State, client, csrf::CsrfForm, ratelimit::Action},
};

/// The part of the problem page's form that a run needs.
#[derive(Deserialize)]
pub(super) struct Trial {
    language: String,
    source: String,
    /// Name of a sample; empty for own input.
    #[serde(default)]
    sample: String,
    #[serde(default)]
    stdin: String,
}

pub(super) async fn start(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(trial): CsrfForm<Trial>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let from = client::address(&req, &state.config.http.trusted_proxies);
    state.rates.take(Action::Run, Some(&viewer.id.to_string()), from)?;
    let slug = slug.into_inner();
    let sample = Some(trial.sample).filter(|name| !name.is_empty());
    let new = NewRun {
        language: trial.language,
        version: None,
        source: trial.source,
        stdin: trial.stdin,
        problem: Some(slug.clone()),
        sample: sample.clone(),
    };
    let run = state.ask(move |app| app.start_run(&viewer, &new)).await?;
    Ok(redirect(&address(run.id, Some(&slug), sample.as_deref())))
}
