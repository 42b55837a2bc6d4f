//! Which importer reads a package.

use std::path::Path;

use super::{DirBlobs, Finding, Package};

/// A package read from disk without an error.
#[derive(Debug)]
pub struct Loaded {
    /// The problem.
    pub package: Package,
    /// Its bytes.
    pub blobs: DirBlobs,
    /// What is odd but no error.
    pub warnings: Vec<Finding>,
}

/// Reads the package in `dir`; the directory's name becomes the slug.
///
/// # Errors
/// Everything that is wrong with the package, in the order of files and lines.
pub fn load(dir: &Path) -> Result<Loaded, Vec<Finding>> {
    let _ = dir;
    unimplemented!()
}
