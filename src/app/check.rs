//! Whether the database is what it should be.

use serde::Serialize;

use super::{App, Result};
use crate::store::{Damage, Verified};

/// What looking at the whole database brought.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Whether nothing is wrong, or nothing any more.
    pub sound: bool,
    /// Schema.
    pub schema: usize,
    /// Accounts looked at.
    pub users: u64,
    /// Problems looked at.
    pub problems: u64,
    /// Submissions looked at.
    pub submissions: u64,
    /// Jobs looked at.
    pub jobs: u64,
    /// Blobs looked at.
    pub blobs: u64,
    /// What was wrong and has been mended.
    pub mended: Vec<DamageView>,
    /// What is wrong.
    pub wrong: Vec<DamageView>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DamageView {
    /// Of what: `sqlite`, `references`, `blobs`, `programs`, `leaderboard`, `counts`, `jobs`.
    pub part: &'static str,
    /// What is wrong.
    pub message: String,
    /// What helps.
    pub help: &'static str,
}

impl App {
    /// Looks at the whole database, as it is at one moment, and with `repair` mends what can be
    /// computed from the rest: leaderboard, counts, jobs, indexes. Works while a server runs.
    ///
    /// # Errors
    /// `Internal` when it can't be read, or not be written when there is something to mend;
    /// `Unavailable`.
    pub fn check(&self, repair: bool) -> Result<Check> {
        let store = &self.core.store;
        let mut found = store.verify()?;
        let mut mended = Vec::new();
        if repair && found.damages.iter().any(|damage| damage.mendable) {
            store.mend(&found.damages)?;
            let left = store.verify()?;
            mended = std::mem::replace(&mut found, left).damages;
            mended.retain(|damage| !found.damages.contains(damage));
        }
        let Verified { schema, users, problems, submissions, jobs, blobs, damages } = found;
        Ok(Check {
            sound: damages.is_empty(),
            schema,
            users,
            problems,
            submissions,
            jobs,
            blobs,
            mended: mended.into_iter().map(DamageView::from).collect(),
            wrong: damages.into_iter().map(DamageView::from).collect(),
        })
    }
}

impl From<Damage> for DamageView {
    fn from(damage: Damage) -> Self {
        let Damage { part, message, mendable } = damage;
        let help = match part {
            "blobs" if !mendable => "import the problem again, with `minos problem import`",
            _ if mendable => "`minos check --repair` mends it",
            _ => "go back to a backup with `minos restore`",
        };
        Self { part, message, help }
    }
}
