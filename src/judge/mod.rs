//! Compile, run each test, check, score. Pure over the [`crate::sandbox::Provider`] trait and
//! [`crate::domain::Blobs`].

mod api;

pub use api::{Error, Judge, Request, RunRequest, RunResult, Source};
