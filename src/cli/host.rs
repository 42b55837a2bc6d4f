//! What `judge`, `run` and `problem verify` need of this host: its toolchains and its sandbox.

use std::{fs, path::Path, process::ExitCode, sync::Arc};

use anyhow::Context;

use super::{BAD_ARGUMENTS, CANNOT_JUDGE};
use crate::{
    domain::{LanguageKey, Toolchain},
    judge::{Judge, Settings, Source},
    language,
    sandbox::native::{Native, Options},
};

/// Why a verb that judges does not: with the exit status that says so.
pub enum Refusal {
    /// The arguments are bad.
    Arguments(anyhow::Error),
    /// The host can't judge.
    Host(anyhow::Error),
}

impl Refusal {
    /// Tells the reason on stderr.
    pub fn report(self) -> ExitCode {
        let (error, status) = match self {
            Self::Arguments(error) => (error, BAD_ARGUMENTS),
            Self::Host(error) => (error, CANNOT_JUDGE),
        };
        eprintln!("minos: {error:#}");
        ExitCode::from(status)
    }
}

/// The toolchains of this host.
///
/// # Errors
/// When a profile is broken.
pub fn toolchains() -> Result<Vec<Toolchain>, Refusal> {
    let languages = language::load(None).map_err(|e| Refusal::Host(e.into()))?;
    Ok(language::installed(language::probe(&languages)))
}

/// A judge over the native sandbox.
///
/// # Errors
/// When the host has no native sandbox to give.
pub fn judge(toolchains: Vec<Toolchain>) -> Result<Judge, Refusal> {
    // One submission after another: there is nobody to make sandboxes ahead for.
    let native = Native::new(Options { allow_degraded: true, spare: 0, ..Options::default() })
        .context("this host can't judge")
        .map_err(Refusal::Host)?;
    Ok(Judge::new(Arc::new(native), toolchains, Settings::default()))
}

/// A judge for a package's own programs, when one has to be run.
///
/// # Errors
/// As [`judge()`], in words.
pub fn workshop() -> Result<Judge, String> {
    let judge = toolchains().and_then(judge);
    judge.map_err(|(Refusal::Arguments(error) | Refusal::Host(error))| format!("{error:#}"))
}

/// The toolchain that the option names, or else the file's extension means.
///
/// # Errors
/// When this host has none such; the error lists what it has.
pub fn choose<'a>(
    toolchains: &'a [Toolchain],
    option: Option<&str>,
    source: &Path,
) -> Result<&'a Toolchain, Refusal> {
    match option {
        Some(key) => language::find(toolchains, &LanguageKey::parse(key)),
        None => language::by_extension(toolchains, source),
    }
    .map_err(|e| Refusal::Arguments(anyhow::Error::from(e).context("--language")))
}

/// The source in a file.
///
/// # Errors
/// When it can't be read.
pub fn read_source(path: &Path) -> Result<Source, Refusal> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok(Source::lone(&name, &read(path)?))
}

/// A file that an argument names.
///
/// # Errors
/// When it can't be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    fs::read(path)
        .with_context(|| format!("reading {}", path.display()))
        .map_err(Refusal::Arguments)
}
