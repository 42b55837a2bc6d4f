//! How users want the editor.

use rusqlite::{OptionalExtension as _, params};

use super::{Result, Store};
use crate::domain::UserId;

impl Store {
    /// A user's preferences as JSON; `None` when they have never said.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn preferences(&self, user: UserId) -> Result<Option<String>> {
        self.read("read preferences", |db| {
            db.prepare_cached("SELECT data FROM preferences WHERE user_id = ?1")?
                .query_row([user.0], |row| row.get(0))
                .optional()
        })
    }

    /// Keeps a user's preferences over those before.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_preferences(&self, user: UserId, data: &str) -> Result<()> {
        let data = data.to_owned();
        self.write("keep preferences", move |db| {
            db.execute(
                "INSERT OR REPLACE INTO preferences (user_id, data) VALUES (?1, ?2)",
                params![user.0, data],
            )?;
            Ok(())
        })
    }
}
