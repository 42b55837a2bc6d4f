//! `minos user`: accounts.

use std::{
    io::{BufRead as _, IsTerminal as _, Write as _},
    process::ExitCode,
};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use serde_json::json;

use super::data::DataArgs;
use crate::{app::Viewer, domain::Role};

/// Manage accounts
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  minos user add grace --role admin --data ./data\n  minos user \
                        suspend mallory --reason 'copied code'"
)]
pub struct User {
    #[command(subcommand)]
    verb: UserVerb,
}

#[derive(Subcommand, Debug)]
enum UserVerb {
    /// Make an account; asks for its password
    #[command(after_help = "Example: minos user add grace --role admin --data ./data")]
    Add(AddArgs),
    /// Give an account a new password, made up and printed this once; its sessions end
    #[command(after_help = "Example: minos user password grace --data ./data")]
    Password(PasswordArgs),
    /// Suspend an account: its owner may log in, and send no programs
    #[command(after_help = "Example: minos user suspend mallory --reason 'copied code'")]
    Suspend(SuspendArgs),
    /// Lift a throttle or suspension; what led to it counts no more
    #[command(after_help = "Example: minos user restore mallory")]
    Restore(RestoreArgs),
}

#[derive(Args, Debug)]
struct PasswordArgs {
    /// The account's name
    name: String,
    /// Revoke its API tokens too
    #[arg(long)]
    tokens: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct SuspendArgs {
    /// The account's name
    name: String,
    /// Why, for its owner too
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct RestoreArgs {
    /// The account's name
    name: String,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct AddArgs {
    /// The account's name
    name: String,
    /// What it may do: user, judge or admin
    #[arg(long, default_value = "user", value_parser = role)]
    role: Role,
    /// Read the password from stdin, its first line
    #[arg(long)]
    password_stdin: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| "expected user, judge or admin".into())
}

impl User {
    /// Runs the verb.
    ///
    /// # Errors
    /// When the account can't be made, or is none.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let console = Viewer::console();
        match self.verb {
            UserVerb::Add(args) => add(&args)?,
            UserVerb::Password(PasswordArgs { name, tokens, json, data }) => {
                let password = data.open_existing()?.reset_password(&console, &name, tokens)?;
                match json {
                    true => println!("{}", json!({ "name": name, "password": password })),
                    false => println!("{password}"),
                }
            }
            UserVerb::Suspend(SuspendArgs { name, reason, data }) => {
                data.open_existing()?.suspend(&console, &name, &reason)?;
                println!("{name} suspended");
            }
            UserVerb::Restore(RestoreArgs { name, data }) => {
                data.open_existing()?.restore(&console, &name)?;
                println!("{name} restored");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn add(args: &AddArgs) -> anyhow::Result<()> {
    let app = args.data.open()?;
    let password = if args.password_stdin { read_line()? } else { ask_password()? };
    let user = app.add_user(&Viewer::console(), &args.name, &password, args.role)?;
    if args.json {
        println!("{}", json!({ "name": user.name, "role": user.role.to_string() }));
    } else {
        println!("{} ({}) added", user.name, user.role);
    }
    Ok(())
}

fn read_line() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("reading the password from stdin")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Asks twice on the terminal, without showing what is typed.
fn ask_password() -> anyhow::Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask for the password on; use --password-stdin");
    }
    let hidden = HiddenInput::start()?;
    let ask = |prompt: &str| {
        eprint!("{prompt}: ");
        std::io::stderr().flush().context("writing to the terminal")?;
        let line = read_line();
        eprintln!();
        line
    };
    let (password, again) = (ask("Password")?, ask("Password again")?);
    drop(hidden);
    if password != again {
        bail!("the two passwords differ");
    }
    Ok(password)
}

/// Turns the terminal's echo off until dropped.
struct HiddenInput;

impl HiddenInput {
    fn start() -> anyhow::Result<Self> {
        stty("-echo")?;
        Ok(Self)
    }
}

impl Drop for HiddenInput {
    fn drop(&mut self) {
        if let Err(error) = stty("echo") {
            eprintln!("minos: {error:#}");
        }
    }
}

/// The terminal's own tool: `stty` is part of every base system.
fn stty(word: &str) -> anyhow::Result<()> {
    let status = std::process::Command::new("stty").arg(word).status();
    let status = status.with_context(|| format!("running stty {word}"))?;
    if !status.success() {
        bail!("stty {word} failed; use --password-stdin");
    }
    Ok(())
}
