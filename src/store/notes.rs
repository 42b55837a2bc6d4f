//! What users note on their own submissions.

use std::collections::HashMap;

use rusqlite::params;

use super::{Result, Store, column::damaged};
use crate::domain::SubmissionId;

impl Store {
    /// The notes on these submissions, as far as there are any.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn notes(&self, on: &[SubmissionId]) -> Result<HashMap<SubmissionId, String>> {
        self.read("read notes", |db| {
            let ids = serde_json::to_string(on).map_err(damaged)?;
            db.prepare_cached(
                "SELECT submission_id, text FROM notes
                 WHERE submission_id IN (SELECT value FROM json_each(?1))",
            )?
            .query_map([ids], |row| Ok((SubmissionId(row.get(0)?), row.get(1)?)))?
            .collect()
        })
    }

    /// Keeps a note in place of the one before; an empty one is none.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_note(&self, on: SubmissionId, text: String) -> Result<()> {
        self.write("keep a note", move |db| {
            if text.is_empty() {
                db.execute("DELETE FROM notes WHERE submission_id = ?1", [on.0])?;
            } else {
                db.execute(
                    "INSERT OR REPLACE INTO notes (submission_id, text) VALUES (?1, ?2)",
                    params![on.0, text],
                )?;
            }
            Ok(())
        })
    }
}
