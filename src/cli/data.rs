//! The flags of verbs that work on a data directory beside a server.

use std::path::PathBuf;

use clap::Args;

use crate::{
    app::{App, Settings},
    config::{self, Config, Flags},
};

/// Where the data is: the same flags as `minos serve` has.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// Configuration file
    #[arg(long, env = "MINOS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data directory, over the one of the configuration
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

impl DataArgs {
    /// Opens the data directory; a server may be using it.
    ///
    /// # Errors
    /// When the configuration is wrong or the directory can't be opened.
    pub fn open(&self) -> anyhow::Result<App> {
        Ok(App::open(Settings::from(&self.load(Flags::default())?), Vec::new())?)
    }

    /// The configuration, with these flags and the others.
    ///
    /// # Errors
    /// When the file or a setting is wrong.
    pub fn load(&self, others: Flags) -> anyhow::Result<Config> {
        let flags = Flags { data: self.data.clone(), ..others };
        // A variable that is not UTF-8 is none of ours.
        let env = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        Ok(config::load(self.config.as_deref(), env, flags)?)
    }
}
