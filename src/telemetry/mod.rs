//! Logs and metrics.

mod history;
mod logs;
mod metrics;
mod process;
mod reading;

pub use history::{EVERY, History, Line, SPAN};
pub use logs::{Error, init};
pub use metrics::Metrics;
pub use reading::Reading;
