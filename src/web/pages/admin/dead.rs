//! What becomes of a dead letter.

use actix_web::web;

use super::super::{Answer, Frame, Nothing, redirect};
use crate::{
    domain::JobId,
    web::{State, csrf::CsrfForm},
};

pub(super) async fn retry(
    frame: Frame,
    state: web::Data<State>,
    job: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.retry_dead_letter(&viewer, JobId(*job))).await?;
    Ok(redirect("/admin/queue"))
}

pub(super) async fn discard(
    frame: Frame,
    state: web::Data<State>,
    job: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.discard_dead_letter(&viewer, JobId(*job))).await?;
    Ok(redirect("/admin/queue"))
}
