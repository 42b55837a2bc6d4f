//! Unsubmitted programs.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{
    Result, Store,
    column::{Millis, time},
    recordings,
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
    /// Grows with each state that is kept, from 1.
    pub revision: u64,
}

/// A state of a draft to be kept.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// Whose.
    pub user: UserId,
    /// For which problem.
    pub problem: ProblemId,
    /// Language id.
    pub language: String,
    /// Language version.
    pub language_version: String,
    /// The program so far.
    pub source: String,
    /// The state that it was made from: its revision, 0 for none. `None` overwrites whatever is
    /// there.
    pub base: Option<u64>,
    /// Whether the state is recorded too.
    pub record: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftPut {
    /// It is kept, with this revision.
    Kept(u64),
    /// Another state came in between, and stays.
    Stale(Draft),
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
            .query_map([user.0, problem.0], read)?
            .collect()
        })
    }

    /// Keeps a state of a draft over the one that it was made from.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_draft(&self, new: NewDraft) -> Result<DraftPut> {
        self.write("keep a draft", move |db| put(db, &new))
    }
}

fn put(db: &Connection, new: &NewDraft) -> rusqlite::Result<DraftPut> {
    let there = db
        .prepare_cached(
            "SELECT * FROM drafts WHERE user_id = ?1 AND problem_id = ?2 AND language = ?3",
        )?
        .query_row(params![new.user.0, new.problem.0, new.language], read)
        .optional()?;
    let revision = there.as_ref().map_or(0, |draft| draft.revision);
    if let Some(there) = there {
        let same = there.source == new.source && there.language_version == new.language_version;
        if same {
            return Ok(DraftPut::Kept(revision));
        }
        // The same program is no other state, whoever kept it.
        if there.source != new.source && new.base.is_some_and(|base| base != revision) {
            return Ok(DraftPut::Stale(there));
        }
    }
    let now = Timestamp::now();
    if new.record {
        recordings::note(db, new, now)?;
    }
    db.prepare_cached(
        "INSERT OR REPLACE INTO drafts
            (user_id, problem_id, language, language_version, source, saved_at, revision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        new.user.0,
        new.problem.0,
        new.language,
        new.language_version,
        new.source,
        Millis(now),
        revision + 1
    ])?;
    Ok(DraftPut::Kept(revision + 1))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        language: row.get("language")?,
        language_version: row.get("language_version")?,
        source: row.get("source")?,
        saved_at: time(row, "saved_at")?,
        revision: row.get("revision")?,
    })
}
