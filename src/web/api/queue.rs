//! The queue and its dead letters, for admins.

use actix_web::web;

use super::{
    input,
    openapi::{
        BadRequest, Broken, Forbidden, Unauthenticated, Unprocessable, UnsupportedMediaType,
    },
};
use crate::{
    app::{
        self, App, DeadLetterList, DeadOutcome, DeadPick, DeadQuery, ModeView, NewMode, QueueView,
        Viewer,
    },
    web::{State, errors::Failure, session::SignedIn},
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(super::read("/queue", show))
        .service(web::resource("/queue/mode").route(web::put().to(set_mode)))
        .service(super::read("/dead-letters", list))
        .service(web::resource("/dead-letters/retry").route(web::post().to(retry)))
        .service(web::resource("/dead-letters/discard").route(web::post().to(discard)));
}

/// The queue at this moment
///
/// What waits by class, what is under way, the workers. For admins.
#[utoipa::path(
    get,
    path = "/api/v1/queue",
    operation_id = "getQueue",
    tag = "administration",
    responses(
        (status = 200, description = "The queue", body = QueueView),
        Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn show(
    caller: SignedIn,
    state: web::Data<State>,
) -> Result<web::Json<QueueView>, Failure> {
    Ok(web::Json(state.ask(move |app| app.queue(&caller.viewer)).await?))
}

/// Pause, drain or resume the queue
///
/// `paused` takes programs and begins with none, `draining` takes none and judges what waits,
/// `running` does both. What is under way goes on, and the mode outlives a restart. For admins.
#[utoipa::path(
    put,
    path = "/api/v1/queue/mode",
    operation_id = "setQueueMode",
    tag = "administration",
    request_body = NewMode,
    responses(
        (status = 200, description = "The mode", body = ModeView),
        BadRequest, Unauthenticated, Forbidden, UnsupportedMediaType, Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn set_mode(
    caller: SignedIn,
    state: web::Data<State>,
    input::Json(new): input::Json<NewMode>,
) -> Result<web::Json<ModeView>, Failure> {
    let mode = state.ask(move |app| app.set_queue_mode(&caller.viewer, new.mode)).await?;
    Ok(web::Json(mode))
}

/// Dead letters, the last sent first
///
/// Jobs whose judging failed too often, with the reason and the log of each attempt. For admins.
#[utoipa::path(
    get,
    path = "/api/v1/dead-letters",
    operation_id = "listDeadLetters",
    tag = "administration",
    params(DeadQuery),
    responses(
        (status = 200, description = "A page of them", body = DeadLetterList),
        BadRequest, Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn list(
    caller: SignedIn,
    state: web::Data<State>,
    query: web::Query<DeadQuery>,
) -> Result<web::Json<DeadLetterList>, Failure> {
    Ok(web::Json(state.ask(move |app| app.dead_letters(&caller.viewer, &query)).await?))
}

/// Put dead letters back into the queue
///
/// With all their attempts; submissions are judged by the current versions of their problems. For
/// admins.
#[utoipa::path(
    post,
    path = "/api/v1/dead-letters/retry",
    operation_id = "retryDeadLetters",
    tag = "administration",
    request_body = DeadPick,
    responses(
        (status = 200, description = "With which it was done", body = DeadOutcome),
        BadRequest, Unauthenticated, Forbidden, UnsupportedMediaType, Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn retry(
    caller: SignedIn,
    state: web::Data<State>,
    pick: input::Json<DeadPick>,
) -> Result<web::Json<DeadOutcome>, Failure> {
    with_picked(caller, &state, pick, App::retry_dead_letters).await
}

/// Give dead letters up
///
/// A submission keeps the verdict it had, or ends with JE, which costs nothing. For admins.
#[utoipa::path(
    post,
    path = "/api/v1/dead-letters/discard",
    operation_id = "discardDeadLetters",
    tag = "administration",
    request_body = DeadPick,
    responses(
        (status = 200, description = "With which it was done", body = DeadOutcome),
        BadRequest, Unauthenticated, Forbidden, UnsupportedMediaType, Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn discard(
    caller: SignedIn,
    state: web::Data<State>,
    pick: input::Json<DeadPick>,
) -> Result<web::Json<DeadOutcome>, Failure> {
    with_picked(caller, &state, pick, App::discard_dead_letters).await
}

/// Does something with the dead letters that are picked.
async fn with_picked(
    caller: SignedIn,
    state: &State,
    input::Json(pick): input::Json<DeadPick>,
    act: fn(&App, &Viewer, &DeadPick) -> app::Result<DeadOutcome>,
) -> Result<web::Json<DeadOutcome>, Failure> {
    let outcome = state.ask(move |app| act(app, &caller.viewer, &pick)).await?;
    Ok(web::Json(outcome))
}
