//! Who did what to whom. Entries are written in the transaction that does it.

use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params, params};

use super::{
    Result, Store,
    column::{Millis, time},
};

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who: an account's name, `console` for commands, `rules` for the server's own.
    pub actor: String,
    /// What: `suspend`, `restore`, …
    pub action: String,
    /// To whom, or to what.
    pub object: String,
    /// In words.
    pub detail: String,
}

/// Which entries, newest first.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// By this actor, whatever the case.
    pub actor: Option<String>,
    /// Of this action.
    pub action: Option<String>,
    /// About this object, whatever the case.
    pub object: Option<String>,
    /// With a smaller number.
    pub before: Option<i64>,
    /// How many.
    pub limit: u64,
}

impl Store {
    /// Entries of the audit trail.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditEntry>> {
        self.read("read the audit trail", |db| {
            db.prepare_cached(
                "SELECT * FROM audit WHERE (:before IS NULL OR id < :before)
                    AND (:actor IS NULL OR actor = :actor COLLATE NOCASE)
                    AND (:action IS NULL OR action = :action)
                    AND (:object IS NULL OR object = :object COLLATE NOCASE)
                 ORDER BY id DESC LIMIT :limit",
            )?
            .query_map(
                named_params! {
                    ":actor": filter.actor, ":action": filter.action, ":object": filter.object,
                    ":before": filter.before, ":limit": filter.limit,
                },
                read,
            )?
            .collect()
        })
    }

    /// The latest steps against accounts and in their favour, the last first; those of one user,
    /// by name, where it is given.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn sanction_steps(&self, user: Option<&str>, limit: u64) -> Result<Vec<AuditEntry>> {
        let only = if user.is_some() { "object = ?1 COLLATE NOCASE" } else { "?1 IS NULL" };
        let sql = format!(
            "SELECT * FROM audit WHERE action IN ('throttle', 'suspend', 'restore') AND {only}
             ORDER BY id DESC LIMIT ?2"
        );
        self.read("read the audit trail", |db| {
            db.prepare_cached(&sql)?.query_map(params![user, limit], read)?.collect()
        })
    }
}

/// Adds an entry.
pub(super) fn note(
    db: &Connection,
    actor: &str,
    action: &str,
    object: &str,
    detail: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO audit (at, actor, action, object, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![Millis(Timestamp::now()), actor, action, object, detail])
    .map(|_| ())
}

fn read(row: &Row<'_>) -> rusqlite::Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.get("id")?,
        at: time(row, "at")?,
        actor: row.get("actor")?,
        action: row.get("action")?,
        object: row.get("object")?,
        detail: row.get("detail")?,
    })
}
