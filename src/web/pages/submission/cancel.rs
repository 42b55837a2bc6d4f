//! Taking a submission back.

use actix_web::web;

use super::super::{Answer, Frame, Nothing, redirect};
use crate::{
    domain::SubmissionId,
    web::{State, csrf::CsrfForm},
};

pub(super) async fn send(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = SubmissionId(*id);
    let submission = state.ask(move |app| app.cancel_submission(&viewer, id)).await?;
    Ok(redirect(&submission.url))
}
