//! Forms and scripts prove that they come from our own pages: they repeat a token that is derived
//! from a secret cookie. The cookie is the session's, or before there is one a visitor's.

use std::ops::Deref;

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    middleware::Next,
    web,
};
use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    State,
    errors::{Failure, Kind},
    session,
};

/// The header in which scripts repeat the token.
pub const HEADER: &str = "x-csrf-token";

/// Name of the visitor's cookie.
const VISITOR: &str = "minos_visitor";

/// The token to put into a page: the hidden field `csrf` of its forms. Whoever renders a page
/// that has none yet gets a visitor's cookie with the response.
#[derive(Clone, Debug)]
pub struct Csrf(pub String);

/// A visitor's secret that the response has to bring to the browser.
struct NewVisitor(String);

impl FromRequest for Csrf {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let secret = secret(req).unwrap_or_else(|| {
            let fresh = hex::encode(rand::random::<[u8; 16]>());
            req.extensions_mut().insert(NewVisitor(fresh.clone()));
            fresh
        });
        std::future::ready(Ok(Self(token(&secret))))
    }
}

/// A form of ours, checked: the body without its `csrf` field as a `T`.
#[derive(Clone, Debug)]
pub struct CsrfForm<T>(pub T);

impl<T> Deref for CsrfForm<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[derive(Deserialize)]
struct Field {
    #[serde(default)]
    csrf: String,
}

impl<T: DeserializeOwned + 'static> FromRequest for CsrfForm<T> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let req = req.clone();
        let body = web::Bytes::from_request(&req, payload);
        Box::pin(async move {
            if req.content_type() != "application/x-www-form-urlencoded" {
                let detail = "A form comes as application/x-www-form-urlencoded.";
                return Err(Failure::new(Kind::UnsupportedMediaType, detail));
            }
            let body = body.await.map_err(|error| match error.as_error::<PayloadError>() {
                Some(cause) => Failure::from(cause),
                None => Failure::new(Kind::BadRequest, error.to_string()),
            })?;
            let unreadable = |what: String| Failure::new(Kind::BadRequest, what);
            let text = std::str::from_utf8(&body).map_err(|e| unreadable(e.to_string()))?;
            let field = web::Query::<Field>::from_query(text);
            check(&req, &field.map_err(|e| unreadable(e.to_string()))?.csrf)?;
            let form = web::Query::<T>::from_query(text);
            Ok(Self(form.map_err(|e| unreadable(e.to_string()))?.into_inner()))
        })
    }
}

/// Refuses a request whose header does not repeat the token.
pub(super) fn check_header(req: &HttpRequest) -> Result<(), Failure> {
    let given = req.headers().get(HEADER).and_then(|value| value.to_str().ok());
    check(req, given.unwrap_or_default())
}

/// Refuses a request whose form, which gave this as its field `csrf`, does not repeat the token.
pub(super) fn check(req: &HttpRequest, given: &str) -> Result<(), Failure> {
    let wanted = secret(req).map(|secret| token(&secret)).unwrap_or_default();
    if wanted.is_empty() || !is_same(&wanted, given) {
        return Err(Failure::told(Kind::Csrf, "error-csrf-detail"));
    }
    Ok(())
}

/// Whether the token that was given is the one that is wanted.
pub(super) fn is_same(wanted: &str, given: &str) -> bool {
    wanted.as_bytes().ct_eq(given.as_bytes()).into()
}

fn secret(req: &HttpRequest) -> Option<String> {
    let visitor = || req.cookie(VISITOR).map(|cookie| cookie.value().to_owned());
    session::cookie(req).or_else(visitor).filter(|secret| !secret.is_empty())
}

fn token(secret: &str) -> String {
    hex::encode(Sha256::new().chain_update("minos csrf\0").chain_update(secret).finalize())
}

/// Middleware: refuses changes that a browser says come from another site, and sets the
/// visitor's cookie where a page asked for one.
pub async fn guard(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let site = req.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let foreign = site.is_some_and(|site| !matches!(site, "same-origin" | "none"));
    if foreign && !req.method().is_safe() {
        let failure = Failure::told(Kind::Csrf, "error-other-site");
        return Ok(req.error_response(failure).map_into_boxed_body());
    }
    let mut response = next.call(req).await?;
    let fresh = response.request().extensions_mut().remove::<NewVisitor>();
    if let (Some(NewVisitor(secret)), Ok(state)) = (fresh, State::of(response.request())) {
        let cookie = session::secret_cookie(VISITOR, &secret, &state.config).finish();
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response.map_into_boxed_body())
}
