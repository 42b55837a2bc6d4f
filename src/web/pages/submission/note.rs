//! One's own note on a submission.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::super::{Answer, Frame, redirect};
use crate::{
    domain::SubmissionId,
    web::{State, csrf::CsrfForm},
};

#[derive(Deserialize)]
pub(super) struct Note {
    #[serde(default)]
    note: String,
    /// Sent by the script, which stays on the page.
    #[serde(default)]
    scripted: bool,
}

pub(super) async fn set(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    CsrfForm(Note { note, scripted }): CsrfForm<Note>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let id = SubmissionId(*id);
    state.ask(move |app| app.set_note(&viewer, id, &note)).await?;
    Ok(match scripted {
        true => HttpResponse::NoContent().finish(),
        false => redirect(&format!("/submissions/{id}#note")),
    })
}
