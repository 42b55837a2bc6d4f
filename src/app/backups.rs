//! Backups: by hand, by schedule, and going back to one.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, mpsc::Receiver, mpsc::RecvTimeoutError},
    time::Duration,
};

use jiff::Timestamp;
use serde::Serialize;

use super::{
    App, Error, Result, Settings,
    core::{self, Core, DATABASE},
};
use crate::store::{self, Store};

/// Until the first backup where there is none: who has just set a server up has little to lose.
const FIRST: Duration = Duration::from_secs(3600);
/// Until the next attempt after one that failed.
const AGAIN: Duration = Duration::from_secs(600);

/// Which backups the server makes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupSchedule {
    /// Where they are; made (0700) when missing.
    pub dir: PathBuf,
    /// Time between two of them; zero is never.
    pub every: Duration,
    /// How many are kept, at least 1.
    pub keep: usize,
}

/// What restoring a backup did.
#[derive(Clone, Debug, Serialize)]
pub struct Restored {
    /// Schema of the backup; an older one is upgraded at the next start.
    pub schema: usize,
    /// Submissions in it.
    pub submissions: u64,
    /// When the latest of them was sent.
    pub latest: Option<Timestamp>,
    /// Where the database that was there before is kept.
    pub replaced: Option<PathBuf>,
}

impl App {
    /// Copies the database to `file` while it is in use.
    ///
    /// # Errors
    /// `Conflict` when `file` exists; `Unavailable` when its disk has no room; `Internal` with the
    /// path.
    pub fn backup(&self, file: &Path) -> Result<()> {
        if file.exists() {
            return Err(Error::Conflict(format!("{} exists already", file.display()).into()));
        }
        Ok(self.core.store.backup(file)?)
    }

    /// Makes the database of a data directory a copy of the backup `file`, which is checked
    /// before; the one that was there is kept beside it.
    ///
    /// # Errors
    /// `Conflict` while a server runs on the data directory; `Internal` when the file is no sound
    /// backup of this version or an older one: says which, and the database is as it was.
    pub fn restore_backup(settings: &Settings, file: &Path) -> Result<Restored> {
        core::make_data_dir(&settings.data_dir)?;
        let store::Restored { schema, submissions, latest, replaced } =
            Store::restore_backup(&settings.data_dir.join(DATABASE), file)?;
        Ok(Restored { schema, submissions, latest, replaced })
    }
}

/// The life of the thread that makes backups by schedule. It counts time that passes, not the
/// host's clock, which may be set.
pub(super) fn keep_backups(core: &Arc<Core>, stopped: &Receiver<()>) {
    let BackupSchedule { dir, every, keep } = &core.settings.backup;
    let mut wait = first_wait(core.store.last_backup(dir), *every);
    while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = match core.store.backup_into(dir, *keep) {
            Ok(file) => {
                tracing::info!(file = %file.display(), "the database was backed up");
                *every
            }
            Err(error) => {
                tracing::error!(%error, "the scheduled backup was not made");
                AGAIN.min(*every)
            }
        };
    }
}

/// How long until the first backup of this server.
fn first_wait(last: store::Result<Option<Timestamp>>, every: Duration) -> Duration {
    match last {
        Ok(Some(last)) => {
            let age = Timestamp::now().duration_since(last);
            every.saturating_sub(Duration::try_from(age).unwrap_or_default())
        }
        Ok(None) => FIRST.min(every),
        Err(error) => {
            tracing::error!(%error, "the last backup was not found");
            AGAIN.min(every)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn the_first_backup_of_a_server_comes_when_the_last_one_is_old() {
        let day = Duration::from_secs(24 * 3600);
        let ago = |hours| Ok(Some(Timestamp::now() - SignedDuration::from_hours(hours)));
        assert_eq!(first_wait(ago(30), day), Duration::ZERO);
        let wait = first_wait(ago(20), day).as_secs();
        assert!((4 * 3600 - 60..=4 * 3600).contains(&wait), "{wait}");
        assert_eq!(first_wait(Ok(None), day), FIRST);
        assert_eq!(first_wait(Ok(None), Duration::from_secs(1)), Duration::from_secs(1));
    }
}
