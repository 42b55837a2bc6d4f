//! A copy of the database while it is in use.

use std::path::Path;

use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{Error, Result, Store};

impl Store {
    /// Copies the database, as it is at one moment, to a new file; nobody waits for it.
    ///
    /// # Errors
    /// When the file exists or can't be written; nothing is left of it then.
    pub fn backup(&self, file: &Path) -> Result<()> {
        let fail = |reason: String| Error::Backup { path: file.into(), reason };
        let name = file.file_name().ok_or_else(|| fail("it names no file".into()))?;
        let mut part = name.to_owned();
        part.push(".part");
        let part = file.with_file_name(part);
        // Made empty and private first: SQLite would make it readable by all.
        let options = std::fs::OpenOptions::new().write(true).create_new(true).clone();
        private(options).open(&part).map_err(|e| fail(format!("{}: {e}", part.display())))?;
        let copied = copy(self.path(), &part)
            .map_err(|error| error.to_string())
            // A link, unlike a rename, never replaces a file.
            .and_then(|()| std::fs::hard_link(&part, file).map_err(|error| error.to_string()));
        let removed = std::fs::remove_file(&part).map_err(|error| error.to_string());
        copied.and(removed).map_err(fail)
    }
}

fn private(mut options: std::fs::OpenOptions) -> std::fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
    options
}

fn copy(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let source = super::database::connect(from)?;
    let mut target = Connection::open(to)?;
    // All pages in one step: a step's snapshot can't be overtaken by the writer.
    let step = Backup::new(&source, &mut target)?.step(-1)?;
    if step != StepResult::Done {
        return Err(super::column::damaged(format!("the copy stopped early: {step:?}")));
    }
    // A copy of a WAL database is marked as one; make it a single plain file.
    target.pragma_update(None, "journal_mode", "delete")?;
    let check: String = target.query_row("PRAGMA quick_check", (), |row| row.get(0))?;
    if check == "ok" { Ok(()) } else { Err(super::column::damaged(check)) }
}
