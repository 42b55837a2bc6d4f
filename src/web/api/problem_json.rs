//! Failures as problem details, `application/problem+json` (RFC 9457).

use std::borrow::Cow;

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::FindingView,
    web::{RequestId, errors::Failure},
};

/// The media type.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem: an address on the documentation page.
    #[serde(rename = "type")]
    #[schema(example = "/api/v1/docs#unknown-language")]
    pub kind: String,
    /// The kind in words; the same for each of its kind.
    #[schema(example = "There is no such language here")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 422)]
    pub status: u16,
    /// What is wrong this time.
    pub detail: String,
    /// The field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Cow<'static, str>>,
    /// What there is instead of what was asked for: `ID@VERSION`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub available: Vec<String>,
    /// What is wrong with the package.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub findings: Vec<FindingView>,
    /// The request's id, as in the header `X-Request-Id` and the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Middleware: gives every failure below `/api` this form, and keeps its headers.
pub async fn render(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(req).await?;
    let request = response.request().clone();
    let failure = match Failure::of(&response) {
        Some(failure) if super::is_ours(request.path()) => failure,
        _ => return Ok(response.map_into_boxed_body()),
    };
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    let problem = Problem {
        kind: format!("/api/v1/docs#{}", failure.kind.word()),
        title: failure.kind.title(),
        status: response.status().as_u16(),
        detail: failure.english(),
        field: failure.field,
        available: failure.available,
        findings: failure.findings.into_vec(),
        request_id,
    };
    let mut rendered = HttpResponse::build(response.status());
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            rendered.append_header((name.clone(), value.clone()));
        }
    }
    let rendered = rendered.json(problem);
    let mut rendered = ServiceResponse::new(request, rendered);
    let media_type = header::HeaderValue::from_static(MEDIA_TYPE);
    rendered.headers_mut().insert(header::CONTENT_TYPE, media_type);
    Ok(rendered)
}
