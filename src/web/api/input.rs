//! What requests carry, and how it is refused when it can't be read.

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    error::{PathError, PayloadError, QueryPayloadError},
    web,
};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use crate::web::errors::{Failure, Kind};

/// Query strings.
#[must_use]
pub fn query() -> web::QueryConfig {
    web::QueryConfig::default().error_handler(|error, _| {
        let QueryPayloadError::Deserialize(cause) = &error else {
            return Failure::new(Kind::BadRequest, error.to_string()).into();
        };
        Failure::new(Kind::BadRequest, format!("The query is wrong: {cause}.")).into()
    })
}

/// Pieces of the path: what does not parse names nothing.
#[must_use]
pub fn path() -> web::PathConfig {
    web::PathConfig::default().error_handler(|_: PathError, request| {
        let detail = format!("There is nothing at {}.", request.path());
        Failure::new(Kind::NotFound, detail).into()
    })
}

/// A JSON body. What is missing in it, or of a wrong type, is named.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = check_kind(req);
        let body = web::Bytes::from_request(req, payload);
        Box::pin(async move {
            is_json?;
            let body = body.await.map_err(|error| match error.as_error::<PayloadError>() {
                Some(cause) => Failure::from(cause),
                None => Failure::new(Kind::BadRequest, error.to_string()),
            })?;
            serde_json::from_slice(&body).map(Self).map_err(|cause| refuse_json(&body, &cause))
        })
    }
}

/// Reads a JSON body of at most `most` bytes.
///
/// # Errors
/// When it can't be read, is larger, or is not what is wanted.
pub async fn json<T: DeserializeOwned>(
    req: &HttpRequest,
    body: web::Payload,
    most: usize,
) -> Result<T, Failure> {
    check_kind(req)?;
    let body = body.to_bytes_limited(most).await;
    let body = body.map_err(|_| Failure::from(&PayloadError::Overflow))?;
    let body = body.map_err(|error| match error.as_error::<PayloadError>() {
        Some(cause) => Failure::from(cause),
        None => Failure::new(Kind::BadRequest, error.to_string()),
    })?;
    serde_json::from_slice(&body).map_err(|cause| refuse_json(&body, &cause))
}

fn check_kind(req: &HttpRequest) -> Result<(), Failure> {
    let kind = req.content_type();
    if kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json") {
        return Ok(());
    }
    let detail = "Send the body as JSON, with Content-Type: application/json.";
    Err(Failure::new(Kind::UnsupportedMediaType, detail))
}

fn refuse_json(body: &[u8], cause: &serde_json::Error) -> Failure {
    if !cause.is_data() {
        let detail = format!("The body is not valid JSON: {cause}.");
        return Failure::new(Kind::BadRequest, detail);
    }
    let text = cause.to_string();
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let field = missing.map(str::to_owned).or_else(|| {
        let before: usize = lines(body).take(cause.line().saturating_sub(1)).map(<[u8]>::len).sum();
        field_at(body.get(..before + cause.column())?)
    });
    let detail = format!("The JSON is not what is wanted: {text}.");
    Failure { field: field.map(Into::into), ..Failure::new(Kind::Invalid, detail) }
}

/// Lines with their ends.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    body.split_inclusive(|byte| *byte == b'\n')
}

/// The key of the outermost object in which a piece of JSON, valid so far, ends.
fn field_at(json: &[u8]) -> Option<String> {
    let (mut depth, mut key, mut wants_key) = (0_u32, None, false);
    let mut at = 0;
    while let Some(byte) = json.get(at) {
        let begin = at;
        at += 1;
        match byte {
            b'{' | b'[' => {
                depth += 1;
                wants_key = depth == 1 && *byte == b'{';
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 1 => wants_key = key.is_some(),
            b'"' => {
                while json.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if json[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
                if depth == 1 && std::mem::take(&mut wants_key) {
                    key = serde_json::from_slice(json.get(begin..at)?).ok();
                }
            }
            _ => {}
        }
    }
    key
}
