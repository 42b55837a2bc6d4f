//! Content-addressed bytes.

use std::sync::{Arc, PoisonError};

use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::{Result, Store, check, pack};
use crate::domain::{BlobError, Blobs, Digest};

/// A blob ready to be written.
#[derive(Clone, Debug)]
pub struct NewBlob {
    digest: Digest,
    size: u64,
    deflated: bool,
    data: Vec<u8>,
}

impl NewBlob {
    /// Names and deflates bytes; slow work that no transaction should wait for.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        let digest = Digest(hex::encode(Sha256::digest(bytes)));
        let packed = pack::pack(bytes);
        let deflated = packed.len() < bytes.len();
        let data = if deflated { packed } else { bytes.to_vec() };
        Self { digest, size: bytes.len() as u64, deflated, data }
    }

    /// Its name.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }
}

impl Store {
    /// Those of `digests` that are not here.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn missing_blobs(&self, digests: &[&Digest]) -> Result<Vec<Digest>> {
        self.read("look which blobs are missing", |db| {
            let mut exists = db.prepare_cached("SELECT 1 FROM blobs WHERE digest = ?1")?;
            let mut missing = Vec::new();
            for &digest in digests {
                if !exists.exists([&digest.0])? {
                    missing.push(digest.clone());
                }
            }
            Ok(missing)
        })
    }

    /// Keeps blobs; those here already stay as they are.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_blobs(&self, blobs: Vec<NewBlob>) -> Result<()> {
        self.write("keep blobs", move |db| {
            let mut insert = db.prepare_cached(
                "INSERT INTO blobs (digest, size, deflated, data) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
            )?;
            for blob in blobs {
                insert.execute(params![blob.digest.0, blob.size, blob.deflated, blob.data])?;
            }
            Ok(())
        })
    }
}

impl Store {
    /// Those of `digests` that are here with another content.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn damaged_blobs(&self, digests: &[&Digest]) -> Result<Vec<Digest>> {
        self.read("look which blobs are damaged", |db| {
            let mut find = db.prepare_cached(
                "SELECT digest, size, deflated, data FROM blobs WHERE digest = ?1",
            )?;
            let mut damaged = Vec::new();
            for &digest in digests {
                let sound = find
                    .query_row([&digest.0], |row| Ok(check::sound(row, &digest.0).is_ok()))
                    .optional()?;
                if sound == Some(false) {
                    damaged.push(digest.clone());
                }
            }
            Ok(damaged)
        })
    }

    /// Puts a blob in the place of a damaged one.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn replace_blob(&self, blob: NewBlob) -> Result<()> {
        self.write("replace a blob", move |db| {
            db.execute(
                "UPDATE blobs SET size = ?2, deflated = ?3, data = ?4 WHERE digest = ?1",
                params![blob.digest.0, blob.size, blob.deflated, blob.data],
            )?;
            Ok(())
        })
    }
}

impl Blobs for Store {
    fn read(&self, digest: &Digest) -> std::result::Result<Arc<[u8]>, BlobError> {
        let cache = || self.inner.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = cache().get(digest) {
            return Ok(bytes);
        }
        let fail = |reason: String| BlobError { digest: digest.clone(), reason };
        let row: Option<(bool, Vec<u8>)> = Store::read(self, "read a blob", |db| {
            db.prepare_cached("SELECT deflated, data FROM blobs WHERE digest = ?1")?
                .query_row([&digest.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .map_err(|error| fail(error.to_string()))?;
        let (deflated, data) = row.ok_or_else(|| fail("it is not in the database".into()))?;
        let bytes =
            if deflated { pack::unpack(&data).map_err(|e| fail(e.to_string()))? } else { data };
        if hex::encode(Sha256::digest(&bytes)) != digest.0 {
            return Err(fail(
                "its content is damaged; import the problem again, see `minos check`".into(),
            ));
        }
        let bytes: Arc<[u8]> = bytes.into();
        cache().put(digest, Arc::clone(&bytes), bytes.len());
        Ok(bytes)
    }
}
