//! Headers that every response carries, so that a page can only load and send what is ours.

use std::future::{Ready, ready};

use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web,
};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::State;

/// The nonce of one response. The editor gives it to the styles that it makes.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

impl FromRequest for Nonce {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let nonce = req.extensions().get::<Self>().cloned();
        ready(nonce.ok_or_else(|| {
            actix_web::error::ErrorInternalServerError("the security middleware is not installed")
        }))
    }
}

/// Middleware: makes the nonce and sets the headers.
pub async fn headers(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    req.extensions_mut().insert(Nonce(nonce.clone()));
    let https =
        req.app_data::<web::Data<State>>().is_some_and(|state| state.config.http.secure_cookies);
    let mut response = next.call(req).await?;
    set(response.headers_mut(), &nonce, https);
    Ok(response)
}

fn set(headers: &mut HeaderMap, nonce: &str, https: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    let policy = HeaderValue::from_str(&policy).expect("a nonce is base64");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    let fixed: [(HeaderName, &str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        // Pages and answers belong to one viewer; assets say otherwise themselves.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}
