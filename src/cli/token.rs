//! `minos token`: API tokens.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::data::DataArgs;
use crate::app::Viewer;

/// Manage API tokens
#[derive(Args, Debug)]
#[command(after_help = "Example: minos token create grace --label laptop")]
pub struct Token {
    #[command(subcommand)]
    verb: TokenVerb,
}

#[derive(Subcommand, Debug)]
enum TokenVerb {
    /// Make an API token for an account and print it, this once
    #[command(after_help = "Example: minos token create grace --label laptop")]
    Create(CreateArgs),
}

#[derive(Args, Debug)]
struct CreateArgs {
    /// The account's name
    name: String,
    /// What to call the token
    #[arg(long, default_value = "command line")]
    label: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Token {
    /// Runs the verb.
    ///
    /// # Errors
    /// When the token can't be made.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let TokenVerb::Create(args) = self.verb;
        let app = args.data.open_existing()?;
        let token = app.create_token_for(&Viewer::console(), &args.name, &args.label)?;
        if args.json {
            println!("{}", serde_json::to_string(&token)?);
        } else {
            println!("{}", token.token);
        }
        Ok(ExitCode::SUCCESS)
    }
}
