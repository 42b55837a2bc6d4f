//! What importing needs of a judge: a package may bring the programs that make its data, and not
//! the data.

use std::sync::Arc;

use super::{Package, Program};
use crate::domain::Blobs;

/// Runs a package's own programs while it is imported, in a sandbox. An error is for the setter,
/// who finds it at the test that could not be made.
pub trait Workshop {
    /// What `program` prints when it is called with `args`; with `file`, what it wrote into the
    /// file of that name instead.
    ///
    /// # Errors
    /// When it does not compile or run, or exits with another code than 0.
    fn generate(
        &mut self,
        package: &Package,
        blobs: &dyn Blobs,
        program: &Program,
        args: &[String],
        file: Option<&str>,
    ) -> Result<Vec<u8>, String>;

    /// What the package's `solution` makes of `input`: its output or, where it talks to an
    /// interactor, what that left for the checker.
    ///
    /// # Errors
    /// As [`Self::generate`]; also when it goes over the limits of `package`.
    fn answer(
        &mut self,
        package: &Package,
        blobs: &dyn Blobs,
        solution: &Program,
        input: Arc<[u8]>,
    ) -> Result<Vec<u8>, String>;
}

/// Where nothing can be run: packages must be complete.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoWorkshop;

const INCOMPLETE: &str = "not in the package, and nothing can be run here to make it; import it \
                          with `minos problem import`, or bring a full package";

impl Workshop for NoWorkshop {
    fn generate(
        &mut self,
        _: &Package,
        _: &dyn Blobs,
        _: &Program,
        _: &[String],
        _: Option<&str>,
    ) -> Result<Vec<u8>, String> {
        Err(INCOMPLETE.into())
    }

    fn answer(
        &mut self,
        _: &Package,
        _: &dyn Blobs,
        _: &Program,
        _: Arc<[u8]>,
    ) -> Result<Vec<u8>, String> {
        Err(INCOMPLETE.into())
    }
}
