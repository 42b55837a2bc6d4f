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

    /// Keeps these of a user's preferences, a JSON object; the others stay as they are. What is null
    /// is forgotten.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_preferences(&self, user: UserId, some: &str) -> Result<()> {
        let some = some.to_owned();
        self.write("keep preferences", move |db| {
            db.execute(
                "INSERT INTO preferences (user_id, data) VALUES (?1, json_patch('{}', ?2))
                 ON CONFLICT (user_id) DO UPDATE SET data = json_patch(data, ?2)",
                params![user.0, some],
            )?;
            Ok(())
        })
    }
}
