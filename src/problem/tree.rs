//! The files of a package: found once, with the format's rules on names, links and sizes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::{DirBlobs, SourceFile, constants::Constants, finding::Findings};

/// The file by which a package of the ICPC format is known.
pub(super) const ICPC: &str = "problem.yaml";
/// The file by which a package of Polygon is known.
pub(super) const POLYGON: &str = "problem.xml";

/// No file may be larger.
pub(super) const MAX_FILE: u64 = 256 << 20;
/// The format recommends that no file be larger.
const LARGE_FILE: u64 = 100 << 20;
/// No file that is read as text by Minos itself (YAML, statements) may be larger.
const MAX_TEXT: u64 = 4 << 20;
/// All files together may not be larger.
pub(super) const MAX_TOTAL: u64 = 4 << 30;
/// No package may have more files.
pub(super) const MAX_FILES: usize = 100_000;
/// No directory may lie deeper.
pub(super) const MAX_DEPTH: usize = 16;

/// Hidden in the root, and yet of meaning.
const TIME_LIMIT: &str = ".timelimit";

/// Every file and directory of a package that the format lets one see, by path relative to it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    files: BTreeMap<String, Entry>,
    dirs: BTreeSet<String>,
}

#[derive(Debug)]
struct Entry {
    path: PathBuf,
    size: u64,
    executable: bool,
}

impl Tree {
    /// Walks `root`.
    pub(super) fn walk(root: &Path, findings: &mut Findings) -> Self {
        let mut tree = Self::default();
        // Polygon has hidden directories, and names as people give them.
        let any_name = root.join(POLYGON).exists() && !root.join(ICPC).exists();
        match root.canonicalize() {
            Ok(root) => {
                Walk { root: &root, tree: &mut tree, findings, any_name, total: 0, full: false }
                    .dir(&root, "", 0);
            }
            Err(error) => findings.error(".", None, format!("opening the package: {error}")),
        }
        tree
    }

    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub(super) fn has_dir(&self, path: &str) -> bool {
        self.dirs.contains(path)
    }

    pub(super) fn size(&self, path: &str) -> u64 {
        self.files.get(path).map_or(0, |entry| entry.size)
    }

    /// Names of the files directly in `dir`.
    pub(super) fn files_in(&self, dir: &str) -> Vec<String> {
        children(self.files.keys(), dir).filter(|name| !name.contains('/')).collect()
    }

    /// Names of the directories directly in `dir`.
    pub(super) fn dirs_in(&self, dir: &str) -> Vec<String> {
        children(self.dirs.iter(), dir).filter(|name| !name.contains('/')).collect()
    }

    /// Paths, relative to `dir`, of all files below it.
    pub(super) fn files_below(&self, dir: &str) -> Vec<String> {
        children(self.files.keys(), dir).collect()
    }

    /// The bytes of a file; `None` after an error was found.
    pub(super) fn read(&self, path: &str, findings: &mut Findings) -> Option<Vec<u8>> {
        let entry = self.files.get(path)?;
        fs::read(&entry.path)
            .map_err(|error| findings.error(path, None, format!("reading it: {error}")))
            .ok()
    }

    /// The text of a file that Minos itself reads, with the format's rules on text as errors.
    pub(super) fn text(&self, path: &str, findings: &mut Findings) -> Option<String> {
        let text = self.utf8(path, findings)?;
        for (line, message) in text_faults(text.as_bytes()) {
            findings.fault(path, line, message);
        }
        Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
    }

