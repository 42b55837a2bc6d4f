//! Packages made of `tests/packages/minimal` with some files changed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use minos::problem::{Finding, Loaded, load};

/// A package in a directory of its own.
pub struct Fixture {
    /// Removes it in the end.
    _place: tempfile::TempDir,
    /// The package.
    pub dir: PathBuf,
}

impl Fixture {
    /// The minimal package.
    pub fn minimal() -> Self {
        Self::of("minimal")
    }

    /// A copy of `tests/packages/<name>`.
    pub fn of(name: &str) -> Self {
        let place = tempfile::tempdir().expect("make a directory");
        let dir = place.path().join(name);
        copy(&Path::new("tests/packages").join(name), &dir);
        Self { _place: place, dir }
    }

    /// Writes a file.
    pub fn with(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let file = self.dir.join(path);
        fs::create_dir_all(file.parent().expect("a file has a parent")).expect("make directories");
        fs::write(file, content).expect("write a file");
        self
    }

    /// Adds lines to a file.
    pub fn adding(self, path: &str, lines: &str) -> Self {
        let old = fs::read_to_string(self.dir.join(path)).unwrap_or_default();
        self.with(path, old + lines)
    }

    /// Replaces text of a file that has it.
    pub fn replacing(self, path: &str, old: &str, new: &str) -> Self {
        let text = fs::read_to_string(self.dir.join(path)).expect("read a file");
        assert!(text.contains(old), "{path} has no {old:?}");
        self.with(path, text.replace(old, new))
    }

    /// Removes a file or directory.
    pub fn without(self, path: &str) -> Self {
        let path = self.dir.join(path);
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.expect("remove it");
        self
    }

    /// Loads it without an error.
    pub fn loaded(&self) -> Loaded {
        load(&self.dir).unwrap_or_else(|errors| panic!("errors:\n{}", lines(&errors)))
    }

    /// Its errors, one a line.
    pub fn errors(&self) -> String {
        lines(&load(&self.dir).err().unwrap_or_default())
    }

    /// Its warnings, one a line.
    pub fn warnings(&self) -> String {
        lines(&self.loaded().warnings)
    }

    /// The HTML of its only statement.
    pub fn html(&self) -> String {
        self.loaded().package.statements.remove(0).html
    }
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("make a directory");
    for entry in fs::read_dir(from).expect("list a directory") {
        let entry = entry.expect("read a directory entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy a file");
        }
    }
}
