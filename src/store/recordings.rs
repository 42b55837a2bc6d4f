//! How drafts grew: the states that were kept one after the other, for users who want that.
//!
//! What is kept is bounded. Of a draft with too many states, the one whose neighbours are closest
//! in time goes, so that a long recording gets coarser and loses neither its beginning nor its
//! end. Of a user with too much, the oldest states go.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    NewDraft, Result, Store,
    column::{Millis, hidden, time},
    pack,
};
use crate::domain::{ProblemId, UserId};

/// Most states of a draft.
const STATES: u64 = 240;
/// Most bytes of a draft's states, deflated.
const BYTES: u64 = 512 << 10;
/// Most bytes of all states of a user, deflated.
const BYTES_OF_USER: u64 = 8 << 20;

/// What is recorded of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Slug of the problem.
    pub slug: String,
    /// Name of the problem.
    pub name: String,
    /// Language id.
    pub language: String,
    /// How many states.
    pub states: u64,
    /// The latest.
    pub last: Timestamp,
}

/// A recorded state of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When it was kept.
    pub at: Timestamp,
    /// The program.
    pub source: String,
}

impl Store {
    /// What is recorded of a user's drafts, the latest first; of problems that they may see, or of
    /// one.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn recordings(&self, user: UserId, problem: Option<ProblemId>) -> Result<Vec<Recording>> {
        self.read("list recordings", |db| {
            db.prepare_cached(concat!(
                "SELECT p.slug, p.name, s.language, count(*) AS states, max(s.at) AS last
                 FROM snapshots s JOIN problems p ON p.id = s.problem_id
                 WHERE s.user_id = ?1 AND (s.problem_id = ?2 OR ?2 IS NULL AND NOT ",
                hidden!(),
                ") GROUP BY s.problem_id, s.language ORDER BY last DESC"
            ))?
            .query_map(params![user.0, problem.map(|problem| problem.0)], |row| {
                Ok(Recording {
                    slug: row.get("slug")?,
                    name: row.get("name")?,
                    language: row.get("language")?,
                    states: row.get("states")?,
                    last: time(row, "last")?,
                })
            })?
            .collect()
        })
    }

    /// The recorded states of a draft, the first first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn snapshots(
        &self,
        user: UserId,
        problem: ProblemId,
        language: &str,
    ) -> Result<Vec<Snapshot>> {
        self.read("read a recording", |db| {
            db.prepare_cached(
                "SELECT at, source FROM snapshots
                 WHERE user_id = ?1 AND problem_id = ?2 AND language = ?3 ORDER BY at",
            )?
            .query_map(params![user.0, problem.0, language], |row| {
                let packed: Vec<u8> = row.get("source")?;
                Ok(Snapshot { at: time(row, "at")?, source: pack::unpack_text(&packed)? })
            })?
            .collect()
        })
    }

    /// Forgets what is recorded of a user's drafts, of all problems or of one.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn forget_recordings(&self, user: UserId, problem: Option<ProblemId>) -> Result<()> {
        self.write("forget recordings", move |db| {
            db.execute(
                "DELETE FROM snapshots WHERE user_id = ?1 AND (?2 IS NULL OR problem_id = ?2)",
                params![user.0, problem.map(|problem| problem.0)],
            )?;
            Ok(())
        })
    }
}

/// Records a state of a draft that is kept now.
pub(super) fn note(db: &Connection, draft: &NewDraft, now: Timestamp) -> rusqlite::Result<()> {
    let source = pack::pack(draft.source.as_bytes());
    db.prepare_cached(
        "INSERT OR REPLACE INTO snapshots (user_id, problem_id, language, at, size, source)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        draft.user.0,
        draft.problem.0,
        draft.language,
        Millis(now),
        source.len(),
        source
    ])?;
    let mut of_draft = db.prepare_cached(
        "SELECT count(*) > ?4 OR sum(size) > ?5 FROM snapshots
         WHERE user_id = ?1 AND problem_id = ?2 AND language = ?3",
    )?;
    let key = params![draft.user.0, draft.problem.0, draft.language, STATES, BYTES];
    while of_draft.query_row(key, |row| row.get(0))? && thin(db, draft)? {}
    let mut of_user =
        db.prepare_cached("SELECT sum(size) > ?2 FROM snapshots WHERE user_id = ?1")?;
    let key = params![draft.user.0, BYTES_OF_USER];
    while of_user.query_row(key, |row| row.get(0))? && forget_oldest(db, draft.user)? {}
    Ok(())
}

/// Removes the state between the two neighbours that are closest in time; false when there is none
/// between others.
fn thin(db: &Connection, draft: &NewDraft) -> rusqlite::Result<bool> {
    let removed = db
        .prepare_cached(
            "DELETE FROM snapshots WHERE user_id = ?1 AND problem_id = ?2 AND language = ?3 AND at =
                (SELECT at FROM
                    (SELECT at, lead(at) OVER states - lag(at) OVER states AS gap FROM snapshots
                    WHERE user_id = ?1 AND problem_id = ?2 AND language = ?3
                    WINDOW states AS (ORDER BY at))
                WHERE gap IS NOT NULL ORDER BY gap, at LIMIT 1)",
        )?
        .execute(params![draft.user.0, draft.problem.0, draft.language])?;
    Ok(removed > 0)
}

fn forget_oldest(db: &Connection, user: UserId) -> rusqlite::Result<bool> {
    let removed = db
        .prepare_cached(
            "DELETE FROM snapshots WHERE user_id = ?1 AND at =
                (SELECT min(at) FROM snapshots WHERE user_id = ?1)",
        )?
        .execute([user.0])?;
    Ok(removed > 0)
}
