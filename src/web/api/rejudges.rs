//! Rejudges, for judges.

use actix_web::{HttpResponse, http::header::LOCATION, web};

use super::{
    input,
    openapi::{
        BadRequest, Broken, Conflict, Forbidden, NotFound, Unauthenticated, Unprocessable,
        UnsupportedMediaType,
    },
};
use crate::{
    app::{NewRejudge, RejudgeList, RejudgeQuery, RejudgeRow, RejudgeView},
    domain::RejudgeId,
    web::{State, errors::Failure, session::SignedIn},
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(super::read("/rejudges", list).route(web::post().to(create)))
        .service(super::read("/rejudges/{id}", show))
        .service(web::resource("/rejudges/{id}/apply").route(web::post().to(apply)))
        .service(web::resource("/rejudges/{id}/discard").route(web::post().to(discard)));
}

/// Judge submissions again
///
/// As a set, by the current versions of their problems, after everything else in the queue. What
/// comes of it is seen by judges alone until it is applied. For judges.
#[utoipa::path(
    post,
    path = "/api/v1/rejudges",
    operation_id = "createRejudge",
    tag = "administration",
    request_body = NewRejudge,
    responses(
        (status = 201, description = "The set", body = RejudgeRow,
            headers(("Location" = String, description = "Where the set is"))),
        BadRequest, Unauthenticated, Forbidden, NotFound, Conflict, UnsupportedMediaType,
        Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn create(
    caller: SignedIn,
    state: web::Data<State>,
    input::Json(new): input::Json<NewRejudge>,
) -> Result<HttpResponse, Failure> {
    let set = state.ask(move |app| app.rejudge(&caller.viewer, &new)).await?;
    let address = format!("/api/v1/rejudges/{}", set.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, address)).json(set))
}

/// The latest rejudges, the last first
///
/// For judges.
#[utoipa::path(
    get,
    path = "/api/v1/rejudges",
    operation_id = "listRejudges",
    tag = "administration",
    responses(
        (status = 200, description = "The sets", body = RejudgeList),
        Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn list(
    caller: SignedIn,
    state: web::Data<State>,
) -> Result<web::Json<RejudgeList>, Failure> {
    let list = state.ask(move |app| app.rejudges(&caller.viewer)).await?;
    Ok(web::Json(list))
}

/// A rejudge, old and new side by side
///
/// For judges.
#[utoipa::path(
    get,
    path = "/api/v1/rejudges/{id}",
    operation_id = "getRejudge",
    tag = "administration",
    params(("id" = i64, Path, description = "The rejudge's id"), RejudgeQuery),
    responses(
        (status = 200, description = "The set and a page of its submissions", body = RejudgeView),
        BadRequest, Unauthenticated, Forbidden, NotFound, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn show(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
    query: web::Query<RejudgeQuery>,
) -> Result<web::Json<RejudgeView>, Failure> {
    let id = RejudgeId(*id);
    let set = state.ask(move |app| app.rejudge_set(&caller.viewer, id, &query)).await?;
    Ok(web::Json(set))
}

/// Apply a rejudge
///
/// Its submissions get their new results, and the leaderboard follows, all at once. For judges.
#[utoipa::path(
    post,
    path = "/api/v1/rejudges/{id}/apply",
    operation_id = "applyRejudge",
    tag = "administration",
    params(("id" = i64, Path, description = "The rejudge's id")),
    responses(
        (status = 200, description = "The set", body = RejudgeRow),
        Unauthenticated, Forbidden, NotFound, Conflict, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn apply(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<RejudgeRow>, Failure> {
    let id = RejudgeId(*id);
    let set = state.ask(move |app| app.apply_rejudge(&caller.viewer, id)).await?;
    Ok(web::Json(set))
}

/// Discard a rejudge
///
/// Its results are forgotten, and its submissions keep those that they have. For judges.
#[utoipa::path(
    post,
    path = "/api/v1/rejudges/{id}/discard",
    operation_id = "discardRejudge",
    tag = "administration",
    params(("id" = i64, Path, description = "The rejudge's id")),
    responses(
        (status = 200, description = "The set", body = RejudgeRow),
        Unauthenticated, Forbidden, NotFound, Conflict, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn discard(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<RejudgeRow>, Failure> {
    let id = RejudgeId(*id);
    let set = state.ask(move |app| app.discard_rejudge(&caller.viewer, id)).await?;
    Ok(web::Json(set))
}
