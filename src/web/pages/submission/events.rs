//! A submission's events as they happen.

use actix_web::{HttpRequest, web};

use super::super::{Answer, Frame};
use crate::{
    domain::SubmissionId,
    web::{State, events},
};

pub(super) async fn stream(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let (id, last) = (SubmissionId(*id), events::last_event_id(&req));
    let watch = state.ask(move |app| app.watch_submission(&viewer, id, last.as_deref())).await?;
    Ok(events::respond(watch, &state))
}
