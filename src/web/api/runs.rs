//! Runs on own input.

use std::time::Duration;

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use tokio::time::timeout;

use super::{
    input,
    openapi::{
        BadRequest, Broken, Conflict, Forbidden, NotFound, Timeout, TooLarge, Unauthenticated,
        Unprocessable, UnsupportedMediaType,
    },
    submissions::Taken,
};
use crate::{
    app::{NewRun, RunView, Viewer},
    domain::RunId,
    web::{State, errors::Failure, session::SignedIn},
};

/// How long a request with `?wait=true` waits.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(web::resource("/runs").route(web::post().to(start)))
        .service(super::read("/runs/{id}", show))
        .service(web::resource("/runs/{id}/cancel").route(web::post().to(cancel)));
}

/// Whether to wait for the end.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WaitQuery {
    wait: bool,
}

/// Run a program
///
/// Without `wait` it answers 202 at once. With `wait=true` it answers 200 with the ended run; a
/// run that has not ended within a minute is a 202 as well.
#[utoipa::path(
    post,
    path = "/api/v1/runs",
    operation_id = "startRun",
    tag = "runs",
    params(
        ("wait" = Option<bool>, Query,
            description = "Answer when the run has ended, or after a minute"),
    ),
    request_body = NewRun,
    responses(
        (status = 200, description = "With `wait=true`: the run has ended", body = RunView),
        (status = 202, description = "Taken; it waits for a worker", body = Taken,
            headers(("Location" = String, description = "Where the run is"))),
        BadRequest, Unauthenticated, Forbidden, NotFound, Timeout, TooLarge,
        UnsupportedMediaType, Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn start(
    caller: SignedIn,
    state: web::Data<State>,
    query: web::Query<WaitQuery>,
    input::Json(new): input::Json<NewRun>,
) -> Result<HttpResponse, Failure> {
    let viewer = caller.viewer;
    let by = viewer.clone();
    let run = state.ask(move |app| app.start_run(&by, &new)).await?;
    let ended = if query.wait { wait_for(&state, viewer, run.id).await? } else { None };
    Ok(match ended {
        Some(run) => HttpResponse::Ok().json(run),
        None => Taken::respond("runs", run.id.0, run.status),
    })
}

/// The run once it has ended; `None` when that takes too long.
async fn wait_for(state: &State, viewer: Viewer, id: RunId) -> Result<Option<RunView>, Failure> {
    let by = viewer.clone();
    let mut watch = state.ask(move |app| app.watch_run(&by, id, None)).await?;
    let mut closing = state.closing.clone();
    let end = async { while watch.next().await.is_some() {} };
    tokio::select! {
        _ = timeout(PATIENCE, end) => {}
        _ = closing.wait_for(|closing| *closing) => {}
    }
    let run = state.ask(move |app| app.run(&viewer, id)).await?;
    Ok(run.status.is_end().then_some(run))
}

/// A run
#[utoipa::path(
    get,
    path = "/api/v1/runs/{id}",
    operation_id = "getRun",
    tag = "runs",
    params(("id" = i64, Path, description = "The run's id")),
    responses(
        (status = 200, description = "The run; for its owner alone", body = RunView),
        Unauthenticated, NotFound, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn show(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<RunView>, Failure> {
    let id = RunId(id.into_inner());
    let view = state.ask(move |app| app.run(&caller.viewer, id)).await?;
    Ok(web::Json(view))
}

/// Cancel a run
///
/// Its owner may as long as no worker has begun with it, a judge until it has ended.
#[utoipa::path(
    post,
    path = "/api/v1/runs/{id}/cancel",
    operation_id = "cancelRun",
    tag = "runs",
    params(("id" = i64, Path, description = "The run's id")),
    responses(
        (status = 200, description = "The run", body = RunView),
        Unauthenticated, NotFound, Conflict, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn cancel(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<RunView>, Failure> {
    let id = RunId(id.into_inner());
    let view = state.ask(move |app| app.cancel_run(&caller.viewer, id)).await?;
    Ok(web::Json(view))
}
