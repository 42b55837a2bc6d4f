//! Every integration test is a module of this one binary.

// Helpers fail by panicking, as tests do.
#![allow(clippy::unwrap_used)]

mod api;
mod app;
mod architecture;
mod assist;
mod chaos;
mod client;
mod console;
mod contest;
mod crash;
mod disk;
mod fixture;
mod host;
mod judge;
mod languages;
mod load;
mod mangle;
mod problem;
mod processes;
mod queue;
mod sandbox;
mod security;
mod server;
mod siege;
mod socket;
mod store;
mod verbs;
mod words;
