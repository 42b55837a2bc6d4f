//! What the web answers when it refuses or fails. Handlers and extractors return a [`Failure`];
//! whoever owns the address gives it its looks: problem+json below `/api`, a page elsewhere.

use std::{borrow::Cow, fmt, io};

use actix_web::{
    HttpResponse, ResponseError,
    body::MessageBody,
    dev::ServiceResponse,
    error::PayloadError,
    http::{
        StatusCode,
        header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use tracing::error;

use super::{
    ratelimit::Limited,
    words::{Message, Words},
};
use crate::app::{self, FindingView};

/// When to come back while nothing can be kept, seconds.
const LATER_SECONDS: u64 = 10;

/// The kinds of failure; each has one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request can't be read.
    BadRequest,
    /// No session or token, or a wrong one.
    Unauthenticated,
    /// The viewer may not do this.
    Forbidden,
    /// A form or script without our token.
    Csrf,
    /// There is no such thing, or the viewer may not know of it.
    NotFound,
    /// The address does not know the method.
    MethodNotAllowed,
    /// The request took too long to arrive.
    Timeout,
    /// The thing's state does not allow it.
    Conflict,
    /// More bytes than allowed.
    TooLarge,
    /// A body of a type that is not understood.
    UnsupportedMediaType,
    /// A field is wrong.
    Invalid,
    /// No such language or version here.
    UnknownLanguage,
    /// A problem package is wrong.
    InvalidPackage,
    /// Too often.
    RateLimited,
    /// Something broke on our side.
    Internal,
    /// The server is starting, stopping, or lacks a part.
    Unavailable,
}

impl Kind {
    /// Every kind, by status.
    pub const ALL: [Self; 16] = [
        Self::BadRequest,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::Csrf,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Timeout,
        Self::Conflict,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::UnknownLanguage,
        Self::InvalidPackage,
        Self::RateLimited,
        Self::Internal,
        Self::Unavailable,
    ];

    /// Its HTTP status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Csrf => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid | Self::UnknownLanguage | Self::InvalidPackage => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Its name in addresses and in the API's `type`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::Csrf => "csrf",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Invalid => "invalid",
            Self::UnknownLanguage => "unknown-language",
            Self::InvalidPackage => "invalid-package",
            Self::RateLimited => "rate-limited",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }

    /// What a person reads first, in English.
    #[must_use]
    pub fn title(self) -> String {
        Words::ENGLISH.say(self.title_key())
    }

    /// The message that a person reads first.
    #[must_use]
    pub const fn title_key(self) -> &'static str {
        match self {
            Self::BadRequest => "error-bad-request",
            Self::Unauthenticated => "error-unauthenticated",
            Self::Forbidden => "error-forbidden",
            Self::Csrf => "error-csrf",
            Self::NotFound => "error-not-found",
            Self::MethodNotAllowed => "error-method-not-allowed",
            Self::Timeout => "error-timeout",
            Self::Conflict => "error-conflict",
            Self::TooLarge => "error-too-large",
            Self::UnsupportedMediaType => "error-unsupported-media-type",
            Self::Invalid => "error-invalid",
            Self::UnknownLanguage => "error-unknown-language",
            Self::InvalidPackage => "error-invalid-package",
            Self::RateLimited => "error-rate-limited",
            Self::Internal => "error-internal",
            Self::Unavailable => "error-unavailable",
        }
    }

    /// The kind of a bare status.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        let other = if status.is_server_error() { Self::Internal } else { Self::BadRequest };
        Self::ALL.into_iter().find(|kind| kind.status() == status).unwrap_or(other)
    }
}

