//! The OpenAPI document, made from the handlers' own annotations.

use std::{collections::BTreeMap, sync::LazyLock};

use actix_web::{HttpResponse, web};
use utoipa::{
    IntoResponses, Modify, OpenApi, ToSchema,
    openapi::{
        ContentBuilder, HeaderBuilder, Ref, RefOr, ResponseBuilder,
        response::Response,
        schema::{ObjectBuilder, Schema, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{
    abuse, audit, catalog, docs, events, packages,
    problem_json::{MEDIA_TYPE, Problem},
    queue, rejudges, runs, submissions,
};
use crate::web::{csrf, session};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Minos",
        description = "Submit programs, run them on input of your own, and watch what becomes of \
            them.\n\nAuthenticate with an API token (`Authorization: Bearer minos_…`), made on \
            your account page or with `minos token create NAME`. Failures are problem details \
            (RFC 9457). What costs the server something is rate limited per user, per token and \
            per address: see the headers `RateLimit-Limit`, `RateLimit-Remaining` and \
            `RateLimit-Reset`.",
        license(name = "MIT"),
        contact(),
    ),
    paths(
        submissions::submit,
        submissions::list,
        submissions::show,
        submissions::source,
        submissions::cancel,
        events::submission,
        runs::start,
        runs::show,
        runs::cancel,
        events::run,
        events::runs,
        catalog::languages,
        catalog::problems,
        catalog::problem,
        packages::upload,
        packages::download,
        catalog::leaderboard,
        events::leaderboard,
        events::queue,
        queue::show,
        queue::set_mode,
        queue::list,
        queue::retry,
        queue::discard,
        catalog::me,
        abuse::list,
        abuse::suspend,
        abuse::restore,
        audit::list,
        rejudges::create,
        rejudges::list,
        rejudges::show,
        rejudges::apply,
        rejudges::discard,
        events::rejudges,
        document,
        docs::page,
    ),
    components(schemas(Problem)),
    tags(
        (name = "submissions", description = "Programs to be judged"),
        (name = "runs", description = "Programs to be run once on input of your own"),
        (name = "catalogue", description = "What there is: languages, problems, people"),
        (name = "administration", description = "For judges and admins"),
        (name = "about", description = "This API itself"),
    ),
    modifiers(&Security, &Limits),
)]
struct Document;

/// How callers say who they are.
struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let Some(components) = document.components.as_mut() else { return };
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token, `minos_…`"))
            .build();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
        let key = |name, text| ApiKeyValue::with_description(name, text);
        let cookie = key(session::COOKIE, "The session of the web pages");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        let header = key(csrf::HEADER, "With a session: the token of the page, for changes");
        components.add_security_scheme("csrf", SecurityScheme::ApiKey(ApiKey::Header(header)));
    }
}

/// Every operation may be too much.
struct Limits;

impl Modify for Limits {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for item in document.paths.paths.values_mut() {
            let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete];
            for operation in operations.into_iter().flatten() {
                operation.responses.responses.extend(TooManyRequests::responses());
            }
        }
    }
}

/// The document.
#[must_use]
pub fn describe() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The OpenAPI document
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "getDocument",
    tag = "about",
    responses((status = 200, description = "This document", body = Object)),
)]
pub(super) async fn document() -> HttpResponse {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| describe().to_pretty_json().expect("the document is JSON"));
    HttpResponse::Ok().content_type("application/json").body(TEXT.as_str())
}

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service.service(super::read("/openapi.json", document));
}

macro_rules! failures {
    ($($(#[$doc:meta])* $name:ident = $status:literal, $text:literal $(, $header:literal: $what:literal)*;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let response = problem($text)$(.header($header, header($what)))*;
                [($status.to_owned(), response.build().into())].into()
            }
        }
    )+};
}

failures! {
    /// 400.
    BadRequest = "400", "The body is not valid JSON, or the query is wrong";
    /// 401.
    Unauthenticated = "401", "No API token, or a wrong one", "WWW-Authenticate": "`Bearer`";
    /// 403.
    Forbidden = "403", "You may not do this, or the CSRF token of a session is missing";
    /// 404.
    NotFound = "404", "There is no such thing, or you may not know of it";
    /// 408.
    Timeout = "408", "The request did not arrive whole in time";
    /// 409.
    Conflict = "409", "The thing's state does not allow it";
    /// 413.
    TooLarge = "413", "The source, the input or the body is too large";
    /// 415.
    UnsupportedMediaType = "415", "The body is not of the media type that is wanted";
    /// 422.
    Unprocessable = "422", "A field is missing or wrong (`field`), or there is no such language \
        or version (`available` lists what there is), or the package is wrong (`findings` lists \
        all that is, with file and line)";
    /// 429.
    TooManyRequests = "429", "Too many, by you, with your token or from your address",
        "Retry-After": "Seconds until the next may succeed",
        "RateLimit-Limit": "How many a minute",
        "RateLimit-Remaining": "How many are left",
        "RateLimit-Reset": "Seconds until all are back";
}

/// 500 and 503.
pub(super) struct Broken;

impl IntoResponses for Broken {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let broken =
            problem("Something broke on the server; its log has the cause under `request_id`");
        let unavailable = problem(
            "Nothing is taken just now: the queue is full or paused, or the disk is full, say; \
             what was sent before is safe",
        )
        .header("Retry-After", header("Seconds until it is worth another try"));
        [("500".to_owned(), broken.build().into()), ("503".to_owned(), unavailable.build().into())]
            .into()
    }
}

fn problem(text: &str) -> ResponseBuilder {
    let schema = Ref::from_schema_name(Problem::name());
    ResponseBuilder::new()
        .description(text.split_whitespace().collect::<Vec<_>>().join(" "))
        .content(MEDIA_TYPE, ContentBuilder::new().schema(Some(schema)).build())
}

fn header(text: &str) -> utoipa::openapi::Header {
    let schema = Schema::Object(ObjectBuilder::new().schema_type(Type::String).build());
    HeaderBuilder::new().schema(Some(schema)).description(Some(text)).build()
}
