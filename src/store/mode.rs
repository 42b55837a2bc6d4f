//! What an admin has the queue do.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{
    Result, Store, audit,
    column::{Millis, Word, time, word},
};
use crate::queue::Mode;

/// A mode, and who ordered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueMode {
    /// Which.
    pub mode: Mode,
    /// Who: an account's name, `console` for commands.
    pub actor: String,
    /// Since when.
    pub since: Timestamp,
}

impl Store {
    /// What the queue was last told to do; `None` when it never was.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn queue_mode(&self) -> Result<Option<QueueMode>> {
        self.read("read the queue's mode", |db| {
            db.prepare_cached("SELECT mode, actor, since FROM queue_mode")?
                .query_row((), |row| {
                    Ok(QueueMode {
                        mode: word(row, "mode")?,
                        actor: row.get("actor")?,
                        since: time(row, "since")?,
                    })
                })
                .optional()
        })
    }

    /// Tells the queue what to do.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_queue_mode(&self, mode: Mode, actor: &str) -> Result<()> {
        let actor = actor.to_owned();
        self.write("set the queue's mode", move |db| {
            db.execute(
                "INSERT INTO queue_mode (id, mode, actor, since) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET mode = ?1, actor = ?2, since = ?3",
                params![Word(mode), actor, Millis(Timestamp::now())],
            )?;
            audit::note(db, &actor, "mode", "queue", mode.word())
        })
    }
}
