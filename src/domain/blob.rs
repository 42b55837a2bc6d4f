//! Content-addressed bytes: test data, attachments, validators' sources.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// SHA-256 of the content, 64 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub String);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A reference to bytes that a [`Blobs`] can give.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BlobRef {
    /// Name of the content.
    pub digest: Digest,
    /// Length in bytes.
    pub size: u64,
}

/// Why bytes could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobError {
    /// What was asked for.
    pub digest: Digest,
    /// What went wrong, for the operator.
    pub reason: String,
}

impl fmt::Display for BlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "reading blob {}: {}", self.digest, self.reason)
    }
}

impl std::error::Error for BlobError {}

/// Where the bytes of a package come from: its directory on disk, or the database.
pub trait Blobs: Send + Sync {
    /// The bytes of `digest`, checked against it.
    ///
    /// # Errors
    /// When there are none, or they are not what their name says.
    fn read(&self, digest: &Digest) -> Result<Arc<[u8]>, BlobError>;
}
