//! The accounts that play: made in the server's data directory for one contest, and disabled
//! after it.

use anyhow::Context;

use crate::{
    app::{App, Viewer},
    domain::Role,
};

/// Accounts of one contest, `load-…`. Dropping it disables them all, as an admin does: what they
/// sent stays, and the leaderboard shows them no more.
pub(super) struct Cast {
    app: App,
    /// The accounts that were made.
    pub names: Vec<String>,
    /// The password of all.
    pub password: String,
}

impl Cast {
    /// Makes `count` accounts.
    ///
    /// # Errors
    /// When the data directory can't be written.
    pub fn make(app: App, count: u32) -> anyhow::Result<Self> {
        let run = hex::encode(rand::random::<[u8; 3]>());
        let password = hex::encode(rand::random::<[u8; 16]>());
        let mut cast = Self { app, names: Vec::new(), password };
        for number in 1..=count {
            let name = format!("load-{run}-{number}");
            cast.app
                .add_user(&Viewer::console(), &name, &cast.password, Role::User)
                .with_context(|| format!("making the account {name}"))?;
            cast.names.push(name);
        }
        Ok(cast)
    }
}

impl Drop for Cast {
    fn drop(&mut self) {
        for name in &self.names {
            if let Err(error) = self.app.set_disabled(&Viewer::console(), name, true) {
                eprintln!("minos: disabling the account {name}: {error}");
            }
        }
    }
}
