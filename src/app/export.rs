//! Giving problems out as packages.

use std::{io, path::Path};

use super::{App, Error, FindingView, Result, Viewer};
use crate::{domain::Role, problem::Export};

impl App {
    /// Writes a problem as a package of the format 2025-09 to `path`, where nothing may be yet: a ZIP
    /// archive if it is called so, else a directory. Gives what the format can't say.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Conflict` when something is at `path`;
    /// `Internal` when it can't be written.
    pub fn export(&self, viewer: &Viewer, slug: &str, path: &Path) -> Result<Vec<FindingView>> {
        viewer.must_be(Role::Admin)?;
        let problem = self.find_problem(Some(viewer), slug)?;
        let package = self.core.package(problem.version)?;
        let fail = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Error::Conflict(format!("{} exists already", path.display()).into())
            }
            _ => Error::Internal(format!("exporting {slug} to {}: {error}", path.display())),
        };
        let export = Export::new(&package, &self.core.store).map_err(fail)?;
        export.write(path).map_err(fail)?;
        Ok(export.warnings().iter().cloned().map(FindingView::from).collect())
    }
}
