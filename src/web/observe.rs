//! Each request gets an id, a log line and its place in the metrics.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use tracing::{Instrument, info, info_span};

use super::State;

/// The id of a request, in its log lines and in the response's `X-Request-Id`; a user can give it
/// to the operator.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Middleware: id, log line, metrics.
pub async fn observe(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = hex::encode(rand::random::<[u8; 8]>());
    req.extensions_mut().insert(RequestId(id.clone()));
    let state = req.app_data::<web::Data<State>>().cloned();
    let method = method(req.method());
    let span = info_span!("request", request_id = %id, method, path = %req.path());
    let begun = Instant::now();

    let mut response = next.call(req).instrument(span.clone()).await?;

    let took = begun.elapsed();
    let status = response.status().as_u16();
    let route = response.request().match_pattern().unwrap_or_else(|| "none".into());
    if let Some(state) = state {
        state.metrics.answered(method, &route, status, took);
    }
    span.in_scope(|| info!(status, ms = took.as_secs_f64() * 1000.0, "answered"));
    let id = HeaderValue::from_str(&id).expect("an id is hex");
    response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    Ok(response)
}

/// A method's name as a metric's label: clients may invent methods without end.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
