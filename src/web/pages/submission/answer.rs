//! A file of submitted answers.

use actix_web::web;

use super::super::{Answer, Frame, download};
use crate::{domain::SubmissionId, web::State};

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    path: web::Path<(i64, String)>,
) -> Answer {
    let (id, name) = path.into_inner();
    let file = name.rsplit('/').next().unwrap_or_default().to_owned();
    let viewer = frame.signed_in()?.clone();
    let data = state.ask(move |app| app.answer(&viewer, SubmissionId(id), &name)).await?;
    Ok(download(file, data))
}
