//! What nothing needs any more: old versions of problems, and blobs that belong to no version.

use rusqlite::Connection;

use super::{Result, Store};
use crate::domain::Digest;

/// No version has it.
const ORPHANED: &str = "NOT EXISTS (SELECT 1 FROM version_blobs v WHERE v.digest = blobs.digest)";

impl Store {
    /// Forgets the versions of problems that are not the current one and judged nothing that is
    /// kept; how many.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_old_versions(&self) -> Result<usize> {
        self.write("forget old versions of problems", |db| {
            db.execute(
                "DELETE FROM versions
                 WHERE id NOT IN (SELECT version_id FROM problems WHERE version_id IS NOT NULL)
                    AND NOT EXISTS (SELECT 1 FROM submissions WHERE version_id = versions.id)
                    AND NOT EXISTS (SELECT 1 FROM rejudge_items WHERE version_id = versions.id)",
                (),
            )
        })
    }

    /// The blobs that belong to no version. One of an import under way may be among them.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn orphaned_blobs(&self) -> Result<Vec<Digest>> {
        self.read("look for orphaned blobs", |db| {
            db.prepare_cached(&format!("SELECT digest FROM blobs WHERE {ORPHANED}"))?
                .query_map((), |row| row.get(0).map(Digest))?
                .collect()
        })
    }

    /// Removes those of `digests` that still belong to no version; how many.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_orphaned_blobs(&self, digests: Vec<Digest>) -> Result<usize> {
        self.write("remove orphaned blobs", move |db| remove(db, &digests))
    }
}

fn remove(db: &Connection, digests: &[Digest]) -> rusqlite::Result<usize> {
    let mut delete =
        db.prepare_cached(&format!("DELETE FROM blobs WHERE digest = ?1 AND {ORPHANED}"))?;
    digests.iter().map(|digest| delete.execute([&digest.0])).sum()
}
