//! Submitting answers to an output-only problem.

use actix_web::web;

use super::super::{Answer, Frame, redirect};
use crate::{
    app::{NewFile, NewSubmission},
    web::{State, files::CsrfFiles},
};

pub(super) async fn send(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    upload: CsrfFiles,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let CsrfFiles { mut fields, files } = upload;
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
