//! The flags of verbs that work on a data directory beside a server.

use std::path::PathBuf;

use clap::Args;

use crate::{
    app::{App, Settings},
    config::{self, Flags},
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
        let flags = Flags { data: self.data.clone(), ..Flags::default() };
        let config = config::load(self.config.as_deref(), std::env::vars(), flags)?;
        Ok(App::open(Settings::from(&config), Vec::new())?)
    }
}
