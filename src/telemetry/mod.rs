//! Logs and metrics.

mod logs;
mod metrics;

pub use logs::{Error, init};
pub use metrics::Metrics;