    /// The text of a file that Minos reads, however its lines end.
    pub(super) fn text_as_it_is(&self, path: &str, findings: &mut Findings) -> Option<String> {
        let text = self.utf8(path, findings)?;
        Some(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
    }

    fn utf8(&self, path: &str, findings: &mut Findings) -> Option<String> {
        if self.size(path) > MAX_TEXT {
            findings.error(path, None, format!("larger than {} MiB", MAX_TEXT >> 20));
            return None;
        }
        let bytes = self.read(path, findings)?;
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) if findings.lenient => {
                findings.warning(path, None, "not UTF-8; what can't be read is left out");
                Some(String::from_utf8_lossy(error.as_bytes()).replace('\u{fffd}', ""))
            }
            Err(error) => {
                let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = 1 + good.iter().filter(|b| **b == b'\n').count() as u64;
                findings.error(path, line, "not UTF-8");
                None
            }
        }
    }

    /// The bytes of a file, if it can be read.
    pub(super) fn peek(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(&self.files.get(path)?.path).ok()
    }

    /// Makes a file known whose content was read already.
    pub(super) fn known(
        &self,
        path: &str,
        bytes: &[u8],
        blobs: &mut DirBlobs,
    ) -> crate::domain::BlobRef {
        match self.files.get(path) {
            Some(entry) => blobs.add_file(&entry.path, bytes),
            None => blobs.add_bytes(bytes),
        }
    }

    /// Makes a file's content known as it is. Faults of its text are warnings, for it may be
    /// meant to be no text.
    pub(super) fn blob(
        &self,
        path: &str,
        blobs: &mut DirBlobs,
        findings: &mut Findings,
    ) -> Option<crate::domain::BlobRef> {
        let bytes = self.read(path, findings)?;
        if std::str::from_utf8(&bytes).is_ok() {
            for (line, message) in text_faults(&bytes) {
                findings.warning(path, line, message);
            }
        }
        Some(blobs.add_file(&self.files.get(path)?.path, &bytes))
    }

    /// Makes a source file known, under the name `name`, with its constants replaced.
    pub(super) fn source(
        &self,
        path: &str,
        name: &str,
        constants: &Constants,
        blobs: &mut DirBlobs,
        findings: &mut Findings,
    ) -> Option<SourceFile> {
        let bytes = self.read(path, findings)?;
        let entry = self.files.get(path)?;
        let blob = match std::str::from_utf8(&bytes).ok().and_then(|text| constants.apply(text)) {
            Some(replaced) => blobs.add_bytes(replaced.as_bytes()),
            None => blobs.add_file(&entry.path, &bytes),
        };
        Some(SourceFile { path: name.to_owned(), blob, executable: entry.executable })
    }
}

fn children<'a>(
    paths: impl Iterator<Item = &'a String>,
    dir: &str,
) -> impl Iterator<Item = String> {
    let prefix = if dir.is_empty() { String::new() } else { format!("{dir}/") };
    paths.filter_map(move |path| path.strip_prefix(&prefix).map(str::to_owned))
}

/// What the format forbids in a text file, with the line.
fn text_faults(bytes: &[u8]) -> Vec<(Option<u64>, &'static str)> {
    let mut faults = Vec::new();
    if bytes.starts_with(b"\xef\xbb\xbf") {
        faults.push((Some(1), "begins with a byte-order mark; remove it"));
    }
    if let Some(at) = bytes.iter().position(|b| *b == b'\r') {
        let line = 1 + bytes[..at].iter().filter(|b| **b == b'\n').count() as u64;
        faults.push((Some(line), "has a carriage return; lines must end with LF alone"));
    }
    if bytes.last().is_some_and(|b| *b != b'\n') {
        let line = 1 + bytes.iter().filter(|b| **b == b'\n').count() as u64;
        faults.push((Some(line), "does not end with a newline"));
    }
    faults
}

/// `^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}$`
pub(super) fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
    name.len() <= 255
        && name.bytes().all(plain)
        && name.bytes().next().is_some_and(|b| b != b'.' && b != b'-')
}

/// Whether a relative path stays where it is, and is spelled in the only way: no empty part, no
/// `.` or `..`, no backslash or control character, no part longer than file systems take.
pub(super) fn is_inside(path: &str) -> bool {
    path.len() <= 1024
        && path.split('/').all(|part| {
            !matches!(part, "" | "." | "..")
                && part.len() <= 255
                && !part.chars().any(|c| c == '\\' || c.is_control())
        })
}

