//! `minos restore`: going back to a backup.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::data::DataArgs;
use crate::app::App;

/// Go back to a backup: the server must not run
///
/// The file is checked first. The database that is there now is kept beside the new one, as
/// minos-replaced-TIME.db.
#[derive(Args, Debug)]
#[command(after_help = "Example: minos restore /var/backups/minos.db --data /var/lib/minos")]
pub struct Restore {
    /// A file that `minos backup` or the server made
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Restore {
    /// Runs the verb.
    ///
    /// # Errors
    /// When a server runs, or the file is no sound backup; the database is as it was then.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let restored = App::restore_backup(&self.data.settings()?, &self.file)?;
        if self.json {
            println!("{}", serde_json::to_string(&restored)?);
            return Ok(ExitCode::SUCCESS);
        }
        let latest = restored.latest.map(|at| at.strftime(", the latest of %F %T UTC").to_string());
        println!(
            "{} restored: schema {}, {} submissions{}",
            self.file.display(),
            restored.schema,
            restored.submissions,
            latest.unwrap_or_default()
        );
        if let Some(replaced) = restored.replaced {
            println!("the database before is kept as {}", replaced.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
