//! A copy of the database while it is in use.

use std::{fs, os::unix::fs::OpenOptionsExt as _, path::Path};

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{Error, Result, Store, column::damaged, database};

impl Store {
    /// Copies the database, as it is at one moment, to a new file; nobody waits for it.
    ///
    /// # Errors
    /// When the file exists or can't be written; nothing is left of it then.
    pub fn backup(&self, file: &Path) -> Result<()> {
        let fail = |reason: String| Error::Backup { path: file.into(), reason };
        // Made empty, private and new first: SQLite would make it readable by all, or write over
        // one that is there.
        let new = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
        new.map_err(|error| fail(error.to_string()))?;
        copy(self.path(), file).map_err(|error| match fs::remove_file(file) {
            Ok(()) => fail(error.to_string()),
            Err(left) => fail(format!("{error}; a part of it is left: {left}")),
        })
    }
}

fn copy(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let source = database::connect(from)?;
    let mut target = Connection::open(to)?;
    // All pages in one step: a step's snapshot can't be overtaken by the writer.
    let step = Backup::new(&source, &mut target)?.step(-1)?;
    if step != StepResult::Done {
        return Err(damaged(format!("the copy stopped early: {step:?}")));
    }
    // A copy of a WAL database is marked as one; make it a single plain file.
    target.pragma_update(None, "journal_mode", "delete")?;
    let check: String = target.query_row("PRAGMA quick_check", (), |row| row.get(0))?;
    if check == "ok" { Ok(()) } else { Err(damaged(check)) }
}
