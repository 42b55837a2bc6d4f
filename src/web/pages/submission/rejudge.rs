//! Judging a submission again.

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
    state.ask(move |app| app.rejudge(&viewer, id)).await?;
    Ok(redirect(&format!("/submissions/{id}")))
}
