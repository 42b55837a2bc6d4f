//! A problem as a package of the format 2025-09, whatever format it came in. What that can't say is
//! a warning, told to whoever exports and written into the package as `warnings.txt`.

mod data;
mod expectations;
mod flow;
mod groups;
mod metadata;
mod programs;
mod statements;
mod testlib;

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Finding, Package, SourceFile, finding::Findings};
use crate::domain::{BlobRef, Blobs, Digest};

/// Where the warnings stand in an exported package.
const WARNINGS: &str = "warnings.txt";

/// A package ready to be written.
pub struct Export<'a> {
    blobs: &'a dyn Blobs,
    files: BTreeMap<String, Content>,
    findings: Findings,
}

#[derive(Debug, PartialEq)]
struct Content {
    bytes: Bytes,
    executable: bool,
}

#[derive(Debug, PartialEq)]
enum Bytes {
    Blob(Digest),
    Made(Vec<u8>),
}

impl<'a> Export<'a> {
    /// Makes a package of a problem.
    ///
    /// # Errors
    /// When a file of the problem can't be read.
    pub fn new(package: &Package, blobs: &'a dyn Blobs) -> io::Result<Self> {
        let mut export = Self { blobs, files: BTreeMap::new(), findings: Findings::default() };
        let package = &groups::in_order(&mut export, package);
        let languages = statements::write(&mut export, package)?;
        metadata::write(&mut export, package, &languages);
        data::write(&mut export, package)?;
        programs::write(&mut export, package);
        expectations::write(&mut export, package);
        if !export.warnings().is_empty() {
            let lines = export.warnings().iter().map(|warning| format!("{warning}\n"));
            let text: String = lines.collect();
            export.make(WARNINGS, text);
        }
        Ok(export)
    }

    /// What the format can't say.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.findings.warnings
    }

    /// Writes the package to `path`, where nothing may be yet: a ZIP archive if it is called so,
    /// else a directory.
    ///
    /// # Errors
    /// When it can't be written or a file of the problem can't be read.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        if path.extension().is_some_and(|ending| ending == "zip") {
            return self.archive(BufWriter::new(File::create_new(path)?));
        }
        fs::create_dir(path)?;
        for (name, content) in &self.files {
            let file = path.join(name);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            let mode = if content.executable { 0o755 } else { 0o644 };
            let mut out = OpenOptions::new().write(true).create_new(true).mode(mode).open(file)?;
            out.write_all(&self.bytes(content)?)?;
        }
        Ok(())
    }

    fn archive(&self, out: impl Write + io::Seek) -> io::Result<()> {
        let mut zip = ZipWriter::new(out);
        for (name, content) in &self.files {
            let mode = if content.executable { 0o755 } else { 0o644 };
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .unix_permissions(mode);
            zip.start_file(name.as_str(), options)?;
            zip.write_all(&self.bytes(content)?)?;
        }
        zip.finish()?.flush()
    }

    fn bytes(&self, content: &Content) -> io::Result<Vec<u8>> {
        match &content.bytes {
            Bytes::Made(bytes) => Ok(bytes.clone()),
            Bytes::Blob(digest) => self.read(digest),
        }
    }

    fn read(&self, digest: &Digest) -> io::Result<Vec<u8>> {
        self.blobs.read(digest).map(|bytes| bytes.to_vec()).map_err(io::Error::other)
    }

    fn warn(&mut self, file: &str, message: impl Into<String>) {
        self.findings.warning(file, None, message);
    }

    /// Puts what was made here at `path`.
    fn make(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.put(path, Bytes::Made(text.into()), false);
    }

    /// The same, executable.
    fn make_script(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.put(path, Bytes::Made(text.into()), true);
    }

    /// Puts a file of the problem at `path`.
    fn blob(&mut self, path: &str, blob: &BlobRef) {
        self.put(path, Bytes::Blob(blob.digest.clone()), false);
    }

    /// Puts files of the problem below `dir`.
    fn sources(&mut self, dir: &str, files: &[SourceFile]) {
        for file in files {
            let path = format!("{dir}/{}", file.path);
            self.put(&path, Bytes::Blob(file.blob.digest.clone()), file.executable);
        }
    }

    fn put(&mut self, path: &str, bytes: Bytes, executable: bool) {
        let path: Vec<_> = path.split('/').map(name).collect();
        let path = path.join("/");
        let content = Content { bytes, executable };
        match self.files.get(&path) {
            None => {
                self.files.insert(path, content);
            }
            Some(there) if *there == content => {}
            Some(_) => self.warn(&path, "two files would be called so; the first is kept"),
        }
    }
}

/// A file's name in the letters that the format allows.
fn name(given: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "_.-".contains(c) { c } else { '_' };
    let name: String = given.chars().map(plain).take(255).collect();
    if name.starts_with(['.', '-']) { format!("_{}", &name[1..]) } else { name }
}
