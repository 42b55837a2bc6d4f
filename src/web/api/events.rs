//! The streams of events.

use actix_web::{HttpRequest, HttpResponse, web};

use super::openapi::{Broken, Forbidden, NotFound, Unauthenticated, Unprocessable};
use crate::{
    app::{self, App, LeaderboardQuery, Viewer, Watch},
    domain::{RunId, SubmissionId},
    web::{State, errors::Failure, events, session::SignedIn},
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(web::resource("/submissions/{id}/events").route(web::get().to(submission)))
        .service(web::resource("/runs/{id}/events").route(web::get().to(run)))
        .service(web::resource("/trials/events").route(web::get().to(runs)))
        .service(web::resource("/leaderboard/events").route(web::get().to(leaderboard)))
        .service(web::resource("/queue/events").route(web::get().to(queue)))
        .service(web::resource("/rejudges/events").route(web::get().to(rejudges)));
}

/// A submission's events
///
/// Server-sent events: `queued`, `compiling`, `running {tests}`, `test {index, …}` for each test,
/// and `done {…}` or `dead` at the end. An event's id is `attempt.place`; with `Last-Event-ID` the
/// stream goes on after it, even after a restart of the server. When all was told before, the
/// answer is 204.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/events",
    operation_id = "streamSubmission",
    tag = "submissions",
    params(
        ("id" = i64, Path, description = "The submission's id"),
        ("Last-Event-ID" = Option<String>, Header, description = "The last event seen"),
    ),
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream",
            body = String),
        (status = 204, description = "There is nothing more to tell"),
        Unauthenticated, Forbidden, NotFound, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn submission(
    caller: SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<HttpResponse, Failure> {
    let (id, last) = (SubmissionId(id.into_inner()), events::last_event_id(&request));
    let watch =
        state.ask(move |app| app.watch_submission(&caller.viewer, id, last.as_deref())).await?;
    events::respond(watch, &request, &state)
}

/// A run's events
///
/// Server-sent events: `queued`, `running`, and `done` (the run) or `dead` at the end; ids and
/// `Last-Event-ID` as with a submission.
#[utoipa::path(
    get,
    path = "/api/v1/runs/{id}/events",
    operation_id = "streamRun",
    tag = "runs",
    params(
        ("id" = i64, Path, description = "The run's id"),
        ("Last-Event-ID" = Option<String>, Header, description = "The last event seen"),
    ),
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream",
            body = String),
        (status = 204, description = "There is nothing more to tell"),
        Unauthenticated, NotFound, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn run(
    caller: SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<HttpResponse, Failure> {
    let (id, last) = (RunId(id.into_inner()), events::last_event_id(&request));
    let watch = state.ask(move |app| app.watch_run(&caller.viewer, id, last.as_deref())).await?;
    events::respond(watch, &request, &state)
}

/// Your runs as they end
///
/// Server-sent events: `changed {id}` whenever one of your runs has ended.
#[utoipa::path(
    get,
    path = "/api/v1/trials/events",
    operation_id = "streamRuns",
    tag = "runs",
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream",
            body = String),
        Unauthenticated, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn runs(
    caller: SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    events::respond(state.app.watch_runs(&caller.viewer), &request, &state)
}

/// Changes of a leaderboard
///
/// Of everybody, ever or in a calendar month. Server-sent events: `changed {lines, gone, total, complete}`, at most twice a second: the lines
/// that changed as the leaderboard has them, and the names of those who have none any more. Without
/// `complete`, the leaderboard is to be read again.
#[utoipa::path(
    get,
    path = "/api/v1/leaderboard/events",
    operation_id = "streamLeaderboard",
    tag = "catalogue",
    params(
        ("month" = Option<String>, Query, description = "The calendar month (UTC), `2026-11`; \
            everything when missing"),
    ),
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream",
            body = String),
        Unprocessable, Broken,
    ),
)]
pub(super) async fn leaderboard(
    request: HttpRequest,
    state: web::Data<State>,
    query: web::Query<LeaderboardQuery>,
) -> Result<HttpResponse, Failure> {
    let watch = state.ask(move |app| app.watch_leaderboard(&query)).await?;
    events::respond(watch, &request, &state)
}

/// Changes of the queue
///
/// Server-sent events for admins: `changed`, at most twice a second.
#[utoipa::path(
    get,
    path = "/api/v1/queue/events",
    operation_id = "streamQueue",
    tag = "catalogue",
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream",
            body = String),
        Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn queue(
    caller: SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    watched(caller, &request, &state, App::watch_queue).await
}

/// Changes of the rejudges
///
/// Server-sent events for judges: `changed` whenever one of their submissions was judged, or a
/// set was made, applied or discarded.
#[utoipa::path(
    get,
    path = "/api/v1/rejudges/events",
    operation_id = "streamRejudges",
    tag = "administration",
    responses(
        (status = 200, description = "The stream", content_type = "text/event-stream",
            body = String),
        Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn rejudges(
    caller: SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
) -> Result<HttpResponse, Failure> {
    watched(caller, &request, &state, App::watch_rejudges).await
}

/// The stream of what the caller may watch.
async fn watched(
    caller: SignedIn,
    request: &HttpRequest,
    state: &web::Data<State>,
    watch: fn(&App, &Viewer) -> app::Result<Watch>,
) -> Result<HttpResponse, Failure> {
    let watch = state.ask(move |app| watch(app, &caller.viewer)).await?;
    events::respond(watch, request, state)
}
