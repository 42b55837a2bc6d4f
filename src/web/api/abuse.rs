//! Abuse, for admins.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    input,
    openapi::{
        BadRequest, Broken, Conflict, Forbidden, NotFound, Unauthenticated, Unprocessable,
        UnsupportedMediaType,
    },
};
use crate::{
    app::{AbuseList, AbuseQuery},
    web::{State, errors::Failure, session::SignedIn},
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(super::read("/abuse", list))
        .service(web::resource("/users/{name}/suspend").route(web::post().to(suspend)))
        .service(web::resource("/users/{name}/restore").route(web::post().to(restore)));
}

/// Why an account is suspended.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Suspension {
    /// For its owner too; 1 to 200 characters.
    reason: String,
}

/// What programs tried, newest first
///
/// Also which accounts are throttled or suspended, and the latest steps. For admins.
#[utoipa::path(
    get,
    path = "/api/v1/abuse",
    operation_id = "listAbuse",
    tag = "administration",
    params(AbuseQuery),
    responses(
        (status = 200, description = "A page of events", body = AbuseList),
        BadRequest, Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn list(
    caller: SignedIn,
    state: web::Data<State>,
    query: web::Query<AbuseQuery>,
) -> Result<web::Json<AbuseList>, Failure> {
    let list = state.ask(move |app| app.abuse(&caller.viewer, &query)).await?;
    Ok(web::Json(list))
}

/// Suspend an account
///
/// Its owner may log in, and send no programs. For admins.
#[utoipa::path(
    post,
    path = "/api/v1/users/{name}/suspend",
    operation_id = "suspendUser",
    tag = "administration",
    params(("name" = String, Path, description = "The account's name")),
    request_body = Suspension,
    responses(
        (status = 204, description = "It is suspended"),
        BadRequest, Unauthenticated, Forbidden, NotFound, UnsupportedMediaType, Unprocessable,
        Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn suspend(
    caller: SignedIn,
    state: web::Data<State>,
    name: web::Path<String>,
    input::Json(why): input::Json<Suspension>,
) -> Result<HttpResponse, Failure> {
    state.ask(move |app| app.suspend(&caller.viewer, &name, &why.reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Restore an account
///
/// Lifts a throttle or a suspension; what led to it counts no more. For admins.
#[utoipa::path(
    post,
    path = "/api/v1/users/{name}/restore",
    operation_id = "restoreUser",
    tag = "administration",
    params(("name" = String, Path, description = "The account's name")),
    responses(
        (status = 204, description = "It is restored"),
        Unauthenticated, Forbidden, NotFound, Conflict, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn restore(
    caller: SignedIn,
    state: web::Data<State>,
    name: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    state.ask(move |app| app.restore(&caller.viewer, &name)).await?;
    Ok(HttpResponse::NoContent().finish())
}
