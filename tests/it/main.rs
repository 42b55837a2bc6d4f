//! Every integration test is a module of this one binary.

// Helpers fail by panicking, as tests do.
#![allow(clippy::unwrap_used)]

mod api;
mod app;
mod architecture;
mod client;
mod crash;
mod fixture;
mod host;
mod judge;
mod languages;
mod problem;
mod queue;
mod sandbox;
mod security;
mod server;
mod siege;
mod store;
mod verbs;

/// As many cases as a test thinks enough, or `PROPTEST_CASES`.
fn cases(enough: u32) -> proptest::test_runner::Config {
    let default = proptest::test_runner::Config::default();
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => default,
        None => proptest::test_runner::Config { cases: enough, ..default },
    }
}
