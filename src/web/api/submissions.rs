//! Submissions.

use actix_web::{HttpRequest, HttpResponse, http::header::LOCATION, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    input,
    openapi::{
        BadRequest, Broken, Conflict, Forbidden, NotFound, Timeout, TooLarge, Unauthenticated,
        Unprocessable, UnsupportedMediaType,
    },
};
use crate::{
    app::{NewSubmission, SourceView, SubmissionList, SubmissionQuery, SubmissionView},
    domain::{Status, SubmissionId},
    web::{
        State,
        errors::Failure,
        session::{Caller, SignedIn},
    },
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(super::read("/submissions", list).route(web::post().to(submit)))
        .service(super::read("/submissions/{id}", show))
        .service(super::read("/submissions/{id}/source", source))
        .service(web::resource("/submissions/{id}/cancel").route(web::post().to(cancel)));
}

/// What was taken, and where to see what becomes of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Taken {
    /// The submission's or run's id.
    id: i64,
    /// How far it is.
    status: Status,
    /// Where it is; `/events` below it streams what happens.
    #[schema(example = "/api/v1/submissions/1")]
    url: String,
}

impl Taken {
    /// 202 with `Location`.
    pub(super) fn respond(noun: &str, id: i64, status: Status) -> HttpResponse {
        let url = format!("/api/v1/{noun}/{id}");
        HttpResponse::Accepted().insert_header((LOCATION, url.clone())).json(Self {
            id,
            status,
            url,
        })
    }
}

/// Submit a program
///
/// It is on disk with its job when this answers, and will be judged even if the server stops.
#[utoipa::path(
    post,
    path = "/api/v1/submissions",
    operation_id = "submitProgram",
    tag = "submissions",
    request_body = NewSubmission,
    responses(
        (status = 202, description = "Taken; it waits for a worker", body = Taken,
            headers(("Location" = String, description = "Where the submission is"))),
        BadRequest, Unauthenticated, Forbidden, NotFound, Timeout, TooLarge,
        UnsupportedMediaType, Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn submit(
    caller: SignedIn,
    request: HttpRequest,
    state: web::Data<State>,
    body: web::Payload,
) -> Result<HttpResponse, Failure> {
    let viewer = caller.viewer;
    // Answers are files in base64, and far larger than other bodies.
    let http = &state.config.http;
    let most = http.body_kib.saturating_mul(1024).saturating_add(http.answers_bytes() / 3 * 4);
    let new: NewSubmission = input::json(&request, body, most).await?;
    let view = state.ask(move |app| app.submit(&viewer, &new)).await?;
    Ok(Taken::respond("submissions", view.row.id.0, view.row.status))
}

/// Submissions, newest first
///
/// Everybody sees these lines; the rest of a submission is for its owner and for judges.
#[utoipa::path(
    get,
    path = "/api/v1/submissions",
    operation_id = "listSubmissions",
    tag = "submissions",
    params(SubmissionQuery),
    responses(
        (status = 200, description = "A page of them", body = SubmissionList),
        BadRequest, Unauthenticated, Broken,
    ),
    security((), ("token" = []), ("session" = [])),
)]
pub(super) async fn list(
    caller: Caller,
    state: web::Data<State>,
    query: web::Query<SubmissionQuery>,
) -> Result<web::Json<SubmissionList>, Failure> {
    let list = state.ask(move |app| app.submissions(caller.viewer(), &query)).await?;
    Ok(web::Json(list))
}

/// A submission
///
/// `status` is `queued`, `compiling`, `running`, `done`, `dead` or `cancelled`; the verdict is there
/// once it is `done`. Tests are shown to its owner and to judges.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}",
    operation_id = "getSubmission",
    tag = "submissions",
    params(("id" = i64, Path, description = "The submission's id")),
    responses(
        (status = 200, description = "The submission, as far as you may see it",
            body = SubmissionView),
        Unauthenticated, NotFound, Broken,
    ),
    security((), ("token" = []), ("session" = [])),
)]
pub(super) async fn show(
    caller: Caller,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<SubmissionView>, Failure> {
    let id = SubmissionId(id.into_inner());
    let view = state.ask(move |app| app.submission(caller.viewer(), id)).await?;
    Ok(web::Json(view))
}

/// A submission's program
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/source",
    operation_id = "getSubmissionSource",
    tag = "submissions",
    params(("id" = i64, Path, description = "The submission's id")),
    responses(
        (status = 200, description = "The program; for its owner and for judges",
            body = SourceView),
        Unauthenticated, Forbidden, NotFound, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn source(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<SourceView>, Failure> {
    let id = SubmissionId(id.into_inner());
    let view = state.ask(move |app| app.source(&caller.viewer, id)).await?;
    Ok(web::Json(view))
}

/// Cancel a submission
///
/// Its author may as long as no worker has begun with it, a judge until there is a verdict. It is not
/// judged then, and counts for nothing.
#[utoipa::path(
    post,
    path = "/api/v1/submissions/{id}/cancel",
    operation_id = "cancelSubmission",
    tag = "submissions",
    params(("id" = i64, Path, description = "The submission's id")),
    responses(
        (status = 200, description = "The submission", body = SubmissionView),
        Unauthenticated, Forbidden, NotFound, Conflict, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn cancel(
    caller: SignedIn,
    state: web::Data<State>,
    id: web::Path<i64>,
) -> Result<web::Json<SubmissionView>, Failure> {
    let id = SubmissionId(id.into_inner());
    let view = state.ask(move |app| app.cancel_submission(&caller.viewer, id)).await?;
    Ok(web::Json(view))
}
