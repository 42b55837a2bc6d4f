//! `minos backup`: a copy of the database while the server runs.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::data::DataArgs;

/// Copy the database to a file, also while the server runs
#[derive(Args, Debug)]
#[command(after_help = "Example: minos backup /var/backups/minos.db --data ./data")]
pub struct Backup {
    /// The file to make; it must not exist
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

impl Backup {
    /// Runs the verb.
    ///
    /// # Errors
    /// When the copy can't be made; no file is left then.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.data.open_existing()?.backup(&self.file)?;
        println!("{} written", self.file.display());
        Ok(ExitCode::SUCCESS)
    }
}
