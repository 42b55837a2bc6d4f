//! The looks of failures outside the API: a page that says what went wrong and what to do.

use actix_web::{
    Error, FromRequest, HttpMessage, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
};
use askama::Template;

use super::{Frame, HTML, filters, format, redirect};
use crate::web::{
    RequestId, api,
    errors::{Failure, Kind},
    words::Message,
};

/// Addresses for programs, which look after themselves.
const NO_PAGES: [&str; 4] = ["/static/", "/healthz", "/readyz", "/metrics"];

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    status: u16,
    title: &'static str,
    message: Message,
    advice: &'static str,
    request_id: String,
    /// The page whose form was sent, if one was.
    form: Option<String>,
}

/// Middleware: gives every failure of a page its looks, and keeps its headers. Who must log in
/// first is sent there.
pub async fn dress(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let response = next.call(req).await?;
    let path = response.request().path();
    let is_dressed = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t == HTML);
    let for_programs =
        is_dressed || api::is_ours(path) || NO_PAGES.iter().any(|start| path.starts_with(start));
    let failure = match Failure::of(&response) {
        Some(failure) if !for_programs => failure,
        _ => return Ok(response.map_into_boxed_body()),
    };
    let request = response.request().clone();
    if failure.kind == Kind::Unauthenticated {
        // An action can't be repeated by a redirect: afterwards the user is at home.
        let back = if request.method() == Method::GET { request.path() } else { "/" };
        let to = format!("/login?next={}", format::percent(back));
        return Ok(ServiceResponse::new(request, redirect(&to)));
    }
    let frame = Frame::from_request(&request, &mut Payload::None).await;
    let Ok(frame) = frame else { return Ok(response.map_into_boxed_body()) };
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    let form = form_of(&request);
    let page = ErrorPage {
        frame,
        status: response.status().as_u16(),
        title: failure.kind.title_key(),
        // Which thing it was is told to programs, and to who named it in a form, in English.
        message: match failure.kind {
            Kind::NotFound if form.is_none() => "error-no-address".into(),
            _ => *failure.detail,
        },
        advice: match failure.kind {
            Kind::NotFound if form.is_some() => advice(Kind::Invalid),
            kind => advice(kind),
        },
        form,
        request_id: request_id.filter(|_| response.status().is_server_error()).unwrap_or_default(),
    };
    let Ok(html) = super::html(page.frame.words, &page) else {
        return Ok(response.map_into_boxed_body());
    };
    let mut dressed = HttpResponse::build(response.status());
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            dressed.append_header((name.clone(), value.clone()));
        }
    }
    let dressed = dressed.content_type(HTML).body(html);
    Ok(ServiceResponse::new(request, dressed))
}

/// The page of ours from which a form was sent.
fn form_of(request: &HttpRequest) -> Option<String> {
    if request.method() != Method::POST {
        return None;
    }
    let referer = request.headers().get(header::REFERER)?.to_str().ok()?;
    let (host, path) = referer.split_once("://")?.1.split_once('/')?;
    // A second slash would lead to another site.
    let is_ours = host == request.connection_info().host();
    is_ours.then(|| format!("/{}", path.trim_start_matches('/')))
}

/// What a person can do about it.
const fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::BadRequest | Kind::UnsupportedMediaType | Kind::MethodNotAllowed => "advice-repeat",
        Kind::Unauthenticated => "advice-log-in",
        Kind::Forbidden => "advice-ask-an-admin",
        Kind::Csrf => "advice-load-again",
        Kind::NotFound => "advice-check-address",
        Kind::Timeout => "advice-connection",
        Kind::Conflict => "advice-see-again",
        Kind::TooLarge => "advice-smaller",
        Kind::Invalid | Kind::UnknownLanguage | Kind::InvalidPackage => "advice-correct",
        Kind::RateLimited => "advice-wait",
        Kind::Internal => "advice-not-your-fault",
        Kind::Unavailable => "advice-in-a-moment",
    }
}
