//! The leaderboard, and each user's best with each problem.
//!
//! Both tables are derived: a judgement recomputes one user's best with one problem from the
//! submissions, and then that user's line from their bests, so a verdict that a rejudge took
//! away leaves no trace. CE counts as an attempt; JE, which is nobody's fault, as nothing.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{
    Result, Store,
    column::{hidden, maybe_time},
};
use crate::domain::{SubmissionId, UserId};

/// A user's line of the leaderboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Rank, from 1; those who tie share one.
    pub rank: u64,
    /// User's name.
    pub name: String,
    /// Problems solved.
    pub solved: u64,
    /// Sum of best scores.
    pub score: f64,
    /// When the last solved problem was first accepted.
    pub last_solved_at: Option<Timestamp>,
}

/// How far a user is with a problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Problem's slug.
    pub slug: String,
    /// Problem's name.
    pub name: String,
    /// Best score.
    pub score: f64,
    /// Most points to be had.
    pub max_score: f64,
    /// When it was first accepted.
    pub solved_at: Option<Timestamp>,
}

/// Ranks `lines (user_id, solved, score, last_solved_at)`; those without points and shut-out
/// accounts have none.
const RANK: &str = "ranked AS (
    SELECT u.id AS user_id, u.name, l.solved, l.score, l.last_solved_at,
        rank() OVER (ORDER BY l.solved DESC, l.last_solved_at IS NULL, l.last_solved_at) AS rank
    FROM lines l JOIN users u ON u.id = l.user_id
    WHERE NOT u.disabled AND (l.solved > 0 OR l.score > 0))";

/// `lines` as they are kept.
const KEPT: &str = "WITH lines AS (SELECT * FROM standings)";

/// `lines` from the submissions alone.
const AFRESH: &str = "WITH
    best AS (
        SELECT user_id, max(score) AS score,
            min(iif(verdict = 'AC', created_at, NULL)) AS solved_at
        FROM attained
        GROUP BY user_id, problem_id),
    lines AS (
        SELECT user_id, count(solved_at) AS solved, sum(score) AS score,
            max(solved_at) AS last_solved_at
        FROM best GROUP BY user_id)";

impl Store {
    /// A page of the leaderboard, best first, and how many lines it has in all.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn standings(&self, offset: u64, limit: u64) -> Result<(Vec<Standing>, u64)> {
        self.read("read the leaderboard", |db| {
            let total = db
                .prepare_cached(&format!("{KEPT}, {RANK} SELECT count(*) FROM ranked"))?
                .query_row((), |row| row.get(0))?;
            let page = db
                .prepare_cached(&format!(
                    "{KEPT}, {RANK} SELECT * FROM ranked ORDER BY rank, name LIMIT ?1 OFFSET ?2"
                ))?
                .query_map([limit, offset], read)?
                .collect::<rusqlite::Result<_>>()?;
            Ok((page, total))
        })
    }

    /// The whole leaderboard, computed from the submissions; writes nothing.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn standings_afresh(&self) -> Result<Vec<Standing>> {
        self.read("compute the leaderboard", |db| {
            db.prepare(&format!("{AFRESH}, {RANK} SELECT * FROM ranked ORDER BY rank, name"))?
                .query_map((), read)?
                .collect()
        })
    }

    /// A user's line of the leaderboard.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn standing(&self, user: UserId) -> Result<Option<Standing>> {
        self.read("find a line of the leaderboard", |db| {
            db.prepare_cached(&format!("{KEPT}, {RANK} SELECT * FROM ranked WHERE user_id = ?1"))?
                .query_row([user.0], read)
                .optional()
        })
    }

    /// Every problem that a user has a result for, by name; only those that users may see.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn bests(&self, user: UserId) -> Result<Vec<Best>> {
        self.read("list a user's problems", |db| {
            db.prepare_cached(concat!(
                "SELECT p.slug, p.name, b.* FROM bests b JOIN problems p ON p.id = b.problem_id
                 WHERE b.user_id = ?1 AND NOT ",
                hidden!(),
                " ORDER BY p.name COLLATE NOCASE, p.slug"
            ))?
            .query_map([user.0], |row| {
                Ok(Best {
                    slug: row.get("slug")?,
                    name: row.get("name")?,
                    score: row.get("score")?,
                    max_score: row.get("max_score")?,
                    solved_at: maybe_time(row, "solved_at")?,
                })
            })?
            .collect()
        })
    }
}

/// Brings both tables up to date with a submission's verdict; true when the leaderboard changed.
pub(super) fn update(db: &Connection, submission: SubmissionId) -> rusqlite::Result<bool> {
    let (user, problem): (i64, i64) = db
        .prepare_cached("SELECT user_id, problem_id FROM submissions WHERE id = ?1")?
        .query_row([submission.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    renew(db, user, problem)
}

/// Brings both tables up to date with a problem, of which another submission counts now.
pub(super) fn update_problem(db: &Connection, problem: i64) -> rusqlite::Result<()> {
    let users: Vec<i64> = db
        .prepare_cached("SELECT user_id FROM bests WHERE problem_id = ?1")?
        .query_map([problem], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    users.into_iter().try_for_each(|user| renew(db, user, problem).map(drop))
}

fn renew(db: &Connection, user: i64, problem: i64) -> rusqlite::Result<bool> {
    db.prepare_cached("DELETE FROM bests WHERE user_id = ?1 AND problem_id = ?2")?
        .execute([user, problem])?;
    db.prepare_cached(
        "INSERT INTO bests (user_id, problem_id, score, max_score, solved_at)
         SELECT user_id, problem_id, max(score), ifnull(max(max_score), 1),
            min(iif(verdict = 'AC', created_at, NULL))
         FROM attained WHERE user_id = ?1 AND problem_id = ?2
         GROUP BY user_id, problem_id",
    )?
    .execute([user, problem])?;
    let before = line(db, user)?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO standings (user_id, solved, score, last_solved_at)
         SELECT ?1, count(solved_at), ifnull(sum(score), 0), max(solved_at)
         FROM bests WHERE user_id = ?1",
    )?
    .execute([user])?;
    Ok(line(db, user)? != before)
}

/// A line's numbers; zeros when there is none.
fn line(db: &Connection, user: i64) -> rusqlite::Result<(u64, f64, Option<i64>)> {
    let line = db
        .prepare_cached("SELECT solved, score, last_solved_at FROM standings WHERE user_id = ?1")?
        .query_row([user], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(line.unwrap_or_default())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        rank: row.get("rank")?,
        name: row.get("name")?,
        solved: row.get("solved")?,
        score: row.get("score")?,
        last_solved_at: maybe_time(row, "last_solved_at")?,
    })
}
