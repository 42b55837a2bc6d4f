//! `minos sandbox-init`: hold one sandbox, on the socket that is stdin.

use std::process::ExitCode;

use anyhow::Context;

use crate::sandbox::native::init;

/// Runs until the server closes the channel.
///
/// # Errors
/// When stdin is no such channel, or it breaks.
pub fn run() -> anyhow::Result<ExitCode> {
    init::main().context("sandbox-init")?;
    Ok(ExitCode::SUCCESS)
}
