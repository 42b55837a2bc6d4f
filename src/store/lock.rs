//! The right to be the one server on a database, or to replace its file.

use std::{
    fs::{File, TryLockError},
    path::Path,
};

use super::{Error, Result, Store};

/// The right, as long as this lives; the kernel takes it back from a process that is killed.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Store {
    /// Takes the right to be the one server.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it.
    pub fn lock(&self) -> Result<Lock> {
        Lock::take(self.path())
    }
}

impl Lock {
    /// Takes the right to the database file `database`, by its `.lock` beside it.
    pub(super) fn take(database: &Path) -> Result<Self> {
        let path = database.with_extension("lock");
        let fail = |error: std::io::Error| Error::Open {
            path: database.into(),
            reason: format!("locking {}: {error}", path.display()),
        };
        let file = File::create(&path).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse { path: database.into() }),
            Err(TryLockError::Error(error)) => Err(fail(error)),
        }
    }
}
