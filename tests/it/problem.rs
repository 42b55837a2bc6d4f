//! Reading problem packages.

mod editorial;
mod export;
mod fixture;
mod hostile;
mod legacy;
mod mutated;
mod polygon;
mod rules;
mod spec;
mod statement;
mod verify;
mod zip;

use std::path::Path;

use minos::problem::load;

/// The packages that come with Minos are without an error.
#[test]
fn bundled_packages_load() {
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(Path::new("problems")).expect("read problems/") {
        let dir = entry.expect("read a directory entry").path();
        if dir.is_dir()
            && let Err(errors) = load(&dir)
        {
            faults.extend(errors.iter().map(|e| format!("{}/{e}", dir.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
