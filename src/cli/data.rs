//! The flags of verbs that work on a data directory beside a server.

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use crate::{
    app::{App, DATABASE, Settings},
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
    /// Opens the data directory, making it as needed; a server may be using it.
    ///
    /// # Errors
    /// When the configuration is wrong or the directory can't be opened.
    pub fn open(&self) -> anyhow::Result<App> {
        Ok(App::open(self.settings()?, Vec::new())?)
    }

    /// The same for verbs that make no sense on an empty directory, which they must not make.
    ///
    /// # Errors
    /// Also when there is no database.
    pub fn open_existing(&self) -> anyhow::Result<App> {
        let settings = self.settings()?;
        let database = settings.data_dir.join(DATABASE);
        if !database.is_file() {
            bail!(
                "there is no database {}; name the data directory of `minos serve` with --data",
                database.display()
            );
        }
        Ok(App::open(settings, Vec::new())?)
    }

    /// The settings of the data directory, without opening it.
    ///
    /// # Errors
    /// When the configuration is wrong.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings::from(&self.load(Flags::default())?))
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
