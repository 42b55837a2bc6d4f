//! Submitting answers to an output-only problem.

use actix_web::{HttpRequest, web};

use super::super::{Answer, Frame, redirect};
use crate::{
    app::{NewFile, NewSubmission},
    web::{State, files::CsrfFiles},
};

pub(super) async fn send(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    form: web::Payload,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    // Only now is anything of it read: it may be far larger than other bodies.
    let CsrfFiles { mut fields, files } =
        CsrfFiles::read(&req, form, state.config.http.answers_bytes()).await?;
    let files = files.into_iter().map(|file| NewFile { name: file.name, data: file.data });
    let new = NewSubmission {
        problem: slug.into_inner(),
        source: fields.remove("answer").unwrap_or_default(),
        files: files.collect(),
        ..NewSubmission::default()
    };
    let submission = state.ask(move |app| app.submit(&viewer, &new)).await?;
    Ok(redirect(&submission.url))
}
