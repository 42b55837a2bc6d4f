//! Unsubmitted programs.

use jiff::Timestamp;
use rusqlite::params;

use super::{
    Result, Store,
    column::{Millis, time},
};
use crate::domain::{ProblemId, UserId};

/// An unsubmitted program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Language id.
    pub language: String,
    /// Language version.
    pub language_version: String,
    /// The program so far.
    pub source: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

impl Store {
    /// A user's drafts for a problem, the latest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn drafts(&self, user: UserId, problem: ProblemId) -> Result<Vec<Draft>> {
        self.read("read drafts", |db| {
            db.prepare_cached(
                "SELECT * FROM drafts WHERE user_id = ?1 AND problem_id = ?2
                 ORDER BY saved_at DESC, language",
            )?
            .query_map([user.0, problem.0], |row| {
                Ok(Draft {
                    language: row.get("language")?,
                    language_version: row.get("language_version")?,
                    source: row.get("source")?,
                    saved_at: time(row, "saved_at")?,
                })
            })?
            .collect()
        })
    }

    /// Keeps a draft over the one before; an empty one is forgotten.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_draft(
        &self,
        user: UserId,
        problem: ProblemId,
        language: &str,
        language_version: &str,
        source: &str,
    ) -> Result<()> {
        let (language, version) = (language.to_owned(), language_version.to_owned());
        let source = source.to_owned();
        let now = Millis(Timestamp::now());
        self.write("keep a draft", move |db| {
            if source.is_empty() {
                db.execute(
                    "DELETE FROM drafts WHERE user_id = ?1 AND problem_id = ?2 AND language = ?3",
                    params![user.0, problem.0, language],
                )?;
                return Ok(());
            }
            db.prepare_cached(
                "INSERT OR REPLACE INTO drafts
                    (user_id, problem_id, language, language_version, source, saved_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![user.0, problem.0, language, version, source, now])?;
            Ok(())
        })
    }
}
