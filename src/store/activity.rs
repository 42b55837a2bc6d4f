//! What a user did: by day, by language, by verdict.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rusqlite::params;

use super::{Result, Store, column::Millis};
use crate::domain::UserId;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

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
    /// A user's submissions by day (UTC) since a moment; days without any are left out.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn days(&self, user: UserId, since: Timestamp) -> Result<Vec<Tally<Date>>> {
        self.read("count submissions by day", |db| {
            db.prepare_cached(
                "SELECT created_at / ?3 AS day, count(*), count(iif(verdict = 'AC', 1, NULL))
                 FROM submissions WHERE user_id = ?1 AND created_at >= ?2
                 GROUP BY day ORDER BY day",
            )?
            .query_map(params![user.0, Millis(since), DAY], |row| {
                let day: i64 = row.get(0)?;
                let start = Timestamp::from_millisecond(day * DAY).unwrap_or_default();
                Ok(Tally {
                    of: start.to_zoned(TimeZone::UTC).date(),
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
                "SELECT language, count(*) AS sent, count(iif(verdict = 'AC', 1, NULL))
                 FROM submissions WHERE user_id = ?1
                 GROUP BY language ORDER BY sent DESC, language",
            )?
            .query_map([user.0], |row| {
                Ok(Tally { of: row.get(0)?, submissions: row.get(1)?, accepted: row.get(2)? })
            })?
            .collect()
        })
    }
}
