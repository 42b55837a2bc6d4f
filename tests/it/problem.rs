//! Reading problem packages.

use std::path::Path;

use minos::problem::load;

/// The packages that come with Minos are without an error.
#[test]
fn bundled_packages_load() {
    let Ok(entries) = std::fs::read_dir(Path::new("problems")) else {
        return println!("skipped: there is no directory `problems`");
    };
    let mut faults = Vec::new();
    for entry in entries {
        let dir = entry.expect("read a directory entry").path();
        if dir.is_dir()
            && let Err(errors) = load(&dir)
        {
            faults.extend(errors.iter().map(|e| format!("{}/{e}", dir.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
