//! Runs commands under limits, and knows nothing of problems.
//!
//! [`Provider`] opens one-shot sandboxes; a [`Sandbox`] serves one submission and is thrown away.
//! Each run inside gets a fresh pid namespace, scratch and cgroup. The first and default
//! provider is [`native`]; other isolation backends are other implementations of the two traits.

mod api;
pub mod native;
mod session;

pub use api::{
    Command, End, Error, File, Input, LimitKind, Limits, Mount, Outcome, PATH, Priority, Provider,
    Sandbox, Stock, Stream, Usage, Workdir,
};
pub use session::{Stop, Voice, converse};
