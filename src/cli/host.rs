//! What verbs that judge need of this host: its toolchains and its sandbox, as configured.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use clap::Args;

use super::{BAD_ARGUMENTS, CANNOT_JUDGE, data::DataArgs};
use crate::{
    config::{Config, Flags},
    domain::{LanguageKey, Toolchain},
    judge::{self, Judge, Settings, Source},
    language,
    sandbox::native::{Native, Options},
};

/// The configuration of verbs that judge without a server.
#[derive(Args, Clone, Debug)]
pub struct HostArgs {
    /// Configuration file, whose [sandbox] counts.
    #[arg(long, env = "MINOS_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl HostArgs {
    /// The configuration.
    ///
    /// # Errors
    /// When the file or a setting is wrong.
    pub fn load(&self) -> Result<Config, Refusal> {
        let args = DataArgs { config: self.config.clone(), data: None };
        args.load(Flags::default()).map_err(Refusal::Arguments)
    }
}

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

impl From<judge::Error> for Refusal {
    fn from(error: judge::Error) -> Self {
        match error {
            judge::Error::Package { .. } => Self::Arguments(error.into()),
            judge::Error::Sandbox(_) | judge::Error::Blob(_) => {
                Self::Host(anyhow::Error::from(error).context("this host can't judge"))
            }
        }
    }
}

/// A directory below the configured profiles, if it is there.
pub fn profiles(config: &Config, name: &str) -> Option<PathBuf> {
    let own = &config.sandbox.profiles;
    (!own.as_os_str().is_empty()).then(|| own.join(name)).filter(|dir| dir.is_dir())
}

/// The native sandbox as configured.
pub fn options(config: &Config) -> Options {
    let sandbox = &config.sandbox;
    Options {
        scratch_bytes: sandbox.scratch_mib << 20,
        cpus_per_run: sandbox.cpus_per_run,
        spare: sandbox.spare,
        first_uid: sandbox.first_uid,
        hide: vec![config.data.clone(), config.problems.clone()],
        policies: profiles(config, "seccomp"),
        allow_degraded: sandbox.allow_degraded,
        ..Options::default()
    }
}

/// The toolchains of this host.
///
/// # Errors
/// When a profile is broken.
pub fn toolchains(config: &Config) -> Result<Vec<Toolchain>, Refusal> {
    let profiles = profiles(config, "languages");
    let languages = language::load(profiles.as_deref()).map_err(|e| Refusal::Host(e.into()))?;
    Ok(language::installed(language::probe(&languages)))
}

/// A judge over the native sandbox.
///
/// # Errors
/// When the host has no native sandbox to give.
pub fn judge(toolchains: Vec<Toolchain>, config: &Config) -> Result<Judge, Refusal> {
    // One submission after another: there is nobody to make sandboxes ahead for.
    let native = Native::new(Options { allow_degraded: true, spare: 0, ..options(config) })
        .context("this host can't judge")
        .map_err(Refusal::Host)?;
    if native.mode().cgroups.is_none() {
        eprintln!(
            "minos: warning: no control groups: memory is limited for each process alone, and CPU \
             time by the second; `minos doctor` tells how to get them"
        );
    }
    Ok(Judge::new(Arc::new(native), toolchains, Settings::default()))
}

/// A judge for a package's own programs, when one has to be run.
///
/// # Errors
/// As [`judge()`], in words.
pub fn workshop() -> Result<Judge, String> {
    let config = Config::default();
    let judge = toolchains(&config).and_then(|toolchains| judge(toolchains, &config));
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
