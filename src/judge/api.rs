//! What the judge is asked and answers.

use std::{path::PathBuf, sync::Arc};

use super::{
    compiled::CompiledCache,
    console::{self, Partner},
    cores::Cores,
    judging,
    precompiled::Headers,
};
use crate::{
    domain::{Abuse, BlobError, Blobs, Compilation, Judgement, Limits, Progress, Toolchain},
    problem::Package,
    sandbox::{self, End, Provider, Stock, Usage},
};

/// A program's source: one file or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Paths relative to the program, with their content. A lone file may have any name: where no
    /// file of the problem can count on that, the judge calls it as the language wants.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// The file, or the class of a Java-like language, to start; `None` lets the language decide.
    pub entrypoint: Option<String>,
}

impl Source {
    /// A lone file.
    #[must_use]
    pub fn lone(name: &str, text: &[u8]) -> Self {
        Self { files: vec![(name.to_owned(), text.into())], entrypoint: None }
    }
}

/// A submission to judge.
pub struct Request<'a> {
    /// The problem.
    pub package: &'a Package,
    /// Its data.
    pub blobs: &'a dyn Blobs,
    /// The language version of the submission; none where the answers are submitted.
    pub toolchain: Option<&'a Toolchain>,
    /// The source.
    pub source: &'a Source,
    /// Keep running tests whose outcome can't change the verdict (for `problem verify`).
    pub run_all: bool,
}

/// A program to run once, as its user asked.
pub struct RunRequest<'a> {
    /// The language version.
    pub toolchain: &'a Toolchain,
    /// The source.
    pub source: &'a Source,
    /// Limits.
    pub limits: Limits,
    /// The problem whose files are added to the source, with its data.
    pub problem: Option<(&'a Package, &'a dyn Blobs)>,
}

/// The end of such a run.
#[derive(Clone, Debug)]
pub struct RunResult {
    /// The compile step; the rest is empty when it failed.
    pub compile: Compilation,
    /// How the program ended; `None` when it did not compile.
    pub end: Option<End>,
    /// What it used.
    pub usage: Usage,
    /// Its stdout.
    pub stdout: Vec<u8>,
    /// Its stderr.
    pub stderr: Vec<u8>,
    /// What the program tried that it should not.
    pub abuse: Vec<Abuse>,
}

/// Judging itself failed; becomes a retry, never a contestant's verdict.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The sandbox broke.
    #[error(transparent)]
    Sandbox(#[from] sandbox::Error),
    /// Test data could not be read.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// A program of the package broke or breaks the format's rules.
    #[error("problem {problem}: {what}")]
    Package {
        /// Its slug.
        problem: String,
        /// What is wrong, for the setter.
        what: String,
    },
}

/// How a judge works.
#[derive(Debug)]
pub struct Settings {
    /// The CPUs that all its runs share.
    pub cores: Cores,
    /// Most tests of one submission at once, on CPUs that nobody else wants; 1 is one after the
    /// other.
    pub parallel_tests: usize,
    /// Bytes of compiled programs that are kept for the same source to come again.
    pub compiled_bytes: usize,
    /// Directory for headers of the system that are compiled ahead; without it none are.
    pub headers: Option<PathBuf>,
}

impl Default for Settings {
    /// As many CPUs as the process may use, not owned; tests one after the other; 64 MiB; no
    /// headers.
    fn default() -> Self {
        let cpus = std::thread::available_parallelism().map_or(1, usize::from);
        let cores = Cores::count(cpus);
        Self { cores, parallel_tests: 1, compiled_bytes: 64 << 20, headers: None }
    }
}

/// Judges with one provider's sandboxes and the host's languages.
pub struct Judge {
    /// Where sandboxes come from.
    pub(super) provider: Arc<dyn Provider>,
    /// Toolchains for the package's own programs (validators).
    pub toolchains: Vec<Toolchain>,
    pub(super) cores: Arc<Cores>,
    pub(super) parallel_tests: usize,
    pub(super) compiled: CompiledCache,
    pub(super) headers: Arc<Headers>,
}

impl Judge {
    /// A judge that has compiled nothing yet.
    #[must_use]
    pub fn new(
        provider: Arc<dyn Provider>,
        toolchains: Vec<Toolchain>,
        settings: Settings,
    ) -> Self {
        let Settings { cores, parallel_tests, compiled_bytes, headers } = settings;
        Self {
            provider,
            toolchains,
            cores: Arc::new(cores),
            parallel_tests,
            compiled: CompiledCache::new(compiled_bytes),
            headers: Arc::new(Headers::new(headers)),
        }
    }

    /// Where its sandboxes come from.
    #[must_use]
    pub fn provider(&self) -> &dyn Provider {
        self.provider.as_ref()
    }

    /// How many sandboxes its provider has ready.
    #[must_use]
    pub fn sandboxes(&self) -> Stock {
        self.provider.stock()
    }

    /// Judges a submission; `watch` hears how it goes: compiling, running, and each test that is
    /// run, not those skipped.
    ///
    /// # Errors
    /// When judging itself failed.
    pub fn judge(
        &self,
        request: &Request<'_>,
        watch: &mut dyn FnMut(Progress),
    ) -> Result<Judgement, Error> {
        judging::judge(self, request, watch)
    }

    /// Compiles and runs once on an input.
    ///
    /// # Errors
    /// When the sandbox broke.
    pub fn run(&self, request: &RunRequest<'_>, stdin: Arc<[u8]>) -> Result<RunResult, Error> {
        judging::run(self, request, stdin)
    }

    /// Compiles and runs once, talked to by somebody. Beside their own limits the program has
    /// those of the talk.
    ///
    /// # Errors
    /// When the sandbox broke.
    pub fn talk(&self, request: &RunRequest<'_>, partner: Partner<'_>) -> Result<RunResult, Error> {
        console::talk(self, request, partner)
    }
}
