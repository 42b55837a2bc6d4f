//! Submitting a program.

use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::super::{Answer, Frame, redirect};
use crate::{
    app::NewSubmission,
    web::{State, client, csrf::CsrfForm, ratelimit::Action},
};

/// The part of the problem page's form that submitting needs.
#[derive(Deserialize)]
pub(super) struct Program {
    language: String,
    source: String,
}

pub(super) async fn send(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(program): CsrfForm<Program>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let address = client::address(&req, &state.config.http.trusted_proxies);
    state.rates.take(Action::Submit, Some(&viewer.id.to_string()), address)?;
    let new = NewSubmission {
        problem: slug.into_inner(),
        language: program.language,
        version: None,
        source: program.source,
        files: Vec::new(),
    };
    let submission = state
        .ask(move |app| {
            // Without script too, a program that is refused is in the editor again.
            let kept = app.save_draft(&viewer, &new.problem, &new.language, None, &new.source);
            kept.and_then(|()| app.submit(&viewer, &new))
        })
        .await?;
    Ok(redirect(&submission.url))
}
