//! The database file: opening, migrating, reading, writing.

use std::{
    fmt,
    fs::{OpenOptions, Permissions},
    io::ErrorKind,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;

use super::{Error, Result, error::Reason, files, readers::Readers, upgrade, writer::Writer};
use crate::domain::Cache;

/// Bytes of blobs kept in memory, if nobody says otherwise.
const CACHED_BYTES: usize = 64 << 20;

/// How long a command waits for another process to finish writing.
const BUSY: Duration = Duration::from_secs(10);

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
    /// Opens the database file, making it when missing and bringing it to this version's schema;
    /// before that, an older one is copied to a file beside it.
    ///
    /// # Errors
    /// When it can't be opened or migrated; [`Error::Newer`] for one of a newer Minos,
    /// [`Error::InUse`] for an older one that a server works with, [`Error::Space`] when the disk
    /// has no room for the copy.
    pub fn open(path: &Path) -> Result<Self> {
        let fail = |reason: String| Error::Open { path: path.into(), reason };
        let sql = |error: rusqlite::Error| fail(Reason::from(error).to_string());
        keep_private(path).map_err(|error| {
            let advice = match error.kind() {
                ErrorKind::ReadOnlyFilesystem => {
                    "; Minos writes there: mount it for writing, or \
                                                  name another data directory with --data"
                }
                ErrorKind::PermissionDenied => "; it must belong to the user that Minos runs as",
                _ => "",
            };
            fail(format!("{error}{advice}"))
        })?;
        let mut connection = connect(path).map_err(sql)?;
        upgrade::refuse_newer(&connection, path)?;
        // A log, so that readers wait for nobody. With `synchronous` it is on disk at each commit.
        connection.pragma_update(None, "journal_mode", "wal").map_err(sql)?;
        upgrade::upgrade(&mut connection, path)?;
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

    /// Bytes that are free on the database's disk; `None` where the file system does not tell.
    #[must_use]
    pub fn free_space(&self) -> Option<u64> {
        files::free_space(files::directory(self.path())).ok()
    }

    pub(super) fn read<T>(
        &self,
        operation: &'static str,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.inner
            .readers
            .read(read)
            .map_err(|error| Error::Sql { operation, reason: error.into() })
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
    // Full: the log is synced at each commit, so what was acknowledged survives a loss of power,
    // not only a kill; with `normal` that would be so at checkpoints alone.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// Password hashes and hidden tests are nobody else's, whatever the directory's mode. SQLite gives
/// its other files the mode of this one.
fn keep_private(path: &Path) -> std::io::Result<()> {
    let options = OpenOptions::new().append(true).create(true).mode(0o600).to_owned();
    options.open(path)?.set_permissions(Permissions::from_mode(0o600))?;
    files::sync_directory(files::directory(path))
}
