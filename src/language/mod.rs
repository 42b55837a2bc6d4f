//! Language profiles: read from files, probed on this host.

mod error;
mod find;
mod load;
mod locate;
mod probe;
mod protocol;
mod server;

pub use error::{Error, Unknown};
pub use find::{by_extension, find};
pub use load::load;
pub use probe::{Probe, installed, probe};
pub use protocol::Protocol;
pub use server::{Bounds, serve};
