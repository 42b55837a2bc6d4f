//! `minos backup`: a copy of the database while the server runs.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use super::data::DataArgs;

/// Copy the database to a file, also while the server runs
#[derive(Args, Debug)]
#[command(after_help = "Example: minos backup /var/backups/minos.db --data ./data")]
pub struct Backup {
    /// The file to make; it must not exist
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
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
        if self.json {
            let bytes =
                fs::metadata(&self.file).with_context(|| self.file.display().to_string())?;
            println!("{}", json!({ "file": self.file, "bytes": bytes.len() }));
        } else {
            println!("{} written", self.file.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
