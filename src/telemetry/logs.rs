//! One log line an event, on stderr; spans carry what a line belongs to (`request_id`, `job`).

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Why logging can't be set up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The filter is not understood.
    #[error("log.level {filter:?}: {cause}; use a level such as `info`, or `minos=debug,info`")]
    Filter {
        /// What was given.
        filter: String,
        /// Why it is wrong.
        cause: String,
    },
    /// Something else has set up logging in this process.
    #[error("setting up logs: {0}")]
    Taken(String),
}

/// Sends this process's logs to stderr: those that `filter` lets through, as JSON objects or as
/// lines for people.
///
/// # Errors
/// When the filter is wrong, or logging was set up before.
pub fn init(json: bool, filter: &str) -> Result<(), Error> {
    // The web server's own news is ours already.
    let filter = EnvFilter::try_new(format!("actix_server=warn,{filter}"))
        .map_err(|e| Error::Filter { filter: filter.into(), cause: e.to_string() })?;
    let colours = std::io::stderr().is_terminal();
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false).with_ansi(colours);
    let registry = tracing_subscriber::registry().with(filter);
    let set = if json {
        registry.with(lines.json().flatten_event(true).with_span_list(false)).try_init()
    } else {
        registry.with(lines).try_init()
    };
    set.map_err(|e| Error::Taken(e.to_string()))
}
