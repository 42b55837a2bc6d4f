//! Problem packages, for admins.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, http::header::LOCATION, web};
use utoipa::ToSchema;

use super::openapi::{
    BadRequest, Broken, Forbidden, NotFound, Timeout, TooLarge, Unauthenticated, Unprocessable,
    UnsupportedMediaType,
};
use crate::{
    app::Uploaded,
    web::{State, download, errors::Failure, session::SignedIn, upload},
};

/// A form with a file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is for the document alone")]
pub(super) struct PackageForm {
    /// A ZIP archive with a package: of the ICPC and Kattis formats, or of Polygon.
    #[schema(value_type = String, format = Binary)]
    package: Vec<u8>,
}

/// Import a problem
///
/// The package becomes a new problem, or a new version of the one of its name, whole or not at all;
/// the same content again changes nothing. Its name is that of the archive's only directory, else of
/// the archive itself. For admins.
#[utoipa::path(
    post,
    path = "/api/v1/problems",
    operation_id = "importProblem",
    tag = "administration",
    request_body(content = PackageForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "A new version of the problem", body = Uploaded,
            headers(("Location" = String, description = "Where the problem is"))),
        (status = 200, description = "Nothing changed: the problem is that already",
            body = Uploaded),
        BadRequest, Unauthenticated, Forbidden, Timeout, TooLarge, UnsupportedMediaType,
        Unprocessable, Broken,
    ),
    security(("token" = []), ("session" = [], "csrf" = [])),
)]
pub(super) async fn upload(
    caller: SignedIn,
    state: web::Data<State>,
    body: Multipart,
) -> Result<HttpResponse, Failure> {
    let viewer = caller.viewer.clone();
    state.ask(move |app| app.may_upload(&viewer)).await?;
    let archive = upload::receive(body, state.config.http.package_mib, None).await?;
    let done = state.ask(move |app| app.upload(&caller.viewer, &archive.path)).await?;
    let mut response = match done.imported.changed {
        true => HttpResponse::Created(),
        false => HttpResponse::Ok(),
    };
    let address = format!("/api/v1/problems/{}", done.imported.slug);
    Ok(response.insert_header((LOCATION, address)).json(done))
}

/// A problem as a package
///
/// Of the ICPC format 2025-09, whatever format it came in; what that can't say stands in its file
/// `warnings.txt`. With all the test data: for admins.
#[utoipa::path(
    get,
    path = "/api/v1/problems/{slug}/package",
    operation_id = "exportProblem",
    tag = "administration",
    params(("slug" = String, Path, description = "The problem's short name")),
    responses(
        (status = 200, description = "A ZIP archive", content_type = "application/zip",
            body = String),
        Unauthenticated, Forbidden, NotFound, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn download(
    caller: SignedIn,
    state: web::Data<State>,
    slug: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    download::package(&state, caller.viewer, slug.into_inner()).await
}
