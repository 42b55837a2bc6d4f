//! The leaderboards, and each user's best with each problem.
//!
//! The tables are derived (`derived` computes them from scratch): a judgement recomputes one user's
//! best with one problem, and their gains with it, from the submissions, and then that user's line
//! from their bests, so a verdict that a rejudge took away leaves no trace. A line of a month is
//! summed from the gains of that month.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{
    Result, Store,
    column::{hidden, maybe_time},
    derived::{bests, gains, lines},
};
use crate::domain::{Period, SubmissionId, UserId};

/// A user's line of the leaderboard. It is ranked in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Whose.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Problems solved; of a month, those first solved in it.
    pub solved: u64,
    /// Sum of best scores; of a month, by how much it grew.
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

/// The lines that are shown of `lines (user_id, solved, score, last_solved_at)`; those without
/// points and shut-out accounts have none.
macro_rules! shown {
    ($lines:literal) => {
        concat!(
            "SELECT l.*, u.name FROM ",
            $lines,
            " l CROSS JOIN users u ON u.id = l.user_id
              WHERE NOT u.disabled AND (l.solved > 0 OR l.score > 0)"
        )
    };
}

/// The same from the gains of the month `?1`; more conditions may follow.
macro_rules! of_month {
    ($more:literal) => {
        concat!(
            "SELECT l.*, u.name FROM (",
            lines!(),
            " FROM gains WHERE month = ?1 ",
            $more,
            " GROUP BY user_id) l CROSS JOIN users u ON u.id = l.user_id WHERE NOT u.disabled"
        )
    };
}

impl Store {
    /// Every line of a leaderboard, by user.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn standings(&self, period: Period) -> Result<Vec<Standing>> {
        self.read("read the leaderboard", |db| match period {
            Period::Ever => db
                .prepare_cached(concat!(shown!("standings"), " ORDER BY l.user_id"))?
                .query_map((), read)?
                .collect(),
            Period::Month(month) => db
                .prepare_cached(concat!(of_month!(""), " ORDER BY l.user_id"))?
                .query_map([month.number()], read)?
                .collect(),
        })
    }

    /// The leaderboard computed from the submissions; writes nothing.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn standings_afresh(&self) -> Result<Vec<Standing>> {
        self.read("compute the leaderboard", |db| {
            let sql = concat!(
                "WITH best AS (",
                bests!(),
                " GROUP BY user_id, problem_id), line AS (",
                lines!(),
                " FROM best GROUP BY user_id) ",
                shown!("line"),
                " ORDER BY l.user_id"
            );
            db.prepare(sql)?.query_map((), read)?.collect()
        })
    }

    /// A user's line of a leaderboard.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn standing(&self, period: Period, user: UserId) -> Result<Option<Standing>> {
        self.read("find a line of the leaderboard", |db| match period {
            Period::Ever => db
                .prepare_cached(concat!(shown!("standings"), " AND l.user_id = ?1"))?
                .query_row([user.0], read)
                .optional(),
            Period::Month(month) => db
                .prepare_cached(of_month!("AND user_id = ?2"))?
                .query_row([month.number(), user.0], read)
                .optional(),
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

/// Brings the tables up to date with a submission's verdict; true when a leaderboard changed.
pub(super) fn update(db: &Connection, submission: SubmissionId) -> rusqlite::Result<bool> {
    let (user, problem): (i64, i64) = db
        .prepare_cached("SELECT user_id, problem_id FROM submissions WHERE id = ?1")?
        .query_row([submission.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    renew(db, user, problem)
}

/// Brings the tables up to date with a problem, of which another submission counts now.
pub(super) fn update_problem(db: &Connection, problem: i64) -> rusqlite::Result<()> {
    let users: Vec<i64> = db
        .prepare_cached("SELECT user_id FROM bests WHERE problem_id = ?1")?
        .query_map([problem], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    users.into_iter().try_for_each(|user| renew(db, user, problem).map(drop))
}

fn renew(db: &Connection, user: i64, problem: i64) -> rusqlite::Result<bool> {
    let before = (line(db, user)?, gained(db, user, problem)?);
    db.prepare_cached("DELETE FROM bests WHERE user_id = ?1 AND problem_id = ?2")?
        .execute([user, problem])?;
    db.prepare_cached(concat!(
        "INSERT INTO bests (user_id, problem_id, score, max_score, solved_at) ",
        bests!(),
        " AND user_id = ?1 AND problem_id = ?2 GROUP BY user_id, problem_id"
    ))?
    .execute([user, problem])?;
    db.prepare_cached("DELETE FROM gains WHERE user_id = ?1 AND problem_id = ?2")?
        .execute([user, problem])?;
    db.prepare_cached(concat!(
        "INSERT INTO gains (month, user_id, problem_id, score, solved_at) ",
        gains!("user_id = ?1 AND problem_id = ?2")
    ))?
    .execute([user, problem])?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO standings (user_id, solved, score, last_solved_at)
         SELECT ?1, count(solved_at), ifnull(sum(score), 0), max(solved_at)
         FROM bests WHERE user_id = ?1",
    )?
    .execute([user])?;
    Ok((line(db, user)?, gained(db, user, problem)?) != before)
}

/// A line's numbers; zeros when there is none.
fn line(db: &Connection, user: i64) -> rusqlite::Result<(u64, f64, Option<i64>)> {
    let line = db
        .prepare_cached("SELECT solved, score, last_solved_at FROM standings WHERE user_id = ?1")?
        .query_row([user], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(line.unwrap_or_default())
}

/// What a user gained with a problem: month, points, when it was solved.
fn gained(
    db: &Connection,
    user: i64,
    problem: i64,
) -> rusqlite::Result<Vec<(i64, f64, Option<i64>)>> {
    db.prepare_cached(
        "SELECT month, score, solved_at FROM gains WHERE user_id = ?1 AND problem_id = ?2
         ORDER BY month",
    )?
    .query_map([user, problem], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
    .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        user: UserId(row.get("user_id")?),
        name: row.get("name")?,
        solved: row.get("solved")?,
        score: row.get("score")?,
        last_solved_at: maybe_time(row, "last_solved_at")?,
    })
}
