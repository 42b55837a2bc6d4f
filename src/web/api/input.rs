//! How the framework's extractors refuse what they can't read.

use actix_web::{
    error::{JsonPayloadError, PathError, QueryPayloadError},
    web,
};

use crate::web::errors::{Failure, Kind};

/// JSON bodies of at most `limit` bytes.
#[must_use]
pub fn json(limit: usize) -> web::JsonConfig {
    web::JsonConfig::default().limit(limit).error_handler(|error, _| refuse_json(&error).into())
}

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

fn refuse_json(error: &JsonPayloadError) -> Failure {
    use JsonPayloadError as E;
    match error {
        E::ContentType => Failure::new(
            Kind::UnsupportedMediaType,
            "Send the body as JSON, with Content-Type: application/json.",
        ),
        E::OverflowKnownLength { length, limit } => Failure::new(
            Kind::TooLarge,
            format!("The body is {length} bytes; at most {limit} are allowed."),
        ),
        E::Overflow { limit } => Failure::new(
            Kind::TooLarge,
            format!("The body is too large; at most {limit} bytes are allowed."),
        ),
        E::Deserialize(cause) if cause.is_data() => {
            Failure::new(Kind::Invalid, format!("The JSON is not what is wanted: {cause}."))
        }
        E::Deserialize(cause) => {
            Failure::new(Kind::BadRequest, format!("The body is not valid JSON: {cause}."))
        }
        E::Payload(cause) => cause.into(),
        other => Failure::new(Kind::BadRequest, format!("The body can't be read: {other}.")),
    }
}