/// Whether a file may be missing: what lies beside the format's directories, such as the statement as
/// a lone PDF; beside a statement, such as a style file of the whole contest; among the generators.
fn is_aside(path: &str) -> bool {
    match path.split_once('/') {
        None | Some(("generators", _)) => true,
        Some(("problem_statement", name)) => !name.starts_with("problem."),
        Some(_) => false,
    }
}

struct Walk<'a> {
    root: &'a Path,
    tree: &'a mut Tree,
    findings: &'a mut Findings,
    /// Whether names need not be those of the ICPC format.
    any_name: bool,
    total: u64,
    full: bool,
}

impl Walk<'_> {
    fn dir(&mut self, dir: &Path, relative: &str, depth: usize) {
        let shown = if relative.is_empty() { "." } else { relative };
        if depth > MAX_DEPTH {
            let message = format!("lies deeper than {MAX_DEPTH} directories (a link in a loop?)");
            return self.findings.error(shown, None, message);
        }
        let names = fs::read_dir(dir).and_then(|entries| {
            entries.map(|entry| entry.map(|e| e.file_name())).collect::<io::Result<BTreeSet<_>>>()
        });
        let names = match names {
            Ok(names) => names,
            Err(error) => {
                return self.findings.error(shown, None, format!("listing it: {error}"));
            }
        };
        for name in names {
            if self.full {
                return;
            }
            let good = |name: &&str| {
                is_name(name)
                    || relative.is_empty() && *name == TIME_LIMIT
                    || self.any_name && is_inside(name)
            };
            let Some(name) = name.to_str().filter(good) else {
                // The format has such files not be there; hidden ones are common and meant.
                let name = name.to_string_lossy();
                if !name.starts_with('.') {
                    let message = format!(
                        "`{}` is ignored: a name has letters, digits and `_.-`, and begins with \
                         a letter, a digit or `_`",
                        name.escape_default()
                    );
                    self.findings.warning(shown, None, message);
                }
                continue;
            };
            let below =
                if relative.is_empty() { name.to_owned() } else { format!("{relative}/{name}") };
            self.entry(&dir.join(name), below, depth);
        }
    }

    fn entry(&mut self, path: &Path, relative: String, depth: usize) {
        let is_aside = is_aside(&relative);
        let real = match path.canonicalize() {
            Ok(real) => real,
            Err(error) => {
                let message = format!("following it: {error}");
                return match is_aside && path.is_symlink() {
                    true => self.findings.warning(&relative, None, message),
                    false => self.findings.error(&relative, None, message),
                };
            }
        };
        if !real.starts_with(self.root) {
            let message = "a symbolic link that leaves the package; copy the file instead";
            return match is_aside && !real.is_dir() {
                true => self.findings.warning(&relative, None, message),
                false => self.findings.error(&relative, None, message),
            };
        }
        let meta = match fs::metadata(&real) {
            Ok(meta) => meta,
            Err(error) => {
                return self.findings.error(&relative, None, format!("looking at it: {error}"));
            }
        };
        if meta.is_dir() {
            self.dir(&real, &relative, depth + 1);
            self.tree.dirs.insert(relative);
            return;
        }
        if !meta.is_file() {
            return self.findings.error(&relative, None, "neither a file nor a directory");
        }
        if meta.len() > MAX_FILE {
            let message = format!("larger than {} MiB", MAX_FILE >> 20);
            return self.findings.error(&relative, None, message);
        }
        if meta.len() > LARGE_FILE {
            let message = "larger than the 100 MiB that the format recommends at most";
            self.findings.warning(&relative, None, message);
        }
        self.total += meta.len();
        if self.total > MAX_TOTAL || self.tree.files.len() >= MAX_FILES {
            self.full = true;
            let message = format!("more than {} GiB or {MAX_FILES} files in all", MAX_TOTAL >> 30);
            return self.findings.error(".", None, message);
        }
        let executable = meta.permissions().mode() & 0o111 != 0;
        self.tree.files.insert(relative, Entry { path: real, size: meta.len(), executable });
    }
}
