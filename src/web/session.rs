//! Who asks: by session cookie or by bearer token.

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    dev::Payload,
    http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE},
    web,
};
use futures_util::future::LocalBoxFuture;

use super::{
    State, api, csrf,
    errors::{Failure, Kind},
};
use crate::{app::Viewer, auth, config::Config};

/// Name of the session's cookie.
pub const COOKIE: &str = "minos_session";

/// Name of the cookie by which a browser is known that has logged in before, also when its session
/// is over. It opens nothing.
pub const BROWSER: &str = "minos_browser";

/// Whoever asks, signed in or not. A wrong bearer token is refused; a cookie that is no session
/// (any more) makes a visitor.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account; `None` for a visitor.
    pub viewer: Option<Viewer>,
    /// The session's secret, when the session cookie named the account.
    pub session: Option<String>,
    /// The digest of the API token, when that named the account.
    pub token: Option<[u8; 32]>,
}

impl Caller {
    /// The account, borrowed as use-cases want it.
    #[must_use]
    pub fn viewer(&self) -> Option<&Viewer> {
        self.viewer.as_ref()
    }
}

/// Somebody with an account; a visitor is refused with 401.
///
/// Below `/api`, a request that changes something and is known by its cookie must carry the
/// `X-CSRF-Token` header; forms elsewhere come as [`csrf::CsrfForm`].
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account.
    pub viewer: Viewer,
    /// The session's secret, when the session cookie named the account.
    pub session: Option<String>,
}

impl FromRequest for Caller {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            // Found out once for each request.
            if let Some(known) = req.extensions().get::<Self>() {
                return Ok(known.clone());
            }
            let caller = ask(&req).await?;
            req.extensions_mut().insert(caller.clone());
            Ok(caller)
        })
    }
}

async fn ask(req: &HttpRequest) -> Result<Caller, Failure> {
    let state = State::of(req)?;
    if let Some(token) = bearer(req)? {
        let digest = auth::digest(&token);
        let viewer = state.ask(move |app| app.bearer(&token)).await?;
        let viewer = viewer.ok_or_else(wrong_token)?;
        return Ok(Caller { viewer: Some(viewer), session: None, token: Some(digest) });
    }
    let Some(session) = cookie(req) else {
        return Ok(Caller { viewer: None, session: None, token: None });
    };
    let secret = session.clone();
    let viewer = state.ask(move |app| app.session(&secret)).await?;
    let session = viewer.is_some().then_some(session);
    Ok(Caller { viewer, session, token: None })
}

impl FromRequest for SignedIn {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(req, payload);
        let req = req.clone();
        Box::pin(async move {
            let Caller { viewer, session, .. } = caller.await?;
            let viewer = viewer
                .ok_or_else(|| Failure::told(Kind::Unauthenticated, "error-account-needed"))?;
            if session.is_some() && !req.method().is_safe() && api::is_ours(req.path()) {
                csrf::check_header(&req)?;
            }
            Ok(Self { viewer, session })
        })
    }
}

/// The session's secret from the cookie, whether or not there is such a session.
pub(super) fn cookie(req: &HttpRequest) -> Option<String> {
    req.cookie(COOKIE).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

/// The browser's secret from its cookie.
pub(super) fn browser(req: &HttpRequest) -> Option<String> {
    req.cookie(BROWSER).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

fn bearer(req: &HttpRequest) -> Result<Option<String>, Failure> {
    let Some(header) = req.headers().get(AUTHORIZATION) else { return Ok(None) };
    let (scheme, token) =
        header.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(wrong_token)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(wrong_token());
    }
    Ok(Some(token.trim().to_owned()))
}

fn wrong_token() -> Failure {
    let challenge = HeaderValue::from_static("Bearer realm=\"minos\", error=\"invalid_token\"");
    Failure {
        headers: vec![(WWW_AUTHENTICATE, challenge)],
        ..Failure::new(Kind::Unauthenticated, "This is no API token, or one that was revoked.")
    }
}

/// How long the browser keeps the cookie: the longest that browsers allow. A session ends some
/// days after its last use, which the server knows and a cookie set once does not.
const KEPT: Duration = Duration::days(400);

/// The cookie that begins a session in the browser.
#[must_use]
pub fn begin(secret: &str, config: &Config) -> Cookie<'static> {
    secret_cookie(COOKIE, secret, config).max_age(KEPT).finish()
}

/// The cookie by which the browser is known from then on.
#[must_use]
pub fn remember(secret: &str, config: &Config) -> Cookie<'static> {
    secret_cookie(BROWSER, secret, config).max_age(KEPT).finish()
}

/// The cookie that ends it.
#[must_use]
pub fn end(config: &Config) -> Cookie<'static> {
    secret_cookie(COOKIE, "", config).max_age(Duration::ZERO).finish()
}

/// A cookie that scripts and other sites do not get.
pub(super) fn secret_cookie(
    name: &'static str,
    value: &str,
    config: &Config,
) -> actix_web::cookie::CookieBuilder<'static> {
    Cookie::build(name, value.to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(config.http.secure_cookies)
}

impl State {
    /// The state of the server that got this request.
    ///
    /// # Errors
    /// When the server was assembled without it.
    pub fn of(req: &HttpRequest) -> Result<web::Data<Self>, Failure> {
        req.app_data::<web::Data<Self>>()
            .cloned()
            .ok_or_else(|| Failure::internal(&"the server has no state"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_leaves_the_end_of_a_session_to_the_server() {
        let mut config = Config::default();
        config.accounts.session_days = 1;
        let cookie = begin("secret", &config);
        assert!(cookie.max_age().is_some_and(|age| age > Duration::days(365)), "{cookie}");
    }
}
