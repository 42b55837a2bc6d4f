//! Whose language a page is in: what the account says, else this browser's cookie, else its
//! `Accept-Language`, else English.

use actix_web::{
    HttpMessage, HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header::AcceptLanguage,
};

use crate::{config::Config, domain::Locale, web::session};

/// Name of the cookie that keeps a choice in this browser.
const COOKIE: &str = "minos_locale";

/// As long as browsers allow.
const KEPT: Duration = Duration::days(400);

/// The locale of this browser.
pub(in crate::web) fn chosen(req: &HttpRequest) -> Locale {
    let kept = req.cookie(COOKIE).and_then(|cookie| Locale::from_tag(cookie.value()));
    kept.or_else(|| accepted(req)).unwrap_or_default()
}

/// The best that the browser accepts and there is.
fn accepted(req: &HttpRequest) -> Option<Locale> {
    let accepted = req.get_header::<AcceptLanguage>()?;
    accepted.ranked().iter().find_map(|tag| Locale::from_tag(tag.item()?.as_str()))
}

/// The cookie that keeps a choice; with `None`, that forgets it.
pub(in crate::web) fn cookie(locale: Option<Locale>, config: &Config) -> Cookie<'static> {
    let (value, age) = locale.map_or(("", Duration::ZERO), |locale| (locale.tag(), KEPT));
    session::secret_cookie(COOKIE, value, config).same_site(SameSite::Lax).max_age(age).finish()
}
