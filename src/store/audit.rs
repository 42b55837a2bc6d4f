//! Who did what to whom. Entries are written in the transaction that does it.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    Result, Store,
    column::{Millis, time},
};

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
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

impl Store {
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
            db.prepare_cached(&sql)?
                .query_map(params![user, limit], |row| {
                    Ok(AuditEntry {
                        at: time(row, "at")?,
                        actor: row.get("actor")?,
                        action: row.get("action")?,
                        object: row.get("object")?,
                        detail: row.get("detail")?,
                    })
                })?
                .collect()
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
