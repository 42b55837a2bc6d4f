//! Submitting a program.

use actix_web::web;
use serde::Deserialize;

use super::super::{Answer, Frame, redirect};
use crate::{
    app::{DraftState, NewSubmission},
    web::{State, csrf::CsrfForm},
};

/// The part of the problem page's form that submitting needs.
#[derive(Deserialize)]
pub(super) struct Program {
    language: String,
    source: String,
}

pub(super) async fn send(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(program): CsrfForm<Program>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let new = NewSubmission {
        problem: slug.into_inner(),
        language: program.language,
        version: None,
        source: program.source,
        files: Vec::new(),
    };
    let submission = state
        .ask(move |app| {
            let submitted = app.submit(&viewer, &new);
            if submitted.is_err() {
                // Without script too, a program that is refused is in the editor again. Why this
                // may fail, the refusal says.
                let NewSubmission { problem, language, source, .. } = new;
                let _ =
                    app.save_draft(&viewer, &problem, &DraftState { language, source, base: None });
            }
            submitted
        })
        .await?;
    Ok(redirect(&submission.url))
}
