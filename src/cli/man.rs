//! `minos man`: manual pages, for those who make packages.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::{Args, CommandFactory as _};

/// Write the manual pages of all verbs, made of their help
#[derive(Args, Debug)]
#[command(after_help = "Example: minos man /usr/share/man/man1")]
pub struct Man {
    /// An existing directory
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

impl Man {
    /// Runs the verb.
    ///
    /// # Errors
    /// When a page can't be written.
    pub fn run(&self) -> Result<ExitCode> {
        clap_mangen::generate_to(super::Cli::command(), &self.dir)
            .with_context(|| format!("writing manual pages to {}", self.dir.display()))?;
        Ok(ExitCode::SUCCESS)
    }
}
