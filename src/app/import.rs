//! Taking problem packages in.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Error, Result, Viewer};
use crate::{
    auth,
    domain::{Blobs, Digest, ProblemId, Role},
    problem::Package,
    store::{NewBlob, NewVersion},
};

/// Bytes of blobs written in one transaction while importing, about.
const BATCH_BYTES: u64 = 8 << 20;

/// What importing a package did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Imported {
    /// The problem.
    pub id: ProblemId,
    /// Its slug.
    pub slug: String,
    /// Number of its current version.
    pub version: i64,
    /// Whether this import made that version; false when nothing had changed.
    pub changed: bool,
}

impl App {
    /// Takes a package in; the same content again changes nothing. Works while a server runs.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `Invalid` when a blob can't be read.
    pub fn import(
        &self,
        viewer: &Viewer,
        package: &Package,
        blobs: &dyn Blobs,
    ) -> Result<Imported> {
        viewer.must_be(Role::Admin)?;
        let unreadable = |message: String| Error::Invalid { field: "package", message };
        let manifest = serde_json::to_string(package).map_err(|error| {
            Error::Internal(format!("writing the manifest of {}: {error}", package.slug))
        })?;
        let sizes = package.blobs();
        let digests: Vec<&Digest> = sizes.keys().copied().collect();
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for digest in self.core.store.missing_blobs(&digests)? {
            let content = blobs.read(&digest).map_err(|error| unreadable(error.to_string()))?;
            let blob = NewBlob::new(&content);
            if *blob.digest() != digest {
                return Err(unreadable(format!("blob {digest} has another content")));
            }
            batch.push(blob);
            bytes += content.len() as u64;
            if bytes >= BATCH_BYTES {
                self.core.store.put_blobs(std::mem::take(&mut batch))?;
                bytes = 0;
            }
        }
        self.core.store.put_blobs(batch)?;
        let digest = Digest(hex::encode(auth::digest(&manifest)));
        let (version, changed) = self.core.store.put_version(NewVersion {
            slug: package.slug.clone(),
            name: name(package),
            tags: package.keywords.clone(),
            scoring: package.kind.scoring,
            max_score: max_score(package),
            embargo: package.embargo_until.as_deref().and_then(embargo),
            tests: package.cases.len() as u64,
            manifest,
            digest,
            blobs: digests.into_iter().cloned().collect(),
        })?;
        Ok(Imported {
            id: version.problem,
            slug: package.slug.clone(),
            version: version.number,
            changed,
        })
    }
}

fn name(package: &Package) -> String {
    let english = package.name.get("en").or_else(|| package.name.values().next());
    english.unwrap_or(&package.slug).clone()
}

/// 1 for a pass-fail problem; 0 where points have no bound.
fn max_score(package: &Package) -> f64 {
    if !package.kind.scoring {
        return 1.0;
    }
    package.max_score().unwrap_or(0.0)
}

/// A date alone is its first moment.
fn embargo(text: &str) -> Option<Timestamp> {
    text.parse().or_else(|_| format!("{text}T00:00:00Z").parse()).ok()
}
