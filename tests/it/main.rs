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
mod load;
mod mangle;
mod problem;
mod queue;
mod sandbox;
mod security;
mod server;
mod siege;
mod store;
mod verbs;
