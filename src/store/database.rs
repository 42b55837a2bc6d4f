//! The database file: opening, migrating, reading, writing.

use std::{
    fmt,
    fs::{OpenOptions, Permissions},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{Error, Result, readers::Readers, writer::Writer};
use crate::domain::Cache;

/// Bytes of blobs kept in memory, if nobody says otherwise.
const CACHED_BYTES: usize = 64 << 20;

/// How long a command waits for another process to finish writing.
const BUSY: Duration = Duration::from_secs(10);

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_initial.sql")),
    M::up(include_str!("../../migrations/0002_abuse.sql")),
    M::up(include_str!("../../migrations/0003_rejudges.sql")),
    M::up(include_str!("../../migrations/0004_versions.sql")),
    M::up(include_str!("../../migrations/0005_uploads.sql")),
    M::up(include_str!("../../migrations/0006_feedback.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    path: PathBuf,
    writer: Writer,
    readers: Readers,
    /// What other processes have written, as of the last look.
    version: AtomicI64,
    pub(super) cache: Mutex<Cache<Arc<[u8]>>>,
}

impl Store {
    /// Opens the database file, making it when missing and migrating it to this version.
    ///
    /// # Errors
    /// When it can't be opened or migrated; one of a newer Minos can't.
    pub fn open(path: &Path) -> Result<Self> {
        let fail = |reason: String| Error::Open { path: path.into(), reason };
        let sql = |error: rusqlite::Error| fail(error.to_string());
        keep_private(path).map_err(|error| fail(error.to_string()))?;
        let mut connection = connect(path).map_err(sql)?;
        connection.pragma_update(None, "journal_mode", "wal").map_err(sql)?;
        MIGRATIONS.to_latest(&mut connection).map_err(|error| match error {
            rusqlite_migration::Error::MigrationDefinition(
                rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
            ) => fail("it was made by a newer version of minos; use that one".into()),
            other => fail(other.to_string()),
        })?;
        let readers = Readers::open(path).map_err(sql)?;
        let writer = Writer::start(connection).map_err(|error| fail(error.to_string()))?;
        let store = Self {
            inner: Arc::new(Inner {
                path: path.into(),
                writer,
                readers,
                version: AtomicI64::new(0),
                cache: Mutex::new(Cache::new(CACHED_BYTES)),
            }),
        };
        store.changed_elsewhere()?;
        Ok(store)
    }

    /// Keeps at most so many bytes of blobs in memory from now on.
    pub fn cache_at_most(&self, bytes: usize) {
        *self.inner.cache.lock().unwrap_or_else(PoisonError::into_inner) = Cache::new(bytes);
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Whether another process has written since this was last asked.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub fn changed_elsewhere(&self) -> Result<bool> {
        // On the writing connection `data_version` moves for the writes of others alone.
        let version = self.write("look for changes by others", |db| {
            db.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0))
        })?;
        Ok(self.inner.version.swap(version, Ordering::Relaxed) != version)
    }

    /// Takes the right to write and gives it back; nothing goes to the disk.
    ///
    /// # Errors
    /// When the writer does not answer, or somebody else keeps the right.
    pub fn check(&self) -> Result<()> {
        self.write("check that the database can be written", |_| Ok(()))
    }

    pub(super) fn read<T>(
        &self,
        operation: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.inner.readers.read(read).map_err(|error| Error::sql(operation, error))
    }

    pub(super) fn write<T: Send + 'static>(
        &self,
        operation: &'static str,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.inner.writer.write(operation, write)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

/// Opens one connection with the settings that each needs.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Full: what was acknowledged survives a loss of power too.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// Password hashes and hidden tests are nobody else's, whatever the directory's mode. SQLite gives
/// its other files the mode of this one.
fn keep_private(path: &Path) -> std::io::Result<()> {
    let options = OpenOptions::new().append(true).create(true).mode(0o600).to_owned();
    options.open(path)?.set_permissions(Permissions::from_mode(0o600))
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    #[test]
    fn migrations_are_valid() {
        MIGRATIONS.validate().expect("migrations apply to an empty database");
    }
}
