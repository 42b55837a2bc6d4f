//! Bringing a database to this version's schema, never without a copy of what was before.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{Error, Result, backup, error::Reason, files, lock::Lock};

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_initial.sql")),
    M::up(include_str!("../../migrations/0002_abuse.sql")),
    M::up(include_str!("../../migrations/0003_rejudges.sql")),
    M::up(include_str!("../../migrations/0004_versions.sql")),
    M::up(include_str!("../../migrations/0005_uploads.sql")),
    M::up(include_str!("../../migrations/0006_feedback.sql")),
    M::up(include_str!("../../migrations/0007_counts.sql")),
    M::up(include_str!("../../migrations/0008_queue.sql")),
    M::up(include_str!("../../migrations/0009_editor.sql")),
    M::up(include_str!("../../migrations/0010_browsers.sql")),
    M::up(include_str!("../../migrations/0011_activity.sql")),
    M::up(include_str!("../../migrations/0012_boards.sql")),
    M::up(include_str!("../../migrations/0013_notes.sql")),
    M::up(include_str!("../../migrations/0014_recordings.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The newest schema known here; a database without tables has 0.
pub(super) const LATEST: usize = STEPS.len();

/// The schema of a database.
pub(super) fn schema(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Refuses a database of a newer version, before anything of it is touched.
pub(super) fn refuse_newer(connection: &Connection, path: &Path) -> Result<()> {
    let found = schema(connection).map_err(|error| fail(path, Reason::from(error)))?;
    if found > LATEST {
        return Err(Error::Newer { path: path.into(), found, known: LATEST });
    }
    Ok(())
}

/// Brings a database to the latest schema, in one transaction. One that has a schema already is
/// copied before, to a file beside it: `minos-schema3-<time>.db`.
pub(super) fn upgrade(connection: &mut Connection, path: &Path) -> Result<()> {
    let read =
        |connection: &Connection| schema(connection).map_err(|e| fail(path, Reason::from(e)));
    if !(1..LATEST).contains(&read(connection)?) {
        // To a new one nothing can be lost.
        return migrate(connection, path);
    }
    // Not while a server of the old version works with it.
    let _lock = Lock::take(path)?;
    let before = read(connection)?;
    if before >= LATEST {
        return Ok(());
    }
    let dir = files::directory(path);
    // The copy, and at most as much again for what a migration writes anew.
    let bytes = files::size(path).saturating_mul(2);
    files::require_space(dir, bytes, "upgrading the database, with a copy made before,")?;
    let copy = dir.join(files::named(path, &format!("schema{before}"), Timestamp::now()));
    backup::write(path, &copy)?;
    tracing::info!(from = before, to = LATEST, copy = %copy.display(), "upgrading the database");
    migrate(connection, path).map_err(|error| {
        let reason = format!("{error}; it is as it was before, and a copy is {}", copy.display());
        Error::Open { path: path.into(), reason }
    })
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    MIGRATIONS.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => fail(path, Reason::from(err)),
        other => fail(path, other),
    })
}

fn fail(path: &Path, reason: impl ToString) -> Error {
    Error::Open { path: path.into(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    #[test]
    fn migrations_are_valid() {
        MIGRATIONS.validate().expect("migrations apply to an empty database");
    }
}
