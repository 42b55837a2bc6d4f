//! Sessions, and browsers that had one, by the digests of their secrets.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{
    Result, Store, User,
    column::{Millis, time},
    users,
};
use crate::domain::UserId;

/// Browsers of one account that are known.
const BROWSERS: u32 = 20;

/// A session that is good.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub user: User,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// The account's preferences, JSON; `None` when it has never said.
    pub preferences: Option<String>,
}

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_session(&self, digest: [u8; 32], user: UserId) -> Result<()> {
        let now = Millis(Timestamp::now());
        self.write("begin a session", move |db| {
            db.prepare_cached(
                "INSERT INTO sessions (digest, user_id, created_at, last_used_at)
                 VALUES (?1, ?2, ?3, ?3)",
            )?
            .execute(params![&digest[..], user.0, now])?;
            Ok(())
        })
    }

    /// A session of an enabled account, used after `since`.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn session(&self, digest: &[u8; 32], since: Timestamp) -> Result<Option<Session>> {
        self.read("find a session", |db| {
            db.prepare_cached(
                "SELECT users.*, last_used_at, preferences.data AS preferences
                 FROM sessions JOIN users ON users.id = sessions.user_id
                 LEFT JOIN preferences ON preferences.user_id = users.id
                 WHERE digest = ?1 AND last_used_at > ?2 AND NOT disabled",
            )?
            .query_row(params![&digest[..], Millis(since)], |row| {
                Ok(Session {
                    user: users::read(row)?,
                    last_used_at: time(row, "last_used_at")?,
                    preferences: row.get("preferences")?,
                })
            })
            .optional()
        })
    }

    /// Marks a session as used now.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn touch_session(&self, digest: [u8; 32]) -> Result<()> {
        let now = Millis(Timestamp::now());
        self.write("keep a session", move |db| {
            db.prepare_cached("UPDATE sessions SET last_used_at = ?2 WHERE digest = ?1")?
                .execute(params![&digest[..], now])?;
            Ok(())
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_session(&self, digest: [u8; 32]) -> Result<()> {
        self.write("end a session", move |db| {
            db.execute("DELETE FROM sessions WHERE digest = ?1", [&digest[..]])?;
            Ok(())
        })
    }

    /// Notes that a browser, by the digest of its secret, has logged in to an account now; forgets
    /// those of the account that did so longest ago.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn note_browser(&self, user: UserId, digest: [u8; 32]) -> Result<()> {
        let now = Millis(Timestamp::now());
        self.write("note a browser", move |db| {
            db.prepare_cached("INSERT OR REPLACE INTO browsers VALUES (?1, ?2, ?3)")?
                .execute(params![user.0, &digest[..], now])?;
            db.prepare_cached(
                "DELETE FROM browsers WHERE user_id = ?1 AND digest IN
                    (SELECT digest FROM browsers WHERE user_id = ?1
                     ORDER BY used_at DESC LIMIT -1 OFFSET ?2)",
            )?
            .execute(params![user.0, BROWSERS])?;
            Ok(())
        })
    }

    /// Whether a browser has logged in to an account.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn knows_browser(&self, user: UserId, digest: &[u8; 32]) -> Result<bool> {
        self.read("look for a browser", |db| {
            db.prepare_cached("SELECT 1 FROM browsers WHERE user_id = ?1 AND digest = ?2")?
                .exists(params![user.0, &digest[..]])
        })
    }

    /// Forgets sessions and runs that nobody can want any more.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn tidy(&self, session_lifetime: Duration, run_lifetime: Duration) -> Result<()> {
        let now = Timestamp::now();
        let before = move |age: Duration| Millis(now - age);
        self.write("forget old sessions and runs", move |db| {
            db.execute("DELETE FROM sessions WHERE last_used_at < ?1", [before(session_lifetime)])?;
            db.execute(
                "DELETE FROM runs WHERE created_at < ?1 AND NOT EXISTS
                    (SELECT 1 FROM jobs WHERE task = 'run' AND subject_id = runs.id)",
                [before(run_lifetime)],
            )?;
            Ok(())
        })
    }
}