/// A refusal, or a failure. Its texts are safe to show.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Which kind.
    pub kind: Kind,
    /// What is wrong, for people.
    pub detail: Box<Message>,
    /// The field that is wrong, of [`Kind::Invalid`].
    pub field: Option<Cow<'static, str>>,
    /// What there is instead, of [`Kind::UnknownLanguage`].
    pub available: Vec<String>,
    /// What is wrong with the package, of [`Kind::InvalidPackage`].
    pub findings: Box<[FindingView]>,
    /// Headers that belong to it.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Failure {
    /// A failure of a kind that is told in English: to programs, and to those who run the server.
    #[must_use]
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self::told(kind, Message::plain(detail))
    }

    /// A failure of a kind that is told in the language of whoever it is told to.
    #[must_use]
    pub fn told(kind: Kind, detail: impl Into<Message>) -> Self {
        let challenge = || (WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"minos\""));
        Self {
            kind,
            detail: Box::new(detail.into()),
            field: None,
            available: Vec::new(),
            findings: Box::default(),
            headers: (kind == Kind::Unauthenticated).then(challenge).into_iter().collect(),
        }
    }

    /// What is wrong, in English.
    #[must_use]
    pub fn english(&self) -> String {
        Words::ENGLISH.say(&*self.detail)
    }

    /// Our own failure: `cause` goes to the log, and not to the client.
    #[must_use]
    pub fn internal(cause: &dyn fmt::Display) -> Self {
        error!(%cause, "request failed");
        Self::told(Kind::Internal, "error-internal-detail")
    }

    /// What a response says is wrong; `None` when it is no failure.
    #[must_use]
    pub fn of<B: MessageBody>(response: &ServiceResponse<B>) -> Option<Self> {
        let status = response.status();
        if !status.is_client_error() && !status.is_server_error() {
            return None;
        }
        let known = response.response().extensions().get::<Self>().cloned();
        Some(known.unwrap_or_else(|| {
            let kind = Kind::of(status);
            let detail = match kind {
                Kind::NotFound => "error-no-address",
                Kind::MethodNotAllowed => "error-method",
                _ => return Self::new(kind, ""),
            };
            Self::told(kind, detail)
        }))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.title(), self.english())
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.kind.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        for (name, value) in &self.headers {
            response.insert_header((name.clone(), value.clone()));
        }
        let mut response = response.body(self.to_string());
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        use app::Error as E;
        let detail = error.to_string();
        match error {
            E::NotFound(_) => Self::new(Kind::NotFound, detail),
            E::Unauthenticated(why) => Self::told(Kind::Unauthenticated, why),
            E::Forbidden(why) => Self::told(Kind::Forbidden, why),
            E::Invalid { field, message } => {
                Self { field: Some(field.into()), ..Self::told(Kind::Invalid, message) }
            }
            E::UnknownLanguage { asked, available } => {
                let message = Message::new("reason-unknown-language")
                    .with("asked", asked)
                    .with("available", available.join(", "));
                Self { available, ..Self::told(Kind::UnknownLanguage, message) }
            }
            E::Package { findings } => {
                Self { findings: findings.into(), ..Self::new(Kind::InvalidPackage, detail) }
            }
            E::TooLarge { size, limit, .. } => {
                let message =
                    Message::new("reason-too-large").with("size", size).with("limit", limit);
                Self::told(Kind::TooLarge, message)
            }
            E::Throttled { message, seconds } => Self {
                headers: vec![(RETRY_AFTER, HeaderValue::from(seconds))],
                ..Self::told(Kind::RateLimited, message)
            },
            E::Busy { message, seconds } => Self {
                headers: vec![(RETRY_AFTER, HeaderValue::from(seconds))],
                ..Self::told(Kind::Unavailable, message)
            },
            E::Conflict(why) => Self::told(Kind::Conflict, why),
            E::Unavailable(_) => {
                error!(cause = detail, "request failed for now");
                Self {
                    headers: vec![(RETRY_AFTER, HeaderValue::from(LATER_SECONDS))],
                    ..Self::told(Kind::Unavailable, "error-nothing-kept")
                }
            }
            E::Internal(_) => Self::internal(&detail),
        }
    }
}

impl From<&PayloadError> for Failure {
    fn from(error: &PayloadError) -> Self {
        match error {
            PayloadError::Overflow => Self::told(Kind::TooLarge, "error-body-too-large"),
            PayloadError::Io(cause) if cause.kind() == io::ErrorKind::TimedOut => {
                Self::told(Kind::Timeout, "error-body-late")
            }
            other => Self::new(Kind::BadRequest, format!("The body can't be read: {other}.")),
        }
    }
}

impl From<Limited> for Failure {
    fn from(limited: Limited) -> Self {
        let detail = Message::new("error-come-back").with("seconds", limited.seconds());
        let mut headers = HeaderMap::new();
        limited.set_headers(&mut headers);
        Self { headers: headers.into_iter().collect(), ..Self::told(Kind::RateLimited, detail) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn kinds_have_names_of_their_own() {
        let words: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), Kind::ALL.len());
        assert_eq!(Kind::of(StatusCode::FORBIDDEN), Kind::Forbidden);
        assert_eq!(Kind::of(StatusCode::UNPROCESSABLE_ENTITY), Kind::Invalid);
        assert_eq!(Kind::of(StatusCode::IM_A_TEAPOT), Kind::BadRequest);
        assert_eq!(Kind::of(StatusCode::BAD_GATEWAY), Kind::Internal);
    }

    #[test]
    fn the_cause_of_our_own_failure_is_not_told() {
        let failure = Failure::from(app::Error::Internal("/var/lib/minos.db: disk full".into()));
        assert!(!failure.to_string().contains("disk full"), "{failure}");
        let failure = Failure::from(app::Error::Unavailable("/var/lib: disk full".into()));
        assert_eq!((failure.kind, failure.headers.len()), (Kind::Unavailable, 1));
        assert!(!failure.to_string().contains("disk full"), "{failure}");
    }
}
