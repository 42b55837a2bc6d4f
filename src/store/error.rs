//! What can go wrong with the database.

use std::path::PathBuf;

/// A failure of the database or its file.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The database could not be opened or migrated.
    #[error("opening the database {}: {reason}", path.display())]
    Open {
        /// Its file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A read or write failed.
    #[error("{operation}: {reason}")]
    Sql {
        /// What was being done.
        operation: &'static str,
        /// Why.
        reason: String,
    },
    /// What lies in the database is not what was put there.
    #[error("{operation}: damaged data: {reason}")]
    Damaged {
        /// What was being done.
        operation: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A backup could not be written.
    #[error("writing the backup {}: {reason}", path.display())]
    Backup {
        /// Its file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(super) fn sql(operation: &'static str, reason: impl ToString) -> Self {
        Self::Sql { operation, reason: reason.to_string() }
    }
}
