//! Taking problem packages in. A problem is what was taken in last, with one exception: where that
//! was an upload, a package of the problems directory is passed over, for the directory is read anew
//! at every start.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Error, Result, Viewer};
use crate::{
    auth,
    domain::{Blobs, Digest, ProblemId, Role},
    judge,
    problem::{self, Finding, NoWorkshop, Package, Workshop},
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

/// What became of an uploaded package.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Uploaded {
    /// The problem, as it is now.
    #[serde(flatten)]
    pub imported: Imported,
    /// What is odd about the package.
    pub warnings: Vec<FindingView>,
}

/// An error in a package, or what is odd about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FindingView {
    /// The file, relative to the package; `.` is the package itself.
    #[schema(example = "data/secret/1.yaml")]
    pub file: String,
    /// The line, from 1, when it is about one.
    pub line: Option<u64>,
    /// What is wrong and what is wanted.
    pub message: String,
}

impl From<Finding> for FindingView {
    fn from(finding: Finding) -> Self {
        let Finding { file, line, message } = finding;
        Self { file, line, message }
    }
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
        self.keep(viewer, package, blobs, false)
    }

    /// Takes a package of the problems directory in, unless an upload is in its place.
    ///
    /// # Errors
    /// As [`App::import`].
    pub fn import_bundled(
        &self,
        viewer: &Viewer,
        package: &Package,
        blobs: &dyn Blobs,
    ) -> Result<Option<Imported>> {
        viewer.must_be(Role::Admin)?;
        if self.core.store.is_uploaded(&package.slug)? {
            return Ok(None);
        }
        self.keep(viewer, package, blobs, false).map(Some)
    }

    /// Whether the viewer may upload packages: asked before one is received.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn may_upload(&self, viewer: &Viewer) -> Result<()> {
        viewer.must_be(Role::Admin)
    }

    /// Takes the package of an uploaded ZIP archive in, all of it or nothing. Data that it does not
    /// bring are made by its own programs, in the sandbox of the serving judge.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `Package` with all that is wrong with it.
    pub fn upload(&self, viewer: &Viewer, archive: &Path) -> Result<Uploaded> {
        viewer.must_be(Role::Admin)?;
        let judge = self.serving.engine().map(|engine| engine.judge.clone());
        let mut workshop: Box<dyn Workshop> = match judge {
            Some(judge) => Box::new(judge::Workshop::new(move || Ok(judge.clone()))),
            None => Box::new(NoWorkshop),
        };
        let views = |found: Vec<Finding>| found.into_iter().map(FindingView::from).collect();
        let loaded = problem::load_with(archive, &mut *workshop)
            .map_err(|found| Error::Package { findings: views(found) })?;
        let imported = self.keep(viewer, &loaded.package, &loaded.blobs, true)?;
        let Imported { slug, version, changed, .. } = &imported;
        tracing::info!(
            by = viewer.name,
            problem = slug,
            version,
            changed,
            "a package was uploaded"
        );
        Ok(Uploaded { imported, warnings: views(loaded.warnings) })
    }

    fn keep(
        &self,
        viewer: &Viewer,
        package: &Package,
        blobs: &dyn Blobs,
        uploaded: bool,
    ) -> Result<Imported> {
        let unreadable =
            |message: String| Error::Invalid { field: "package", message: message.into() };
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
            uploaded,
            actor: viewer.name.clone(),
        })?;
        Ok(Imported {
            id: version.problem,
            slug: package.slug.clone(),
            version: version.number,
            changed,
        })
    }

    /// Replaces the data of a package that are damaged in the database; how many. A submission that
    /// met them is a dead letter, and is judged when that is retried.
    ///
    /// # Errors
    /// As [`App::import`].
    pub fn mend_blobs(
        &self,
        viewer: &Viewer,
        package: &Package,
        blobs: &dyn Blobs,
    ) -> Result<usize> {
        viewer.must_be(Role::Admin)?;
        let sizes = package.blobs();
        let digests: Vec<&Digest> = sizes.keys().copied().collect();
        let damaged = self.core.store.damaged_blobs(&digests)?;
        for digest in &damaged {
            let content = blobs.read(digest).map_err(|error| Error::Invalid {
                field: "package",
                message: error.to_string().into(),
            })?;
            self.core.store.replace_blob(NewBlob::new(&content))?;
        }
        Ok(damaged.len())
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
