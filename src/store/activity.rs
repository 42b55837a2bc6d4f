//! What a user did: by day, by language, by verdict.

use jiff::{
    ToSpan as _,
    civil::{self, Date},
};

use super::{Result, Store};
use crate::domain::UserId;

/// Day 0.
const EPOCH: Date = civil::date(1970, 1, 1);

/// Submissions and how many of them were accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<T> {
    /// Of what.
    pub of: T,
    /// Submissions.
    pub submissions: u64,
    /// Accepted ones.
    pub accepted: u64,
}

impl Store {
    /// A user's submissions by day (UTC) from one on; days without any are left out.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn days(&self, user: UserId, since: Date) -> Result<Vec<Tally<Date>>> {
        self.read("count submissions by day", |db| {
            db.prepare_cached(
                "SELECT day, submissions, accepted FROM days
                 WHERE user_id = ?1 AND day >= ?2 AND submissions > 0 ORDER BY day",
            )?
            .query_map([user.0, since.duration_since(EPOCH).as_hours() / 24], |row| {
                let day: i64 = row.get(0)?;
                Ok(Tally {
                    of: EPOCH.saturating_add(day.days()),
                    submissions: row.get(1)?,
                    accepted: row.get(2)?,
                })
            })?
            .collect()
        })
    }

    /// A user's submissions by language id, the most used first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn languages_of(&self, user: UserId) -> Result<Vec<Tally<String>>> {
        self.read("count submissions by language", |db| {
            db.prepare_cached(
                "SELECT language, submissions, accepted FROM language_uses
                 WHERE user_id = ?1 AND submissions > 0 ORDER BY submissions DESC, language",
            )?
            .query_map([user.0], |row| {
                Ok(Tally { of: row.get(0)?, submissions: row.get(1)?, accepted: row.get(2)? })
            })?
            .collect()
        })
    }
}
