//! Which error goes where.

use super::{FindingView, Reason};
use crate::store;

/// Why a use-case was refused or failed. Texts are for people and safe to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// 404: there is no such thing, or the viewer may not know of it. Names the thing:
    /// `problem abc`.
    #[error("{0} was not found")]
    NotFound(String),
    /// 401: wrong name or password, or a session or token that is none (any more).
    #[error("{0}")]
    Unauthenticated(Reason),
    /// 403: the viewer may not do this.
    #[error("{0}")]
    Forbidden(Reason),
    /// 422: a field is wrong.
    #[error("{field}: {message}")]
    Invalid {
        /// The field's name in forms and API.
        field: &'static str,
        /// What is wrong and what is wanted.
        message: Reason,
    },
    /// 422: no such language or version here, or not for this problem.
    #[error("language {asked} is not available; there is {}", available.join(", "))]
    UnknownLanguage {
        /// What was asked for, `ID[@VERSION]`.
        asked: String,
        /// What there is, as `ID@VERSION`.
        available: Vec<String>,
    },
    /// 422: a problem package is wrong.
    #[error("The package was not taken in. What is wrong with it:")]
    Package {
        /// All that is wrong with it.
        findings: Vec<FindingView>,
    },
    /// 413: a source or an input is too large.
    #[error("{what} is {size} bytes; at most {limit} are allowed")]
    TooLarge {
        /// What is too large: `the source`.
        what: &'static str,
        /// Its size, bytes.
        size: u64,
        /// The limit, bytes.
        limit: u64,
    },
    /// 429: too many programs of a throttled account, or too many wrong passwords.
    #[error("{message}")]
    Throttled {
        /// Why, and until when.
        message: Reason,
        /// Seconds until it may be tried again.
        seconds: u64,
    },
    /// 503: the queue takes no more now.
    #[error("{message}")]
    Busy {
        /// Why, and what to do.
        message: Reason,
        /// Seconds until it may be tried again.
        seconds: u64,
    },
    /// 409: the thing's state does not allow it: the name is taken, it is judged right now.
    #[error("{0}")]
    Conflict(Reason),
    /// 503: nothing can be kept just now, because the disk is full or read-only or the database
    /// locked; it may be tried again. Log the text; show no more than that.
    #[error("{0}")]
    Unavailable(String),
    /// 500: our fault or the host's. Log it; show no more than that something broke.
    #[error("{0}")]
    Internal(String),
}

/// What use-cases return.
pub type Result<T> = std::result::Result<T, Error>;

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        let text = error.to_string();
        match error {
            store::Error::InUse { .. } => Self::Conflict(text.into()),
            passing if passing.is_passing() => Self::Unavailable(text),
            _ => Self::Internal(text),
        }
    }
}
