//! API tokens, by the digest of their secret.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{
    Result, Store, User, audit,
    column::{Millis, maybe_time, time},
    users,
};
use crate::domain::UserId;

/// An API token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: i64,
    /// What its owner calls it.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

impl Store {
    /// Keeps a new token; `None` when the user has `most` already. One that somebody else made is
    /// in the audit trail.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_token(
        &self,
        user: UserId,
        label: &str,
        digest: [u8; 32],
        most: u64,
        by: Option<&str>,
    ) -> Result<Option<Token>> {
        let (label, by) = (label.to_owned(), by.map(str::to_owned));
        let now = Millis(Timestamp::now());
        self.write("make a token", move |db| {
            let token = db
                .query_row(
                    "INSERT INTO tokens (user_id, label, digest, created_at) SELECT ?1, ?2, ?3, ?4
                     WHERE (SELECT count(*) FROM tokens WHERE user_id = ?1) < ?5 RETURNING *",
                    params![user.0, label, &digest[..], now, most],
                    read,
                )
                .optional()?;
            if let (Some(by), Some(token)) = (by, &token) {
                let owner: String =
                    db.query_row("SELECT name FROM users WHERE id = ?1", [user.0], |row| {
                        row.get(0)
                    })?;
                audit::note(db, &by, "token", &owner, &token.label)?;
            }
            Ok(token)
        })
    }

    /// A user's tokens, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn tokens(&self, user: UserId) -> Result<Vec<Token>> {
        self.read("list tokens", |db| {
            db.prepare_cached("SELECT * FROM tokens WHERE user_id = ?1 ORDER BY id DESC")?
                .query_map([user.0], read)?
                .collect()
        })
    }

    /// A token and its enabled account.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn token(&self, digest: &[u8; 32]) -> Result<Option<(User, Token)>> {
        self.read("find a token", |db| {
            let token: Option<(i64, Token)> = db
                .prepare_cached("SELECT * FROM tokens WHERE digest = ?1")?
                .query_row([&digest[..]], |row| Ok((row.get("user_id")?, read(row)?)))
                .optional()?;
            let Some((user, token)) = token else { return Ok(None) };
            let user = db
                .prepare_cached("SELECT * FROM users WHERE id = ?1 AND NOT disabled")?
                .query_row([user], users::read)
                .optional()?;
            Ok(user.map(|user| (user, token)))
        })
    }

    /// Marks a token as used now.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn touch_token(&self, id: i64) -> Result<()> {
        let now = Millis(Timestamp::now());
        self.write("mark a token's use", move |db| {
            db.execute("UPDATE tokens SET last_used_at = ?2 WHERE id = ?1", params![id, now])?;
            Ok(())
        })
    }

    /// Ends a token; false when the user has none such.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_token(&self, user: UserId, id: i64) -> Result<bool> {
        self.write("end a token", move |db| {
            Ok(db.execute("DELETE FROM tokens WHERE id = ?1 AND user_id = ?2", [id, user.0])? == 1)
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get("id")?,
        label: row.get("label")?,
        created_at: time(row, "created_at")?,
        last_used_at: maybe_time(row, "last_used_at")?,
    })
}
