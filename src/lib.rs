//! Minos: an online judge in one binary.
//!
//! A submission walks one way through these rooms; `ARCHITECTURE.md` is the map, and
//! `tests/it/architecture.rs` fails when a room uses one that it may not.

pub mod app;
pub mod auth;
pub mod cli;
pub mod config;
pub mod domain;
pub mod judge;
pub mod language;
pub mod live;
pub mod problem;
pub mod queue;
pub mod sandbox;
pub mod store;
pub mod telemetry;
pub mod verify;
pub mod web;
pub mod worker;
