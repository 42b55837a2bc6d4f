//! Copies of the database while it is in use.

use std::{
    fs::{self, OpenOptions},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{Error, Result, Store, column::damaged, database, files};

/// Added to the name of a copy that is not whole yet.
const PARTIAL: &str = ".partial";

impl Store {
    /// Copies the database, as it is at one moment, to a new file; nobody waits for it. The file
    /// is there when it is whole and on disk, and not before.
    ///
    /// # Errors
    /// When the file exists or can't be written, or the disk has no room; nothing is left then.
    pub fn backup(&self, file: &Path) -> Result<()> {
        write(self.path(), file)
    }

    /// Makes the backup of this moment in `dir` (made when missing, 0700), and removes the oldest
    /// ones there beyond `keep`; only files named as [`Store::last_backup`] finds them.
    ///
    /// # Errors
    /// As [`Store::backup`]; the older ones stay then.
    pub fn backup_into(&self, dir: &Path, keep: usize) -> Result<PathBuf> {
        let file = dir.join(files::named(self.path(), "", Timestamp::now()));
        let fail =
            |error: std::io::Error| Error::Backup { path: file.clone(), reason: error.to_string() };
        fs::DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(fail)?;
        // What a server that was killed left half written is in nobody's way but of the disk's.
        for (_, partial) in self.backups(dir, PARTIAL).map_err(fail)? {
            fs::remove_file(partial).map_err(fail)?;
        }
        self.backup(&file)?;
        let mut older = self.backups(dir, "").map_err(fail)?;
        older.retain(|(_, path)| *path != file);
        let spare = (older.len() + 1).saturating_sub(keep.max(1));
        for (_, old) in older.iter().take(spare) {
            fs::remove_file(old).map_err(fail)?;
        }
        Ok(file)
    }

    /// When the latest backup in `dir` was made, by its name. One from the future, made while the
    /// clock was wrong, is none.
    ///
    /// # Errors
    /// When the directory is there and can't be read.
    pub fn last_backup(&self, dir: &Path) -> Result<Option<Timestamp>> {
        let found = self
            .backups(dir, "")
            .map_err(|error| Error::Backup { path: dir.into(), reason: error.to_string() })?;
        let now = Timestamp::now();
        Ok(found.into_iter().map(|(at, _)| at).rfind(|at| *at <= now))
    }

    /// The backups in `dir` with `suffix` after their names, the oldest first.
    fn backups(&self, dir: &Path, suffix: &str) -> std::io::Result<Vec<(Timestamp, PathBuf)>> {
        let entries = match dir.read_dir() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.and_then(|name| name.strip_suffix(suffix));
            if let Some(at) = name.and_then(|name| files::time_in(self.path(), name)) {
                found.push((at, path));
            }
        }
        found.sort();
        Ok(found)
    }
}

/// Copies the database at `from` to the new file `to`.
pub(super) fn write(from: &Path, to: &Path) -> Result<()> {
    let fail = |reason: String| Error::Backup { path: to.into(), reason };
    if to.exists() {
        return Err(fail("it exists already".into()));
    }
    let dir = files::directory(to);
    files::require_space(dir, files::size(from), "a copy of the database")?;
    let partial = files::with_suffix(to, PARTIAL);
    let copied = copy_new(from, &partial).and_then(|()| {
        // Unlike a rename, a link writes over nothing.
        fs::hard_link(&partial, to).map_err(|error| error.to_string())
    });
    let removed = fs::remove_file(&partial);
    copied.map_err(fail)?;
    removed.and_then(|()| files::sync_directory(dir)).map_err(|error| fail(error.to_string()))
}

/// Copies to a file that is private from its beginning: SQLite would make it readable by all.
fn copy_new(from: &Path, to: &Path) -> std::result::Result<(), String> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.to_string()),
        _ => {}
    }
    let new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to);
    new.map_err(|error| error.to_string())?;
    copy(from, to).map_err(|error| super::error::Reason::from(error).to_string())
}

fn copy(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let source = database::connect(from)?;
    let mut target = Connection::open(to)?;
    pages(&source, &mut target)?;
    let check: String = target.query_row("PRAGMA quick_check", (), |row| row.get(0))?;
    if check == "ok" { Ok(()) } else { Err(damaged(check)) }
}

/// Copies every page, and makes the copy a single plain file.
pub(super) fn pages(source: &Connection, target: &mut Connection) -> rusqlite::Result<()> {
    // All in one step: a step's snapshot can't be overtaken by the writer.
    let step = Backup::new(source, target)?.step(-1)?;
    if step != StepResult::Done {
        return Err(damaged(format!("the copy stopped early: {step:?}")));
    }
    // A copy of a WAL database is marked as one.
    target.pragma_update(None, "journal_mode", "delete")
}
