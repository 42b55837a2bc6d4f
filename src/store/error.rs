//! What can go wrong with the database.

use std::path::PathBuf;

use rusqlite::ErrorCode;

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
    /// The database was made by a newer version.
    #[error(
        "the database {} has schema {found}, and this version of minos knows schema {known} at \
         most: start the newer version, or go back to a copy from before the upgrade \
         (minos-schema*.db beside it) with `minos restore`",
        path.display()
    )]
    Newer {
        /// Its file.
        path: PathBuf,
        /// Its schema.
        found: usize,
        /// The newest schema known here.
        known: usize,
    },
    /// Another process is the one server, or replaces or upgrades the file.
    #[error(
        "another minos uses the database {}: a server, or an upgrade or restore under way; stop it \
         first, or name another data directory with --data",
        path.display()
    )]
    InUse {
        /// Its file.
        path: PathBuf,
    },
    /// The disk has no room for what is to be written; nothing was begun.
    #[error(
        "{purpose} needs {} MiB free in {}, where there are {} MiB: make room first",
        needed.div_ceil(1 << 20), dir.display(), free >> 20
    )]
    Space {
        /// Where.
        dir: PathBuf,
        /// For what.
        purpose: &'static str,
        /// Bytes needed.
        needed: u64,
        /// Bytes there are.
        free: u64,
    },
    /// A read or write failed.
    #[error("{operation}: {reason}")]
    Sql {
        /// What was being done.
        operation: &'static str,
        /// Why, and what to do.
        reason: Reason,
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
    /// A backup could not be made the database; that is as it was.
    #[error("restoring {}: {reason}", path.display())]
    Restore {
        /// The backup.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// Why a read or write failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    text: String,
    /// Whether it will pass, or an operator can make it pass, with nothing lost.
    passing: bool,
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether the same may be tried again later with better luck: the disk is full or read-only,
    /// or somebody else keeps the database locked. What was acknowledged before is kept.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Sql { reason, .. } => reason.passing,
            Self::Space { .. } | Self::InUse { .. } => true,
            _ => false,
        }
    }
}

impl Reason {
    /// Something of our own.
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), passing: false }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<rusqlite::Error> for Reason {
    fn from(error: rusqlite::Error) -> Self {
        let (advice, passing) = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => ("make room on the disk of the data directory", true),
            Some(ErrorCode::ReadOnly) => {
                ("the data directory can't be written: look at its mount and its owner", true)
            }
            Some(ErrorCode::SystemIoFailure) => {
                ("the disk of the data directory fails or is full: look at the kernel's log", true)
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                ("another process keeps the database; end it, or wait for it", true)
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                ("see `minos check`, and go back to a backup with `minos restore`", false)
            }
            _ => return Self::of(error.to_string()),
        };
        Self { text: format!("{error} ({advice})"), passing }
    }
}
