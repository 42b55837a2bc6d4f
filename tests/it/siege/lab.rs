//! One judge for all tests, and packages made for them.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use minos::{
    domain::{Judgement, Toolchain},
    judge::{Judge, Request, Source},
    language, problem,
};
use tempfile::TempDir;

use super::head::Head;
use crate::judge::place::{judge, write_package};

pub struct Lab {
    pub judge: Judge,
    toolchains: Vec<Toolchain>,
}

/// The judge of all tests.
pub static LAB: LazyLock<Lab> = LazyLock::new(|| {
    let mut languages = language::load(None).expect("profiles");
    let used = ["bash", "c", "cpp", "go", "java", "javascript", "python3", "rust"];
    languages.retain(|language| used.contains(&language.id.as_str()));
    let toolchains = language::installed(language::probe(&languages));
    Lab { judge: judge(toolchains.clone()), toolchains }
});

impl Lab {
    /// The first version of a language; says so when the host lacks it.
    pub fn toolchain(&self, id: &str) -> Option<Toolchain> {
        let found = self.toolchains.iter().find(|toolchain| toolchain.language.id == id);
        if found.is_none() {
            crate::host::skipped(&format!("this host lacks {id}"));
        }
        found.cloned()
    }

    /// Judges every test of a submission.
    pub fn judged(&self, problem: &Problem, toolchain: &Toolchain, source: &Source) -> Judgement {
        let loaded = problem::load(&problem.path()).expect("a good package");
        let request = Request {
            package: &loaded.package,
            blobs: &loaded.blobs,
            toolchain: Some(toolchain),
            source,
            run_all: true,
        };
        self.judge.judge(&request, &mut |_| {}).expect("judged")
    }
}

/// A package in a directory of its own.
pub struct Problem(TempDir);

impl Problem {
    /// With secret cases as (name, answer), 128 MiB of memory and the times of a head; `more` goes
    /// into problem.yaml, behind its limits.
    pub fn new(head: &Head, more: &str, cases: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let more = format!(
            "limits:\n  time_limit: {}\n  memory: 128\n  compilation_time: {}\n  \
             compilation_memory: 1024\n{more}",
            head.seconds, head.compile_seconds
        );
        let problem = Self(dir);
        write_package(&problem.path(), &more, cases);
        problem
    }

    /// Where it lies.
    pub fn path(&self) -> PathBuf {
        self.0.path().join("test")
    }
}

/// A hostile program's text.
pub fn program(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
