//! What this host gives to the tests: those that it can't run are skipped, and say so.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::LazyLock,
    thread,
};

use minos::sandbox::{
    Provider,
    native::{Native, Options},
};

/// Tells that the running test, or a part of it, is skipped. `scripts/count-skips` counts these
/// lines.
///
/// # Panics
/// With `SKIPS=none` in the environment, where everything must be run.
pub fn skipped(why: &str) {
    let current = thread::current();
    let test = current.name().unwrap_or("a thread");
    // Not println!, which the harness keeps to itself when a test passes.
    let _ = writeln!(io::stderr(), "skipped: {test}: {why}");
    assert!(std::env::var_os("SKIPS").is_none_or(|v| v != "none"), "SKIPS=none, but {why}");
}

/// Whether this host has no full native sandbox, in which case the test is told to be skipped.
pub fn lacks_sandbox() -> bool {
    static WHY_NOT: LazyLock<Option<String>> = LazyLock::new(|| {
        let init = PathBuf::from(env!("CARGO_BIN_EXE_minos"));
        let native = Native::new(Options { init, spare: 0, ..Options::default() });
        native.and_then(|native| native.open(&[]).map(drop)).err().map(|e| e.to_string())
    });
    if let Some(why) = &*WHY_NOT {
        skipped(why);
    }
    WHY_NOT.is_some()
}
