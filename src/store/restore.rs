//! Going back to a backup.

use std::{
    fs::{self, OpenOptions},
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Error, Result, Store, backup, error::Reason, files, lock::Lock, upgrade};

/// What restoring did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Schema of the backup; an older one is upgraded when it is next opened.
    pub schema: usize,
    /// Submissions in it.
    pub submissions: u64,
    /// The latest of them.
    pub latest: Option<Timestamp>,
    /// Where the database that was there before is now; its log is beside it.
    pub replaced: Option<PathBuf>,
}

impl Store {
    /// Makes the database file `database` a copy of `backup`, which is checked before, whole. The
    /// one that was there is kept beside it as `minos-replaced-<time>.db`. There is a database at
    /// every moment, whatever breaks.
    ///
    /// # Errors
    /// [`Error::InUse`] while a server runs on it; [`Error::Newer`], [`Error::Space`], or
    /// [`Error::Restore`] when `backup` is no database of ours or is damaged.
    pub fn restore_backup(database: &Path, backup: &Path) -> Result<Restored> {
        let fail = |reason: String| Error::Restore { path: backup.into(), reason };
        let io = |error: std::io::Error| fail(error.to_string());
        let _lock = Lock::take(database)?;
        let whole = backup.canonicalize().map_err(io)?;
        if database.canonicalize().is_ok_and(|database| database == whole) {
            return Err(fail("it is the database itself".into()));
        }
        let dir = files::directory(database);
        files::require_space(dir, files::size(backup), "restoring")?;
        let copy = files::with_suffix(database, ".restoring");
        let found = take_copy(backup, &copy).and_then(|()| examine(&copy, backup));
        let mut restored = found.inspect_err(|_| {
            let _ = fs::remove_file(&copy);
        })?;
        if database.exists() {
            restored.replaced = Some(put_aside(database).map_err(io)?);
        }
        fs::rename(&copy, database).and_then(|()| files::sync_directory(dir)).map_err(io)?;
        Ok(restored)
    }
}

/// Copies the backup to where the database is, whatever journal mode it has.
fn take_copy(backup: &Path, copy: &Path) -> Result<()> {
    let fail = |reason: String| Error::Restore { path: backup.into(), reason };
    match fs::remove_file(copy) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(fail(error.to_string())),
        _ => {}
    }
    let new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(copy);
    new.map_err(|error| fail(error.to_string()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(backup, flags)
        .and_then(|source| backup::pages(&source, &mut Connection::open(copy)?))
        .map_err(|error| fail(unsound(error)))
}

/// Why a backup can't be read.
fn unsound(error: rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            format!("it is damaged, or no database at all: {error}")
        }
        _ => Reason::from(error).to_string(),
    }
}

/// Looks whether a copy is a sound database of ours.
fn examine(copy: &Path, backup: &Path) -> Result<Restored> {
    let fail = |reason: String| Error::Restore { path: backup.into(), reason };
    let sql = |error: rusqlite::Error| fail(unsound(error));
    let db = Connection::open(copy).map_err(sql)?;
    upgrade::refuse_newer(&db, backup)?;
    let schema = upgrade::schema(&db).map_err(sql)?;
    let is_ours = db.table_exists(None, "submissions").map_err(sql)?;
    if schema == 0 || !is_ours {
        return Err(fail("it is no database of minos".into()));
    }
    let check: String =
        db.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0)).map_err(sql)?;
    if check != "ok" {
        return Err(fail(format!("it is damaged: {check}")));
    }
    let dangling = db.prepare("PRAGMA foreign_key_check").and_then(|mut all| all.exists(()));
    if dangling.map_err(sql)? {
        return Err(fail("it is damaged: rows refer to what is not there".into()));
    }
    let (submissions, latest): (u64, Option<i64>) = db
        .query_row("SELECT count(*), max(created_at) FROM submissions", (), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .map_err(sql)?;
    let latest = latest.and_then(|at| Timestamp::from_millisecond(at).ok());
    Ok(Restored { schema, submissions, latest, replaced: None })
}

/// Gives the database a second name, with its log, and takes that log from the first one.
fn put_aside(database: &Path) -> std::io::Result<PathBuf> {
    // Where it is sound still, nothing is left in the log then; where not, all is kept as it is.
    if let Ok(old) = super::database::connect(database) {
        let _ = old.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    let name = files::named(database, "replaced", Timestamp::now());
    let aside = files::directory(database).join(name);
    fs::hard_link(database, &aside)?;
    for suffix in ["-wal", "-shm"] {
        match fs::rename(files::with_suffix(database, suffix), files::with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}
