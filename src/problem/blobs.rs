//! The bytes of a package on disk, by content.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use sha2::{Digest as _, Sha256};

use super::archive::Unpacked;
use crate::domain::{BlobError, BlobRef, Blobs, Digest};

/// The bytes of one loaded package: read from its directory when asked for, and checked again
/// then; what the loader made itself (constants replaced) is kept in memory.
#[derive(Debug, Default)]
pub struct DirBlobs {
    places: BTreeMap<Digest, Place>,
    /// Where an archive was unpacked, to be removed when nobody reads any more.
    unpacked: Option<Unpacked>,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

impl DirBlobs {
    /// Every digest that [`Blobs::read`] can give.
    pub fn digests(&self) -> impl Iterator<Item = &Digest> {
        self.places.keys()
    }

    /// Keeps the directory into which the package was unpacked.
    pub(super) fn keep(&mut self, unpacked: Unpacked) {
        self.unpacked = Some(unpacked);
    }

    /// Makes a file known by its content, which is not kept.
    pub(super) fn add_file(&mut self, path: &Path, content: &[u8]) -> BlobRef {
        self.add(content, || Place::File(path.into()))
    }

    /// Keeps bytes that are on no disk.
    pub(super) fn add_bytes(&mut self, bytes: &[u8]) -> BlobRef {
        self.add(bytes, || Place::Memory(bytes.into()))
    }

    fn add(&mut self, content: &[u8], place: impl FnOnce() -> Place) -> BlobRef {
        let digest = Digest(hex::encode(Sha256::digest(content)));
        self.places.entry(digest.clone()).or_insert_with(place);
        BlobRef { digest, size: content.len() as u64 }
    }
}

impl Blobs for DirBlobs {
    fn read(&self, digest: &Digest) -> Result<Arc<[u8]>, BlobError> {
        let fail = |reason: String| BlobError { digest: digest.clone(), reason };
        match self.places.get(digest) {
            None => Err(fail("the package has no such content".into())),
            Some(Place::Memory(bytes)) => Ok(bytes.clone()),
            Some(Place::File(path)) => {
                let bytes = fs::read(path).map_err(|e| fail(format!("{}: {e}", path.display())))?;
                if hex::encode(Sha256::digest(&bytes)) != digest.0 {
                    return Err(fail(format!("{} changed since it was loaded", path.display())));
                }
                Ok(bytes.into())
            }
        }
    }
}
