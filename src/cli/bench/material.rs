//! What the benches run: programs, compiled bare too, and problems made for the occasion.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use anyhow::{Context, anyhow, bail};
use tempfile::TempDir;

use crate::{
    cli::host::{self, Refusal},
    domain::{Blobs, Digest, Toolchain},
    judge::{Judge, Settings, Source},
    problem::{self, Package},
    sandbox::native::{Native, Options},
    store::{NewBlob, Store},
    worker,
};

/// A directory for all that a bench makes, and the languages to make it with.
pub(super) struct Workshop {
    dir: TempDir,
    toolchains: Vec<Toolchain>,
}

/// A program in both worlds.
pub(super) struct Program {
    pub source: Source,
    pub toolchain: Toolchain,
    /// Compiled by the same command, outside the sandbox.
    pub bare: PathBuf,
}

/// A problem as a server has it: its data in a database, and warm.
pub(super) struct Problem {
    pub package: Package,
    pub blobs: Store,
    pub dir: PathBuf,
}

impl Workshop {
    pub fn open() -> Result<Self, Refusal> {
        let dir = tempfile::tempdir().context("making a directory for the bench");
        let dir = dir.map_err(Refusal::Host)?;
        Ok(Self { dir, toolchains: host::toolchains(&crate::config::Config::default())? })
    }

    /// A judge as a server's, with nothing compiled yet.
    pub fn judge(&self, parallel_tests: usize) -> Result<Judge, Refusal> {
        self.judge_with(parallel_tests, None)
    }

    /// The same with headers compiled ahead.
    pub fn judge_with(
        &self,
        parallel_tests: usize,
        headers: Option<PathBuf>,
    ) -> Result<Judge, Refusal> {
        let cores = worker::cores(true);
        let settings = Settings { cores, parallel_tests, headers, ..Settings::default() };
        Ok(Judge::new(Arc::new(native()?), self.toolchains.clone(), settings))
    }

    /// Where headers may be kept.
    pub fn headers(&self) -> PathBuf {
        self.dir.path().join("headers")
    }

    /// Compiles a program bare.
    pub fn program(&self, language: &str, text: &str, name: &str) -> Result<Program, Refusal> {
        let toolchain = self.toolchains.iter().find(|t| t.language.id == language).cloned();
        let toolchain = toolchain
            .ok_or_else(|| Refusal::Host(anyhow!("this bench needs the language `{language}`")))?;
        let dir = self.dir.path().join(name);
        let source = Source::lone(&toolchain.language.source, text.as_bytes());
        let bare = compile_bare(&toolchain, text, &dir).map_err(Refusal::Host)?;
        Ok(Program { source, toolchain, bare })
    }

    /// Makes a problem of these cases (name, input, answer) and files.
    pub fn problem(
        &self,
        name: &str,
        more: &str,
        cases: &[(String, Vec<u8>, String)],
        files: &[(&str, &str)],
    ) -> anyhow::Result<Problem> {
        let dir = self.dir.path().join(format!("problem-{name}"));
        let head = "problem_format_version: 2025-09\nname: Bench\n\
                    uuid: 2f0a3c5e-0000-4000-8000-000000000001\n";
        let mut all: Vec<(String, Vec<u8>)> = vec![
            ("problem.yaml".into(), format!("{head}{more}").into_bytes()),
            ("statement/problem.en.md".into(), b"Measure.\n".to_vec()),
            ("submissions/accepted/none.py".into(), b"print()\n".to_vec()),
            ("input_validators/none.py".into(), b"exit(42)\n".to_vec()),
        ];
        for (case, input, answer) in cases {
            all.push((format!("data/secret/{case}.in"), input.clone()));
            all.push((format!("data/secret/{case}.ans"), answer.clone().into_bytes()));
        }
        for (path, text) in files {
            all.push(((*path).to_owned(), text.as_bytes().to_vec()));
        }
        for (path, content) in all {
            write(&dir.join(path), &content)?;
        }
        let loaded = problem::load(&dir).map_err(|findings| {
            let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
            anyhow!("the bench's own problem is broken: {}", lines.join("; "))
        })?;
        let blobs = Store::open(&self.dir.path().join(format!("{name}.db")))?;
        blobs.cache_at_most(256 << 20);
        let digests: Vec<Digest> = loaded.blobs.digests().cloned().collect();
        for digest in digests {
            blobs.put_blobs(vec![NewBlob::new(&loaded.blobs.read(&digest)?)])?;
        }
        Ok(Problem { package: loaded.package, blobs, dir })
    }
}

/// The native sandbox as a server has it.
pub(super) fn native() -> Result<Native, Refusal> {
    Native::new(Options::default()).context("this host can't judge").map_err(Refusal::Host)
}

fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, content).with_context(|| format!("writing {}", path.display()))
}

/// The compile command of a toolchain, outside the sandbox.
pub(super) fn compile_bare(
    toolchain: &Toolchain,
    text: &str,
    dir: &Path,
) -> anyhow::Result<PathBuf> {
    let source = &toolchain.language.source;
    write(&dir.join(source), text.as_bytes())?;
    let words = toolchain.version.compile.clone().unwrap_or_default();
    let [program, args @ ..] = words.as_slice() else {
        bail!("{} has no compile command", toolchain.language.id)
    };
    let args = args.iter().map(|word| word.replace("{sources}", source));
    let output = Command::new(program).args(args).current_dir(dir).output()?;
    if !output.status.success() {
        bail!("{program}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(dir.join("main"))
}
